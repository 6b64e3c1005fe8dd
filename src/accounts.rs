//! Accounts: where each payee's money goes, found once the awards stand. The register has an enterprise's, a town's and a
//! department's; a person's stands there too, or in the person's own rows.

use crate::context::Context;
use crate::finding::{Code, Finding, Place};
use crate::model::achievement::EnterpriseId;
use crate::model::entitlement::{Cause, Entitlement, Payee};
use crate::model::record::{Fact, Facts, Value};
use crate::policy::{FieldId, Role, builtin};
use crate::text::normal;
use std::collections::BTreeMap;

/// Gives every payee its bank and account. One whose accounts differ, or whose account is none, gets none, and a finding.
pub fn fill(context: &Context<'_>, entitlements: &[Entitlement], payees: &mut [Payee]) -> Vec<Finding> {
    let own = own_facts(context, entitlements);
    let registered = Registered::new(context, payees);
    let mut findings = Vec::new();
    for (index, payee) in payees.iter_mut().enumerate() {
        let rows = own.get(&index).map_or(&[][..], Vec::as_slice);
        let found = candidates(context, &registered, payee, rows);
        match chosen(context, &found) {
            Ok(Some(account)) => payee.account = Some(account),
            Ok(None) => {}
            Err((place, why)) => {
                let message = format!("收款单位「{}」{why}，没有采用。", payee.name);
                let help = "请与本人或单位核对，各处改成同一个正确的账号后重算；金额不受影响。";
                findings.push(Finding::new(Code::AccountUnsure, place, message, help));
            }
        }
        payee.bank = found.iter().find_map(|one| one.bank.clone());
    }
    findings
}

/// A bank and an account that the lists state for a payee.
struct Candidate<'a> {
    bank: Option<String>,
    account: Option<&'a Fact>,
}

/// The facts of the achievements that each person is paid for.
fn own_facts<'a>(context: &Context<'a>, entitlements: &[Entitlement]) -> BTreeMap<usize, Vec<&'a Facts>> {
    let mut own: BTreeMap<usize, Vec<&Facts>> = BTreeMap::new();
    for e in entitlements.iter().filter(|e| e.role == Role::Person) {
        let facts = match e.cause {
            Cause::Instalment(id) => &context.register.payments[id.index()].facts,
            Cause::Award(_) | Cause::Share(..) => match e.achievement {
                Some(id) => &context.achievement(id).facts,
                None => continue,
            },
        };
        own.entry(e.payee.index()).or_default().push(facts);
    }
    own
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
    rows: &[&'a Facts],
) -> Vec<Candidate<'a>> {
    let stated = |facts: &'a Facts, bank: FieldId, account: FieldId| Candidate {
        bank: facts.text(bank).filter(|text| !normal::is_blank(text)).map(str::to_owned),
        account: facts.get(account).filter(|fact| !is_blank(fact)),
    };
    let of = |id: EnterpriseId| stated(&context.enterprise(id).register, builtin::BANK, builtin::ACCOUNT);
    match payee.role {
        Role::Enterprise => payee.enterprise.map(of).into_iter().collect(),
        Role::Town | Role::Department => {
            registered.by_name.get(&normal::key(&payee.name)).copied().map(of).into_iter().collect()
        }
        Role::Person => {
            let number = payee.identity_number.as_deref();
            let own = number.and_then(|number| registered.by_number.get(number)).copied().map(of);
            let in_rows =
                rows.iter().map(|facts| stated(facts, builtin::PERSON_BANK, builtin::PERSON_ACCOUNT));
            own.into_iter().chain(in_rows).collect()
        }
        // The register has the enterprise's account, which is not its representative's.
        Role::Representative => Vec::new(),
    }
}

fn is_blank(fact: &Fact) -> bool {
    matches!(&fact.value, Value::Text(text) if normal::is_blank(text))
}

/// The one account that is stated, without spaces; where several differ or one is no account, the place and why.
fn chosen(context: &Context<'_>, found: &[Candidate<'_>]) -> Result<Option<String>, (Place, String)> {
    let mut accounts: Vec<(String, &Fact)> = Vec::new();
    for fact in found.iter().filter_map(|one| one.account) {
        let Value::Text(text) = &fact.value else { continue };
        let account = normal::key(text);
        if !is_account(&account) {
            return Err((context.names.cell(fact.cell), format!("写的账号「{text}」不是账号")));
        }
        if accounts.iter().all(|(other, _)| *other != account) {
            accounts.push((account, fact));
        }
    }
    match accounts.as_slice() {
        [] => Ok(None),
        [(account, _)] => Ok(Some(account.clone())),
        [.., (last, fact)] => {
            let why = format!("在几处写的账号不同（{}、{last}）", accounts[0].0);
            Err((context.names.cell(fact.cell), why))
        }
    }
}

/// Digits, letters and strokes, with a digit among them.
fn is_account(text: &str) -> bool {
    text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-') && text.chars().any(|c| c.is_ascii_digit())
}
