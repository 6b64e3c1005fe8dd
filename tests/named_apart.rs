//! Firms of one place and trade: told apart by their trade names, held where these may be one.

use crate::harness::{Rules, Run};

fn pays(one: &str, two: &str) -> Run {
    let list = format!(
        "企业名称,类别,产品名称,证书编号,认定日期\n{one},金牌产品,壶,证1,2008-03-01\n{two},金牌产品,碗,证2,2008-04-01\n"
    );
    let rules = Rules::new().award("奖", "金牌产品", "amount = \"10万元\"");
    Run::new().policy(&rules.text()).list_csv("名单.csv", &list)
}

#[test]
fn firms_whose_trade_names_share_no_character_are_paid() {
    for (one, two) in [
        ("宜兴市启明风机有限公司", "宜兴市晨露风机有限公司"),
        ("宜兴市正阳陶瓷有限公司", "宜兴市凯旋陶瓷有限公司"),
    ] {
        let ran = pays(one, two).pay();
        ran.expect_exit(0).no_finding("E0103").payee(one, "100000.00").payee(two, "100000.00");
    }
}

#[test]
fn firms_whose_trade_names_may_be_one_are_held() {
    for two in ["宜兴市启鸣风机有限公司", "宜兴市启明星风机有限公司", "宜兴市明启风机有限公司"]
    {
        let ran = pays("宜兴市启明风机有限公司", two).pay();
        ran.finding("E0103").row("名单.csv", 2, "held").row("名单.csv", 3, "held");
    }
}

/// One code under two names of which neither is a slip of the other is a code of somebody else.
#[test]
fn one_code_does_not_join_firms_of_other_trade_names() {
    let list = "企业名称,统一社会信用代码,类别,产品名称,证书编号,认定日期\n\
                宜兴市启明风机有限公司,91320282MA1MF6AB25,金牌产品,壶,证1,2008-03-01\n\
                宜兴市晨露风机有限公司,91320282MA1MF6AB25,金牌产品,碗,证2,2008-04-01\n";
    let rules = Rules::new().award("奖", "金牌产品", "amount = \"10万元\"");
    let ran = Run::new().policy(&rules.text()).list_csv("名单.csv", list).pay();
    ran.row("名单.csv", 2, "held").row("名单.csv", 3, "held");
}
