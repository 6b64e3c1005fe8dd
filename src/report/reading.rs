//! What was understood of lists, for `duixian read`: as JSON (`duixian.read/1`: fields may be added, none renamed) and as text.

mod records;
mod text;

use super::json::{FindingReport, findings, printed};
use super::view::masked;
use super::words;
use crate::finding::Finding;
use crate::model::payout::InputFile;
use crate::model::record::{ControlTotal, RowReading, SheetReading, TableReading};
use crate::model::understood::Understood;
pub use records::{FactReport, RecordReport};
use schemars::JsonSchema;
use serde::Serialize;
pub use text::text;

/// The schema of `duixian read --json`.
pub const SCHEMA: &str = "duixian.read/1";

/// What `duixian read --json` prints.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ReadReport {
    /// `duixian.read/1`.
    pub schema: String,
    /// The policy whose words were used.
    pub vocabulary: VocabularyReport,
    /// The decisions file that was used.
    pub decisions: Option<String>,
    /// Rows of all sheets.
    pub rows: RowCounts,
    /// Every file.
    pub files: Vec<FileReport>,
    /// Findings.
    pub findings: Vec<FindingReport>,
}

/// The policy whose fields, headings and categories were used.
#[derive(Debug, Serialize, JsonSchema)]
pub struct VocabularyReport {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its file.
    pub file: String,
    /// SHA-256 of the file.
    pub sha256: String,
    /// Policy files that were not used.
    pub not_used: Vec<String>,
}

/// Rows by kind; the last three add up to the first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct RowCounts {
    /// Rows read.
    pub read: usize,
    /// Usable records.
    pub usable: usize,
    /// 待定.
    pub held: usize,
    /// 非数据行: title, heading, section, total, note, blank.
    pub ignored: usize,
}

/// One file.
#[derive(Debug, Serialize, JsonSchema)]
pub struct FileReport {
    /// Its name.
    pub file: String,
    /// Its SHA-256; empty where it could not be opened.
    pub sha256: String,
    /// Whether it could be read.
    pub readable: bool,
    /// Its sheets.
    pub sheets: Vec<SheetReport>,
}

/// One sheet.
#[derive(Debug, Serialize, JsonSchema)]
pub struct SheetReport {
    /// Its name.
    pub sheet: String,
    /// achievements, register, history, exclusion or unknown.
    pub kind: String,
    /// The department that sent it, where the sheet or file says.
    pub department: Option<String>,
    /// Its rows.
    pub rows: RowCounts,
    /// The tables found.
    pub tables: Vec<TableReport>,
    /// Held rows.
    pub held: Vec<HeldReport>,
    /// Totals that it states.
    pub totals: Vec<TotalReport>,
    /// What was understood of each usable row; left out unless it was asked for (`--rows`).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schemars(default)]
    pub records: Vec<RecordReport>,
}

/// A table that was found.
#[derive(Debug, Serialize, JsonSchema)]
pub struct TableReport {
    /// First heading row, from 1.
    pub first_heading_row: u32,
    /// Last heading row, from 1.
    pub last_heading_row: u32,
    /// Its title.
    pub title: Option<String>,
    /// Its columns with a heading.
    pub columns: Vec<ColumnReport>,
}

/// A column.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ColumnReport {
    /// Its letters.
    pub column: String,
    /// The heading as read.
    pub heading: String,
    /// The field understood; null where the column is not used.
    pub field: Option<String>,
}

/// A held row.
#[derive(Debug, Serialize, JsonSchema)]
pub struct HeldReport {
    /// The row, from 1.
    pub row: u32,
    /// The code of the finding that says why.
    pub code: String,
    /// What that finding is about.
    pub title: String,
}

/// A stated total.
#[derive(Debug, Serialize, JsonSchema)]
pub struct TotalReport {
    /// The cell that states it.
    pub cell: String,
    /// What is totalled.
    pub what: String,
    /// As stated.
    #[schemars(regex(pattern = r"^-?\d+(\.\d+)?$"))]
    pub stated: String,
    /// As the rows add up.
    #[schemars(regex(pattern = r"^-?\d+(\.\d+)?$"))]
    pub added: String,
    /// Whether both are the same.
    pub agrees: bool,
}

/// What was understood as one JSON document, indented, with a final line end; with `rows`, of every usable row too.
pub fn json(understood: &Understood, rows: bool) -> String {
    printed(&report(understood, rows))
}

/// What was understood as plain values.
pub fn report(understood: &Understood, with_rows: bool) -> ReadReport {
    let mut files: Vec<_> =
        (0..).zip(&understood.files).map(|(index, file)| file_report(understood, index, file)).collect();
    if with_rows {
        records::add(understood, &mut files);
    }
    let mut rows = RowCounts::default();
    files.iter().flat_map(|file| &file.sheets).for_each(|sheet| rows.add(sheet.rows));
    let policy = &understood.policy;
    ReadReport {
        schema: SCHEMA.to_owned(),
        vocabulary: VocabularyReport {
            id: policy.id.clone(),
            name: policy.name.clone(),
            file: policy.file.clone(),
            sha256: policy.sha256.clone(),
            not_used: understood.other_policies.clone(),
        },
        decisions: understood.decisions.clone(),
        rows,
        files,
        findings: findings(&sorted(understood)),
    }
}

/// The findings in the order of places, each once.
fn sorted(understood: &Understood) -> Vec<Finding> {
    let mut list = understood.findings.clone();
    list.sort_by(|a, b| (&a.place, a.code, &a.message).cmp(&(&b.place, b.code, &b.message)));
    list.dedup();
    list
}

impl RowCounts {
    fn of(sheet: &SheetReading) -> Self {
        let mut counts = Self { read: sheet.rows.len(), ..Self::default() };
        for (_, row) in &sheet.rows {
            match row {
                RowReading::Usable(_) => counts.usable += 1,
                RowReading::Held(_) => counts.held += 1,
                RowReading::Ignored => counts.ignored += 1,
            }
        }
        counts
    }

    fn add(&mut self, more: Self) {
        self.read += more.read;
        self.usable += more.usable;
        self.held += more.held;
        self.ignored += more.ignored;
    }
}

fn file_report(understood: &Understood, index: u32, file: &InputFile) -> FileReport {
    let sheets = understood.reading.sheets.iter().filter(|sheet| sheet.file == index);
    FileReport {
        file: file.name.clone(),
        sha256: file.sha256.clone(),
        readable: file.readable,
        sheets: sheets.map(|sheet| sheet_report(understood, sheet)).collect(),
    }
}

fn sheet_report(understood: &Understood, sheet: &SheetReading) -> SheetReport {
    SheetReport {
        sheet: sheet.name.clone(),
        kind: sheet.kind.key().to_owned(),
        department: sheet.department.clone(),
        rows: RowCounts::of(sheet),
        tables: sheet.tables.iter().map(|table| table_report(understood, table)).collect(),
        held: sheet.rows.iter().filter_map(|(row, what)| held(understood, *row, what)).collect(),
        totals: sheet.totals.iter().map(total).collect(),
        records: Vec::new(),
    }
}

fn table_report(understood: &Understood, table: &TableReading) -> TableReport {
    let field = |id| understood.policy.field(id).name.clone();
    let columns = table.columns.iter().map(|(index, heading, id)| ColumnReport {
        column: words::column(*index),
        heading: masked(heading),
        field: id.map(field),
    });
    TableReport {
        first_heading_row: table.heading_rows.0 + 1,
        last_heading_row: table.heading_rows.1 + 1,
        title: table.title.as_deref().map(masked),
        columns: columns.collect(),
    }
}

fn held(understood: &Understood, row: u32, what: &RowReading) -> Option<HeldReport> {
    let RowReading::Held(index) = what else { return None };
    let code = understood.findings.get(*index)?.code;
    Some(HeldReport { row: row + 1, code: code.text().to_owned(), title: code.title().to_owned() })
}

fn total(total: &ControlTotal) -> TotalReport {
    TotalReport {
        cell: format!("{}{}", words::column(total.cell.col), total.cell.row.row + 1),
        what: masked(&total.what),
        stated: words::figure(total.stated),
        added: words::figure(total.added),
        agrees: total.stated == total.added,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `SNAPSHOTS=overwrite` writes the file anew.
    #[test]
    fn the_schema_is_the_committed_one() {
        let schema = schemars::schema_for!(ReadReport);
        let text = serde_json::to_string_pretty(&schema).expect("a schema serialises") + "\n";
        let path = snapbox::Data::read_from(
            std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/schemas/duixian.read-1.json")),
            Some(snapbox::data::DataFormat::Text),
        );
        snapbox::Assert::new().action_env("SNAPSHOTS").eq(text, path.raw());
    }
}
