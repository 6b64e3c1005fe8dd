//! Caps and budgets: what a limit is, whom it covers, how it reduces, priority, a stated total, nesting.

use crate::steps_policy::{BING, HISTORY, JIA, Policy, REGISTER, YI, history, list, under};

const LIST: &str = "名单.csv";

fn cap(key: &str, limit: &str, more: &str) -> String {
    format!(
        "cap = {{ key = [{key}], limit = {{ {limit} }}, reduce = \"从后扣减\", used_by = \"不计\"{more} }}"
    )
}

/// Two brands of 甲 and one of 乙: 50 and 10, and 2万.
fn brands() -> String {
    list(&[
        &format!("{JIA},国家名牌,紫砂茶壶,A1,2008-03-01,"),
        &format!("{JIA},省名牌,球墨铸铁管,A2,2008-02-01,"),
        &format!("{YI},市名牌,交联电缆,A3,2008-01-01,"),
    ])
}

#[test]
fn the_awards_of_a_group_add_up_to_no_more_than_the_cap() {
    let ran =
        Policy::brands().step("封顶", &cap("\"企业\"", "amount = \"55万元\"", "")).over(&brands()).pay();
    ran.expect_exit(0).payee(JIA, "550000.00").payee(YI, "20000.00").entry(
        JIA,
        "封顶",
        "步-封顶",
        "-50000.00",
    );
}

#[test]
fn every_item_that_a_limit_looked_at_says_so() {
    // Within the cap: entries of nothing, and no reason of theirs on any row.
    let ran =
        Policy::brands().step("封顶", &cap("\"企业\"", "amount = \"60万元\"", "")).over(&brands()).pay();
    ran.expect_exit(0).payee(JIA, "600000.00").entry(JIA, "封顶", "步-封顶", "0.00").entry(
        YI,
        "封顶",
        "步-封顶",
        "0.00",
    );
    ran.row_because(LIST, 2, "paid", "").row_clause(LIST, 2, "奖-国家名牌");
}

#[test]
fn a_cap_reduces_pro_rata_where_the_policy_says_so() {
    // 50 and 10 under 30 of 60: halves, 25 and 5.
    let body = cap("\"企业\"", "amount = \"30万元\"", "").replace("从后扣减", "按比例");
    let ran = Policy::brands().step("封顶", &body).over(&brands()).pay();
    ran.expect_exit(0).payee(JIA, "300000.00");
    ran.entry(JIA, "封顶", "步-封顶", "-250000.00").entry(JIA, "封顶", "步-封顶", "-50000.00");
}

#[test]
fn a_cap_per_achievement_is_times_the_quantity() {
    // 3 × 10万 under 3 × 8万 = 24万; the national one of 50万 under 8万.
    let ran = Policy::brands()
        .step("封顶", &cap("\"成果\"", "amount = \"8万元\"", ""))
        .over(&list(&[
            &format!("{JIA},省名牌,紫砂茶壶,A1,2008-03-01,3"),
            &format!("{YI},国家名牌,交联电缆,A2,2008-03-01,"),
        ]))
        .pay();
    ran.expect_exit(0).payee(JIA, "240000.00").payee(YI, "80000.00");
}

#[test]
fn caps_per_holder_see_the_parts_of_joint_holders() {
    // 12万 in halves: 甲 6 + 10 under 8万 → 8; 乙 6 under 8.
    let joint = "role = \"企业\"\ncategories = [\"标准\"]\namount = \"12万元\"\njoint = { mode = \"平均\" }";
    let ran = Policy::brands()
        .category("标准", "family = \"标准\"\njoint = true")
        .award_of("标准", joint)
        .step("封顶", &cap("\"收款单位\"", "amount = \"8万元\"", ""))
        .over(&list(&[
            &format!("{JIA}、{YI},标准,管道规范,A1,2008-03-01,"),
            &format!("{JIA},省名牌,球墨铸铁管,A2,2008-02-01,"),
        ]))
        .pay();
    ran.expect_exit(0).payee(JIA, "80000.00").payee(YI, "60000.00");
}

/// A cap of a tenth of what the enterprise paid in tax.
fn tax_cap(less: &str) -> Policy {
    Policy::brands()
        .field("纳税额", "名录", "金额")
        .field("减免税额", "名录", "金额")
        .step("封顶", &cap("\"企业\"", &format!("rate = \"10%\", of = \"纳税额\"{less}"), ""))
}

fn register(tax: &str, relief: &str) -> String {
    under(
        "企业名称,统一社会信用代码,纳税额(元),减免税额(元)",
        &[&format!("{JIA},,{tax},{relief}"), &format!("{YI},,900000,0")],
    )
}

#[test]
fn a_limit_may_be_a_rate_of_a_register_field() {
    // 10% of 300万 = 30万 under 50 + 10. 乙: 10% of 90万 = 9万 over 2万.
    let ran = tax_cap("").over(&brands()).list_csv(REGISTER, &register("3000000", "0")).pay();
    ran.expect_exit(0).payee(JIA, "300000.00").payee(YI, "20000.00");
}

#[test]
fn a_limit_may_be_less_named_fields_and_is_never_below_zero() {
    let less = ", less = [\"减免税额\"]";
    // 30万 − 10万 = 20万; 30万 − 40万: nothing.
    let ran = tax_cap(less).over(&brands()).list_csv(REGISTER, &register("3000000", "100000")).pay();
    ran.expect_exit(0).payee(JIA, "200000.00");
    let ran = tax_cap(less).over(&brands()).list_csv(REGISTER, &register("3000000", "400000")).pay();
    ran.expect_exit(0).payee(JIA, "0.00").row(LIST, 2, "zero").row(LIST, 3, "zero");
}

#[test]
fn a_missing_operand_holds_the_group() {
    let ran = tax_cap("").over(&brands()).list_csv(REGISTER, &register("", "0")).args(["--leave-held"]).pay();
    ran.row(LIST, 2, "held").row(LIST, 3, "held").finding("S0105").payee(JIA, "0.00").payee(YI, "20000.00");
}

#[test]
fn an_exempted_award_is_neither_reduced_nor_counted() {
    // Budget 6万 without the national award: 10 + 2 = 12 → 6 from the end: the provincial one is first in order.
    let ran = Policy::brands()
        .step(
            "总额",
            "budget = { covers = { except = [\"国家名牌\"] }, limit = { amount = \"11万元\" }, reduce = \"从后扣减\", used_by = \"全部\" }",
        )
        .over(&brands())
        .list_csv(HISTORY, &history(&[&format!("{BING},国家名牌,离心风机,2007-01-01,2007,500000")]))
        .pay();
    // History of the exempted award does not use it up either.
    ran.expect_exit(0).payee(JIA, "600000.00").payee(YI, "10000.00");
}

fn budget(limit: &str, more: &str) -> String {
    format!("budget = {{ limit = {{ amount = \"{limit}\" }}, used_by = \"不计\", {more} }}")
}

#[test]
fn a_budget_sums_over_all_payees() {
    let ran = Policy::brands().step("总额", &budget("31万元", "reduce = \"按比例\"")).over(&brands()).pay();
    // 31 of 62: halves.
    ran.expect_exit(0).payee(JIA, "300000.00").payee(YI, "10000.00").total("payable", "310000.00");
}

#[test]
fn by_priority_each_class_takes_what_is_left_and_the_last_is_partly_paid() {
    // 51万: city first takes 2, provincial 10, of 39 left the national one gets 39.
    let priority = "priority = [{ levels = [\"市级\"] }, { levels = [\"省级\"] }], reduce = \"按比例\"";
    let ran = Policy::brands().step("总额", &budget("51万元", priority)).over(&brands()).pay();
    ran.expect_exit(0).payee(YI, "20000.00").payee(JIA, "490000.00");
    ran.entry(JIA, "总额", "步-总额", "-110000.00").entry(JIA, "总额", "步-总额", "0.00");
    // 7万: city 2, provincial 5 of 10, national nothing.
    let ran = Policy::brands().step("总额", &budget("7万元", priority)).over(&brands()).pay();
    ran.expect_exit(0).payee(YI, "20000.00").payee(JIA, "50000.00").row(LIST, 2, "zero").row(LIST, 3, "paid");
}

#[test]
fn within_the_class_where_it_ends_pro_rata_or_from_the_end() {
    // Provincial 10 and 10 after city 2, under 12: 10 left of 20. Pro rata 5 and 5; from the end 10 and 0.
    let rows = list(&[
        &format!("{JIA},省名牌,紫砂茶壶,A1,2008-02-01,"),
        &format!("{YI},省名牌,交联电缆,A2,2008-03-01,"),
        &format!("{BING},市名牌,离心风机,A3,2008-01-01,"),
    ]);
    let policy = |reduce: &str| {
        Policy::brands().step(
            "总额",
            &budget("12万元", &format!("priority = [{{ levels = [\"市级\"] }}], reduce = \"{reduce}\"")),
        )
    };
    let ran = policy("按比例").over(&rows).pay();
    ran.expect_exit(0).payee(JIA, "50000.00").payee(YI, "50000.00").payee(BING, "20000.00");
    let ran = policy("从后扣减").over(&rows).pay();
    ran.expect_exit(0).payee(JIA, "100000.00").payee(YI, "0.00").payee(BING, "20000.00");
}

#[test]
fn a_stated_total_is_the_denominator() {
    // Applications came to 200万, the limit is 100万, the group has 62万: each gets L/T = 1/2 although 62 < 100.
    let ran = Policy::brands()
        .step("总额", &budget("100万元", "reduce = \"按比例\", total = \"200万元\""))
        .over(&brands())
        .pay();
    ran.expect_exit(0).payee(JIA, "300000.00").payee(YI, "10000.00");
    // A total that is not above the limit reduces nothing.
    let ran = Policy::brands()
        .step("总额", &budget("100万元", "reduce = \"按比例\", total = \"90万元\""))
        .over(&brands())
        .pay();
    ran.expect_exit(0).payee(JIA, "600000.00").payee(YI, "20000.00");
}

#[test]
fn a_stated_total_below_the_sum_of_the_group_holds_it() {
    let ran = Policy::brands()
        .step("总额", &budget("30万元", "reduce = \"按比例\", total = \"40万元\""))
        .over(&brands())
        .args(["--leave-held"])
        .pay();
    ran.row(LIST, 2, "held").row(LIST, 4, "held").finding("S0105").total("payable", "0.00");
}

#[test]
fn a_stated_total_stands_with_pro_rata_alone() {
    for more in ["reduce = \"从后扣减\"", "reduce = \"按比例\", priority = [{ levels = [\"市级\"] }]"]
    {
        let policy =
            Policy::brands().step("总额", &budget("30万元", &format!("{more}, total = \"200万元\"")));
        policy.over(&brands()).pay().finding("R0107");
    }
}

#[test]
fn the_years_history_uses_a_budget_up() {
    // 62万 due; 10万 was paid this year to another firm: 40 − 10 = 30 left, from the end 30, 0, 0.
    let body = "budget = { limit = { amount = \"40万元\" }, reduce = \"从后扣减\", used_by = \"同年\" }";
    let ran = Policy::brands()
        .step("总额", body)
        .over(&brands())
        .list_csv(
            HISTORY,
            &history(&[
                &format!("{BING},省名牌,离心风机,2008-01-05,2008,100000"),
                &format!("{BING},省名牌,滚动轴承,2007-01-05,2007,100000"),
            ]),
        )
        .pay();
    ran.expect_exit(0).payee(JIA, "300000.00").payee(YI, "0.00");
}

#[test]
fn limits_nest_by_their_order() {
    // Cap 30万 each, then 16万 of 30 + 2 = 32 pro rata: 15 and 1.
    let first = cap("\"企业\"", "amount = \"30万元\"", "");
    let then = budget("16万元", "reduce = \"按比例\"");
    let ran = Policy::brands().step("封顶", &first).step("总额", &then).over(&brands()).pay();
    ran.expect_exit(0).payee(JIA, "150000.00").payee(YI, "10000.00");
    // The budget first: 16 of 62 → 50·16/62 = 12.903226, C2 60·16/62 = 15.483871, C3 16: in 分 129032.26, 154838.71, 160000.
    // 甲 154838.71 is under 30万, 乙 the rest 5161.29.
    let ran = Policy::brands().step("总额", &then).step("封顶", &first).over(&brands()).pay();
    ran.expect_exit(0).payee(JIA, "154838.71").payee(YI, "5161.29");
}

#[test]
fn a_limit_names_the_awards_and_thereby_the_roles_that_it_sums() {
    // The representative's 1万 is another award: the cap of 40万 on the enterprise's award does not count it.
    let rep = "role = \"法定代表人\"\ncategories = [\"国家名牌\"]\namount = \"1万元\"";
    let body = cap("\"企业\"", "amount = \"40万元\"", "")
        .replace("cap = { ", "cap = { covers = { awards = [\"国家名牌\"] }, ");
    let rows = list(&[&format!("{JIA},国家名牌,紫砂茶壶,A1,2008-03-01,")]);
    let register = under("企业名称,法定代表人", &[&format!("{JIA},王大山")]);
    let ran = Policy::brands()
        .award_of("法人", rep)
        .step("封顶", &body)
        .over(&rows)
        .list_csv(REGISTER, &register)
        .pay();
    ran.expect_exit(0).payee(JIA, "400000.00").payee("王大山", "10000.00");
    // One that names nothing sums every role: 40 for the enterprise, nothing for the representative.
    let all = cap("\"企业\"", "amount = \"40万元\"", "");
    let ran = Policy::brands()
        .award_of("法人", rep)
        .step("封顶", &all)
        .over(&rows)
        .list_csv(REGISTER, &register)
        .pay();
    ran.expect_exit(0).payee(JIA, "400000.00").payee("王大山", "0.00");
}

/// Half of what the achievement's own row says was spent.
fn half_of_spending(key: &str) -> Policy {
    Policy::brands()
        .field("投入", "成果", "金额")
        .step("封顶", &cap(key, "rate = \"50%\", of = \"投入\"", ""))
}

#[test]
fn a_limit_may_be_a_rate_of_the_achievements_own_field() {
    // 50% of 80万 = 40万 under 50; 50% of 60万 = 30万 over 10.
    let rows = under(
        "企业名称,类别,产品名称,证书编号,认定日期,投入(元)",
        &[
            &format!("{JIA},国家名牌,紫砂茶壶,A1,2008-03-01,800000"),
            &format!("{JIA},省名牌,球墨铸铁管,A2,2008-03-01,600000"),
        ],
    );
    half_of_spending("\"成果\"").over(&rows).pay().expect_exit(0).payee(JIA, "500000.00");
    // For the whole enterprise the two rows say different limits: held.
    let ran = half_of_spending("\"企业\"").over(&rows).args(["--leave-held"]).pay();
    ran.row(LIST, 2, "held").row(LIST, 3, "held").finding("S0105");
}

#[test]
fn a_limit_may_name_the_year_of_a_register_field() {
    let policy = Policy::brands()
        .clause("说明", "nothing = \"无\"")
        .field("纳税额", "名录", "金额\"\nby_year = true\n#\"")
        .step("封顶", &cap("\"企业\"", "rate = \"10%\", of = \"纳税额\", year = -1", ""));
    // 10% of the 300万 of 2007, not of the 900万 of 2008.
    let register = under(
        "企业名称,统一社会信用代码,2007年纳税额(元),2008年纳税额(元)",
        &[&format!("{JIA},,3000000,9000000")],
    );
    let rows = list(&[&format!("{JIA},国家名牌,紫砂茶壶,A1,2008-03-01,")]);
    policy.over(&rows).list_csv(REGISTER, &register).pay().expect_exit(0).payee(JIA, "300000.00");
}

#[test]
fn what_was_recovered_does_not_use_a_limit_up() {
    // 10 paid, 4 recovered: 50 − 6 = 44 of the cap of 50 is left.
    let used = cap("\"企业\"", "amount = \"50万元\"", "").replace("\"不计\"", "\"全部\"");
    let ran = Policy::brands()
        .step("封顶", &used)
        .over(&list(&[&format!("{JIA},国家名牌,紫砂茶壶,A1,2008-03-01,")]))
        .list_csv(
            HISTORY,
            &history(&[
                &format!("{JIA},省名牌,球墨铸铁管,2006-05-01,2006,100000"),
                &format!("{JIA},省名牌,球墨铸铁管,2006-05-01,2007,-40000"),
            ]),
        )
        .pay();
    ran.expect_exit(0).payee(JIA, "440000.00").total("recoverable", "40000.00");
}

#[test]
fn a_departments_history_does_not_use_the_enterprises_limit_up() {
    let used = cap("\"大类\"", "amount = \"50万元\"", "").replace("\"不计\"", "\"全部\"");
    let ran = Policy::brands()
        .step("封顶", &used)
        .over(&list(&[&format!("{JIA},国家名牌,紫砂茶壶,A1,2008-03-01,")]))
        .list_csv(
            HISTORY,
            &under(
                "企业名称,类别,产品名称,认定日期,奖励年度,兑现金额(元),收款角色",
                &[
                    "质监局,省名牌,球墨铸铁管,2006-05-01,2006,100000,部门",
                    &format!("{YI},省名牌,滚动轴承,2006-05-01,2006,70000,企业"),
                ],
            ),
        )
        .pay();
    ran.expect_exit(0).payee(JIA, "430000.00");
}
