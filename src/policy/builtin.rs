//! Built-in fields: what every list may carry, and the generic column headings it goes by.

use super::file::{FieldOn, FieldType};
use super::{Field, FieldId};

/// Declares the built-in fields once: constant, name, lists, type, headings.
macro_rules! builtin {
    ($($name:ident = $index:literal, $text:literal, [$($on:ident),*], $kind:ident, [$($heading:literal),* $(,)?];)*) => {
        $(#[doc = $text] pub const $name: FieldId = FieldId($index);)*

        const NAMES: &[&str] = &[$($text),*];

        /// The built-in fields, in the order of their ids.
        pub fn fields() -> Vec<Field> {
            vec![$(Field {
                name: $text.to_owned(),
                on: vec![$(FieldOn::$on),*],
                kind: FieldType::$kind,
                values: Vec::new(),
                aliases: Default::default(),
                headings: vec![$text.to_owned(), $($heading.to_owned()),*],
                by_year: false,
                blank: None,
                scale: Default::default(),
            }),*]
        }
    };
}

builtin! {
    ENTERPRISE = 0, "企业名称", [Achievement, Register, History], Text, ["企业", "单位名称", "获奖企业", "获奖单位", "申报单位", "申报企业", "申请单位", "生产企业", "注册人", "商标注册人", "商标所有人", "权利人", "专利权人", "起草单位", "主要起草单位名称", "收款单位", "兑现单位", "持有人", "公司名称", "企业全称", "单位全称", "名称(企业)", "获奖企业名称", "获奖单位名称", "申报单位名称", "申报企业名称", "申请单位名称", "申请企业", "生产企业名称", "专利权人名称", "权利人名称", "起草单位名称", "企业(单位)名称", "公司"];
    CREDIT_CODE = 1, "统一社会信用代码", [Achievement, Register, History], Text, ["社会信用代码", "信用代码", "统一信用代码"];
    ORGANISATION_CODE = 2, "组织机构代码", [Achievement, Register, History], Text, ["机构代码", "组织机构代码证号", "企业代码"];
    CATEGORY = 3, "类别", [Achievement, History], Text, ["获奖类别", "奖励类别", "获奖项目", "奖励项目", "项目类别", "荣誉名称", "荣誉类别", "称号", "专利类型", "专利类别", "标准级别", "标准类别", "商标类别", "品牌类别", "奖项", "成果类别", "认定类别", "奖补事项", "荣誉称号", "获奖称号", "奖励类型"];
    PRODUCT = 4, "产品名称", [Achievement, History], Text, ["产品", "获奖产品", "获奖产品(商标)", "产品(商标)", "产品/商标", "产品名称(商标)", "品名", "获奖产品名称", "名牌产品", "名牌产品名称", "申报产品", "申报产品名称"];
    TITLE = 5, "成果名称", [Achievement, History], Text, ["商标名称", "注册商标", "商标", "专利名称", "标准名称", "发明名称", "发明创造名称", "项目名称", "名称", "获奖商标", "获奖成果", "发明创造", "商标标识"];
    CERTIFICATE = 6, "证书编号", [Achievement, History], Text, ["证书号", "证书号码", "注册号", "商标注册号", "注册证号", "专利号", "标准号", "标准编号", "编号", "证号", "商标注册证号", "注册证编号", "授权专利号", "专利证书号", "标准代号", "批准证书编号"];
    RECOGNISED = 7, "认定日期", [Achievement, History], Date, ["批准日期", "认定时间", "批准时间", "授权日期", "授权公告日", "授权日", "公告日", "发布日期", "发证日期", "发证时间", "颁证日期", "颁证时间", "获奖时间", "获奖日期", "公布日期", "获得时间", "认定年月", "认定年月日", "获证日期", "获证时间", "授予日期", "授予时间", "授权时间", "公告日期", "授权公告日期", "核准日期", "批准年月", "获奖年月", "评定日期", "评定时间", "发布时间", "公布时间", "命名时间"];
    APPLIED = 8, "申报日期", [Achievement], Date, ["申请兑现日期", "申报时间", "受理日期", "申请奖励日期"];
    QUANTITY = 9, "数量", [Achievement, History], Whole, ["件数", "个数", "只数", "项数", "产品数", "数量(只)", "数量(件)", "数量(项)", "产品数量", "获奖数量", "获奖产品数", "获奖件数", "认定数量", "授权数量", "申报数量", "产品个数", "专利件数", "数量(个)"];
    UNIT = 10, "数量单位", [Achievement, History], Text, ["计量单位"];
    CLAIM = 11, "申请金额", [Achievement], Money, ["申报金额", "奖励金额", "申请奖励金额", "拟奖金额", "拟奖励金额", "应奖金额", "建议奖励金额", "金额", "应奖励金额", "拟兑现金额", "应兑现金额", "申报奖励金额", "奖金", "申请资金"];
    DOCUMENT = 12, "认定文号", [Achievement, History], Text, ["批准文号", "文号", "依据文号", "认定文件"];
    DEPARTMENT = 13, "报送部门", [Achievement, History], Text, ["主管部门", "申报部门", "推荐部门", "填报单位"];
    REMARK = 14, "备注", [Achievement, Register, History], Text, ["说明", "附注", "备 注"];
    RANK = 15, "排名", [Achievement], Whole, ["起草排名", "起草单位排名", "排名次序", "单位排名", "起草顺序", "位次", "起草单位排序", "起草位次", "起草单位位次", "完成单位排名", "第几起草单位", "参与排名", "本单位排序", "本单位排名"];
    STAGE = 16, "阶段", [Achievement, History], Text, ["认定阶段", "认定性质", "初评/复评", "是否复评", "认定类型", "初次/复评", "首次/复评", "初评或复评", "初评复评", "是否复审", "获奖性质", "评定性质"];
    RECERTIFIED = 17, "复评", [Achievement], Bool, [];
    IDENTITY_NUMBER = 18, "身份证号", [Achievement, Register, History], Text, ["身份证号码", "身份证", "公民身份号码"];
    TOWN = 19, "镇", [Achievement, Register, History], Text, ["所属镇", "所在镇", "乡镇", "镇街", "所属乡镇", "所属地区", "所属镇(园区)", "镇(街道)", "属地", "所属园区", "区域", "所在乡镇", "所属街道", "所在街道", "所属镇街", "镇(园区)", "镇(街道、园区)", "属地镇"];
    YEAR = 20, "奖励年度", [Achievement, Register, History], Whole, ["年度", "兑现年度", "年份", "发放年度", "奖励年份"];
    FORMER_NAMES = 21, "曾用名", [Register], Text, ["原名称", "原名", "曾用名称", "变更前名称", "原企业名称", "企业名称(原名)", "单位名称(原名)", "企业原名"];
    BANK = 22, "开户行", [Register], Text, ["开户银行", "开户行名称", "开户银行名称", "基本户开户行", "基本户开户银行", "基本账户开户行", "开户行及账号", "开户银行及账号", "开户行和账号", "开户行、账号", "开户行/账号", "开户行账号"];
    ACCOUNT = 23, "账号", [Register], Text, ["银行账号", "帐号", "银行帐号", "银行账户", "账户", "基本户账号", "基本账户账号", "对公账号", "对公账户", "收款账号"];
    REPRESENTATIVE = 24, "法定代表人", [Register], Text, ["法人代表", "法人", "负责人"];
    PAID = 25, "兑现金额", [History], Money, ["已兑现金额", "已奖金额", "奖励金额", "实发金额", "实兑金额", "发放金额", "金额", "已付金额", "实兑", "拨付金额", "已拨付金额", "支付金额", "已支付金额", "实付金额", "下达金额", "到账金额", "拨款金额", "实拨金额", "付款金额"];
    CLAUSE = 26, "条款", [History], Text, ["依据条款", "奖励条款", "政策条款"];
    ROLE = 27, "收款角色", [History], Text, ["角色"];
    DUE_YEAR = 28, "到期年度", [History], Whole, ["下期年度", "应付年度"];
    DUE_AMOUNT = 29, "到期金额", [History], Money, ["下期金额", "应付金额", "待付金额"];
    EXCLUSION_KIND = 30, "排除类型", [], Text, ["类型", "名单类型", "失信类型", "名单类别"];
    EXCLUDED_FROM = 31, "列入日期", [], Date, ["起始日期", "开始日期", "列入时间", "起"];
    EXCLUDED_TO = 32, "移出日期", [], Date, ["截止日期", "结束日期", "移出时间", "解除日期", "止"];
    REASON = 33, "原因", [], Text, ["列入原因", "事由", "违法事实", "列入事由"];
    PERSON = 34, "个人姓名", [Achievement, History], Text, ["姓名", "发明人", "专利权人姓名"];
    AMOUNT_UNIT = 35, "金额单位", [Achievement, History], Text, [];
    SERIAL = 36, "序号", [Achievement, Register, History], Text, ["编 号", "No", "No."];
    PERSON_ACCOUNT = 37, "个人账号", [Achievement], Text, [];
    PERSON_BANK = 38, "个人开户行", [Achievement], Text, ["个人开户银行"];
    HOLDER = 39, "成果企业", [History], Text, [];
    SHARERS = 40, "共有单位数", [Achievement], Whole, ["权利人数", "专利权人数", "共有人数", "起草单位数", "起草单位总数", "完成单位数", "完成单位总数"];
    AWARD = 41, "政策奖项", [History], Text, [];
    NATURE = 42, "款项性质", [History], Text, [];
    GROSS = 43, "扣减前金额", [History], Money, [];
}

/// How many there are.
pub fn count() -> usize {
    NAMES.len()
}

/// Fields that belong to a holder, not to the achievement: they may differ between the rows of joint holders.
pub const OF_HOLDER: &[FieldId] = &[RANK, TOWN, PERSON, IDENTITY_NUMBER, PERSON_ACCOUNT, PERSON_BANK];

/// Fields of an exclusion list, which no `on` names.
pub const OF_EXCLUSION: [FieldId; 13] = [
    ENTERPRISE,
    CREDIT_CODE,
    ORGANISATION_CODE,
    IDENTITY_NUMBER,
    PERSON,
    REMARK,
    SERIAL,
    DOCUMENT,
    DEPARTMENT,
    EXCLUSION_KIND,
    EXCLUDED_FROM,
    EXCLUDED_TO,
    REASON,
];
