//! The English names of the built-in fields in the rows of a case.

/// Key and field name.
pub const KEYS: &[(&str, &str)] = &[
    ("enterprise", "企业名称"),
    ("person", "个人姓名"),
    ("identity", "身份证号"),
    ("code", "统一社会信用代码"),
    ("category", "类别"),
    ("product", "产品名称"),
    ("title", "成果名称"),
    ("certificate", "证书编号"),
    ("date", "认定日期"),
    ("quantity", "数量"),
    ("rank", "排名"),
    ("stage", "阶段"),
    ("town", "镇"),
    ("year", "奖励年度"),
    ("amount", "兑现金额"),
    ("clause", "条款"),
    ("role", "收款角色"),
    ("due_year", "到期年度"),
    ("due_amount", "到期金额"),
    ("kind", "排除类型"),
    ("from", "列入日期"),
    ("to", "移出日期"),
    ("reason", "原因"),
];

/// The field name that a key stands for: an English key's field, else the key itself.
pub fn field_name(key: &str) -> &str {
    KEYS.iter().find(|(english, _)| *english == key).map_or(key, |(_, field)| field)
}
