//! What a row of 兑现明细表 says in words: made where it is printed, as a large payout has many rows.

use super::{View, shown};
use crate::model::entitlement::{Cause, Entitlement};
use crate::model::payout::Payout;
use crate::model::record::Facts;
use crate::money::Money;
use crate::policy::builtin;
use crate::report::words;
use std::collections::BTreeMap;

/// The words of a row.
#[derive(Default)]
pub struct Texts {
    /// Category name, or what stands for it.
    pub category: String,
    /// Title of the achievement.
    pub title: String,
    /// Its product, where it has a name of its own.
    pub product: String,
    /// Certificate number as printed.
    pub certificate: String,
    /// Recognition date.
    pub recognised: String,
    /// Clause id.
    pub clause: String,
    /// Source rows.
    pub sources: Vec<String>,
    /// How it came about.
    pub remark: String,
}

impl View<'_> {
    /// Category and name of what a row is for, as it is published.
    pub fn published(&self, index: usize) -> (String, String) {
        let payout = self.payout;
        let Some(e) = payout.entitlements.get(index) else { return Default::default() };
        let achievement = e.achievement.and_then(|id| payout.achievements.get(id.index()));
        let name = match achievement {
            Some(a) => a.facts.text(builtin::PRODUCT).unwrap_or(&a.title).to_owned(),
            None => instalment_title(payout, e),
        };
        (category_name(payout, e), name)
    }

    /// The words of a row of [`View::details`], by its index.
    pub fn texts(&self, index: usize) -> Texts {
        let payout = self.payout;
        let Some(e) = payout.entitlements.get(index) else { return Texts::default() };
        let achievement = e.achievement.and_then(|id| payout.achievements.get(id.index()));
        let facts = achievement.map(|a| &a.facts);
        let stated = facts.or_else(|| ledger_facts(payout, e));
        Texts {
            category: category_name(payout, e),
            title: achievement.map(|a| a.title.clone()).unwrap_or_else(|| instalment_title(payout, e)),
            product: product(facts, achievement.map_or("", |a| a.title.as_str())),
            certificate: stated.map_or_else(String::new, |f| shown(f, builtin::CERTIFICATE)),
            recognised: stated.map_or_else(String::new, |f| shown(f, builtin::RECOGNISED)),
            clause: payout.policy.clause(e.clause).id.clone(),
            sources: e.sources.iter().map(|at| words::row(payout, *at)).collect(),
            remark: remark(payout, e),
        }
    }
}

fn category_name(payout: &Payout, e: &Entitlement) -> String {
    match (e.category, e.cause) {
        (Some(id), _) => payout.policy.category(id).name.clone(),
        (None, Cause::Instalment(_)) => "往年分期".to_owned(),
        (None, _) => String::new(),
    }
}

/// What the ledger says of the achievement whose instalment it is.
fn ledger_facts<'a>(payout: &'a Payout, e: &Entitlement) -> Option<&'a Facts> {
    let Cause::Instalment(id) = e.cause else { return None };
    payout.payments.get(id.index()).map(|payment| &payment.facts)
}

/// What an instalment of an earlier year was for.
fn instalment_title(payout: &Payout, e: &Entitlement) -> String {
    let facts = ledger_facts(payout, e);
    let name = facts.and_then(|f| f.text(builtin::TITLE).or_else(|| f.text(builtin::PRODUCT)));
    name.unwrap_or_default().to_owned()
}

fn product(facts: Option<&Facts>, title: &str) -> String {
    let name = facts.and_then(|f| f.text(builtin::PRODUCT)).unwrap_or_default();
    if name == title { String::new() } else { name.to_owned() }
}

/// How it came about: reductions, what it follows from, further achievements, instalments.
fn remark(payout: &Payout, e: &Entitlement) -> String {
    let mut parts = Vec::new();
    match e.cause {
        Cause::Award(_) => {}
        Cause::Share(_, _, base) => parts.push(format!("依据第{}号奖励计提", base.0 + 1)),
        Cause::Instalment(_) => parts.push("往年奖励本年到期分期".to_owned()),
    }
    let changed = e.entries.iter().skip(1).filter(|entry| !entry.amount.is_zero());
    parts.extend(changed.map(|entry| words::entry(payout, entry)));
    if !e.supporting.is_empty() {
        parts.push(format!("另有{}项成果计入", e.supporting.len()));
    }
    parts.extend(later_words(payout, e));
    parts.join("；")
}

/// Amounts of other years, by year.
fn later_words(payout: &Payout, e: &Entitlement) -> Vec<String> {
    let mut years: BTreeMap<Option<i32>, Money> = BTreeMap::new();
    for a in e.allocations.iter().filter(|a| a.due_year != Some(payout.year)) {
        *years.entry(a.due_year).or_default() += a.amount;
    }
    let words = |(year, amount): (Option<i32>, Money)| match year {
        Some(year) => format!("{year}年到期{amount}"),
        None => format!("条件具备后兑现{amount}"),
    };
    years.into_iter().map(words).collect()
}
