//! Scenarios of one achievement in two writings: it is paid once, or waits; what only looks alike is paid twice. 金牌产品 gets 10万元,
//! 银牌产品 5万元, 发明专利 2000元, 著名商标 3万元, 合作标准 6万元.

use crate::harness::{Ran, Rules, Run};

const LIST: &str = "企业名称,类别,产品名称,证书编号,认定日期,备注";

fn rules() -> Rules {
    Rules::new()
        .vocabulary("\n[[category]]\nname = \"发明专利\"\nfamily = \"专利\"\nunit = \"件\"\n")
        .vocabulary("\n[[category]]\nname = \"著名商标\"\nfamily = \"商标\"\nunit = \"件\"\nmark = true\n")
        .award("金牌", "金牌产品", "amount = \"10万元\"")
        .award("银牌", "银牌产品", "amount = \"5万元\"")
        .award("发明", "发明专利", "amount = \"2000元\"")
        .award("著名", "著名商标", "amount = \"3万元\"")
        .award("标准", "合作标准", "amount = \"6万元\"\njoint = { mode = \"平均\", absent = \"归在场者\" }")
}

/// A run of two lists.
fn both(one: &str, other: &str) -> Run {
    Run::new()
        .policy(&rules().text())
        .list_csv("甲.csv", &format!("{LIST}\n{one}\n"))
        .list_csv("乙.csv", &format!("{LIST}\n{other}\n"))
}

fn pay(one: &str, other: &str) -> Ran {
    both(one, other).pay()
}

#[test]
fn a_row_waits_with_its_twin_that_another_list_objects_to() {
    let plain = "红杉陶瓷厂,金牌产品,紫砂壶,JP-1,2008-03-01,\n青松水泵厂,金牌产品,水泵,JP-2,2008-03-01,";
    for (number, remark) in [("JP-1", "不予奖励"), ("JP-1", "2008年12月已兑现"), ("", "作废")] {
        let ran = pay(plain, &format!("红杉陶瓷厂,金牌产品,紫砂壶,{number},2008-03-01,{remark}"));
        // The other firm's 10万元 are paid.
        ran.row("甲.csv", 2, "held").row("甲.csv", 3, "paid").finding_at("E0203", "甲.csv", "同一成果");
        ran.total("payable", "100000.00");
    }
    // Another number, another firm or another day is another achievement: 20万元.
    for twin in [
        "红杉陶瓷厂,金牌产品,紫砂壶,JP-9,2008-03-01,不予奖励",
        "绿洲纸业厂,金牌产品,紫砂壶,,2008-03-01,不予奖励",
        "红杉陶瓷厂,金牌产品,紫砂壶,JP-1,2005-03-01,不予奖励",
        "红杉陶瓷厂,银牌产品,紫砂壶,JP-1,2008-03-01,不予奖励",
    ] {
        pay(plain, twin).row("甲.csv", 2, "paid").total("payable", "200000.00");
    }
}

#[test]
fn a_list_of_what_was_withdrawn_holds_the_rows_of_other_lists() {
    let ran = Run::new()
        .policy(&rules().text())
        .list_csv("甲.csv", &format!("{LIST}\n红杉陶瓷厂,金牌产品,紫砂壶,JP-1,2008-03-01,\n"))
        .list_csv(
            "乙.csv",
            &format!("2008年撤销金牌产品名单,,,,,\n{LIST}\n红杉陶瓷厂,金牌产品,紫砂壶,JP-1,2008-03-01,\n"),
        )
        .pay();
    ran.row("甲.csv", 2, "held").total("payable", "0.00");
}

#[test]
fn a_list_of_an_earlier_stage_objects_to_nothing() {
    for title in ["2008年金牌产品提名名单", "2008年金牌产品推荐名单"] {
        let ran = Run::new()
            .policy(&rules().text())
            .list_csv("甲.csv", &format!("{LIST}\n红杉陶瓷厂,金牌产品,紫砂壶,JP-1,2008-03-01,\n"))
            .list_csv(
                "乙.csv",
                &format!("{title},,,,,\n{LIST}\n红杉陶瓷厂,金牌产品,紫砂壶,JP-1,2008-03-01,\n"),
            )
            .pay();
        ran.row("乙.csv", 3, "held").row("甲.csv", 2, "paid").total("payable", "100000.00");
    }
}

#[test]
fn an_objection_to_a_firm_that_names_no_product_holds_what_it_has() {
    let plain = "红杉陶瓷厂,金牌产品,紫砂壶,JP-1,2008-03-01,\n红杉陶瓷厂,银牌产品,茶杯,YP-1,2008-03-01,";
    let ran = pay(plain, "红杉陶瓷厂,金牌产品,,,2008-03-01,不予奖励");
    ran.row("甲.csv", 2, "held").payee("红杉陶瓷厂", "50000.00");
}

#[test]
fn a_decision_on_either_row_settles_an_objection() {
    let plain = "红杉陶瓷厂,金牌产品,紫砂壶,JP-1,2008-03-01,";
    let against = "红杉陶瓷厂,金牌产品,紫砂壶,JP-1,2008-03-01,不予奖励";
    let decision = |kind: &str, file: &str| {
        format!(
            "[[decision]]\nkind = \"{kind}\"\nfile = \"{file}\"\nrow = 2\nwho = \"张\"\nwhen = 2008-12-01\nwhy = \"查实\"\n"
        )
    };
    let refused = decision("不予采信", "乙.csv");
    both(plain, against).decisions(&refused).pay().payee("红杉陶瓷厂", "100000.00");
    let upheld = format!("{}{refused}", decision("异议成立", "甲.csv"));
    let ran = both(plain, against).decisions(&upheld).pay();
    ran.row("甲.csv", 2, "rejected").row("乙.csv", 2, "rejected").total("payable", "0.00");
}

#[test]
fn two_lists_that_number_one_thing_in_two_ways_wait() {
    for (one, other) in [
        ("著名商标,红杉,1234567", "著名商标,红杉,苏商标字[2008]第12号"),
        ("发明专利,一种窑炉,ZL201310000001.1", "发明专利,一种窑炉,第4512345号"),
        ("合作标准,陶瓷规范,GB 12345-2008/IEC 60228", "合作标准,陶瓷规范,GB 12345-2008"),
    ] {
        let row = |thing: &str| format!("红杉陶瓷厂,{thing},2008-03-01,");
        let ran = pay(&row(one), &row(other));
        ran.row("甲.csv", 2, "held").row("乙.csv", 2, "held").total("payable", "0.00");
        // Those of one list are two things, as are numbers of one kind in two lists.
        let ran = pay(&format!("{}\n{}", row(one), row(other)), "青松水泵厂,金牌产品,水泵,JP-2,2008-03-01,");
        ran.row("甲.csv", 2, "paid").row("甲.csv", 3, "paid");
    }
    let patents = ["ZL201310000001.1", "ZL201310000009.8"]
        .map(|number| format!("红杉陶瓷厂,发明专利,一种窑炉,{number},2008-03-01,"));
    pay(&patents[0], &patents[1]).payee("红杉陶瓷厂", "4000.00");
}

#[test]
fn several_numbers_in_one_cell_wait_however_they_are_parted() {
    let single = "红杉陶瓷厂,金牌产品,紫砂壶,SMP2008-001,2008-03-01,\n红杉陶瓷厂,金牌产品,茶杯,SMP2008-002,2008-03-01,";
    for cell in
        ["SMP2008-001/SMP2008-002", "SMP2008-001 / 002", "SMP2008-001、002", "SMP2008-001+SMP2008-002"]
    {
        let ran = pay(&format!("红杉陶瓷厂,金牌产品,陶瓷,{cell},2008-03-01,"), single);
        ran.row("甲.csv", 2, "held").finding("E0208").payee("红杉陶瓷厂", "200000.00");
    }
    for cell in ["苏知/2008/12", "苏质[2008]12号", "GB/T 12345-2008"] {
        let ran = pay(
            &format!("红杉陶瓷厂,金牌产品,陶瓷,{cell},2008-03-01,"),
            "青松水泵厂,银牌产品,水泵,JP-2,2008-03-01,",
        );
        ran.row("甲.csv", 2, "paid").no_finding("E0208");
    }
}

#[test]
fn a_firm_and_its_branch_with_one_product_wait() {
    let row = |firm: &str, number: &str| format!("{firm},金牌产品,紫砂壶,{number},2008-03-01,");
    let branch = "红杉陶瓷有限公司宜兴分公司";
    let ran = pay(&row("红杉陶瓷有限公司", ""), &row(branch, ""));
    ran.row("甲.csv", 2, "held").row("乙.csv", 2, "held").finding("E0103").total("payable", "0.00");
    pay(&row("红杉陶瓷有限公司", "JP-1"), &row(branch, "JP-2")).total("payable", "200000.00");
    let list = format!("{}\n{}", row("红杉陶瓷有限公司", ""), row(branch, ""));
    pay(&list, &row("青松水泵厂", "JP-3")).total("payable", "300000.00");
}

#[test]
fn holders_together_are_two() {
    let standard = |firms: &str| format!("{firms},合作标准,陶瓷规范,GB/T 12345-2008,2008-03-01,");
    let other = "绿洲纸业厂,银牌产品,纸,JP-2,2008-03-01,";
    for firms in ["红杉陶瓷厂与青松水泵厂共同", "红杉陶瓷厂1、青松水泵厂2"] {
        // 6万元 by halves.
        let ran = pay(&standard(firms), other);
        ran.payee("红杉陶瓷厂", "30000.00").payee("青松水泵厂", "30000.00");
    }
    for firms in ["红杉陶瓷有限公司（联合青松水泵有限公司）", "红杉陶瓷有限公司（青松水泵有限公司）"]
    {
        pay(&standard(firms), other).row("甲.csv", 2, "held").finding("E0108");
    }
    let renamed = "红杉陶瓷有限公司（由青松水泵有限公司更名）";
    pay(&standard(renamed), other).payee("红杉陶瓷有限公司", "60000.00");
}

#[test]
fn a_payee_is_printed_without_the_blanks_of_a_narrow_cell() {
    let ran =
        pay("红杉 陶瓷厂,金牌产品,紫砂壶,JP-1,2008-03-01,", "青松水泵厂,银牌产品,水泵,JP-2,2008-03-01,");
    ran.payee("红杉陶瓷厂", "100000.00");
}

#[test]
fn a_quantity_on_the_first_row_alone_may_be_the_number_of_the_rows() {
    let list = |rows: &str| {
        let heading = "企业名称,类别,产品名称,认定日期,数量,申请金额(万元)";
        Run::new().policy(&rules().text()).list_csv("甲.csv", &format!("{heading}\n{rows}\n")).pay()
    };
    let ran = list(
        "红杉陶瓷厂,金牌产品,紫砂壶,2008-03-01,2,20\n红杉陶瓷厂,金牌产品,茶杯,2008-03-01,,\n青松水泵厂,金牌产品,水泵,2008-03-01,1,10",
    );
    ran.row("甲.csv", 2, "held").row("甲.csv", 3, "held").finding("L0206").total("payable", "100000.00");
    // Each row claims for itself, or the figures do not fit: a blank is one. 20万元 and 10万元.
    let ran = list("红杉陶瓷厂,金牌产品,紫砂壶,2008-03-01,2,20\n红杉陶瓷厂,金牌产品,茶杯,2008-03-01,,10");
    ran.no_finding("L0206").payee("红杉陶瓷厂", "300000.00");
    let ran = list("红杉陶瓷厂,金牌产品,紫砂壶,2008-03-01,3,30\n红杉陶瓷厂,金牌产品,茶杯,2008-03-01,,");
    ran.no_finding("L0206").payee("红杉陶瓷厂", "400000.00");
}

#[test]
fn a_month_in_the_list_and_a_day_in_the_ledger_are_one_recognition() {
    let ran = |live: &str, ledger: &str| {
        both(live, "青松水泵厂,银牌产品,水泵,JP-2,2008-03-01,")
            .list_csv(
                "历年台账.csv",
                &format!("企业名称,类别,产品名称,证书编号,认定日期,奖励年度,兑现金额(元)\n{ledger}\n"),
            )
            .pay()
    };
    let ledger = "红杉陶瓷厂,金牌产品,紫砂壶,JP-1,2008-03-25,2008,100000";
    let paid = ran("红杉陶瓷厂,金牌产品,紫砂壶,JP-1,2008年3月,", ledger);
    paid.row_because("甲.csv", 2, "rejected", "已兑现").total("payable", "50000.00");
    // Without a number, or of another product, a month may be of another day.
    ran("红杉陶瓷厂,金牌产品,紫砂壶,,2008年3月,", ledger).row("甲.csv", 2, "held");
    ran("红杉陶瓷厂,金牌产品,茶杯,JP-1,2008年3月,", ledger).row("甲.csv", 2, "held");
}

#[test]
fn a_group_by_product_waits_for_a_product_only_where_there_are_two() {
    let policy = rules().step("就高", "highest_only = { covers = { families = [\"产品\"] }, key = [\"企业\", \"产品\"], by = \"净额\", across_years = false }");
    let ran = |rows: &str| {
        let heading = "企业名称,类别,产品名称,证书编号,认定日期";
        Run::new().policy(&policy.text()).list_csv("甲.csv", &format!("{heading}\n{rows}\n")).pay()
    };
    // Nobody can say whether 10万元 or 15万元.
    for product in ["", "紫砂壶"] {
        let both = format!("红杉陶瓷厂,金牌产品,,S2,2008-03-01\n红杉陶瓷厂,银牌产品,{product},S1,2008-03-01");
        ran(&both).row_because("甲.csv", 2, "held", "产品名称");
    }
    // One achievement needs no product; nor does one beside others that no rule compares it with.
    ran("红杉陶瓷厂,金牌产品,,S2,2008-03-01").payee("红杉陶瓷厂", "100000.00");
    ran("红杉陶瓷厂,金牌产品,,,2008-03-01").payee("红杉陶瓷厂", "100000.00");
    ran("红杉陶瓷厂,金牌产品,,S2,2008-03-01\n红杉陶瓷厂,发明专利,一种窑炉,ZL201310000001.1,2008-03-01")
        .payee("红杉陶瓷厂", "102000.00");
    ran("红杉陶瓷厂,金牌产品,,S2,2008-03-01\n青松水泵厂,银牌产品,,S1,2008-03-01")
        .total("payable", "150000.00");
}

#[test]
fn two_persons_of_one_firm_are_two() {
    let policy = Rules::new().vocabulary("\n[[category]]\nname = \"高层次人才\"\nunit = \"人\"\n").clause(
        "[[clause.award]]\nid = \"人才\"\nrole = \"个人\"\ncategories = [\"高层次人才\"]\namount = \"3万元\"",
    );
    let ran = |rows: &str| {
        let heading = "姓名,身份证号,单位名称,类别,认定日期";
        Run::new().policy(&policy.text()).list_csv("人才.csv", &format!("{heading}\n{rows}\n")).pay()
    };
    let ran_two = ran("张伟,ID1,红杉陶瓷厂,高层次人才,2008-03-01\n李娜,ID2,红杉陶瓷厂,高层次人才,2008-03-01");
    ran_two.payee("张伟", "30000.00").payee("李娜", "30000.00").no_finding("E0203");
    // Without numbers nobody knows; the message names them.
    let unknown = ran("张伟,,红杉陶瓷厂,高层次人才,2008-03-01\n李娜,,红杉陶瓷厂,高层次人才,2008-03-01");
    unknown.row("人才.csv", 2, "held").finding_at("E0203", "人才.csv", "张伟、李娜");
}
