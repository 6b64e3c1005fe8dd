//! The index over the awards' conditions: the same rows matched against ever more awards, and `check` of each policy.

use crate::measure;
use std::fmt::Write;
use std::path::Path;
use std::process::Command;

/// So many awards, one more than the other.
const AWARDS: [usize; 4] = [10, 100, 1_000, 10_000];
/// Rows of the list that each policy is run over.
const ROWS: usize = 20_000;
const HEAD: &str = r#"# 示例奖励办法

```toml
schema = "duixian.policy/1"

[policy]
id = "many"
name = "示例奖励办法"
document = "示例〔2008〕1号"
years = { from = 2008, to = 2008 }
unit = "元"
rounding = "四舍五入"
order = []
funder = "市财政"

[[category]]
name = "发明专利"
unit = "件"

[[field]]
name = "等次"
on = "成果"
type = "整数"

[[clause]]
id = "1"

[[clause.otherwise]]
reason = "原文只奖励这些等次。"
"#;

/// For each policy: what `check` takes, and what the stage of matching takes a row.
pub fn table(stages: impl Fn(&Path, &Path) -> Vec<(String, f64)>) {
    println!("{:>9} {:>10} {:>16}", "awards", "check s", "matching µs/row");
    for awards in AWARDS {
        let folder = tempfile::tempdir().expect("a folder");
        let (rules, lists) = (folder.path().join("policy.md"), folder.path().join("lists"));
        std::fs::create_dir(&lists).expect("a folder");
        std::fs::write(&rules, policy(awards)).expect("to write");
        std::fs::write(lists.join("名单.csv"), list(awards)).expect("to write");
        let mut check = Command::new(env!("CARGO_BIN_EXE_duixian"));
        let check = measure::run(check.arg("check").arg(&rules));
        let stages = stages(&rules, &lists);
        let matching = stages.iter().find(|(name, _)| name == "match").map_or(0.0, |(_, seconds)| *seconds);
        println!("{awards:>9} {:>10.3} {:>16.2}", check.processor, matching / ROWS as f64 * 1e6);
    }
}

/// One award for each value of a field.
fn policy(awards: usize) -> String {
    let mut text = HEAD.to_owned();
    for at in 0..awards {
        let _ = write!(
            text,
            "\n[[clause.award]]\nid = \"{at}\"\nrole = \"企业\"\ncategories = [\"发明专利\"]\nwhen = [{{ field = \"等次\", is = {at} }}]\namount = \"{}元\"\nfrom = \"示例\"\n",
            1_000 + at
        );
    }
    text + "```\n"
}

/// Rows of many enterprises, each of some award.
fn list(awards: usize) -> String {
    let mut text = "企业名称,类别,成果名称,专利号,认定日期,等次\n".to_owned();
    for at in 0..ROWS {
        let _ = writeln!(
            text,
            "示例第{}号厂,发明专利,第{at}种灯具,C{at},2008-{:02}-{:02},{}",
            at % 7_000,
            1 + at % 12,
            1 + at % 28,
            at % awards
        );
    }
    text
}
