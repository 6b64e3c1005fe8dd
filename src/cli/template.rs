//! `duixian template`: a policy in, blank lists out. It reads no list, so the parent does it itself.

use super::args::Template;
use super::files::{Collector, reason, shown};
use super::output::{self, Folder};
use super::print::{self, Texts};
use super::{DONE, REFUSED, TROUBLE};
use duixian::engine::Inputs;
use duixian::finding::{Finding, Severity};
use duixian::host::Serial;
use duixian::job::{self, OutFile};
use duixian::workbook::Limits;
use std::io::Write;
use std::path::PathBuf;

/// The same on every platform, and ample for a deeply nested policy.
const STACK: usize = 32 << 20;

/// Runs the command and gives the exit code.
pub fn run(args: &Template) -> u8 {
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, || finish(args));
        thread.ok().and_then(|thread| thread.join().ok()).unwrap_or(TROUBLE)
    })
}

fn finish(args: &Template) -> u8 {
    let mut inputs = Inputs::default();
    let blank = match blank_lists(args, &mut inputs) {
        Ok(blank) => blank,
        Err(findings) => {
            let is_error = |finding: &&Finding| finding.severity() == Severity::Error;
            let errors: Vec<_> = findings.iter().filter(is_error).collect();
            let printed = print::findings(&errors, &Texts::of(&inputs.policies));
            say(&format!("{printed}有 {} 个错误，没有输出。\n", errors.len()));
            return REFUSED;
        }
    };
    match written(args, &blank) {
        Ok((code, lines)) => {
            // A closed pipe is no reason to fail.
            let _ = std::io::stdout().write_all(lines.as_bytes());
            code
        }
        Err(sentence) => {
            say(&format!("错误：{sentence}\n"));
            TROUBLE
        }
    }
}

fn blank_lists(args: &Template, inputs: &mut Inputs) -> Result<Vec<OutFile>, Vec<Finding>> {
    let collector = Collector { marks: &[], largest: Limits::default().total, host: &Serial };
    inputs.policies = collector.only_policies(&args.rules)?;
    job::template::template(inputs, args.year, &args.towns, &Serial)
}

/// Writes and places every list; gives the exit code and what to print.
fn written(args: &Template, blank: &[OutFile]) -> Result<(u8, String), String> {
    let folder = Folder::claim(&args.out)?;
    for (number, list) in blank.iter().enumerate() {
        let path: PathBuf = args.out.join(output::numbered(folder.temporary(), number));
        output::write(&path, &list.bytes)
            .map_err(|error| format!("空白名单没有写成：「{}」{}。", shown(&args.out), reason(&error)))?;
    }
    let (mut code, mut lines) = (DONE, String::new());
    for (number, list) in blank.iter().enumerate() {
        let placed = folder.place(number, &list.name)?;
        lines.push_str(&format!("{}：{}\n", list.title, shown(&placed.path)));
        if let Some(wanted) = placed.instead_of {
            let (wanted, path) = (shown(&wanted), shown(&placed.path));
            say(&format!(
                "错误：「{wanted}」正被其他程序打开或是只读，没有改动；空白名单另存为「{path}」。\n"
            ));
            code = TROUBLE;
        }
    }
    Ok((code, lines))
}

/// Prints on standard error, without styles where that is no terminal or the user wants none.
fn say(text: &str) {
    let _ = anstream::stderr().write_all(text.as_bytes());
}
