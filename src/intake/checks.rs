//! Identifiers: check digits warn and never reject, because lawful codes of the pilot years fail too; a sign that only looks
//! like the one that is meant holds the row.

use super::say::Fault;
use crate::finding::Code;
use crate::model::record::{Facts, ListKind};
use crate::policy::{FieldId, Policy, builtin as b};
use crate::text::code;
use crate::text::look_alike::look_alike;

/// Warnings about identifiers, each with its column.
pub(super) fn identifiers(facts: &Facts, kind: ListKind) -> Vec<(u32, Fault)> {
    let mut warnings = Vec::new();
    let mut check = |field: FieldId, what: &str, valid: &dyn Fn(&str) -> Option<bool>, shaped: bool| {
        let (Some(text), Some(fact)) = (facts.text(field), facts.get(field)) else { return };
        let fault = match valid(text) {
            Some(true) => return,
            Some(false) => "的校验位不对，可能抄错了一位",
            None if shaped => "的位数或字符不对",
            None => return,
        };
        let message = format!("{what}「{text}」{fault}；仍按原文使用。");
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

/// Fields that tell enterprises and achievements apart.
const IDENTIFYING: [FieldId; 8] = [
    b::ENTERPRISE,
    b::PERSON,
    b::CREDIT_CODE,
    b::ORGANISATION_CODE,
    b::IDENTITY_NUMBER,
    b::CERTIFICATE,
    b::PRODUCT,
    b::TITLE,
];

/// Names and numbers with a sign that looks like another, each with its column.
pub(super) fn look_alikes(
    facts: &Facts,
    policy: &Policy,
    unsettled: impl Fn(&FieldId) -> bool,
) -> Vec<(u32, Fault)> {
    let found = IDENTIFYING.iter().filter(|field| unsettled(field)).filter_map(|field| {
        let (sign, plain) = look_alike(facts.text(*field)?)?;
        let name = &policy.field(*field).name;
        let (number, meant) = (u32::from(sign), u32::from(plain));
        let message = format!(
            "「{name}」里的「{sign}」（U+{number:04X}）外形像「{plain}」（U+{meant:04X}），却是另一个字符，会使同一名称或号码成为两个。"
        );
        let help = "请在原表中用键盘重新输入；确实如此的，用「选择」决定写明该栏的内容。";
        Some((facts.get(*field)?.cell.col, Fault::new(Code::LookAlike, message, help)))
    });
    found.collect()
}
