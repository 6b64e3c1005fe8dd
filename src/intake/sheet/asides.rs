//! Notes and lone lines that say that rows of the table should not be paid: the rows below, or rows that they point to.

use super::super::say::Fault;
use super::super::table_start::Above;
use super::Run;
use crate::finding::Code;
use crate::model::decision::DecisionKind;
use crate::model::record::{ListKind, Record, RowReading, Value as Typed};
use crate::policy::{FieldId, builtin as b};
use crate::table::category::Named;
use crate::table::row::{self, RowKind};
use crate::table::{distinct, text_of, words};
use crate::text::aside;
use crate::text::normal::key;
use crate::text::note::{self, Of};
use crate::text::stage::{self, Said};
use crate::workbook::Row;

/// So many notes of a sheet are compared with all its rows; no list has more that point to rows.
const MOST_NOTES: usize = 20;

/// A name shorter than this may stand in a note by chance.
const SHORTEST_NAME: usize = 4;
/// A part of a name that a note speaks of is no shorter.
const SHORTEST_PART: usize = 3;
/// A number of a certificate without letters is no shorter.
const SHORTEST_CERTIFICATE: usize = 6;
/// What a name begins with is often all that a note says of it: 碧波 of 碧波水产食品厂.
const SHORTEST_START: usize = 2;

impl Run<'_> {
    /// Reads the sender off a note. What stands beside it, or before a unit in one cell, may be the title.
    pub(super) fn note(&mut self, row: &Row) -> RowReading {
        // ※ sets the example of a form apart: nothing of it is said of the rows.
        if let Some(cell) = distinct(row).first().filter(|cell| text_of(cell).starts_with('※')) {
            let line = row.cells.len() == 1 && self.heed_line(row.index, cell.col, text_of(cell));
            return if line { RowReading::Ignored } else { self.example(row) };
        }
        self.heed_asides(row);
        if let [one] = distinct(row).as_slice()
            && words::year(text_of(one)).is_some()
        {
            self.heed_section_year(row.index, one.col, text_of(one));
        }
        let above_heading = self.table.is_none() || self.leads_to_heading();
        for cell in distinct(row) {
            let text = text_of(cell);
            let measure = words::measure_statement(text);
            let titled = match measure.is_some() || words::unit_statement(text).is_some() {
                true => words::stands_before_unit(text),
                false => !text.is_empty() && !words::is_note(text),
            };
            if measure.is_some() {
                self.above.measure = measure;
            }
            if let Some(department) = words::department(text) {
                self.reading.department = Some(department);
            } else if above_heading && titled {
                self.above.titles.push((row.index, cell.col, text.to_owned()));
            }
        }
        RowReading::Ignored
    }

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
            if !aside::refuses_below(text) && !aside::points_against(text) && !self.changes_rows(text) {
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

    /// A note that says of rows what an amount may hang on; of a row that it points to, that it is of another category.
    fn changes_rows(&self, text: &str) -> bool {
        let categories = &self.context.lexicon.categories;
        !note::read(text).is_empty()
            || categories.within(text) != Named::Nothing && !note::numbers(text).is_empty()
    }

    /// A title that says something of all rows is a note, too; their stage is taken from it elsewhere.
    pub(super) fn heed_title(&mut self, row: u32, col: u32, text: &str) {
        if stage::of_list(text) == Said::Nothing && note::read(text).contains(&Of::All) {
            self.above.asides.push((row, col, text.to_owned()));
        }
    }

    /// A lone line below rows that is a note without its word; with further rows below it, it may be of these.
    pub(super) fn heed_line(&mut self, row: u32, col: u32, text: &str) -> bool {
        let speaks = |of: &Of| matches!(of, Of::All | Of::Marked(_) | Of::Looks);
        let names = |of: &Of| matches!(of, Of::Named | Of::Perhaps | Of::Numbers(_));
        let of = if self.lists_achievements() { note::read(text) } else { Vec::new() };
        let heeded = of.iter().any(speaks);
        if heeded || of.iter().any(names) && !self.named_in(text).is_empty() {
            self.heed_pointing(row, col, text);
        }
        heeded && !self.data_follows()
    }

    /// Heeds the notes above a heading: those against the rows below at once, those that point to rows once these are read.
    pub(super) fn heed_asides_above(&mut self, above: &mut Above) {
        for note in std::mem::take(&mut above.asides) {
            if !self.lists_achievements() {
                continue;
            }
            match aside::refuses_below(&note.2) {
                true => self.heed_aside(note, true),
                false => self.notes_above.push(note),
            }
        }
    }

    /// Heeds what stood above the table, now that its rows are read.
    pub(super) fn heed_notes_above(&mut self) {
        for (row, col, text) in std::mem::take(&mut self.notes_above) {
            self.heed_pointing(row, col, &text);
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
            table.objections.insert(finding);
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
        let of = note::read(text);
        let unseen = of.contains(&Of::Looks);
        if open.is_empty() && (!named.is_empty() || !of.is_empty() && of.iter().all(|of| *of == Of::Perhaps))
        {
            return;
        }
        let rows: Vec<String> = open.iter().take(8).map(|row| (u64::from(*row) + 1).to_string()).collect();
        let (which, help) = match open.first() {
            Some(first) => (
                match unseen {
                    true => "程序不看颜色和字形，分不清是哪几行，这张表的行都待定。".to_owned(),
                    false => format!("它指到第{}行，待定。", rows.join("、")),
                },
                format!(
                    "确实不应奖励的请从名单中删去，是复评的在「阶段」一列写明；仍应奖励的在 decisions.toml 中逐行写明：\n{}",
                    self.here.accept_decision(*first)
                ),
            ),
            None => (
                "看不出是哪几行，没有按它扣下任何一行。".to_owned(),
                "请对照各行核对：不应奖励的从名单中删去，或在该行的「备注」里写明；都已核对的不用改。"
                    .to_owned(),
            ),
        };
        let says = match aside::points_against(text) {
            true => "有的行不应奖励",
            false => "有的行是复评、已经奖过或不应照奖",
        };
        let message = format!("这句话「{text}」看来是说{says}；{which}");
        let finding = self.gathered.findings.len();
        self.gathered.findings.push(self.here.at_cell(
            Fault::new(Code::RemarkAgainst, message, help),
            row,
            col,
        ));
        self.hold_read(&open, finding);
    }

    /// The rows of this table, read so far, that a note speaks of.
    fn named_in(&self, text: &str) -> Vec<u32> {
        let begins = self.reading.tables.last().map_or(0, |table| table.heading_rows.1);
        let numbered = self.table.as_ref().is_some_and(|table| table.shape.serial.is_some());
        let spoken = Spoken::new(text, numbered);
        let data = self.reading.rows.iter().filter(|(row, reading)| {
            *row > begins && matches!(reading, RowReading::Usable(_) | RowReading::Held(_))
        });
        let usable = (1..).zip(data).filter_map(|(place, (row, reading))| match reading {
            RowReading::Usable(index) => Some((place, *row, self.gathered.records.get(*index)?)),
            _ => None,
        });
        usable.filter(|(place, _, record)| spoken.is_of(record, *place)).map(|(_, row, _)| row).collect()
    }

    /// Holds rows that were read already: their records are set aside, and those behind them move up.
    pub(super) fn hold_read(&mut self, rows: &[u32], finding: usize) {
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
                Ok(_) => {
                    self.gathered.objected.insert(record.at);
                    self.gathered.held.push(record);
                }
                Err(_) => self.gathered.records.push(record),
            }
        }
    }
}

/// What a note speaks of, to be compared with rows.
struct Spoken {
    note: String,
    of: Vec<Of>,
    serials: Vec<String>,
    subjects: Vec<String>,
    /// The rows have numbers of their own; without them the so many-th is counted.
    numbered: bool,
}

impl Spoken {
    fn new(text: &str, numbered: bool) -> Self {
        let mut of = note::read(text);
        let numbers = note::numbers(text);
        if !numbers.is_empty() {
            of.push(Of::Numbers(numbers));
        }
        Self { note: key(text), of, serials: aside::serials(text), subjects: note::subjects(text), numbered }
    }

    fn is_of(&self, record: &Record, place: u32) -> bool {
        let text = |field: FieldId| match record.facts.get(field).map(|fact| &fact.value) {
            Some(Typed::Text(text)) => note::signs(text),
            Some(Typed::Whole(number)) => number.to_string(),
            _ => String::new(),
        };
        let serial = text(b::SERIAL);
        let plain = serial.trim_matches(|c: char| !c.is_alphanumeric());
        let by_number = |numbers: &[u32]| match self.numbered {
            true => numbers.iter().any(|number| number.to_string() == plain),
            false => numbers.contains(&place),
        };
        let by_mark = |mark: &String| {
            let fields = [b::SERIAL, b::REMARK, b::PRODUCT, b::TITLE, b::CERTIFICATE];
            let marked = |text: &str| {
                text.starts_with(mark.as_str()) || text.trim_end_matches(')').ends_with(mark.as_str())
            };
            fields.into_iter().map(text).any(|text| marked(&text))
                || record.names.iter().any(|name| marked(&note::signs(name)))
        };
        self.serials.contains(&serial)
            || self.names(record, [text(b::PRODUCT), text(b::TITLE)])
            || self.certifies(&text(b::CERTIFICATE))
            || self.of.iter().any(|of| match of {
                Of::All | Of::Looks => true,
                Of::Numbers(numbers) => by_number(numbers),
                Of::Marked(mark) => by_mark(mark),
                Of::Named | Of::Perhaps => false,
            })
    }

    /// The note has the number of the row's certificate, as a word of its own.
    fn certifies(&self, certificate: &str) -> bool {
        let is_sign = |c: char| c.is_ascii_alphanumeric() || c == '-';
        let has_figure = certificate.contains(|c: char| c.is_ascii_digit());
        // A bare short number may count anything.
        let telling = certificate.chars().count() >= SHORTEST_CERTIFICATE
            || certificate.starts_with(|c: char| c.is_ascii_alphabetic());
        has_figure
            && telling
            && self.note.match_indices(certificate).any(|(at, found)| {
                let before = self.note.get(..at).unwrap_or_default();
                let after = self.note.get(at + found.len()..).unwrap_or_default();
                !before.ends_with(is_sign) && !after.starts_with(is_sign)
            })
    }

    /// The note has the row's enterprise or product, or speaks of a part of the enterprise's name.
    fn names(&self, record: &Record, things: [String; 2]) -> bool {
        let by_name = |name: &String| {
            let name = key(name);
            let length = name.chars().count();
            length >= SHORTEST_NAME && self.note.contains(&name)
                || self.subjects.iter().any(|subject| {
                    let length = subject.chars().count();
                    length >= SHORTEST_PART && name.contains(subject.as_str())
                        || length >= SHORTEST_START && name.starts_with(subject.as_str())
                })
        };
        let by_thing = |thing: &String| !thing.is_empty() && self.subjects.contains(thing);
        record.names.iter().any(by_name) || things.iter().any(by_thing)
    }
}
