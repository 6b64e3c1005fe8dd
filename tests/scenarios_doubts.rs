//! Scenarios of doubt: what a list says of stage, number, sharers and certificate in places and ways of its own. Where the
//! pay depends on it, the row waits, and what its finding says to do settles it.

use crate::harness::{Ran, Rules, Run};

const HEAD: &str = "企业名称,类别,产品名称,认定日期,证书编号";

/// 10万元 for a first recognition, 1万元 for a re-certification; a prize of silver that is paid alike for both.
fn staged() -> Rules {
    Rules::new()
        .award("首次", "金牌产品", "amount = \"10万元\"\nwhen = [{ field = \"复评\", is = false }]")
        .award("复评", "金牌产品", "amount = \"1万元\"\nwhen = [{ field = \"复评\", is = true }]")
        .award("银牌", "银牌产品", "amount = \"3万元\"\nwhen = [{ field = \"复评\", in = [true, false] }]")
}

fn run(rules: &Rules, file: &str, list: &str) -> Run {
    Run::new().policy(&rules.text()).list_csv(file, list)
}

fn pay(rules: &Rules, list: &str) -> Ran {
    run(rules, "名单.csv", list).pay()
}

fn decide(row: u32, lines: &str) -> String {
    format!(
        "[[decision]]\nfile = \"名单.csv\"\nrow = {row}\n{lines}\nwho = \"张\"\nwhen = 2008-12-01\nwhy = \"核对原件\"\n"
    )
}

#[test]
fn a_stage_written_on_to_a_name_or_number_is_read() {
    for (product, number) in [
        ("紫砂壶复评", "A1"),
        ("紫砂壶-复评", "A1"),
        ("复评：紫砂壶", "A1"),
        ("紫砂壶（续评）", "A1"),
        ("紫砂壶（期满换证）", "A1"),
        ("紫砂壶", "A1（复评）"),
    ] {
        let list = format!("{HEAD}\n红杉陶瓷厂,金牌产品,{product},2008-03-01,{number}\n");
        pay(&staged(), &list).payee("红杉陶瓷厂", "10000.00");
    }
    let list = format!("{HEAD}\n红杉陶瓷厂,金牌产品复评,紫砂壶,2008-03-01,A1\n");
    pay(&staged(), &list).payee("红杉陶瓷厂", "10000.00");
}

#[test]
fn a_stage_in_a_remark_or_another_column_is_read() {
    for (heading, said) in [
        ("备注", "复评"),
        ("备注", "2005年首次认定，本次复评"),
        ("申报类型", "复评"),
        ("性质", "复评"),
        ("是否首次", "否"),
    ] {
        let list = format!("{HEAD},{heading}\n红杉陶瓷厂,金牌产品,紫砂壶,2008-03-01,A1,{said}\n");
        pay(&staged(), &list).payee("红杉陶瓷厂", "10000.00");
    }
    for (heading, said) in [
        ("备注", "首次认定"),
        ("备注", "首次认定，因更名换证"),
        ("备注", "已复核"),
        ("备注", "下次复评时间2011年"),
        ("审核意见", "复审通过"),
        ("是否首次", "是"),
    ] {
        let list = format!("{HEAD},{heading}\n红杉陶瓷厂,金牌产品,紫砂壶,2008-03-01,A1,{said}\n");
        pay(&staged(), &list).payee("红杉陶瓷厂", "100000.00");
    }
}

#[test]
fn a_stage_in_doubt_waits_for_a_choice_where_the_policy_asks_for_it() {
    let list = |category: &str, remark: &str| {
        format!("{HEAD},备注\n红杉陶瓷厂,{category},紫砂壶,2008-03-01,A1,{remark}\n")
    };
    for remark in ["换证", "续展", "2005年首次认定，2008年复评"] {
        let ran = pay(&staged(), &list("金牌产品", remark));
        ran.row("名单.csv", 2, "held").finding("L0210").total("payable", "0.00");
        for (stage, amount) in [("初次", "100000.00"), ("复评", "10000.00")] {
            let chosen = decide(2, &format!("kind = \"选择\"\nfield = \"阶段\"\nvalue = \"{stage}\""));
            let ran = run(&staged(), "名单.csv", &list("金牌产品", remark)).decisions(&chosen).pay();
            ran.payee("红杉陶瓷厂", amount).no_finding("L0210");
        }
        let accepted = decide(2, "kind = \"采信\"");
        let ran = run(&staged(), "名单.csv", &list("金牌产品", remark)).decisions(&accepted).pay();
        ran.payee("红杉陶瓷厂", "100000.00");
        pay(&staged(), &list("银牌产品", remark)).payee("红杉陶瓷厂", "30000.00").no_finding("L0210");
    }
}

#[test]
fn what_title_sheet_and_file_say_of_the_stage_holds_for_every_row() {
    let rows: &[&[&str]] = &[
        &["企业名称", "产品名称", "认定日期", "证书编号"],
        &["红杉陶瓷厂", "紫砂壶", "2008-03-01", "A1"],
        &["青松陶瓷厂", "茶杯", "2008-03-01", "A2"],
    ];
    let paid =
        |file: &str, sheet: &str| Run::new().policy(&staged().text()).list_xlsx(file, sheet, rows).pay();
    paid("名单.xlsx", "金牌产品（复评）").payee("红杉陶瓷厂", "10000.00").payee("青松陶瓷厂", "10000.00");
    paid("2008年金牌产品复评.xlsx", "Sheet1").total("payable", "20000.00");
    // The nearest that says anything goes first.
    paid("金牌产品复评.xlsx", "首次认定").total("payable", "200000.00");
    for sheet in ["金牌产品（含复评）", "金牌产品首次和复评"] {
        let ran = paid("名单.xlsx", sheet);
        ran.row("名单.xlsx", 2, "held").row("名单.xlsx", 3, "held").finding("L0210");
    }
    paid("名单.xlsx", "银牌产品（含复评）").total("payable", "60000.00");
    let forbidden = "2008年金牌产品名单,,,\n复评产品不再奖励，请勿填报,,,\n企业名称,产品名称,认定日期,证书编号\n\
                     红杉陶瓷厂,紫砂壶,2008-03-01,A1\n";
    pay(&staged(), forbidden).payee("红杉陶瓷厂", "100000.00");
}

/// 10 under 增长率(%) is a tenth, whether the policy has that heading or not.
#[test]
fn a_percent_sign_in_a_heading_that_the_policy_does_not_state_is_heeded() {
    let rules = Rules::new().field("增长率", "成果", "数").award(
        "增长",
        "金牌产品",
        "amount = \"1万元\"\nwhen = [{ field = \"增长率\", from = \"20%\" }]",
    );
    let list = |heading: &str, figure: &str| {
        format!("{HEAD},{heading}\n红杉陶瓷厂,金牌产品,紫砂壶,2008-03-01,A1,{figure}\n")
    };
    pay(&rules, &list("增长率(%)", "10")).row("名单.csv", 2, "rejected");
    pay(&rules, &list("增长率(%)", "30")).payee("红杉陶瓷厂", "10000.00");
    pay(&rules, &list("增长率", "30")).row("名单.csv", 2, "held").finding("L0203");
    pay(&rules, &list("增长率", "20%")).payee("红杉陶瓷厂", "10000.00");
    pay(&rules, &list("增长率", "10%")).row("名单.csv", 2, "rejected");
}

#[test]
fn sections_of_stages_keep_the_category_of_the_title() {
    let list = "2008年金牌产品名单,,,\n企业名称,产品名称,认定日期,证书编号\n一、新认定产品,,,\n\
                红杉陶瓷厂,紫砂壶,2008-03-01,A1\n二、复评产品,,,\n青松陶瓷厂,茶杯,2008-03-01,A2\n";
    let ran = pay(&staged(), list);
    ran.payee("红杉陶瓷厂", "100000.00").payee("青松陶瓷厂", "10000.00");
}

#[test]
fn a_quantity_in_another_unit_is_no_number_of_awards() {
    let rules = Rules::new().award("金牌", "金牌产品", "amount = \"10万元\"");
    let list = |heading: &str| format!("{HEAD},{heading}\n红杉陶瓷厂,金牌产品,紫砂壶,2008-03-01,A1,120\n");
    for heading in
        ["数量(万只)", "数量（吨）", "数量(台/年)", "数量(万元)", "产品数量(万件)", "件数(箱)", "数量(批次)"]
    {
        let ran = pay(&rules, &list(heading));
        ran.row("名单.csv", 2, "held").finding("T0104").total("payable", "0.00");
        let unused = "[[decision]]\nkind = \"表头\"\nfile = \"名单.csv\"\nheading_row = 1\ncolumn = \"F\"\n\
                      field = \"不使用\"\nwho = \"张\"\nwhen = 2008-12-01\nwhy = \"产量\"\n";
        run(&rules, "名单.csv", &list(heading)).decisions(unused).pay().payee("红杉陶瓷厂", "100000.00");
    }
    for heading in ["数量(只)", "数量（单位：只）", "数量(个/只)", "数量(必填)", "数量"]
    {
        pay(&rules, &list(heading)).payee("红杉陶瓷厂", "12000000.00");
    }
}

#[test]
fn a_unit_beside_the_quantity_that_counts_no_awards_is_held() {
    let rules = Rules::new().award("金牌", "金牌产品", "amount = \"10万元\"");
    let list = |count: u32, unit: &str| {
        format!("{HEAD},数量,计量单位\n红杉陶瓷厂,金牌产品,紫砂壶,2008-03-01,A1,{count},{unit}\n")
    };
    pay(&rules, &list(120, "万只")).row("名单.csv", 2, "held").finding("L0207");
    let one = decide(2, "kind = \"选择\"\nfield = \"数量\"\nvalue = \"1\"");
    run(&rules, "名单.csv", &list(120, "万只")).decisions(&one).pay().payee("红杉陶瓷厂", "100000.00");
    pay(&rules, &list(1, "吨")).payee("红杉陶瓷厂", "100000.00");
    pay(&rules, &list(2, "件")).payee("红杉陶瓷厂", "200000.00");
}

#[test]
fn figures_under_the_name_of_a_category_may_count_awards() {
    let rules = Rules::new().award("金牌", "金牌产品", "amount = \"10万元\"");
    let rows: &[&[&str]] =
        &[&["企业名称", "金牌产品(只)", "银牌产品(只)", "认定日期"], &["红杉陶瓷厂", "3", "5", "2008-03-01"]];
    let ran = Run::new().policy(&rules.text()).list_xlsx("名单.xlsx", "金牌产品", rows).pay();
    ran.row("名单.xlsx", 2, "held").finding("T0104");
    for heading in ["金牌产品(只)", "授权量", "获奖数", "只", "金牌产品"] {
        let rows: &[&[&str]] = &[
            &["企业名称", heading, "认定日期"],
            &["红杉陶瓷厂", "3", "2008-03-01"],
            &["青松陶瓷厂", "1", "2008-03-01"],
        ];
        let list = || Run::new().policy(&rules.text()).list_xlsx("名单.xlsx", "金牌产品", rows);
        list().pay().row("名单.xlsx", 2, "held").payee("青松陶瓷厂", "100000.00");
        let counted = "[[decision]]\nkind = \"表头\"\nfile = \"名单.xlsx\"\nsheet = \"金牌产品\"\nheading_row = 1\n\
                       column = \"B\"\nfield = \"数量\"\nwho = \"张\"\nwhen = 2008-12-01\nwhy = \"数量\"\n";
        list().decisions(counted).pay().payee("红杉陶瓷厂", "300000.00");
    }
    let rows: &[&[&str]] =
        &[&["企业名称", "1月", "2月", "认定日期"], &["红杉陶瓷厂", "1", "1", "2008-03-01"]];
    let ran = Run::new().policy(&rules.text()).list_xlsx("名单.xlsx", "金牌产品", rows).pay();
    ran.row("名单.xlsx", 2, "held");
    let rows: &[&[&str]] = &[
        &["企业名称", "产品名称", "职工人数", "年产量(只)", "累计授权量", "银牌产品(只)", "认定日期"],
        &["红杉陶瓷厂", "紫砂壶", "300", "5000", "7", "2", "2008-03-01"],
    ];
    let ran = Run::new().policy(&rules.text()).list_xlsx("名单.xlsx", "金牌产品", rows).pay();
    ran.payee("红杉陶瓷厂", "100000.00");
}

/// 20万元 by 5:3:2, or in equal parts.
fn shared(joint: &str) -> Rules {
    Rules::new().award("标准", "合作标准", &format!("amount = \"20万元\"\njoint = {joint}"))
}

const WEIGHTS: &str = "{ mode = \"按权重\", weights = [5, 3, 2] }";
const EQUAL: &str = "{ mode = \"平均\" }";

#[test]
fn a_holder_who_shares_with_others_that_are_not_listed_waits() {
    let list = |rank: &str| {
        format!("企业名称,类别,成果名称,认定日期,排名\n红杉陶瓷厂,合作标准,陶瓷规范,2008-03-01,{rank}\n")
    };
    for joint in [WEIGHTS, EQUAL] {
        for rank in ["2/5", "3", "第二", "1/3"] {
            pay(&shared(joint), &list(rank)).row_because("名单.csv", 2, "held", "不知道各家该得多少");
        }
        for rank in ["", "1", "1/1", "第一"] {
            pay(&shared(joint), &list(rank)).payee("红杉陶瓷厂", "200000.00");
        }
    }
    let alone = decide(2, "kind = \"选择\"\nfield = \"排名\"\nvalue = \"1\"");
    run(&shared(WEIGHTS), "名单.csv", &list("第二")).decisions(&alone).pay().payee("红杉陶瓷厂", "200000.00");
    let only = decide(2, "kind = \"选择\"\nfield = \"共有单位数\"\nvalue = \"1\"");
    run(&shared(WEIGHTS), "名单.csv", &list("1/3")).decisions(&only).pay().payee("红杉陶瓷厂", "200000.00");
    let two = "企业名称,类别,成果名称,认定日期,证书编号,排名\n红杉陶瓷厂,合作标准,陶瓷规范,2008-03-01,B1,1/2\n\
               青松陶瓷厂,合作标准,陶瓷规范,2008-03-01,B1,2/2\n";
    // 5 and 3 of 8 parts.
    pay(&shared(WEIGHTS), two).payee("红杉陶瓷厂", "125000.00").payee("青松陶瓷厂", "75000.00");
    pay(&shared(WEIGHTS), &two.replace("/2\n", "/3\n")).row("名单.csv", 2, "held");
}

#[test]
fn other_holders_in_a_column_of_their_own_are_seen() {
    let list = |heading: &str, others: &str| {
        format!(
            "企业名称,类别,成果名称,认定日期,{heading}\n红杉陶瓷厂,合作标准,陶瓷规范,2008-03-01,{others}\n"
        )
    };
    for (heading, others) in
        [("合作单位", "青松陶瓷厂、上海大学"), ("全部起草单位", "上海大学、红杉陶瓷厂"), ("份额", "30%")]
    {
        let ran = pay(&shared(WEIGHTS), &list(heading, others));
        ran.row("名单.csv", 2, "held").finding("E0108");
        let accepted = decide(2, "kind = \"采信\"");
        let ran = run(&shared(WEIGHTS), "名单.csv", &list(heading, others)).decisions(&accepted).pay();
        ran.payee("红杉陶瓷厂", "200000.00");
    }
    for (heading, others) in
        [("合作单位", "无"), ("合作单位", ""), ("全部起草单位", "红杉陶瓷厂"), ("占比", "100%")]
    {
        pay(&shared(WEIGHTS), &list(heading, others)).payee("红杉陶瓷厂", "200000.00").no_finding("E0108");
    }
}

#[test]
fn names_that_nothing_parts_are_no_payee() {
    for name in ["红杉陶瓷有限公司—青松陶瓷厂", "红杉陶瓷有限公司+青松陶瓷厂", "红杉陶瓷有限公司青松陶瓷厂"]
    {
        let list = format!("企业名称,类别,成果名称,认定日期\n{name},合作标准,陶瓷规范,2008-03-01\n");
        pay(&shared(WEIGHTS), &list).row("名单.csv", 2, "held").finding("E0108");
        let one = decide(2, &format!("kind = \"选择\"\nfield = \"企业名称\"\nvalue = \"{name}\""));
        run(&shared(WEIGHTS), "名单.csv", &list).decisions(&one).pay().payee(name, "200000.00");
    }
    let list = "企业名称,类别,成果名称,认定日期\n红杉陶瓷有限公司，与上海大学,合作标准,陶瓷规范,2008-03-01\n";
    // 5 and 3 of 8 parts.
    pay(&shared(WEIGHTS), list).payee("红杉陶瓷有限公司", "125000.00").payee("上海大学", "75000.00");
}

#[test]
fn a_cell_that_stands_for_several_waits_for_its_number() {
    let rules = Rules::new().award("金牌", "金牌产品", "amount = \"10万元\"");
    let list =
        |product: &str, number: &str| format!("{HEAD}\n红杉陶瓷厂,金牌产品,{product},2008-03-01,{number}\n");
    for (product, number) in [
        ("紫砂壶2只", ""),
        ("紫砂壶、茶杯等3个产品", "A1"),
        ("1.紫砂壶 2.茶杯", "A1"),
        ("紫砂壶", "3只"),
        ("详见清单", "详见清单"),
    ] {
        pay(&rules, &list(product, number)).row("名单.csv", 2, "held").total("payable", "0.00");
    }
    let two = decide(2, "kind = \"选择\"\nfield = \"数量\"\nvalue = \"2\"");
    run(&rules, "名单.csv", &list("紫砂壶2只", "")).decisions(&two).pay().payee("红杉陶瓷厂", "200000.00");
    let counted = format!("{HEAD},数量\n红杉陶瓷厂,金牌产品,紫砂壶2只,2008-03-01,A1,2\n");
    pay(&rules, &counted).payee("红杉陶瓷厂", "200000.00");
    for number in ["\"苏质2008001\n苏质2008002\"", "苏质2008001-002", "苏质2008001等2本"] {
        pay(&rules, &list("紫砂壶", number)).row("名单.csv", 2, "held").finding("E0208");
    }
    let named = "企业名称,类别,产品名称,认定日期\n红杉陶瓷有限公司（2只）,金牌产品,紫砂壶,2008-03-01\n";
    pay(&rules, named).row("名单.csv", 2, "held").finding("L0206");
}

#[test]
fn one_number_written_in_two_ways_is_not_paid_twice() {
    let rules = Rules::new().award("金牌", "金牌产品", "amount = \"10万元\"");
    let list = |one: &str, other: &str| {
        format!(
            "{HEAD}\n红杉陶瓷厂,金牌产品,紫砂壶,2008-03-01,{one}\n红杉陶瓷厂,金牌产品,紫砂壶,2008-03-01,{other}\n"
        )
    };
    for (one, other) in [
        ("ZL201710601862.3", "ZL2O1710601862.3"),
        ("ZL201710601862.3", "ZL201710601862-3"),
        ("ZL201710601862.3", "ZL201710601826.3"),
        ("A001", "A1"),
    ] {
        let ran = pay(&rules, &list(one, other));
        ran.row("名单.csv", 2, "held").row("名单.csv", 3, "held").finding("E0203");
        let both = decide(2, "kind = \"采信\"") + &decide(3, "kind = \"采信\"");
        run(&rules, "名单.csv", &list(one, other)).decisions(&both).pay().payee("红杉陶瓷厂", "200000.00");
        let first = decide(2, "kind = \"采信\"") + &decide(3, "kind = \"不予采信\"");
        run(&rules, "名单.csv", &list(one, other)).decisions(&first).pay().payee("红杉陶瓷厂", "100000.00");
    }
    // Several patents of one title on one day.
    let ran = pay(&rules, &list("ZL201710601862.3", "ZL201080063196.9"));
    ran.payee("红杉陶瓷厂", "200000.00").no_finding("E0203");
    let other_name = list("A001", "A1").replacen("紫砂壶", "茶杯", 1);
    pay(&rules, &other_name).payee("红杉陶瓷厂", "200000.00");
}

#[test]
fn a_claim_that_is_given_up_waits() {
    let rules = Rules::new().award("金牌", "金牌产品", "amount = \"10万元\"");
    let list =
        |claim: &str| format!("{HEAD},申请金额(万元)\n红杉陶瓷厂,金牌产品,紫砂壶,2008-03-01,A1,{claim}\n");
    for claim in ["放弃", "不奖"] {
        pay(&rules, &list(claim)).row("名单.csv", 2, "held").finding("L0219");
        let accepted = decide(2, "kind = \"采信\"");
        run(&rules, "名单.csv", &list(claim)).decisions(&accepted).pay().payee("红杉陶瓷厂", "100000.00");
    }
    pay(&rules, &list("—")).payee("红杉陶瓷厂", "100000.00");
}
