//! Kinds of rows: sections, totals, notes, blank and unclear ones, hidden ones.

use super::{BRAND, MARK, sheet};
use crate::finding::Code;
use crate::model::decision::DecisionKind;
use crate::model::record::RowReading;

#[test]
fn sections_give_the_category() {
    let read = sheet(
        "序号|企业名称|产品名称\n一、国家名牌（2只）|<|<\n#1|甲公司|红日\n#2|乙公司|蓝天\n二|驰名商标|\n#1|丙公司|绿叶",
    )
    .read();
    assert_eq!(read.findings, []);
    let categories: Vec<_> = read.records.iter().map(|record| record.category).collect();
    assert_eq!(categories, [BRAND, BRAND, MARK]);
    let cell = read.records[2].facts.get(crate::policy::builtin::CATEGORY).expect("a category").cell;
    assert_eq!((cell.row.row, cell.col), (4, 1));
}

#[test]
fn an_unknown_section_holds_its_rows() {
    let read = sheet("企业名称|产品名称\n一、宇宙名牌\n甲公司|红日").named("国家名牌.xlsx", "Sheet1").read();
    assert_eq!(read.held(), [(3, Code::CategoryUnknown)]);
    let read = sheet("企业名称|产品名称|类别\n一、宇宙名牌\n甲公司|红日|国家名牌").read();
    assert_eq!(read.one().category, BRAND);
}

#[test]
fn totals_are_checked_by_group_and_table() {
    let text = |total: &str| {
        format!(
            "企业名称|类别|数量|金额(万元)\n甲公司|国家名牌|#1|#10\n乙公司|国家名牌|#2|#20\n小计||#3|#30\n\
             丙公司|驰名商标|#1|#5\n小 计|||#5\n总  计||#4|{total}"
        )
    };
    let read = sheet(&text("#35")).read();
    assert_eq!(read.findings, []);
    assert_eq!(read.sheet.totals.len(), 5);
    let read = sheet(&text("#36")).read();
    assert_eq!(read.codes(), [Code::TotalDiffers]);
    assert_eq!(read.findings[0].place.cell.as_deref(), Some("D7"));
    assert!(read.findings[0].message.contains("36，明细相加是 35"), "{}", read.findings[0].message);
    assert_eq!(read.records.len(), 3);
}

#[test]
fn a_stated_number_of_items_is_checked() {
    let read = sheet("企业名称|类别\n甲公司|国家名牌\n合计：2项|").read();
    assert_eq!(read.codes(), [Code::TotalDiffers]);
}

#[test]
fn a_stated_number_of_enterprises_counts_each_once() {
    let list = |total: &str| {
        let rows = "甲公司|国家名牌|#2\n甲 公司|驰名商标|#1\n乙公司、丙公司|国家名牌|#1";
        sheet(&format!("企业名称|类别|数量\n{rows}\n{total}")).read()
    };
    // Three enterprises in three rows, four items.
    for agrees in ["合计（3家，4件）||#4", "合计|3家|#4", "共计3户||", "合计3项||"] {
        assert_eq!(list(agrees).codes(), [], "{agrees}");
    }
    let read = list("合计|4家|#4");
    assert_eq!(read.codes(), [Code::TotalDiffers]);
    assert!(
        read.findings[0].message.contains("家数」写的合计是 4，明细相加是 3"),
        "{}",
        read.findings[0].message
    );
    assert_eq!(list("合计5件||").codes(), [Code::TotalDiffers]);
}

#[test]
fn enterprises_of_a_group_are_counted_in_it() {
    let read = sheet(
        "企业名称|类别\n甲公司|国家名牌\n小计1家|\n甲公司|驰名商标\n乙公司|驰名商标\n小计2家|\n总计2家|",
    )
    .read();
    assert_eq!(read.findings, []);
    assert_eq!(read.sheet.totals.len(), 3);
}

#[test]
fn a_merged_amount_is_added_once_and_claims_nothing() {
    let read = sheet("企业名称|类别|申请金额(元)\n甲公司|国家名牌|#10\n甲公司|驰名商标|^\n合计||#10").read();
    assert_eq!(read.codes(), [Code::ClaimUnusable, Code::ClaimUnusable]);
    assert_eq!(read.records.len(), 2);
}

#[test]
fn notes_serials_and_blanks_are_no_data() {
    let read = sheet(
        "序号|企业名称|类别\n#1|甲公司|国家名牌\n#2||\n\n备注：属实\n填表人：张三||审核：李四\n某市质量技术监督局\n2008年3月11日",
    )
    .read();
    assert_eq!((read.usable(), read.held()), (vec![2], vec![]));
    assert_eq!(read.sheet.rows.len(), 8);
    assert!(read.sheet.rows.iter().zip(0..).all(|((row, _), index)| *row == index));
}

#[test]
fn an_unclear_row_is_held() {
    let read = sheet("企业名称|类别|产品\n甲公司|国家名牌|红日\n不知是什么").read();
    assert_eq!(read.held(), [(3, Code::RowUnclear)]);
    for typed in ["3、乙公司", "三、乙公司", "乙公司"] {
        let read = sheet(&format!("企业名称|类别|产品\n甲公司|国家名牌|红日\n{typed}")).read();
        assert_eq!(read.held(), [(3, Code::RowUnclear)], "{typed}");
    }
}

#[test]
fn a_row_without_a_holder_is_held() {
    let read = sheet("企业名称|类别|产品\n|国家名牌|红日").read();
    assert_eq!(read.held(), [(2, Code::ValueMissing)]);
}

#[test]
fn hidden_rows_are_held_in_one_finding() {
    let text = "企业名称|类别\n甲公司|国家名牌\n乙公司|国家名牌\n丙公司|国家名牌";
    let read = sheet(text).hiding(&[2, 3]).read();
    assert_eq!(read.held(), [(2, Code::RowHidden), (3, Code::RowHidden)]);
    assert_eq!(read.findings.len(), 1);
    assert_eq!(read.findings[0].place.cell.as_deref(), Some("2:3"));
    let mut all = sheet(text).hiding(&[2, 3]);
    all.include_hidden = true;
    assert_eq!(all.read().records.len(), 3);
    let accepted = sheet(text).hiding(&[2, 3]);
    let name = accepted.row_name(3);
    assert_eq!(accepted.decide(DecisionKind::Accept(name)).read().usable(), [3, 4]);
}

#[test]
fn every_row_points_at_its_own_record() {
    let read = sheet("企业名称|类别\n甲公司|国家名牌\n坏公司|怪名牌\n丙公司|驰名商标").read();
    for (row, reading) in &read.sheet.rows {
        if let RowReading::Usable(index) = reading {
            assert_eq!(read.records[*index].at.row, *row);
        }
    }
    assert_eq!(read.held(), [(3, Code::CategoryUnknown)]);
    assert!(read.findings[0].message.contains("是不是「国名牌」"), "{}", read.findings[0].message);
}

#[test]
fn a_hidden_sheet_is_held_in_one_finding() {
    let mut hidden = sheet("企业名称|类别\n甲公司|国家名牌\n乙公司|国家名牌");
    hidden.hidden_sheet = true;
    let read = hidden.read();
    assert_eq!(read.held(), [(2, Code::SheetHidden), (3, Code::SheetHidden)]);
    assert_eq!(read.findings.len(), 1);
}

#[test]
fn warnings_beyond_the_limit_are_counted() {
    let rows = "甲公司|国家名牌|ZL201710601862.4\n".repeat(8);
    let read = sheet(&format!("企业名称|类别|专利号\n{rows}")).read();
    assert_eq!((read.records.len(), read.findings.len()), (8, 6));
    assert!(read.findings[5].message.contains("另有 3 处"));
}

#[test]
fn a_unit_of_counts_above_the_table() {
    let read = sheet("单位：件\n企业名称|类别|数量\n甲公司|国家名牌|#1\n乙公司|驰名商标|#1").read();
    assert_eq!(read.codes(), [Code::QuantityUnit]);
    assert_eq!(read.sheet.tables[0].title, None);
}

#[test]
fn rows_in_the_shape_of_data_without_a_holder() {
    let head = "序号|企业名称|类别|产品|备注\n";
    for row in ["|国家名牌||#2|", "例|甲公司|国家名牌|红日|", "#1|（示例）甲公司|国家名牌|红日|"]
    {
        let read = sheet(&format!("{head}{row}")).read();
        assert_eq!(read.held(), [(2, Code::RowUnclear)], "{row}");
    }
    let read =
        sheet(&format!("{head}#1|甲公司|国家名牌|红日|单位：元\n#2|江苏国家名牌茶业公司|国家名牌||")).read();
    assert_eq!(read.usable(), [2, 3], "a remark on units and a name with a category in it drop no row");
}

#[test]
fn holders_that_are_not_named_hold_the_row() {
    let read =
        sheet("企业名称|类别|备注\n甲公司等3家|国家标准|\n甲公司（第一起草单位）|国家标准|排名第3").read();
    assert_eq!(read.held(), [(2, Code::ValueMissing), (3, Code::NumberUnusable)]);
}

#[test]
fn a_section_of_those_that_were_not_recognised_holds_its_rows() {
    let read = sheet(
        "企业名称|产品名称|证书编号\n一、国家名牌\n甲公司|红日|A-1\n二、国家名牌未通过\n乙公司|蓝天|A-2\n三、驰名商标\n丙公司|白云|A-3",
    )
    .read();
    assert_eq!((read.usable(), read.held()), (vec![3, 7], vec![(5, Code::TableKind)]));
}

#[test]
fn a_remark_or_result_against_a_row_holds_it_until_it_is_accepted() {
    let text = "企业名称|类别|产品名称|认定结果|备注\n甲公司|国家名牌|红日|通过|见附件\n乙公司|国家名牌|蓝天|未通过|\n丙公司|国家名牌|白云|通过|企业自愿放弃\n丁公司|国家名牌|绿地|通过|旧证作废，换发新证";
    let read = sheet(text).read();
    let held = vec![(3, Code::RemarkAgainst), (4, Code::RemarkAgainst)];
    assert_eq!((read.usable(), read.held()), (vec![2, 5], held));
    let unread = sheet(text);
    let name = unread.row_name(4);
    assert_eq!(unread.decide(DecisionKind::Accept(name)).read().usable(), [2, 4, 5]);
}

#[test]
fn ranks_beside_several_names_are_no_ranks_of_the_row() {
    let read = sheet(
        "企业名称|类别|产品名称\n甲公司（第二起草单位）、乙厂（第一起草单位）|国家名牌|红日\n甲公司（第二起草单位）、乙厂|国家名牌|蓝天",
    )
    .read();
    assert_eq!(read.held(), []);
    let ranks: Vec<_> =
        read.records.iter().map(|record| record.facts.whole(crate::policy::builtin::RANK)).collect();
    assert_eq!(ranks, [None, Some(2)]);
}
