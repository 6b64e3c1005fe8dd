//! Scenarios of words: what a list says of its rows beside the facts, in columns, titles and names that no rule reads. What could
//! change the pay holds the row; what only looks like it does not.

use crate::harness::{Ran, Rules, Run};

const HEAD: &str = "企业名称,类别,产品名称,认定日期,证书编号";

/// 5万元 each, and not a word on re-certification or on when it must have been won.
fn plain() -> Rules {
    Rules::new().award("金牌", "金牌产品", "amount = \"5万元\"")
}

fn pay(rules: &Rules, file: &str, list: &str) -> Ran {
    Run::new().policy(&rules.text()).list_csv(file, list).pay()
}

/// 50000 is the one award of 5万元; a held row is paid nothing.
#[test]
fn a_policy_that_says_nothing_of_recertification_holds_what_is_marked_so_anywhere() {
    let rules = plain();
    for (heading, said, code) in [
        ("备注", "复评", "M0106"),
        ("备注", "2005年首次认定，本次到期复评", "M0106"),
        ("备注", "重新认定", "M0106"),
        ("备注", "换证", "L0210"),
        ("备注", "续展", "L0210"),
        ("类型", "复评", "M0106"),
        ("认定情况", "复评", "M0106"),
        ("初/复评", "复", "M0106"),
        ("是否首次", "否", "M0106"),
    ] {
        let list = format!("{HEAD},{heading}\n红杉陶瓷厂,金牌产品,紫砂壶,2008-03-01,A1,{said}\n");
        pay(&rules, "名单.csv", &list).row("名单.csv", 2, "held").finding(code).total("payable", "0.00");
    }
    for (name, product, number) in [
        ("红杉陶瓷厂（复评）", "紫砂壶", "A1"),
        ("红杉陶瓷厂", "紫砂壶复评", "A1"),
        ("红杉陶瓷厂", "紫砂壶", "A1（复评）"),
    ] {
        let list = format!("{HEAD}\n{name},金牌产品,{product},2008-03-01,{number}\n");
        pay(&rules, "名单.csv", &list).row("名单.csv", 2, "held").total("payable", "0.00");
    }
    let rows = "企业名称,产品名称,认定日期\n红杉陶瓷厂,紫砂壶,2008-03-01\n";
    for file in ["金牌产品（复评）.csv", "金牌产品换证名单.csv", "金牌产品（含复评）.csv"]
    {
        pay(&rules, file, rows).row(file, 2, "held").total("payable", "0.00");
    }
    pay(&rules, "金牌产品.csv", &format!("重新认定的金牌产品名单,,\n{rows}")).row("金牌产品.csv", 3, "held");
}

#[test]
fn what_only_looks_like_a_recertification_is_paid() {
    for (heading, said) in [
        ("备注", "首次认定，因更名换证"),
        ("备注", "已复核"),
        ("备注", "下次复评时间2011年"),
        ("备注", "旧证作废，换发新证"),
        ("审核意见", "复审通过"),
        ("是否首次", "是"),
        ("生产工艺", "复合加工"),
    ] {
        let list = format!("{HEAD},{heading}\n红杉陶瓷厂,金牌产品,紫砂壶,2008-03-01,A1,{said}\n");
        pay(&plain(), "名单.csv", &list).payee("红杉陶瓷厂", "50000.00");
    }
    let rows = "企业名称,产品名称,认定日期\n红杉陶瓷厂,紫砂壶,2008-03-01\n";
    for file in ["金牌产品公示期满名单.csv", "新认定金牌产品.csv"] {
        pay(&plain(), file, rows).payee("红杉陶瓷厂", "50000.00");
    }
}

/// The award year is 2008, and nothing in the policy asks when: without a date the year that is written decides.
#[test]
fn a_year_in_column_title_or_name_holds_rows_without_a_date_of_another_year() {
    for heading in ["获奖年份", "认定年度", "批准年份", "授予年度", "批次"] {
        let list = format!(
            "企业名称,类别,产品名称,{heading}\n红杉陶瓷厂,金牌产品,紫砂壶,2006年第一批\n青松陶瓷厂,金牌产品,茶杯,2008年第一批\n"
        );
        let ran = pay(&plain(), "名单.csv", &list);
        ran.row("名单.csv", 2, "held").finding("M0107").payee("青松陶瓷厂", "50000.00");
    }
    let rows = "企业名称,产品名称\n红杉陶瓷厂,紫砂壶\n";
    for title in ["2006年金牌产品名单", "二〇〇六年金牌产品", "2004-2006年金牌产品名单", "2009年金牌产品"]
    {
        let ran = pay(&plain(), "名单.csv", &format!("{title},\n{rows}"));
        ran.row("名单.csv", 3, "held").finding("M0107").total("payable", "0.00");
        let file = format!("{title}.csv");
        pay(&plain(), &file, rows).row(&file, 2, "held").finding("M0107");
    }
    let parted = "金牌产品名单,,\n序号,企业名称,产品名称\n2006年,,\n1,红杉陶瓷厂,紫砂壶\n2008年,,\n1,青松陶瓷厂,茶杯\n";
    pay(&plain(), "名单.csv", parted).row("名单.csv", 4, "held").payee("青松陶瓷厂", "50000.00");
}

#[test]
fn other_years_beside_a_list_of_the_award_year_hold_nothing() {
    let rows = "企业名称,产品名称\n红杉陶瓷厂,紫砂壶\n";
    for title in [
        "关于2008年度金牌产品的奖励名单",
        "2009年申报2008年度金牌产品奖励名单",
        "2009年金牌产品奖励资金申报表",
        "依据《2006年质量奖励办法》奖励的金牌产品",
        "按2006年修订的办法奖励的金牌产品",
        "金牌产品名单",
    ] {
        pay(&plain(), "名单.csv", &format!("{title},\n{rows}")).payee("红杉陶瓷厂", "50000.00");
    }
    pay(&plain(), "2009年2月汇总.csv", &format!("金牌产品名单,\n{rows}")).payee("红杉陶瓷厂", "50000.00");
    // Rows with a date of their own need no title to tell when.
    let dated = "2006年金牌产品名单,,\n企业名称,产品名称,认定日期\n红杉陶瓷厂,紫砂壶,2008-03-01\n";
    pay(&plain(), "名单.csv", dated).payee("红杉陶瓷厂", "50000.00");
}

/// 3万元 for the first of the drafters, 1万元 for each further one: of two firsts one has a prize that is not theirs.
#[test]
fn two_holders_of_one_rank_wait_where_the_rank_decides() {
    let rules = Rules::new()
        .award(
            "第一",
            "合作标准",
            "amount = \"3万元\"\nwhen = [{ field = \"排名\", is = 1 }]\njoint = { mode = \"各得\" }",
        )
        .award(
            "其他",
            "合作标准",
            "amount = \"1万元\"\nwhen = [{ field = \"排名\", above = 1 }]\njoint = { mode = \"各得\" }",
        );
    let list = |ranks: [u32; 3]| {
        let [a, b, c] = ranks;
        format!(
            "企业名称,类别,成果名称,证书编号,认定日期,排名\n红杉陶瓷厂,合作标准,陶瓷,GB/T 1234-2008,2008-03-01,{a}\n青松陶瓷厂,合作标准,陶瓷,GB/T 1234-2008,2008-03-01,{b}\n白桦陶瓷厂,合作标准,陶瓷,GB/T 1234-2008,2008-03-01,{c}\n"
        )
    };
    let twice = pay(&rules, "名单.csv", &list([1, 1, 2]));
    twice.row("名单.csv", 2, "held").finding("M0101").total("payable", "0.00");
    let once = pay(&rules, "名单.csv", &list([1, 2, 3]));
    once.payee("红杉陶瓷厂", "30000.00").payee("青松陶瓷厂", "10000.00").total("payable", "50000.00");
}

/// Each of these, if it were overlooked, would pay 50000 that the list says is not due, or is due to another.
#[test]
fn an_answer_or_a_remark_against_the_award_holds_the_row() {
    for (heading, said) in [
        ("兑现与否", "否"),
        ("奖励与否", "否"),
        ("是否给予奖励", "不给予"),
        ("是否申请奖励", "否"),
        ("拟奖励", "否"),
        ("剔除", "√"),
        ("不符合条件", "√"),
        ("审核", "未过"),
        ("财政局审核", "0"),
        ("法律状态", "未缴年费终止失效"),
        ("专利状态", "受理"),
        ("备注", "核减1件"),
        ("备注", "减半"),
        ("备注", "按50%奖励"),
        ("备注", "应扣回上年多付2万元"),
        ("备注", "款付东镇政府"),
        ("备注", "更名为碧海陶瓷有限公司"),
        ("备注", "共同专利权人：青松陶瓷厂"),
        ("备注", "实为银牌产品"),
        ("备注", "缺证书复印件"),
        ("备注", "2006年授权"),
        ("序号", "不奖"),
        ("序号", "删"),
    ] {
        let list = format!("{HEAD},{heading}\n红杉陶瓷厂,金牌产品,紫砂壶,2008-03-01,A1,{said}\n");
        pay(&plain(), "名单.csv", &list).row("名单.csv", 2, "held").finding("L0219").total("payable", "0.00");
    }
    let accepted = "[[decision]]\nkind = \"采信\"\nfile = \"名单.csv\"\nrow = 2\nwho = \"张\"\nwhen = 2008-12-01\nwhy = \"核对原件\"\n";
    let list = format!("{HEAD},备注\n红杉陶瓷厂,金牌产品,紫砂壶,2008-03-01,A1,减半\n");
    let ran = Run::new().policy(&plain().text()).list_csv("名单.csv", &list).decisions(accepted).pay();
    ran.payee("红杉陶瓷厂", "50000.00");
}

#[test]
fn answers_and_remarks_that_change_nothing_are_paid() {
    for (heading, said) in [
        ("兑现与否", "是"),
        ("是否申请奖励", "是"),
        ("剔除", ""),
        ("不符合条件", "否"),
        ("审核", "通过"),
        ("财政局审核", "1"),
        ("法律状态", "授权"),
        ("专利状态", "有效"),
        ("备注", "联系电话87990001"),
        ("备注", "材料齐全"),
        ("备注", "已核"),
        ("备注", "符合条件"),
        ("备注", "原件已退"),
        ("备注", "按规定奖励"),
        ("备注", "奖励给企业"),
        ("备注", "更名为红杉陶瓷厂"),
        ("备注", "2008年3月认定"),
        ("备注", "证书复印件已收"),
        ("备注", "补报"),
        ("户名", "红杉陶瓷厂"),
        ("共有人", "无"),
    ] {
        let list = format!("{HEAD},{heading}\n红杉陶瓷厂,金牌产品,紫砂壶,2008-03-01,A1,{said}\n");
        pay(&plain(), "名单.csv", &list).payee("红杉陶瓷厂", "50000.00");
    }
}

/// Three would be 15万元; the list says elsewhere that one is due, or none.
#[test]
fn a_count_of_those_who_looked_at_it_must_be_the_quantity() {
    for heading in ["核定件数", "核准数量", "认可件数"] {
        let list = |count: u32| {
            format!("企业名称,类别,认定日期,数量,{heading}\n红杉陶瓷厂,金牌产品,2008-03-01,3,{count}\n")
        };
        for count in [0, 1] {
            let ran = pay(&plain(), "名单.csv", &list(count));
            ran.row("名单.csv", 2, "held").finding("L0206").total("payable", "0.00");
        }
        pay(&plain(), "名单.csv", &list(3)).payee("红杉陶瓷厂", "150000.00");
    }
}

#[test]
fn a_further_holder_or_another_payee_in_a_column_of_its_own_holds_the_row() {
    for heading in [
        "共有人",
        "参与单位",
        "第二完成单位",
        "实际权利人",
        "被许可人",
        "现专利权人",
        "变更后名称",
        "收款账户名",
        "户名",
        "拨付对象",
    ] {
        let list =
            |other: &str| format!("{HEAD},{heading}\n红杉陶瓷厂,金牌产品,紫砂壶,2008-03-01,A1,{other}\n");
        let ran = pay(&plain(), "名单.csv", &list("青松陶瓷厂"));
        ran.row("名单.csv", 2, "held").finding("E0108").total("payable", "0.00");
        for same in ["", "/", "红杉陶瓷厂", "本企业"] {
            pay(&plain(), "名单.csv", &list(same)).payee("红杉陶瓷厂", "50000.00");
        }
    }
}

/// Lists of standards name all who drafted one; the award is that of the firm whose row it is.
#[test]
fn who_else_drafted_a_standard_is_told_and_holds_nothing() {
    for heading in ["参与起草单位", "全部起草单位", "参与单位"] {
        let list = format!(
            "{HEAD},{heading}\n红杉陶瓷厂,金牌产品,陶瓷,2008-03-01,GB/T 1234-2008,青松陶瓷厂、白桦陶瓷厂\n"
        );
        pay(&plain(), "名单.csv", &list).payee("红杉陶瓷厂", "50000.00").finding("E0108");
    }
}

#[test]
fn a_person_among_the_holders_of_a_right_waits_under_an_award_of_enterprises() {
    let list = |name: &str| format!("专利权人,类别,专利名称,授权日期\n{name},金牌产品,水泵,2008-03-01\n");
    for name in ["李四", "欧阳建国"] {
        pay(&plain(), "名单.csv", &list(name)).row("名单.csv", 2, "held").finding("E0108");
    }
    pay(&plain(), "名单.csv", &list("金龙电缆")).payee("金龙电缆", "50000.00");
}

/// One number stands for one award: a range of three would be three, and nobody says so.
#[test]
fn numbers_and_names_written_for_several_hold_the_row() {
    for number in [
        "ZL200710000011.X-ZL200710000013.X",
        "ZL200710000011.X～13.X",
        "ZL200710000011.X/12.X/13.X",
        "ZL200710000011.X（共3件）",
        "ZL200710000011.XZL200710000012.X",
        "GB/T 1234.1～3-2008",
        "GB/T 1234.1/2/3-2008",
        "GB/T 1234-1235-2008",
    ] {
        let list = format!("{HEAD}\n红杉陶瓷厂,金牌产品,水泵,2008-03-01,{number}\n");
        pay(&plain(), "名单.csv", &list).row("名单.csv", 2, "held").total("payable", "0.00");
    }
    for name in ["水泵；阀门", "水泵①②③", "水泵等"] {
        let list = format!("企业名称,类别,产品名称,认定日期\n红杉陶瓷厂,金牌产品,{name},2008-03-01\n");
        pay(&plain(), "名单.csv", &list).row("名单.csv", 2, "held").finding("L0206");
    }
}

/// The firm is barred from 2006 on; where the list says that this ended in 2007, 2008 is free.
fn barred() -> Rules {
    plain()
        .clause("[[clause.exclusion]]\nkind = \"黑名单\"\ndate = \"奖励年度任一天\"\neffect = \"不予兑现\"")
}

fn with_exclusions(list: &str) -> Ran {
    let awards =
        format!("{HEAD}\n红杉陶瓷厂,金牌产品,紫砂壶,2008-03-01,A1\n青松陶瓷厂,金牌产品,茶杯,2008-03-01,A2\n");
    let run = Run::new().policy(&barred().text()).list_csv("名单.csv", &awards);
    run.list_csv("失信黑名单.csv", list).pay()
}

#[test]
fn the_end_of_an_exclusion_is_read_under_other_headings_or_holds() {
    let list = |heading: &str, said: &str| {
        format!("企业名称,名单类型,列入日期,{heading}\n红杉陶瓷厂,黑名单,2006-01-01,{said}\n")
    };
    for heading in ["解除时间", "终止时间", "有效期至", "修复日期"] {
        let ran = with_exclusions(&list(heading, "2007-12-31"));
        ran.payee("红杉陶瓷厂", "50000.00").payee("青松陶瓷厂", "50000.00");
        with_exclusions(&list(heading, "")).row("名单.csv", 2, "rejected").payee("青松陶瓷厂", "50000.00");
    }
    for (heading, said) in [("屏蔽日期", "2007-12-31"), ("是否仍在列", "否"), ("公示期限", "1年")]
    {
        let ran = with_exclusions(&list(heading, said));
        ran.row("名单.csv", 2, "held").finding("H0103").payee("青松陶瓷厂", "50000.00");
    }
    with_exclusions(&list("处罚日期", "2006-01-01")).row("名单.csv", 2, "rejected");
    with_exclusions(&list("是否仍在列", "是")).row("名单.csv", 2, "rejected");
}

#[test]
fn a_list_that_bars_firms_for_another_reason_holds_those_that_it_names() {
    let awards =
        format!("{HEAD}\n红杉陶瓷厂,金牌产品,紫砂壶,2008-03-01,A1\n青松陶瓷厂,金牌产品,茶杯,2008-03-01,A2\n");
    for title in
        ["不予奖励企业名单", "取消奖励资格企业名单", "欠税企业名单", "2008年环境违法企业", "停产、注销企业"]
    {
        let list = format!("{title},\n企业名称,原因\n红杉陶瓷厂,偷税\n");
        let run = Run::new().policy(&plain().text()).list_csv("名单.csv", &awards);
        let ran = run.list_csv("附表.csv", &list).pay();
        ran.row("名单.csv", 2, "held").finding("T0103").payee("青松陶瓷厂", "50000.00");
    }
}

/// The firm is called 碧海 now; under its former name 5万元 would go to an account that is closed.
#[test]
fn a_register_says_what_a_firm_is_called_now() {
    let awards = format!("{HEAD}\n红杉陶瓷厂,金牌产品,紫砂壶,2008-03-01,A1\n");
    let with = |register: &str| {
        let run = Run::new().policy(&plain().text()).list_csv("名单.csv", &awards);
        run.list_csv("企业名录.csv", register).pay()
    };
    with("企业名称（现名）,企业名称（原名）,镇\n碧海陶瓷有限公司,红杉陶瓷厂,东镇\n")
        .payee("碧海陶瓷有限公司", "50000.00");
    with("企业名称,变更后名称,镇\n红杉陶瓷厂,碧海陶瓷有限公司,东镇\n")
        .row("名单.csv", 2, "held")
        .finding("L0219");
    with("企业名称,变更后名称,镇\n红杉陶瓷厂,,东镇\n").payee("红杉陶瓷厂", "50000.00");
}
