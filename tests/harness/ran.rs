//! What a run gave, and what is expected of it.

use super::Run;
use serde_json::Value;
use std::path::PathBuf;
use std::process::Output;

/// A finished run.
#[derive(Debug)]
pub struct Ran {
    run: Run,
    /// The exit code; none where a signal ended the program.
    pub code: Option<i32>,
    /// Standard output.
    pub stdout: String,
    /// Standard error.
    pub stderr: String,
    json: Value,
}

impl Ran {
    pub(super) fn new(run: Run, output: Output) -> Self {
        let text = |bytes| String::from_utf8(bytes).expect("output in UTF-8");
        let (stdout, stderr) = (text(output.stdout), text(output.stderr));
        let json = serde_json::from_str(&stdout).unwrap_or(Value::Null);
        Self { run, code: output.status.code(), stdout, stderr, json }
    }

    /// The folder again, for another run over the same files.
    pub fn again(self) -> Run {
        Run { words: Vec::new(), ..self.run }
    }

    /// What `--json` printed.
    #[track_caller]
    pub fn json(&self) -> &Value {
        self.must(!self.json.is_null(), "standard output is one JSON value");
        &self.json
    }

    /// The program ended with this code.
    #[track_caller]
    pub fn expect_exit(&self, code: i32) -> &Self {
        self.must(self.code == Some(code), &format!("exit code {code}"))
    }

    /// A row has this fate (`paid`, `zero`, `rejected`, `held`, `reference`). The file may be named by its last part.
    #[track_caller]
    pub fn row(&self, file: &str, row: u64, fate: &str) -> &Self {
        let found = self.find_row(file, row);
        self.must(found["fate"] == fate, &format!("{file} row {row} is {fate}, it is {found}"))
    }

    /// A row has this fate, and its reason says so.
    #[track_caller]
    pub fn row_because(&self, file: &str, row: u64, fate: &str, reason: &str) -> &Self {
        let found = self.row(file, row, fate).find_row(file, row);
        let said = found["reason"].as_str().is_some_and(|said| said.contains(reason));
        self.must(said, &format!("{file} row {row} is {fate} because {reason}, it is {found}"))
    }

    /// A row cites this clause.
    #[track_caller]
    pub fn row_clause(&self, file: &str, row: u64, clause: &str) -> &Self {
        let found = self.find_row(file, row);
        self.must(found["clause"] == clause, &format!("{file} row {row} cites {clause}, it is {found}"))
    }

    /// A payee is paid this much this year, over all its roles; `0.00` where it is not listed.
    #[track_caller]
    pub fn payee(&self, name: &str, amount: &str) -> &Self {
        let lines = self.list("payees");
        let paid =
            lines.iter().filter(|line| line["payee"] == name).map(|line| fen(&line["amount"])).sum::<i128>();
        self.must(paid == fen_of(amount), &format!("{name} is paid {amount}, it is paid {paid} 分"))
    }

    /// A funder pays this much of a payee's amount.
    #[track_caller]
    pub fn share(&self, name: &str, funder: &str, amount: &str) -> &Self {
        let lines = self.list("payees");
        let shares = lines.iter().filter(|line| line["payee"] == name).map(|line| &line["shares"][funder]);
        let paid = shares.filter(|share| !share.is_null()).map(fen).sum::<i128>();
        self.must(paid == fen_of(amount), &format!("{funder} pays {name} {amount}, it pays {paid} 分"))
    }

    /// The ledger has an entry of this step, clause and amount.
    #[track_caller]
    pub fn entry(&self, payee: &str, step: &str, clause: &str, amount: &str) -> &Self {
        let is_it = |line: &Value| {
            line["payee"] == payee
                && line["step"] == step
                && line["clause"] == clause
                && line["amount"] == amount
        };
        self.must(
            self.list("entries").iter().any(is_it),
            &format!("an entry {payee} {step} {clause} {amount}"),
        )
    }

    /// A total: `awarded`, `payable`, `later` or `recoverable`.
    #[track_caller]
    pub fn total(&self, name: &str, amount: &str) -> &Self {
        let found = &self.json()["totals"][name];
        self.must(found == amount, &format!("total {name} is {amount}, it is {found}"))
    }

    /// There is a finding of this code.
    #[track_caller]
    pub fn finding(&self, code: &str) -> &Self {
        self.must(self.codes().iter().any(|found| found == code), &format!("a finding {code}"))
    }

    /// There is a finding of this code in this file, and its message says so.
    #[track_caller]
    pub fn finding_at(&self, code: &str, file: &str, said: &str) -> &Self {
        let is_it = |line: &Value| {
            line["code"] == code
                && names(&line["place"]["file"], file)
                && line["message"].as_str().is_some_and(|message| message.contains(said))
        };
        self.must(self.list("findings").iter().any(is_it), &format!("a finding {code} at {file}: {said}"))
    }

    /// There is no finding of this code.
    #[track_caller]
    pub fn no_finding(&self, code: &str) -> &Self {
        self.must(self.codes().iter().all(|found| found != code), &format!("no finding {code}"))
    }

    /// Every finding's code, in order.
    #[track_caller]
    pub fn codes(&self) -> Vec<String> {
        let code = |line: &Value| line["code"].as_str().unwrap_or_default().to_owned();
        self.list("findings").iter().map(code).collect()
    }

    /// Standard output holds this.
    #[track_caller]
    pub fn says(&self, text: &str) -> &Self {
        self.must(self.stdout.contains(text), &format!("standard output says {text}"))
    }

    /// Standard error holds this.
    #[track_caller]
    pub fn warns(&self, text: &str) -> &Self {
        self.must(self.stderr.contains(text), &format!("standard error says {text}"))
    }

    /// Standard output holds no such words.
    #[track_caller]
    pub fn says_not(&self, text: &str) -> &Self {
        self.must(!self.stdout.contains(text), &format!("no words: {text}"))
    }

    /// Standard output is empty.
    #[track_caller]
    pub fn says_nothing(&self) -> &Self {
        self.must(self.stdout.is_empty(), "empty standard output")
    }

    /// The output folder holds these files, hidden ones aside; none where it does not exist.
    #[track_caller]
    pub fn outputs(&self, names: &[&str]) -> &Self {
        let children =
            std::fs::read_dir(self.below("out")).map(Iterator::collect::<Vec<_>>).unwrap_or_default();
        let name =
            |child: std::io::Result<std::fs::DirEntry>| child.expect("a child").file_name().into_string();
        let mut found: Vec<_> =
            children.into_iter().map(|child| name(child).expect("a name in Unicode")).collect();
        found.retain(|name| name != ".duixian.lock");
        found.sort();
        self.must(found == names, &format!("the outputs {names:?}, they are {found:?}"))
    }

    /// The bytes of a file below the folder.
    #[track_caller]
    pub fn bytes(&self, path: &str) -> Vec<u8> {
        std::fs::read(self.below(path)).unwrap_or_else(|error| self.fail(&format!("{path}: {error}")))
    }

    /// A path below the folder.
    pub fn below(&self, path: &str) -> PathBuf {
        self.run.below(path)
    }

    #[track_caller]
    fn list(&self, name: &str) -> &[Value] {
        self.json()[name].as_array().map_or(&[], Vec::as_slice)
    }

    #[track_caller]
    fn find_row(&self, file: &str, row: u64) -> &Value {
        let is_it = |line: &&Value| names(&line["file"], file) && line["row"] == row;
        let found = self.list("rows").iter().find(is_it);
        found.unwrap_or_else(|| self.fail(&format!("{file} has a row {row}")))
    }

    #[track_caller]
    fn must(&self, holds: bool, expected: &str) -> &Self {
        if holds { self } else { self.fail(expected) }
    }

    #[track_caller]
    fn fail(&self, expected: &str) -> ! {
        let Self { code, stdout, stderr, .. } = self;
        panic!("expected: {expected}\n--- exit {code:?}\n--- stdout\n{stdout}\n--- stderr\n{stderr}");
    }
}

/// True where a display name is this, or ends in it.
fn names(shown: &Value, file: &str) -> bool {
    shown.as_str().is_some_and(|shown| shown == file || shown.ends_with(&format!("/{file}")))
}

fn fen(amount: &Value) -> i128 {
    fen_of(amount.as_str().expect("an amount is a text"))
}

/// 分 of a text with two decimals.
fn fen_of(amount: &str) -> i128 {
    let (yuan, fen) = amount.rsplit_once('.').expect("an amount has two decimals");
    assert_eq!(fen.len(), 2, "{amount} has two decimals");
    format!("{yuan}{fen}").parse().expect("an amount is a number")
}
