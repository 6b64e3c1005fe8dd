//! The request: what the page asks, and which of its files are what.

use super::LARGEST;
use crate::engine::{Inputs, Options as EngineOptions};
use crate::finding::{Code, Finding, Place};
use crate::host::{Host, Stage};
use crate::job::gather::{self, Cause, Mark, Role};
use crate::policy::assume::Assumption;
use crate::source::SourceFile;
use crate::workbook::Limits;
use serde::Deserialize;
use std::collections::BTreeSet;

/// What the page asks. Unknown keys are refused.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Request {
    /// What to do.
    pub command: Command,
    /// How.
    #[serde(default)]
    pub options: Options,
    /// With which files, in the order of their bytes.
    #[serde(default)]
    pub files: Vec<Named>,
}

/// The commands.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub enum Command {
    /// As `duixian pay`.
    Pay,
    /// As `duixian read`.
    Read,
    /// As `duixian check`.
    Check,
    /// As `duixian template`.
    Template,
    /// As `duixian verify`.
    Verify,
    /// As `duixian explain`.
    Explain,
}

/// The options of all commands together, as those of the command line.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Options {
    /// The award year.
    pub year: Option<i32>,
    /// The date to print, as `2009-04-01`.
    pub date: Option<String>,
    /// Hidden rows and sheets count like others.
    pub include_hidden: bool,
    /// The payment file too.
    pub payment_file: bool,
    /// A final version.
    #[serde(rename = "final")]
    pub is_final: bool,
    /// With a final version: what is held is left for later.
    pub leave_held: bool,
    /// Figures that are assumed to be others: `名称=值`.
    pub assume: Vec<String>,
    /// Above so many rows amounts are values instead of formulas.
    pub formula_rows: Option<u32>,
    /// What `explain` is asked for.
    pub asked: Option<String>,
    /// `explain` as a page too.
    pub html: bool,
}

/// A file of the request.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Named {
    /// Its path, `/` between folders.
    pub name: String,
    /// What it is.
    #[serde(default)]
    pub kind: Kind,
    /// Why it is not to be opened.
    pub mark: Option<Unread>,
    /// How many bytes a file has that is too large.
    #[serde(default)]
    pub size: u64,
}

/// What a file is.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// What its name says.
    #[default]
    Auto,
    /// A policy.
    Policy,
    /// A list.
    List,
    /// Decisions.
    Decisions,
    /// A payout workbook to verify.
    Workbook,
    /// The seal beside it.
    Seal,
}

/// Why a file is not to be opened.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub enum Unread {
    /// An earlier call died of memory.
    Memory,
    /// An earlier call took too long.
    Time,
    /// An earlier call was aborted.
    Crash,
    /// It is too large to be read.
    Large,
    /// The browser could not read it.
    Unreadable,
}

impl Request {
    /// The request of a JSON text that comes with these files.
    ///
    /// # Errors
    /// A sentence: the request is no such request.
    pub fn read(text: &str, files: &[Vec<u8>]) -> Result<Self, String> {
        let request: Self = serde_json::from_str(text).map_err(|error| format!("请求写得不对：{error}"))?;
        if request.files.len() != files.len() {
            return Err(format!("请求列出 {} 个文件，实有 {} 个。", request.files.len(), files.len()));
        }
        request.assumptions()?;
        if request.options.year.is_some_and(|year| !(1949..=9999).contains(&year)) {
            return Err("年度应是四位数字，如 2008。".to_owned());
        }
        let date = request.options.date.as_ref();
        if date.is_some_and(|date| date.parse::<jiff::civil::Date>().is_err()) {
            return Err("日期应写成 2008-12-30 的样子，并且真有这一天。".to_owned());
        }
        Ok(request)
    }

    fn assumptions(&self) -> Result<Vec<Assumption>, String> {
        self.options.assume.iter().map(|text| text.parse()).collect()
    }

    /// The options of the engine.
    pub fn engine_options(&self) -> EngineOptions {
        let asked = &self.options;
        EngineOptions {
            year: asked.year,
            date: asked.date.clone(),
            include_hidden: asked.include_hidden,
            payment_file: asked.payment_file,
            formula_rows: asked.formula_rows,
            limits: limits(),
            assumptions: self.assumptions().unwrap_or_default(),
        }
    }
}

/// The limits of reading.
pub fn limits() -> Limits {
    Limits::default()
}

/// The files of a request by what they are.
#[derive(Debug, Default)]
pub struct Files {
    /// Policies.
    pub policies: Vec<SourceFile>,
    /// Lists.
    pub lists: Vec<SourceFile>,
    /// Decisions; more than one are refused.
    pub decisions: Vec<SourceFile>,
    /// The workbook to verify.
    pub workbook: Option<SourceFile>,
    /// The seal beside it.
    pub seal: Option<SourceFile>,
    /// Lists that are not opened, each with why.
    pub unreadable: Vec<(String, Finding)>,
    /// Files without which nothing can be done, and that are not opened.
    pub missing: Vec<Finding>,
    /// Files that are none of the run.
    pub ignored: Vec<String>,
}

impl Files {
    /// Sorts the files of a request.
    pub fn new(request: &Request, bytes: Vec<Vec<u8>>, host: &dyn Host) -> Self {
        let mut files = Self::default();
        let mut used = BTreeSet::new();
        for (named, bytes) in request.files.iter().zip(bytes) {
            let name = apart(&named.name, &mut used);
            host.opening(&name);
            files.add(named, name, bytes);
        }
        host.stage(Stage::Preparing);
        files
    }

    fn add(&mut self, named: &Named, name: String, bytes: Vec<u8>) {
        let kind = match named.kind {
            Kind::Auto => match gather::role(name.rsplit('/').next().unwrap_or_default()) {
                Role::Skipped => return self.ignored.push(name),
                Role::Policy => Kind::Policy,
                Role::List => Kind::List,
                Role::Decisions => Kind::Decisions,
            },
            kind => kind,
        };
        if let Some(finding) = set_aside(named, &name) {
            return self.set_aside(kind, name, finding);
        }
        let source = SourceFile::new(name, bytes);
        match kind {
            Kind::Policy => self.policies.push(source),
            Kind::Decisions => self.decisions.push(source),
            Kind::Workbook => self.workbook = Some(source),
            Kind::Seal => self.seal = Some(source),
            Kind::List | Kind::Auto => self.lists.push(source),
        }
    }

    fn set_aside(&mut self, kind: Kind, name: String, finding: Finding) {
        let code = match kind {
            Kind::List | Kind::Auto => return self.unreadable.push((name, finding)),
            Kind::Policy => Code::PolicyUnreadable,
            Kind::Decisions => Code::DecisionsUnreadable,
            Kind::Workbook | Kind::Seal => Code::VerifyUnreadable,
        };
        self.missing.push(Finding { code, ..finding });
    }

    /// The inputs of the engine.
    ///
    /// # Errors
    /// Findings of severity error: no policy, no list, two decisions files, or one that could not be read.
    pub fn inputs(&self) -> Result<Inputs, Vec<Finding>> {
        let mut errors = self.missing.clone();
        if self.policies.is_empty() && errors.is_empty() {
            errors.push(no_policy());
        }
        if let [first, second, ..] = self.decisions.as_slice() {
            errors.push(gather::decisions_twice(&first.name, &second.name));
        }
        if self.lists.is_empty()
            && self.unreadable.is_empty()
            && self.decisions.is_empty()
            && errors.is_empty()
        {
            let help = "请放入各部门报来的名单（.xlsx、.xls、.et、.ods、.csv 等）。";
            errors.push(Finding::new(Code::ListsMissing, Place::default(), "没有名单文件。", help));
        }
        if !errors.is_empty() {
            return Err(errors);
        }
        Ok(Inputs {
            policies: self.policies.clone(),
            lists: self.lists.clone(),
            decisions: self.decisions.first().cloned(),
            unreadable: self.unreadable.clone(),
        })
    }

    /// That there is a policy.
    ///
    /// # Errors
    /// Findings of severity error: there is none, or it could not be read.
    pub fn with_policy(&self) -> Result<(), Vec<Finding>> {
        match (self.policies.is_empty(), self.missing.is_empty()) {
            (_, false) => Err(self.missing.clone()),
            (true, true) => Err(vec![no_policy()]),
            (false, true) => Ok(()),
        }
    }
}

fn no_policy() -> Finding {
    let help = "请选一份自带的政策文件，或放入自己的政策文件（*.md）。";
    Finding::new(Code::PolicyMissing, Place::default(), "没有政策文件。", help)
}

/// A name of its own for every file: two that were dropped from different folders may share theirs.
fn apart(wanted: &str, used: &mut BTreeSet<String>) -> String {
    let names = (2..).map(|number| format!("{wanted}#{number}"));
    let free = std::iter::once(wanted.to_owned()).chain(names).find(|name| !used.contains(name));
    let name = free.unwrap_or_default();
    used.insert(name.clone());
    name
}

/// Why a file is not opened, in a page's words.
fn set_aside(named: &Named, name: &str) -> Option<Finding> {
    let marked = |cause| gather::marked(&Mark { file: name.to_owned(), cause });
    let (finding, help) = match named.mark? {
        Unread::Memory => {
            (marked(Cause::Memory), "确是正常名单时，请改用 duixian 程序；否则请在表格软件中另存一份再试。")
        }
        Unread::Time => (marked(Cause::Time), "请在表格软件中打开并另存一份再试，或改用 duixian 程序。"),
        Unread::Crash => (marked(Cause::Crash), "请在表格软件中打开并另存一份再试。"),
        Unread::Large => (
            gather::too_large(name, named.size, LARGEST),
            "请删去无关内容，或拆成几个文件，或改用 duixian 程序。",
        ),
        Unread::Unreadable => {
            let message = "无法读取文件：浏览器打不开它。";
            let help = "请检查文件是否还在、是否正被其他程序占用；文件夹里的快捷方式请换成文件本身。";
            return Some(Finding::new(Code::FileUnreadable, Place::file(name), message, help));
        }
    };
    Some(Finding { help: help.to_owned(), ..finding })
}
