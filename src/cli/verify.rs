//! `duixian verify`, as the worker does it: a workbook and the files to look among in, the differences out as text.

use super::args::Verify;
use super::files::{self, Collector};
use super::pay::one_end;
use super::print::{self, Texts};
use super::protocol::Outcome;
use super::{DONE, REFUSED, TROUBLE};
use duixian::finding::Finding;
use duixian::host::{Host, Stage};
use duixian::job::gather::Mark;
use duixian::job::pay::{PAYMENT_ENDINGS, SEAL_ENDING, SUMS_ENDING};
use duixian::report::json;
use duixian::source::SourceFile;
use duixian::verify::{self, Files};
use duixian::workbook::Limits;

/// Runs the command.
pub fn run(args: &Verify, marks: &[Mark], host: &dyn Host) -> Outcome {
    let limits = Limits::default();
    let collector = Collector { marks, largest: limits.total, host };
    let source = match collector.one(&args.workbook) {
        Ok(source) => source,
        Err(finding) => return refused(args, &Files::default(), &[finding]),
    };
    let mut files = Files {
        policies: collector.among(std::slice::from_ref(&args.rules)),
        lists: collector.among(&args.inputs),
        is_folder: true,
        ..Files::default()
    };
    let beside = |ending: &str| {
        let path = files::beside(&args.workbook, ending);
        collector.one(&path).ok().map(|file| SourceFile { name: files::shown(&path), ..file })
    };
    (files.seal, files.sums) = (beside(SEAL_ENDING), beside(SUMS_ENDING));
    let payments = PAYMENT_ENDINGS.iter().map(|ending| files::beside(&args.workbook, ending));
    files.payments = payments.filter_map(|path| collector.one(&path).ok()).collect();
    // The bytes are here; what goes wrong before the engine opens a list is no list's fault.
    host.stage(Stage::Preparing);
    match verify::verify(&source, &files, &limits, host) {
        Ok(report) => {
            let stdout = if args.json { verify::json::json(&report) } else { verify::print::text(&report) };
            let code = if report.is_identical() { DONE } else { REFUSED };
            Outcome { code, stdout: one_end(stdout), ..Outcome::default() }
        }
        Err(findings) => refused(args, &files, &findings),
    }
}

/// It cannot be verified.
fn refused(args: &Verify, files: &Files, findings: &[Finding]) -> Outcome {
    let texts = Texts::of(files.policies.iter());
    let all: Vec<&Finding> = findings.iter().collect();
    let stderr = format!("{}不能核对。\n", print::findings(&all, &texts));
    let stdout =
        if args.json { one_end(json::refused_json(verify::json::SCHEMA, findings)) } else { String::new() };
    Outcome { code: TROUBLE, stdout, stderr, files: Vec::new() }
}
