//! The rows that reports print, prepared once from the payout: plain texts and amounts, in the order of the sheets.

mod aside;
pub mod carried;
mod goals;
pub mod kept;
mod manifest;
mod texts;

use super::words;
use crate::model::entitlement::{Entitlement, PayeeId};
use crate::model::operation::{Expr, Form, Operation};
use crate::model::payout::{Fate, Payout};
use crate::model::record::{Facts, Value};
use crate::money::Money;
use crate::policy::{
    Budget, Cap, CategoryId, ClauseId, Shortfall, Step, StepId, StepKind, TariffId, TariffKind,
};
pub use aside::AsideRow;
use aside::set_aside;
pub use goals::{GoalRow, PriorityRow};
pub use manifest::ManifestRow;
use manifest::manifest;
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};
pub use texts::Texts;

/// Everything the sheets print.
pub struct View<'a> {
    /// The payout behind it.
    pub payout: &'a Payout,
    /// The folder that all files stand in, with its `/`; empty for none.
    pub folder: String,
    /// Funders of this year, the policy's own first, then by name.
    pub funders: Vec<String>,
    /// Steps that reduce an entitlement's net, in policy order, with their headings.
    pub steps: Vec<(StepId, String)>,
    /// Limits after instalments, in policy order, with their headings.
    pub late: Vec<(StepId, String)>,
    /// One row for each entitlement, in its order.
    pub details: Vec<Detail>,
    /// One row for each payee of an entitlement.
    pub payees: Vec<PayeeRow>,
    /// Sums by category, in policy order; those without a category last.
    pub categories: Vec<SumRow>,
    /// Sums by town, in order of name; those without a town last.
    pub towns: Vec<SumRow>,
    /// Sums by the department that sent the list, in order of name; lists of unknown departments last.
    pub departments: Vec<SumRow>,
    /// Rejected and zero rows, then held rows, in source order.
    pub set_aside: Vec<AsideRow>,
    /// One row for each goal of the policy.
    pub goals: Vec<GoalRow>,
    /// The products of the policy's priority lists.
    pub priority: Vec<PriorityRow>,
    /// One row a sheet, and one a file without sheets.
    pub manifest: Vec<ManifestRow>,
}

/// The figures of a row of 兑现明细表; [`View::texts`] has its words.
pub struct Detail {
    /// 收款单位, as an index.
    pub payee: PayeeId,
    /// Index into [`View::categories`].
    pub category_row: usize,
    /// Index into [`View::towns`].
    pub town_row: usize,
    /// The clause.
    pub clause: ClauseId,
    /// The tariff.
    pub tariff: Standard,
    /// Units.
    pub quantity: i64,
    /// 应奖.
    pub gross: Money,
    /// One amount for each of [`View::steps`].
    pub steps: Vec<Money>,
    /// 净额.
    pub net: Money,
    /// 实兑.
    pub due: Money,
    /// Due in later years, or waiting for a fact.
    pub later: Money,
    /// One amount for each of [`View::funders`].
    pub funders: Vec<Money>,
    /// Index into [`View::departments`].
    pub department_row: usize,
}

/// What the 标准 column shows.
#[derive(Clone, Debug, PartialEq)]
pub enum Standard {
    /// One amount of the policy.
    Tariff(TariffId, Decimal),
    /// Anything else, in words.
    Words(String),
}

/// A row of 兑现汇总表.
pub struct PayeeRow {
    /// Which.
    pub payee: PayeeId,
    /// How many entitlements.
    pub count: usize,
    /// 净额.
    pub net: Money,
    /// 实兑.
    pub due: Money,
    /// Later years.
    pub later: Money,
    /// By funder.
    pub funders: Vec<Money>,
}

/// A row of 分类汇总 or 分镇汇总.
#[derive(Clone, Default)]
pub struct SumRow {
    /// Its name.
    pub name: String,
    /// How many entitlements.
    pub count: usize,
    /// Units.
    pub quantity: i64,
    /// 应奖.
    pub gross: Money,
    /// 净额.
    pub net: Money,
    /// 实兑.
    pub due: Money,
    /// Later years.
    pub later: Money,
    /// By funder.
    pub funders: Vec<Money>,
}

impl<'a> View<'a> {
    /// Prepares every row.
    pub fn new(payout: &'a Payout) -> Self {
        let funders = funders(payout);
        let (steps, late) = (step_columns(payout), late_steps(payout));
        let mut view = Self {
            payout,
            folder: folder(payout),
            details: Vec::with_capacity(payout.entitlements.len()),
            payees: Vec::new(),
            categories: categories(payout, funders.len()),
            towns: towns(payout, funders.len()),
            departments: departments(payout, funders.len()),
            set_aside: set_aside(payout),
            goals: goals::goals(payout),
            priority: goals::priority(payout),
            manifest: manifest(payout),
            funders,
            steps,
            late,
        };
        for entitlement in &payout.entitlements {
            view.add(entitlement);
        }
        view.sum_payees();
        view
    }

    fn add(&mut self, entitlement: &Entitlement) {
        let detail = self.detail(entitlement);
        add_to(&mut self.categories[detail.category_row], &detail);
        add_to(&mut self.towns[detail.town_row], &detail);
        add_to(&mut self.departments[detail.department_row], &detail);
        self.details.push(detail);
    }

    /// The payees of the details, in the payout's order, each with its sums.
    fn sum_payees(&mut self) {
        let mut rows: BTreeMap<PayeeId, PayeeRow> = BTreeMap::new();
        for detail in &self.details {
            let row = rows.entry(detail.payee).or_insert_with(|| PayeeRow {
                payee: detail.payee,
                count: 0,
                net: Money::ZERO,
                due: Money::ZERO,
                later: Money::ZERO,
                funders: vec![Money::ZERO; self.funders.len()],
            });
            row.count += 1;
            row.net += detail.net;
            row.due += detail.due;
            row.later += detail.later;
            add_each(&mut row.funders, &detail.funders);
        }
        self.payees = rows.into_values().collect();
    }

    fn detail(&self, e: &Entitlement) -> Detail {
        let payout = self.payout;
        let payee = payout.payees.get(e.payee.index());
        let due = e.due(payout.year);
        let allocated: Money = e.allocations.iter().map(|a| a.amount).sum();
        Detail {
            payee: e.payee,
            category_row: category_row(payout, e.category),
            town_row: town_row(&self.towns, payee.and_then(|p| p.town.as_deref())),
            clause: e.clause,
            tariff: standard(payout, e),
            quantity: e.quantity,
            gross: e.gross(),
            steps: self.steps.iter().map(|(id, _)| reduction(e, *id)).collect(),
            net: e.net(),
            due,
            later: allocated - due,
            department_row: department_row(payout, &self.departments, e),
            funders: self.funders.iter().map(|f| paid_by(payout, e, f)).collect(),
        }
    }

    /// Rows of one fate among those set aside.
    pub fn aside(&self, wanted: impl Fn(Fate) -> bool) -> impl Iterator<Item = &AsideRow> {
        self.set_aside.iter().filter(move |row| wanted(row.fate))
    }

    /// Rows by fate over all lists, in the order of [`Fate::ALL`].
    pub fn fates(&self) -> [usize; 6] {
        self.manifest.iter().fold([0; 6], |mut sum, row| {
            sum.iter_mut().zip(row.fates).for_each(|(total, count)| *total += count);
            sum
        })
    }

    /// Rows read over all lists.
    pub fn read(&self) -> usize {
        self.manifest.iter().map(|row| row.read).sum()
    }

    /// Sum of one column of the details.
    pub fn sum(&self, column: impl Fn(&Detail) -> Money) -> Money {
        self.details.iter().map(column).sum()
    }
}

/// Adds a detail to a sum.
fn add_to(row: &mut SumRow, detail: &Detail) {
    row.count += 1;
    row.quantity += detail.quantity;
    row.gross += detail.gross;
    row.net += detail.net;
    row.due += detail.due;
    row.later += detail.later;
    add_each(&mut row.funders, &detail.funders);
}

fn add_each(sums: &mut [Money], amounts: &[Money]) {
    sums.iter_mut().zip(amounts).for_each(|(sum, amount)| *sum += *amount);
}

/// The longest folder that the names of all files begin with.
fn folder(payout: &Payout) -> String {
    let mut names = payout.files.iter().map(|file| file.name.as_str());
    let above = |name: &str| name.rsplit_once('/').map_or(0, |(folder, _)| folder.len() + 1);
    let Some(first) = names.next() else { return String::new() };
    let mut shared = first.get(..above(first)).unwrap_or_default();
    for name in names {
        while !name.starts_with(shared) {
            let parent = shared.trim_end_matches('/');
            shared = shared.get(..above(parent)).unwrap_or_default();
        }
    }
    shared.to_owned()
}

/// This year's funders: the policy's own first, the others by name.
fn funders(payout: &Payout) -> Vec<String> {
    let allocations = payout.entitlements.iter().flat_map(|e| &e.allocations);
    let others: BTreeSet<&str> = allocations
        .filter(|a| a.due_year == Some(payout.year) && a.funder != payout.policy.funder)
        .map(|a| a.funder.as_str())
        .collect();
    std::iter::once(payout.policy.funder.as_str()).chain(others).map(str::to_owned).collect()
}

/// The steps that take something off an entitlement's net. A limit after instalments works on what is due, and takes off
/// the net what lapses.
fn step_columns(payout: &Payout) -> Vec<(StepId, String)> {
    headed(payout, |kind| match kind {
        StepKind::HighestOnly(_) | StepKind::UpgradeDifference(_) | StepKind::CountLimit(_) => true,
        StepKind::Cap(Cap { shortfall, .. }) | StepKind::Budget(Budget { shortfall, .. }) => {
            *shortfall != Some(Shortfall::Carried)
        }
        StepKind::DepartmentShare(_) | StepKind::Instalments(_) | StepKind::Sharing(_) => false,
    })
}

/// The limits after instalments.
fn late_steps(payout: &Payout) -> Vec<(StepId, String)> {
    headed(payout, |kind| match kind {
        StepKind::Cap(Cap { shortfall, .. }) | StepKind::Budget(Budget { shortfall, .. }) => {
            shortfall.is_some()
        }
        _ => false,
    })
}

/// Steps with their headings.
fn headed(payout: &Payout, wanted: impl Fn(&StepKind) -> bool) -> Vec<(StepId, String)> {
    let steps = (0..).map(StepId).zip(&payout.policy.steps).filter(|(_, step)| wanted(&step.kind));
    let heading =
        |step: &Step| format!("{}\n（{}）", words::step(&step.kind), payout.policy.clause(step.clause).id);
    steps.map(|(id, step)| (id, heading(step))).collect()
}

fn reduction(e: &Entitlement, step: StepId) -> Money {
    e.entries.iter().skip(1).filter(|entry| entry.step == Some(step)).map(|entry| entry.amount).sum()
}

fn paid_by(payout: &Payout, e: &Entitlement, funder: &str) -> Money {
    let now = e.allocations.iter().filter(|a| a.due_year == Some(payout.year) && a.funder == funder);
    now.map(|a| a.amount).sum()
}

fn categories(payout: &Payout, funders: usize) -> Vec<SumRow> {
    let names = payout.policy.categories.iter().map(|c| c.name.clone());
    names.chain(["（其他）".to_owned()]).map(|name| empty_sum(name, funders)).collect()
}

fn category_row(payout: &Payout, category: Option<CategoryId>) -> usize {
    category.map_or(payout.policy.categories.len(), CategoryId::index)
}

fn towns(payout: &Payout, funders: usize) -> Vec<SumRow> {
    let mut names: Vec<&str> = payout.payees.iter().filter_map(|p| p.town.as_deref()).collect();
    names.sort_unstable();
    names.dedup();
    names.into_iter().chain([NO_TOWN]).map(|name| empty_sum(name.to_owned(), funders)).collect()
}

/// The line of payees without a town: departments, and enterprises whose town is not known.
const NO_TOWN: &str = "（部门及未登记所属镇）";

fn town_row(towns: &[SumRow], town: Option<&str>) -> usize {
    let last = towns.len() - 1;
    town.and_then(|name| towns[..last].iter().position(|row| row.name == name)).unwrap_or(last)
}

fn departments(payout: &Payout, funders: usize) -> Vec<SumRow> {
    let mut names: Vec<&str> = payout.reading.sheets.iter().filter_map(|s| s.department.as_deref()).collect();
    names.sort_unstable();
    names.dedup();
    names.into_iter().chain([NO_DEPARTMENT]).map(|name| empty_sum(name.to_owned(), funders)).collect()
}

/// The line of lists whose department is not known.
const NO_DEPARTMENT: &str = "（名单未写报送部门）";

/// The department behind an entitlement's first source row.
fn department_row(payout: &Payout, departments: &[SumRow], e: &Entitlement) -> usize {
    let last = departments.len() - 1;
    let name = e.sources.first().and_then(|at| {
        let sheet = payout.reading.sheets.iter().find(|s| (s.file, s.sheet) == (at.file, at.sheet));
        sheet?.department.as_deref()
    });
    name.and_then(|name| departments[..last].iter().position(|row| row.name == name)).unwrap_or(last)
}

fn empty_sum(name: String, funders: usize) -> SumRow {
    SumRow { name, funders: vec![Money::ZERO; funders], ..SumRow::default() }
}

/// A fact as text; empty where it is missing.
pub fn shown(facts: &Facts, field: crate::policy::FieldId) -> String {
    facts.get(field).map_or_else(String::new, |fact| value(&fact.value))
}

fn value(value: &Value) -> String {
    match value {
        Value::Text(text) => text.to_string(),
        Value::Whole(whole) => whole.to_string(),
        Value::Number(number) | Value::Money(number) => words::figure(*number),
        Value::Date(date) => date.to_string(),
        Value::Bool(yes) => if *yes { "是" } else { "否" }.to_owned(),
    }
}

/// The one amount of the policy behind an award, or the computation in words.
fn standard(payout: &Payout, e: &Entitlement) -> Standard {
    let Some(entry) = e.entries.first() else { return Standard::Words(String::new()) };
    let in_words = || Standard::Words(words::operation(&payout.policy, &entry.operation));
    if let Operation::Running { form: Form::Rate { .. }, .. } = entry.operation {
        return Standard::Words(words::rate_of(&entry.operation));
    }
    let Operation::Award { figure, .. } = &entry.operation else { return in_words() };
    match only_tariff(figure).filter(|(id, _)| payout.policy.tariff(*id).kind == TariffKind::Money) {
        Some((id, value)) => Standard::Tariff(id, value),
        None => in_words(),
    }
}

/// The tariff of `tariff` or `tariff × counts`.
pub fn only_tariff(figure: &Expr) -> Option<(TariffId, Decimal)> {
    match figure {
        Expr::Tariff(id, value) => Some((*id, *value)),
        Expr::Product(factors) => {
            let mut tariffs = factors.iter().filter_map(only_tariff);
            let plain = |f: &Expr| matches!(f, Expr::Tariff(..) | Expr::Cell(..) | Expr::Counted(_));
            let first = tariffs.next().filter(|_| factors.iter().all(plain))?;
            tariffs.next().is_none().then_some(first)
        }
        _ => None,
    }
}

/// Text from lists as reports print it: identity numbers masked.
pub fn masked(text: &str) -> String {
    crate::text::code::mask_identity(text).into_owned()
}
