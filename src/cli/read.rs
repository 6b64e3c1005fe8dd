//! `duixian read`, as the worker does it: files in, what was understood of them out as text.

use super::args::Read;
use super::files::{Collector, Wanted};
use super::pay::one_end;
use super::print::{self, Texts};
use super::protocol::Outcome;
use super::{DONE, REFUSED};
use duixian::engine::{Inputs, read};
use duixian::finding::{Finding, Severity};
use duixian::host::{Host, Stage};
use duixian::job::gather::Mark;
use duixian::report::{json, reading};

/// Runs the command.
pub fn run(args: &Read, marks: &[Mark], host: &dyn Host) -> Outcome {
    let limits = args.guards.limits();
    let wanted =
        Wanted {
            rules: &args.rules, lists: &args.paths, lists_by: "在 read 后面写明名单", pays: false
        };
    let inputs = match (Collector { marks, largest: limits.total, host }).collect(&wanted) {
        Ok(inputs) => inputs,
        Err(findings) => return refused(args, &Inputs::default(), &findings),
    };
    // The bytes are here; what goes wrong before the engine opens a list is no list's fault.
    host.stage(Stage::Preparing);
    match read::read(&inputs, args.include_hidden, &limits, host) {
        Ok(understood) => {
            let print = if args.json { reading::json } else { reading::text };
            let stdout = print(&understood, args.rows);
            Outcome { code: DONE, stdout: one_end(stdout), ..Outcome::default() }
        }
        Err(findings) => refused(args, &inputs, &findings),
    }
}

fn refused(args: &Read, inputs: &Inputs, findings: &[Finding]) -> Outcome {
    let errors: Vec<_> = findings.iter().filter(|finding| finding.severity() == Severity::Error).collect();
    let texts = Texts::of(inputs.policies.iter().chain(&inputs.decisions));
    let stderr = format!("{}有 {} 个错误，没有读名单。\n", print::findings(&errors, &texts), errors.len());
    let stdout =
        if args.json { one_end(json::refused_json(reading::SCHEMA, findings)) } else { String::new() };
    Outcome { code: REFUSED, stdout, stderr, files: Vec::new() }
}
