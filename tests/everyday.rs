//! Lists of every day are paid on the first: headings as departments write them, a class of goods under 类别, two columns of days, a
//! percentage in a cell, an account that cannot be read. The policy gives 10万元 for 金牌产品.

use crate::harness::{Ran, Rules, Run};

fn rules() -> Rules {
    Rules::new().award("金牌", "金牌产品", "amount = \"10万元\"")
}

fn pay(list: &str) -> Ran {
    Run::new().policy(&rules().text()).list_csv("名单.csv", list).pay()
}

#[test]
fn everyday_headings_are_known_where_no_better_one_stands() {
    for firm in
        ["单位", "获证企业", "受奖单位", "奖励对象", "商标持有人", "申请（专利权）人", "生产厂家", "项目单位"]
    {
        let list = format!("{firm},类别,品牌,获批时间\n红杉陶瓷厂,金牌产品,紫砂壶,2008-03-01\n");
        pay(&list).payee("红杉陶瓷厂", "100000.00");
    }
    // Beside 企业名称 and 产品名称 they are other columns, and change nothing.
    pay("企业名称,单位,类别,产品名称,品牌,认定日期\n红杉陶瓷厂,只,金牌产品,紫砂壶,红杉,2008-03-01\n")
        .payee("红杉陶瓷厂", "100000.00");
    // 单位 that says what is counted names no payee.
    for unit in ["只", "万元", "台"] {
        let list = format!("单位,类别,产品名称,认定日期\n{unit},金牌产品,紫砂壶,2008-03-01\n");
        pay(&list).row("名单.csv", 2, "held").total("payable", "0.00");
    }
    // Of two of them nobody can tell which names the payee.
    pay("获证企业,项目单位,类别,产品名称,认定日期\n红杉陶瓷厂,蓝天机械厂,金牌产品,紫砂壶,2008-03-01\n")
        .finding("T0105")
        .total("payable", "0.00");
}

#[test]
fn what_a_heading_looks_like_is_proposed() {
    let ran = pay("企业名称,类别,所获荣誉,时间\n红杉陶瓷厂,金牌产品,紫砂壶,2008-03-01\n");
    ran.finding_at("T0110", "名单.csv", "「时间」填有内容，像是「认定日期」");
    ran.finding_at("T0110", "名单.csv", "「所获荣誉」填有内容，像是「产品名称」");
}

#[test]
fn a_class_of_goods_or_a_trade_leaves_the_category_to_the_title() {
    for class in ["9", "第9类", "工业", "食品类"] {
        let list = format!(
            "2008年金牌产品名单,,,\n企业名称,产品名称,类别,认定日期\n红杉陶瓷厂,紫砂壶,{class},2008-03-01\n"
        );
        pay(&list).payee("红杉陶瓷厂", "100000.00");
        // Without a title nobody says what was won.
        let list = format!("企业名称,产品名称,类别,认定日期\n红杉陶瓷厂,紫砂壶,{class},2008-03-01\n");
        pay(&list).finding("L0105").total("payable", "0.00");
    }
}

#[test]
fn a_category_may_be_decorated() {
    for text in [
        "“金牌产品”",
        "《金牌产品》",
        "2008年度金牌产品",
        "金牌产品。",
        "1.金牌产品",
        "金牌产品称号",
        "金牌产品1只",
        "金牌产品（工业）",
    ] {
        let list = format!("企业名称,类别,产品名称,认定日期\n红杉陶瓷厂,{text},紫砂壶,2008-03-01\n");
        pay(&list).payee("红杉陶瓷厂", "100000.00");
    }
    // More than one, a mark that may say anything, or another year is held.
    for text in ["金牌产品2只", "金牌产品*", "2006年金牌产品"] {
        let list = format!("企业名称,类别,产品名称,认定日期\n红杉陶瓷厂,{text},紫砂壶,2008-03-01\n");
        pay(&list).row("名单.csv", 2, "held").total("payable", "0.00");
    }
}

#[test]
fn of_two_days_the_grant_of_a_patent_counts_and_equal_ones_are_no_question() {
    let list = |heads: &str, days: &str| {
        format!("企业名称,类别,产品名称,{heads}\n红杉陶瓷厂,金牌产品,紫砂壶,{days}\n")
    };
    // 2007 is before the policy: were the other day used, the row would not be paid.
    pay(&list("授权日,授权公告日", "2007-12-30,2008-01-04")).payee("红杉陶瓷厂", "100000.00");
    pay(&list("发证日期,授权公告日", "2008年3月9日,2008-03-01")).payee("红杉陶瓷厂", "100000.00");
    pay(&list("发证日期,授权公告日", "2008-03-09,")).payee("红杉陶瓷厂", "100000.00");
    pay(&list("认定日期,发证日期", "2008-03-01,2008年3月1日")).payee("红杉陶瓷厂", "100000.00");
    let ran = pay(&list("认定日期,发证日期", "2008-03-01,2008-03-09"));
    ran.row("名单.csv", 2, "held").finding("L0212").total("payable", "0.00");
}

#[test]
fn the_number_of_the_patent_goes_before_that_of_its_certificate() {
    let list = "企业名称,类别,产品名称,证书号,专利号,认定日期\n红杉陶瓷厂,金牌产品,紫砂壶,第123号,ZL201310000001.1,2008-03-01\n";
    pay(list).payee("红杉陶瓷厂", "100000.00").no_finding("T0104");
}

#[test]
fn a_rate_in_a_cell_is_the_option_that_it_shows() {
    let policy = Rules::new()
        .vocabulary(
            "\n[[field]]\nname = \"比例\"\non = \"成果\"\ntype = \"选项\"\nvalues = [\"100%\", \"50%\"]\n",
        )
        .award("全", "金牌产品", "amount = \"10万元\"\nwhen = [{ field = \"比例\", is = \"100%\" }]")
        .award("半", "金牌产品", "amount = \"5万元\"\nwhen = [{ field = \"比例\", is = \"50%\" }]");
    // 0.5 is what a cell of 50% holds; 50 is no rate of these.
    for (rate, amount) in [("0.5", "50000.00"), ("50%", "50000.00"), ("1", "100000.00")] {
        let list =
            format!("企业名称,类别,产品名称,认定日期,比例\n红杉陶瓷厂,金牌产品,紫砂壶,2008-03-01,{rate}\n");
        Run::new().policy(&policy.text()).list_csv("名单.csv", &list).pay().payee("红杉陶瓷厂", amount);
    }
    let list = "企业名称,类别,产品名称,认定日期,比例\n红杉陶瓷厂,金牌产品,紫砂壶,2008-03-01,50\n";
    Run::new()
        .policy(&policy.text())
        .list_csv("名单.csv", list)
        .pay()
        .finding("L0205")
        .total("payable", "0.00");
}

#[test]
fn an_account_that_cannot_be_read_holds_no_award() {
    let list = "企业名称,类别,产品名称,认定日期\n红杉陶瓷厂,金牌产品,紫砂壶,2008-03-01\n";
    for register in [
        "企业名称,开户行及账号\n红杉陶瓷厂,农行东镇支行 6228480012345678\n",
        "企业名称,基本户开户行,基本户账号,一般户账号\n红杉陶瓷厂,农行,111122223333,444455556666\n",
        "单位名称,开户银行,银行账号\n红杉陶瓷厂,农行,6.22848E+15\n",
        "企业名称,开户行,银行账号,收款账号\n红杉陶瓷厂,农行,111122223333,444455556666\n",
    ] {
        let run = Run::new().policy(&rules().text()).list_csv("名单.csv", list);
        run.list_csv("企业名录.csv", register).pay().payee("红杉陶瓷厂", "100000.00").no_finding("H0104");
    }
}

#[test]
fn the_number_of_a_patent_speaks_against_its_kind_whatever_the_policy_calls_it() {
    for (category, number) in [("授权发明专利", "ZL201320000001.2"), ("实用新型专利", "ZL201310000001.1")]
    {
        let policy = Rules::new()
            .vocabulary(&format!("\n[[category]]\nname = \"{category}\"\nunit = \"件\"\n"))
            .award("专利", category, "amount = \"2000元\"");
        let list =
            format!("企业名称,类别,专利名称,专利号,授权日\n红杉陶瓷厂,{category},轧机,{number},2008-03-01\n");
        let ran = Run::new().policy(&policy.text()).list_csv("名单.csv", &list).pay();
        ran.row("名单.csv", 2, "held").finding("L0215").total("payable", "0.00");
    }
}

#[test]
fn a_renewed_mark_is_no_first_recognition() {
    let policy = Rules::new()
        .vocabulary("\n[[category]]\nname = \"著名商标\"\nunit = \"件\"\nmark = true\n")
        .award("首次", "著名商标", "amount = \"5万元\"\nwhen = [{ field = \"复评\", is = false }]")
        .award("续展", "著名商标", "amount = \"2万元\"\nwhen = [{ field = \"复评\", is = true }]");
    let list = "企业名称,类别,商标名称,认定日期,备注\n红杉陶瓷厂,著名商标,天山,2008-03-01,续展\n";
    Run::new().policy(&policy.text()).list_csv("名单.csv", list).pay().payee("红杉陶瓷厂", "20000.00");
}

/// A certificate is issued soon after the award is won: where the policy looks at years only, the month of issue within the year
/// changes nothing. In another year, or where a day of the year decides, a person looks.
#[test]
fn a_month_of_issue_soon_after_the_recognition_is_no_other_day() {
    let list = |remark: &str| {
        format!("企业名称,类别,产品名称,认定日期,备注\n红杉陶瓷厂,金牌产品,紫砂壶,2008-10-12,{remark}\n")
    };
    for remark in ["2008年12月发证", "2008年11月公告", "2008年10月发证"] {
        pay(&list(remark)).payee("红杉陶瓷厂", "100000.00");
    }
    for remark in ["2009年1月发证", "2008年9月发证", "2008年12月认定"] {
        pay(&list(remark)).row("名单.csv", 2, "held").finding("L0219").total("payable", "0.00");
    }
    let until = "amount = \"10万元\"\nwhen = [{ field = \"认定日期\", to = 2008-11-30 }]";
    let by_day = Rules::new().award("金牌", "金牌产品", until).text();
    let ran = Run::new().policy(&by_day).list_csv("名单.csv", &list("2008年12月发证")).pay();
    ran.row("名单.csv", 2, "held").finding("L0219").total("payable", "0.00");
}

#[test]
fn who_is_paid_may_stand_beside_whose_award_it_is() {
    let list = |head: &str, other: &str| {
        pay(&format!(
            "企业名称,{head},类别,产品名称,认定日期\n红杉陶瓷厂,{other},金牌产品,紫砂壶,2008-03-01\n"
        ))
    };
    for head in ["收款单位", "开户名", "收款单位全称", "单位名称", "申报单位", "企业全称"]
    {
        list(head, "红杉陶瓷厂").payee("红杉陶瓷厂", "100000.00");
        list(head, "").payee("红杉陶瓷厂", "100000.00");
    }
    for head in
        ["收款单位", "收款单位全称", "收款方", "开户名", "银行户名", "开户单位", "代收单位", "申报单位"]
    {
        list(head, "蓝天机械厂").row("名单.csv", 2, "held").total("payable", "0.00");
    }
    // The bank is no payee.
    for head in ["收款银行", "收款账号", "收款人开户行"] {
        list(head, "农业银行东镇支行").payee("红杉陶瓷厂", "100000.00");
    }
    // Nobody but the payee is named.
    pay("企业名称,收款单位,类别,产品名称,认定日期\n,红杉陶瓷厂,金牌产品,紫砂壶,2008-03-01\n")
        .row("名单.csv", 2, "held")
        .total("payable", "0.00");
}

#[test]
fn a_mark_beside_a_patent_is_no_second_title() {
    let list = |number: &str| {
        format!(
            "企业名称,专利名称,注册商标,{number},类别,认定日期\n红杉陶瓷厂,一种紫砂壶,红杉牌,ZL200710000001.2,金牌产品,2008-03-01\n"
        )
    };
    pay(&list("专利号")).payee("红杉陶瓷厂", "100000.00").no_finding("T0104");
    // Without a patent's number nobody knows which of the two was won.
    pay(&list("证书编号")).finding("T0104").total("payable", "0.00");
}
