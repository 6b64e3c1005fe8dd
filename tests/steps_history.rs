//! History in the steps: what counts as paid before, recoveries, keys that are missing, what was paid already.

use crate::steps_policy::{HISTORY, JIA, Policy, YI, history, list, under};

const LIST: &str = "名单.csv";

fn less_paid() -> Policy {
    Policy::brands().step("补差", "upgrade_difference = { key = [\"企业\", \"产品\"], mode = \"扣已付\" }")
}

fn national() -> String {
    list(&[&format!("{JIA},国家名牌,紫砂茶壶,A1,2008-03-01,")])
}

#[test]
fn a_row_counts_when_category_and_key_agree() {
    // Another enterprise's row, another product's row and a row of another family do not count: 50万.
    let ran = less_paid()
        .category("驰名商标", "level = \"省级\"\nfamily = \"商标\"")
        .award("驰名商标", "5万元")
        .over(&national());
    let ran = ran
        .list_csv(
            HISTORY,
            &history(&[
                &format!("{YI},省名牌,紫砂茶壶,2006-05-01,2006,10000"),
                &format!("{JIA},省名牌,球墨铸铁管,2006-05-01,2006,10000"),
            ]),
        )
        .pay();
    ran.expect_exit(0).payee(JIA, "500000.00");
}

#[test]
fn a_category_that_the_step_does_not_cover_does_not_count() {
    let policy = Policy::brands().step(
        "补差",
        "upgrade_difference = { covers = { levels = [\"国家级\", \"省级\"] }, key = [\"企业\", \"产品\"], mode = \"扣已付\" }",
    );
    // 市 2万 is not covered, 省 6万 is: 50 − 6.
    let ran = policy
        .over(&national())
        .list_csv(
            HISTORY,
            &history(&[
                &format!("{JIA},市名牌,紫砂茶壶,2005-05-01,2005,20000"),
                &format!("{JIA},省名牌,紫砂茶壶,2006-05-01,2006,60000"),
            ]),
        )
        .pay();
    ran.expect_exit(0).payee(JIA, "440000.00");
}

#[test]
fn paid_before_is_less_what_was_recovered_and_a_recovery_is_not_netted() {
    // Paid 10万, 4万 recovered: 50 − 6 = 44. 应追回 is shown as 4万, nothing is taken off for it.
    let ran = less_paid()
        .over(&national())
        .list_csv(
            HISTORY,
            &history(&[
                &format!("{JIA},省名牌,紫砂茶壶,2006-05-01,2006,100000"),
                &format!("{JIA},省名牌,紫砂茶壶,2006-05-01,2007,-40000"),
            ]),
        )
        .pay();
    ran.expect_exit(0).payee(JIA, "440000.00").total("recoverable", "40000.00").total("payable", "440000.00");
    ran.row(HISTORY, 3, "reference");
}

#[test]
fn what_was_recovered_whole_counts_for_nothing() {
    let ran = less_paid()
        .over(&national())
        .list_csv(
            HISTORY,
            &history(&[
                &format!("{JIA},省名牌,紫砂茶壶,2006-05-01,2006,100000"),
                &format!("{JIA},省名牌,紫砂茶壶,2006-05-01,2007,-100000"),
            ]),
        )
        .pay();
    ran.expect_exit(0).payee(JIA, "500000.00");
}

#[test]
fn a_recovery_that_could_be_of_two_payments_holds_what_they_concern() {
    let rows = history(&[
        &format!("{JIA},省名牌,紫砂茶壶,2006-05-01,2006,100000"),
        &format!("{JIA},市名牌,紫砂茶壶,2005-05-01,2005,20000"),
        &format!("{JIA},,紫砂茶壶,,2007,-20000"),
    ]);
    let ran = less_paid().over(&national()).list_csv(HISTORY, &rows).args(["--leave-held"]).pay();
    ran.row(LIST, 2, "held").payee(JIA, "0.00");
}

#[test]
fn instalments_still_due_count_as_paid_before() {
    // 4万 was paid in 2007 and 6万 is due in 2009: paid before is 10万, so 50 − 10.
    let rows = under(
        "企业名称,类别,产品名称,认定日期,奖励年度,兑现金额(元),到期年度,到期金额(元)",
        &[&format!("{JIA},省名牌,紫砂茶壶,2006-05-01,2007,40000,2009,60000")],
    );
    less_paid().over(&national()).list_csv(HISTORY, &rows).pay().expect_exit(0).payee(JIA, "400000.00");
    // One that was due in 2007 has its own row since: 4万 and 6万 are 10万, not 16万.
    let rows = under(
        "企业名称,类别,产品名称,认定日期,奖励年度,兑现金额(元),到期年度,到期金额(元)",
        &[
            &format!("{JIA},省名牌,紫砂茶壶,2005-05-01,2006,40000,2007,60000"),
            &format!("{JIA},省名牌,紫砂茶壶,2005-05-01,2007,60000,,"),
        ],
    );
    less_paid().over(&national()).list_csv(HISTORY, &rows).pay().expect_exit(0).payee(JIA, "400000.00");
}

#[test]
fn a_row_that_lacks_a_key_holds_the_live_items_it_could_match() {
    // The product is missing: it could be the live one. Another enterprise's item is not touched.
    let rows = list(&[
        &format!("{JIA},国家名牌,紫砂茶壶,A1,2008-03-01,"),
        &format!("{YI},国家名牌,交联电缆,A2,2008-03-01,"),
    ]);
    let paid = history(&[&format!("{JIA},省名牌,,2006-05-01,2006,100000")]);
    let ran = less_paid().over(&rows).list_csv(HISTORY, &paid).args(["--leave-held"]).pay();
    ran.row_because(LIST, 2, "held", "补差").finding("S0101").payee(YI, "500000.00").payee(JIA, "0.00");
}

#[test]
fn what_history_holds_with_the_same_key_and_date_is_rejected_whatever_the_steps() {
    let ran = Policy::brands()
        .over(&national())
        .list_csv(HISTORY, &history(&[&format!("{JIA},国家名牌,紫砂茶壶,2008-03-01,2008,500000")]))
        .pay();
    ran.expect_exit(0)
        .row_because(LIST, 2, "rejected", "已兑现")
        .total("payable", "0.00")
        .no_finding("H0105");
}

#[test]
fn a_difference_from_what_was_paid_is_a_finding() {
    // 45万 was paid for what the tariff gives 50万: still rejected, and said.
    let ran = Policy::brands()
        .over(&national())
        .list_csv(HISTORY, &history(&[&format!("{JIA},国家名牌,紫砂茶壶,2008-03-01,2008,450000")]))
        .pay();
    ran.row_because(LIST, 2, "rejected", "已兑现")
        .finding_at("H0105", HISTORY, "450000.00")
        .total("payable", "0.00");
}

fn cap(used_by: &str) -> Policy {
    Policy::brands().step(
        "封顶",
        &format!("cap = {{ key = [\"收款单位\"], limit = {{ amount = \"50万元\" }}, reduce = \"从后扣减\", used_by = \"{used_by}\" }}"),
    )
}

#[test]
fn the_policy_says_which_history_uses_a_limit_up() {
    // Paid: 7万 in 2007 and 8万 in 2008 for other products; 国家 50万 under 50万.
    let paid = history(&[
        &format!("{JIA},省名牌,球墨铸铁管,2007-05-01,2007,70000"),
        &format!("{JIA},省名牌,滚动轴承,2008-01-05,2008,80000"),
    ]);
    for (used_by, net) in [("不计", "500000.00"), ("同年", "420000.00"), ("全部", "350000.00")] {
        cap(used_by).over(&national()).list_csv(HISTORY, &paid).pay().expect_exit(0).payee(JIA, net);
    }
}

#[test]
fn history_above_the_limit_leaves_nothing_and_never_less() {
    let paid = history(&[&format!("{JIA},省名牌,球墨铸铁管,2007-05-01,2007,700000")]);
    let ran = cap("全部").over(&national()).list_csv(HISTORY, &paid).pay();
    ran.expect_exit(0).payee(JIA, "0.00").row_clause(LIST, 2, "步-封顶");
}

#[test]
fn another_payees_history_does_not_use_the_limit_up() {
    let paid = history(&[&format!("{YI},省名牌,球墨铸铁管,2007-05-01,2007,70000")]);
    cap("全部").over(&national()).list_csv(HISTORY, &paid).pay().expect_exit(0).payee(JIA, "500000.00");
}

#[test]
fn a_row_whose_enterprise_is_unresolved_holds_the_live_items_it_could_match() {
    // 江南紫沙 may be 江南紫砂: nobody has decided.
    let paid = history(&["江南紫沙有限公司,省名牌,紫砂茶壶,2006-05-01,2006,100000"]);
    let ran = less_paid().over(&national()).list_csv(HISTORY, &paid).args(["--leave-held"]).pay();
    ran.row(LIST, 2, "held").payee(JIA, "0.00");
}

#[test]
fn a_row_that_names_nobody_is_held_with_what_it_could_match() {
    let paid = history(&[",省名牌,紫砂茶壶,2006-05-01,2006,100000"]);
    let ran = less_paid().over(&national()).list_csv(HISTORY, &paid).args(["--leave-held"]).pay();
    ran.row(HISTORY, 2, "held").row(LIST, 2, "held").payee(JIA, "0.00");
}

#[test]
fn a_row_of_no_stated_category_or_clause_holds_what_it_could_be() {
    let paid = history(&[&format!("{JIA},,紫砂茶壶,2006-05-01,2006,100000")]);
    let ran = less_paid().over(&national()).list_csv(HISTORY, &paid).args(["--leave-held"]).pay();
    ran.row(LIST, 2, "held").finding("S0101").payee(JIA, "0.00");
}

#[test]
fn a_row_of_no_category_counts_by_its_clause() {
    // It cites the clause of the provincial award: 50 − 9.
    let paid = under(
        "企业名称,产品名称,认定日期,奖励年度,兑现金额(元),条款",
        &[&format!("{JIA},紫砂茶壶,2006-05-01,2006,90000,奖-省名牌")],
    );
    less_paid().over(&national()).list_csv(HISTORY, &paid).pay().expect_exit(0).payee(JIA, "410000.00");
}

/// The second batch of a year, with the workbook of the first.
fn second_batch(policy: &Policy, first: &[&str], second: &[&str]) -> crate::harness::Ran {
    let batch = policy.over(&list(first)).pay();
    batch.expect_exit(0);
    let book = batch.bytes("out/steps-2008.xlsx");
    policy.over(&list(second)).list("第一批.xlsx", &book).pay()
}

#[test]
fn a_later_batch_of_the_year_pays_what_one_run_would_have() {
    let highest = Policy::brands()
        .step("就高", "highest_only = { key = [\"企业\", \"产品\"], by = \"净额\", across_years = false }");
    let (national, provincial) =
        (format!("{JIA},国家名牌,紫砂茶壶,A1,2008-03-01,"), format!("{JIA},省名牌,紫砂茶壶,A2,2008-02-01,"));
    // 省 10万 first, then 国家 50万: 40万 more. The other way round nothing more.
    let ran = second_batch(&highest, &[&provincial], &[&national]);
    ran.expect_exit(0).payee(JIA, "400000.00").entry(JIA, "就高", "步-就高", "-100000.00");
    ran.again()
        .args(["explain", JIA])
        .run()
        .expect_exit(0)
        .says("同年前一批已兑现的：2008年度省名牌 100000.00");
    let ran = second_batch(&highest, &[&national], &[&provincial]);
    ran.expect_exit(0).payee(JIA, "0.00").row(LIST, 2, "zero");
    // At most one of an enterprise: its place is taken.
    let one = Policy::brands()
        .step("限项", "count_limit = { key = [\"企业\"], limit = 1, of = \"成果\", tie = \"按次序\" }");
    let other = format!("{JIA},国家名牌,球墨铸铁管,A3,2008-04-01,");
    second_batch(&one, &[&provincial], &[&other]).expect_exit(0).payee(JIA, "0.00");
    second_batch(&one, &[&provincial], &[&format!("{YI},省名牌,电缆,A4,2008-04-01,")])
        .expect_exit(0)
        .payee(YI, "100000.00");
}

#[test]
fn an_award_that_is_paid_once_is_not_paid_again_by_a_later_batch() {
    let policy = Policy::single("省名牌", "10万元").award_of(
        "首次",
        "role = \"企业\"\ncategories = [\"省名牌\"]\nonce_per = [\"企业\"]\nwith = [\"省名牌\"]\namount = \"1万元\"",
    );
    let (first, second) =
        (format!("{JIA},省名牌,紫砂茶壶,A1,2008-03-01,"), format!("{JIA},省名牌,球墨铸铁管,A2,2008-04-01,"));
    let ran = second_batch(&policy, &[&first], &[&second]);
    ran.expect_exit(0).payee(JIA, "100000.00");
    let ran = second_batch(&policy, &[&first], &[&format!("{YI},省名牌,电缆,A3,2008-04-01,")]);
    ran.expect_exit(0).payee(YI, "110000.00");
}

#[test]
fn what_the_ledger_has_is_not_paid_again_for_want_of_a_date() {
    let policy = Policy::single("省名牌", "10万元");
    let live = |date: &str| list(&[&format!("{JIA},省名牌,紫砂茶壶,A1,{date},")]);
    let paid = |date: &str, year: &str| history(&[&format!("{JIA},省名牌,紫砂茶壶,{date},{year},100000")]);
    for (date, ledger) in
        [("", paid("2008-03-01", "2008")), ("", paid("", "2008")), ("2008-03-01", paid("", "2008"))]
    {
        let ran = policy.over(&live(date)).list_csv(HISTORY, &ledger).pay();
        ran.expect_exit(0).row(LIST, 2, "held").payee(JIA, "0.00");
    }
}

#[test]
fn what_is_marked_first_waits_where_the_ledger_may_have_paid_it() {
    let policy = Policy::new()
        .category("省名牌", "family = \"产品\"\nunit = \"只\"")
        .award_of("省名牌", "role = \"企业\"\ncategories = [\"省名牌\"]\nwhen = [{ field = \"复评\", is = false }]\namount = \"10万元\"");
    let rows =
        under("企业名称,类别,产品名称,认定日期,复评", &[&format!("{JIA},省名牌,紫砂茶壶,2008-03-01,否")]);
    // Paid in 2007 without a date: it was for an earlier recognition.
    let ran = policy
        .over(&rows)
        .list_csv(HISTORY, &history(&[&format!("{JIA},省名牌,紫砂茶壶,,2007,100000")]))
        .pay();
    ran.expect_exit(0).row(LIST, 2, "held").finding("H0101");
    // A row that names no product may be its payment as well.
    let ran = policy
        .over(&rows)
        .list_csv(HISTORY, &history(&[&format!("{JIA},省名牌,,2005-01-01,2005,100000")]))
        .pay();
    ran.expect_exit(0).row(LIST, 2, "held");
}

#[test]
fn a_recovery_is_of_the_payment_whose_date_it_gives_less_precisely() {
    // 10万 paid, 4万 taken back: 50 − 6.
    let rows = |date: &str| {
        history(&[
            &format!("{JIA},省名牌,紫砂茶壶,2006-05-01,2006,100000"),
            &format!("{JIA},省名牌,紫砂茶壶,{date},2007,-40000"),
        ])
    };
    less_paid()
        .over(&national())
        .list_csv(HISTORY, &rows("2006-05"))
        .pay()
        .expect_exit(0)
        .payee(JIA, "440000.00");
    // Of another date it fits no payment: nobody can tell what was paid before.
    let ran = less_paid().over(&national()).list_csv(HISTORY, &rows("2006-07-01")).pay();
    ran.expect_exit(0).row(LIST, 2, "held").finding("S0101");
}

#[test]
fn the_ledger_carries_the_fields_that_history_is_compared_by() {
    let policy = Policy::brands()
        .field("系列", "成果", "文字")
        .step("补差", "upgrade_difference = { key = [\"企业\", \"系列\"], mode = \"扣已付\" }");
    let rows =
        under("企业名称,类别,产品名称,认定日期,系列", &[&format!("{JIA},国家名牌,紫砂茶壶,2008-03-01,甲字")]);
    let paid = |series: &str| {
        under(
            "企业名称,类别,产品名称,认定日期,奖励年度,兑现金额(元),系列",
            &[&format!("{JIA},省名牌,紫砂花盆,2006-05-01,2006,100000,{series}")],
        )
    };
    policy.over(&rows).list_csv(HISTORY, &paid("甲字")).pay().expect_exit(0).payee(JIA, "400000.00");
    policy.over(&rows).list_csv(HISTORY, &paid("乙字")).pay().expect_exit(0).payee(JIA, "500000.00");
}

#[test]
fn a_field_that_identifies_tells_a_payment_of_another_thing() {
    let policy = Policy::new()
        .field("国别", "成果", "文字")
        .category("国外专利", "identity = [\"国别\"]")
        .award("国外专利", "1万元");
    let rows = under(
        "企业名称,类别,成果名称,证书编号,认定日期,国别",
        &[&format!("{JIA},国外专利,电缆,X1,2008-01-01,日本")],
    );
    let paid = |place: &str| {
        under(
            "企业名称,类别,成果名称,证书编号,认定日期,国别,奖励年度,兑现金额(元)",
            &[&format!("{JIA},国外专利,电缆,X1,2008-01-01,{place},2007,10000")],
        )
    };
    policy.over(&rows).list_csv(HISTORY, &paid("美国")).pay().expect_exit(0).payee(JIA, "10000.00");
    policy.over(&rows).list_csv(HISTORY, &paid("日本")).pay().expect_exit(0).row(LIST, 2, "rejected");
}

#[test]
fn a_product_near_one_of_the_ledger_waits_where_re_certification_decides() {
    let policy = Policy::new()
        .category("省名牌", "family = \"产品\"\nunit = \"只\"")
        .award_of("省名牌", "role = \"企业\"\ncategories = [\"省名牌\"]\nwhen = [{ field = \"复评\", is = false }]\namount = \"10万元\"");
    let paid = history(&[&format!("{JIA},省名牌,江南牌紫砂茶壶,2005-05-01,2005,100000")]);
    let rows =
        [format!("{JIA},省名牌,紫砂茶壶,A1,2008-03-01,"), format!("{JIA},省名牌,紫砂茶壶盖,A2,2008-03-01,")];
    let ran = policy.over(&list(&[&rows[0]])).list_csv(HISTORY, &paid).pay();
    ran.expect_exit(0).row(LIST, 2, "held").finding("E0204");
    // Two of this year are not compared with each other.
    policy.over(&list(&[&rows[0], &rows[1]])).pay().expect_exit(0).payee(JIA, "200000.00");
}

#[test]
fn what_persons_were_paid_holds_nobody_of_another_name() {
    let policy = Policy::new()
        .category("发明专利", "")
        .award("发明专利", "2000元")
        .award_of("个人", "role = \"个人\"\ncategories = [\"发明专利\"]\namount = \"1000元\"")
        .step("补差", "upgrade_difference = { key = [\"企业\", \"类别\"], mode = \"扣已付\" }");
    let ledger = under(
        "企业名称,个人姓名,收款角色,类别,成果名称,认定日期,奖励年度,兑现金额(元)",
        &[",李四,个人,发明专利,一种壶盖,2007-05-01,2007,1000"],
    );
    let rows = under(
        "企业名称,个人姓名,身份证号,类别,成果名称,认定日期",
        &[
            &format!("{JIA},,,发明专利,一种茶壶,2008-03-01"),
            ",张三,11010519491231002X,发明专利,一种花盆,2008-03-01",
            ",李四,110105194912310038,发明专利,一种砂料,2008-03-01",
        ],
    );
    let ran = policy.over(&rows).list_csv(HISTORY, &ledger).pay();
    ran.expect_exit(0).row(LIST, 2, "paid").row(LIST, 3, "paid").row(LIST, 4, "held").finding("H0102");
}

/// One certificate is one achievement: paid to 乙 last year, it is not paid to 甲 without a word.
#[test]
fn a_certificate_that_was_paid_to_another_enterprise_waits() {
    let policy = Policy::single("发明专利", "2000元");
    let heading = "企业名称,类别,成果名称,证书编号,认定日期,奖励年度,兑现金额(元)";
    let ledger =
        |date: &str| under(heading, &[&format!("{YI},发明专利,一种壶,ZL201080063196.9,{date},2007,2000")]);
    let rows = under(
        "企业名称,类别,成果名称,证书编号,认定日期",
        &[&format!("{JIA},发明专利,一种壶,ZL201080063196.9,2007-06-01")],
    );
    let ran = policy.over(&rows).list_csv(HISTORY, &ledger("2007-06-01")).pay();
    ran.expect_exit(0).row(LIST, 2, "held").finding_at("M0101", LIST, YI);
    // A patent is granted once: another day is one of the two written wrongly.
    policy.over(&rows).list_csv(HISTORY, &ledger("2004-06-01")).pay().expect_exit(0).row(LIST, 2, "held");
    // Any other certificate may be given anew, and is another recognition then.
    let other = |text: String| text.replace("ZL201080063196.9", "壶字第2007号");
    let ran = policy.over(&other(rows)).list_csv(HISTORY, &other(ledger("2004-06-01"))).pay();
    ran.expect_exit(0).row(LIST, 2, "paid");
}
