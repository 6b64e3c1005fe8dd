//! What an old instalment is still subject to: the exclusions and requirements of the clauses that its step names.

use super::{Eligible, excluded, required};
use crate::condition::Truth;
use crate::context::{Context, Counts, View};
use crate::grouping::{covers_due, payment_role};
use crate::model::achievement::Payment;
use crate::model::record::Facts;
use crate::policy::{ClauseId, Exclusion, FieldId, FieldOn, Role, builtin};
use crate::text::normal;

/// Exclusions, then requirements of these clauses, in document order, as far as they take in the award that it is part of.
pub fn for_instalment(
    context: &Context<'_>,
    counts: &Counts,
    payment: &Payment,
    clauses: &[ClauseId],
) -> Eligible {
    let policy = context.policy;
    let facts = of_the_year(context, payment);
    // Whoever is paid, the achievement is its holder's: a town's part falls with the firm's.
    let view =
        View { context, facts: &facts, achievement: None, enterprise: payment.holder, replaced: &[], counts };
    let recognised = payment.facts.date(builtin::RECOGNISED);
    let exclusions = policy.exclusions.iter().filter(|rule| clauses.contains(&rule.clause)).map(|rule| {
        as_covered(covers_due(policy, &rule.covers, payment), || {
            let outcome = excluded(&view, payment_role(payment), rule, recognised);
            if is_nameless(payment) { nameless(context, rule, outcome) } else { outcome }
        })
    });
    let requirements = policy.requirements.iter().filter(|rule| clauses.contains(&rule.clause)).map(|rule| {
        as_covered(covers_due(policy, &rule.covers, payment), || match required(&view, rule) {
            Eligible::No { reason, .. } if is_nameless(payment) => {
                Eligible::Unknown(format!("{UNNAMED}：{reason}"))
            }
            outcome => outcome,
        })
    });
    Eligible::first(exclusions.chain(requirements))
}

/// What the row says, with what the register of the year says in its place: a firm may have moved since.
fn of_the_year(context: &Context<'_>, payment: &Payment) -> Facts {
    let register = &context.enterprise(payment.holder).register;
    let on = |field: FieldId| &context.policy.field(field).on;
    // What the register alone says, the row has of the year of its award.
    let own = payment.facts.iter().filter(|fact| on(fact.field).first() != Some(&FieldOn::Register));
    let mut facts = Facts::default();
    own.for_each(|fact| facts.set(fact.clone()));
    let stated = payment.facts.iter().map(|fact| fact.field);
    let stated: Vec<_> = stated.filter(|field| on(*field).contains(&FieldOn::Register)).collect();
    // The year and the remark of a row are its own.
    let stated = stated.into_iter().filter(|field| ![builtin::YEAR, builtin::REMARK].contains(field));
    for fact in stated.filter_map(|field| register.get(field)) {
        facts.set(fact.clone());
    }
    facts
}

/// A rule that may not be about the award bars nothing for certain.
fn as_covered(covers: Truth, outcome: impl FnOnce() -> Eligible) -> Eligible {
    match covers {
        Truth::No => Eligible::Yes,
        Truth::Yes => outcome(),
        Truth::Unknown => match outcome() {
            Eligible::No { reason, .. } => {
                Eligible::Unknown(format!("{reason}；这一行看不出是哪个政策奖项，不知道这一条管不管它"))
            }
            outcome => outcome,
        },
    }
}

const UNNAMED: &str = "这一行没有写「成果企业」，不知道是哪家企业的成果";

/// Whether a town or department was paid for a firm that its row does not name.
pub(super) fn is_nameless(payment: &Payment) -> bool {
    let public = matches!(payment_role(payment), Role::Town | Role::Department);
    public && payment.holder == payment.enterprise
}

/// Any firm that is excluded may be the one.
fn nameless(context: &Context<'_>, rule: &Exclusion, outcome: Eligible) -> Eligible {
    let mut kinds =
        context.register.exclusions.iter().filter_map(|row| row.facts.text(builtin::EXCLUSION_KIND));
    let listed = kinds.any(|kind| normal::key(kind) == normal::key(&rule.kind));
    match outcome {
        Eligible::Yes if listed => Eligible::Unknown(format!("{UNNAMED}，是否列入{}", rule.kind)),
        outcome => outcome,
    }
}
