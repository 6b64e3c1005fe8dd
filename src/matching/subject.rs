//! Who an award pays: holders, persons, representatives, towns, departments.

use super::{Firms, Payees};
use crate::condition::shown;
use crate::context::{Context, View};
use crate::finding::Code;
use crate::model::achievement::{Achievement, EnterpriseId};
use crate::model::entitlement::{Payee, PayeeId};
use crate::policy::{Award, JointMode, Role, builtin};
use crate::text::normal;
use std::collections::BTreeMap;

/// Someone whom an award of a role may pay for an achievement.
#[derive(Clone, Debug)]
pub(crate) struct Subject {
    /// The enterprise or person behind it.
    pub enterprise: EnterpriseId,
    /// Position among all holders of the achievement, from 0.
    pub position: usize,
}

/// Why nobody can be paid.
#[derive(Clone, Debug)]
pub struct Unpayable {
    /// The finding's code.
    pub code: Code,
    /// What is missing or in doubt.
    pub why: String,
}

impl From<String> for Unpayable {
    fn from(why: String) -> Self {
        Self { code: Code::FactMissing, why }
    }
}

/// The subjects of a role: every holder for enterprises, persons and representatives; the first for towns and departments.
/// Where the row of one enterprise names a person, those of all should.
pub(super) fn subjects(context: &Context<'_>, achievement: &Achievement, role: Role) -> Vec<Subject> {
    let holders = achievement.holders.iter().enumerate();
    let all = holders.map(|(position, holder)| Subject { enterprise: holder.enterprise, position });
    let person = |subject: &Subject| context.enterprise(subject.enterprise).identity_number.is_some();
    match role {
        Role::Enterprise | Role::Representative => all.filter(|subject| !person(subject)).collect(),
        Role::Person => {
            let named = |one: &Subject| achievement.text_of(one.enterprise, builtin::PERSON).is_some();
            let firms_name = all.clone().any(|one| !person(&one) && named(&one));
            all.filter(|subject| firms_name || person(subject)).collect()
        }
        Role::Town | Role::Department => all.take(1).collect(),
    }
}

/// Why a role has no subject.
pub(super) fn none_of(role: Role) -> &'static str {
    match role {
        Role::Enterprise => "本类别奖励企业，持有人是个人",
        Role::Person => "本类别奖励个人，持有人不是个人",
        Role::Representative => "持有人没有法定代表人",
        Role::Town | Role::Department => "没有持有人",
    }
}

/// The payee; an error says why there is none.
pub(super) fn payee(
    payees: &mut Payees,
    firms: &Firms,
    view: &View<'_>,
    award: &Award,
    subject: &Subject,
) -> Result<PayeeId, Unpayable> {
    let (identity, payee) = who(view, award, subject)?;
    firms.refuse(view.context, award.payee_field, &payee.name)?;
    Ok(payees.id(award.role, identity, || payee))
}

/// Who is paid, and what tells payees of the role apart; an error says why nobody can be.
pub(super) fn who(view: &View<'_>, award: &Award, subject: &Subject) -> Result<(String, Payee), Unpayable> {
    let context = view.context;
    let enterprise = context.enterprise(subject.enterprise);
    let town = view.town().map(str::to_owned);
    let plain = |name: &str| Payee {
        name: name.to_owned(),
        role: award.role,
        enterprise: None,
        identity_number: None,
        town: town.clone(),
        bank: None,
        account: None,
    };
    let of_enterprise = |name: &str| Payee { enterprise: Some(subject.enterprise), ..plain(name) };
    let by_name = |name: &str| (normal::key(name), plain(name));
    match award.role {
        Role::Enterprise => Ok((format!("{:08}", subject.enterprise.0), of_enterprise(&enterprise.name))),
        Role::Person => person(view, subject, &plain),
        Role::Representative => {
            let name = enterprise.register.text(builtin::REPRESENTATIVE);
            let name = name.ok_or_else(|| format!("企业名录没有「{}」的法定代表人", enterprise.name))?;
            Ok((format!("{:08}{}", subject.enterprise.0, normal::key(name)), of_enterprise(name)))
        }
        Role::Town => {
            let name = public(view, award);
            let name = name.ok_or_else(|| format!("不知道「{}」在哪个镇", enterprise.name))?;
            one_for_all(view, award)?;
            Ok(by_name(&name))
        }
        Role::Department => {
            let field =
                award.payee_field.map_or("部门", |field| view.context.policy.field(field).name.as_str());
            let name = public(view, award).ok_or_else(|| format!("没有写「{field}」，不知道奖给哪个部门"))?;
            one_for_all(view, award)?;
            Ok(by_name(&name))
        }
    }
}

/// The town or department that an award pays for a holder.
fn public(view: &View<'_>, award: &Award) -> Option<String> {
    let stated = || award.payee_field.and_then(|field| view.value(field, 0)).map(|value| shown(&value));
    match award.role {
        Role::Town => view.town().map(str::to_owned),
        _ => award.payee.clone().or_else(stated),
    }
}

/// A town's or department's award is given once for an achievement: which of its holders' it is, where they differ, only the
/// award can say.
fn one_for_all(view: &View<'_>, award: &Award) -> Result<(), Unpayable> {
    let Some(achievement) = view.achievement.map(|id| view.context.achievement(id)) else { return Ok(()) };
    let first = achievement.holders.first().and_then(|holder| holder.rank) == Some(1);
    if first && matches!(award.joint, Some((JointMode::First, _))) {
        return Ok(());
    }
    let mut named: BTreeMap<String, String> = BTreeMap::new();
    for holder in &achievement.holders {
        if let Some(name) = public(&View { enterprise: holder.enterprise, ..*view }, award) {
            named.entry(normal::key(&name)).or_insert(name);
        }
    }
    if named.len() < 2 {
        return Ok(());
    }
    let named: Vec<String> = named.into_values().map(|name| format!("「{name}」")).collect();
    let (named, award) = (named.join("、"), &award.id);
    let why = format!("几家共有，所在的分别是{named}，奖项「{award}」没有说奖给哪一个");
    Err(Unpayable { code: Code::TownsSeveral, why })
}

fn person(
    view: &View<'_>,
    subject: &Subject,
    plain: &dyn Fn(&str) -> Payee,
) -> Result<(String, Payee), Unpayable> {
    let holder = view.context.enterprise(subject.enterprise);
    let (name, number, enterprise) = match &holder.identity_number {
        Some(number) => (holder.name.clone(), number.clone(), Some(subject.enterprise)),
        None => {
            let (name, number) = super::named_person(view)?;
            (name, number, None)
        }
    };
    Ok((number.clone(), Payee { enterprise, identity_number: Some(number), ..plain(&name) }))
}
