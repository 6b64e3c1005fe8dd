//! What `check` doubts of a policy before any list comes: sharing that leaves somebody out, upgrades within a level, days that
//! the quotation says otherwise, brackets that cross or leave something between them. And what it does not.

use crate::harness::{Ran, Rules, Run};

fn told(text: &str) -> Ran {
    Run::new().policy(text).args(["check"]).run()
}

#[test]
fn brackets_that_cross_are_told_and_ladders_are_not() {
    let rules = |brackets: &str| {
        let amount = format!("amount = {{ by = \"国家数\", brackets = [{brackets}] }}");
        told(&Rules::new().field("国家数", "成果", "整数").award("奖", "金牌产品", &amount).text())
    };
    rules("{ from = 1, to = 10, amount = \"1万元\" }, { from = 5, to = 20, amount = \"2万元\" }")
        .says("R0517")
        .says("不低于5且不高于10时两档都是");
    for ladder in [
        "{ from = 20, amount = \"2万元\" }, { from = 5, amount = \"1万元\" }",
        "{ to = 5, amount = \"1万元\" }, { to = 20, amount = \"2万元\" }, { above = 20, amount = \"3万元\" }",
    ] {
        rules(ladder).says_not("R0517");
    }
}

/// Units 4 and 5 are in no slab; of money, what is above 300元 and not above 500元.
#[test]
fn slabs_that_leave_units_out_are_told() {
    let count = |brackets: &str| {
        let amount = format!("amount = {{ by = \"国家数\", mode = \"分段\", brackets = [{brackets}] }}");
        told(&Rules::new().field("国家数", "成果", "整数").award("奖", "金牌产品", &amount).text())
    };
    count("{ from = 1, to = 3, amount = \"2万元\" }, { from = 6, amount = \"1万元\" }")
        .says("R0505")
        .says("超过3、不超过5的部分哪一档也不算");
    count("{ from = 1, to = 3, amount = \"2万元\" }, { from = 4, amount = \"1万元\" }").says_not("R0505");
    count("{ from = 1, to = 3, amount = \"2万元\" }, { from = 9, to = 8, amount = \"1万元\" }").says("R0504");
    let money = |brackets: &str| {
        let amount = format!("amount = {{ by = \"投资额\", mode = \"分段\", brackets = [{brackets}] }}");
        told(&Rules::new().field("投资额", "成果", "金额").award("奖", "金牌产品", &amount).text())
    };
    money("{ to = \"300元\", rate = \"5%\" }, { above = \"500元\", rate = \"3%\" }")
        .says("R0505")
        .says("超过300元、不超过500元的部分");
    // What is below the first slab is not rewarded, as documents say it (超过300元的部分).
    money("{ above = \"300元\", to = \"500元\", rate = \"5%\" }, { above = \"500元\", rate = \"3%\" }")
        .says_not("R0505");
}

fn shared(rules: &str, award: &str) -> Ran {
    let rules =
        format!("[[clause.step.sharing.rule]]\n{}\n", rules.replace('|', "\n[[clause.step.sharing.rule]]\n"));
    told(&Rules::new().award("奖", "金牌产品", award).step("分担", &rules).text())
}

#[test]
fn sharing_that_leaves_ranks_out_or_takes_them_twice_is_told() {
    const CITY: &str = "shares = [{ funder = \"市财政\", rate = \"1\" }]";
    let ranks = |ends: &str| format!("when = [{{ field = \"排名\", {ends} }}]\n{CITY}");
    let all = "when = [{ field = \"排名\", to = 5 }]\namount = \"100元\"";
    shared(&format!("{}|{}", ranks("to = 3"), ranks("from = 4")), all).says_not("R0521");
    shared(&format!("{}|{}", ranks("to = 2"), ranks("from = 4")), all)
        .says("R0521")
        .says("排名为3时没有一条分担规则适用，兑现时待定：奖项「奖」");
    shared(&format!("{}|{}", ranks("to = 3"), ranks("from = 3")), all)
        .says("R0521")
        .says("排名为3时第1条和第2条分担规则同时适用");
    // Ranks that the award does not pay need no rule.
    shared(&ranks("to = 5"), all).says_not("R0521");
    shared(&format!("covers = {{ categories = [\"银牌产品\"] }}\n{CITY}"), all).says("没有一条分担规则管到");
    // A nothing is shared by nobody.
    shared(&format!("covers = {{ categories = [\"银牌产品\"] }}\n{CITY}"), "amount = \"0元\"")
        .says_not("R0521");
}

/// Towns that are listed may be all there are; one that is singled out is not.
#[test]
fn towns_that_are_listed_are_taken_for_all_and_a_single_one_is_not() {
    let town = |names: &str, share: &str| {
        format!(
            "when = [{{ field = \"镇\", in = [{names}] }}]\nshares = [{{ funder = \"{share}\", rate = \"1\" }}]"
        )
    };
    let award = "amount = \"100元\"";
    shared(&format!("{}|{}", town("\"东镇\", \"西镇\"", "市财政"), town("\"南镇\"", "南镇")), award)
        .says_not("R0521");
    shared(&town("\"开发区\"", "开发区"), award).says("R0521").says("镇不是「开发区」时没有一条分担规则适用");
}

fn upgraded(silver: &str, copper: &str, more: &str) -> Ran {
    let copper_category =
        "\n[[category]]\nname = \"铜牌产品\"\nlevel = \"省级\"\nfamily = \"产品\"\nunit = \"只\"\n";
    let rules = Rules::new()
        .vocabulary(copper_category)
        .award("银", "银牌产品", silver)
        .award("铜", "铜牌产品", copper)
        .step("补差", "upgrade_difference = { key = [\"企业\", \"产品\"], mode = \"扣已付\" }");
    let rules = if more.is_empty() { rules } else { rules.step("就高", more) };
    told(&rules.text())
}

#[test]
fn upgrades_within_a_level_are_told_where_the_amounts_differ() {
    upgraded("amount = \"200元\"", "amount = \"100元\"", "")
        .says("R0522")
        .says("奖项「铜」（100元）和「银」（200元）都是「省级」");
    upgraded("amount = \"100元\"", "amount = \"100元\"", "").says_not("R0522");
    upgraded("amount = \"200元\"", "amount = \"0元\"", "").says_not("R0522");
    // A step that looks at earlier years says what becomes of both.
    let highest = "highest_only = { key = [\"企业\", \"产品\"], by = \"级别\", across_years = true }";
    upgraded("amount = \"200元\"", "amount = \"100元\"", highest).says_not("R0522");
}

/// What was paid for the same category is no lower level: 升级补差 takes nothing off a 复评.
#[test]
fn a_re_certification_that_is_paid_in_full_unsaid_is_told() {
    let upgrade = "upgrade_difference = { key = [\"企业\", \"产品\"], mode = \"扣已付\" }";
    let told_of =
        |award: &str| told(&Rules::new().award("金", "金牌产品", award).step("补差", upgrade).text());
    told_of("amount = \"500元\"").says("R0524").says("奖项「金」没有说复评怎么奖");
    told_of("when = [{ field = \"复评\", is = false }]\namount = \"500元\"").says_not("R0524");
    told_of("when = [{ field = \"复评\", in = [true, false] }]\namount = \"500元\"").says_not("R0524");
    told_of("amount = \"0元\"").says_not("R0524");
}

fn dated(passage: &str, years: &str, award: &str) -> Ran {
    let text = Rules::new().award("奖", "金牌产品", award).text();
    let start = text.find("> ").expect("a quotation");
    let end = start + text[start..].find('\n').expect("its end");
    let text = format!("{}> {passage}{}", &text[..start], &text[end..]);
    let from = text.find("years = ").expect("years");
    let line = from + text[from..].find('\n').expect("its end");
    told(&format!("{}years = {years}{}", &text[..from], &text[line..]))
}

#[test]
fn years_before_and_after_the_document_are_told() {
    let award = "amount = \"100元\"";
    let term = "奖励100元。本办法自2024年1月1日起施行，有效期三年。";
    dated(term, "{ from = 2024, to = 2026 }", award).says_not("R0523");
    dated(term, "{ from = 2023, to = 2026 }", award).says("R0523").says("从2024-01-01起施行");
    dated(term, "{ from = 2024, to = 2027 }", award).says("R0523").says("有效到2026-12-31");
    dated(term, "{ from = 2024 }", award).says("没有写到哪一年为止");
    // 2026-04-30 is the last day; the year of it is still one of the document's.
    let may = "奖励100元。本办法自2023年5月1日起施行，有效期3年，2022年度的照此奖励。";
    dated(may, "{ from = 2022, to = 2026 }", award).says_not("R0523");
    for passage in ["奖励100元。本办法自发布之日起施行。", "证书有效期至2025年12月31日的奖励100元。"]
    {
        dated(passage, "{ from = 2020 }", award).says_not("R0523");
    }
}

#[test]
fn days_that_the_passage_says_otherwise_are_told() {
    let award = |day: &str| format!("when = [{{ field = \"认定日期\", {day} }}]\namount = \"100元\"");
    let passage = "2009年3月1日以后认定的奖励100元。";
    let years = "{ from = 2009, to = 2010 }";
    dated(passage, years, &award("from = 2009-03-01")).says_not("R0523");
    dated(passage, years, &award("above = 2009-02-28")).says_not("R0523");
    dated(passage, years, &award("from = 2008-03-01"))
        .says("R0523")
        .says("奖项「奖」的条件写的是2008-03-01，引文里没有这一天，写的是2009-03-01");
    dated("2009年3月以后认定的奖励100元。", years, &award("from = 2009-03-01")).says_not("R0523");
    // Where no day is quoted there is nothing to compare with.
    dated("办法发布以后认定的奖励100元。", years, &award("from = 2009-03-01")).says_not("R0523");
}
