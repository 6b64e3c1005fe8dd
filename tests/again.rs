//! Scenarios of what was won again: the words by which lists say so wherever they stand hold a row, unless an office speaks of its
//! own check, or goods are called so.

use crate::harness::{Ran, Rules, Run};

/// 10万元 for the first time, nothing for a further one.
fn pay(file: &str, list: &str) -> Ran {
    let rules = Rules::new()
        .award("首次", "金牌产品", "amount = \"10万元\"\nwhen = [{ field = \"复评\", is = false }]")
        .award("复评", "金牌产品", "amount = \"0元\"\nwhen = [{ field = \"复评\", is = true }]");
    Run::new().policy(&rules.text()).list_csv(file, list).pay()
}

const HEAD: &str = "企业名称,类别,产品名称,认定日期,证书编号";

fn with(heading: &str, text: &str) -> Ran {
    pay("名单.csv", &format!("{HEAD},{heading}\n红杉陶瓷厂,金牌产品,紫砂壶,2008-03-01,A1,{text}\n"))
}

#[test]
fn remarks_and_columns_that_say_it_was_won_before_hold_the_row() {
    for (heading, text) in [
        ("备注", "复核"),
        ("备注", "复核通过"),
        ("备注", "到期复核"),
        ("备注", "期满复查"),
        ("备注", "复查合格"),
        ("备注", "第二次"),
        ("备注", "连续三届"),
        ("备注", "2005年曾获"),
        ("备注", "曾获金牌产品称号"),
        ("备注", "2005年首次认定"),
        ("备注", "原证到期"),
        ("首次认定日期", "2005-03-01"),
        ("首次获得时间", "2005"),
        ("上次认定时间", "2005年"),
        ("原证书编号", "A0"),
        ("届次", "第二届"),
        ("复评情况", "通过"),
    ] {
        with(heading, text).row("名单.csv", 2, "held").finding("L0210").total("payable", "0.00");
    }
    // What says it plainly is no first recognition: 0元.
    for (heading, text) in
        [("备注", "再认定"), ("备注", "续认定"), ("备注", "期满重新申报"), ("是否新认定", "否")]
    {
        with(heading, text).no_finding("L0210").total("payable", "0.00");
    }
}

#[test]
fn checks_of_an_office_and_the_first_recognition_itself_are_paid() {
    for (heading, text) in [
        ("备注", "已复核"),
        ("备注", "曾获县长质量奖"),
        ("备注", "李四复核"),
        ("备注", "经财政局复核"),
        ("备注", "市质监局复核无误"),
        ("备注", "现场复核通过"),
        ("备注", "第二次公示无异议"),
        ("备注", "连续三年纳税超千万元"),
        ("备注", "2008年首次认定"),
        ("复核人", "张三"),
        ("复核意见", "同意"),
        ("首次认定日期", "2008-03-01"),
        ("上次认定时间", "无"),
        ("原证书编号", "/"),
        ("届次", "首届"),
        ("是否新认定", "是"),
        ("复评情况", "/"),
    ] {
        with(heading, text).payee("红杉陶瓷厂", "100000.00");
    }
    let list = format!("{HEAD}\n红杉陶瓷厂,金牌产品,复验机,2008-03-01,A1\n");
    pay("名单.csv", &list).payee("红杉陶瓷厂", "100000.00");
    let list = format!("{HEAD}\n红杉陶瓷厂,金牌产品,复评仪,2008-03-01,A1\n");
    pay("名单.csv", &list).payee("红杉陶瓷厂", "100000.00");
}

#[test]
fn titles_and_files_that_say_it_hold_all_rows_and_those_of_a_check_none() {
    let rows = "企业名称,产品名称,认定日期\n红杉陶瓷厂,紫砂壶,2008-03-01\n";
    for title in [
        "2008年金牌产品复核通过企业名单",
        "2008年金牌产品复查合格企业名单",
        "2008年金牌产品年审企业名单",
        "2008年金牌产品（期满复验）名单",
    ] {
        pay("金牌.csv", &format!("{title},,\n{rows}")).row("金牌.csv", 3, "held").total("payable", "0.00");
    }
    for file in ["金牌产品复核名单.csv", "金牌产品（复查）.csv"] {
        pay(file, rows).row(file, 2, "held").total("payable", "0.00");
    }
    for title in
        ["2008年金牌产品奖励复核表", "2008年金牌产品名单（已复核）", "经财政局复核的2008年金牌产品名单"]
    {
        pay("金牌.csv", &format!("{title},,\n{rows}")).payee("红杉陶瓷厂", "100000.00");
    }
}
