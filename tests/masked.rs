//! Identity numbers that a list masks: with the name they exclude, or hold where it is not clear whom they mean.

use crate::harness::{Ran, Rules, Run};

const LI: &str = "320282197503030036";

fn pay(people: &str, excluded: &str) -> Ran {
    let rules = Rules::new()
        .clause(
            "[[clause.award]]\nid = \"奖\"\nrole = \"个人\"\ncategories = [\"金牌产品\"]\namount = \"2万元\"",
        )
        .clause("[[clause.exclusion]]\nkind = \"失信\"\ndate = \"奖励年度任一天\"\neffect = \"不予兑现\"");
    let list = format!("个人姓名,身份证号,类别,产品名称,证书编号,认定日期\n{people}");
    Run::new()
        .policy(&rules.text())
        .list_csv("名单.csv", &list)
        .list_csv("失信名单.csv", &format!("个人姓名,身份证号,排除类型,列入日期\n{excluded}"))
        .pay()
}

fn won(name: &str, number: &str, certificate: &str) -> String {
    format!("{name},{number},金牌产品,一种灯,{certificate},2008-07-01\n")
}

#[test]
fn a_masked_number_that_agrees_with_name_and_signs_excludes() {
    for mask in [
        "3202821975****0036",
        "320282********0036",
        "32028219750303****",
        "3202821975030300**",
        "320***********0036",
        "320282XXXXXXXX0036",
        "3202821975＊＊＊＊0036",
        "3202821975●●●●0036",
        "3202821975**0036",
    ] {
        let ran = pay(&won("李四", LI, "Z-1"), &format!("李四,{mask},失信,2008-01-01\n"));
        ran.row_because("名单.csv", 2, "rejected", "失信").total("payable", "0.00");
    }
    // Another person of the name, and another name.
    for (name, mask) in [("李四", "3202821976****0036"), ("王五", "3202821975****0036")] {
        let ran = pay(&won("李四", LI, "Z-1"), &format!("{name},{mask},失信,2008-01-01\n"));
        ran.row("名单.csv", 2, "paid").total("payable", "20000.00");
    }
}

#[test]
fn a_masked_number_that_may_be_of_several_or_shows_little_holds() {
    let two = won("李四", LI, "Z-1") + &won("李四", "320282197503030052", "Z-2");
    let ran = pay(&two, "李四,320282197503******,失信,2008-01-01\n");
    ran.finding("E0103").row("名单.csv", 2, "held").row("名单.csv", 3, "held");
    pay(&won("李四", LI, "Z-1"), "李四,**************0036,失信,2008-01-01\n").row("名单.csv", 2, "held");
    // The list itself is masked, and in another way.
    let ran = pay(&won("李四", "320282********0036", "Z-1"), "李四,3202821975****0036,失信,2008-01-01\n");
    ran.finding("E0103").row("名单.csv", 2, "held");
}
