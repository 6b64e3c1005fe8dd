//! Accounts: where each payee's money goes, found once the awards stand. The register has an enterprise's, a town's and a
//! department's; a person's stands there too, or in the person's own rows.

use crate::context::Context;
use crate::finding::{Code, Finding, Place};
use crate::model::achievement::EnterpriseId;
use crate::model::entitlement::{Cause, Entitlement, Payee};
use crate::model::record::{Fact, Value};
use crate::policy::{Role, builtin};
use crate::text::normal;
use std::collections::BTreeMap;

/// Gives every payee its bank and account, both from one place. Where places differ, or an account is none, there is none, and
/// a finding.
pub fn fill(context: &Context<'_>, entitlements: &[Entitlement], payees: &mut [Payee]) -> Vec<Finding> {
    let mut in_rows = in_rows(context, entitlements);
    let registered = Registered::new(context, payees);
    let mut findings = Vec::new();
    for (index, payee) in payees.iter_mut().enumerate() {
        let rows = in_rows.remove(&index).unwrap_or_default();
        match chosen(context, candidates(context, &registered, payee, rows)) {
            Ok(chosen) => (payee.bank, payee.account) = chosen,
            Err((place, why)) => {
                let message = format!("收款单位「{}」{why}，没有采用。", payee.name);
                let help = "请与本人或单位核对，各处改成同一个开户行和账号后重算；金额不受影响。";
                findings.push(Finding::new(Code::AccountUnsure, place, message, help));
            }
        }
    }
    findings.extend(shared(context, payees));
    findings
}

/// Enterprises with one account: a group may keep one, or a line of the register was copied.
fn shared(context: &Context<'_>, payees: &[Payee]) -> Vec<Finding> {
    let mut by_account: BTreeMap<&str, BTreeMap<EnterpriseId, &Payee>> = BTreeMap::new();
    for payee in payees.iter().filter(|payee| payee.role == Role::Enterprise) {
        if let Some((account, id)) = payee.account.as_deref().zip(payee.enterprise) {
            by_account.entry(account).or_default().insert(id, payee);
        }
    }
    let several = by_account.into_values().filter(|firms| firms.len() > 1);
    let found = several.filter_map(|firms| {
        let names: Vec<String> = firms.values().map(|payee| format!("「{}」", payee.name)).collect();
        let (last, _) = firms.last_key_value()?;
        let fact = context.enterprise(*last).register.get(builtin::ACCOUNT)?;
        let message = format!("{}的账号相同，款项会付到同一个账户。", names.join("、"));
        let help = "请与单位核对；抄错的改正后重算，确是同一账户的不用改。";
        Some(Finding::new(Code::AccountShared, context.names.cell(fact.cell), message, help))
    });
    found.collect()
}

/// A bank and an account that the lists state for a payee.
struct Candidate<'a> {
    bank: Option<String>,
    account: Option<&'a Fact>,
}

impl<'a> Candidate<'a> {
    fn new(bank: Option<&Fact>, account: Option<&'a Fact>) -> Self {
        let bank = bank.and_then(Fact::text).filter(|text| !normal::is_blank(text));
        Self { bank: bank.map(str::to_owned), account: account.filter(|fact| !is_blank(fact)) }
    }
}

/// What the rows that each person is paid for state.
fn in_rows<'a>(context: &Context<'a>, entitlements: &[Entitlement]) -> BTreeMap<usize, Vec<Candidate<'a>>> {
    let mut found: BTreeMap<usize, Vec<Candidate<'a>>> = BTreeMap::new();
    for e in entitlements.iter().filter(|e| e.role == Role::Person) {
        let fact = |field| match e.cause {
            Cause::Instalment(id) => context.register.payments[id.index()].facts.get(field),
            Cause::Award(_) | Cause::Share(..) => {
                context.achievement(e.achievement?).fact_of(e.holder, field)
            }
        };
        let one = Candidate::new(fact(builtin::PERSON_BANK), fact(builtin::PERSON_ACCOUNT));
        found.entry(e.payee.index()).or_default().push(one);
    }
    found
}

/// Rows of the register by what towns, departments and persons go by; nothing is looked up where there are none to pay.
struct Registered {
    by_name: BTreeMap<String, EnterpriseId>,
    by_number: BTreeMap<String, EnterpriseId>,
}

impl Registered {
    fn new(context: &Context<'_>, payees: &[Payee]) -> Self {
        let mut registered = Self { by_name: BTreeMap::new(), by_number: BTreeMap::new() };
        if payees.iter().all(|payee| payee.role == Role::Enterprise) {
            return registered;
        }
        for (id, enterprise) in (0_u32..).map(EnterpriseId).zip(&context.register.enterprises) {
            registered.by_name.entry(normal::key(&enterprise.name)).or_insert(id);
            if let Some(number) = &enterprise.identity_number {
                registered.by_number.entry(normal::key(number)).or_insert(id);
            }
        }
        registered
    }
}

fn candidates<'a>(
    context: &Context<'a>,
    registered: &Registered,
    payee: &Payee,
    rows: Vec<Candidate<'a>>,
) -> Vec<Candidate<'a>> {
    let of = |id: EnterpriseId| {
        let register = &context.enterprise(id).register;
        Candidate::new(register.get(builtin::BANK), register.get(builtin::ACCOUNT))
    };
    match payee.role {
        Role::Enterprise => payee.enterprise.map(of).into_iter().collect(),
        Role::Town | Role::Department => {
            registered.by_name.get(&normal::key(&payee.name)).copied().map(of).into_iter().collect()
        }
        Role::Person => {
            let number = payee.identity_number.as_deref();
            let own = number.and_then(|number| registered.by_number.get(number)).copied().map(of);
            own.into_iter().chain(rows).collect()
        }
        // The register has the enterprise's account, which is not its representative's.
        Role::Representative => Vec::new(),
    }
}

fn is_blank(fact: &Fact) -> bool {
    matches!(&fact.value, Value::Text(text) if normal::is_blank(text))
}

/// A bank and an account; none of what nothing states.
type Chosen = (Option<String>, Option<String>);

/// What one place states, where the others state nothing else; the place and why where they do. An account with its bank is
/// taken before one without.
fn chosen(context: &Context<'_>, found: Vec<Candidate<'_>>) -> Result<Chosen, (Place, String)> {
    let mut whole: Chosen = (None, None);
    for one in found {
        let Some(fact) = one.account else {
            // A bank alone says what to ask for.
            if whole.1.is_none() {
                whole.0 = whole.0.or(one.bank);
            }
            continue;
        };
        let Value::Text(text) = &fact.value else { continue };
        let wrong = |why: String| Err((context.names.cell(fact.cell), why));
        let Some(account) = account(text) else {
            return wrong(format!("写的账号「{text}」不是一个账号"));
        };
        match &whole {
            (_, Some(other)) if *other != account => {
                return wrong(format!("在几处写的账号不同（{other}、{account}）"));
            }
            (Some(bank), Some(_)) if one.bank.as_ref().is_some_and(|own| !same_bank(own, bank)) => {
                let own = one.bank.unwrap_or_default();
                return wrong(format!("同一账号在几处写的开户行不同（{bank}、{own}）"));
            }
            (bank, Some(_)) => whole.0 = bank.clone().or(one.bank),
            (_, None) => whole = (one.bank, Some(account)),
        }
    }
    Ok(whole)
}

fn same_bank(a: &str, b: &str) -> bool {
    normal::key(a) == normal::key(b)
}

/// An account without the spaces between its groups; none where the text is no account, or looks like two.
fn account(text: &str) -> Option<String> {
    let shown = normal::display(text);
    let groups: Vec<&str> = shown.split(' ').collect();
    // Groups of one number are of four or so digits each; two that could stand alone are two accounts.
    let stands_alone = |group: &&str| group.chars().count() > LONGEST_GROUP;
    let account = normal::key(text);
    let fits = account.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
        && account.chars().any(|c| c.is_ascii_digit())
        && (groups.len() == 1 || !groups.iter().any(stands_alone))
        && !text.trim().contains(['\n', '\r']);
    fits.then_some(account)
}

/// More digits in a group than people part numbers into.
const LONGEST_GROUP: usize = 6;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_account_is_one_number_however_it_is_grouped() {
        for (text, read) in [
            ("6222021234567890123", Some("6222021234567890123")),
            ("622202 1234 5678 90123", Some("6222021234567890123")),
            ("３２０５-０１", Some("3205-01")),
            ("12345678 87654321", None),
            ("10001\n10002", None),
            ("待补", None),
            ("10001、10002", None),
        ] {
            assert_eq!(account(text).as_deref(), read, "{text}");
        }
    }
}
