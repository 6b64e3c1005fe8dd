//! Patents and standards are told apart by their numbers: in the next year, and below a heading that says no more than 编号.

use crate::batches::JIA;
use crate::harness::{Ran, Run};

/// A patent of 外观设计 is 1000元, a standard 5万元, 名牌 8万元; of 复评 the policy says nothing.
fn policy() -> String {
    let head = crate::batches::HEAD.replace(
        "[[category]]\nname = \"发明专利\"",
        "[[category]]\nname = \"外观设计专利\"\n\n[[category]]\nname = \"国家标准\"\n\n[[category]]\nname = \"省名牌\"\n\n[[category]]\nname = \"发明专利\"",
    );
    let award = |id: &str, category: &str, amount: &str| {
        format!(
            "[[clause.award]]\nid = \"{id}\"\nrole = \"企业\"\ncategories = [\"{category}\"]\namount = \"{amount}\"\n\n"
        )
    };
    format!(
        "{head}\n## 第一条\n\n> 外观设计专利每件1000元，国家标准5万元，省名牌8万元。\n\n```toml\n[[clause]]\nid = \"1\"\n\n{}{}{}```\n",
        award("外观", "外观设计专利", "1000元"),
        award("标准", "国家标准", "5万元"),
        award("名牌", "省名牌", "8万元"),
    )
}

fn run(year: i32, rows: &str, earlier: Option<&Ran>) -> Ran {
    let list = format!("企业名称,类别,产品名称,证书编号,认定日期\n{rows}");
    let run = Run::new().policy(&policy()).list_csv("名单.csv", &list);
    crate::batches::book(run, year, earlier.as_slice()).pay()
}

/// Next year another patent of the same title, and the standard's next edition, are others and no 复评. A brand with another
/// certificate is what was paid before.
#[test]
fn another_number_of_a_patent_or_standard_is_another_in_the_next_year() {
    let rows = |patent: &str, standard: &str, brand: &str, year: i32| {
        format!(
            "{JIA},外观设计专利,包装盒,{patent},{year}-03-04\n{JIA},国家标准,工业锅炉水质,{standard},{year}-03-04\n{JIA},省名牌,锅炉,{brand},{year}-03-04\n"
        )
    };
    let first = run(2008, &rows("ZL200730012345.X", "GB/T 1576-2008", "MP20080123", 2008), None);
    first.expect_exit(0).payee(JIA, "131000.00");
    let next = run(2009, &rows("ZL200830154321.2", "GB/T 1576-2009", "MP20090456", 2009), Some(&first));
    next.expect_exit(0).payee(JIA, "51000.00").row("名单.csv", 4, "held").finding("M0106");
    // The same patent again is paid already.
    let again = format!("{JIA},外观设计专利,包装盒,ZL200730012345.X,2008-03-04\n");
    run(2009, &again, Some(&first)).row("名单.csv", 2, "rejected");
}

/// 编号 above patent numbers is their column; above 1, 2 it may be the row's, and above other texts nobody knows.
#[test]
fn a_heading_that_may_be_two_is_told_by_patents_below_it() {
    let run = |numbers: [&str; 2]| {
        let rows = format!(
            "企业名称,类别,名称,编号,授权公告日\n{JIA},外观设计专利,包装盒,{},2009-03-04\n{JIA},外观设计专利,瓶贴,{},2009-03-04\n",
            numbers[0], numbers[1]
        );
        Run::new().policy(&policy()).list_csv("名单.csv", &rows).args(["--year", "2009"]).pay()
    };
    run(["ZL200730012345.X", "ZL200830154321.2"]).expect_exit(0).payee(JIA, "2000.00").no_finding("T0102");
    run(["1", "2"]).payee(JIA, "0.00").row("名单.csv", 2, "held");
    run(["ZL200730012345.X", "3"]).payee(JIA, "0.00").row("名单.csv", 2, "held");
}
