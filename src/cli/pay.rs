//! `duixian pay`, as the worker does it: files in, workbook bytes written, texts for the parent to print.

use super::args::Pay;
use super::files::{Collector, Wanted};
use super::print::{self, Texts};
use super::protocol::Outcome;
use super::{DONE, REFUSED, TROUBLE, files, output, standing};
use duixian::engine::{Inputs, Options};
use duixian::finding::{Finding, Severity};
use duixian::host::{Host, Stage};
use duixian::job::gather::Mark;
use duixian::job::pay::{self, Paid, PayOptions};
use duixian::report;
use std::collections::BTreeMap;

/// The other end of the pipe: a host that can also be asked where to write.
pub trait Line: Host {
    /// Waits for leave to write, and gives the name in the output folder.
    fn temporary(&self) -> String;
}

/// Runs the command. The workbook stands under the temporary name where the outcome names it.
pub fn run(args: &Pay, marks: &[Mark], line: &dyn Line, host: &dyn Host) -> Outcome {
    let limits = args.guards.limits();
    let mut inputs = match (Collector { marks, largest: limits.total, host }).collect(&wanted(args)) {
        Ok(inputs) => inputs,
        Err(findings) => return refused(args, &Inputs::default(), &findings),
    };
    // The bytes are here; what goes wrong before the engine opens a list is no list's fault.
    host.stage(Stage::Preparing);
    let engine = Options {
        year: args.year,
        date: args.date.clone(),
        include_hidden: args.include_hidden,
        payment_file: args.payment_file,
        formula_rows: args.formula_rows,
        limits,
        assumptions: args.assume.clone(),
    };
    let options = PayOptions { engine, is_final: args.is_final, leave_held: args.leave_held };
    let outcome = match pay::pay(&mut inputs, &options, host) {
        Ok(paid) => match standing::objection(&args.out, &paid, &files::paths(&wanted(args))) {
            Some(objection) => refused(args, &inputs, &[objection]),
            None => written(args, paid, line),
        },
        Err(findings) => refused(args, &inputs, &findings),
    };
    leave(inputs);
    outcome
}

fn wanted(args: &Pay) -> Wanted<'_> {
    Wanted { rules: &args.rules, lists: &args.inputs, lists_by: "用 --inputs 指明名单", pays: true }
}

fn written(args: &Pay, mut paid: Paid, line: &dyn Line) -> Outcome {
    let stdout = match (args.json, args.quiet) {
        (true, _) => one_end(report::json::pay_json(&paid.payout)),
        (false, true) => String::new(),
        (false, false) => paid.text(),
    };
    // From here on the folder is there, and the paths from it are known.
    let temporary = line.temporary();
    let paths = if args.is_final { files::paths(&wanted(args)) } else { BTreeMap::new() };
    paid.seal(&|name| match paths.get(name) {
        Some(path) => files::relative(&args.out, path),
        None => name.to_owned(),
    });
    for (number, file) in paid.files.iter().enumerate() {
        let path = args.out.join(output::numbered(&temporary, number));
        if let Err(error) = output::write(&path, &file.bytes) {
            let (place, reason) = (files::shown(&args.out), files::reason(&error));
            let stderr = format!("错误：工作簿没有写成：「{place}」{reason}。原有工作簿没有改动。\n");
            return Outcome { code: TROUBLE, stderr, ..Outcome::default() };
        }
    }
    let names = paid.files.iter().map(|file| file.name.clone()).collect();
    leave(paid);
    Outcome { code: DONE, stdout, files: names, ..Outcome::default() }
}

/// Leaves memory to the system: the worker ends with its job, and giving back millions of texts one by one takes longer.
fn leave<T>(used: T) {
    std::mem::forget(used);
}

/// The text with one line end.
pub fn one_end(text: String) -> String {
    format!("{}\n", text.trim_end())
}

fn refused(args: &Pay, inputs: &Inputs, findings: &[Finding]) -> Outcome {
    let errors: Vec<_> = findings.iter().filter(|finding| finding.severity() == Severity::Error).collect();
    let texts = Texts::of(inputs.policies.iter().chain(&inputs.decisions));
    let stderr =
        format!("{}有 {} 个错误，没有计算，没有输出。\n", print::findings(&errors, &texts), errors.len());
    let stdout = if args.json {
        one_end(report::json::refused_json(report::json::PAY, findings))
    } else {
        String::new()
    };
    Outcome { code: REFUSED, stdout, stderr, files: Vec::new() }
}
