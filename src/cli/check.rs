//! `duixian check`: policies in, what is proved of them and what is wrong with them out. It reads no list, so the parent does it itself.

use super::args::Check;
use super::files::{Collector, reason, shown};
use super::print::{self, Texts};
use super::{DONE, REFUSED, TROUBLE};
use duixian::check::Report;
use duixian::finding::{CATALOGUE, Finding, pages};
use duixian::host::Serial;
use duixian::job::{self, check::Checked};
use duixian::policy::{Policy, suggest};
use duixian::report::{checking, json};
use duixian::source::SourceFile;
use duixian::workbook::Limits;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The same on every platform, and ample for a deeply nested policy.
const STACK: usize = 32 << 20;

/// Runs the command and gives the exit code.
pub fn run(args: &Check) -> u8 {
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, || finish(args));
        thread.ok().and_then(|thread| thread.join().ok()).unwrap_or(TROUBLE)
    })
}

fn finish(args: &Check) -> u8 {
    if let Some(wanted) = &args.explain {
        return explain(wanted);
    }
    let sources = match sources(args) {
        Ok(sources) => sources,
        Err(findings) => return unreadable(args, &findings),
    };
    let checked = job::check::check(&sources);
    let written =
        args.witness.as_deref().map_or(Ok(Vec::new()), |folder| write_witnesses(folder, &checked.policies));
    let lines = match written {
        Ok(lines) => lines,
        Err(sentence) => {
            let _ = anstream::stderr().write_all(format!("错误：{sentence}\n").as_bytes());
            return TROUBLE;
        }
    };
    let text = if args.json { json::printed(&checked.report()) } else { said(&sources, &checked, &lines) };
    // A closed pipe is no reason to fail.
    let _ = anstream::stdout().write_all(text.as_bytes());
    if checked.is_refused() { REFUSED } else { DONE }
}

/// The page of a code.
fn explain(wanted: &str) -> u8 {
    match pages::code(wanted) {
        Some(code) => {
            let _ = std::io::stdout().write_all(pages::shown(code).as_bytes());
            DONE
        }
        None => {
            let upper = wanted.to_uppercase();
            let help = suggest::help(&upper, CATALOGUE.iter().map(|code| code.text()));
            let _ = anstream::stderr().write_all(format!("错误：没有编号「{wanted}」。{help}\n").as_bytes());
            TROUBLE
        }
    }
}

fn sources(args: &Check) -> Result<Vec<SourceFile>, Vec<Finding>> {
    let collector = Collector { marks: &[], largest: Limits::default().total, host: &Serial };
    let default = [PathBuf::from("rules")];
    let paths = if args.files.is_empty() { &default[..] } else { &args.files };
    let (mut sources, mut errors): (Vec<SourceFile>, _) = (Vec::new(), Vec::new());
    for path in paths {
        match collector.only_policies(path) {
            Ok(more) => sources.extend(more),
            Err(more) => errors.extend(more),
        }
    }
    if errors.is_empty() { Ok(sources) } else { Err(errors) }
}

fn unreadable(args: &Check, findings: &[Finding]) -> u8 {
    if args.json {
        let _ = std::io::stdout().write_all(json::refused_json(checking::SCHEMA, findings).as_bytes());
    }
    let printed = print::findings(&findings.iter().collect::<Vec<_>>(), &Texts::of([]));
    let _ = anstream::stderr()
        .write_all(format!("{printed}有 {} 个错误，没有检查。\n", findings.len()).as_bytes());
    REFUSED
}

/// Findings with the text that they point into, then the verdicts, then how many.
fn said(sources: &[SourceFile], checked: &Checked, lines: &[String]) -> String {
    let mut all: Vec<&Finding> = checked.findings.iter().collect();
    all.sort_by_key(|finding| finding.severity());
    let mut text = print::findings(&all, &Texts::of(sources)) + &checked.verdicts();
    for line in lines {
        text.push_str(&format!("{line}\n"));
    }
    text + &checked.counted(sources.len())
}

/// Writes a folder of lists for each witness; gives the commands that pay them.
fn write_witnesses(folder: &Path, checked: &[(Arc<Policy>, Report)]) -> Result<Vec<String>, String> {
    let mut lines = Vec::new();
    for (policy, report) in checked {
        for shown_witness in &report.witnesses {
            let below = folder.join(&policy.id).join(&shown_witness.name);
            let failed =
                |error: std::io::Error| format!("「{}」没有写成：{}。", shown(&below), reason(&error));
            std::fs::create_dir_all(&below).map_err(failed)?;
            for (name, bytes) in shown_witness.witness.lists(policy) {
                std::fs::write(below.join(name), bytes).map_err(failed)?;
            }
            lines.push(format!(
                "{}的例子：duixian pay --rules \"{}\" --inputs \"{}\" --year {}",
                shown_witness.name,
                policy.file,
                shown(&below),
                shown_witness.witness.year
            ));
        }
    }
    Ok(lines)
}
