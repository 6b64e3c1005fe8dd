//! Layouts of lists: a second table to the right, headings of two rows and of forms, parts of a list under its heading again, and what a
//! message says where a column was not known. The policy gives 10万元 for 金牌产品 and 4万元 for 银牌产品.

use crate::harness::{Ran, Rules, Run};

const SIGNED: &str = "who = \"张\"\nwhen = 2008-12-01\nwhy = \"核实\"\n";
const HEAD: [&str; 5] = ["序号", "企业名称", "产品名称", "证书编号", "认定日期"];
const FIRST: [&str; 5] = ["1", "红杉陶瓷厂", "紫砂壶", "S1", "2008-03-01"];

fn rules() -> Rules {
    Rules::new().award("金牌", "金牌产品", "amount = \"10万元\"").award(
        "银牌",
        "银牌产品",
        "amount = \"4万元\"",
    )
}

fn run(rows: &[&[&str]]) -> Run {
    Run::new().policy(&rules().text()).list_xlsx("名单.xlsx", "Sheet1", rows)
}

/// A list below 2008年金牌产品名单 and [`HEAD`], the first row of which goes on to the right.
fn beside(right: &[&str]) -> Run {
    let row = [FIRST.as_slice(), right].concat();
    run(&[&["2008年金牌产品名单"], &HEAD, &row, &["2", "青松陶瓷厂", "茶杯", "S2", "2008-03-01"]])
}

fn csv(list: &str) -> Ran {
    Run::new().policy(&rules().text()).list_csv("名单.csv", list).pay()
}

#[test]
fn a_second_table_without_headings_holds_the_rows_beside_it() {
    for right in [
        ["", "蓝天机械厂", "水泵", "S3", "2008-03-01"].as_slice(),
        &["3", "蓝天机械厂", "水泵", "S3", "2008-03-01"],
        &["", "", "蓝天机械厂"],
        // The same firm with another product, and a person with a patent.
        &["", "红杉陶瓷厂", "花盆"],
        &["", "张三", "一种花盆", "ZL1", "2008-03-01"],
    ] {
        let ran = beside(right).pay();
        ran.row("名单.xlsx", 3, "held").row("名单.xlsx", 4, "paid").payee("青松陶瓷厂", "100000.00");
        ran.finding_at("L0217", "名单.xlsx", "看来旁边还有一张没有表头的表");
    }
    // A person looked: there is nothing more beside it.
    let decision = "[[decision]]\nkind = \"采信\"\nfile = \"名单.xlsx\"\nrow = 3\n";
    let ran = beside(&["", "蓝天机械厂"]).decisions(&format!("{decision}{SIGNED}")).pay();
    ran.row("名单.xlsx", 3, "paid").total("payable", "200000.00");
}

#[test]
fn what_only_checks_a_row_beside_it_holds_nothing() {
    for right in [
        ["", "红杉陶瓷厂"].as_slice(),
        &["", "红杉陶瓷厂", "320"],
        &["", "已核"],
        &["", "√"],
        &["", "质监局"],
        &["", "示例市质量技术监督局（盖章）"],
        &["", "王五", "2008-12-01"],
    ] {
        beside(right).pay().no_finding("L0217").total("payable", "200000.00");
    }
}

#[test]
fn a_second_table_goes_on_beside_totals_notes_and_below_the_first() {
    for last in [
        ["合计", "", "", "", "", "", "蓝天机械厂", "水泵", "S3"].as_slice(),
        &["备注：已公示", "", "", "", "", "", "蓝天机械厂", "水泵", "S3"],
        &["", "", "", "", "", "3", "蓝天机械厂", "水泵", "S3"],
        &["", "", "", "", "", "", "蓝天机械厂"],
    ] {
        let ran = run(&[&["2008年金牌产品名单"], &HEAD, &FIRST, last]).pay();
        ran.row("名单.xlsx", 4, "held").payee("红杉陶瓷厂", "100000.00");
    }
}

#[test]
fn firms_beside_an_exclusion_list_are_not_paid() {
    let rules =
        rules().clause("[[clause.exclusion]]\nkind = \"失信\"\ndate = \"认定日期\"\neffect = \"不予兑现\"");
    let list = [&HEAD, &FIRST].map(|row| row.as_slice());
    let barred: [&[&str]; 3] = [
        &["失信名单"],
        &["企业名称", "列入日期", "移出日期"],
        &["青松陶瓷厂", "2007-01-01", "2007-12-31", "", "红杉陶瓷厂", "2008-01-01"],
    ];
    let ran = Run::new()
        .policy(&rules.text())
        .list_xlsx("2008年金牌产品.xlsx", "Sheet1", &list)
        .list_xlsx("失信名单.xlsx", "Sheet1", &barred)
        .pay();
    ran.row("2008年金牌产品.xlsx", 2, "held").total("payable", "0.00");
}

#[test]
fn two_tables_side_by_side_are_to_stand_below_each_other() {
    let rows: [&[&str]; 3] = [
        &["金牌产品", "", "", "银牌产品"],
        &["企业名称", "产品名称", "", "企业名称", "产品名称", "证书编号"],
        &["红杉陶瓷厂", "紫砂壶", "", "青松陶瓷厂", "茶杯", "S2"],
    ];
    let ran = run(&rows).pay();
    ran.finding_at("T0106", "名单.xlsx", "右边一张从 D 列起").no_finding("T0104");
    ran.row("名单.xlsx", 3, "held").total("payable", "0.00").says("请把右边的表移到左边的表下面");
    // Two columns of holders alone are no two tables.
    let rows: [&[&str]; 2] = [&["企业名称", "类别", "商标注册人"], &["红杉陶瓷厂", "金牌产品", "青松陶瓷厂"]];
    run(&rows).pay().finding("L0212").no_finding("T0106").total("payable", "0.00");
}

#[test]
fn everyday_headings_are_known_below_a_group_too() {
    for (thing, day) in [("获证产品", "获批时间"), ("品牌名称", "颁发日期"), ("产品名称及型号", "授牌时间")]
    {
        let ran = csv(&format!(
            "2008年金牌产品名单,,,\n企业名称,获奖情况,,\n,{thing},证书编号,{day}\n红杉陶瓷厂,紫砂壶,S1,2008-03-01\n"
        ));
        ran.payee("红杉陶瓷厂", "100000.00").no_finding("T0110");
    }
    // The day of an earlier certificate is no day of this one.
    let list = "2008年金牌产品名单,,,\n企业名称,产品名称,证书编号,原证书\n,,,颁发日期\n红杉陶瓷厂,紫砂壶,S1,2003-03-01\n";
    csv(list).finding_at("L0210", "名单.csv", "原证书 颁发日期：2003-03-01");
}

#[test]
fn headings_of_drafters_makers_and_days_are_known() {
    for (firm, day) in [
        ("主要起草单位", "公告时间"),
        ("生产单位", "获得日期"),
        ("申请人", "核准时间"),
        ("获得企业", "颁布日期"),
        ("运营单位", "入库时间"),
    ] {
        let list = format!("{firm},类别,产品名称,{day}\n红杉陶瓷厂,金牌产品,紫砂壶,2008-03-01\n");
        csv(&list).payee("红杉陶瓷厂", "100000.00").no_finding("T0110");
    }
}

#[test]
fn a_section_may_say_the_year_the_number_of_firms_and_the_standard() {
    for section in [
        "一、2008年度金牌产品（2家）",
        "一、2008年新认定金牌产品企业（2家，每个奖10万元）",
        "2008年金牌产品（两家）",
        "一、获得“金牌产品”称号的企业",
        "一、金牌产品（奖励标准：10万元/只，计20万元）",
    ] {
        let list = format!(
            "2008年度奖励汇总表,,\n企业名称,产品名称,认定日期\n\"{section}\",,\n红杉陶瓷厂,紫砂壶,2008-03-01\n"
        );
        csv(&list).payee("红杉陶瓷厂", "100000.00");
    }
    for section in ["一、2008年度金牌产品（2家，复评）", "一、2008年度培育金牌产品企业（2家）"]
    {
        let list = format!(
            "2008年度奖励汇总表,,\n企业名称,产品名称,认定日期\n\"{section}\",,\n红杉陶瓷厂,紫砂壶,2008-03-01\n"
        );
        csv(&list).row("名单.csv", 4, "held").total("payable", "0.00");
    }
}

#[test]
fn offices_may_head_the_columns_in_which_they_tick() {
    let list = |first: &str, second: &str| {
        format!(
            "企业名称,类别,产品名称,认定日期,质监局,备注1,备注2\n红杉陶瓷厂,金牌产品,紫砂壶,2008-03-01,{first},,\n青松陶瓷厂,金牌产品,茶杯,2008-03-01,{second},,\n"
        )
    };
    csv(&list("√", "√")).total("payable", "200000.00");
    csv(&list("√", "不同意")).row("名单.csv", 3, "held").total("payable", "100000.00");
    csv(&list("√", "×")).row("名单.csv", 3, "held").total("payable", "100000.00");
}

#[test]
fn a_heading_of_two_rows_goes_on_without_its_merge() {
    let ran = Run::new()
        .policy(&rules().text())
        .list_workbook("名单.xlsx", |book| {
            let page = book.add_worksheet();
            let format = rust_xlsxwriter::Format::new();
            let rows: [&[&str]; 7] = [
                &["2008年金牌产品名单"],
                &["企业名称", "获奖情况"],
                &["", "产品名称", "认定日期"],
                &["红杉陶瓷厂", "紫砂壶", "2008-03-01"],
                &["企业名称", "获奖情况"],
                &["", "产品名称", "认定日期"],
                &["青松陶瓷厂", "茶杯", "2008-03-01"],
            ];
            for (row, cells) in (0..).zip(rows) {
                for (column, text) in (0..).zip(cells).filter(|(_, text)| !text.is_empty()) {
                    page.write_string(row, column, *text).expect("a cell");
                }
            }
            page.merge_range(1, 1, 1, 2, "获奖情况", &format).expect("a merge");
        })
        .pay();
    ran.no_finding("L0104").total("payable", "200000.00");
}

#[test]
fn a_total_is_of_all_pages_or_of_the_last() {
    let part = |product: &str, amount: &str| {
        format!("企业名称,产品名称,认定日期,申请金额（万元）\n红杉陶瓷厂,{product},2008-03-01,{amount}\n")
    };
    let pages = |between: &str, total: &str| {
        let (first, second) = (part("紫砂壶", "10"), part("花盆", "10"));
        format!(
            "2008年金牌产品名单,,,\n{first}{between}2008年金牌产品名单（续）,,,\n{second}合计,,,{total}\n"
        )
    };
    csv(&pages("", "20")).no_finding("T0301").total("payable", "200000.00");
    csv(&pages("", "10")).no_finding("T0301");
    csv(&pages("", "30")).finding_at("T0301", "名单.csv", "写的合计是 30，明细相加是 20");
    // The first part had its own total: the next is of the second part alone.
    csv(&pages("合计,,,10\n", "10")).no_finding("T0301");
    csv(&pages("合计,,,10\n", "20")).finding_at("T0301", "名单.csv", "写的合计是 20，明细相加是 10");
    csv(&pages("承前页,,,10\n", "20")).no_finding("T0301");
}

#[test]
fn lines_of_forms_are_no_data() {
    for line in ["(1),(2),(3),(4)", "甲,乙,丙,丁", "1,2,3,4", "例,示例有限公司,示例产品,2008-01-01"]
    {
        let list = format!(
            "2008年金牌产品名单,,,\n序号,企业名称,产品名称,认定日期\n{line}\n1,红杉陶瓷厂,紫砂壶,2008-03-01\n——以下无正文——,,,\n"
        );
        csv(&list).row("名单.csv", 4, "paid").total("payable", "100000.00").no_finding("L0101");
    }
    // Somebody wrote a firm over the example.
    let list = "2008年金牌产品名单,,,\n序号,企业名称,产品名称,认定日期\n例,青松陶瓷厂,茶杯,2008-01-01\n";
    csv(list).row("名单.csv", 3, "held");
    // …… holds itself, and not the rows below it.
    let list =
        "2008年金牌产品名单,,,\n序号,企业名称,产品名称,认定日期\n……,,,\n1,红杉陶瓷厂,紫砂壶,2008-03-01\n";
    csv(list).row("名单.csv", 3, "held").payee("红杉陶瓷厂", "100000.00");
}

#[test]
fn a_column_that_names_the_category_is_proposed() {
    let list = "企业名称,荣誉,产品名称,认定日期\n红杉陶瓷厂,金牌产品,紫砂壶,2008-03-01\n青松陶瓷厂,银牌产品,茶杯,2008-03-01\n";
    let ran = csv(list);
    ran.finding_at("L0104", "名单.csv", "B列「荣誉」写的是「金牌产品」，像是类别").total("payable", "0.00");
    let told = ran.codes().iter().filter(|code| *code == "L0104").count();
    assert_eq!(told, 1, "it is told once");
    ran.says("heading_row = 1\\ncolumn = \\\"B\\\"\\nfield = \\\"类别\\\"");
    // What it says is to be pasted pays 10万＋4万.
    let decision = "[[decision]]\nkind = \"表头\"\nfile = \"名单.csv\"\nheading_row = 1\ncolumn = \"B\"\nfield = \"类别\"\n";
    let run = Run::new().policy(&rules().text()).list_csv("名单.csv", list);
    run.decisions(&format!("{decision}{SIGNED}")).pay().total("payable", "140000.00");
}

#[test]
fn a_column_that_may_be_a_declared_field_is_proposed() {
    let rules = Rules::new().field("出口增量", "成果", "数").award(
        "金牌",
        "金牌产品",
        "when = [{ field = \"出口增量\", from = 100 }]\namount = \"10万元\"",
    );
    let pay = |heading: &str, value: &str| {
        let list = format!("企业名称,类别,产品名称,{heading}\n红杉陶瓷厂,金牌产品,紫砂壶,{value}\n");
        Run::new().policy(&rules.text()).list_csv("名单.csv", &list).pay()
    };
    let said = "像是「出口增量」";
    pay("出口增量额", "120").finding_at("T0110", "名单.csv", said).row("名单.csv", 2, "held");
    pay("出口增量（美元）合计", "120").finding_at("T0110", "名单.csv", said);
    // Words are no number, and another heading is another thing.
    pay("出口增量额", "较多").no_finding("T0110");
    pay("从业人数", "120").no_finding("T0110");
}

#[test]
fn days_of_another_year_under_an_unknown_heading_wait_for_a_look() {
    let list = |day: &str| {
        format!(
            "企业名称,类别,产品名称,竣工时间\n红杉陶瓷厂,金牌产品,紫砂壶,{day}\n青松陶瓷厂,金牌产品,茶杯,2008-05-01\n"
        )
    };
    let ran = csv(&list("2006-05-01"));
    ran.finding_at("T0104", "名单.csv", "其中有 2006 年的").total("payable", "200000.00");
    csv(&list("2008-03-01")).no_finding("T0104").finding("T0110").total("payable", "200000.00");
}
