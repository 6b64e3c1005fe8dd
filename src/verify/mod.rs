//! Verification: a payout workbook that went through hands is computed again from the files that it names by their
//! fingerprints, and every difference is told by kind, cell and money.
//!
//! ```text
//! workbook → book → run record → find files → engine → report::workbook → book ┐
//!                                                                              ├ align → compare → money → Report
//! workbook → book → calculate ─────────────────────────────────────────────────┘
//! ```

mod align;
mod axis;
mod book;
mod calculate;
mod compare;
mod difference;
mod files;
mod functions;
pub mod json;
mod layout;
mod money;
mod number_format;
mod payment;
pub mod print;
mod renamed;
mod rows;
mod seal;

pub use difference::{Class, Difference};
pub use files::Files;
pub use money::{PayeeChange, Totals};
pub use seal::Seal;

use crate::engine::{self, Options};
use crate::finding::{Code, Finding, Place};
use crate::host::Host;
use crate::model::payout::{Fate, Payout};
use crate::model::run_record::{Fault, RunRecord, SHEET};
use crate::report::{self, workbook};
use crate::source::SourceFile;
use crate::table::kind::PAYOUT_SHEETS;
use crate::workbook::Limits;
use book::{Book, Shown};
use calculate::Calculator;

/// What was found.
#[derive(Clone, Debug)]
pub struct Report {
    /// The workbook.
    pub workbook: SourceFile,
    /// What it says of its run.
    pub record: RunRecord,
    /// The policy's name and 文号.
    pub policy: String,
    /// Differences, those of files first.
    pub differences: Vec<Difference>,
    /// Formula cells that stand unchanged and come to another figure because of the differences.
    pub follows: usize,
    /// Where files changed: cells that differ, and may differ for that.
    pub perhaps: Vec<Difference>,
    /// The money.
    pub totals: Totals,
    /// Rows read and their fates by the files, in the order of [`Fate::ALL`], each in words.
    pub rows: (usize, Vec<(&'static str, usize)>),
    /// The seal beside the workbook; none where there is none.
    pub seal: Option<Seal>,
    /// What else is to be said.
    pub findings: Vec<Finding>,
}

impl Report {
    /// Whether the workbook says in substance what the files give.
    pub fn is_identical(&self) -> bool {
        self.perhaps.is_empty() && self.differences.iter().all(|difference| difference.class.is_harmless())
    }
}

/// Verifies a workbook against the files among which those that it names are looked for.
///
/// # Errors
/// Findings of severity error: it cannot be verified.
pub fn verify(
    source: &SourceFile,
    files: &Files,
    limits: &Limits,
    host: &dyn Host,
) -> Result<Report, Vec<Finding>> {
    let one = |finding: Finding| vec![finding];
    host.opening(&source.name);
    let mut actual = Book::read(source, limits).map_err(|why| one(unreadable(source, &why)))?;
    let record = record(source, &actual).map_err(one)?;
    let found = files::find(source, &record, files)?;
    let seal = seal::read(source, files, &record)?;
    let options = Options {
        year: Some(record.year),
        date: record.date.clone(),
        include_hidden: record.include_hidden,
        payment_file: record.payment_file,
        formula_rows: record.formula_rows,
        assumptions: record.assumptions.iter().filter_map(|text| text.parse().ok()).collect(),
        limits: limits.clone(),
    };
    let mut payout = engine::pay(&found.inputs, &options, host)?;
    report::payment::add_findings(&mut payout);
    let expected = expected(source, &payout, limits).map_err(one)?;
    let names = renamed::restore(&expected, &mut actual);
    let calculator = Calculator::new(&actual);
    let compared = compare::compare(&expected, &calculator);
    let totals = money::totals(&expected, &calculator, &compared.grids);
    let payments = payment::compare(&payout, &files.payments, limits);
    let sealed = seal.as_ref().is_some_and(|seal| seal.intact);
    let (own, perhaps) = part([payments, compared.differences].concat(), &found.changed, sealed);
    let mut differences = found.changed;
    differences.extend(seal.iter().flat_map(|seal| seal.differences.clone()));
    differences.extend(names);
    differences.extend(own);
    Ok(Report {
        workbook: source.clone(),
        findings: other_version(source, &record).into_iter().collect(),
        policy: format!("{}（{}）", payout.policy.name, payout.policy.document),
        rows: rows(&payout),
        record,
        differences,
        follows: compared.follows,
        perhaps,
        totals,
        seal,
    })
}

/// The workbook that the files give, read like the one at hand.
#[allow(clippy::result_large_err, reason = "called once a run; the finding is what the user sees")]
fn expected(source: &SourceFile, payout: &Payout, limits: &Limits) -> Result<Book, Finding> {
    let bytes = workbook::write(payout, &workbook::WorkbookOptions::of(payout))?;
    Book::read(&SourceFile::new(source.name.as_str(), bytes), limits)
}

/// Where files changed, what differs for certain by hand, and what may differ for the change: a figure typed over a
/// formula and a result that is not its formula's are wrong whatever the files say. In a workbook that is byte by byte the
/// sealed one nobody changed anything.
fn part(all: Vec<Difference>, changed: &[Difference], sealed: bool) -> (Vec<Difference>, Vec<Difference>) {
    let policy = changed.iter().any(|difference| difference.class == Class::PolicyChanged);
    let by_hand = |difference: &Difference| match difference.class {
        Class::TypedOver | Class::ResultWrong | Class::Remark | Class::Layout => !difference.is_doubtful,
        Class::TariffChanged => !policy,
        _ => false,
    };
    all.into_iter().partition(|difference| changed.is_empty() || (!sealed && by_hand(difference)))
}

fn rows(payout: &Payout) -> (usize, Vec<(&'static str, usize)>) {
    let view = report::view::View::new(payout);
    (view.read(), Fate::ALL.iter().map(|fate| fate.label()).zip(view.fates()).collect())
}

fn unreadable(source: &SourceFile, why: &Finding) -> Finding {
    let help = "请找回没有损坏的一份；能打开时，用 WPS 或 Excel 另存为 .xlsx 再试。";
    Finding::new(
        Code::VerifyUnreadable,
        Place::file(&source.name),
        format!("兑现工作簿读不出来：{}", why.message),
        help,
    )
}

/// What the workbook says of its run.
#[allow(clippy::result_large_err, reason = "called once a run; the finding is what the user sees")]
fn record(source: &SourceFile, book: &Book) -> Result<RunRecord, Finding> {
    let place = || Place::file(&source.name);
    let ours = PAYOUT_SHEETS.iter().filter(|name| book.sheet(name).is_some()).count();
    let Some(sheet) = book.sheet(SHEET) else {
        if ours < 3 {
            let message = "这不是兑现程序写的工作簿：没有封面、兑现明细表、规则、来源这些表。";
            let help = "请指明 duixian pay 写出的 .xlsx；名单和台账不能这样核对。";
            return Err(Finding::new(Code::VerifyForeign, place(), message, help));
        }
        let message = "没有「运行记录」表，不知道是用哪些文件算的：是别的版本写的，或者这张表被删了。";
        let help = "请用写它的那一版程序核对；表被删了的，找回原件。";
        return Err(Finding::new(Code::VerifyRecord, place(), message, help));
    };
    if !book.states_formulas {
        let message = "这种格式读不出公式，不能逐格核对。";
        let help = "请用 WPS 或 Excel 打开，另存为 .xlsx 再核对。";
        return Err(Finding::new(Code::VerifyFormat, place(), message, help));
    }
    let line = |row: u32| {
        [0, 1, 2, 3].map(|col| match sheet.shown(row, col) {
            Shown::Nothing => String::new(),
            shown => shown.to_string(),
        })
    };
    let lines: Vec<[String; 4]> = sheet.rows().into_iter().map(line).collect();
    RunRecord::parse(&lines).map_err(|fault| {
        let message = match fault {
            Fault::OtherForm(form) => {
                format!("工作簿的格式是「{form}」，本程序认识的是「{}」。", crate::model::run_record::FORM)
            }
            Fault::Broken(item) => format!("运行记录里的「{item}」缺失或不能识别。"),
        };
        let help = "请用写它的那一版程序核对；运行记录被改过的，找回原件。";
        Finding::new(Code::VerifyRecord, Place::sheet(&source.name, SHEET), message, help)
    })
}

/// A workbook of another version of the program may be written differently.
fn other_version(source: &SourceFile, record: &RunRecord) -> Option<Finding> {
    let own = env!("CARGO_PKG_VERSION");
    (record.version != own).then(|| {
        let message = format!(
            "工作簿由 {} 版程序写出，现在是 {own} 版；有差异时，可能只是两版程序的写法不同。",
            record.version
        );
        let help = format!("请用 {} 版程序核对，以它为准。", record.version);
        Finding::new(Code::VerifyVersion, Place::sheet(&source.name, SHEET), message, help)
    })
}
