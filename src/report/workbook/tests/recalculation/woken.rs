//! Rows that steps left nothing and that a changed cell gives something: they are divided, limited and shared as the
//! program would, or say that they cannot be.

use super::cases::Case;
use super::tariffs::{check, differences};
use super::{Value, recalculated, written};

const POLICY: &str = r#"# 示例奖励办法

```toml
schema = "duixian.policy/1"

[policy]
id = "example"
name = "示例奖励办法"
document = "示例〔2008〕1号"
years = { from = 2008, to = 2008 }
unit = "元"
rounding = "四舍五入"
order = [ORDER]
funder = "市财政"

[[category]]
name = "金牌产品"
unit = "只"

[[field]]
name = "验收日期"
on = "成果"
type = "日期"

[[clause]]
id = "1"

[[clause.award]]
id = "金牌"
role = "企业"
categories = ["金牌产品"]
amount = "10万元"
basis = "试算"
source = "例"
when = [{ field = "复评", in = [true, false] }]

STEPS
```
"#;

/// Two awards of 10万 within a budget of 20万; the third gets nothing.
const BUDGET: &str = r#"[[clause.step]]
id = "预算"
budget = { limit = { amount = "20万元", basis = "试算", source = "例" }, reduce = "从后扣减", used_by = "不计" }
"#;
const SHARING: &str = r#"[[clause.step]]
id = "分担"

[[clause.step.sharing.rule]]
when = [{ field = "镇", is = "开发区" }]
shares = [{ funder = "市财政", rate = "3" }, { funder = "开发区", rate = "7" }]

[[clause.step.sharing.rule]]
when = [{ not = { field = "镇", is = "开发区" } }]
shares = [{ funder = "市财政", rate = "1" }, { funder = "所在镇", rate = "1" }]
"#;
const ACCEPTED: &str = r#"[[clause.step]]
id = "分期"
instalments = { parts = [{ rate = "2", due = 0 }, { rate = "1", when_present = "验收日期" }], unit = "元" }
"#;
const YEARLY: &str = r#"[[clause.step]]
id = "年度"
cap = { key = ["企业"], limit = { amount = "7万元", basis = "试算", source = "例" }, reduce = "从后扣减", used_by = "不计", shortfall = "SHORTFALL" }
"#;

fn case(order: &[&str], steps: &[&str], rows: &str) -> Case {
    let order = order.iter().map(|id| format!("\"{id}\"")).collect::<Vec<_>>().join(", ");
    let policy = POLICY.replace("ORDER", &order).replace("STEPS", &steps.join("\n"));
    Case::of(policy, vec![("inputs/名单.csv".to_owned(), rows.to_owned())])
}

/// Rows of a firm, its town, the product, its certificate, day and acceptance.
fn rows(firms: &[(&str, &str, &str)]) -> String {
    let mut text = "企业名称,镇,类别,产品名称,证书编号,认定日期,验收日期\n".to_owned();
    for (at, (firm, town, accepted)) in firms.iter().enumerate() {
        let at = at + 1;
        text.push_str(&format!("{firm},{town},金牌产品,水泵{at}型,证{at},2008-0{at}-01,{accepted}\n"));
    }
    text
}

/// The budget of 20万 raised by 10万 on the sheet gives what a policy with 30万 gives.
#[track_caller]
fn budget_can_be_raised(case: &Case) {
    let payout = case.pay();
    let tariffs = &payout.policy.tariffs;
    let at = tariffs.iter().position(|tariff| tariff.name == "预算.限额").expect("the budget");
    assert!(check(case, at, "100000"), "not compared");
}

#[test]
fn a_row_that_wakes_up_is_shared_by_its_own_rule() {
    let firms = [("金龙电缆厂", "开发区", ""), ("华光水泵厂", "西镇", ""), ("紫云陶瓷厂", "西镇", "")];
    budget_can_be_raised(&case(&["预算", "分担"], &[BUDGET, SHARING], &rows(&firms)));
}

#[test]
fn a_row_that_wakes_up_waits_for_its_acceptance_and_lets_pass_what_is_accepted() {
    let firms =
        [("金龙电缆厂", "西镇", "2008-09-01"), ("华光水泵厂", "开发区", ""), ("紫云陶瓷厂", "西镇", "")];
    let steps = [BUDGET, ACCEPTED, SHARING];
    budget_can_be_raised(&case(&["预算", "分期", "分担"], &steps, &rows(&firms)));
    let accepted = [firms[0], firms[1], ("紫云陶瓷厂", "西镇", "2008-09-01")];
    budget_can_be_raised(&case(&["预算", "分期", "分担"], &steps, &rows(&accepted)));
}

#[test]
fn a_row_that_wakes_up_comes_under_the_limits_of_the_year() {
    let firms = [("金龙电缆厂", "西镇", ""), ("华光水泵厂", "西镇", ""), ("华光水泵厂", "西镇", "")];
    for shortfall in ["作废", "结转下年"] {
        let yearly = YEARLY.replace("SHORTFALL", shortfall);
        let steps = [BUDGET, ACCEPTED, &yearly, SHARING];
        budget_can_be_raised(&case(&["预算", "分期", "年度", "分担"], &steps, &rows(&firms)));
    }
}

#[test]
fn a_row_whose_funder_has_no_column_says_so_when_it_wakes_up() {
    let firms = [("金龙电缆厂", "开发区", ""), ("华光水泵厂", "西镇", ""), ("紫云陶瓷厂", "东镇", "")];
    let payout = case(&["预算", "分担"], &[BUDGET, SHARING], &rows(&firms)).pay();
    let at = payout.policy.tariffs.iter().position(|t| t.name == "预算.限额").expect("the budget");
    let cells = recalculated(&written(&payout), &[("规则", 4 + at as i32, 4, 300_000.0)]);
    // 本年实兑 of the third row: 应奖 K, the budget L, 净额 M.
    let due = cells.get(&("兑现明细表".to_owned(), 6, 14));
    assert_eq!(due, Some(&Value::Text("#N/A".to_owned())));
}

/// 10万 a piece, at most 8万 a piece: of nine 72万.
#[test]
fn the_limit_of_an_achievement_follows_its_number_of_pieces() {
    let cap = "[[clause.step]]\nid = \"封顶\"\ncap = { key = [\"成果\"], limit = { amount = \"8万元\", basis = \"试算\", source = \"例\" }, reduce = \"从后扣减\", used_by = \"不计\" }\n";
    let of = |count: u32| {
        let list = format!(
            "企业名称,镇,类别,产品名称,证书编号,认定日期,数量\n金龙电缆厂,西镇,金牌产品,水泵,证1,2008-03-01,{count}\n"
        );
        case(&["封顶"], &[cap], &list).pay()
    };
    let cells = recalculated(&written(&of(1)), &[("兑现明细表", 4, 10, 9.0)]);
    let nine = of(9);
    assert_eq!(nine.totals.payable.to_string(), "720000.00");
    assert_eq!(differences(&cells, &nine), Vec::<String>::new());
}
