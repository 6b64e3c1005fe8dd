//! The run record: what a payout workbook says of the run that wrote it, enough to find its files and to run it again.

use crate::money::Money;
use std::collections::BTreeMap;

/// The form of the record; another one is not understood.
pub const FORM: &str = "duixian.workbook/1";
/// The sheet that is a history list for the years after.
pub const LEDGER: &str = "结转台账";
/// The sheet that holds the record.
pub const SHEET: &str = "运行记录";
/// Its columns.
pub const HEADINGS: [&str; 4] = ["项目", "内容", "SHA-256", "说明"];

/// What a file was to the run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FileRole {
    /// The policy applied.
    Policy,
    /// The decisions file.
    Decisions,
    /// A list.
    List,
    /// A list with the bytes of another, left out.
    Copy,
    /// A list that could not be opened: its note holds the finding.
    Unread,
}

impl FileRole {
    /// All of them, in the order of the record.
    pub const ALL: [Self; 5] = [Self::Policy, Self::Decisions, Self::List, Self::Copy, Self::Unread];

    /// The word in a manifest.
    pub fn key(self) -> &'static str {
        match self {
            Self::Policy => "policy",
            Self::Decisions => "decisions",
            Self::List => "list",
            Self::Copy => "copy",
            Self::Unread => "unread",
        }
    }

    /// The word in the first column.
    pub fn label(self) -> &'static str {
        match self {
            Self::Policy => "政策文件",
            Self::Decisions => "决定文件",
            Self::List => "名单",
            Self::Copy => "名单副本",
            Self::Unread => "未读名单",
        }
    }
}

/// A file of the run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordedFile {
    /// What it was.
    pub role: FileRole,
    /// Its name.
    pub name: String,
    /// Its SHA-256; empty where it could not be opened.
    pub sha256: String,
    /// For a list, what it holds; for an unread one, code, message and help of its finding, a line each.
    pub note: String,
}

/// The record.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RunRecord {
    /// The program's version.
    pub version: String,
    /// Whether nothing may be paid by it: 试算稿.
    pub draft: bool,
    /// The award year.
    pub year: i32,
    /// The date printed.
    pub date: Option<String>,
    /// Hidden rows and sheets were read like any other.
    pub include_hidden: bool,
    /// A payment file was written with it.
    pub payment_file: bool,
    /// The most rows with formulas, where it was given.
    pub formula_rows: Option<u32>,
    /// Assumptions made, each as it was given.
    pub assumptions: Vec<String>,
    /// What the payout paid and left to later years, in all; none in the record of an earlier version.
    pub totals: Option<[Money; 2]>,
    /// The files.
    pub files: Vec<RecordedFile>,
}

const VERSION: &str = "程序版本";
const STATE: &str = "稿别";
const DRAFT: &str = "试算稿";
const YEAR: &str = "奖励年度";
const DATE: &str = "表上日期";
const HIDDEN: &str = "隐藏内容";
const PAYMENT: &str = "付款文件";
const FORMULAS: &str = "公式上限";
const ASSUMPTION: &str = "假设";
const TOTALS: [&str; 2] = ["实兑合计", "以后年度合计"];

/// Why a record is not understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// It is of another form: the form it names.
    OtherForm(String),
    /// A line is missing or wrong.
    Broken(&'static str),
}

impl RunRecord {
    /// Its lines: item, content, SHA-256, note.
    pub fn lines(&self) -> Vec<[String; 4]> {
        let line =
            |item: &str, content: &str| [item.to_owned(), content.to_owned(), String::new(), String::new()];
        let either = |yes: bool, words: [&'static str; 2]| if yes { words[0] } else { words[1] };
        let mut lines = vec![
            line("格式", FORM),
            line(VERSION, &self.version),
            line(STATE, either(self.draft, [DRAFT, "正式数据"])),
            line(YEAR, &self.year.to_string()),
            line(DATE, self.date.as_deref().unwrap_or("不印")),
            line(HIDDEN, either(self.include_hidden, ["计入", "不计入"])),
            line(PAYMENT, either(self.payment_file, ["另出", "不出"])),
        ];
        lines.extend(self.formula_rows.map(|rows| line(FORMULAS, &format!("{rows}行"))));
        lines.extend(
            TOTALS
                .iter()
                .zip(self.totals.into_iter().flatten())
                .map(|(item, sum)| line(item, &format!("{sum}元"))),
        );
        lines.extend(self.assumptions.iter().map(|text| line(ASSUMPTION, text)));
        lines.extend(self.files.iter().map(|file| {
            [file.role.label().to_owned(), file.name.clone(), file.sha256.clone(), file.note.clone()]
        }));
        lines
    }

    /// Understands the lines of a sheet; what stands above the form is passed over.
    ///
    /// # Errors
    /// See [`Fault`].
    pub fn parse(lines: &[[String; 4]]) -> Result<Self, Fault> {
        let start = lines.iter().position(|line| line[0] == "格式").ok_or(Fault::Broken("格式"))?;
        let (form, rest) = lines.get(start..).and_then(<[_]>::split_first).ok_or(Fault::Broken("格式"))?;
        if form[1] != FORM {
            return Err(Fault::OtherForm(form[1].clone()));
        }
        let single: BTreeMap<&str, &str> =
            rest.iter().rev().map(|line| (line[0].as_str(), line[1].as_str())).collect();
        let get = |item: &'static str| single.get(item).copied().ok_or(Fault::Broken(item));
        let date = get(DATE)?;
        Ok(Self {
            version: get(VERSION)?.to_owned(),
            draft: get(STATE)? == DRAFT,
            year: get(YEAR)?.parse().map_err(|_| Fault::Broken(YEAR))?,
            date: (date != "不印").then(|| date.to_owned()),
            include_hidden: get(HIDDEN)? == "计入",
            payment_file: get(PAYMENT)? == "另出",
            formula_rows: match single.get(FORMULAS) {
                Some(rows) => Some(rows.trim_end_matches('行').parse().map_err(|_| Fault::Broken(FORMULAS))?),
                None => None,
            },
            assumptions: rest.iter().filter(|l| l[0] == ASSUMPTION).map(|l| l[1].clone()).collect(),
            totals: match TOTALS.map(|item| single.get(item)) {
                [Some(paid), Some(later)] => {
                    let money = |item, text: &str| {
                        let yuan = text.trim_end_matches('元').parse().ok().and_then(Money::exact);
                        yuan.ok_or(Fault::Broken(item))
                    };
                    Some([money(TOTALS[0], paid)?, money(TOTALS[1], later)?])
                }
                _ => None,
            },
            files: rest.iter().filter_map(recorded).collect(),
        })
    }

    /// The files of a role.
    pub fn of(&self, role: FileRole) -> impl Iterator<Item = &RecordedFile> {
        self.files.iter().filter(move |file| file.role == role)
    }
}

fn recorded([item, name, sha256, note]: &[String; 4]) -> Option<RecordedFile> {
    let role = FileRole::ALL.into_iter().find(|role| role.label() == item)?;
    Some(RecordedFile { role, name: name.clone(), sha256: sha256.to_ascii_lowercase(), note: note.clone() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record() -> RunRecord {
        let file = |role, name: &str, note: &str| RecordedFile {
            role,
            name: name.to_owned(),
            sha256: "ab".repeat(32),
            note: note.to_owned(),
        };
        RunRecord {
            version: "0.1.0".to_owned(),
            draft: true,
            year: 2008,
            date: Some("2008-12-30".to_owned()),
            include_hidden: true,
            payment_file: false,
            formula_rows: Some(500),
            assumptions: vec!["gold.amount=60万元".to_owned()],
            totals: Some([Money::from_fen(123_400), Money::ZERO]),
            files: vec![
                file(FileRole::Policy, "rules/甲.md", ""),
                file(FileRole::List, "inputs/乙.xlsx", "成果名单"),
                file(FileRole::Unread, "inputs/丙.xls", "F0101\n无法读取\n请检查"),
            ],
        }
    }

    #[test]
    fn what_is_written_is_read_back() {
        let mut lines = vec![["2008年度运行记录".to_owned(), String::new(), String::new(), String::new()]];
        lines.extend(record().lines());
        assert_eq!(RunRecord::parse(&lines), Ok(record()));
    }

    #[test]
    fn another_form_and_a_missing_line_are_told() {
        let mut lines = record().lines();
        lines[0][1] = "duixian.workbook/9".to_owned();
        assert_eq!(RunRecord::parse(&lines), Err(Fault::OtherForm("duixian.workbook/9".to_owned())));
        let without: Vec<_> = record().lines().into_iter().filter(|line| line[0] != YEAR).collect();
        assert_eq!(RunRecord::parse(&without), Err(Fault::Broken(YEAR)));
        assert_eq!(RunRecord::parse(&[]), Err(Fault::Broken("格式")));
    }
}
