//! What a case expects against what was computed, figure by figure.

use crate::finding::Place;
use crate::model::entitlement::{Allocation, Entitlement, EntitlementId};
use crate::model::payout::{Fate, Payout, RowOutcome};
use crate::model::record::ListKind;
use crate::money::Money;
use crate::policy::cases::{Case, CaseFate, Expectation};
use crate::policy::{ClauseId, Policy};
use std::collections::BTreeSet;

/// One thing that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Which part of the payout: payee, row, funder, year.
    pub of: String,
    /// 金额, 条款, 结果 or 理由.
    pub what: &'static str,
    /// What the case expects.
    pub expected: String,
    /// What was computed.
    pub got: String,
    /// Where the case says so; its name for what it does not mention.
    pub place: Place,
}

/// How many things were compared, and those that differ.
pub(super) fn compare(case: &Case, payout: &Payout) -> (usize, Vec<Difference>) {
    let mut compared = Compared { case, payout, count: 0, differences: Vec::new() };
    for expect in &case.expect {
        compared.expectation(expect);
    }
    compared.unmentioned_money();
    compared.unmentioned_holds();
    (compared.count, compared.differences)
}

struct Compared<'a> {
    case: &'a Case,
    payout: &'a Payout,
    count: usize,
    differences: Vec<Difference>,
}

impl Compared<'_> {
    fn differ(
        &mut self,
        expect: &Expectation,
        what: &'static str,
        expected: impl Into<String>,
        got: impl Into<String>,
    ) {
        let (expected, got) = (expected.into(), got.into());
        let (of, place) = (describe(expect), expect.place.clone());
        self.differences.push(Difference { of, what, expected, got, place });
    }

    fn expectation(&mut self, expect: &Expectation) {
        let scope = Scope { expect, payout: self.payout };
        if let Some(amount) = expect.amount {
            self.count += 1;
            let got = scope.amount(self.case.year);
            if got != amount {
                self.differ(expect, "金额", yuan(amount), yuan(got));
            }
        }
        let rows = scope.rows();
        if let Some(clauses) = &expect.clauses {
            self.count += 1;
            let got = scope.clauses(&rows);
            if got != *clauses {
                let policy = &self.payout.policy;
                self.differ(expect, "条款", clause_names(policy, clauses), clause_names(policy, &got));
            }
        }
        if let Some(fate) = expect.fate.map(fate_of) {
            self.count += 1;
            let others: BTreeSet<&str> =
                rows.iter().filter(|row| row.fate != fate).map(|row| row.fate.label()).collect();
            if rows.is_empty() || !others.is_empty() {
                self.differ(expect, "结果", fate.label(), said(others.into_iter()));
            }
        }
        if let Some(reason) = &expect.reason {
            self.count += 1;
            let others: BTreeSet<&str> =
                rows.iter().map(|row| row.reason.as_str()).filter(|said| !said.contains(reason)).collect();
            if rows.is_empty() || !others.is_empty() {
                self.differ(expect, "理由", reason.clone(), said(others.into_iter()));
            }
        }
    }

    /// Money that no expectation of an amount looks at.
    fn unmentioned_money(&mut self) {
        let scopes: Vec<Scope<'_>> = self.with_amounts();
        let mut told = BTreeSet::new();
        let mut found = Vec::new();
        for (id, entitlement) in (0_u32..).map(EntitlementId).zip(&self.payout.entitlements) {
            let covered = |part: &Allocation| {
                scopes
                    .iter()
                    .any(|scope| scope.holds(id, entitlement) && scope.holds_part(part, self.case.year))
            };
            let due = |part: &&Allocation| part.due_year == Some(self.case.year) && !part.amount.is_zero();
            if entitlement.allocations.iter().filter(due).all(covered) || !told.insert(entitlement.payee) {
                continue;
            }
            let payee = &self.payout.payees[entitlement.payee.index()].name;
            let paid = self.payout.entitlements.iter().filter(|other| other.payee == entitlement.payee);
            let sum: Money = paid.map(|other| other.due(self.case.year)).sum();
            found.push((format!("收款单位「{payee}」"), yuan(sum)));
        }
        self.count += 1;
        for (of, got) in found {
            self.missing(of, "金额", got);
        }
    }

    fn with_amounts(&self) -> Vec<Scope<'_>> {
        let with = self.case.expect.iter().filter(|expect| expect.amount.is_some());
        with.map(|expect| Scope { expect, payout: self.payout }).collect()
    }

    /// Held rows that no expectation says to be held.
    fn unmentioned_holds(&mut self) {
        let expected: BTreeSet<_> = self
            .case
            .expect
            .iter()
            .filter(|expect| expect.fate == Some(CaseFate::Held))
            .flat_map(|expect| Scope { expect, payout: self.payout }.rows())
            .map(|row| row.at)
            .collect();
        let judged: BTreeSet<_> = self
            .case
            .expect
            .iter()
            .filter(|expect| expect.fate.is_some())
            .flat_map(|expect| Scope { expect, payout: self.payout }.rows())
            .map(|row| row.at)
            .collect();
        let held = |row: &&RowOutcome| {
            row.fate == Fate::Held && !expected.contains(&row.at) && !judged.contains(&row.at)
        };
        let held: Vec<_> = self.payout.rows.iter().filter(held).cloned().collect();
        for row in held {
            let of = format!("{}第{}行", row.kind.label(), row.at.row + 1);
            self.missing(of, "结果", format!("待定：{}", row.reason));
        }
    }

    fn missing(&mut self, of: String, what: &'static str, got: String) {
        let place = self.case.place.clone();
        self.differences
            .push(Difference { of, what, expected: "（案例没有写）".to_owned(), got, place });
    }
}

/// The part of a payout that an expectation looks at.
struct Scope<'a> {
    expect: &'a Expectation,
    payout: &'a Payout,
}

impl<'a> Scope<'a> {
    /// True where an entitlement is looked at.
    fn holds(&self, id: EntitlementId, entitlement: &Entitlement) -> bool {
        let payee = &self.payout.payees[entitlement.payee.index()].name;
        self.expect.payee.as_ref().is_none_or(|name| name == payee)
            && self.row_named().is_none_or(|row| row.is_some_and(|row| row.entitlements.contains(&id)))
    }

    /// True where an allocation is looked at.
    fn holds_part(&self, part: &Allocation, award_year: i32) -> bool {
        part.due_year == Some(self.expect.year.unwrap_or(award_year))
            && self.expect.funder.as_ref().is_none_or(|funder| *funder == part.funder)
    }

    fn entitlements(&self) -> impl Iterator<Item = &'a Entitlement> {
        let all = (0_u32..).map(EntitlementId).zip(&self.payout.entitlements);
        all.filter(|(id, entitlement)| self.holds(*id, entitlement)).map(|(_, entitlement)| entitlement)
    }

    fn amount(&self, award_year: i32) -> Money {
        let parts = self.entitlements().flat_map(|entitlement| &entitlement.allocations);
        parts.filter(|part| self.holds_part(part, award_year)).map(|part| part.amount).sum()
    }

    /// The row that the expectation names; `Some(None)` where it is not among the outcomes.
    fn row_named(&self) -> Option<Option<&'a RowOutcome>> {
        let named = self.expect.achievement.map(|index| (ListKind::Achievements, index));
        let (kind, index) = named.or(self.expect.history.map(|index| (ListKind::History, index)))?;
        let is_it = |row: &&RowOutcome| row.kind == kind && row.at.row as usize == index;
        Some(self.payout.rows.iter().find(is_it))
    }

    /// The rows whose fate and reason are meant: the one named, else the achievements that concern the payee.
    fn rows(&self) -> Vec<&'a RowOutcome> {
        if let Some(row) = self.row_named() {
            return row.into_iter().collect();
        }
        let achievements = self.payout.rows.iter().filter(|row| row.kind == ListKind::Achievements);
        achievements
            .filter(|row| self.expect.payee.as_ref().is_none_or(|name| self.concerns(row, name)))
            .collect()
    }

    /// True where a row names the payee or pays it.
    fn concerns(&self, row: &RowOutcome, name: &str) -> bool {
        let pays = row.entitlements.iter().any(|id| {
            let entitlement = &self.payout.entitlements[id.index()];
            self.payout.payees[entitlement.payee.index()].name == name
        });
        let record = self.payout.reading.records.iter().find(|record| record.at == row.at);
        let holder = record.is_some_and(|record| record.names.iter().any(|holder| holder == name));
        let held =
            row.achievement.map(|id| &self.payout.achievements[id.index()]).is_some_and(|achievement| {
                let named = |id: crate::model::achievement::EnterpriseId| {
                    self.payout.enterprises[id.index()].name == name
                };
                achievement.holders.iter().any(|holder| named(holder.enterprise))
            });
        pays || holder || held
    }

    /// The clauses of every entry that changes an amount looked at, and those that rows without money cite.
    fn clauses(&self, rows: &[&RowOutcome]) -> Vec<ClauseId> {
        let moved =
            |entry: &&crate::model::entitlement::Entry| entry.step.is_none() || !entry.amount.is_zero();
        let entries = self.entitlements().flat_map(|entitlement| entitlement.entries.iter().filter(moved));
        let mut clauses: BTreeSet<ClauseId> = entries.map(|entry| entry.clause).collect();
        clauses.extend(rows.iter().filter(|row| row.fate == Fate::Rejected).filter_map(|row| row.clause));
        clauses.into_iter().collect()
    }
}

/// Which part of the payout an expectation looks at, in words.
fn describe(expect: &Expectation) -> String {
    let mut parts = Vec::new();
    parts.extend(expect.payee.as_ref().map(|payee| format!("收款单位「{payee}」")));
    parts.extend(expect.achievement.map(|index| format!("成果第{}行", index + 1)));
    parts.extend(expect.history.map(|index| format!("台账第{}行", index + 1)));
    parts.extend(expect.funder.as_ref().map(|funder| format!("出资方「{funder}」")));
    parts.extend(expect.year.map(|year| format!("{year}年")));
    if parts.is_empty() { "全部".to_owned() } else { parts.join("，") }
}

fn fate_of(fate: CaseFate) -> Fate {
    match fate {
        CaseFate::Paid => Fate::Paid,
        CaseFate::Zero => Fate::Zero,
        CaseFate::Rejected => Fate::Rejected,
        CaseFate::Held => Fate::Held,
        CaseFate::Reference => Fate::Reference,
    }
}

fn said<'a>(texts: impl Iterator<Item = &'a str>) -> String {
    let texts: Vec<&str> = texts.map(|text| if text.is_empty() { "（没有理由）" } else { text }).collect();
    if texts.is_empty() { "（没有这样的行）".to_owned() } else { texts.join("；") }
}

fn clause_names(policy: &Policy, clauses: &[ClauseId]) -> String {
    let names: Vec<&str> = clauses.iter().map(|id| policy.clause(*id).id.as_str()).collect();
    if names.is_empty() { "（无）".to_owned() } else { names.join("、") }
}

/// An amount in 元.
pub(super) fn yuan(amount: Money) -> String {
    format!("{amount}元")
}
