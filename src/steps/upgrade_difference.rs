//! 升级补差: an achievement above one that was paid before gets the difference, all, or nothing, as the policy says.

use super::book::Book;
use crate::condition::{Truth, truth, within};
use crate::context::View;
use crate::finding::Code;
use crate::matching::tariff_figure;
use crate::model::achievement::PaymentId;
use crate::model::entitlement::Against;
use crate::model::operation::{Form, Operation};
use crate::money::Money;
use crate::policy::{
    AwardId, CategoryId, KeyPart, Literal, StepId, TariffOn, UpgradeDifference, UpgradeMode, builtin,
};
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn run(book: &mut Book<'_>, step: StepId, rule: &UpgradeDifference) {
    if rule.mode == UpgradeMode::Full {
        return;
    }
    let members = book.standing(&rule.covers);
    let earlier = book.payments_by_key(&rule.covers, &rule.key);
    for (key, members) in book.groups(&members, &rule.key, true, step) {
        let role = book.entitlements[members[0]].role;
        let Some(earlier) = earlier.get(&(role, key)) else { continue };
        let mut used = BTreeSet::new();
        let mut running: BTreeMap<Vec<PaymentId>, Running> = BTreeMap::new();
        for index in members {
            let lower: Vec<PaymentId> =
                earlier.iter().copied().filter(|id| book.is_upgrade_of(index, *id)).collect();
            if lower.is_empty() {
                continue;
            }
            if book.is_continued(index) {
                book.hold_apart(&[index], step, "以前年度已付的要从整项奖励里减");
                continue;
            }
            if book.blurred.contains_key(&index) {
                book.hold_apart(&[index], step, "前面的限额先扣了前一批已付的，还剩多少可减不能比较");
                continue;
            }
            match rule.mode {
                UpgradeMode::LessPaid => less_paid(book, step, index, lower, &mut running),
                UpgradeMode::BetweenTariffs => between_tariffs(book, step, rule, index, &lower, &mut used),
                UpgradeMode::Nothing => {
                    let net = book.net(index);
                    book.append(
                        index,
                        step,
                        Operation::GiveWay { net },
                        Against { payments: lower.into(), ..Against::default() },
                    );
                }
                UpgradeMode::Full => {}
            }
        }
    }
}

/// The running sum of items that the same payments reduce.
#[derive(Clone, Copy)]
pub(super) struct Running {
    paid: Money,
    sum: Money,
    previous: usize,
}

impl Book<'_> {
    /// A payment of a lower level that was not all recovered; without levels any earlier payment counts. What an earlier batch
    /// of the year paid is no earlier recognition: in one run both would stand beside each other.
    fn is_upgrade_of(&self, index: usize, payment: PaymentId) -> bool {
        let level = |category: Option<CategoryId>| {
            category.and_then(|category| self.context.policy.category(category).level)
        };
        if !self.history.awarded[payment.index()].is_positive() || self.is_of_batch(payment) {
            return false;
        }
        match (level(self.entitlements[index].category), level(self.payment(payment).category)) {
            (Some(new), Some(earlier)) => new < earlier,
            _ => true,
        }
    }
}

/// Takes off what earlier payments have left to deduct, by the running form over the items that share them.
pub(super) fn less_paid(
    book: &mut Book<'_>,
    step: StepId,
    index: usize,
    lower: Vec<PaymentId>,
    running: &mut BTreeMap<Vec<PaymentId>, Running>,
) {
    let net = book.net(index);
    let left = book.left_of(&lower);
    let before = running.get(&lower).copied();
    // The running form over the items that share these payments; others may have used some of them up in between.
    let (sum, paid, previous) = match before {
        Some(run) if run.paid - run.sum.min(run.paid) == left => {
            (run.sum, run.paid, Some(book.id(run.previous)))
        }
        _ => (Money::ZERO, left, None),
    };
    let operation = Operation::Running {
        before: sum,
        net,
        previous,
        form: Form::LessPaid { paid },
        unit: book.context.policy.unit,
        bound: None,
        behind: None,
    };
    let Some(amount) = operation.amount() else { return };
    book.append(index, step, operation, Against { payments: lower.as_slice().into(), ..Against::default() });
    running.insert(lower.clone(), Running { paid, sum: sum + net, previous: index });
    book.deduct(&lower, -amount);
}

fn between_tariffs(
    book: &mut Book<'_>,
    step: StepId,
    rule: &UpgradeDifference,
    index: usize,
    lower: &[PaymentId],
    used: &mut BTreeSet<PaymentId>,
) {
    let level = |id: &PaymentId| {
        book.payment(*id).category.and_then(|category| book.context.policy.category(category).level)
    };
    let Some(payment) = lower
        .iter()
        .copied()
        .filter(|id| !used.contains(id) && book.remaining[id.index()].is_positive())
        .min_by_key(|id| (level(id).unwrap_or(usize::MAX), *id))
    else {
        return;
    };
    let Some(units) = earlier_units(book, rule, index, payment) else {
        book.hold_unnamed_products(&[index], &rule.key, step);
        return;
    };
    match earlier_tariff(book, rule, index, payment, units) {
        Ok(earlier) => {
            used.insert(payment);
            let net = book.net(index);
            book.deduct(&[payment], earlier.min(net));
            book.append(
                index,
                step,
                Operation::LessTariff { net, earlier },
                Against { payments: [payment].into(), ..Against::default() },
            );
        }
        Err(why) => book.hold(index, Code::EarlierTariff, &why),
    }
}

/// How many of an item's units the earlier payment was for; none where the item's products are not named and only some
/// of them can have been paid.
fn earlier_units(book: &Book<'_>, rule: &UpgradeDifference, index: usize, payment: PaymentId) -> Option<i64> {
    let (now, paid) =
        (book.units(index), book.payment(payment).facts.whole(builtin::QUANTITY).unwrap_or(1).max(1));
    (now == paid || now == 1 || !rule.key.contains(&KeyPart::Product)).then_some(paid.min(now))
}

/// The tariff of the earlier level for the same facts and so many units, in force on the day that the rule names.
fn earlier_tariff(
    book: &Book<'_>,
    rule: &UpgradeDifference,
    index: usize,
    payment: PaymentId,
    units: i64,
) -> Result<Money, String> {
    let context = book.context;
    let policy = context.policy;
    let paid = book.payment(payment);
    let place = context.names.row(paid.source);
    let category = paid.category.ok_or_else(|| format!("历年台账 {place} 没有类别，不知道原级别的标准"))?;
    let name = &policy.category(category).name;
    let new = book.view(index);
    let date = match rule.tariff_on {
        TariffOn::New => new.facts.date(builtin::RECOGNISED),
        TariffOn::Earlier => paid.facts.date(builtin::RECOGNISED),
    };
    let date = date.ok_or_else(|| format!("没有认定日期，不知道「{name}」当日的标准"))?;
    let life = policy.category(category).life;
    if within(date, life.0, life.1) != Truth::Yes {
        return Err(format!("「{name}」在{date}没有标准"));
    }
    let replaced = vec![
        (builtin::CATEGORY, Literal::Text(name.clone())),
        (builtin::RECOGNISED, Literal::Date(date.first)),
    ];
    let view = View { replaced: &replaced, ..new };
    let role = book.entitlements[index].role;
    let awards = (0_u32..)
        .map(AwardId)
        .zip(&policy.awards)
        .filter(|(_, award)| award.role == role && award.categories.contains(&category));
    let matching: Vec<AwardId> =
        awards.filter(|(_, award)| truth(&award.when, &view) == Truth::Yes).map(|(id, _)| id).collect();
    let [award] = matching.as_slice() else {
        return Err(format!("「{name}」在{date}的标准不能确定（适用的奖项有{}个）", matching.len()));
    };
    let figure = tariff_figure(&view, *award, units);
    figure
        .and_then(|figure| Money::round(figure.value()?, policy.unit, policy.rounding))
        .ok_or_else(|| format!("「{name}」的标准不能精确计算"))
}
