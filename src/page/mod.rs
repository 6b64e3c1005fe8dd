//! The page's engine: one call, bytes in, bytes out, the same jobs as the command line.
//!
//! # The call
//! [`call`] takes a request, which is JSON, and the bytes of each file that the request lists, in the same order. It gives a
//! [`Response`]: a JSON header and the bytes of each file that the header lists. Nothing is kept between calls.
//!
//! The request ([`Request`]):
//! ```json
//! {
//!   "command": "pay",
//!   "options": { "year": 2008, "date": "2009-04-01", "include_hidden": false, "payment_file": true, "final": false,
//!                "leave_held": false, "assume": ["金牌.amount=60万元"], "formula_rows": 20000, "asked": "示例企业", "html": false },
//!   "files": [
//!     { "name": "inputs/名单.xls" },
//!     { "name": "rules/yixing-2008.md", "kind": "policy" },
//!     { "name": "inputs/坏.xlsx", "mark": "memory" },
//!     { "name": "inputs/大.xlsx", "mark": "large", "size": 524288000 }
//!   ]
//! }
//! ```
//! - `command`: `pay`, `read`, `check`, `template`, `verify` or `explain`.
//! - `options`: each may be left out. `asked` is what `explain` is asked for (all without it); `html` adds its page to the files.
//! - `name`: the path as the visitor sees it, `/` between folders, from the dropped folder on; it stands in findings and in the
//!   workbook, so the same names give the same bytes as the command line (`inputs/…`, `rules/…`).
//! - `kind`: `auto` (the default: by its name, see [`role`](crate::job::gather::role)), `policy`, `list`, `decisions`, `workbook` (what `verify`
//!   verifies), `seal` (the `…-seal.json` beside it).
//! - `mark`: the file is not opened, its bytes are to be empty, and a finding says why: `memory`, `time`, `crash` (an earlier call
//!   died while it was open), `large` (more than [`LARGEST`] bytes, `size` says how many), `unreadable` (the browser cannot read it).
//!
//! The response's header:
//! ```json
//! { "exit": 0, "text": "…", "files": [{ "name": "yixing-2008-2008.xlsx", "title": "工作簿" }], "ignored": ["inputs/README.md"],
//!   "json": { "schema": "duixian.pay/1" } }
//! ```
//! - `exit`: as the command line's: 0 done, 1 refused or differences, 2 wrong request or cannot be verified.
//! - `json`: the document that `--json` prints for the command. Where the run is refused, its schema and findings alone.
//!   `template` has `{"schema": "duixian.template/1", "findings": []}`.
//! - `text`: what the terminal says: the summary, or the findings of a refusal, without colours.
//! - `ignored`: files that are none of the run by their names.
//!
//! # In a browser
//! The program of this folder (`main.rs`, feature `page`) exports it as `wasm_bindgen.call(request, [Uint8Array, …])`, which gives
//! `[header, Uint8Array, …]`. It calls three functions that must be global where it runs: `duixian_opening(name)` before a file
//! is parsed, `duixian_computing()` when no file is open any more, `duixian_panicked(text)` before it traps. A trap ends the instance: make a new one, and call
//! again with the file that was open marked, `memory` where the memory had grown to its bound of 2 GiB, else `crash`. One that was
//! not blamed on a file ends the run.

pub mod request;
pub mod response;

use crate::engine::Inputs;
use crate::finding::{Code, Finding, Place};
use crate::host::Host;
use crate::job::pay::PAYMENT_ENDINGS;
use crate::job::{self, OutFile};
use crate::report::{checking, json, reading};
use crate::source::SourceFile;
use crate::verify;
use crate::{engine, explain};
use request::{Command, Files, Request};
pub use response::Response;
use serde::Serialize;

/// Larger files are not to be read: bytes.
pub const LARGEST: u64 = 256 << 20;

/// Answers a request.
pub fn call(request: &str, files: Vec<Vec<u8>>, host: &dyn Host) -> Response {
    let request = match Request::read(request, &files) {
        Ok(request) => request,
        Err(sentence) => return Response::wrong(&sentence),
    };
    let files = Files::new(&request, files, host);
    let response = match request.command {
        Command::Pay => pay(&request, &files, host),
        Command::Read => read(&request, &files, host),
        Command::Check => check(&files),
        Command::Template => template(&request, &files, host),
        Command::Verify => verify(&files, host),
        Command::Explain => explain(&request, &files, host),
    };
    response.ignoring(files.ignored)
}

fn pay(request: &Request, files: &Files, host: &dyn Host) -> Response {
    let (is_final, leave_held) = (request.options.is_final, request.options.leave_held);
    let options = job::pay::PayOptions { engine: request.engine_options(), is_final, leave_held };
    let paid = files.inputs().and_then(|mut inputs| job::pay::pay(&mut inputs, &options, host));
    match paid {
        Ok(mut paid) => {
            paid.seal(&|name| name.to_owned());
            Response::done(&json::report(&paid.payout), paid.text(), paid.files)
        }
        Err(findings) => Response::refused(json::PAY, &findings, "没有计算，没有输出"),
    }
}

fn read(request: &Request, files: &Files, host: &dyn Host) -> Response {
    let hidden = request.options.include_hidden;
    let read =
        files.inputs().and_then(|inputs| engine::read::read(&inputs, hidden, &request::limits(), host));
    match read {
        Ok(understood) => Response::done(
            &reading::report(&understood, false),
            reading::text(&understood, false),
            Vec::new(),
        ),
        Err(findings) => Response::refused(reading::SCHEMA, &findings, "没有读名单"),
    }
}

fn check(files: &Files) -> Response {
    if let Err(findings) = files.with_policy() {
        return Response::refused(checking::SCHEMA, &findings, "没有检查");
    }
    let checked = job::check::check(&files.policies);
    let findings = response::lines(&checked.findings);
    let text = format!("{findings}{}{}", checked.verdicts(), checked.counted(files.policies.len()));
    let response = Response::done(&checked.report(), text, Vec::new());
    if checked.is_refused() { response.exiting(response::REFUSED) } else { response }
}

/// What `template` has to say besides its files.
#[derive(Serialize)]
struct Blank {
    schema: &'static str,
    findings: [(); 0],
}

const TEMPLATE: &str = "duixian.template/1";

fn template(request: &Request, files: &Files, host: &dyn Host) -> Response {
    let policies = files.policies.clone();
    let inputs = Inputs { policies, ..Inputs::default() };
    let blank =
        files.with_policy().and_then(|()| job::template::template(&inputs, request.options.year, &[], host));
    match blank {
        Ok(blank) => {
            let line = |file: &OutFile| format!("{}：{}\n", file.title, file.name);
            let text = blank.iter().map(line).collect();
            Response::done(&Blank { schema: TEMPLATE, findings: [] }, text, blank)
        }
        Err(findings) => Response::refused(TEMPLATE, &findings, "没有输出"),
    }
}

/// A payment file, dropped with its workbook.
fn is_payment(file: &&SourceFile) -> bool {
    PAYMENT_ENDINGS.iter().any(|ending| file.name.ends_with(ending))
}

fn verify(files: &Files, host: &dyn Host) -> Response {
    let among = verify::Files {
        policies: files.policies.clone(),
        lists: files.lists.iter().chain(&files.decisions).cloned().collect(),
        seal: files.seal.clone(),
        payments: files.lists.iter().filter(is_payment).cloned().collect(),
        ..verify::Files::default()
    };
    let workbook = files.workbook.clone().ok_or_else(|| vec![no_workbook(files)]);
    match workbook.and_then(|workbook| verify::verify(&workbook, &among, &request::limits(), host)) {
        Ok(report) => {
            let told =
                Response::done(&verify::json::report(&report), verify::print::text(&report), Vec::new());
            if report.is_identical() { told } else { told.exiting(response::REFUSED) }
        }
        Err(findings) => {
            Response::refused(verify::json::SCHEMA, &findings, "不能核对").exiting(response::TROUBLE)
        }
    }
}

fn no_workbook(files: &Files) -> Finding {
    let unread = files.unreadable.first().map(|(_, finding)| finding.clone());
    unread.map(|finding| Finding { code: Code::VerifyUnreadable, ..finding }).unwrap_or_else(|| {
        let help = "请放入要核对的兑现工作簿（.xlsx），再放入当时的名单和政策文件。";
        Finding::new(Code::VerifyUnreadable, Place::default(), "没有要核对的兑现工作簿。", help)
    })
}

fn explain(request: &Request, files: &Files, host: &dyn Host) -> Response {
    let asked = request.options.asked.as_deref();
    let options = request.engine_options();
    let explained = files.inputs().and_then(|inputs| job::explain::explain(&inputs, asked, &options, host));
    match explained {
        Ok(explanation) => {
            let page = || OutFile {
                name: "explanation.html".to_owned(),
                title: "网页".to_owned(),
                bytes: explain::html::page(&explanation).into_bytes(),
            };
            let files = if request.options.html { vec![page()] } else { Vec::new() };
            Response::done(&explanation, explain::text::text(&explanation), files)
        }
        Err(findings) => Response::refused(explain::story::SCHEMA, &findings, "没有说明"),
    }
}

#[cfg(test)]
mod tests;
