//! Identifiers: check digits warn and never reject, because lawful codes of the pilot years fail too; a sign that only looks
//! like the one that is meant holds the row.

use super::build::Faults;
use super::say::Fault;
use crate::finding::Code;
use crate::model::record::{Facts, ListKind};
use crate::policy::{FieldId, Policy, builtin as b};
use crate::text::code;
use crate::text::look_alike::look_alike;
use std::borrow::Cow;

/// Warnings about identifiers, each with its column.
pub(super) fn identifiers(facts: &Facts, kind: ListKind) -> Vec<(u32, Fault)> {
    let mut warnings = Vec::new();
    let mut check = |field: FieldId, what: &str, valid: &dyn Fn(&str) -> Option<bool>, shaped: bool| {
        let (Some(text), Some(fact)) = (facts.text(field), facts.get(field)) else { return };
        let fault = match valid(text) {
            Some(true) => return,
            Some(false) if field == b::IDENTITY_NUMBER => "的出生日期或校验位不对，可能抄错了一位",
            Some(false) => "的校验位不对，可能抄错了一位",
            None if shaped => "的位数或字符不对",
            None => return,
        };
        let shown =
            if field == b::IDENTITY_NUMBER { code::mask_number(text).into() } else { Cow::Borrowed(text) };
        let message = format!("{what}「{shown}」{fault}；仍按原文使用。");
        warnings
            .push((fact.cell.col, Fault::new(Code::CheckDigit, message, "请与证照核对；确实无误的不用改。")));
    };
    check(b::CREDIT_CODE, "统一社会信用代码", &|text| code::credit_code(text).map(|code| code.valid), true);
    check(
        b::ORGANISATION_CODE,
        "组织机构代码",
        &|text| code::organisation_code(text).map(|code| code.valid),
        true,
    );
    check(b::IDENTITY_NUMBER, "身份证号", &code::identity_check, false);
    if kind != ListKind::Register {
        // Bare digits may be any certificate's; only what is written as a patent number is checked as one.
        let written = |text: &&str| text.to_ascii_uppercase().starts_with("ZL") || text.contains(['.', '．']);
        let patent = |text: &str| {
            code::patent_number(Some(text).filter(written)?).and_then(|patent| patent.check_valid)
        };
        check(b::CERTIFICATE, "专利号", &patent, false);
    }
    warnings
}

/// Fields that tell enterprises and achievements apart, and whether such a sign in them holds the row: what a product is
/// called decides nothing where there is a certificate.
const IDENTIFYING: [(FieldId, bool); 8] = [
    (b::ENTERPRISE, true),
    (b::PERSON, true),
    (b::CREDIT_CODE, true),
    (b::ORGANISATION_CODE, true),
    (b::IDENTITY_NUMBER, true),
    (b::CERTIFICATE, true),
    (b::PRODUCT, false),
    (b::TITLE, false),
];

/// Adds names and numbers with a letter that looks like another to the faults, but for fields that a person settled;
/// `choice` gives the lines of the decision that keeps a field's text.
pub(super) fn look_alikes(
    facts: &Facts,
    policy: &Policy,
    settled: impl Fn(FieldId) -> bool,
    choice: impl Fn(&str, &str) -> String,
    faults: &mut Faults,
) {
    for (field, holds) in IDENTIFYING {
        let Some(fact) = facts.get(field).filter(|_| !settled(field)) else { continue };
        let Some(text) = facts.text(field) else { continue };
        let Some((sign, plain)) = look_alike(text) else { continue };
        let name = &policy.field(field).name;
        let (number, meant) = (u32::from(sign), u32::from(plain));
        let message = format!(
            "「{name}」里的「{sign}」（U+{number:04X}）外形像「{plain}」（U+{meant:04X}），却是另一个字符，会使同一名称或号码成为两个。"
        );
        let help =
            format!("请在原表中用键盘重新输入；确实如此的在 decisions.toml 中写明：\n{}", choice(name, text));
        let to = if holds { &mut faults.holding } else { &mut faults.warning };
        to.push((fact.cell.col, Fault::new(Code::LookAlike, message, help)));
    }
}
