//! Which policy applies: the one in force in the year by its years and by what supersedes it; none and several are findings.

use crate::harness::{POLICY, Run};

const LIST: &str = "企业名称,类别,产品名称,认定日期\n示例甲有限公司,金牌产品,紫砂壶,";

/// The harness's policy as another one: id, years, tariff in 万元, and what it supersedes.
fn policy(id: &str, years: &str, tariff: u32, supersedes: &str) -> String {
    let supersedes =
        if supersedes.is_empty() { String::new() } else { format!("supersedes = [\"{supersedes}\"]\n") };
    POLICY
        .replace("id = \"example\"\n", &format!("id = \"{id}\"\n{supersedes}"))
        .replace("years = { from = 2008, to = 2008 }", &format!("years = {years}"))
        .replace("50万元", &format!("{tariff}万元"))
}

/// A run over a year's one achievement, of several policies.
fn run(year: i32, policies: &[(&str, &str, u32, &str)]) -> Run {
    let run = Run::new().without_policy().list_csv("名单.csv", &format!("{LIST}{year}-03-01\n"));
    policies.iter().fold(run, |run, (id, years, tariff, supersedes)| {
        run.file(&format!("rules/{id}.md"), policy(id, years, *tariff, supersedes))
    })
}

fn of(year: i32) -> [String; 2] {
    ["--year".to_owned(), year.to_string()]
}

const OLD: (&str, &str, u32, &str) = ("old", "{ from = 2005, to = 2007 }", 10, "");
const MIDDLE: (&str, &str, u32, &str) = ("middle", "{ from = 2008, to = 2009 }", 20, "");
const NEW: (&str, &str, u32, &str) = ("new", "{ from = 2010 }", 30, "");

#[test]
fn an_old_year_is_paid_by_the_policy_of_its_time() {
    for (year, amount) in [(2005, 10), (2007, 10), (2008, 20), (2009, 20), (2010, 30), (2031, 30)] {
        let ran = run(year, &[OLD, MIDDLE, NEW]).args(of(year)).pay();
        ran.expect_exit(0).total("payable", &format!("{amount}0000.00"));
        assert_eq!(ran.json()["policy"]["year"], year);
    }
}

#[test]
fn a_year_that_no_policy_is_in_force_in_is_a_finding() {
    run(2004, &[OLD, MIDDLE, NEW]).args(of(2004)).pay().expect_exit(1).finding("R0301").outputs(&[]);
    run(2009, &[OLD, NEW]).args(of(2009)).pay().expect_exit(1).warns("没有适用于2009年度的政策文件");
}

#[test]
fn two_in_force_are_a_finding_until_one_supersedes_the_other() {
    let open = ("open", "{ from = 2005 }", 10, "");
    run(2010, &[open, NEW]).args(of(2010)).pay().expect_exit(1).finding("R0302").outputs(&[]);
    let newer = ("newer", "{ from = 2010 }", 30, "open");
    run(2010, &[open, newer]).args(of(2010)).pay().expect_exit(0).total("payable", "300000.00");
    // Before it was in force it replaced nothing.
    run(2009, &[open, newer]).args(of(2009)).pay().expect_exit(0).total("payable", "100000.00");
    // Each names only the one before it.
    let newest = ("newest", "{ from = 2012 }", 40, "newer");
    for (year, amount) in [(2009, 10), (2011, 30), (2012, 40)] {
        let ran = run(year, &[open, newer, newest]).args(of(year)).pay();
        ran.expect_exit(0).total("payable", &format!("{amount}0000.00"));
    }
}

#[test]
fn policies_that_supersede_each_other_are_a_finding() {
    let (one, other) = (("one", "{ from = 2008 }", 10, "other"), ("other", "{ from = 2008 }", 20, "one"));
    let ran = run(2008, &[one, other]).args(of(2008)).pay();
    ran.expect_exit(1).finding("R0302").warns("互相替代").outputs(&[]);
}

#[test]
fn without_a_year_only_a_single_policy_of_a_single_year_applies() {
    run(2008, &[OLD, MIDDLE]).pay().expect_exit(1).finding("R0302").warns("--year");
    run(2008, &[MIDDLE]).pay().expect_exit(1).finding("R0303");
    run(2008, &[("one", "{ from = 2008, to = 2008 }", 20, "")])
        .pay()
        .expect_exit(0)
        .total("payable", "200000.00");
}
