//! `duixian diff`, as the worker does it: two policies in, and perhaps lists; what differs out as text, JSON, workbook.

use super::args::Diff;
use super::files::{self, Collector, Wanted};
use super::pay::{Line, one_end};
use super::print::{self, Texts};
use super::protocol::Outcome;
use super::{DONE, REFUSED, output};
use duixian::diff::{self, story::Difference, story::SCHEMA};
use duixian::engine::{Inputs, Options};
use duixian::finding::{Finding, Severity};
use duixian::host::Host;
use duixian::job::{self, gather::Mark};
use duixian::report::json;
use duixian::report::workbook::tables;
use duixian::source::SourceFile;
use std::path::Path;

/// Runs the command.
pub fn run(args: &Diff, marks: &[Mark], line: &dyn Line, host: &dyn Host) -> Outcome {
    let collector = Collector { marks, largest: args.guards.limits().total, host };
    let read = Read::of(args, &collector);
    let told = read.as_ref().map_err(Clone::clone).and_then(|read| read.compared(args, host));
    match told {
        Ok(difference) => printed(args, &difference, line),
        Err(findings) => {
            let policies = read.iter().flat_map(|read| read.old.iter().chain(&read.inputs.policies));
            refused(args, &Texts::of(policies), &findings)
        }
    }
}

/// The files of a comparison: the older policy, or several of which one is in force; the newer ones and the lists.
struct Read {
    old: Vec<SourceFile>,
    inputs: Inputs,
}

impl Read {
    fn of(args: &Diff, collector: &Collector<'_>) -> Result<Self, Vec<Finding>> {
        let new = args.new.as_ref().unwrap_or(&args.old);
        let old = named(&args.old, collector.only_policies(&args.old)?);
        let mut inputs = if args.inputs.is_empty() {
            Inputs { policies: collector.only_policies(new)?, ..Inputs::default() }
        } else {
            collector.collect(&Wanted {
                rules: new,
                lists: &args.inputs,
                lists_by: "用 --inputs 指明名单",
                pays: true,
            })?
        };
        inputs.policies = named(new, inputs.policies);
        Ok(Self { old, inputs })
    }

    fn compared(&self, args: &Diff, host: &dyn Host) -> Result<Difference, Vec<Finding>> {
        let options = Options {
            year: args.year,
            include_hidden: args.include_hidden,
            limits: args.guards.limits(),
            assumptions: args.assume.clone(),
            ..Options::default()
        };
        job::diff::diff(&self.old, &self.inputs, !args.inputs.is_empty(), &options, host)
    }
}

/// A policy that was named by its file goes by the path that was typed: both may be called the same.
fn named(path: &Path, mut files: Vec<SourceFile>) -> Vec<SourceFile> {
    if let ([file], false) = (files.as_mut_slice(), path.is_dir()) {
        file.name = files::shown(path);
    }
    files
}

fn printed(args: &Diff, difference: &Difference, line: &dyn Line) -> Outcome {
    let text = if args.json { diff::json(difference) } else { diff::text::text(difference) };
    let done = Outcome { code: DONE, stdout: one_end(text), ..Outcome::default() };
    let Some(path) = &args.workbook else { return done };
    let year = difference.money.as_ref().map_or(difference.new.years.0, |money| money.year);
    match tables::write("政策比较", year, &diff::tables::tables(difference)) {
        Ok(bytes) => output::single(path, &bytes, "工作簿", line, done),
        Err(finding) => refused(args, &Texts::of([]), &[finding]),
    }
}

fn refused(args: &Diff, texts: &Texts, findings: &[Finding]) -> Outcome {
    let errors: Vec<_> = findings.iter().filter(|finding| finding.severity() == Severity::Error).collect();
    let stderr = format!("{}有 {} 个错误，没有比较。\n", print::findings(&errors, texts), errors.len());
    let stdout = if args.json { one_end(json::refused_json(SCHEMA, findings)) } else { String::new() };
    Outcome { code: REFUSED, stdout, stderr, files: Vec::new() }
}
