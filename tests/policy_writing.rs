//! What the writer of a policy meets: figures of the quotation in usual wordings, brackets, limits, and reasons that name the
//! award that was meant.

use crate::harness::{Ran, Rules, Run};

fn pay(rules: &Rules, list: &str) -> Ran {
    Run::new().policy(&rules.text()).list_csv("名单.csv", list).pay()
}

fn told(rules: &Rules) -> Ran {
    Run::new().policy(&rules.text()).args(["check"]).run()
}

/// A policy whose one clause quotes these words.
fn quoting(passage: &str, award: &str) -> Ran {
    let rules = Rules::new().field("投资额", "成果", "金额").award("奖", "金牌产品", award);
    let mut text = rules.text();
    let start = text.find("> ").expect("a quotation");
    let end = start + text[start..].find('\n').expect("its end");
    text.replace_range(start..end, &format!("> {passage}"));
    Run::new().policy(&text).args(["check"]).run()
}

/// A place before an amount is no digit of it, and 3% of 元 is 0.03元 for each.
#[test]
fn figures_are_read_in_the_wordings_of_documents() {
    for (passage, award) in [
        ("第一起草单位奖励30万元、第二20万元。", "amount = \"20万元\""),
        ("前三10万元。", "amount = \"10万元\""),
        ("排名第一20万元。", "amount = \"20万元\""),
        ("投资额的3%上浮20%。", "amount = { rate = \"120%\", of = \"投资额\" }"),
        ("在此基础上再奖励1倍。", "amount = { rate = \"100%\", of = \"投资额\" }"),
        (
            "超过500万元的部分按3%奖励。",
            "amount = { by = \"投资额\", mode = \"分段\", brackets = [{ above = \"500万元\", amount = \"0.03元\" }] }",
        ),
    ] {
        quoting(passage, award).expect_exit(0);
    }
    for (passage, award) in [
        ("第二20万元。", "amount = \"2万元\""),
        ("上浮20%。", "amount = { rate = \"80%\", of = \"投资额\" }"),
        // A rate for each 元 where the units are none.
        ("按3%奖励。", "amount = \"0.03元\""),
    ] {
        quoting(passage, award).expect_exit(1).says("R0204");
    }
}

/// 5 to 10 and 10 or more: at 10 the document may mean either.
#[test]
fn brackets_that_share_a_number_are_told_and_ladders_are_not() {
    let rules = |brackets: &str| {
        Rules::new().field("国家数", "成果", "整数").award(
            "奖",
            "金牌产品",
            &format!("amount = {{ by = \"国家数\", brackets = [{brackets}] }}"),
        )
    };
    let both = "{ from = 5, to = 10, amount = \"1万元\" }, { from = 10, amount = \"2万元\" }";
    told(&rules(both)).expect_exit(0).says("R0517").says("都含10");
    for apart in [
        "{ from = 5, below = 10, amount = \"1万元\" }, { from = 10, amount = \"2万元\" }",
        "{ from = 10, amount = \"2万元\" }, { from = 5, amount = \"1万元\" }",
    ] {
        let printed = told(&rules(apart)).stdout.clone();
        assert!(!printed.contains("R0517"), "{printed}");
    }
}

/// The first 40万元, others 20万元 each, no more than 50万元 for one standard: with three holders 80万元 are cut to 50万元, pro rata
/// 25万元, 12.5万元, 12.5万元. The limit binds, though no award reaches it alone.
#[test]
fn a_limit_that_only_the_sum_of_shares_reaches_is_not_called_idle() {
    let rules = Rules::new()
        .award(
            "第一",
            "合作标准",
            "when = [{ field = \"排名\", is = 1 }]\namount = \"40万元\"\njoint = { mode = \"各得\" }",
        )
        .award(
            "其他",
            "合作标准",
            "when = [{ field = \"排名\", from = 2 }]\namount = \"20万元\"\njoint = { mode = \"各得\" }",
        )
        .step(
            "每项",
            "cap = { key = [\"成果\"], limit = { amount = \"50万元\" }, reduce = \"按比例\", used_by = \"不计\" }",
        );
    let printed = told(&rules).stdout.clone();
    assert!(!printed.contains("R0509"), "{printed}");
    let list = "企业名称,类别,成果名称,认定日期,证书编号,排名\n甲厂,合作标准,壶,2008-03-01,B1,1\n乙厂,合作标准,壶,2008-03-01,B1,2\n丙厂,合作标准,壶,2008-03-01,B1,3\n";
    let ran = pay(&rules, list);
    ran.expect_exit(0).payee("甲厂", "250000.00").payee("乙厂", "125000.00").payee("丙厂", "125000.00");
}

/// Of awards that fail by one condition each the one is meant whose kind the row states.
#[test]
fn a_refusal_names_the_award_of_the_rows_kind() {
    let kind = |kind: &str, more: &str| {
        format!("when = [{{ field = \"方式\", is = \"{kind}\" }}{more}]\namount = \"10万元\"")
    };
    let rules = Rules::new()
        .vocabulary(
            "\n[[field]]\nname = \"方式\"\non = \"成果\"\ntype = \"选项\"\nvalues = [\"首次\", \"迁入\"]\n",
        )
        .award("首次奖", "金牌产品", &kind("首次", ""))
        .award("迁入奖", "金牌产品", &kind("迁入", ", { field = \"认定日期\", from = 2006-01-01 }"));
    let list = "企业名称,类别,产品名称,认定日期,方式\n甲厂,金牌产品,壶,2005-03-01,迁入\n";
    pay(&rules, list).expect_exit(0).row_because("名单.csv", 2, "rejected", "不符合「迁入奖」的条件");
}

/// What is counted is no field to rank by, and the message says so.
#[test]
fn ranking_by_a_count_says_what_can_be_ranked_by() {
    let rules = Rules::new()
        .vocabulary("\n[[derived]]\nname = \"件数\"\ncount = { over = \"当年\", key = [\"企业\"] }\n")
        .award("奖", "金牌产品", "amount = \"10万元\"")
        .step(
            "前三",
            "count_limit = { key = [], limit = 3, of = \"收款单位\", rank_by = \"件数\", tie = \"都算\" }",
        );
    told(&rules).expect_exit(1).says("不能按派生字段「件数」排名");
}

/// Each of two pieces may concern six countries, or both together: 5 × 1000元 + 1 × 2000元 for one row of one piece.
#[test]
fn a_number_of_a_row_of_several_pieces_is_of_each_or_of_all() {
    let rules = |more: &str| {
        Rules::new().field("国家数", "成果", "整数").award(
            "奖",
            "金牌产品",
            &format!("{more}amount = {{ by = \"国家数\", mode = \"分段\", brackets = [{{ to = 5, amount = \"1000元\" }}, {{ above = 5, amount = \"2000元\" }}] }}"),
        )
    };
    let list = |pieces: &str| {
        format!("企业名称,类别,产品名称,认定日期,数量,国家数\n甲厂,金牌产品,壶,2008-03-01,{pieces},6\n")
    };
    pay(&rules(""), &list("1")).expect_exit(0).payee("甲厂", "7000.00");
    pay(&rules(""), &list("2")).expect_exit(0).row_because("名单.csv", 2, "held", "每件的还是合计的");
    pay(&rules("whatever_quantity = true\n"), &list("2")).expect_exit(0).payee("甲厂", "7000.00");
}

/// A parent and its subsidiary have 20万元 together; a firm without a group has 20万元 by itself.
#[test]
fn a_group_left_blank_is_the_enterprise_alone() {
    let rules = |blank: &str| {
        Rules::new()
            .vocabulary(&format!("\n[[field]]\nname = \"集团\"\non = \"成果\"\ntype = \"文字\"\n{blank}"))
            .award("奖", "金牌产品", "amount = \"15万元\"")
            .step(
                "合计",
                "cap = { key = [\"集团\"], limit = { amount = \"20万元\" }, reduce = \"从后扣减\", used_by = \"不计\" }",
            )
    };
    let list = "企业名称,类别,产品名称,认定日期,集团\n甲厂,金牌产品,壶,2008-01-01,甲厂\n乙厂,金牌产品,盆,2008-02-01,甲厂\n丙厂,金牌产品,碗,2008-03-01,\n丙厂,金牌产品,碟,2008-04-01,\n丁厂,金牌产品,杯,2008-05-01,\n";
    let ran = pay(&rules("blank = \"企业自成一组\"\n"), list);
    // 甲 15 and what is left for 乙, 5; 丙's two 15 + 5; 丁's one 15.
    ran.expect_exit(0).payee("甲厂", "150000.00").payee("乙厂", "50000.00");
    ran.payee("丙厂", "200000.00").payee("丁厂", "150000.00");
    let ran = pay(&rules("blank = \"成果自成一组\"\n"), list);
    ran.expect_exit(0).payee("丙厂", "300000.00").payee("丁厂", "150000.00");
    pay(&rules(""), list).expect_exit(0).row("名单.csv", 4, "held").row("名单.csv", 6, "held");
}

/// One category that pays organisations and persons: a row that names a person with his employer pays both, and check says so.
#[test]
fn both_roles_of_a_category_are_told_unless_a_condition_tells_them_apart() {
    let rules = |when: &str| {
        Rules::new().award("单位", "金牌产品", &format!("{when}amount = \"50万元\"")).clause(
            "[[clause.award]]\nid = \"个人\"\nrole = \"个人\"\ncategories = [\"金牌产品\"]\namount = \"20万元\"",
        )
    };
    told(&rules("")).expect_exit(0).says("R0518");
    let apart = rules("when = [{ field = \"个人姓名\", present = false }]\n");
    let printed = told(&apart).stdout.clone();
    assert!(!printed.contains("R0518"), "{printed}");
    let list = "企业名称,类别,产品名称,认定日期,姓名,身份证号\n甲厂,金牌产品,壶,2008-03-01,张三,11010519491231002X\n乙厂,金牌产品,盆,2008-03-01,,\n";
    pay(&apart, list)
        .expect_exit(0)
        .payee("张三", "200000.00")
        .payee("甲厂", "0.00")
        .payee("乙厂", "500000.00");
}
