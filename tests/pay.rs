//! Paying: from lists to money through the command line.

use crate::harness::{LIST, POLICY, Run};

#[test]
fn a_product_is_paid_its_tariff() {
    let ran = Run::new().list_csv("名单.csv", LIST).pay();
    ran.expect_exit(0).row("名单.csv", 2, "paid").payee("示例甲有限公司", "500000.00");
    ran.entry("示例甲有限公司", "award", "1", "500000.00").total("payable", "500000.00");
}

#[test]
fn a_list_of_two_formats_is_paid_once() {
    let rows: Vec<Vec<&str>> = LIST.lines().map(|line| line.split(',').collect()).collect();
    let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
    let ran = Run::new().list_csv("一.csv", LIST).list_xlsx("二.xlsx", "名单", &rows).pay();
    ran.expect_exit(0).row("一.csv", 2, "paid").row_because("二.xlsx", 2, "rejected", "重复");
    ran.total("payable", "500000.00");
}

/// The rules of sharing ask for the town: where it is missing, the row says so, not that several rules apply.
#[test]
fn a_share_whose_town_is_missing_says_what_is_missing() {
    let step = "\n[[clause.step]]\nid = \"分担\"\n\n[[clause.step.sharing.rule]]\nwhen = [{ field = \"镇\", is = \"东镇\" }]\n\
                shares = [{ funder = \"市财政\", rate = \"1\" }]\n\n[[clause.step.sharing.rule]]\n\
                when = [{ not = { field = \"镇\", is = \"东镇\" } }]\nshares = [{ funder = \"所在镇\", rate = \"1\" }]\n```\n";
    let policy = POLICY.replace("order = []", "order = [\"分担\"]");
    let policy = policy.trim_end().trim_end_matches("```").to_owned() + step;
    let ran = Run::new().policy(&policy).list_csv("名单.csv", LIST).pay();
    ran.expect_exit(0).row_because("名单.csv", 2, "held", "镇未填");
}

/// Joint holders of one standard in rows of their own: each has the part of its own rank, the second one stays unpaid.
#[test]
fn each_joint_holder_has_its_own_rank() {
    let policy = POLICY.replace("unit = \"只\"", "joint = true").replace(
        "amount = \"50万元\"",
        "amount = { pool = \"50万元\", ranks = [5, 3, 2], absent = \"不发\" }",
    );
    let list = "起草单位,类别,标准名称,标准号,发布日期,起草排名\n\
                示例金龙有限公司,金牌产品,阀门,GB/T 12345-2008,2008-03-01,1\n\
                示例碧波水产厂,金牌产品,阀门,GB/T 12345-2008,2008-03-01,3\n";
    let ran = Run::new().policy(&policy).list_csv("名单.csv", list).pay();
    ran.expect_exit(0).payee("示例金龙有限公司", "250000.00").payee("示例碧波水产厂", "100000.00");
    ran.total("payable", "350000.00");
}

/// A condition on each of several years names the year that fails it.
#[test]
fn the_year_that_fails_is_named() {
    let field = "[[field]]\nname = \"税收\"\non = \"名录\"\ntype = \"金额\"\nby_year = true\n\n[[category]]";
    let when =
        "when = [{ field = \"税收\", year = 0, each_of_last = 3, from = \"100万元\" }]\namount = \"50万元\"";
    let policy = POLICY.replace("[[category]]", field).replace("amount = \"50万元\"", when);
    let policy = policy.replace("对获得金牌产品的企业", "对获得金牌产品、三年税收各100万元以上的企业");
    let register =
        "企业名称,2006年税收(万元),2007年税收(万元),2008年税收(万元)\n示例甲有限公司,99.99,200,300\n";
    let ran = Run::new().policy(&policy).list_csv("企业名录.csv", register).list_csv("名单.csv", LIST).pay();
    ran.expect_exit(0).row_because("名单.csv", 2, "rejected", "2006年为「999900」");
}

/// Each joint holder's town pays its own part: the town of a row is that of the holder it names.
#[test]
fn each_joint_holder_has_its_own_town() {
    let share = "joint = { mode = \"平均\" }\n\n[[clause.step]]\nid = \"分担\"\n\
                 sharing = { rule = [{ shares = [{ funder = \"所在镇\", rate = \"1\" }] }] }\n```\n";
    let policy = POLICY.replace("unit = \"只\"", "joint = true").replace("order = []", "order = [\"分担\"]");
    let policy = policy.trim_end().trim_end_matches("```").to_owned() + share;
    let list = "起草单位,类别,标准名称,标准号,发布日期,镇\n\
                示例金龙有限公司,金牌产品,阀门,GB/T 12345-2008,2008-03-01,东镇\n\
                示例碧波水产厂,金牌产品,阀门,GB/T 12345-2008,2008-03-01,\n";
    let register = "企业名称,所属镇,开户行,账号\n示例金龙有限公司,东镇,银行,1\n示例碧波水产厂,西镇,银行,2\n";
    let ran = Run::new().policy(&policy).list_csv("企业名录.csv", register).list_csv("名单.csv", list).pay();
    ran.expect_exit(0).share("示例金龙有限公司", "东镇", "250000.00");
    ran.share("示例碧波水产厂", "西镇", "250000.00").total("payable", "500000.00");
}

/// A register has a contact and a telephone: the words of signatures are headings there.
#[test]
fn a_register_with_contacts_is_read() {
    let register = "企业名录\n企业名称,开户行,账号,联系人,联系电话\n示例甲有限公司,示例银行,0123456789,张三,0510-1234567\n填表人：李四,,,联系电话：0510,\n";
    let ran = Run::new().list_csv("名单.csv", LIST).list_csv("企业名录.csv", register).pay();
    ran.expect_exit(0).row("企业名录.csv", 3, "reference").row("名单.csv", 2, "paid").no_finding("W0202");
}
