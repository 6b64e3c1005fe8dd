//! What to write in a column: the note on its heading, and an example.

use super::Column;
use crate::policy::{FieldType, Policy, builtin as b};

/// The text of the note on a heading.
pub(super) fn note(policy: &Policy, column: &Column) -> String {
    let field = policy.field(column.field);
    let own = match column.field {
        b::SERIAL => Some("顺序号，可以不填。"),
        b::ENTERPRISE => Some("必填。营业执照上的全称；几个单位共有的，一行一个单位。"),
        b::CREDIT_CODE => Some("18 位，按文本填写；没有的不填。"),
        b::ORGANISATION_CODE => Some("9 位，如 12345678-X；有统一社会信用代码的不填。"),
        b::PERSON => Some("奖给个人或排除个人时填写，同时填身份证号。"),
        b::IDENTITY_NUMBER => Some("18 位，按文本填写，以免末尾数字丢失。"),
        b::PERSON_ACCOUNT | b::ACCOUNT => Some("收款账号，按文本填写，以免末尾数字丢失。"),
        b::BANK | b::PERSON_BANK => Some("收款账号的开户银行全称。"),
        b::ROLE => Some("收款的是企业、个人、法定代表人、镇还是部门；不填是企业。"),
        b::HOLDER => Some("付给镇、部门的，填成果是哪家企业的。"),
        b::TOWN => Some("企业所在的镇（街道、园区），各表写法一致。"),
        b::PRODUCT => Some("证书上的产品名称；商标、专利、标准没有产品的不填。"),
        b::TITLE => Some("商标、专利或标准的名称；产品类可以不填。"),
        b::CERTIFICATE => Some("证书、商标注册、专利或标准的编号，按文本填写。"),
        b::RECOGNISED => Some("认定（批准、授权、发布）的日期。"),
        b::QUANTITY => Some("大于零的整数；一件可以不填。"),
        b::RANK => Some("本单位在证书或标准文本上的次序，如 1。"),
        b::CLAIM => Some("申请的金额，只作核对，不影响计算；可以不填。"),
        b::RECERTIFIED => Some("复评（期满重新认定）填「是」，首次认定填「否」。"),
        b::FORMER_NAMES => Some("改过名的企业填写，几个名称用顿号隔开。"),
        b::YEAR => Some("必填。四位年份。"),
        b::PAID => Some("必填。已经兑现的金额；收回的填负数。"),
        b::DUE_YEAR | b::DUE_AMOUNT => Some("分期兑现、以后年度还要付的填写；没有的不填。"),
        b::EXCLUDED_FROM => Some("列入名单的日期。"),
        b::EXCLUDED_TO => Some("移出名单的日期；仍在名单上的不填。"),
        b::CATEGORY | b::EXCLUSION_KIND => Some("必填。"),
        _ => None,
    };
    let how = manner(field.kind, column);
    format!("{}：{}{how}", column.heading, own.unwrap_or_default())
}

/// How a value of a type is written.
fn manner(kind: FieldType, column: &Column) -> String {
    if !column.choices.is_empty() {
        return format!("只填其中一个：{}。", column.choices.join("、"));
    }
    match kind {
        FieldType::Date => "写成 2008-03-01 的样子。".to_owned(),
        FieldType::Money => "单位是万元，只写数字。".to_owned(),
        FieldType::Number => "只写数字。".to_owned(),
        FieldType::Whole => "写整数。".to_owned(),
        FieldType::Text | FieldType::Bool | FieldType::Choice => String::new(),
    }
}

/// An example of a value.
pub(super) fn example(policy: &Policy, column: &Column, year: i32) -> String {
    let text = match column.field {
        b::ENTERPRISE => "某某有限公司",
        b::CREDIT_CODE => "18 位代码",
        b::ORGANISATION_CODE => "9 位代码",
        b::PRODUCT => "产品全称",
        b::TITLE => "商标、专利或标准的名称",
        b::CERTIFICATE => "照证书抄写",
        b::TOWN => "某镇",
        b::BANK => "某银行某支行",
        b::QUANTITY | b::RANK => "1",
        b::YEAR => return (year - 1).to_string(),
        b::DUE_YEAR => return year.to_string(),
        b::PAID | b::CLAIM => "5",
        b::SERIAL => "※示例",
        _ => "",
    };
    match (text, column.choices.first(), policy.field(column.field).kind) {
        ("", Some(choice), _) => choice.clone(),
        ("", None, FieldType::Date) => format!("{year}-03-01"),
        _ => text.to_owned(),
    }
}
