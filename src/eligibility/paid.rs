//! What the ledger has paid: the same recognition to a holder, or its certificate to somebody else.

use super::Eligible;
use crate::context::Context;
use crate::grouping::payment_role;
use crate::ledger;
use crate::model::achievement::{Achievement, EnterpriseId, Payment};
use crate::model::nature::Nature;
use crate::policy::{Award, CategoryId, FieldId, JointMode, Policy, Role, builtin};
use crate::text::code;
use crate::text::date::DateSpan;
use rust_decimal::Decimal;
/// An achievement that history holds with the same key and recognition date has been paid already.
pub fn already_paid(context: &Context<'_>, achievement: &Achievement, holder: EnterpriseId) -> Eligible {
    let register = context.register;
    let payments = register.payments_for(holder, achievement);
    let payments = payments
        .chain(register.payments_through(holder, achievement))
        .filter(|payment| payment.facts.money(builtin::PAID).is_some());
    let perhaps = register.payments_perhaps_for(holder, achievement);
    let perhaps = perhaps.filter(|payment| payment.facts.money(builtin::PAID).is_some());
    let sure = payments.map(|payment| match paid_by(context, achievement, payment) {
        Eligible::Yes => paid_under_another_day(context, achievement, payment),
        paid => paid,
    });
    Eligible::first(sure.chain(perhaps.map(|payment| perhaps_paid_by(context, achievement, payment))))
}

/// One thing is recognised once in a year, and a patent once for all, where its category does not tell recognitions apart by their
/// day: what the ledger paid under another day is the same, or one of the days is wrong.
fn paid_under_another_day(context: &Context<'_>, achievement: &Achievement, payment: &Payment) -> Eligible {
    let identity = &context.policy.category(achievement.category).identity;
    let days = achievement.facts.date(builtin::RECOGNISED).zip(payment.facts.date(builtin::RECOGNISED));
    let Some((live, earlier)) = days else { return Eligible::Yes };
    let numbers = achievement.certificate.as_deref().zip(payment.certificate.as_deref());
    let named = achievement.product_named().is_some() && payment.product.is_some() || numbers.is_some();
    let this_year = payment.facts.whole(builtin::YEAR) == Some(i64::from(context.year));
    let twice_a_year = this_year && named && live.first.year() == earlier.first.year();
    let one_patent =
        numbers.is_some_and(|(own, theirs)| own == theirs) && is_granted_once(context, achievement);
    let paid = payment.facts.money(builtin::PAID).is_some_and(|amount| amount > Decimal::ZERO);
    if identity.contains(&builtin::RECOGNISED)
        || !(paid && (twice_a_year || one_patent))
        || is_another(context, achievement, payment)
    {
        return Eligible::Yes;
    }
    Eligible::Unknown(format!(
        "历年台账 {} {}已兑现过同一成果，写的认定日期是{earlier}，本行是{live}，不知道是同一次认定写错了日期，还是又认定了一次",
        context.names.row(payment.source),
        if this_year { "本年" } else { "" }
    ))
}

/// What a payment says that lacks what would tell whether it was for an achievement.
fn perhaps_paid_by(context: &Context<'_>, achievement: &Achievement, payment: &Payment) -> Eligible {
    match paid_by(context, achievement, payment) {
        Eligible::Yes => Eligible::Yes,
        _ => Eligible::Unknown(format!(
            "历年台账 {} 可能就是它的兑现：两边都写明的类别、产品、证书编号和认定日期不足以分辨",
            context.names.row(payment.source)
        )),
    }
}

/// One certificate is one achievement, whoever the lists say holds it: what the ledger paid to another waits until a person
/// has said who it is. Several may hold it in some categories; where each of them gets the whole, what others got is theirs.
pub fn paid_to_another(context: &Context<'_>, achievement: &Achievement) -> Eligible {
    let joint = context.policy.category(achievement.category).joint;
    if joint && each_gets_all(context.policy, achievement.category) {
        return Eligible::Yes;
    }
    let paid = |payment: &&Payment| {
        let positive = |field| payment.facts.money(field).is_some_and(|amount| amount > Decimal::ZERO);
        let public = matches!(payment_role(payment), Role::Town | Role::Department);
        (positive(builtin::PAID) || positive(builtin::DUE_AMOUNT) || ledger::is_counted_only(payment))
            // Whose achievement a town was paid for, a ledger that people keep does not say.
            && (!public || payment.holder != payment.enterprise)
    };
    let others = context.register.payments_to_others(achievement).filter(paid);
    Eligible::first(others.map(|payment| match paid_by(context, achievement, payment) {
        Eligible::Yes if !is_paid_once(context, achievement, payment) => Eligible::Yes,
        _ => {
            let (place, other) = (context.names.row(payment.source), context.enterprise(payment.holder));
            let unsure = if joint {
                "名单里没有把它列为共有人，不知道各得多少"
            } else {
                "不知道是改了名、转让了还是填错了"
            };
            Eligible::Unknown(format!("历年台账 {place} 已把同一证书兑现给「{}」，{unsure}", other.name))
        }
    }))
}

/// Whether a payment was for what is recognised only once, as a patent is granted and a standard issued: it was for that, whatever
/// day it says.
fn is_paid_once(context: &Context<'_>, achievement: &Achievement, payment: &Payment) -> bool {
    let standard = achievement.certificate.as_deref().and_then(code::standard_number).is_some();
    let undated = payment.facts.date(builtin::RECOGNISED).is_none();
    (is_granted_once(context, achievement) || standard && undated)
        && !context.policy.category(achievement.category).identity.contains(&builtin::RECOGNISED)
        && !is_another(context, achievement, payment)
}

/// Whether an achievement is the grant of a patent: its category says a kind of these, and its number is one. A patent may stand for
/// other awards of other categories, year by year.
fn is_granted_once(context: &Context<'_>, achievement: &Achievement) -> bool {
    let category = context.policy.category(achievement.category);
    let names = std::iter::once(&category.name).chain(&category.aliases).map(String::as_str);
    achievement.certificate.as_deref().and_then(code::patent_number).is_some()
        && !code::kinds_named(names).is_empty()
}

/// What a town or department was paid for an achievement through any of its holders, as a reason.
pub fn paid_in_role(context: &Context<'_>, achievement: &Achievement, role: Role) -> Option<String> {
    let own = context.register.payments_of_certificate(achievement);
    let mut of_role = own.filter(|payment| payment.of_workbook && payment_role(payment) == role);
    of_role.find_map(|payment| match paid_by(context, achievement, payment) {
        Eligible::No { reason, .. } => Some(reason),
        Eligible::Yes | Eligible::Unknown(_) => None,
    })
}

/// Whether every award to the holders of a category gives each of them the whole.
pub fn each_gets_all(policy: &Policy, category: CategoryId) -> bool {
    let holders =
        |award: &&Award| matches!(award.role, Role::Enterprise | Role::Person | Role::Representative);
    let of_category = policy.awards.iter().filter(|award| award.categories.contains(&category));
    of_category.filter(holders).all(|award| matches!(award.joint, Some((JointMode::Each, _))))
}

fn paid_by(context: &Context<'_>, achievement: &Achievement, payment: &Payment) -> Eligible {
    let place = context.names.row(payment.source);
    if is_another(context, achievement, payment) {
        return Eligible::Yes;
    }
    let live = achievement.facts.date(builtin::RECOGNISED);
    let identity = &context.policy.category(achievement.category).identity;
    let lacking = payment.lacks_of(identity, &achievement.facts);
    match (live, payment.facts.date(builtin::RECOGNISED)) {
        (Some(live), Some(earlier)) if lacking.is_some() && live.overlaps(&earlier) => {
            let name = lacking.map_or("", |field| context.policy.field(field).name.as_str());
            Eligible::Unknown(format!("历年台账 {place} 没有写「{name}」，不能判断是不是同一项"))
        }
        (Some(_), Some(earlier)) if is_same_day(achievement, payment, identity) => {
            let paid = payment.facts.money(builtin::PAID).unwrap_or_default().normalize();
            let reason = if payment.nature() == Some(Nature::Zero) {
                format!("历年台账 {place} 已按各步骤算过，减到零（认定日期{earlier}），不再计算")
            } else if ledger::is_counted_only(payment) {
                format!("历年台账 {place} 已计入同条奖励的计算（认定日期{earlier}），不再单独奖励")
            } else {
                format!("历年台账 {place} 已兑现（认定日期{earlier}，{paid}元）")
            };
            Eligible::No { clause: None, reason }
        }
        (Some(live), Some(earlier)) if live.overlaps(&earlier) => {
            Eligible::Unknown(format!("认定日期{live}与历年台账 {place} 的{earlier}可能是同一次认定"))
        }
        (Some(live), None) if !paid_before_recognition(payment, live) => {
            Eligible::Unknown(format!("历年台账 {place} 没有认定日期，不能判断是不是同一次认定"))
        }
        (None, _) => Eligible::Unknown(format!(
            "历年台账 {place} 兑现过同一成果，本行没有认定日期，不能判断是不是同一次认定"
        )),
        _ => Eligible::Yes,
    }
}

/// Whether the days are those of one recognition: where the policy tells achievements apart by them, they must be equal.
fn is_same_day(achievement: &Achievement, payment: &Payment, identity: &[FieldId]) -> bool {
    let day = |facts: &crate::model::record::Facts| facts.date(builtin::RECOGNISED);
    achievement.is_recognised_as(payment)
        && (!identity.contains(&builtin::RECOGNISED) || day(&achievement.facts) == day(&payment.facts))
}

/// Whether a payment was for another achievement than one with its certificate or product.
fn is_another(context: &Context<'_>, achievement: &Achievement, payment: &Payment) -> bool {
    payment.is_of_another(&context.policy.category(achievement.category).identity, &achievement.facts)
}

/// The history rows that pay this recognition of an achievement to a holder, recoveries included.
pub fn payments_for<'a>(
    context: &Context<'a>,
    achievement: &Achievement,
    holder: EnterpriseId,
) -> Vec<&'a Payment> {
    let identity = &context.policy.category(achievement.category).identity;
    let of_it = |payment: &&Payment| {
        is_same_day(achievement, payment, identity) && !is_another(context, achievement, payment)
    };
    context.register.payments_for(holder, achievement).filter(of_it).collect()
}

fn paid_before_recognition(payment: &Payment, live: DateSpan) -> bool {
    payment.facts.whole(builtin::YEAR).is_some_and(|year| year < i64::from(live.first.year()))
}
