//! Gathering: which of a run's files are policies, lists and decisions, and what is said where one is missing, is there
//! twice or cannot be read. Opening them is the caller's.

use crate::finding::{Code, Finding, Place};
use crate::text::size;
use serde::{Deserialize, Serialize};

/// The base name of the decisions file.
pub const DECISIONS: &str = "decisions.toml";

/// What a file is by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// A policy file, `*.md`.
    Policy,
    /// A list.
    List,
    /// The decisions file.
    Decisions,
    /// None of the run: hidden files, lock files of spreadsheet programs, notes, the table of expected results.
    Skipped,
}

/// What a file below a folder is, by the last part of its name.
pub fn role(base: &str) -> Role {
    match base {
        _ if base.starts_with('.') || base.starts_with("~$") => Role::Skipped,
        "README.md" | "expected.csv" => Role::Skipped,
        // What Windows keeps in a folder for itself.
        _ if ["thumbs.db", "ehthumbs.db", "desktop.ini"].iter().any(|own| base.eq_ignore_ascii_case(own)) => {
            Role::Skipped
        }
        DECISIONS => Role::Decisions,
        _ if base.ends_with(".md") => Role::Policy,
        _ => Role::List,
    }
}

/// A file that is not to be opened again.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Mark {
    /// Its display name.
    pub file: String,
    /// What it did.
    pub cause: Cause,
}

/// Why a run died.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Cause {
    /// It used more memory than it may.
    Memory,
    /// It took longer than it may.
    Time,
    /// It panicked or was aborted.
    Crash,
}

/// What an earlier attempt found out about a file.
pub fn marked(mark: &Mark) -> Finding {
    let (code, message, help) = match mark.cause {
        Cause::Memory => (
            Code::FileTooLarge,
            "读这个文件所用内存超过限额，没有读。",
            "确是正常名单时，用 --memory-limit 提高限额；否则请在表格软件中另存一份再试。",
        ),
        Cause::Time => (
            Code::FileTimedOut,
            "读这个文件超过时限，没有读完。",
            "确是正常名单时，用 --time-limit 延长时限；否则请在表格软件中另存一份再试。",
        ),
        Cause::Crash => (
            Code::FileTimedOut,
            "读这个文件时程序中断，没有读完；其余文件照常计算。",
            "请在表格软件中打开并另存一份再试。",
        ),
    };
    Finding::new(code, Place::file(&mark.file), message, help)
}

/// A file of so many bytes is not read.
pub fn too_large(file: &str, bytes: u64, largest: u64) -> Finding {
    Finding::new(
        Code::FileTooLarge,
        Place::file(file),
        format!("文件有 {}，超过 {} 的限额。", size::words(bytes), size::words(largest)),
        "请删去无关内容，或拆成几个文件；确是正常名单时，用 --limit total=… 提高限额。",
    )
}

/// A folder without a policy file.
pub fn no_policy(folder: &str) -> Finding {
    Finding::new(
        Code::PolicyMissing,
        Place::file(folder),
        format!("文件夹「{folder}」里没有政策文件（*.md）。"),
        "请把政策文件放进去，或用 --rules 指明政策文件。",
    )
}

/// Places without a list; `lists_by` says how the user names them.
pub fn no_lists(places: &[String], lists_by: &str) -> Finding {
    Finding::new(
        Code::ListsMissing,
        Place::file(places.first().cloned().unwrap_or_default()),
        format!("「{}」里没有名单文件。", places.join("」「")),
        format!("请把各部门报来的名单放进去，或{lists_by}。"),
    )
}

/// Two decisions files.
pub fn decisions_twice(first: &str, second: &str) -> Finding {
    Finding::new(
        Code::DecisionsTwice,
        Place::file(second),
        format!("「{first}」和「{second}」都是决定文件，不知以哪个为准。"),
        "请合成一个 decisions.toml，删去另一个。",
    )
}

/// A decisions file outside the folders of the lists: nobody knows whether it was meant.
pub fn decisions_outside(file: &str) -> Finding {
    Finding::new(
        Code::DecisionsUnread,
        Place::file(file),
        format!("「{file}」不在要读的名单文件夹里，其中的决定没有读到。"),
        "用得上的请放进名单文件夹，或和名单一并写上；与这些名单无关的移走或改名。",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_tells_what_a_file_is() {
        let roles =
            ["~$名单.xlsx", ".DS_Store", "Thumbs.db", "desktop.ini", "README.md", "expected.csv"].map(role);
        assert_eq!(roles, [Role::Skipped; 6]);
        let roles = ["宜兴.md", "decisions.toml", "名单.xls", "快捷方式.lnk"].map(role);
        assert_eq!(roles, [Role::Policy, Role::Decisions, Role::List, Role::List]);
    }
}
