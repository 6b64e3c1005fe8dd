//! What a year's payout leaves to the years after it: one row an award and due year, and one an achievement that an award
//! counted without paying it by itself, in the words of a history list.

use super::kept::{About, Kept};
use crate::grouping::payment_role;
use crate::ledger;
use crate::model::achievement::{Achievement, AchievementId, Enterprise, EnterpriseId, Payment, PaymentId};
use crate::model::entitlement::{Cause, Counted, Entitlement, EntitlementId, Payee};
use crate::model::nature::Nature;
use crate::model::payout::{Fate, Payout, RowOutcome};
use crate::model::record::{ListKind, RowRef};
use crate::money::Money;
use crate::policy::{AwardId, CategoryId, Role, builtin};
use crate::text::code;
use std::collections::{BTreeMap, BTreeSet};

/// The figures of a row of 结转台账; [`CarriedRow::texts`] has its words.
#[derive(Clone, Copy)]
pub struct CarriedRow {
    /// What it is about.
    pub of: Of,
    /// Paid this year; zero on the further rows of one entitlement.
    pub paid: Money,
    /// The amounts still to be paid: year (none where it waits for a fact) and amount.
    pub due: Option<(Option<i32>, Money)>,
    /// Whether this is the entitlement's first row.
    pub first: bool,
    /// What the award gave before any step: on the first row of an award of this year.
    pub gross: Option<Money>,
}

/// What a row is about.
#[derive(Clone, Copy)]
pub enum Of {
    /// An award, and its own achievement.
    Entitlement(EntitlementId),
    /// An achievement that an award counted beside its own.
    Beside(EntitlementId, AchievementId),
    /// An achievement that an award counted and paid nothing for.
    Counted(Counted),
    /// What the ledger owed this year, and a person has decided not to pay.
    GivenUp(PaymentId),
}

/// The words of a row.
pub struct CarriedTexts {
    /// The enterprise that the row is about, or the town or department; of an inventor's award the firm that holds the patent.
    pub enterprise: String,
    /// Whose achievement a town or department is paid for.
    pub holder: String,
    /// The natural person who is paid.
    pub person: String,
    /// The person's identity number, masked: with the name it tells whom a later run has before it.
    pub identity_number: String,
    /// 统一社会信用代码.
    pub credit_code: String,
    /// 组织机构代码.
    pub organisation_code: String,
    /// The payee's role.
    pub role: Role,
    /// Category name; empty where the achievement has none.
    pub category: String,
    /// What the row says of the achievement, one text for each of the kept fields.
    pub facts: Vec<String>,
    /// The town of the achievement, or of its holder: later years share by it.
    pub town: String,
    /// What the row stands for.
    pub nature: Nature,
    /// The award's id; empty for a department's part and where the row's own workbook did not say.
    pub award: String,
    /// Clause id.
    pub clause: String,
}

/// Every award and instalment of the year, whatever the steps have left of it, and what else was counted: the history of
/// later years.
pub fn carried(payout: &Payout) -> impl Iterator<Item = CarriedRow> {
    let all = (0_u32..).map(EntitlementId).zip(&payout.entitlements);
    let counted = payout.counted.iter().map(|one| CarriedRow::nothing(Of::Counted(*one)));
    let given_up = given_up(payout).into_iter().map(|id| CarriedRow::nothing(Of::GivenUp(id)));
    all.filter(|(_, e)| is_carried(payout, e))
        .flat_map(|(id, e)| rows(payout, id, e))
        .chain(counted)
        .chain(given_up)
}

/// What fell due, by this year or earlier, and a person has decided not to pay: later years need not ask. What only a rule
/// refuses is asked about once more, as the rule or the lists may have been wrong.
pub fn given_up(payout: &Payout) -> Vec<PaymentId> {
    let decided = |row: &&RowOutcome| {
        row.kind == ListKind::History && row.fate == Fate::Rejected && row.clause.is_none()
    };
    let rows: BTreeSet<RowRef> = payout.rows.iter().filter(decided).map(|row| row.at).collect();
    if rows.is_empty() {
        return Vec::new();
    }
    // What an earlier workbook has of the same decision.
    let known = payout.payments.iter().filter(|payment| payment.nature() == Some(Nature::Instalment));
    let known: BTreeSet<_> =
        known.map(|payment| (ledger::identity(payment), payment.facts.whole(builtin::YEAR))).collect();
    let fell_due = |payment: &Payment| {
        let year = payment.facts.whole(builtin::DUE_YEAR);
        ledger::is_owed(payment)
            && year.is_none_or(|year| year <= i64::from(payout.year))
            && !known.contains(&(ledger::identity(payment), year))
    };
    let all = (0_u32..).map(PaymentId).zip(&payout.payments);
    all.filter(|(_, payment)| rows.contains(&payment.source) && fell_due(payment)).map(|(id, _)| id).collect()
}

/// Whether an award leaves a row. One that the steps took all of does, too: handed in again, it is settled.
pub fn is_carried(payout: &Payout, e: &Entitlement) -> bool {
    match e.cause {
        Cause::Award(id) => {
            !e.net().is_zero() || !e.gross().is_zero() || payout.policy.award(id).once_per.is_some()
        }
        Cause::Instalment(_) => true,
        Cause::Share(..) => !e.net().is_zero(),
    }
}

/// What the row of an award stands for.
fn nature_of(payout: &Payout, e: &Entitlement) -> Nature {
    match e.cause {
        Cause::Instalment(_) => Nature::Instalment,
        Cause::Award(_) | Cause::Share(..) if !e.net().is_zero() => Nature::Award,
        Cause::Award(id) if payout.policy.award(id).once_per.is_some() => Nature::Counted,
        Cause::Award(_) | Cause::Share(..) => Nature::Zero,
    }
}

fn award_name(payout: &Payout, award: Option<AwardId>) -> String {
    award.map(|id| payout.policy.award(id).id.clone()).unwrap_or_default()
}

impl CarriedRow {
    /// The year that the row is of: what was given up is of the year in which it fell due, so that it stands for no later part.
    pub fn year(&self, payout: &Payout) -> i32 {
        let due = match self.of {
            Of::GivenUp(id) => payout.payments[id.index()].facts.whole(builtin::DUE_YEAR),
            Of::Entitlement(_) | Of::Beside(..) | Of::Counted(_) => None,
        };
        due.and_then(|year| i32::try_from(year).ok()).unwrap_or(payout.year)
    }

    /// A row of no money.
    fn nothing(of: Of) -> Self {
        Self { of, paid: Money::ZERO, due: None, first: false, gross: None }
    }

    /// Whether it is only counted within the year, and not settled.
    pub fn is_tallied(&self) -> bool {
        matches!(self.of, Of::Counted(Counted { award: None, .. }))
    }

    /// The award whose money stands in the row.
    pub fn entitlement(&self) -> Option<EntitlementId> {
        match self.of {
            Of::Entitlement(id) => Some(id),
            Of::Beside(..) | Of::Counted(_) | Of::GivenUp(_) => None,
        }
    }
}

fn rows(payout: &Payout, id: EntitlementId, e: &Entitlement) -> Vec<CarriedRow> {
    let mut later: BTreeMap<(bool, Option<i32>), Money> = BTreeMap::new();
    for a in e.allocations.iter().filter(|a| a.due_year != Some(payout.year)) {
        *later.entry((a.due_year.is_none(), a.due_year)).or_default() += a.amount;
    }
    let mut later = later.into_iter().filter(|(_, amount)| !amount.is_zero());
    let due = |((_, year), amount)| (year, amount);
    let further = CarriedRow::nothing(Of::Entitlement(id));
    let gross = Some(e.gross()).filter(|_| matches!(e.cause, Cause::Award(_) | Cause::Share(..)));
    let paid = e.due(payout.year);
    let first = CarriedRow { paid, due: later.next().map(due), first: true, gross, ..further };
    let of_years = later.map(|line| CarriedRow { due: Some(due(line)), ..further });
    // A share of a department is no further award of what was counted.
    let beside = e.supporting.iter().filter(|_| matches!(e.cause, Cause::Award(_)));
    let beside = beside.map(|achievement| CarriedRow::nothing(Of::Beside(id, *achievement)));
    std::iter::once(first).chain(of_years).chain(beside).collect()
}

/// Whether the payee is a natural person.
pub fn is_person(payout: &Payout, e: &Entitlement) -> bool {
    let enterprise = enterprise_of(payout, e);
    enterprise.is_some_and(|one| one.identity_number.is_some()) || e.role == Role::Person
}

fn enterprise_of<'a>(payout: &'a Payout, e: &Entitlement) -> Option<&'a Enterprise> {
    payout.enterprises.get(payout.payees.get(e.payee.index())?.enterprise?.index())
}

impl CarriedRow {
    /// The words of the row; `kept` are [`Kept::of`] the payout.
    pub fn texts(&self, payout: &Payout, kept: &Kept) -> CarriedTexts {
        match self.of {
            Of::Entitlement(id) => of_entitlement(payout, id, None, kept),
            Of::Beside(id, achievement) => of_entitlement(payout, id, Some(achievement), kept),
            Of::Counted(counted) => of_counted(payout, counted, kept),
            Of::GivenUp(id) => of_given_up(payout, &payout.payments[id.index()], kept),
        }
    }
}

fn of_entitlement(
    payout: &Payout,
    id: EntitlementId,
    beside: Option<AchievementId>,
    kept: &Kept,
) -> CarriedTexts {
    let e = &payout.entitlements[id.index()];
    let payee = payout.payees.get(e.payee.index());
    let beside = beside.and_then(|id| payout.achievements.get(id.index()));
    let enterprise = match beside {
        Some(achievement) => holder_beside(payout, e, achievement),
        None => enterprise_of(payout, e),
    };
    let about = about(payout, e, beside);
    let category = beside.map(|one| one.category).or(e.category);
    let person = is_person(payout, e);
    let named = |field| kept.person(payout, &about, field);
    let name = enterprise.map(|one| &one.name).or(payee.map(|p| &p.name)).cloned().unwrap_or_default();
    let holder = match beside {
        Some(achievement) => first_holder(payout, achievement),
        None => holder(payout, e),
    };
    let holder = holder.filter(|_| is_public(e));
    CarriedTexts {
        enterprise: if person { firm(payout, e) } else { name.clone() },
        holder: holder.map_or_else(String::new, |one| one.name.clone()),
        identity_number: if person {
            number(enterprise, payee)
        } else {
            code::mask_number(&named(builtin::IDENTITY_NUMBER))
        },
        person: if person { name } else { named(builtin::PERSON) },
        role: e.role,
        town: town(payout, e, beside).unwrap_or_default(),
        nature: if beside.is_some() { Nature::Counted } else { nature_of(payout, e) },
        award: award_name(payout, e.award),
        clause: payout.policy.clause(e.clause).id.clone(),
        ..of_facts(payout, enterprise, category, &about, kept)
    }
}

/// The town of the achievement for its holder: what its rows say, else the register. The payee's is that of its first award.
fn town(payout: &Payout, e: &Entitlement, beside: Option<&Achievement>) -> Option<String> {
    let payee = || payout.payees.get(e.payee.index())?.town.clone();
    let registered = |id: EnterpriseId| payout.enterprises.get(id.index())?.register.text(builtin::TOWN);
    let stated = match (e.cause, beside) {
        (_, Some(achievement)) => achievement.text_of(e.holder, builtin::TOWN),
        (Cause::Instalment(id), None) => payout.payments.get(id.index())?.facts.text(builtin::TOWN),
        (Cause::Award(_) | Cause::Share(..), None) => {
            payout.achievements.get(e.achievement?.index())?.text_of(e.holder, builtin::TOWN)
        }
    };
    stated.or_else(|| registered(e.holder)).map(str::to_owned).or_else(payee)
}

fn of_counted(payout: &Payout, counted: Counted, kept: &Kept) -> CarriedTexts {
    let enterprise = payout.enterprises.get(counted.enterprise.index());
    let achievement = payout.achievements.get(counted.achievement.index());
    let award = counted.award.map(|id| payout.policy.award(id));
    let name = enterprise.map_or_else(String::new, |one| one.name.clone());
    let person = enterprise.is_some_and(|one| one.identity_number.is_some());
    let category = achievement.map(|one| one.category);
    let facts = achievement.map(|one| &one.facts);
    let about = About { holder: counted.enterprise, achievement, facts };
    let named = |field| kept.person(payout, &about, field);
    CarriedTexts {
        identity_number: if person {
            number(enterprise, None)
        } else {
            code::mask_number(&named(builtin::IDENTITY_NUMBER))
        },
        enterprise: if person { String::new() } else { name.clone() },
        person: if person { name } else { named(builtin::PERSON) },
        role: if person { Role::Person } else { Role::Enterprise },
        nature: if award.is_some() { Nature::Counted } else { Nature::Tallied },
        award: award.map_or_else(String::new, |award| award.id.clone()),
        clause: award.map_or_else(String::new, |award| payout.policy.clause(award.clause).id.clone()),
        ..of_facts(payout, enterprise, category, &about, kept)
    }
}

fn of_given_up(payout: &Payout, payment: &Payment, kept: &Kept) -> CarriedTexts {
    let enterprise = payout.enterprises.get(payment.enterprise.index());
    let name = enterprise.map_or_else(String::new, |one| one.name.clone());
    let stated = |field| payment.facts.text(field).unwrap_or_default().to_owned();
    let natural = enterprise.is_some_and(|one| one.identity_number.is_some());
    let about = About { holder: payment.holder, achievement: None, facts: Some(&payment.facts) };
    let holder =
        payout.enterprises.get(payment.holder.index()).filter(|_| payment.holder != payment.enterprise);
    CarriedTexts {
        enterprise: if natural { String::new() } else { name.clone() },
        holder: holder.map_or_else(String::new, |one| one.name.clone()),
        identity_number: if natural {
            number(enterprise, None)
        } else {
            code::mask_number(&stated(builtin::IDENTITY_NUMBER))
        },
        person: if natural { name } else { stated(builtin::PERSON) },
        role: payment_role(payment),
        town: stated(builtin::TOWN),
        nature: Nature::Instalment,
        award: stated(builtin::AWARD),
        clause: stated(builtin::CLAUSE),
        ..of_facts(payout, enterprise, payment.category, &about, kept)
    }
}

/// What a row says of the enterprise's codes and of the achievement.
fn of_facts(
    payout: &Payout,
    enterprise: Option<&Enterprise>,
    category: Option<CategoryId>,
    about: &About<'_>,
    kept: &Kept,
) -> CarriedTexts {
    let code = |of: fn(&Enterprise) -> Option<&String>| enterprise.and_then(of).cloned().unwrap_or_default();
    let (enterprise_name, holder, person, identity_number, town, award, clause) = Default::default();
    CarriedTexts {
        enterprise: enterprise_name,
        holder,
        person,
        identity_number,
        credit_code: code(|one| one.credit_code.as_ref()),
        organisation_code: code(|one| one.organisation_code.as_ref()),
        role: Role::Enterprise,
        category: category.map_or_else(String::new, |c| payout.policy.category(c).name.clone()),
        facts: kept.texts(payout, about),
        town,
        nature: Nature::Award,
        award,
        clause,
    }
}

/// Whether a town or department is paid.
pub fn is_public(e: &Entitlement) -> bool {
    matches!(e.role, Role::Town | Role::Department)
}

/// The enterprise of a row for an achievement beside an award's own: the payee's, or where another holds it, that one.
fn holder_beside<'a>(payout: &'a Payout, e: &Entitlement, beside: &Achievement) -> Option<&'a Enterprise> {
    let paid = payout.payees.get(e.payee.index())?.enterprise?;
    if beside.holders.iter().any(|holder| holder.enterprise == paid) {
        return enterprise_of(payout, e);
    }
    first_holder(payout, beside)
}

fn first_holder<'a>(payout: &'a Payout, achievement: &Achievement) -> Option<&'a Enterprise> {
    payout.enterprises.get(achievement.holders.first()?.enterprise.index())
}

/// Whose achievement it is.
fn holder<'a>(payout: &'a Payout, e: &Entitlement) -> Option<&'a Enterprise> {
    let holder = match e.cause {
        Cause::Instalment(id) => payout.payments.get(id.index()).map(|payment| payment.holder),
        Cause::Award(_) | Cause::Share(..) => Some(e.holder),
    };
    payout.enterprises.get(holder?.index())
}

/// The firm in whose row a person is paid; nothing where the person is the holder.
fn firm(payout: &Payout, e: &Entitlement) -> String {
    let firm = holder(payout, e);
    firm.filter(|one| one.identity_number.is_none()).map(|one| one.name.clone()).unwrap_or_default()
}

fn number(enterprise: Option<&Enterprise>, payee: Option<&Payee>) -> String {
    let own = enterprise.and_then(|one| one.identity_number.as_deref());
    let number = own.or_else(|| payee?.identity_number.as_deref()).unwrap_or_default();
    code::mask_number(number)
}

/// Of whom and of what a row speaks: an achievement, or that of the row that its instalment stood in.
fn about<'a>(payout: &'a Payout, e: &Entitlement, beside: Option<&'a Achievement>) -> About<'a> {
    let achievement = beside.or_else(|| payout.achievements.get(e.achievement?.index()));
    if let (Cause::Instalment(id), None) = (e.cause, beside) {
        let facts = payout.payments.get(id.index()).map(|payment| &payment.facts);
        return About { holder: e.holder, achievement: None, facts };
    }
    let own = achievement.and_then(|one| one.holder(e.holder).or_else(|| one.holders.first()));
    let holder = own.map_or(e.holder, |holder| holder.enterprise);
    About { holder, achievement, facts: achievement.map(|one| &one.facts) }
}
