//! The engine: the chain of stages from named bytes to a payout. No files, no clock, no hidden state.

pub mod read;

use crate::accounts;
use crate::context::Context;
use crate::decisions;
use crate::finding::{Code, Finding, Place, Severity};
use crate::host::{Host, Serial, Stage};
use crate::identity;
use crate::impact;
use crate::intake::given::GivenList;
use crate::intake::{self, Intake};
use crate::model::achievement::{AchievementId, PaymentId, Register};
use crate::model::decision::Decisions;
use crate::model::entitlement::Entitlement;
use crate::model::payout::{InputFile, Payout, Settings, Totals};
use crate::money::Money;
use crate::names::SourceNames;
use crate::offered;
use crate::outcome;
use crate::policy::assume::Assumption;
use crate::policy::{Policy, builtin, load};
use crate::remarks;
use crate::settle;
use crate::source::SourceFile;
use crate::workbook::Limits;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Options of a run.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The award year; none for the year of the only policy that applies.
    pub year: Option<i32>,
    /// A date to print, as given.
    pub date: Option<String>,
    /// Read hidden rows and sheets like any other.
    pub include_hidden: bool,
    /// A payment file is written too; its findings are the caller's.
    pub payment_file: bool,
    /// Above so many rows amounts are values; none for the usual bound.
    pub formula_rows: Option<u32>,
    /// Bounds of reading.
    pub limits: Limits,
    /// Figures of the policy that are assumed to be others.
    pub assumptions: Vec<Assumption>,
}

/// The files of a run.
#[derive(Debug, Default)]
pub struct Inputs {
    /// Policy files to choose from.
    pub policies: Vec<SourceFile>,
    /// Lists.
    pub lists: Vec<SourceFile>,
    /// The decisions file.
    pub decisions: Option<SourceFile>,
    /// Files that the caller could not read: name and finding.
    pub unreadable: Vec<(String, Finding)>,
}

/// Computes the payout of a year.
///
/// # Errors
/// Every finding of severity error: a policy or decisions file that is not understood, no or several policies in force.
pub fn pay(inputs: &Inputs, options: &Options, host: &dyn Host) -> Result<Payout, Vec<Finding>> {
    let (policy, year) = policy_of(inputs, options, host)?;
    pay_under(policy, year, inputs, options, host)
}

/// The same, taking the lists: their bytes go once they are read, as a large run needs the room.
///
/// # Errors
/// As [`pay`].
pub fn pay_taking(inputs: &mut Inputs, options: &Options, host: &dyn Host) -> Result<Payout, Vec<Finding>> {
    let (policy, year) = policy_of(inputs, options, host)?;
    let decisions = decisions_of(inputs, host)?;
    let lists = Lists::of(inputs, &policy);
    inputs.lists = Vec::new();
    pay_lists(policy, year, lists, decisions, options, host)
}

/// The policy in force with the assumptions of the run, and the award year.
fn policy_of(inputs: &Inputs, options: &Options, host: &dyn Host) -> Result<(Policy, i32), Vec<Finding>> {
    let (policy, year) = choose_policy(inputs, options.year, host)?;
    Ok((assuming(policy, inputs, &options.assumptions)?, year))
}

/// Computes the payout of a year under one policy, whether it is in force then or not.
///
/// # Errors
/// Every finding of severity error: a decisions file that is not understood.
pub fn pay_under(
    policy: Policy,
    year: i32,
    inputs: &Inputs,
    options: &Options,
    host: &dyn Host,
) -> Result<Payout, Vec<Finding>> {
    let decisions = decisions_of(inputs, host)?;
    let lists = Lists::of(inputs, &policy);
    pay_lists(policy, year, lists, decisions, options, host)
}

fn pay_lists(
    policy: Policy,
    year: i32,
    lists: Lists,
    decisions: Decisions,
    options: &Options,
    host: &dyn Host,
) -> Result<Payout, Vec<Finding>> {
    let intake = intake::read_lists(
        &lists.sources,
        &policy,
        &decisions,
        &options.limits,
        options.include_hidden,
        Some(year),
        host,
    );
    drop(lists.sources);
    let mut files = lists.files;
    mark_unreadable(&mut files, &intake.findings);
    let settings = Settings {
        include_hidden: options.include_hidden,
        payment_file: options.payment_file,
        formula_rows: options.formula_rows,
        assumptions: options.assumptions.iter().map(ToString::to_string).collect(),
        copies: lists.copies,
    };
    let date = options.date.clone();
    let run = Run { policy: Arc::new(policy), year, date, settings, files, decisions };
    settle_run(run, intake, lists.findings, host)
}

/// Computes the payout of lists whose rows are given with their fields, as the sheets of one file.
///
/// # Errors
/// Every finding of severity error.
pub fn pay_given(
    policy: &Arc<Policy>,
    year: i32,
    file: &str,
    lists: &[GivenList],
) -> Result<Payout, Vec<Finding>> {
    let decisions = Decisions::default();
    let intake = intake::given::read_given(file, lists, policy, &decisions);
    let files = vec![InputFile { name: file.to_owned(), sha256: String::new(), readable: true }];
    let run =
        Run { policy: Arc::clone(policy), year, date: None, settings: Settings::default(), files, decisions };
    settle_run(run, intake, Vec::new(), &Serial)
}

/// What a run computes with, besides what was read.
struct Run {
    policy: Arc<Policy>,
    year: i32,
    date: Option<String>,
    settings: Settings,
    files: Vec<InputFile>,
    decisions: Decisions,
}

/// From what was read to the payout; `told` are findings that were made before reading.
fn settle_run(run: Run, intake: Intake, told: Vec<Finding>, host: &dyn Host) -> Result<Payout, Vec<Finding>> {
    let Run { policy, year, date, settings, files, decisions } = run;
    host.stage(Stage::Identity);
    let names: Vec<String> = files.iter().map(|file| file.name.clone()).collect();
    let resolved =
        identity::resolve(&intake.reading, &names, &policy, &decisions, intake.findings.len(), year);
    let refused = |finding: &&Finding| finding.severity() == Severity::Error;
    let errors: Vec<Finding> = resolved.findings.iter().filter(refused).cloned().collect();
    if !errors.is_empty() {
        return Err(errors);
    }
    let mut findings = intake.findings;
    findings.extend(resolved.findings);
    let source_names = SourceNames::new(&files, &intake.reading);
    let context = Context { policy: &policy, year, register: &resolved.register, names: &source_names };
    let mut settled = settle::settle(&context, &files, &intake.reading, host);
    host.stage(Stage::Outcome);
    let rows = outcome::rows(&context, &intake.reading, &findings, &settled);
    impact::add(&context, &intake.reading, &mut settled, &mut findings);
    findings.extend(told);
    findings.extend(refusals(settled.refused, &settled.held));
    findings.extend(settled.held.into_values());
    findings.extend(settled.findings);
    findings.extend(accounts::fill(&context, &settled.entitlements, &mut settled.payees));
    findings.extend(remarks::remarks(&context, &settled.entitlements, &settled.payees));
    offered::name_firms(&mut findings, &policy, &names, &intake.reading);
    findings.sort_by(|a, b| (&a.place, a.code, &a.message).cmp(&(&b.place, b.code, &b.message)));
    findings.dedup();
    let payout = Payout {
        trial: trial_sources(&policy),
        totals: totals(year, &resolved.register, &settled.entitlements),
        policy,
        year,
        date,
        settings,
        files,
        reading: intake.reading,
        decisions,
        enterprises: resolved.register.enterprises,
        achievements: resolved.register.achievements,
        payments: resolved.register.payments,
        tallied: resolved.register.tallied,
        exclusions: resolved.register.exclusions,
        payees: settled.payees,
        entitlements: settled.entitlements,
        rows,
        counted: settled.counted,
        findings,
    };
    crate::audit::hold_together(&payout);
    Ok(payout)
}

/// What is said of instalments that are not paid. What holds achievements, too, is told with them, and with what they would enter.
fn refusals(
    refused: BTreeMap<PaymentId, settle::Refusal>,
    held: &BTreeMap<AchievementId, Finding>,
) -> Vec<Finding> {
    let told: BTreeSet<_> = held.values().map(|finding| (&finding.place, finding.code)).collect();
    let own = refused.into_values().filter_map(|refusal| refusal.why.into_finding());
    own.filter(|finding| !told.contains(&(&finding.place, finding.code))).collect()
}

/// The policy with the assumptions of the run: only the one in force is asked for them.
///
/// # Errors
/// A finding for each assumption that cannot be placed or read.
pub fn assuming(policy: Policy, inputs: &Inputs, assumptions: &[Assumption]) -> Result<Policy, Vec<Finding>> {
    let source = inputs.policies.iter().find(|source| source.name == policy.file);
    match source.filter(|_| !assumptions.is_empty()) {
        Some(source) => load::load_assuming(source, assumptions),
        None => Ok(policy),
    }
}

/// The decisions file, understood; none where there is no file.
fn decisions_of(inputs: &Inputs, host: &dyn Host) -> Result<Decisions, Vec<Finding>> {
    let misnamed = inputs.lists.iter().filter(|source| decisions::is_one(&source.bytes));
    let misnamed: Vec<Finding> = misnamed.map(|source| decisions_misnamed(&source.name)).collect();
    if !misnamed.is_empty() {
        return Err(misnamed);
    }
    let Some(source) = &inputs.decisions else { return Ok(Decisions::default()) };
    host.opening(&source.name);
    decisions::load(source)
}

/// A list that is none: its decisions would have no effect.
fn decisions_misnamed(name: &str) -> Finding {
    Finding::new(
        Code::DecisionsUnread,
        Place::file(name),
        "这个文件写的是人工决定，但名字不是 decisions.toml，其中的决定没有读到。".to_owned(),
        "请把它改名为 decisions.toml（文件夹里只能有一个；看不到扩展名的，先在资源管理器的「查看」里勾选「文件扩展名」）；不用的移出名单文件夹。",
    )
}

fn trial_sources(policy: &Policy) -> Vec<String> {
    policy.trial_sources().into_iter().map(str::to_owned).collect()
}

/// The lists of a run in name order; a file with the bytes of an earlier one is not read twice.
struct Lists {
    sources: Vec<SourceFile>,
    files: Vec<InputFile>,
    copies: Vec<InputFile>,
    findings: Vec<Finding>,
}

impl Lists {
    /// A copy that is named as the opposite of the first is read, too: what it says against its rows is heeded.
    fn of(inputs: &Inputs, policy: &Policy) -> Self {
        let mut all: Vec<&SourceFile> = inputs.lists.iter().collect();
        all.sort_by(|a, b| a.name.cmp(&b.name));
        let mut lists =
            Self { sources: Vec::new(), files: Vec::new(), copies: Vec::new(), findings: Vec::new() };
        let mut seen: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for source in all {
            let same = seen.entry(&source.sha256).or_default();
            let objects = |name: &str| intake::objects_by_name(name, policy);
            let copied = same.iter().find(|first| objects(first) == objects(&source.name));
            if let Some(first) = copied {
                let message = format!("与「{first}」内容完全相同，只读取一份，以免重复计算。");
                lists.findings.push(Finding::new(
                    Code::FileTwice,
                    Place::file(&source.name),
                    message,
                    "请删去多余的一份。",
                ));
                lists.copies.push(InputFile {
                    name: source.name.clone(),
                    sha256: source.sha256.clone(),
                    readable: true,
                });
                continue;
            }
            same.push(&source.name);
            lists.files.push(InputFile {
                name: source.name.clone(),
                sha256: source.sha256.clone(),
                readable: true,
            });
            lists.sources.push(source.clone());
        }
        for (name, finding) in &inputs.unreadable {
            lists.files.push(InputFile { name: name.clone(), sha256: String::new(), readable: false });
            lists.findings.push(finding.clone());
        }
        lists
    }
}

/// A file that a finding names as a whole was not read.
fn mark_unreadable(files: &mut [InputFile], findings: &[Finding]) {
    for file in files {
        let whole = |finding: &&Finding| finding.place.file == file.name && finding.place.sheet.is_none();
        if findings.iter().filter(whole).any(|finding| is_unreadable(finding.code)) {
            file.readable = false;
        }
    }
}

fn is_unreadable(code: Code) -> bool {
    matches!(
        code,
        Code::FileUnreadable
            | Code::FileForeign
            | Code::FileEncrypted
            | Code::FileDamaged
            | Code::FileTooLarge
            | Code::FileTimedOut
    )
}

fn totals(year: i32, register: &Register, entitlements: &[Entitlement]) -> Totals {
    let awarded: Money = entitlements.iter().map(Entitlement::net).sum();
    let payable: Money = entitlements.iter().map(|entitlement| entitlement.due(year)).sum();
    let recovered = register
        .payments
        .iter()
        .filter_map(|payment| payment.facts.money(builtin::PAID))
        .filter(|paid| paid.is_sign_negative());
    let recoverable = recovered.filter_map(|paid| Money::exact(-paid)).sum();
    Totals { awarded, payable, later: awarded - payable, recoverable }
}

/// What is said where policies in force replace each other, or one itself, so that none is left.
fn mutual(policies: &[Policy]) -> Option<Finding> {
    let names: Vec<String> =
        policies.iter().map(|policy| format!("{}（{}）", policy.name, policy.file)).collect();
    let message = format!("适用的政策互相替代，一个也不剩：{}。", names.join("、"));
    let help = "请检查 [policy] 的 supersedes：只有新政策写它替代的旧政策的 id。";
    Some(Finding::new(Code::PolicyMany, Place::file(&policies.first()?.file), message, help))
}

/// The policy in force for the year; without a year, the only policy, where it is of one year.
///
/// # Errors
/// Every finding of severity error: a policy file that is not understood, no or several policies in force, no year.
pub fn choose_policy(
    inputs: &Inputs,
    year: Option<i32>,
    host: &dyn Host,
) -> Result<(Policy, i32), Vec<Finding>> {
    let mut policies = Vec::new();
    let mut findings = Vec::new();
    for source in &inputs.policies {
        host.opening(&source.name);
        match load::load(source) {
            Ok(policy) => policies.push(policy),
            Err(more) => findings.extend(more),
        }
    }
    if !findings.is_empty() {
        return Err(findings);
    }
    let in_force = |policy: &Policy| {
        year.is_none_or(|year| policy.years.0 <= year && policy.years.1.is_none_or(|last| year <= last))
    };
    policies.retain(in_force);
    let superseded: BTreeSet<String> = policies.iter().flat_map(|policy| policy.supersedes.clone()).collect();
    let in_a_circle = mutual(&policies);
    policies.retain(|policy| !superseded.contains(&policy.id));
    if policies.len() > 1 {
        let names: Vec<String> =
            policies.iter().map(|policy| format!("{}（{}）", policy.name, policy.file)).collect();
        let message = format!("适用的政策不止一个：{}。", names.join("、"));
        let choose = if year.is_none() { "请用 --year 指定年度，或用" } else { "请用" };
        let help = format!("{choose} --rules 指定政策文件；新政策替代旧政策的，请在新文件里写 supersedes。");
        return Err(vec![Finding::new(Code::PolicyMany, Place::file(&policies[0].file), message, help)]);
    }
    if let (true, Some(finding)) = (policies.is_empty(), in_a_circle) {
        return Err(vec![finding]);
    }
    let Some(policy) = policies.pop() else {
        let what = year
            .map_or_else(|| "没有政策文件。".to_owned(), |year| format!("没有适用于{year}年度的政策文件。"));
        let place = inputs.policies.first().map(|source| Place::file(&source.name)).unwrap_or_default();
        return Err(vec![Finding::new(
            Code::PolicyNone,
            place,
            what,
            "请用 --rules 指定政策文件，或检查政策文件里 [policy] 的 years（适用年度）。",
        )]);
    };
    let year = year_of(&policy, year)?;
    Ok((policy, year))
}

/// The award year: the one asked for, or the policy's only one.
///
/// # Errors
/// A finding of severity error: the policy applies to several.
pub fn year_of(policy: &Policy, asked: Option<i32>) -> Result<i32, Vec<Finding>> {
    match (asked, policy.years) {
        (Some(year), _) => Ok(year),
        (None, (first, Some(last))) if first == last => Ok(first),
        (None, _) => {
            let message = format!("政策「{}」适用不止一年，没有指定奖励年度。", policy.name);
            Err(vec![Finding::new(
                Code::AwardYearMissing,
                Place::file(&policy.file),
                message,
                "请加 --year，如 --year 2008。",
            )])
        }
    }
}
