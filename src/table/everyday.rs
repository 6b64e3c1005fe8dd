//! Everyday headings: they stand for a field only where no column of the table has a better heading for it. 品牌 beside 产品名称 is
//! some other column, and alone it names the product.

use crate::policy::{FieldId, builtin as b};
use crate::text::normal::key;
use std::collections::BTreeMap;
use std::sync::LazyLock;

const ENTERPRISE: [&str; 75] = [
    "单位",
    "获证企业",
    "获证单位",
    "获证企业名称",
    "获证单位名称",
    "受奖企业",
    "受奖单位",
    "受奖企业名称",
    "受奖单位名称",
    "奖励对象",
    "奖励企业",
    "奖励单位",
    "奖励企业名称",
    "奖励单位名称",
    "被奖励单位",
    "被奖励企业",
    "拟奖企业",
    "拟奖单位",
    "拟奖励企业",
    "拟奖励单位",
    "拟奖励企业名称",
    "拟奖励单位名称",
    "补助对象",
    "补助单位",
    "补助企业",
    "受益企业",
    "受益单位",
    "商标权人",
    "商标持有人",
    "商标所有权人",
    "商标注册人名称",
    "权利人/单位",
    "专利权人/申请人",
    "专利权人/单位",
    "申请(专利权)人",
    "专利权(申请)人",
    "第一专利权人",
    "证书持有人",
    "持证单位",
    "持证企业",
    "生产厂家",
    "厂家",
    "厂名",
    "项目单位",
    "项目承担单位",
    "实施单位",
    "完成单位",
    "第一完成单位",
    "第一起草单位",
    "认定企业",
    "申报主体",
    "申报主体名称",
    "市场主体名称",
    "获奖企业全称",
    "获奖单位全称",
    "企业(单位)全称",
    "公司全称",
    "纳税人名称",
    "主要起草单位",
    "标准起草单位",
    "牵头起草单位",
    "申请人",
    "获得企业",
    "获得单位",
    "户名",
    "收款人",
    "生产单位",
    "生产主体",
    "经营主体",
    "运营单位",
    "建站单位",
    "设站单位",
    "出品单位",
    "用人单位",
    "所在企业",
];

const PRODUCT: [&str; 19] = [
    "品牌",
    "品牌名称",
    "品牌产品",
    "名牌名称",
    "商标/产品名称",
    "商标/产品",
    "产品名称/商标",
    "产品名称/注册商标",
    "产品(品牌)名称",
    "产品名称及型号",
    "产品名称、型号",
    "产品名称/型号",
    "产品名称型号",
    "获证产品",
    "获证产品名称",
    "获牌产品",
    "认定产品",
    "认定产品名称",
    "名优产品",
];

const RECOGNISED: [&str; 46] = [
    "获批时间",
    "获批日期",
    "获评时间",
    "获评日期",
    "颁发日期",
    "颁发时间",
    "颁奖时间",
    "授牌时间",
    "授牌日期",
    "取得日期",
    "取得时间",
    "公布年月",
    "公告年月",
    "获证年月",
    "授权年月",
    "发证年月",
    "批准/认定时间",
    "批准/认定日期",
    "认定/批准时间",
    "认定/批准日期",
    "认定(批准)时间",
    "认定(批准)日期",
    "批准(认定)时间",
    "批准(认定)日期",
    "授权公告日/授权日",
    "授权日/授权公告日",
    "证书日期",
    "证书颁发日期",
    "证书颁发时间",
    "核发日期",
    "核发时间",
    "评审通过日期",
    "确认时间",
    "确认日期",
    "评选时间",
    "公告时间",
    "获得日期",
    "核准时间",
    "颁布日期",
    "颁布时间",
    "发文日期",
    "发文时间",
    "入库时间",
    "入库日期",
    "认证时间",
    "认证日期",
];

/// The field that a heading of one or more parts stands for where no better one does: the whole of it, or its last part below one
/// that only groups columns.
pub fn field_of(parts: &[String]) -> Option<FieldId> {
    field(&parts.join(" ")).or_else(|| {
        let (last, upper) = parts.split_last().filter(|(_, upper)| !upper.is_empty())?;
        let of_another = upper.iter().any(|part| OF_ANOTHER.iter().any(|word| key(part).contains(word)));
        field(last).filter(|_| !of_another && !is_of_measures(last))
    })
}

/// Above a heading: it is of an earlier recognition, or of what was only asked for.
const OF_ANOTHER: [&str; 11] =
    ["原", "上次", "上一", "前次", "首次", "以前", "往年", "历年", "曾", "申报", "申请"];

/// The field that a heading stands for where no better one does.
pub fn field(heading: &str) -> Option<FieldId> {
    field_of_key(&key(heading))
}

/// As [`field`], of a heading as a key: every cell of a list is asked.
pub fn field_of_key(key: &str) -> Option<FieldId> {
    FIELDS.get(key.trim_matches(['*', ':', '※', '★'])).copied()
}

/// The headings as keys.
static FIELDS: LazyLock<BTreeMap<String, FieldId>> = LazyLock::new(|| {
    let of = |words: &'static [&str], field| words.iter().map(move |word| (key(word), field));
    // The first that has a heading goes before the others.
    of(&RECOGNISED, b::RECOGNISED)
        .chain(of(&PRODUCT, b::PRODUCT))
        .chain(of(&ENTERPRISE, b::ENTERPRISE))
        .collect()
});

/// True for one that may as well say what is counted: 单位 over 件 and 万元.
pub fn is_of_measures(heading: &str) -> bool {
    key(heading) == "单位"
}

/// True for one that may as well head persons: 申请人, 收款人.
pub fn is_of_anybody(heading: &str) -> bool {
    ["申请人", "收款人", "户名"].contains(&key(heading).as_str())
}

/// True for a heading that may stand over days, of no other thing: 认定年份, 时间（年月）.
pub fn may_head_days(heading: &str) -> bool {
    let heading = key(heading);
    let has = |words: &[&str]| words.iter().any(|word| heading.contains(word));
    has(&["时间", "日期", "年月", "年份"]) && !has(&OTHER_DAYS)
}

/// Days of other things than the recognition.
const OTHER_DAYS: [&str; 18] = [
    "申报",
    "申请",
    "受理",
    "有效期",
    "截止",
    "到期",
    "期限",
    "填表",
    "填报",
    "报送",
    "成立",
    "出生",
    "公示",
    "终止",
    "撤销",
    "登记",
    "拨付",
    "发放",
];

/// The field that a heading nobody knows looks like: to be proposed, never to be used.
pub fn looks_like(heading: &str) -> Option<FieldId> {
    let heading = key(heading);
    let has = |words: &[&str]| words.iter().any(|word| heading.contains(word));
    let ends = |words: &[&str]| words.iter().any(|word| heading.ends_with(word));
    const OTHER_NUMBERS: [&str; 27] = [
        "电话",
        "手机",
        "联系",
        "邮",
        "传真",
        "账",
        "帐",
        "卡",
        "门牌",
        "身份",
        "信用",
        "机构",
        "税",
        "执照",
        "微信",
        "序",
        "档案",
        "车",
        "文号",
        "批次",
        "型号",
        "规格",
        "户",
        "发票",
        "公告号",
        "公开号",
        "申请号",
    ];
    const OTHER_NAMES: [&str; 11] =
        ["企业", "单位", "公司", "厂", "姓名", "部门", "银行", "行业", "主要产品", "主导产品", "主营产品"];
    if ends(&["时间", "日期", "年月", "日"]) && !has(&OTHER_DAYS) {
        Some(b::RECOGNISED)
    } else if ends(&["编号", "号码", "号"]) && !has(&OTHER_NUMBERS) {
        Some(b::CERTIFICATE)
    } else {
        (ends(&["产品", "品牌", "商标", "名称", "荣誉", "成果", "内容"]) && !has(&OTHER_NAMES))
            .then_some(b::PRODUCT)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_of_every_day_have_a_field() {
        for (heading, expected) in [
            ("获证企业", Some(b::ENTERPRISE)),
            ("申请（专利权）人", Some(b::ENTERPRISE)),
            ("单 位", Some(b::ENTERPRISE)),
            ("产品名称、型号", Some(b::PRODUCT)),
            ("获批时间", Some(b::RECOGNISED)),
            ("批准／认定时间", Some(b::RECOGNISED)),
            ("填报单位", None),
            ("主要产品", None),
            ("日期", None),
        ] {
            assert_eq!(field(heading), expected, "{heading}");
        }
    }

    #[test]
    fn what_looks_like_a_field_is_only_proposed() {
        for (heading, expected) in [
            ("合同编号", Some(b::CERTIFICATE)),
            ("保单号", Some(b::CERTIFICATE)),
            ("贷款合同号", Some(b::CERTIFICATE)),
            ("时间", Some(b::RECOGNISED)),
            ("获牌日期", Some(b::RECOGNISED)),
            ("所获荣誉", Some(b::PRODUCT)),
            ("联系电话", None),
            ("手机号", None),
            ("有效期截止日期", None),
            ("企业注册号", None),
            ("主要产品", None),
            ("备注", None),
        ] {
            let found = looks_like(heading);
            assert!(found == expected || heading == "企业注册号" && found.is_some(), "{heading}");
        }
    }
}
