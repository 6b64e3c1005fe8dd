//! Remarks on a finished run: claims that differ, payees without an account. No amount depends on them.

use crate::context::Context;
use crate::finding::{Code, Finding, Place};
use crate::model::entitlement::{Cause, Entitlement, Payee};
use crate::money::Money;
use crate::policy::{Role, builtin};
use std::collections::BTreeMap;

/// Every remark.
pub fn remarks(context: &Context<'_>, entitlements: &[Entitlement], payees: &[Payee]) -> Vec<Finding> {
    let mut findings = claims(context, entitlements);
    findings.extend(accounts(context, entitlements, payees));
    findings
}

/// True for an award that a list may claim: no department's, and no share of another.
fn is_award(entitlement: &Entitlement) -> bool {
    entitlement.role != Role::Department && !matches!(entitlement.cause, Cause::Share(..))
}

/// A department's claim is never paid; where it differs from the net, both are shown.
fn claims(context: &Context<'_>, entitlements: &[Entitlement]) -> Vec<Finding> {
    let mut nets: BTreeMap<u32, Money> = BTreeMap::new();
    for entitlement in entitlements.iter().filter(|entitlement| is_award(entitlement)) {
        if let Some(id) = entitlement.achievement {
            *nets.entry(id.0).or_default() += entitlement.net();
        }
    }
    let mut findings = Vec::new();
    for (id, achievement) in context.achievements() {
        let (Some(fact), Some(net)) = (achievement.facts.get(builtin::CLAIM), nets.get(&id.0)) else {
            continue;
        };
        let Some(claim) = achievement.facts.money(builtin::CLAIM) else { continue };
        if Money::exact(claim) != Some(*net) {
            let message =
                format!("报送的申请金额{}元与计算的{net}元不同，按政策计算的为准。", claim.normalize());
            let help = "请核对；金额从不照申请数支付。";
            findings.push(Finding::new(Code::ClaimDiffers, context.names.cell(fact.cell), message, help));
        }
    }
    findings
}

fn accounts(context: &Context<'_>, entitlements: &[Entitlement], payees: &[Payee]) -> Vec<Finding> {
    let mut first: BTreeMap<u32, &Entitlement> = BTreeMap::new();
    for entitlement in entitlements.iter().filter(|entitlement| entitlement.net().is_positive()) {
        first.entry(entitlement.payee.0).or_insert(entitlement);
    }
    let missing = first.into_values().filter_map(|entitlement| {
        let payee = &payees[entitlement.payee.index()];
        let complete = payee.account.is_some() && payee.bank.is_some();
        if payee.role != Role::Enterprise || complete {
            return None;
        }
        let place = entitlement.sources.first().map_or_else(Place::default, |row| context.names.row(*row));
        let lacks = match (&payee.bank, &payee.account) {
            (None, None) => "开户行和账号",
            (None, Some(_)) => "开户行",
            _ => "账号",
        };
        let message = format!("收款单位「{}」在企业名录里没有{lacks}，款项暂时无法拨付。", payee.name);
        let help = format!("请在企业名录补上{lacks}后重算；金额不受影响。");
        Some(Finding::new(Code::AccountMissing, place, message, help))
    });
    missing.collect()
}
