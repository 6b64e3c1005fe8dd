//! `duixian explain`, as the worker does it: files in, the explanation out as text, JSON or a page.

use super::args::Explain;
use super::files::{Collector, Wanted};
use super::pay::{Line, one_end};
use super::print::{self, Texts};
use super::protocol::Outcome;
use super::{DONE, REFUSED, output};
use duixian::engine::{Inputs, Options};
use duixian::explain::{self, story::Explanation, story::SCHEMA};
use duixian::finding::{Finding, Severity};
use duixian::host::{Host, Stage};
use duixian::job::{self, gather::Mark};
use duixian::report::json;
use duixian::workbook::Limits;

/// Runs the command.
pub fn run(args: &Explain, marks: &[Mark], line: &dyn Line, host: &dyn Host) -> Outcome {
    let limits = Limits::default();
    let wanted =
        Wanted { rules: &args.rules, lists: &args.inputs, lists_by: "用 --inputs 指明名单", pays: true };
    let inputs = match (Collector { marks, largest: limits.total, host }).collect(&wanted) {
        Ok(inputs) => inputs,
        Err(findings) => return refused(args, &Inputs::default(), &findings),
    };
    // The bytes are here; what goes wrong before the engine opens a list is no list's fault.
    host.stage(Stage::Preparing);
    match explained(args, &inputs, limits, host) {
        Ok(explanation) => told(args, &explanation, line),
        Err(findings) => refused(args, &inputs, &findings),
    }
}

fn explained(
    args: &Explain,
    inputs: &Inputs,
    limits: Limits,
    host: &dyn Host,
) -> Result<Explanation, Vec<Finding>> {
    let options = Options {
        year: args.year,
        date: None,
        include_hidden: args.include_hidden,
        payment_file: false,
        formula_rows: None,
        limits,
        assumptions: args.assume.clone(),
    };
    job::explain::explain(inputs, args.asked.as_deref(), &options, host)
}

fn told(args: &Explain, explanation: &Explanation, line: &dyn Line) -> Outcome {
    let stdout = match (args.json, &args.html) {
        (true, _) => one_end(explain::json(explanation)),
        (false, Some(_)) => String::new(),
        (false, None) => one_end(explain::text::text(explanation)),
    };
    let done = Outcome { code: DONE, stdout, ..Outcome::default() };
    match &args.html {
        Some(page) => output::single(page, explain::html::page(explanation).as_bytes(), "网页", line, done),
        None => done,
    }
}

fn refused(args: &Explain, inputs: &Inputs, findings: &[Finding]) -> Outcome {
    let errors: Vec<_> = findings.iter().filter(|finding| finding.severity() == Severity::Error).collect();
    let texts = Texts::of(inputs.policies.iter().chain(&inputs.decisions));
    let stderr = format!("{}有 {} 个错误，没有说明。\n", print::findings(&errors, &texts), errors.len());
    let stdout = if args.json { one_end(json::refused_json(SCHEMA, findings)) } else { String::new() };
    Outcome { code: REFUSED, stdout, stderr, files: Vec::new() }
}
