//! The payment file: who is paid how much on which account this year, and who has none. The one output in which an
//! identity number would stand whole.

use crate::finding::{Code, Finding, Place};
use crate::model::entitlement::{Entitlement, Payee, PayeeId};
pub use crate::model::outputs::{PAYMENT_ENDINGS, PAYMENT_HEADINGS as HEADINGS};
use crate::model::payout::Payout;
use crate::money::Money;
use crate::policy::Role;
use crate::report::words;
use std::collections::BTreeMap;

/// A payment.
pub struct Line<'a> {
    /// Who.
    pub payee: &'a Payee,
    /// Where.
    pub bank: &'a str,
    /// The account.
    pub account: &'a str,
    /// How much.
    pub amount: Money,
}

/// Everybody with something due this year, with an account or without.
pub struct Batch<'a> {
    /// Payments, in the order of the payees.
    pub lines: Vec<Line<'a>>,
    /// Who has no account: left out.
    pub left_out: Vec<(&'a Payee, Money)>,
    /// What they are for.
    pub purpose: String,
}

impl<'a> Batch<'a> {
    /// Sums the payees up and parts them.
    pub fn new(payout: &'a Payout) -> Self {
        let mut due: BTreeMap<PayeeId, Money> = BTreeMap::new();
        for e in &payout.entitlements {
            *due.entry(e.payee).or_default() += e.due(payout.year);
        }
        let mut batch = Self { lines: Vec::new(), left_out: Vec::new(), purpose: purpose(payout) };
        for (id, amount) in due.into_iter().filter(|(_, amount)| amount.is_positive()) {
            let Some(payee) = payout.payees.get(id.index()) else { continue };
            let written = |text: &'a Option<String>| text.as_deref().map(str::trim).filter(|t| !t.is_empty());
            match (written(&payee.bank), written(&payee.account)) {
                (Some(bank), Some(account)) => batch.lines.push(Line { payee, bank, account, amount }),
                _ => batch.left_out.push((payee, amount)),
            }
        }
        batch
    }

    /// What is listed.
    pub fn listed(&self) -> Money {
        self.lines.iter().map(|line| line.amount).sum()
    }

    /// What is left out.
    pub fn without(&self) -> Money {
        self.left_out.iter().map(|(_, amount)| *amount).sum()
    }

    /// Listed and left out against what is due this year.
    pub fn reconciled(&self, payout: &Payout) -> String {
        let (listed, without, due) = (self.listed(), self.without(), payout.totals.payable);
        let check = if listed + without == due { "一致" } else { "不一致" };
        format!(
            "付款文件列入{}个收款单位{listed}元，未列入{}个{without}元（没有开户行或账号），合计{}元，本年实兑{due}元，{check}",
            self.lines.len(),
            self.left_out.len(),
            listed + without
        )
    }
}

fn purpose(payout: &Payout) -> String {
    let trial = if words::draft(payout).is_empty() { "" } else { "（试算，不得拨付）" };
    format!("{}年度{}{trial}", payout.year, payout.policy.name)
}

/// Adds what is to be said of the payment file, where one is written.
pub fn add_findings(payout: &mut Payout) {
    if payout.settings.payment_file {
        payout.findings.extend(findings(payout));
        payout.findings.sort_by(|a, b| (&a.place, a.code, &a.message).cmp(&(&b.place, b.code, &b.message)));
    }
}

/// One finding for each payee that is left out.
pub fn findings(payout: &Payout) -> Vec<Finding> {
    let first = |payee: &Payee| {
        let own =
            |e: &&Entitlement| payout.payees.get(e.payee.index()).is_some_and(|p| std::ptr::eq(p, payee));
        payout.entitlements.iter().find(own).and_then(|e| e.sources.first())
    };
    let left_out = Batch::new(payout).left_out;
    let found = left_out.into_iter().map(|(payee, amount)| {
        let place = first(payee).map_or_else(Place::default, |at| Place {
            file: words::file_name(payout, at.file).to_owned(),
            sheet: words::sheet_name(payout, *at).map(str::to_owned),
            cell: Some((at.row + 1).to_string()),
            span: None,
        });
        let message = format!("收款单位「{}」没有开户行或账号，{amount}元没有列入付款文件。", payee.name);
        Finding::new(Code::NotInPayment, place, message, remedy(payee))
    });
    found.collect()
}

/// Where an account can be written for a payee of its role.
fn remedy(payee: &Payee) -> String {
    match payee.role {
        Role::Enterprise => "请在企业名录里补上开户行和账号后重算，或另行拨付。".to_owned(),
        Role::Person => {
            "请在名单里补上「个人开户行」「个人账号」两栏（或把本人连同身份证号、开户行和账号写进企业名录）后重算，或另行拨付。".to_owned()
        }
        Role::Town | Role::Department => format!(
            "请在企业名录里加一行，企业名称写「{}」，填上开户行和账号后重算，或另行拨付。",
            payee.name
        ),
        Role::Representative => "企业名录里只有企业的账号，请向本人要账号后另行拨付。".to_owned(),
    }
}

/// The list as comma-separated values: UTF-8 with a byte order mark, CRLF, no cell that a spreadsheet program computes.
pub fn csv(payout: &Payout) -> Vec<u8> {
    let batch = Batch::new(payout);
    let mut text = String::from('\u{FEFF}');
    record(&mut text, HEADINGS);
    for line in &batch.lines {
        let amount = line.amount.to_string();
        record(&mut text, [&line.payee.name, line.bank, line.account, &amount, &batch.purpose]);
    }
    text.into_bytes()
}

fn record(text: &mut String, cells: [&str; 5]) {
    let cells = cells.map(field);
    text.push_str(&cells.join(","));
    text.push_str("\r\n");
}

/// A cell: behind an apostrophe where it would begin a formula, quoted where it must be.
fn field(cell: &str) -> String {
    let mut safe = String::new();
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        safe.push('\'');
    }
    safe.push_str(cell);
    if safe.contains(['"', ',', '\n', '\r']) { format!("\"{}\"", safe.replace('"', "\"\"")) } else { safe }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample;

    #[test]
    fn payees_without_an_account_are_left_out_and_the_total_reconciles() {
        let payout = sample::payout();
        let batch = Batch::new(&payout);
        // 310000 of the first firm has an account; see the sample for the others.
        assert_eq!(batch.listed() + batch.without(), payout.totals.payable);
        assert!(!batch.left_out.is_empty());
        assert_eq!(findings(&payout).len(), batch.left_out.len());
        assert!(batch.reconciled(&payout).ends_with("一致"));
        assert!(!batch.reconciled(&payout).ends_with("不一致"));
        let text = String::from_utf8(csv(&payout)).expect("text");
        assert!(text.starts_with("\u{FEFF}收款单位,开户行,账号,金额,用途\r\n"));
        assert!(text.contains(",0320282198001011234,310000.00,"), "{text}");
        assert_eq!(text.lines().count(), 1 + batch.lines.len());
    }

    #[test]
    fn no_cell_begins_a_formula() {
        for (cell, written) in [
            ("=1+1", "'=1+1"),
            ("+86", "'+86"),
            ("-5", "'-5"),
            ("@SUM", "'@SUM"),
            ("\tx", "'\tx"),
            ("\rx", "\"'\rx\""),
            ("甲,乙", "\"甲,乙\""),
            ("“甲\"乙", "\"“甲\"\"乙\""),
            ("示例甲", "示例甲"),
        ] {
            assert_eq!(field(cell), written);
        }
    }
}
