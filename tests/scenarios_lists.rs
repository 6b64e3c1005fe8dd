//! Scenarios of one thing in two lists, and of rows that name nothing: two departments call a product by near names, and two rows
//! of one firm differ only in a column that nobody reads. The policy gives 10万元 for 金牌产品.

use crate::harness::{Ran, Rules, Run};

const HEAD: &str = "企业名称,类别,产品名称,认定日期";

fn rules() -> Rules {
    Rules::new().award("金牌", "金牌产品", "amount = \"10万元\"")
}

fn two(first: &str, second: &str) -> Run {
    let list = |product: &str| format!("{HEAD}\n红杉陶瓷厂,金牌产品,{product}\n");
    Run::new()
        .policy(&rules().text())
        .list_csv("质监局.csv", &list(first))
        .list_csv("东镇.csv", &list(second))
}

#[test]
fn a_product_that_two_lists_call_by_near_names_waits() {
    for near in ["紫砂壶产品", "红杉牌紫砂壶", "高级紫砂壶", "紫砂壶（一级）", "HONGSHAN紫砂壶"]
    {
        let ran = two("紫砂壶,2008-03-01", &format!("{near},2008-03-01")).pay();
        ran.row("质监局.csv", 2, "held").row("东镇.csv", 2, "held").finding("E0204").total("payable", "0.00");
    }
    // A stop behind it is no difference: one product, 10万元.
    for same in ["紫砂壶。", "紫砂壶、", "紫砂壶."] {
        two("紫砂壶,2008-03-01", &format!("\"{same}\",2008-03-01"))
            .pay()
            .payee("红杉陶瓷厂", "100000.00")
            .no_finding("E0204");
    }
    // Another day or another name: two products, 10万＋10万.
    for other in ["紫砂壶产品,2008-05-01", "花盆,2008-03-01"] {
        two("紫砂壶,2008-03-01", other).pay().payee("红杉陶瓷厂", "200000.00");
    }
}

#[test]
fn within_one_list_near_names_are_two_products() {
    let list =
        format!("{HEAD}\n红杉陶瓷厂,金牌产品,紫砂壶,2008-03-01\n红杉陶瓷厂,金牌产品,高级紫砂壶,2008-03-01\n");
    Run::new().policy(&rules().text()).list_csv("质监局.csv", &list).pay().payee("红杉陶瓷厂", "200000.00");
}

#[test]
fn a_row_of_two_products_and_their_own_rows_in_another_list_wait() {
    let head = format!("{HEAD},数量");
    let ran = Run::new()
        .policy(&rules().text())
        .list_csv("质监局.csv", &format!("{head}\n红杉陶瓷厂,金牌产品,紫砂壶、花盆,2008-03-01,2\n"))
        .list_csv(
            "东镇.csv",
            &format!("{HEAD}\n红杉陶瓷厂,金牌产品,紫砂壶,2008-03-01\n红杉陶瓷厂,金牌产品,花盆,2008-03-01\n"),
        )
        .pay();
    ran.row("质监局.csv", 2, "held")
        .row("东镇.csv", 2, "held")
        .row("东镇.csv", 3, "held")
        .total("payable", "0.00");
}

#[test]
fn a_decision_settles_whether_near_names_are_one() {
    let decision = |kind: &str| {
        format!(
            "[[decision]]\nkind = \"{kind}\"\nenterprise = \"红杉陶瓷厂\"\nproducts = [\"紫砂壶\", \"紫砂壶产品\"]\nwho = \"张\"\nwhen = 2008-12-01\nwhy = \"核对证书\"\n"
        )
    };
    for (kind, amount) in [("同一产品", "100000.00"), ("不是同一产品", "200000.00")] {
        let ran = two("紫砂壶,2008-03-01", "紫砂壶产品,2008-03-01").decisions(&decision(kind)).pay();
        ran.payee("红杉陶瓷厂", amount).no_finding("E0204");
    }
}

fn bare(rows: &str) -> Run {
    Run::new()
        .policy(&rules().text())
        .list_csv("名单.csv", &format!("企业名称,类别,合同编号,认定日期\n{rows}\n"))
}

#[test]
fn rows_that_only_an_unread_column_tells_apart_wait() {
    let rows = "红杉陶瓷厂,金牌产品,HT-001,2008-03-01\n红杉陶瓷厂,金牌产品,HT-002,2008-03-01";
    let ran: Ran = bare(rows).pay();
    ran.row("名单.csv", 2, "held").row("名单.csv", 3, "held").total("payable", "0.00");
    ran.finding_at("E0203", "名单.csv", "合同编号").finding_at("T0110", "名单.csv", "像是「证书编号」");
    // As the numbers that they are, they are two: 10万＋10万. As no numbers, nothing tells them apart any more.
    for (field, amount) in [("证书编号", "200000.00"), ("不使用", "0.00")] {
        let heading = format!(
            "[[decision]]\nkind = \"表头\"\nfile = \"名单.csv\"\nheading_row = 1\ncolumn = \"C\"\nfield = \"{field}\"\nwho = \"张\"\nwhen = 2008-12-01\nwhy = \"核对合同\"\n"
        );
        let ran = bare(rows).decisions(&heading).pay();
        ran.total("payable", amount);
        match field {
            "不使用" => ran.finding_at("E0203", "名单.csv", "看不出是一项写了几次，还是几项"),
            _ => ran.no_finding("E0203"),
        };
    }
}

#[test]
fn rows_that_say_the_same_in_it_are_one() {
    let rows = "红杉陶瓷厂,金牌产品,HT-001,2008-03-01\n红杉陶瓷厂,金牌产品,HT-001,2008-03-01\n蓝天机械厂,金牌产品,HT-002,2008-03-01";
    bare(rows).pay().payee("红杉陶瓷厂", "100000.00").payee("蓝天机械厂", "100000.00").no_finding("E0203");
}
