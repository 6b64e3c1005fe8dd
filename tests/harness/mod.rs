//! The harness: a folder of policy and lists, a run of the program in it, and what is expected of the run.
//!
//! `Run::new().list_csv("名单.csv", "…").pay().expect_exit(0).row("名单.csv", 2, "paid").payee("甲公司", "500000.00");`

#![allow(dead_code, reason = "the harness is shared; not every word of it is used by every test")]

mod ran;
mod rules;

pub use ran::Ran;
pub use rules::Rules;

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use tempfile::TempDir;

/// A policy of one award: 50万元 for each 金牌产品, of which no rule is special.
pub const POLICY: &str = r#"# 示例奖励办法

```toml
schema = "duixian.policy/1"

[policy]
id = "example"
name = "示例奖励办法"
document = "示例〔2008〕1号"
years = { from = 2008, to = 2008 }
unit = "元"
rounding = "四舍五入"
order = []
funder = "市财政"

[[category]]
name = "金牌产品"
unit = "只"
```

## 第一条

> 对获得金牌产品的企业，每只奖励50万元。

```toml
[[clause]]
id = "1"

[[clause.award]]
id = "gold"
role = "企业"
categories = ["金牌产品"]
amount = "50万元"
```
"#;

/// A list that [`POLICY`] pays 50万元 for.
pub const LIST: &str = "企业名称,类别,产品名称,认定日期\n示例甲有限公司,金牌产品,紫砂壶,2008-03-01\n";

/// A folder in which the program will run.
#[derive(Debug)]
pub struct Run {
    folder: TempDir,
    words: Vec<OsString>,
    has_policy: bool,
}

impl Default for Run {
    fn default() -> Self {
        Self::new()
    }
}

impl Run {
    /// An empty folder; [`POLICY`] applies unless another is given.
    pub fn new() -> Self {
        let folder = tempfile::Builder::new().prefix("兑现 ").tempdir().expect("a temporary folder");
        Self { folder, words: Vec::new(), has_policy: false }
    }

    /// The folder.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// A file at a path below the folder.
    pub fn file(self, path: &str, bytes: impl AsRef<[u8]>) -> Self {
        let path = self.path().join(path);
        std::fs::create_dir_all(path.parent().expect("a folder above")).expect("to make the folder");
        std::fs::write(path, bytes).expect("to write the file");
        self
    }

    /// The policy, in place of [`POLICY`].
    pub fn policy(mut self, text: &str) -> Self {
        self.has_policy = true;
        self.file("rules/policy.md", text)
    }

    /// No policy at all.
    pub fn without_policy(mut self) -> Self {
        self.has_policy = true;
        self
    }

    /// A list of any format.
    pub fn list(self, name: &str, bytes: impl AsRef<[u8]>) -> Self {
        self.file(&format!("inputs/{name}"), bytes)
    }

    /// A list of comma-separated values, a heading and rows.
    pub fn list_csv(self, name: &str, text: &str) -> Self {
        self.list(name, text)
    }

    /// A list of one sheet of texts.
    pub fn list_xlsx(self, name: &str, sheet: &str, rows: &[&[&str]]) -> Self {
        self.list_workbook(name, |book| {
            let page = book.add_worksheet();
            page.set_name(sheet).expect("a sheet name");
            for (row, cells) in (0..).zip(rows) {
                for (column, text) in (0..).zip(*cells) {
                    page.write_string(row, column, *text).expect("a cell");
                }
            }
        })
    }

    /// A list that the test draws itself.
    pub fn list_workbook(self, name: &str, draw: impl FnOnce(&mut rust_xlsxwriter::Workbook)) -> Self {
        let mut book = rust_xlsxwriter::Workbook::new();
        draw(&mut book);
        let bytes = book.save_to_buffer().expect("a workbook");
        self.list(name, bytes)
    }

    /// Decisions: the blocks after the schema line.
    pub fn decisions(self, blocks: &str) -> Self {
        self.file("inputs/decisions.toml", format!("schema = \"duixian.decisions/1\"\n{blocks}"))
    }

    /// An argument, or several.
    pub fn args<T: Into<OsString>>(mut self, words: impl IntoIterator<Item = T>) -> Self {
        self.words.extend(words.into_iter().map(Into::into));
        self
    }

    /// Runs `duixian pay --json`.
    #[track_caller]
    pub fn pay(self) -> Ran {
        self.with_policy().args(["--json"]).run_as(&["pay"])
    }

    /// Runs `duixian pay`, printing for people.
    #[track_caller]
    pub fn pay_plain(self) -> Ran {
        self.with_policy().run_as(&["pay"])
    }

    /// Runs the program with the arguments alone.
    #[track_caller]
    pub fn run(self) -> Ran {
        self.run_as(&[])
    }

    fn with_policy(self) -> Self {
        if self.has_policy { self } else { self.policy(POLICY) }
    }

    #[track_caller]
    fn run_as(self, first: &[&str]) -> Ran {
        let output = self.command(first).output().expect("the program to start");
        Ran::new(self, output)
    }

    /// The command, not yet started.
    pub fn command(&self, first: &[&str]) -> Command {
        let mut command = program();
        command.current_dir(self.path()).args(first).args(&self.words).stdin(Stdio::null());
        command.env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE");
        command
    }

    /// A path below the folder.
    pub fn below(&self, path: &str) -> PathBuf {
        self.path().join(path)
    }
}

/// The program: this build's, or the one that `DUIXIAN_PROGRAM` names, in front of which words may stand (`wine …/duixian.exe`).
pub fn program() -> Command {
    let Ok(named) = std::env::var("DUIXIAN_PROGRAM") else {
        return Command::new(env!("CARGO_BIN_EXE_duixian"));
    };
    let mut words = named.split_ascii_whitespace();
    let mut command = Command::new(words.next().expect("a program"));
    command.args(words);
    command
}

/// Every policy file below a folder, in the order of names.
pub fn policies(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for child in std::fs::read_dir(folder).expect("a folder") {
        let path = child.expect("a child").path();
        if path.is_dir() {
            found.extend(policies(&path));
        } else if path.extension().is_some_and(|ending| ending == "md") && !path.ends_with("README.md") {
            found.push(path);
        }
    }
    found.sort();
    found
}
