//! Scenarios of lists that nobody understands and that may take money: of firms that are barred, of payments made, of what an
//! office answered; and of registers that differ in what no award uses. The policy gives 10万元 for 金牌产品 and bars 安全生产事故 of the award year.

use crate::harness::{Ran, Rules, Run};

const WINNERS: &str = "2008年金牌产品名单,,\n企业名称,产品名称,认定日期\n红杉陶瓷厂,紫砂壶,2008-09-01\n白桦电缆有限公司,电缆,2008-09-01\n";

fn rules() -> Rules {
    Rules::new().award("金牌", "金牌产品", "amount = \"10万元\"").clause(
        "[[clause.exclusion]]\nkind = \"安全生产事故\"\ndate = \"奖励年度任一天\"\neffect = \"不予兑现\"\n",
    )
}

/// The winners beside another list.
fn beside(name: &str, list: &str) -> Ran {
    let run = Run::new().policy(&rules().text()).list_csv("质监局.csv", WINNERS);
    run.list_csv(name, list).pay()
}

/// The list holds 白桦 alone: 10万 is left to 红杉.
fn holds_one(name: &str, list: &str) {
    let ran = beside(name, list);
    ran.row("质监局.csv", 3, "paid").row("质监局.csv", 4, "held").total("payable", "100000.00");
}

/// Both are paid, whatever becomes of the other list's rows.
fn holds_none(name: &str, list: &str) {
    beside(name, list).total("payable", "200000.00");
}

#[test]
fn a_kind_of_the_policy_in_title_sheet_or_file_makes_a_list_of_exclusions() {
    let rows = "序号,单位名称,事故日期,备注\n1,白桦电缆有限公司,2008-05-06,\n";
    holds_one("应急局.csv", &format!("2008年度安全生产事故单位名单,,,\n{rows}"));
    holds_one("2008年安全生产事故.csv", rows);
    // With its own day it is refused outright.
    let ran = beside("应急局.csv", "安全生产事故单位名单,\n单位名称,列入日期\n白桦电缆有限公司,2008-05-06\n");
    ran.row("质监局.csv", 4, "rejected").total("payable", "100000.00");
    // What is denied bars nobody.
    holds_none("应急局.csv", &format!("2008年无安全生产事故单位名单,,,\n{rows}"));
}

#[test]
fn firms_of_a_list_that_bars_them_wait_though_one_heading_is_known() {
    for (title, heading) in [
        ("失信被执行人名单", "案号"),
        ("不予奖励企业名单", "事故日期"),
        ("2008年欠税企业名单", "欠税金额（万元）"),
        ("已注销企业名单", "注销日期"),
        ("不符合奖励条件企业", "不符合原因"),
        ("2008年拖欠农民工工资单位名单", "欠薪人数"),
        ("D级信用企业名单", "评定时段"),
        ("2008年度取消评先资格企业", "原因"),
    ] {
        holds_one("某局.csv", &format!("{title},\n企业名称,{heading}\n白桦电缆有限公司,20\n"));
    }
    // A day that looks like one of recognition makes no winners of them.
    holds_one("税务.csv", "重大税收违法案件当事人名单,\n企业名称,公布日期\n白桦电缆有限公司,2008-05-01\n");
}

#[test]
fn what_an_office_answers_against_a_firm_holds_that_firm_alone() {
    for (heading, yes, no) in [
        ("有无失信记录", "无", "有"),
        ("是否符合奖励条件", "符合", "不符合"),
        ("审查意见", "同意", "2008年受环保处罚，不符合"),
        ("有无事故", "无", "有"),
    ] {
        let rows = format!("红杉陶瓷厂,{yes}\n白桦电缆有限公司,{no}\n");
        holds_one("信用办.csv", &format!("企业审查情况,\n企业名称,{heading}\n{rows}"));
        let rows = rows.replace("红杉", "1,红杉").replace("白桦", "2,白桦");
        let title = "2008年安全生产事故核查情况表";
        holds_one("联审.csv", &format!("{title},,\n序号,企业名称,{heading}\n{rows}"));
    }
}

#[test]
fn tables_that_bar_nobody_and_pay_nobody_hold_nobody_else() {
    holds_none("电话.csv", "企业联系电话,\n企业名称,手机\n白桦电缆有限公司,13800000000\n");
    holds_none("统计.csv", "2008年各镇安全生产统计表,\n镇,起数\n东镇,2\n西镇,1\n");
    holds_none("高企.csv", "2008年高新技术企业名单,\n企业名称,所属领域\n白桦电缆有限公司,新材料\n");
    holds_none("修复.csv", "信用修复企业名单,\n企业名称,修复情况\n白桦电缆有限公司,完成\n");
}

#[test]
fn a_sheet_of_payments_is_no_list_of_achievements() {
    let head = "企业名称,奖励项目,产品名称,认定日期";
    for (title, heading) in [
        ("2008年第一批奖励资金", "实发金额（元）"),
        ("2008年奖励资金下达表", "下达金额（元）"),
        ("2008年度奖励资金拨款通知", "拨款金额（元）"),
        ("2008年奖金签收表", "实发金额（元）"),
    ] {
        let list =
            format!("{title},,,,\n{head},{heading}\n白桦电缆有限公司,金牌产品,电缆,2008-09-01,100000\n");
        let ran = beside("财政局.csv", &list);
        ran.row("财政局.csv", 3, "held").row("质监局.csv", 4, "held").finding("T0103");
    }
    // What a department asks for stays a list of achievements, and is the same award: 10万＋10万.
    for heading in ["奖励金额（元）", "申请金额（元）", "拟奖金额（元）"] {
        let list = format!(
            "2008年金牌产品奖励兑现表,,,,\n{head},{heading}\n白桦电缆有限公司,金牌产品,电缆,2008-09-01,100000\n"
        );
        holds_none("经信局.csv", &list);
    }
    // 已奖金额 beside the rows of winners is asked of each of them: 0 speaks against none.
    let list = format!(
        "2008年金牌产品名单,,,,\n{head},已奖金额（元）\n白桦电缆有限公司,金牌产品,电缆,2008-09-01,0\n"
    );
    holds_none("经信局.csv", &list);
}

#[test]
fn payments_of_an_earlier_year_are_history() {
    // The year in the title, 拨付金额 as what was paid: the same award has been paid.
    let paid = "2007年度奖励资金拨付明细,,,,\n企业名称,类别,产品名称,认定日期,拨付金额（元）\n白桦电缆有限公司,金牌产品,电缆,2008-09-01,100000\n";
    let ran = beside("财政局.csv", paid);
    ran.row("质监局.csv", 3, "paid").row("质监局.csv", 4, "rejected").total("payable", "100000.00");
}

#[test]
fn a_ledger_of_the_same_year_counts_among_what_the_year_gives() {
    let rules = rules().award("银牌", "银牌产品", "amount = \"2万元\"").step(
        "就高",
        "highest_only = { covers = { families = [\"产品\"] }, key = [\"企业\", \"产品\"], by = \"级别\", across_years = false }",
    );
    let with = |category: &str, paid: &str| {
        let winners =
            format!("企业名称,类别,产品名称,认定日期\n白桦电缆有限公司,{category},电缆,2008-09-01\n");
        let ledger =
            format!("企业名称,类别,产品名称,奖励年度,认定日期,兑现金额（元）\n白桦电缆有限公司,{paid}\n");
        let run = Run::new().policy(&rules.text()).list_csv("质监局.csv", &winners);
        run.list_csv("历年台账.csv", &ledger).pay()
    };
    // 金牌 was paid for the cable this year: 银牌 gives way to it. The other way round nobody can say what is left of 10万.
    with("银牌产品", "金牌产品,电缆,2008,2008-03-01,100000").row("质监局.csv", 2, "zero");
    with("金牌产品", "银牌产品,电缆,2008,2008-03-01,20000").row("质监局.csv", 2, "held").finding("S0109");
    // Of another product, or of another year, it is no rival.
    with("银牌产品", "金牌产品,电线,2008,2008-03-01,100000").payee("白桦电缆有限公司", "20000.00");
    with("银牌产品", "金牌产品,电缆,2007,2007-03-01,100000").payee("白桦电缆有限公司", "20000.00");
}

#[test]
fn register_rows_that_differ_in_what_no_award_uses_hold_none() {
    let register = |heading: &str, one: &str, other: &str| {
        format!("企业名录,\n企业名称,{heading}\n白桦电缆有限公司,{one}\n白桦电缆有限公司,{other}\n")
    };
    for (heading, one, other) in
        [("法定代表人", "李明", "张华"), ("所属镇", "东镇", "西镇"), ("账号", "44445555666", "77778888999")]
    {
        let ran = beside("企业名录.csv", &register(heading, one, other));
        ran.total("payable", "200000.00");
    }
    beside("企业名录.csv", &register("账号", "44445555666", "77778888999")).finding("W0204");
    // A town that is paid is decided by it.
    let rules = rules().clause(
        "[[clause.award]]\nid = \"镇奖\"\nrole = \"镇\"\ncategories = [\"金牌产品\"]\namount = \"1万元\"\n",
    );
    let run = Run::new().policy(&rules.text()).list_csv("质监局.csv", WINNERS);
    let ran = run.list_csv("企业名录.csv", &register("所属镇", "东镇", "西镇")).pay();
    ran.row("质监局.csv", 4, "held").finding("E0105");
}

#[test]
fn persons_with_accounts_are_no_register_of_enterprises() {
    let list = "2008年种粮大户补贴公示表,,,\n村,姓名,身份证号,银行账号\n一村,李四海,330103196501011230,6228480000000000011\n";
    beside("农业局.csv", list).no_finding("T0105");
}
