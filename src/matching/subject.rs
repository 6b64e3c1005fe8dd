//! Who an award pays: holders, persons, representatives, towns, departments.

use super::Payees;
use crate::context::{Context, View};
use crate::model::achievement::{Achievement, EnterpriseId};
use crate::model::entitlement::{Payee, PayeeId};
use crate::policy::{Award, Role, builtin};
use crate::text::{code, normal};

/// Someone whom an award of a role may pay for an achievement.
#[derive(Clone, Debug)]
pub(crate) struct Subject {
    /// The enterprise or person behind it.
    pub enterprise: EnterpriseId,
    /// Position among all holders of the achievement, from 0.
    pub position: usize,
}

/// The subjects of a role: every holder for enterprises, persons and representatives; the first for towns and departments.
pub(super) fn subjects(context: &Context<'_>, achievement: &Achievement, role: Role) -> Vec<Subject> {
    let holders = achievement.holders.iter().enumerate();
    let all = holders.map(|(position, holder)| Subject { enterprise: holder.enterprise, position });
    let person = |subject: &Subject| context.enterprise(subject.enterprise).identity_number.is_some();
    match role {
        Role::Enterprise | Role::Representative => all.filter(|subject| !person(subject)).collect(),
        Role::Person => {
            let persons: Vec<Subject> = all.clone().filter(person).collect();
            let named = achievement.facts.text(builtin::PERSON).is_some();
            if persons.is_empty() && named { all.take(1).collect() } else { persons }
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

/// The payee; an error says what is missing.
pub(super) fn payee(
    payees: &mut Payees,
    view: &View<'_>,
    award: &Award,
    subject: &Subject,
) -> Result<PayeeId, String> {
    let (identity, payee) = who(view, award, subject)?;
    Ok(payees.id(award.role, identity, || payee))
}

/// Who is paid, and what tells payees of the role apart; an error says what is missing.
pub(super) fn who(view: &View<'_>, award: &Award, subject: &Subject) -> Result<(String, Payee), String> {
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
            let name = town.as_deref().ok_or_else(|| format!("不知道「{}」在哪个镇", enterprise.name))?;
            Ok(by_name(name))
        }
        Role::Department => {
            let stated = award
                .payee_field
                .and_then(|field| view.value(field, 0))
                .map(|value| crate::condition::shown(&value));
            let name = award.payee.clone().or(stated).ok_or_else(|| "没有写收款的部门".to_owned())?;
            Ok(by_name(&name))
        }
    }
}

fn person(
    view: &View<'_>,
    subject: &Subject,
    plain: &dyn Fn(&str) -> Payee,
) -> Result<(String, Payee), String> {
    let holder = view.context.enterprise(subject.enterprise);
    let (name, number, enterprise) = match &holder.identity_number {
        Some(number) => (holder.name.as_str(), number.clone(), Some(subject.enterprise)),
        None => {
            let name = view.text(builtin::PERSON).ok_or("没有写个人姓名")?;
            let number = view.text(builtin::IDENTITY_NUMBER);
            (name, code::person_key(number.ok_or("没有个人的身份证号，不能确认是谁")?), None)
        }
    };
    Ok((number.clone(), Payee { enterprise, identity_number: Some(number), ..plain(name) }))
}
