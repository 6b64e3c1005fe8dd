//! Many awards of one category: the one that a row's facts choose, at the ends of brackets, and where a fact is missing.

use crate::harness::Run;
use std::fmt::Write;

const GRADES: [&str; 6] = ["一等", "二等", "三等", "四等", "五等", "六等"];
/// Brackets of the score: from, and below.
const SCORES: [(u32, u32); 5] = [(0, 60), (60, 70), (70, 80), (80, 90), (90, 101)];

/// An amount that no other award has.
fn amount(grade: usize, score: usize, late: bool) -> usize {
    1000 * (grade + 1) + 10 * (score + 1) + usize::from(late)
}

/// An award for each grade, bracket of the score and half of the year.
fn policy() -> String {
    let head = r#"# 示例奖励办法

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
name = "金牌产品"
unit = "只"

[[field]]
name = "等次"
on = "成果"
type = "选项"
values = ["一等", "二等", "三等", "四等", "五等", "六等", "七等"]

[[field]]
name = "评分"
on = "成果"
type = "数"
```

## 第一条

> 按等次、评分和认定日期分别奖励。

```toml
[[clause]]
id = "1"
"#;
    let mut text = head.to_owned();
    for (grade, name) in GRADES.iter().enumerate() {
        for (score, (from, below)) in SCORES.iter().enumerate() {
            for (late, days) in ["from = 2008-01-01, to = 2008-06-30", "from = 2008-07-01, to = 2008-12-31"]
                .into_iter()
                .enumerate()
            {
                let amount = amount(grade, score, late == 1);
                write!(
                    text,
                    "\n[[clause.award]]\nid = \"{name}-{from}-{late}\"\nrole = \"企业\"\ncategories = [\"金牌产品\"]\nwhen = [\n    {{ field = \"等次\", is = \"{name}\" }},\n    {{ field = \"评分\", from = {from}, below = {below} }},\n    {{ field = \"认定日期\", {days} }},\n]\namount = \"{amount}元\"\nbasis = \"试算\"\nsource = \"示例\"\n"
                )
                .expect("a string takes all");
            }
        }
    }
    text + "```\n"
}

#[test]
fn each_row_meets_the_one_award_that_its_facts_choose() {
    let mut list = "企业名称,类别,产品名称,等次,评分,认定日期\n".to_owned();
    let mut expected = Vec::new();
    let mut add = |grade: &str, score: &str, date: &str, paid: Result<usize, &'static str>| {
        let row = expected.len();
        writeln!(list, "示例{}有限公司,金牌产品,紫砂壶,{grade},{score},{date}", name(row))
            .expect("a string takes all");
        expected.push(paid);
    };
    for (grade, of_grade) in GRADES.iter().enumerate() {
        for (score, (from, below)) in SCORES.iter().enumerate() {
            add(of_grade, &from.to_string(), "2008-06-30", Ok(amount(grade, score, false)));
            add(of_grade, &format!("{}.99", below - 1), "2008-07-01", Ok(amount(grade, score, true)));
        }
    }
    // A month lies in one half; a year in both, and nobody can tell.
    add("三等", "75", "2008年6月", Ok(amount(2, 2, false)));
    add("三等", "75", "2008年", Err("held"));
    add("三等", "", "2008-03-01", Err("held"));
    add("", "75", "2008-03-01", Err("held"));
    // Nothing is known of the grade, but no award takes in such a score.
    add("", "101", "2008-03-01", Err("rejected"));
    add("七等", "75", "2008-03-01", Err("rejected"));
    add("三等", "101", "2008-03-01", Err("rejected"));
    add("三等", "75", "2009-03-01", Err("rejected"));
    let ran = Run::new().policy(&policy()).list_csv("名单.csv", &list).pay();
    for (at, paid) in expected.iter().enumerate() {
        let row = u64::try_from(at).expect("few rows") + 2;
        match paid {
            Ok(amount) => {
                ran.row("名单.csv", row, "paid");
                ran.payee(&format!("示例{}有限公司", name(at)), &format!("{amount}.00"));
            }
            Err(fate) => {
                ran.row("名单.csv", row, fate);
            }
        }
    }
}

/// Three characters that differ from those of every other row in all places but one at most: no two names are near.
fn name(row: usize) -> String {
    let signs: Vec<char> = "春夏秋冬东南西北山川江湖风云".chars().collect();
    let (high, low) = (row / signs.len(), row % signs.len());
    let at = |place: usize| signs[place % signs.len()];
    [at(low), at(low), at(low), at(high), at(high), at(high)].iter().collect()
}
