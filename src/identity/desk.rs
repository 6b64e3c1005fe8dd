//! What every part of identity works on: the lists, the policy, the decisions, and what was found and held so far.

use crate::finding::{Code, Finding, Place};
use crate::model::decision::{Decisions, lines};
use crate::model::record::{CellRef, ListKind, Reading, Record, RowRef, Value};
use crate::policy::{FieldId, Policy, builtin};
use crate::text::path;
use rust_decimal::Decimal;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// The lists and what was found in them so far.
pub(super) struct Desk<'a> {
    pub(super) reading: &'a Reading,
    pub(super) files: &'a [String],
    pub(super) policy: &'a Policy,
    pub(super) decisions: &'a Decisions,
    /// The award year.
    pub(super) year: i32,
    /// Records with the claimants' choices set, in source order; copied only where a choice changes one.
    pub(super) records: Cow<'a, [Record]>,
    pub(super) findings: Vec<Finding>,
    /// Rows that are held, each with the position of its first finding.
    pub(super) held: BTreeMap<RowRef, usize>,
    /// Rows of the ledger of which what falls due waits with the achievements of their enterprise, likewise.
    pub(super) waiting: BTreeMap<RowRef, usize>,
    /// Rows that a decision accepts as they read.
    pub(super) accepted: BTreeSet<RowRef>,
    /// Rows that a decision refuses: as if they were not in the lists.
    pub(super) refused: BTreeSet<RowRef>,
}

impl<'a> Desk<'a> {
    pub(super) fn new(
        reading: &'a Reading,
        files: &'a [String],
        policy: &'a Policy,
        decisions: &'a Decisions,
        year: i32,
    ) -> Self {
        let mut records = Cow::Borrowed(reading.records.as_slice());
        if !records.is_sorted_by_key(|record| record.at) {
            records.to_mut().sort_by_key(|record| record.at);
        }
        let (findings, held, waiting, accepted, refused) = Default::default();
        Self { reading, files, policy, decisions, year, records, findings, held, waiting, accepted, refused }
    }

    /// Adds a finding; its position.
    pub(super) fn say(
        &mut self,
        code: Code,
        place: Place,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> usize {
        self.findings.push(Finding::new(code, place, format!("{}。", message.into()), help));
        self.findings.len() - 1
    }

    /// Whether a row may be paid this year: an achievement, or a row of the ledger of which something falls due. What holds the
    /// one holds the other.
    pub(super) fn is_live(&self, record: &Record) -> bool {
        match record.kind {
            ListKind::Achievements => true,
            ListKind::History => {
                record.facts.money(builtin::DUE_AMOUNT).is_some_and(|due| due > Decimal::ZERO)
                    && record.facts.whole(builtin::DUE_YEAR).is_none_or(|due| due == i64::from(self.year))
            }
            ListKind::Register | ListKind::Exclusion | ListKind::Unknown => false,
        }
    }

    /// Holds a row, unless a decision accepts it. Of a row of the ledger what falls due waits: the row stays what it is where
    /// that turns out to be paid already.
    pub(super) fn hold(&mut self, row: RowRef, finding: usize) {
        if self.accepted.contains(&row) {
            return;
        }
        let record = self.records.binary_search_by_key(&row, |record| record.at);
        let owes = record
            .is_ok_and(|at| self.records[at].kind == ListKind::History && self.is_live(&self.records[at]));
        if owes {
            self.waiting.entry(row).or_insert(finding);
        } else {
            self.hold_always(row, finding);
        }
    }

    /// Holds a row for something that no acceptance can supply.
    pub(super) fn hold_always(&mut self, row: RowRef, finding: usize) {
        self.held.entry(row).or_insert(finding);
    }

    /// The name of a row's file.
    pub(super) fn file(&self, row: RowRef) -> &str {
        self.files.get(row.file as usize).map_or("", String::as_str)
    }

    pub(super) fn sheet(&self, row: RowRef) -> &str {
        let sheet = self.reading.sheets.iter().find(|s| (s.file, s.sheet) == (row.file, row.sheet));
        sheet.map_or("", |sheet| sheet.name.as_str())
    }

    /// A list as a person calls it: its file, and its sheet where it has a name of its own.
    pub(super) fn list_name(&self, file: u32, sheet: u32) -> String {
        let row = RowRef { file, sheet, row: 0 };
        let base = path::shortest(self.files, file as usize);
        let of_file = self.reading.sheets.iter().filter(|reading| reading.file == file).count();
        if of_file > 1 { format!("{base}[{}]", self.sheet(row)) } else { base.to_owned() }
    }

    /// A row as a place.
    pub(super) fn row_place(&self, row: RowRef) -> Place {
        Place::cell(self.file(row), self.sheet(row), (row.row + 1).to_string())
    }

    /// A cell as a place.
    pub(super) fn cell_place(&self, cell: CellRef) -> Place {
        let name = format!("{}{}", column_letters(cell.col), cell.row.row + 1);
        Place::cell(self.file(cell.row), self.sheet(cell.row), name)
    }

    /// The cell of the first of these fields that a record has, else its row.
    pub(super) fn place_of(&self, record: &Record, fields: &[FieldId]) -> Place {
        let fact = fields.iter().find_map(|field| record.facts.get(*field));
        fact.map_or_else(|| self.row_place(record.at), |fact| self.cell_place(fact.cell))
    }

    /// A place and what stands there, for a message.
    pub(super) fn quote(&self, record: &Record, fields: &[FieldId]) -> String {
        let fact = fields.iter().find_map(|field| record.facts.get(*field));
        let text = fact.map_or_else(|| record.names.join("、"), |fact| shown(&fact.value));
        format!("{}「{text}」", self.place_of(record, fields))
    }

    /// The name of the enterprise as it is written in a row, with its place.
    pub(super) fn quote_name(&self, record: &Record) -> String {
        let place = self.place_of(record, &[builtin::ENTERPRISE, builtin::PERSON]);
        let person = record.facts.text(builtin::PERSON).filter(|_| record.names.is_empty());
        let name = person.map_or_else(|| record.names.join("、"), str::to_owned);
        format!("{place}「{name}」")
    }
}

/// A value as a user reads it.
pub(super) fn shown(value: &Value) -> String {
    match value {
        Value::Text(text) => text.to_string(),
        Value::Whole(whole) => whole.to_string(),
        Value::Number(number) => number.normalize().to_string(),
        Value::Money(yuan) => format!("{}元", yuan.normalize()),
        Value::Date(date) => date.to_string(),
        Value::Bool(value) => if *value { "是" } else { "否" }.to_owned(),
    }
}

/// A, B … Z, AA …
pub(super) fn column_letters(col: u32) -> String {
    let (mut letters, mut rest) = (Vec::new(), col);
    loop {
        letters.push(char::from(b'A' + u8::try_from(rest % 26).unwrap_or(0)));
        if rest < 26 {
            break;
        }
        rest = rest / 26 - 1;
    }
    letters.iter().rev().collect()
}

/// Several quotations, no more than a reader can use.
pub(super) fn listed(quotes: &[String]) -> String {
    let shown = quotes.iter().take(6).cloned().collect::<Vec<_>>().join("；");
    if quotes.len() > 6 { format!("{shown}；等{}处", quotes.len()) } else { shown }
}

/// The lines that settle whether names are one enterprise.
pub(super) fn enterprise_lines(names: &[String]) -> String {
    let names = [format!("names = {}", lines::quoted_list(names))];
    format!(
        "查实后在 decisions.toml 写下一种（填上 who、when、why）：\n{}\n或\n{}",
        lines::decision("同一企业", &names),
        lines::decision("不是同一企业", &names)
    )
}

/// The lines that accept or refuse a row.
pub(super) fn row_lines(desk: &Desk<'_>, row: RowRef) -> String {
    format!("{}\n或把 kind 写成 \"不予采信\"", decision_lines(desk, "采信", row))
}

/// The lines of a decision on a row.
pub(super) fn decision_lines(desk: &Desk<'_>, kind: &str, row: RowRef) -> String {
    let file = path::shortest(desk.files, row.file as usize);
    lines::decision(kind, &lines::row(file, desk.sheet(row), &(row.row + 1).to_string()))
}

/// The lines by which a row that was not read is refused.
pub(super) fn refusal_lines(desk: &Desk<'_>, row: RowRef) -> String {
    decision_lines(desk, "不予采信", row)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_lettered_as_in_a_spreadsheet() {
        for (col, letters) in [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA"), (16383, "XFD")] {
            assert_eq!(column_letters(col), letters);
        }
    }

    #[test]
    fn lines_to_paste_are_toml_but_not_yet_signed() {
        let names = format!("names = {}", lines::quoted_list(&["甲\"乙".into(), "丙".into()]));
        let lines = lines::decision("同一企业", &[names]);
        let text = format!("schema = \"{}\"\n{lines}", crate::decisions::SCHEMA);
        let source = crate::source::SourceFile::new("d.toml", text.into_bytes());
        let codes: Vec<Code> =
            crate::decisions::load(&source).expect_err("not signed").iter().map(|f| f.code).collect();
        assert_eq!(codes, [Code::DecisionValue; 3]);
    }
}
