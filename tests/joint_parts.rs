//! What joint holders get: who divides, who is first, and what each one's own row says of it.

use crate::harness::{Ran, Rules, Run};

fn pay(rules: &Rules, list: &str) -> Ran {
    Run::new().policy(&rules.text()).list_csv("名单.csv", list).pay()
}

const FOUR: &str = "企业名称,类别,成果名称,认定日期,证书编号,排名\n甲厂,合作标准,壶,2008-03-01,B1,1\n乙厂,合作标准,壶,2008-03-01,B1,2\n丙厂,合作标准,壶,2008-03-01,B1,3\n";

/// 其他参与单位合计10万元，平均分配.
fn others(absent: &str) -> Rules {
    Rules::new().award(
        "参与",
        "合作标准",
        &format!("when = [{{ field = \"排名\", from = 2 }}]\namount = \"10万元\"\njoint = {{ mode = \"平均\"{absent} }}"),
    )
}

/// The document says 10万元 for the others: of the second and the third 5万元 each. Read as thirds of all, whose first is not paid:
/// round(100000/3) = 33333, round(200000/3) = 66667, 100000, so 33334 and 33333 for the second and the third.
#[test]
fn a_condition_on_the_rank_says_who_divides() {
    let ran = pay(&others(", absent = \"归在场者\""), FOUR);
    ran.expect_exit(0).payee("甲厂", "0.00").payee("乙厂", "50000.00").payee("丙厂", "50000.00");
    let ran = pay(&others(", absent = \"不发\""), FOUR);
    ran.expect_exit(0).payee("甲厂", "0.00").payee("乙厂", "33334.00").payee("丙厂", "33333.00");
    let refused = Run::new().policy(&others("").text()).args(["check"]).run();
    refused.expect_exit(1).says("R0106").says("没有说由谁来分");
}

/// 5:3:2 of 10万元 without the first: 3:2 of those present, 6万元 and 4万元.
#[test]
fn weights_go_to_those_present() {
    let rules = Rules::new().award(
        "参与",
        "合作标准",
        "when = [{ field = \"排名\", from = 2 }]\namount = \"10万元\"\njoint = { mode = \"按权重\", weights = [5, 3, 2], absent = \"归在场者\" }",
    );
    let ran = pay(&rules, FOUR);
    ran.expect_exit(0).payee("甲厂", "0.00").payee("乙厂", "60000.00").payee("丙厂", "40000.00");
}

/// Of three holders one is listed, without a place: it may be the second.
#[test]
fn one_of_several_holders_without_a_rank_is_not_taken_for_the_first() {
    let rules = Rules::new().award("首", "合作标准", "amount = \"1万元\"\njoint = { mode = \"只奖第一\" }");
    let list = |sharers: &str, rank: &str| {
        format!(
            "企业名称,类别,成果名称,认定日期,证书编号,权利人数,排名\n甲厂,合作标准,壶,2008-03-01,B1,{sharers},{rank}\n"
        )
    };
    pay(&rules, &list("3", "")).expect_exit(0).row_because("名单.csv", 2, "held", "不知道是不是第一");
    pay(&rules, &list("3", "1")).expect_exit(0).payee("甲厂", "10000.00");
    pay(&rules, &list("1", "")).expect_exit(0).payee("甲厂", "10000.00");
    pay(&rules, &list("", "")).expect_exit(0).payee("甲厂", "10000.00");
    pay(&rules, &list("3", "2")).expect_exit(0).row("名单.csv", 2, "rejected");
}

fn by_part(joint: &str) -> Rules {
    Rules::new()
        .vocabulary("\n[[field]]\nname = \"作用\"\non = \"成果\"\ntype = \"选项\"\nvalues = [\"主导\", \"参与\"]\n")
        .award(
            "主导",
            "合作标准",
            &format!("when = [{{ field = \"作用\", is = \"主导\" }}]\namount = \"40万元\"\njoint = {{ mode = \"{joint}\" }}"),
        )
        .award(
            "参与",
            "合作标准",
            &format!("when = [{{ field = \"作用\", is = \"参与\" }}]\namount = {{ rate = \"30%\", of_award = \"主导\", replacing = {{ \"作用\" = \"主导\" }} }}\njoint = {{ mode = \"{joint}\" }}"),
        )
}

const PARTS: &str = "企业名称,类别,成果名称,认定日期,证书编号,排名,作用\n甲厂,合作标准,壶,2008-03-01,B1,1,主导\n乙厂,合作标准,壶,2008-03-01,B1,2,参与\n";

/// Each gets its own by its own row: the leader 40万元, the other 30% of it, 12万元.
#[test]
fn what_the_holders_rows_say_differently_is_each_ones_own() {
    let ran = pay(&by_part("各得"), PARTS);
    ran.expect_exit(0).payee("甲厂", "400000.00").payee("乙厂", "120000.00").no_finding("E0202");
    // A third whose row leaves it open is neither: it is held, and all with it.
    let ran = pay(&by_part("各得"), &format!("{PARTS}丙厂,合作标准,壶,2008-03-01,B1,3,\n"));
    ran.expect_exit(0).row("名单.csv", 2, "held").finding("M0101");
}

/// The superiors granted the one 20万元 and the other 5万元, and the city as much.
#[test]
fn an_amount_of_each_holders_own_is_taken_from_its_row() {
    let rules = Rules::new().field("省级奖励", "成果", "金额").award(
        "配套",
        "合作标准",
        "amount = { rate = \"100%\", of = \"省级奖励\" }\njoint = { mode = \"各得\" }",
    );
    let list = "企业名称,类别,成果名称,认定日期,证书编号,排名,省级奖励(元)\n甲厂,合作标准,壶,2008-03-01,B1,1,200000\n乙厂,合作标准,壶,2008-03-01,B1,2,50000\n";
    pay(&rules, list).expect_exit(0).payee("甲厂", "200000.00").payee("乙厂", "50000.00");
}

/// One figure that all share cannot follow rows that differ; to accept one holder's row does not refuse the other.
#[test]
fn rows_that_share_one_figure_must_agree_and_none_is_dropped() {
    let ran = pay(&by_part("平均"), PARTS);
    ran.expect_exit(0).row("名单.csv", 2, "held").row("名单.csv", 3, "held").finding("E0202");
    let accepted = "schema = \"duixian.decisions/1\"\n\n[[decision]]\nkind = \"采信\"\nfile = \"名单.csv\"\nsheet = \"名单\"\nrow = 2\nwho = \"张三\"\nwhen = 2008-12-01\nwhy = \"查实\"\n";
    let run = Run::new().policy(&by_part("平均").text()).list_csv("名单.csv", PARTS);
    let ran = run.list("decisions.toml", accepted).pay();
    ran.expect_exit(0).row("名单.csv", 2, "held").row("名单.csv", 3, "held").finding("E0202");
}

/// A pool by scores with a most beside it: 40万元 of the pool, or of each share.
#[test]
fn a_ceiling_beside_a_pool_is_refused() {
    let rules = Rules::new().field("得分", "成果", "数").award(
        "资金",
        "金牌产品",
        "amount = { pool = \"100万元\", score = \"得分\", ceiling = \"40万元\" }",
    );
    let ran = Run::new().policy(&rules.text()).args(["check"]).run();
    ran.expect_exit(1).says("R0107").says("分不清是管整个资金池");
}

/// A receiver of patents that the list also has as an enterprise is no department: caps and exclusions would pass it by. A
/// department that submits is one, whatever else it is.
#[test]
fn an_enterprise_is_not_paid_as_a_department() {
    let rules = |field: &str| {
        Rules::new().field("受让方", "成果", "文字").clause(&format!(
            "[[clause.award]]\nid = \"受让\"\nrole = \"部门\"\npayee_field = \"{field}\"\ncategories = [\"金牌产品\"]\namount = \"1万元\""
        ))
    };
    let list = "企业名称,类别,产品名称,认定日期,受让方,报送部门\n甲厂,金牌产品,壶,2008-03-01,乙厂,质监局\n乙厂,金牌产品,盆,2008-03-01,丙厂,质监局\n";
    let ran = pay(&rules("受让方"), list);
    ran.expect_exit(0).row("名单.csv", 2, "held").finding("M0111").payee("丙厂", "10000.00");
    pay(&rules("报送部门"), list).expect_exit(0).payee("质监局", "20000.00").no_finding("M0111");
}
