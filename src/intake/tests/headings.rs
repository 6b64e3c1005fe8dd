//! Tables found, columns understood, kinds of lists told apart.

use super::{BRAND, MARK, TAX, sheet};
use crate::finding::Code;
use crate::model::decision::DecisionKind;
use crate::model::record::{ListKind, Value};
use crate::policy::builtin as b;
use rust_decimal::Decimal;

#[test]
fn a_list_with_title_unit_and_one_heading_row() {
    let read = sheet(
        "某市2007年国家名牌名单|<|<|<\n\
         填报单位：某市质监局||单位：万元|\n\
         序号|企业名称|产品名称|申请金额\n\
         #1|甲公司|红日牌水泥|#50\n\
         #2|乙公司|蓝天牌电缆|#30.5\n\
         合 计|||#80.5\n\
         备注：以上属实",
    )
    .read();
    assert_eq!(read.findings, []);
    assert_eq!(read.usable(), [4, 5]);
    assert_eq!(read.sheet.rows.len(), 7);
    assert_eq!(read.sheet.kind, ListKind::Achievements);
    assert_eq!(read.sheet.department.as_deref(), Some("某市质监局"));
    let table = &read.sheet.tables[0];
    assert_eq!((table.heading_rows, table.title.as_deref()), ((2, 2), Some("某市2007年国家名牌名单")));
    let second = &read.records[1];
    assert_eq!((second.category, second.names.as_slice()), (BRAND, ["乙公司".to_owned()].as_slice()));
    assert_eq!(second.facts.money(b::CLAIM), Some(Decimal::from(305_000)));
    assert_eq!(read.sheet.totals.len(), 1);
    assert_eq!(read.sheet.totals[0].added, Decimal::new(805, 1));
}

#[test]
fn two_heading_rows_with_merges() {
    let read = sheet(
        "序号|企业名称|获奖产品|<|类别|奖励金额(万元)\n\
         ^|^|名称|证书号|^|^\n\
         #1|甲公司|红日牌水泥|A-1|国家名牌|#50",
    )
    .read();
    let record = read.one();
    assert_eq!(record.facts.text(b::PRODUCT), Some("红日牌水泥"));
    assert_eq!(record.facts.text(b::CERTIFICATE), Some("A-1"));
    assert_eq!(record.facts.money(b::CLAIM), Some(Decimal::from(500_000)));
    assert_eq!(read.sheet.tables[0].heading_rows, (0, 1));
    assert_eq!(read.sheet.tables[0].columns[3].1, "获奖产品 证书号");
}

#[test]
fn a_row_of_groups_above_the_headings() {
    let read = sheet(
        "企业情况|<|获奖情况|<\n\
         企业名称|统一社会信用代码|类别|认定日期\n\
         甲公司|113308003136197287|国名牌|2007年12月",
    )
    .read();
    assert_eq!(read.one().category, BRAND);
    assert_eq!(read.sheet.tables[0].heading_rows, (0, 1));
}

#[test]
fn two_tables_below_each_other() {
    let read = sheet(
        "国家名牌\n企业名称|产品名称|证书编号\n甲公司|红日|A-1\n\n驰名商标\n商标名称|企业名称|注册号\n蓝天|乙公司|B-2",
    )
    .read();
    assert_eq!(read.findings, []);
    let categories: Vec<_> = read.records.iter().map(|record| record.category).collect();
    assert_eq!(categories, [BRAND, MARK]);
    assert_eq!(read.records[1].facts.text(b::TITLE), Some("蓝天"));
    assert_eq!(read.sheet.tables.len(), 2);
}

#[test]
fn a_heading_that_comes_again_on_the_next_page() {
    let read =
        sheet("企业名称|类别|产品\n甲公司|国家名牌|红日\n企业名称|类别|产品\n乙公司|国家名牌|蓝天").read();
    assert_eq!((read.records.len(), read.sheet.tables.len(), read.findings.len()), (2, 1, 0));
}

#[test]
fn tables_side_by_side_are_held() {
    let read = sheet("企业名称|类别||企业名称|类别\n甲公司|国家名牌||乙公司|驰名商标").read();
    assert_eq!(read.held(), [(2, Code::TablesSideBySide)]);
}

#[test]
fn two_columns_of_one_field_are_held_until_decided() {
    let text = "企业名称|商标注册人|类别\n甲公司|乙公司|驰名商标";
    let read = sheet(text).read();
    assert_eq!(read.held(), [(2, Code::CellsDisagree)]);
    let finding = &read.findings[0];
    assert!(finding.message.contains("A列「企业名称」、B列「商标注册人」"), "{}", finding.message);
    assert!(
        finding.help.contains(
            "kind = \"表头\"\nfile = \"名单.xlsx\"\nsheet = \"Sheet1\"\nheading_row = 1\ncolumn = \"B\""
        ),
        "{}",
        finding.help
    );
    let read = sheet(text).heading(1, "A", "不使用").read();
    assert_eq!(read.one().names, ["乙公司"]);
}

#[test]
fn a_heading_that_may_be_two_fields() {
    let read = sheet("编号|企业名称|类别\nA-1|甲公司|驰名商标").read();
    assert_eq!(read.held(), [(2, Code::HeadingAmbiguous)]);
    let read = sheet("序号|编号|企业名称|类别\n#1|A-1|甲公司|驰名商标").read();
    assert_eq!(read.one().facts.text(b::CERTIFICATE), Some("A-1"));
    let read = sheet("编号|企业名称|类别\nA-1|甲公司|驰名商标").heading(1, "A", "证书编号").read();
    assert_eq!(read.one().facts.text(b::CERTIFICATE), Some("A-1"));
}

#[test]
fn headings_unknown_to_the_program_by_decision() {
    let text = "何人|何物|何类\n甲公司|红日|驰名商标";
    let read = sheet(text).read();
    assert_eq!(read.held(), [(1, Code::TableNone), (2, Code::TableNone)]);
    let read = sheet(text).heading(1, "A", "企业名称").heading(1, "C", "类别").read();
    assert_eq!((read.one().names.as_slice(), read.one().category), (["甲公司".to_owned()].as_slice(), MARK));
    let read = sheet(text).heading(1, "A", "企业名称").heading(1, "C", "无此字段").read();
    assert!(read.codes().contains(&Code::HeadingDecision));
    assert!(read.records.is_empty());
}

#[test]
fn a_missing_holder_column_holds_the_rows() {
    let read = sheet("产品名称|类别|证书编号\n红日|国家名牌|A-1").read();
    assert_eq!(read.held(), [(2, Code::ColumnMissing)]);
}

#[test]
fn a_register_with_years_in_the_headings() {
    let read = sheet(
        "企业名称|曾用名|开户行|账号|2006年纳税额(万元)|纳税额（2007年）（元）\n甲公司|旧甲公司|某行|6222001|#1.5|#20000",
    )
    .read();
    let record = read.one();
    assert_eq!(record.kind, ListKind::Register);
    let of = |year| record.facts.of_year(TAX, year).map(|fact| fact.value.clone());
    assert_eq!(of(2006), Some(Value::Money(Decimal::from(15_000))));
    assert_eq!(of(2007), Some(Value::Money(Decimal::from(20_000))));
    assert_eq!(record.facts.text(b::ACCOUNT), Some("6222001"));
}

#[test]
fn a_register_with_a_column_of_years() {
    let read = sheet("企业名称|年度|纳税额(元)|开户行\n甲公司|2006年|#100|某行\n甲公司||#200|某行").read();
    assert!(read.records[0].facts.of_year(TAX, 2006).is_some());
    assert_eq!(read.held(), [(3, Code::YearMissing)]);
}

#[test]
fn the_year_under_a_merged_heading() {
    let read = sheet("企业名称|开户行|纳税额(元)|<\n^|^|2006年|2007年\n甲公司|某行|#1|#2").read();
    let record = read.one();
    let of = |year| record.facts.of_year(TAX, year).map(|fact| fact.value.clone());
    assert_eq!((of(2006), of(2007)), (Some(Value::Money(Decimal::ONE)), Some(Value::Money(Decimal::TWO))));
}

#[test]
fn history_by_its_columns_or_by_its_name() {
    let read = sheet("企业名称|类别|奖励年度|兑现金额(元)\n甲公司|国家名牌|#2006|#500000").read();
    assert_eq!((read.one().kind, read.one().facts.whole(b::YEAR)), (ListKind::History, Some(2006)));
    let read = sheet("企业名称|类别|金额（万元）\n甲公司|国家名牌|#50")
        .named("2006年兑现台账.xlsx", "Sheet1")
        .read();
    assert_eq!(read.one().kind, ListKind::History);
    assert_eq!(read.one().facts.whole(b::YEAR), Some(2006));
    assert_eq!(read.one().facts.money(b::PAID), Some(Decimal::from(500_000)));
    let read =
        sheet("企业名称|类别|金额（万元）\n甲公司|国家名牌|#50").named("历年兑现.xlsx", "Sheet1").read();
    assert_eq!(read.held(), [(2, Code::YearMissing)]);
}

#[test]
fn exclusion_lists() {
    let read = sheet("企业名称|类型|列入日期|移出日期|原因\n甲公司|质量失信|2007年3月|—|伪造").read();
    let record = read.one();
    assert_eq!(record.kind, ListKind::Exclusion);
    assert_eq!(record.facts.text(b::EXCLUSION_KIND), Some("质量失信"));
    assert!(record.facts.date(b::EXCLUDED_FROM).is_some() && record.facts.get(b::EXCLUDED_TO).is_none());
    let read = sheet("企业名称|列入日期\n甲公司|2007年3月").named("质量失信名单.xlsx", "Sheet1").read();
    assert_eq!(read.one().facts.text(b::EXCLUSION_KIND), Some("质量失信"));
}

#[test]
fn a_list_that_could_be_anything_is_held() {
    let read = sheet("企业名称|备注\n甲公司|好").read();
    assert_eq!(read.held(), [(2, Code::TableKind)]);
    let read = sheet("企业名称|奖励年度|兑现金额(元)\n甲公司|#2006|#5").named("a.xlsx", "失信黑名单").read();
    assert_eq!(read.held(), [(2, Code::TableKind)]);
}

#[test]
fn text_without_a_table() {
    let read = sheet("说明\n本表由各部门填写").read();
    assert_eq!(read.codes(), [Code::SheetWithoutTable]);
    assert_eq!(read.held(), []);
}

#[test]
fn the_department_by_the_file_name() {
    let read = sheet("企业名称|类别\n甲公司|国家名牌").named("市工商局-名单.xlsx", "Sheet1").read();
    assert_eq!(read.sheet.department.as_deref(), Some("市工商局"));
}

#[test]
fn categories_by_sheet_and_file_name() {
    let read = sheet("企业名称|产品\n甲公司|红日").named("a.xlsx", "国家名牌").read();
    assert_eq!(read.one().category, BRAND);
    // Two categories in one text say nothing; the file's name decides.
    let read = sheet("企业名称|产品\n甲公司|红日").named("驰名商标.xlsx", "国家名牌和发明专利").read();
    assert_eq!(read.one().category, MARK);
    let read = sheet("企业名称|产品\n甲公司|红日").read();
    assert_eq!(read.held(), [(2, Code::CategoryMissing)]);
}

#[test]
fn a_first_row_of_known_words_is_data() {
    let read = sheet("企业名称|年度|类别|成果名称\n甲公司|2006年|发明|商标").read();
    assert_eq!((read.usable(), read.sheet.tables[0].heading_rows), (vec![2], (0, 0)));
    let read = sheet("企业名称|奖励年度|类别|兑现金额|金额单位\n甲公司|2006年|发明|50万元|万元").read();
    assert_eq!(read.usable(), [2]);
}

#[test]
fn units_in_a_row_of_their_own() {
    let read = sheet("企业名称|类别|申请金额\n||（万元）\n甲公司|国家名牌|#5").read();
    assert_eq!(read.one().facts.money(b::CLAIM), Some(Decimal::from(50_000)));
    assert_eq!(read.sheet.tables[0].heading_rows, (0, 1));
}

#[test]
fn titles_in_several_cells() {
    let read = sheet("附件2||国家名牌名单\n企业名称|产品名称|证书编号\n甲公司|红日|A-1").read();
    assert_eq!((read.findings.len(), read.one().category), (0, BRAND));
}

/// A hidden column hides no row: what stands in it is used, and told unless the user looked at it.
#[test]
fn used_columns_that_are_hidden_are_told() {
    let list = || {
        let mut list = sheet("序号|企业名称|类别|数量|认定日期|经办\n#1|甲公司|国家名牌|#3|2008-03-01|张三");
        list.hidden_columns = vec![(0, 0), (3, 5)];
        list
    };
    let read = list().read();
    assert_eq!(read.codes(), [Code::ColumnHidden]);
    let message = &read.findings[0].message;
    assert!(message.starts_with("D列「数量」、E列「认定日期」被隐藏"), "{message}");
    assert_eq!(read.findings[0].place.cell.as_deref(), Some("D1"));
    assert_eq!(read.one().facts.whole(b::QUANTITY), Some(3));
    let seen = super::Sheet { include_hidden: true, ..list() };
    assert_eq!(seen.read().codes(), []);
}

#[test]
fn a_list_of_nothing_but_names() {
    let read = sheet("驰名商标企业名单\n企业名称\n甲公司\n乙公司\n共2家\n备注：以上属实\n某市工商局").read();
    assert_eq!((read.usable(), read.records[0].category), (vec![3, 4], MARK));
    assert_eq!(read.held(), [(7, Code::RowUnclear)], "an office may sign, or be one of them");
    assert_eq!(read.sheet.totals.len(), 1);
}

#[test]
fn the_title_beside_a_unit_or_a_sender_is_kept() {
    for above in ["驰名商标名单||单位：万元", "驰名商标名单||填报单位：某局", "驰名商标（单位：元）"]
    {
        let read = sheet(&format!("{above}\n企业名称|商标|认定日期\n甲公司|红日|2008-3-1")).read();
        assert_eq!(read.one().category, MARK, "{above}");
    }
}

#[test]
fn rows_of_a_heading_that_only_group_lie_between() {
    let text = "企业|<|产品|<\n基本|<|获奖|<\n名称|镇|名称|认定日期\n甲公司|东镇|红日|2008-3-1";
    let read = sheet(text).named("名单.xlsx", "国家名牌").read();
    assert_eq!(read.sheet.tables[0].heading_rows, (0, 2));
    let record = read.one();
    assert_eq!(
        (record.facts.text(b::ENTERPRISE), record.facts.text(b::PRODUCT)),
        (Some("甲公司"), Some("红日"))
    );
}

#[test]
fn an_unknown_heading_with_the_words_of_a_field_that_decides_holds() {
    for (heading, cell) in [("上报数量合并", "#2"), ("拟评奖项归类", "驰名商标"), ("单位排名情况", "#3")]
    {
        let text = format!("企业名称|产品|{heading}\n甲公司|红日|{cell}");
        let read = sheet(&text).named("名单.xlsx", "国家名牌").read();
        assert_eq!(read.codes(), [Code::HeadingAmbiguous], "{heading}");
        assert_eq!(read.held(), [(2, Code::HeadingAmbiguous)], "{heading}");
        let read = sheet(&text).named("名单.xlsx", "国家名牌").heading(1, "C", "不使用").read();
        assert_eq!(read.usable(), [2], "{heading} is decided");
    }
    let read =
        sheet("企业名称|产品|数量|上报数量合并\n甲公司|红日|#2|#9").named("名单.xlsx", "国家名牌").read();
    assert_eq!(read.one().facts.whole(b::QUANTITY), Some(2));
}

#[test]
fn a_list_of_those_that_were_not_recognised_holds_its_rows() {
    let rows = "序号|企业名称|产品名称|认定日期|数量\n#1|甲公司|饼干|2010-1-1|#1";
    for title in
        ["国家名牌未通过企业名单", "国家名牌培育名单", "2010年拟申报国家名牌", "非国家名牌企业", "落选名单"]
    {
        let read = sheet(&format!("{title}|<|<|<|<\n{rows}")).named("国家名牌.xlsx", "Sheet1").read();
        assert_eq!(
            (read.codes(), read.held()),
            (vec![Code::TableKind], vec![(3, Code::TableKind)]),
            "{title}"
        );
        assert!(read.findings[0].message.contains(&format!("「{title}」")), "{}", read.findings[0].message);
    }
    let read = sheet(rows).named("名单.xlsx", "国家名牌候选").read();
    assert_eq!(read.held(), [(2, Code::TableKind)]);
    let read = sheet(rows).named("国家名牌落选.xlsx", "Sheet1");
    let name = read.row_name(2);
    let read = read.decide(DecisionKind::Accept(name)).read();
    assert_eq!((read.one().category, read.held()), (BRAND, vec![]));
    let read = sheet(&format!("推荐企业国家名牌通过名单|<|<|<|<\n{rows}")).read();
    assert_eq!(read.held().len(), 1);
    let read =
        sheet(&format!("关于公布国家名牌产品的通知|<|<|<|<\n{rows}")).named("取消通知.xlsx", "Sheet1").read();
    assert_eq!((read.findings.len(), read.one().category), (0, BRAND));
    let read =
        sheet(&format!("关于公布国家名牌产品的通知|<|<|<|<\n{rows}")).named("通知.xlsx", "撤销").read();
    assert_eq!(read.held(), [(3, Code::TableKind)]);
}

/// Names of enterprises without a heading are a list that somebody must settle, never notes.
#[test]
fn a_list_without_a_heading_is_held() {
    let read = sheet("2008年名单\n甲机械有限公司\n乙电子有限公司\n丙材料厂").read();
    assert_eq!(read.codes(), [Code::TableNone]);
    assert_eq!(read.held().len(), 4);
    let read = sheet("2008年名单\n1、甲机械有限公司  电线\n2、乙电子有限公司  水泵").read();
    assert_eq!((read.codes(), read.held().len()), (vec![Code::TableNone], 3));
    let read = sheet("关于报送名单的通知\n请各镇转告甲机械有限公司：按时报送。\n某市经贸局").read();
    assert_eq!(read.codes(), [Code::SheetWithoutTable]);
}

/// The example that a blank list sets apart with ※ says nothing of the rows below the heading.
#[test]
fn the_example_of_a_blank_list_is_no_title() {
    let read = sheet("名单\n※示例|某公司|国家名牌|红日\n企业名称|类别|产品\n甲公司||红日").read();
    assert_eq!(read.codes(), [Code::CategoryMissing]);
    assert_eq!(read.held().len(), 1);
}
