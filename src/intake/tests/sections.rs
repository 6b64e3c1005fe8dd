//! Rows that may be sections: where nobody can tell, neither they nor the rows below them go by the section before.

use super::{BRAND, MARK, sheet};
use crate::finding::Code;

const UNCLEAR: (u32, Code) = (4, Code::RowUnclear);
const BELOW: (u32, Code) = (5, Code::CategoryUnknown);

#[test]
fn a_section_with_anything_beside_it_holds_the_rows_below() {
    for typed in [
        "二、驰名商标|1家||",
        "二、驰名商标|||共1家",
        "二、驰名商标||@2008-03-01|",
        "（二）驰名商标||@2008-03-01|",
        "驰名商标|||共1家",
        "二、名优产品|||共1家",
        "二|驰名商标||共1家",
        "二、|驰名|商标|",
        "质监局报送的省级产品",
    ] {
        let text = format!(
            "企业名称|产品名称|认定日期|备注\n一、国家名牌\n甲公司|红日\n{typed}\n乙公司|蓝天\n三、国家名牌\n丙公司|绿叶"
        );
        let read = sheet(&text).read();
        assert_eq!(read.held(), [UNCLEAR, BELOW], "{typed}");
        assert_eq!(read.usable(), [3, 7], "{typed}");
        let shown: Vec<&str> =
            typed.split('|').filter(|cell| !cell.is_empty() && !cell.starts_with('@')).collect();
        for finding in &read.findings {
            assert!(finding.message.contains(&shown.join("，")), "{typed}: {}", finding.message);
        }
    }
}

#[test]
fn a_section_numbered_in_its_own_column_is_no_less_doubtful() {
    for typed in ["二|驰名商标|||共1家", "二|名优产品|||共1家", "二、驰名商标|共1家|||", "二|名优产品|||"]
    {
        let text = format!(
            "序号|企业名称|产品名称|认定日期|备注\n|一、国家名牌\n#1|甲公司|红日\n{typed}\n#1|乙公司|蓝天"
        );
        assert_eq!(sheet(&text).read().held(), [UNCLEAR, BELOW], "{typed}");
    }
}

#[test]
fn rows_with_a_category_of_their_own_do_not_go_by_sections() {
    let read =
        sheet("企业名称|产品名称|类别|备注\n二、名优产品|||共1家\n甲公司|红日|国家名牌\n乙公司|蓝天|").read();
    let held = [(2, Code::RowUnclear), (4, Code::CategoryMissing)];
    assert_eq!((read.held(), read.one().category), (held.to_vec(), BRAND));
}

#[test]
fn holders_are_no_sections() {
    for typed in [
        "一、甲公司|红日||",
        "一、国家名牌茶业有限公司|红日||",
        "三星电子|红日|@2008-03-01|好",
        "张发明|红日|@2008-03-01|好",
        "甲公司、张三|红日||",
    ] {
        let read = sheet(&format!("企业名称|产品名称|认定日期|备注\n{typed}"))
            .named("国家名牌.xlsx", "Sheet1")
            .read();
        assert_eq!((read.held(), read.usable()), (vec![], vec![2]), "{typed}");
    }
    // A serial number written 一 makes no section of the holder beside it.
    let read = sheet("序号|企业名称\n一|甲公司\n二|乙公司").named("国家名牌.xlsx", "Sheet1").read();
    assert_eq!((read.held(), read.usable()), (vec![], vec![2, 3]));
    let read = sheet("序号|企业名称\n一|张三").named("国家名牌.xlsx", "Sheet1").read();
    assert_eq!(read.held(), [(2, Code::RowUnclear)]);
}

#[test]
fn a_section_that_counts_its_rows_is_no_total() {
    let read = sheet(
        "企业名称|产品名称\n一、国家名牌（共计1家）\n甲公司|红日\n二、驰名商标（合计1家）\n乙公司|蓝天",
    )
    .read();
    let categories: Vec<_> = read.records.iter().map(|record| record.category).collect();
    assert_eq!((read.codes(), categories), (vec![], vec![BRAND, MARK]));
    let read = sheet("企业名称|产品名称\n一、国家名牌\n甲公司|红日\n一、国家名牌小计1家").read();
    assert_eq!((read.codes(), read.sheet.totals.len()), (vec![], 1));
}

#[test]
fn a_title_that_leaves_a_category_out_does_not_state_it() {
    for above in ["2008年产品奖励表\n（不含国家名牌）", "未获国家名牌的企业名单", "除国家名牌外的产品"]
    {
        let read = sheet(&format!("{above}\n企业名称|产品名称\n甲公司|红日")).read();
        let row = read.sheet.rows.last().expect("a row").0 + 1;
        assert_eq!(read.held(), [(row, Code::TableKind)], "{above}");
    }
    let read = sheet("企业名称|产品名称\n一、驰名商标\n甲公司|红日\n二、不含国家名牌\n乙公司|蓝天").read();
    assert_eq!((read.held(), read.one().category), (vec![(5, Code::TableKind)], MARK));
    // History of such a title has no category; a sheet's name may still state one.
    let history = "历年兑现（不含国家名牌）\n企业名称|奖励年度|兑现金额(元)\n甲公司|#2006|#50";
    assert_eq!(sheet(history).read().one().category, None);
    assert_eq!(sheet(history).named("历年台账.xlsx", "驰名商标").read().one().category, MARK);
}

/// 1, 2 below 国家名牌 and again 1, 2 below 驰名商标: the numbers say which rows the category, written once, is of.
#[test]
fn a_category_written_once_is_of_the_rows_that_its_numbers_go_on_with() {
    let list = |rows: &str| sheet(&format!("类别|序号|企业名称|产品名称\n{rows}")).read();
    let read = list(
        "国家名牌|#1|甲公司|红日\n|#2|乙公司|蓝天\n驰名商标|#1|丙公司|绿叶\n|#2|丁公司|白云\n|#3|戊公司|青山",
    );
    let categories: Vec<_> = read.records.iter().map(|record| record.category).collect();
    assert_eq!((read.codes(), categories), (vec![], vec![BRAND, BRAND, MARK, MARK, MARK]));
    // Numbers that do not go on, as after sorting, say nothing; nor do they where the category stands behind them.
    let read = list("国家名牌|#1|甲公司|红日\n|#3|乙公司|蓝天\n驰名商标|#1|丙公司|绿叶");
    assert_eq!(read.held(), [(3, Code::CategoryMissing)]);
    let read = sheet("序号|类别|企业名称|产品名称\n#1|国家名牌|甲公司|红日\n#2||乙公司|蓝天").read();
    assert_eq!(read.held(), [(3, Code::CategoryMissing)]);
}

/// Town, trade, batch and size say nothing of the award: the rows below go by the title, as those above.
#[test]
fn parts_by_town_or_trade_leave_the_category_to_the_title() {
    for part in [
        "一、城东街道",
        "城东街道（3家）",
        "市本级",
        "重点企业",
        "（一）制造业",
        "一、初次认定",
        "一、质监局推荐",
        "A区",
        "一、奖励企业",
    ] {
        let rows = format!("序号|企业名称|产品名称\n#1|甲公司|红日\n{part}\n#2|乙公司|蓝天");
        let read = sheet(&format!("2008年国家名牌奖励名单\n{rows}")).read();
        let categories: Vec<_> = read.records.iter().map(|record| record.category).collect();
        assert_eq!((read.codes(), categories), (vec![], vec![BRAND, BRAND]), "{part}");
        // With a column of categories each row says its own.
        let rows = format!("序号|企业名称|类别\n#1|甲公司|国家名牌\n{part}\n#2|乙公司|驰名商标");
        let read = sheet(&rows).read();
        let categories: Vec<_> = read.records.iter().map(|record| record.category).collect();
        assert_eq!((read.codes(), categories), (vec![], vec![BRAND, MARK]), "{part}");
        // Without either nobody says what the rows are.
        let read = sheet(&format!("序号|企业名称|产品名称\n{part}\n#1|甲公司|红日")).read();
        assert!(read.usable().is_empty(), "{part}");
    }
    // A section before it that names a category may hold on or not, and other awards are no parts.
    for part in ["二、城东街道", "二、市长质量奖", "二、名优产品", "二、示范企业"] {
        let rows = format!(
            "2008年国家名牌奖励名单\n企业名称|产品名称\n一、驰名商标\n甲公司|红日\n{part}\n乙公司|蓝天"
        );
        assert_eq!(sheet(&rows).read().held(), [(6, Code::CategoryUnknown)], "{part}");
    }
    let refused =
        "2008年国家名牌奖励名单\n企业名称|产品名称\n一、不予奖励\n甲公司|红日\n二、城东街道\n乙公司|蓝天";
    assert!(sheet(refused).read().usable().is_empty());
}

#[test]
fn a_section_may_name_its_category_among_words_that_add_nothing() {
    for section in
        ["一、2008年度新认定的驰名商标", "一、驰名商标（每个奖50万元）", "（一）2008年度获得驰名商标的企业"]
    {
        let read = sheet(&format!("企业名称|产品名称\n{section}\n甲公司|红日")).read();
        assert_eq!((read.codes(), read.one().category), (vec![], MARK), "{section}");
    }
    for section in ["一、2008年度没有获得驰名商标的企业", "一、驰名商标（每个奖励减半发放给企业）"]
    {
        let read = sheet(&format!("企业名称|产品名称\n{section}\n甲公司|红日")).read();
        assert!(read.usable().is_empty(), "{section}");
    }
}
