//! Intake: every list file becomes typed records, held rows and findings; no row is lost.

mod amount;
mod award_above;
mod build;
mod checks;
mod doubt;
pub mod given;
mod layout;
mod own;
mod own_beside;
mod own_sums;
mod rows;
mod say;
mod sheet;
mod table_start;
mod totals;
mod unit_line;
mod unmatched;
mod value;

#[cfg(test)]
mod tests;

use crate::finding::{Code, Finding};
use crate::host::Host;
use crate::model::decision::Decisions;
use crate::model::record::{ListKind, Reading, Record, RowRef, SheetReading};
use crate::policy::Policy;
use crate::source::SourceFile;
use crate::table::category::CategoryIndex;
use crate::table::kind;
use crate::table::lexicon::Lexicon;
use crate::text::bars;
use crate::workbook::{self, Limits, Merge, SheetMeta, Visibility, Workbook};
use own::Own;
use own_beside::Beside;
use say::Here;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What the lists say, and what is to be said of them.
#[derive(Debug, Default)]
pub struct Intake {
    /// Every sheet and usable row.
    pub reading: Reading,
    /// Findings; [`crate::model::record::RowReading::Held`] is an index into them.
    pub findings: Vec<Finding>,
}

/// What every sheet is read by.
struct Context<'a> {
    lexicon: Lexicon<'a>,
    decisions: &'a Decisions,
    include_hidden: bool,
    /// Warnings of one code that a sheet lists singly.
    most_warnings: usize,
    host: &'a dyn Host,
    /// The names of all files.
    files: Arc<[String]>,
    /// The award year, where there is one.
    year: Option<i32>,
}

/// What is gathered while reading.
#[derive(Default)]
struct Gathered {
    records: Vec<Record>,
    unread: Vec<Record>,
    held: Vec<Record>,
    /// Rows held because somebody objects to them.
    objected: BTreeSet<RowRef>,
    doubts: Vec<(RowRef, Finding)>,
    beside: BTreeMap<RowRef, Vec<(u32, Box<str>)>>,
    findings: Vec<Finding>,
}

impl Gathered {
    /// How much there is of each.
    fn mark(&self) -> [usize; 5] {
        let doubts = self.doubts.len();
        [self.records.len(), self.unread.len(), self.held.len(), doubts, self.findings.len()]
    }

    /// Forgets what came after a mark: of a sheet that turned out broken nothing is kept.
    fn back_to(&mut self, [records, unread, held, doubts, findings]: [usize; 5]) {
        self.records.truncate(records);
        self.unread.truncate(unread);
        self.held.truncate(held);
        self.doubts.truncate(doubts);
        self.findings.truncate(findings);
    }
}

/// Reads every list. `sources` are sorted by name; a row's file is an index into them. `year` is the award year,
/// where there is one: a payout workbook of a later year is no history. `host` is told each file's
/// name before it is opened. A file or sheet that cannot be read leaves a finding, and the rest is read.
pub fn read_lists(
    sources: &[SourceFile],
    policy: &Policy,
    decisions: &Decisions,
    limits: &Limits,
    include_hidden: bool,
    year: Option<i32>,
    host: &dyn Host,
) -> Intake {
    let most_warnings = limits.findings;
    let files = sources.iter().map(|source| source.name.clone()).collect();
    let lexicon = Lexicon::new(policy);
    let context = Context { lexicon, decisions, include_hidden, most_warnings, host, files, year };
    let mut gathered = Gathered::default();
    let mut sheets = Vec::new();
    let (mut ledgers, mut beside) = (Vec::new(), Vec::new());
    for (file, source) in (0..).zip(sources) {
        host.opening(&source.name);
        match workbook::open(source, limits) {
            Ok(mut book) => {
                if let Some(one) = Beside::of(&mut book, source, file) {
                    beside.push(one);
                    continue;
                }
                match own::judge(&mut book, source, file, year, &mut gathered) {
                    Own::Foreign => {}
                    Own::Held(reading) => {
                        sheets.push(reading);
                        continue;
                    }
                    Own::Ledger(sheet, record) => {
                        let read = read_sheet(&mut book, source, (file, sheet), &context, &mut gathered);
                        sheets.extend(read.map(|sheet| SheetReading { own: true, ..sheet }));
                        ledgers.push((source.name.clone(), record));
                        continue;
                    }
                }
                for sheet in 0..book.sheets().len() {
                    sheets.extend(read_sheet(&mut book, source, (file, sheet), &context, &mut gathered));
                }
            }
            Err(finding) => gathered.findings.push(finding),
        }
    }
    gathered.findings.extend(unmatched::headings(decisions, &context.files, &sheets));
    gathered.findings.extend(own::gaps(&ledgers, sources));
    sheets.extend(own_beside::settle(&beside, &ledgers, &mut gathered.findings));
    sheets.sort_by_key(|sheet| (sheet.file, sheet.sheet));
    // The records stay until the end; half of the room that they grew into may be empty.
    gathered.records.shrink_to_fit();
    sheets.iter_mut().for_each(|sheet| sheet.rows.shrink_to_fit());
    let Gathered { records, unread, held, objected, doubts, beside, findings } = gathered;
    Intake { reading: Reading { sheets, records, unread, held, objected, doubts, beside }, findings }
}

/// Whether the name of a file says that what it lists is not to be paid: a file of the same bytes under another name is no copy of it.
pub fn objects_by_name(name: &str, policy: &Policy) -> bool {
    let base = name.rsplit('/').next().unwrap_or(name);
    let stem = base.rsplit_once('.').map_or(base, |(stem, _)| stem);
    doubt::of_name("文件名", stem, &CategoryIndex::new(policy)).is_some()
        || bars::says(stem)
        || kind::names_exclusion(stem, policy)
}

fn read_sheet(
    book: &mut Workbook<'_>,
    source: &SourceFile,
    (file, sheet): (u32, usize),
    context: &Context<'_>,
    gathered: &mut Gathered,
) -> Option<SheetReading> {
    let only_sheet = book.sheets().len() == 1;
    let meta = match book.meta(sheet) {
        Ok(meta) => meta.clone(),
        Err(finding) => {
            gathered.findings.push(finding);
            return None;
        }
    };
    let here = Here {
        file,
        sheet: u32::try_from(sheet).unwrap_or(u32::MAX),
        file_name: source.name.clone(),
        base_name: source.base_name().to_owned(),
        files: Arc::clone(&context.files),
        sheet_name: meta.name.clone(),
        only_sheet,
    };
    let before = gathered.mark();
    let mut run = sheet::Run::new(context, here, &meta, gathered);
    let outcome = rows::each(book, sheet, context.host, |row| run.push(row));
    let (reading, cells_told) = run.finish(&book.take_comments());
    match outcome {
        Ok(findings) => {
            gathered.findings.extend(findings.into_iter().filter(|finding| !is_told(finding, &cells_told)));
            Some(reading)
        }
        Err(finding) => {
            gathered.back_to(before);
            gathered.findings.push(finding);
            None
        }
    }
}

/// Errors of cells are told row by row where they matter, and left alone where their column is not used.
fn is_told(finding: &Finding, cells: &BTreeSet<String>) -> bool {
    let of_cell =
        matches!(finding.code, Code::CellError | Code::CellNoCache | Code::CellUnusable | Code::CellText);
    of_cell && finding.place.cell.as_ref().is_some_and(|cell| cells.contains(cell))
}

/// The top left cells of merges over several rows.
fn spanning(merges: &[Merge]) -> BTreeSet<(u32, u32)> {
    merges
        .iter()
        .filter(|merge| merge.last_row > merge.first_row)
        .map(|merge| (merge.first_row, merge.first_col))
        .collect()
}

/// True where a sheet is not meant to be seen.
fn is_hidden(meta: &SheetMeta) -> bool {
    meta.visibility != Visibility::Visible
}

/// An empty reading of a sheet.
fn empty_reading(here: &Here) -> SheetReading {
    SheetReading {
        file: here.file,
        sheet: here.sheet,
        name: here.sheet_name.clone(),
        own: false,
        kind: ListKind::Unknown,
        department: None,
        rows: Vec::new(),
        tables: Vec::new(),
        totals: Vec::new(),
    }
}
