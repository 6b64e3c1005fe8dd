//! The lines of decisions that findings offer for pasting: they name the firm of their row, so that a decision never follows a row's
//! number to another firm.

use crate::finding::Finding;
use crate::model::decision::lines;
use crate::model::record::{Reading, Record, RowRef};
use crate::policy::{Policy, builtin};
use crate::text::path;
use std::collections::BTreeMap;

/// Adds the firm to each offered decision about a row of which the firm was read.
pub fn name_firms(findings: &mut [Finding], policy: &Policy, files: &[String], reading: &Reading) {
    let offers = |finding: &&mut Finding| finding.help.contains(ROW);
    let mut offering = findings.iter_mut().filter(offers).peekable();
    if offering.peek().is_none() {
        return;
    }
    let rows = Rows::new(policy, files, reading);
    for finding in offering {
        finding.help = rows.named(&finding.help);
    }
}

/// The line of a row's number, as it is written by [`lines::row`].
const ROW: &str = "row = ";

struct Rows<'a> {
    /// Lists by the lines that name them.
    lists: BTreeMap<String, (u32, u32)>,
    records: BTreeMap<RowRef, &'a Record>,
    /// The line of a choice of the firm itself: of this the row does not know yet.
    choice: String,
}

impl<'a> Rows<'a> {
    fn new(policy: &Policy, files: &[String], reading: &'a Reading) -> Self {
        let lines_of =
            |file: u32, name: &str| lines::sheet(path::shortest(files, file as usize), name).join("\n");
        let lists = reading.sheets.iter().map(|s| (lines_of(s.file, &s.name), (s.file, s.sheet))).collect();
        let records = reading.all_rows().map(|record| (record.at, record)).collect();
        let choice = format!("field = {}", lines::quoted(&policy.field(builtin::ENTERPRISE).name));
        Self { lists, records, choice }
    }

    fn named(&self, help: &str) -> String {
        let all: Vec<&str> = help.split('\n').collect();
        let mut named: Vec<String> = Vec::with_capacity(all.len() + 1);
        for (at, line) in all.iter().enumerate() {
            named.push((*line).to_owned());
            let before = at.checked_sub(2).and_then(|from| all.get(from..at));
            let is_choice = all.get(at + 1).is_some_and(|next| *next == self.choice);
            let Some((number, before)) = line.strip_prefix(ROW).zip(before).filter(|_| !is_choice) else {
                continue;
            };
            let firm = self.firm(&before.join("\n"), number);
            named.extend(firm.map(|firm| format!("enterprise = {}", lines::quoted(firm))));
        }
        named.join("\n")
    }

    fn firm(&self, list: &str, number: &str) -> Option<&'a str> {
        let (file, sheet) = *self.lists.get(list)?;
        let row = number.parse::<u32>().ok()?.checked_sub(1)?;
        self.records.get(&RowRef { file, sheet, row })?.firm()
    }
}
