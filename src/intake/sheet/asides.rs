//! Notes and lone lines that say that rows of the table should not be paid: the rows below, or rows that they point to.

use super::super::say::Fault;
use super::super::table_start::Above;
use super::Run;
use crate::finding::Code;
use crate::model::decision::DecisionKind;
use crate::model::record::{ListKind, Record, RowReading, Value as Typed};
use crate::policy::builtin as b;
use crate::table::row::{self, RowKind};
use crate::table::{distinct, text_of};
use crate::text::aside;
use crate::text::normal::key;
use crate::workbook::Row;

/// So many notes of a sheet are compared with all its rows; no list has more that point to rows.
const MOST_NOTES: usize = 20;

/// A name shorter than this may stand in a note by chance.
const SHORTEST_NAME: usize = 4;

impl Run<'_> {
    /// True where rows of data of this table follow, as far as the window shows.
    pub(super) fn data_follows(&self) -> bool {
        let Some(table) = &self.table else { return false };
        for (from, row) in self.window.iter().enumerate() {
            if self.heading_at(from).is_some() {
                return false;
            }
            if row::judge(row, Some(&table.shape), &self.context.lexicon) == RowKind::Data {
                return true;
            }
        }
        false
    }

    /// True in a list of achievements.
    pub(super) fn lists_achievements(&self) -> bool {
        self.table.as_ref().is_some_and(|table| table.kind == ListKind::Achievements)
    }

    /// Heeds what the cells of a note say of rows; what stands above a heading is heeded once the table has begun.
    pub(super) fn heed_asides(&mut self, row: &Row) {
        for cell in distinct(row) {
            let text = text_of(cell);
            if !aside::refuses_below(text) && !aside::points_against(text) {
                continue;
            }
            let note = (row.index, cell.col, text.to_owned());
            if self.table.is_none() || self.leads_to_heading() {
                self.above.asides.push(note);
            } else if self.lists_achievements() {
                let follows = self.data_follows();
                self.heed_aside(note, follows);
            }
        }
    }

    /// Heeds the notes above a heading.
    pub(super) fn heed_asides_above(&mut self, above: &mut Above) {
        for note in std::mem::take(&mut above.asides) {
            if self.lists_achievements() {
                self.heed_aside(note, true);
            }
        }
    }

    fn heed_aside(&mut self, (row, col, text): (u32, u32, String), follows: bool) {
        match follows && aside::refuses_below(&text) {
            true => self.refuse_below(row, col, &text),
            false => self.heed_pointing(row, col, &text),
        }
    }

    /// Holds the rows below, up to the next section, unless a decision accepts them.
    pub(super) fn refuse_below(&mut self, row: u32, col: u32, text: &str) {
        let message =
            format!("第{}行写的是「{text}」，看来是说以下各行不应奖励；以下各行待定。", u64::from(row) + 1);
        let help = "确实不应奖励的请从名单中删去；仍应奖励的请删去这句话，或逐行用「采信」决定写明。";
        let finding = self.gathered.findings.len();
        self.gathered.findings.push(self.here.at_cell(
            Fault::new(Code::RemarkAgainst, message, help),
            row,
            col,
        ));
        if let Some(table) = &mut self.table {
            table.totals.close_group();
            table.section_doubted = Some(finding);
        }
    }

    /// Tells a note against rows that it points to, and holds those of them that it names.
    fn heed_pointing(&mut self, row: u32, col: u32, text: &str) {
        self.notes_heeded += 1;
        let named = if self.notes_heeded <= MOST_NOTES { self.named_in(text) } else { Vec::new() };
        let is_accepted = |row: &u32| {
            self.decisions_on(*row).iter().any(|decision| matches!(decision.kind, DecisionKind::Accept(_)))
        };
        let open: Vec<u32> = named.iter().copied().filter(|row| !is_accepted(row)).collect();
        if !named.is_empty() && open.is_empty() {
            return;
        }
        let rows: Vec<String> = open.iter().take(8).map(|row| (u64::from(*row) + 1).to_string()).collect();
        let (which, help) = match open.first() {
            Some(first) => (
                format!("它指到第{}行，待定。", rows.join("、")),
                format!(
                    "确实不应奖励的请从名单中删去；仍应奖励的在 decisions.toml 中逐行写明：\n{}",
                    self.here.accept_decision(*first)
                ),
            ),
            None => (
                "看不出是哪几行，没有按它扣下任何一行。".to_owned(),
                "请对照各行核对：不应奖励的从名单中删去，或在该行的「备注」里写明；都已核对的不用改。"
                    .to_owned(),
            ),
        };
        let message = format!("这句话「{text}」看来是说有的行不应奖励；{which}");
        let finding = self.gathered.findings.len();
        self.gathered.findings.push(self.here.at_cell(
            Fault::new(Code::RemarkAgainst, message, help),
            row,
            col,
        ));
        self.hold_read(&open, finding);
    }

    /// The rows of this table, read so far, whose serial number or enterprise a note names.
    fn named_in(&self, text: &str) -> Vec<u32> {
        let (note, serials) = (key(text), aside::serials(text));
        let names = |record: &Record| {
            let serial = match record.facts.get(b::SERIAL).map(|fact| &fact.value) {
                Some(Typed::Text(text)) => key(text),
                Some(Typed::Whole(number)) => number.to_string(),
                _ => String::new(),
            };
            let named = |name: &String| name.chars().count() >= SHORTEST_NAME && note.contains(&key(name));
            serials.contains(&serial) || record.names.iter().any(named)
        };
        let begins = self.reading.tables.last().map_or(0, |table| table.heading_rows.1);
        let usable = self.reading.rows.iter().filter_map(|(row, reading)| match reading {
            RowReading::Usable(index) if *row > begins => Some((*row, *index)),
            _ => None,
        });
        let of_note = usable.filter(|(_, index)| self.gathered.records.get(*index).is_some_and(names));
        of_note.map(|(row, _)| row).collect()
    }

    /// Holds rows that were read already: their records are set aside, and those behind them move up.
    fn hold_read(&mut self, rows: &[u32], finding: usize) {
        let mut taken: Vec<usize> = Vec::new();
        for (row, reading) in &mut self.reading.rows {
            if let RowReading::Usable(index) = reading
                && rows.binary_search(row).is_ok()
            {
                taken.push(*index);
                *reading = RowReading::Held(finding);
            }
        }
        for (_, reading) in &mut self.reading.rows {
            if let RowReading::Usable(index) = reading {
                *index -= taken.partition_point(|taken| taken < index);
            }
        }
        let Some(first) = taken.first().copied() else { return };
        let behind = self.gathered.records.split_off(first.min(self.gathered.records.len()));
        for (index, record) in (first..).zip(behind) {
            match taken.binary_search(&index) {
                Ok(_) => self.gathered.held.push(record),
                Err(_) => self.gathered.records.push(record),
            }
        }
    }
}
