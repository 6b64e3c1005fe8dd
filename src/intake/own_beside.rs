//! Payment files and seals of ours among the lists: they say again what 结转台账 of their workbook says, and are no lists. Where that
//! workbook is not here, nobody knows which of the lists a payment file has paid.

use super::empty_reading;
use super::say::Here;
use crate::finding::{Code, Finding, Place};
use crate::model::outputs::{
    LEFT_OUT, PAYMENT_ENDINGS, PAYMENT_HEADINGS, PAYMENT_SHEET, SEAL, SEAL_ENDING, SUMS_ENDING,
};
use crate::model::record::{RowReading, SheetReading};
use crate::model::run_record::RunRecord;
use crate::money::Money;
use crate::source::SourceFile;
use crate::table::kind::PAYOUT_SHEETS;
use crate::workbook::{Row, Value, Workbook};
use rust_decimal::Decimal;

/// A file that a run of ours wrote beside its workbook.
pub(super) struct Beside {
    file: u32,
    name: String,
    /// Of a payment file, what it pays; none of a seal.
    paid: Option<Paid>,
}

/// What a payment file says.
struct Paid {
    year: Option<i32>,
    sum: Money,
}

impl Beside {
    /// Tells whether a file is one; `file` is its index.
    pub(super) fn of(book: &mut Workbook<'_>, source: &SourceFile, file: u32) -> Option<Self> {
        let paid = match is_seal(source) {
            true => None,
            false => Some(paid(book, source)?),
        };
        Some(Self { file, name: source.name.clone(), paid })
    }

    /// Whether the workbook beside which a payment file was written is among the lists: its 结转台账 says what was paid.
    fn has_workbook(&self, ledgers: &[(String, RunRecord)]) -> bool {
        let Some(paid) = &self.paid else { return true };
        let stem = PAYMENT_ENDINGS.iter().find_map(|ending| base(&self.name).strip_suffix(ending));
        ledgers.iter().any(|(name, record)| {
            let named =
                stem.is_some_and(|stem| base(name).rsplit_once('.').is_some_and(|(own, _)| own == stem));
            let of_year = paid.year.is_none_or(|year| year == record.year);
            let total = record.totals.map(|[total, _]| total);
            of_year && (total == Some(paid.sum) || named && total.is_none_or(|total| paid.sum <= total))
        })
    }

    /// The reading of the file: nothing of it is read, or nobody knows what it has paid and all waits.
    fn reading(&self, finding: Option<usize>) -> SheetReading {
        let here = Here {
            file: self.file,
            sheet: 0,
            file_name: self.name.clone(),
            base_name: base(&self.name).to_owned(),
            files: Default::default(),
            sheet_name: if finding.is_some() { PAYOUT_SHEETS[0] } else { PAYMENT_SHEET }.to_owned(),
            only_sheet: true,
        };
        let mut reading = empty_reading(&here);
        reading.rows.extend(finding.map(|finding| (0, RowReading::Held(finding))));
        reading
    }
}

/// The readings of such files, once every ledger is known, each told with those of its kind; `before` findings are told already.
pub(super) fn settle(
    all: &[Beside],
    ledgers: &[(String, RunRecord)],
    findings: &mut Vec<Finding>,
) -> Vec<SheetReading> {
    let (known, alone): (Vec<&Beside>, Vec<&Beside>) = all.iter().partition(|one| one.has_workbook(ledgers));
    let mut readings: Vec<SheetReading> = known.iter().map(|one| one.reading(None)).collect();
    findings.extend(told(&known));
    if let Some(finding) = unmatched(&alone) {
        findings.push(finding);
        let at = findings.len() - 1;
        readings.extend(alone.iter().map(|one| one.reading(Some(at))));
    }
    readings
}

fn told(known: &[&Beside]) -> Option<Finding> {
    let message = format!(
        "{}是以前出表时写的付款文件或封存清单，不是名单，没有读；其中付过的以同一次的兑现表里的「结转台账」为准，已按它读入。",
        names(known)
    );
    let help = "不用处理；移出名单文件夹就不再提示，兑现表（.xlsx）要留在名单文件夹里。";
    Some(Finding::new(Code::FileOwnBeside, Place::file(&known.first()?.name), message, help))
}

fn unmatched(alone: &[&Beside]) -> Option<Finding> {
    let message = format!(
        "{}是以前出表时写的付款文件，名单文件夹里没有与它对得上的兑现表；付过哪些成果还不知道，全部成果待定，以免重复兑现。",
        names(alone)
    );
    let help = "请把同一次写出的兑现表（.xlsx）放进名单文件夹，付过的以其中的「结转台账」为准；没有据以拨付过的，把付款文件移出名单文件夹。";
    Some(Finding::new(Code::FileOwnPaid, Place::file(&alone.first()?.name), message, help))
}

fn names(all: &[&Beside]) -> String {
    all.iter().map(|one| format!("「{}」", base(&one.name))).collect::<Vec<_>>().join("、")
}

fn base(name: &str) -> &str {
    name.rsplit('/').next().unwrap_or(name)
}

/// The manifest of a seal, or its list of sums.
fn is_seal(source: &SourceFile) -> bool {
    let begins = || String::from_utf8_lossy(source.bytes.get(..200).unwrap_or(&source.bytes)).into_owned();
    let name = source.base_name();
    let manifest = || begins().contains(SEAL);
    let sums = || begins().trim_start_matches('\\').bytes().take_while(u8::is_ascii_hexdigit).count() == 64;
    name.ends_with(SEAL_ENDING) && manifest() || name.ends_with(SUMS_ENDING) && sums()
}

/// What a payment file says that was paid; none where the file is no payment file of ours.
fn paid(book: &mut Workbook<'_>, source: &SourceFile) -> Option<Paid> {
    let [csv, _] = PAYMENT_ENDINGS;
    let heading = format!("\u{FEFF}{}\r\n", PAYMENT_HEADINGS.join(","));
    let [sheet] = book.sheets() else { return None };
    let ours = sheet.name == PAYMENT_SHEET
        || source.bytes.starts_with(heading.as_bytes())
        || source.base_name().ends_with(csv);
    if !ours {
        return None;
    }
    let mut lines = Lines::default();
    book.rows(0, &mut |row| lines.take(&row)).ok()?;
    lines.below.then_some(Paid { year: lines.year, sum: lines.sum? })
}

/// The lines of a payment file as they pass by.
struct Lines {
    /// The headings have passed.
    below: bool,
    year: Option<i32>,
    /// None once an amount is none.
    sum: Option<Money>,
}

impl Default for Lines {
    fn default() -> Self {
        Self { below: false, year: None, sum: Some(Money::ZERO) }
    }
}

impl Lines {
    fn take(&mut self, row: &Row) {
        // What a merged note fills its row with is in its first cell alone.
        let own = |col: u32| row.cells.iter().find(|cell| cell.col == col && cell.merged_from.is_none());
        let text = |col: u32| match own(col).map(|cell| &cell.value) {
            Some(Value::Text(text)) => text.trim().to_owned(),
            Some(Value::Number(number, _)) => number.normalize().to_string(),
            _ => String::new(),
        };
        let cells = [0, 1, 2, 3, 4].map(text);
        if !self.below {
            self.below = cells == PAYMENT_HEADINGS;
            return;
        }
        // Below the lines stand their total, whoever has no account, and a note.
        let [payee, _, account, amount, purpose] = cells;
        if account.is_empty() && !payee.starts_with(LEFT_OUT) {
            return;
        }
        let of = purpose.split_once("年度").and_then(|(year, _)| year.parse().ok());
        self.year = self.year.or(of);
        let amount = amount.replace(',', "").parse::<Decimal>().ok().and_then(Money::exact);
        self.sum = self.sum.zip(amount).map(|(sum, amount)| sum + amount);
    }
}
