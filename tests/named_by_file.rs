//! Only the name of the file says what was won: what stands nearer to the rows may say that they are of other business, of another
//! year, or nothing at all. The policy of 2008 gives 10万元 for 金牌产品, so each firm that is paid gets 100000.00.

use crate::harness::{Ran, Rules, Run};

const ROWS: [&[&str]; 3] =
    [&["序号", "企业名称", "产品名称"], &["1", "红杉陶瓷厂", "紫砂壶"], &["2", "蓝天机械厂", "水泵"]];
const FIRMS: [&[&str]; 3] =
    [&["序号", "企业名称", "所属镇"], &["1", "红杉陶瓷厂", "东镇"], &["2", "蓝天机械厂", "西镇"]];

fn pay(file: &str, sheet: &str, above: &[&str], rows: &[&[&str]]) -> Ran {
    let policy = Rules::new().award("金牌", "金牌产品", "amount = \"10万元\"");
    let lines: Vec<Vec<&str>> = above.iter().map(|line| vec![*line]).collect();
    let all: Vec<&[&str]> = lines.iter().map(Vec::as_slice).chain(rows.iter().copied()).collect();
    Run::new().policy(&policy.text()).list_xlsx(file, sheet, &all).pay()
}

#[test]
fn a_sheet_or_title_of_other_business_holds_what_the_file_says() {
    for sheet in ["通讯录", "联系人", "参会名单", "会议签到表", "税收", "走访企业", "后备库"]
    {
        let ran = pay("金牌产品.xlsx", sheet, &[], &FIRMS);
        ran.finding("T0103").row("金牌产品.xlsx", 2, "held").total("payable", "0.00");
    }
    for title in ["获奖企业座谈会参会名单", "走访企业名单", "企业联系方式", "企业用电情况表"]
    {
        pay("金牌产品.xlsx", "Sheet1", &[title], &FIRMS).finding("T0103").total("payable", "0.00");
    }
    for title in ["参加座谈会的金牌产品企业名单", "金牌产品企业走访名单"] {
        pay("名单.xlsx", "Sheet1", &[title], &FIRMS).finding("T0103").total("payable", "0.00");
    }
    let signed: [&[&str]; 2] = [&["序号", "企业名称", "签到"], &["1", "红杉陶瓷厂", ""]];
    pay("金牌产品.xlsx", "Sheet1", &[], &signed).finding("T0103").total("payable", "0.00");
}

#[test]
fn parts_and_copies_of_a_list_are_what_the_file_says() {
    for sheet in
        ["Sheet1", "名单", "附件1", "东镇", "质监局", "第一批", "规上企业", "李四", "导出数据", "最终版"]
    {
        pay("金牌产品.xlsx", sheet, &[], &ROWS).total("payable", "200000.00");
    }
    for title in ["2008年认定企业名单及联系方式", "2008年度产业扶持资金企业汇总表"] {
        pay("金牌产品.xlsx", "Sheet1", &[title], &ROWS).total("payable", "200000.00");
    }
}

#[test]
fn a_year_without_its_word_is_a_year() {
    for name in ["金牌产品名单2007", "2007金牌产品", "金牌产品-2007", "07年金牌产品", "2006-2007金牌产品"]
    {
        pay("名单.xlsx", "Sheet1", &[name], &ROWS).total("payable", "0.00");
        pay(&format!("{name}.xlsx"), "Sheet1", &[], &ROWS).total("payable", "0.00");
    }
    pay("金牌产品.xlsx", "2007", &[], &ROWS).total("payable", "0.00");
    for name in [
        "金牌产品名单2008",
        "2007-2008金牌产品",
        "金牌产品（质监〔2007〕12号）",
        "金牌产品20071205",
        "金牌产品2007.12.5",
        "金牌产品（共2000家）",
        "2009金牌产品奖励申报",
    ] {
        pay("名单.xlsx", "Sheet1", &[name], &ROWS).total("payable", "200000.00");
    }
}

#[test]
fn lines_above_a_heading_are_no_titles() {
    for line in [
        "以下企业均无失信记录",
        "以下企业均未列入失信名单",
        "奖励标准：每家10万元",
        "填报单位：市场监管局",
        "联系电话：0510-87654321",
        "单位：家",
        "现将2008年度企业名单公示如下：",
    ] {
        pay("金牌产品.xlsx", "Sheet1", &[line], &ROWS).total("payable", "200000.00");
        let above = ["2008年金牌产品名单", line];
        pay("名单.xlsx", "Sheet1", &above, &ROWS).total("payable", "200000.00");
    }
    for title in ["2008年金牌产品名单（单位：只）", "2008年金牌产品名单（共2家）"] {
        pay("名单.xlsx", "Sheet1", &[title], &ROWS).total("payable", "200000.00");
    }
    for line in [
        "以下企业均有失信记录",
        "以下企业均已列入失信名单",
        "以下企业不予奖励",
        "以下企业为培育对象",
        "以下企业均未取得证书",
        "以下企业均无金牌产品",
    ] {
        pay("金牌产品.xlsx", "Sheet1", &[line], &ROWS).total("payable", "0.00");
        let above = ["2008年金牌产品名单", line];
        pay("名单.xlsx", "Sheet1", &above, &ROWS).total("payable", "0.00");
    }
}

#[test]
fn those_who_sign_a_list_are_no_rows() {
    for line in ["审核人：  制表人：  负责人签字：", "经手人：张三", "会计：张三  出纳：李四", "领导审批："]
    {
        let signed = [line];
        let rows: Vec<&[&str]> = ROWS.iter().copied().chain([signed.as_slice()]).collect();
        let ran = pay("金牌产品.xlsx", "Sheet1", &[], &rows);
        ran.total("payable", "200000.00").no_finding("L0101");
    }
    let rows: Vec<&[&str]> = ROWS.iter().copied().chain([&["经手人：碧波食品厂"] as &[&str]]).collect();
    pay("金牌产品.xlsx", "Sheet1", &[], &rows).row("金牌产品.xlsx", 4, "held");
}

#[test]
fn counts_by_year_name_nobody_and_touch_no_list() {
    let counts: [&[&str]; 4] = [&["年度", "家数"], &["2006", "5"], &["2007", "6"], &["合计", "11"]];
    let firms: [&[&str]; 3] = [&["企业", "家数"], &["红杉陶瓷厂", "5"], &["蓝天机械厂", "6"]];
    let money: [&[&str]; 2] = [&["年度", "兑现金额"], &["2007", "50000"]];
    let run = |rows: &[&[&str]]| {
        let policy = Rules::new().award("金牌", "金牌产品", "amount = \"10万元\"");
        let run = Run::new().policy(&policy.text()).list_xlsx("金牌产品.xlsx", "名单", &ROWS);
        run.list_xlsx("历年统计.xlsx", "历年", rows).pay()
    };
    run(&counts).finding_at("T0102", "历年统计.xlsx", "按年份统计个数").total("payable", "200000.00");
    // What names firms, or tells of money, may be what was paid.
    run(&firms).total("payable", "0.00");
    run(&money).total("payable", "0.00");
}
