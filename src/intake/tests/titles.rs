//! Which title, sheet or file name governs the rows, and which of them say that what is listed is not to be paid.

use super::{BRAND, MARK, sheet};
use crate::finding::Code;

const LIST: &str = "序号|企业名称|产品名称\n#1|甲公司|红日";

/// A nearer title or sheet that names another award is not what the farther name says.
#[test]
fn a_nearer_name_of_another_award_holds_the_rows() {
    for other in
        ["高新技术企业", "省级新产品", "市长质量奖", "守合同重信用企业", "地理标志", "绿色食品", "其他"]
    {
        let by_sheet = sheet(LIST).named("国家名牌.xlsx", other).read();
        assert_eq!(by_sheet.held(), [(2, Code::CategoryClash)], "{other}");
        let by_title = sheet(&format!("{other}\n{LIST}")).named("国家名牌.xlsx", "Sheet1").read();
        assert_eq!(by_title.held(), [(3, Code::CategoryClash)], "{other}");
        let stacked = format!("国家名牌名单\n{LIST}\n{other}\n{LIST}");
        let read = sheet(&stacked).named("国家名牌.xlsx", "Sheet1").read();
        assert_eq!((read.usable(), read.held()), (vec![3], vec![(6, Code::CategoryClash)]), "{other}");
        // With a category of its own a row does not go by titles.
        let own = "企业名称|类别|产品名称\n甲公司|国家名牌|红日";
        assert_eq!(sheet(own).named("国家名牌.xlsx", other).read().usable(), [2], "{other}");
    }
}

#[test]
fn neutral_names_leave_it_to_the_farther_one() {
    for neutral in [
        "Sheet1",
        "名单",
        "附件1",
        "明细",
        "汇总表",
        "东镇",
        "某市质监局",
        "2008年",
        "2008年度奖励申报表",
        "第一批",
        "名牌产品",
        "工业企业",
        "张三",
    ] {
        let by_sheet = sheet(LIST).named("国家名牌.xlsx", neutral).read();
        assert_eq!((by_sheet.codes(), by_sheet.one().category), (vec![], BRAND), "{neutral}");
        let by_title = sheet(&format!("{neutral}\n{LIST}")).named("驰名商标.xlsx", "Sheet1").read();
        let own = neutral == "名牌产品";
        assert_eq!(by_title.held().len(), usize::from(own), "{neutral}");
        assert!(own || by_title.one().category == MARK, "{neutral}");
    }
}

/// The line above a heading that begins again speaks of the rows below it, as a section does.
#[test]
fn names_that_say_that_nothing_is_to_be_paid_hold_the_rows() {
    let own = "企业名称|类别|产品名称\n甲公司|国家名牌|红日";
    for against in [
        "不符合条件企业",
        "下列企业已在去年兑现",
        "——以下不奖——",
        "退回材料",
        "二、暂缓兑现的企业",
        "二、有异议的",
        "二、取消资格",
        "二、放弃",
        "二、重复申报",
    ] {
        let read = sheet(&format!("{own}\n{against}\n{own}")).read();
        assert_eq!((read.usable(), read.held().len()), (vec![2], 1), "{against}");
    }
    for name in ["不符合条件", "剔除", "暂缓", "参考", "去年", "公示前", "填表说明"] {
        assert_eq!(sheet(own).named("名单.xlsx", name).read().held(), [(2, Code::TableKind)], "{name}");
    }
    for title in ["国家名牌提名奖名单", "拟认定国家名牌公示名单", "国家名牌异议名单", "国家名牌意向申报表"]
    {
        assert_eq!(sheet(&format!("{title}\n{own}")).read().held(), [(3, Code::TableKind)], "{title}");
    }
    for section in ["（已付）", "（奖励减半）", "（外地企业）", "（去年）", "（已由市里奖励）"]
    {
        let text =
            format!("企业名称|产品名称\n一、国家名牌\n甲公司|红日\n二、国家名牌{section}\n乙公司|蓝天");
        let read = sheet(&text).read();
        assert_eq!((read.usable(), read.held()), (vec![3], vec![(5, Code::TableKind)]), "{section}");
    }
    for name in ["申报汇总表", "奖励申请表", "拟奖励名单"] {
        let read = sheet(&format!("2008年国家名牌{name}\n{own}")).named("名单.xlsx", "Sheet1").read();
        assert_eq!((read.codes(), read.usable()), (vec![], vec![3]), "{name}");
    }
    let backup = sheet(own).named("名单.xlsx.bak", "Sheet1").read();
    assert_eq!(backup.held(), [(2, Code::TableKind)]);
}
