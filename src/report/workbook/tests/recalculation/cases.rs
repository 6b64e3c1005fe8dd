//! Runs to recalculate: the bundled one, and generated ones through the whole engine.

use crate::engine::{Inputs, Options, pay};
use crate::finding::Finding;
use crate::host::Serial;
use crate::model::payout::Payout;
use crate::source::SourceFile;

/// A run whose policy can be changed.
#[derive(Clone)]
pub struct Case {
    pub policy: String,
    lists: Vec<SourceFile>,
    decisions: Option<SourceFile>,
}

impl Case {
    /// A policy and lists by name.
    pub fn of(policy: String, lists: Vec<(String, String)>) -> Self {
        let lists = lists.into_iter().map(|(name, text)| SourceFile::new(name, text.into_bytes())).collect();
        Self { policy, lists, decisions: None }
    }

    /// Its files, to look among.
    pub fn files(&self) -> crate::verify::Files {
        crate::verify::Files {
            policies: vec![SourceFile::new("rules/policy.md", self.policy.clone().into_bytes())],
            lists: self.lists.iter().chain(&self.decisions).cloned().collect(),
            ..crate::verify::Files::default()
        }
    }

    pub fn pay(&self) -> Payout {
        self.try_pay().unwrap_or_else(|findings| panic!("{findings:#?}"))
    }

    pub fn try_pay(&self) -> Result<Payout, Vec<Finding>> {
        let inputs = Inputs {
            policies: vec![SourceFile::new("rules/policy.md", self.policy.clone().into_bytes())],
            lists: self.lists.clone(),
            decisions: self.decisions.clone(),
            unreadable: Vec::new(),
        };
        pay(&inputs, &Options { year: Some(2008), ..Options::default() }, &Serial)
    }
}

fn file(path: &str) -> SourceFile {
    let bytes = std::fs::read(format!("{}/{path}", env!("CARGO_MANIFEST_DIR"))).expect("a bundled file");
    SourceFile::new(path, bytes)
}

/// The bundled lists under the bundled policy.
pub fn bundled_case() -> Case {
    let folder = format!("{}/inputs/2008", env!("CARGO_MANIFEST_DIR"));
    let entries = std::fs::read_dir(folder).expect("the bundled lists");
    let name = |entry: std::io::Result<std::fs::DirEntry>| entry.expect("an entry").file_name();
    let mut names: Vec<String> = entries.map(|e| name(e).to_string_lossy().into_owned()).collect();
    names.sort();
    Case {
        policy: String::from_utf8(file("rules/yixing-2008.md").bytes.to_vec()).expect("text"),
        lists: names.iter().map(|name| file(&format!("inputs/2008/{name}"))).collect(),
        decisions: Some(file("inputs/decisions.toml")),
    }
}

pub fn bundled() -> Payout {
    bundled_case().pay()
}

/// Numbers that look like chance and are always the same.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % bound
    }
}

const HEAD: &str = r#"# 示例奖励办法

```toml
schema = "duixian.policy/1"

[policy]
id = "example"
name = "示例奖励办法"
document = "示例〔2008〕1号"
years = { from = 2008, to = 2008 }
unit = "分"
rounding = "四舍五入"
order = [ORDER]
funder = "市财政"
levels = ["国家级", "省级"]

[[category]]
name = "金牌产品"
level = "国家级"
family = "产品"
unit = "只"

[[category]]
name = "银牌产品"
level = "省级"
family = "产品"
unit = "只"

[[category]]
name = "专利"
family = "专利"
unit = "件"

[[clause]]
id = "1"

[[clause.award]]
id = "gold"
role = "企业"
categories = ["金牌产品"]
amount = "500000.07元"
basis = "试算"
source = "例"

[[clause.award]]
id = "silver"
role = "企业"
categories = ["银牌产品"]
amount = "33333.33元"
basis = "试算"
source = "例"

[[clause.award]]
id = "patent"
role = "企业"
categories = ["专利"]
amount = "2000.05元"
basis = "试算"
source = "例"

[[clause]]
id = "2"
"#;

/// Each step that a generated policy may have.
const STEPS: [(&str, &str); 8] = [
    (
        "就高",
        r#"highest_only = { covers = { families = ["产品"], roles = ["企业"] }, key = ["企业", "产品"], by = "净额", across_years = false }"#,
    ),
    (
        "补差",
        r#"upgrade_difference = { covers = { families = ["产品"], roles = ["企业"] }, key = ["企业", "产品"], mode = "标准之差" }"#,
    ),
    (
        "限项",
        r#"count_limit = { covers = { families = ["专利"], roles = ["企业"] }, key = ["企业"], limit = 5, of = "成果", tie = "按次序" }"#,
    ),
    (
        "封顶",
        r#"cap = { covers = { families = ["专利"], roles = ["企业"] }, key = ["企业"], limit = { amount = "7000.01元", basis = "试算", source = "例" }, reduce = "REDUCE", used_by = "同年" }"#,
    ),
    (
        "预算",
        r#"budget = { limit = { amount = "1000000元", basis = "试算", source = "例" }, reduce = "按比例", used_by = "不计" }"#,
    ),
    (
        "部门",
        r#"department_share = { department = [{ name = "质监局", rate = "7.5%", covers = { roles = ["企业"] }, basis = "试算", source = "例" }] }"#,
    ),
    ("分期", "INSTALMENTS"),
    (
        "分担",
        r#"sharing = { rule = [{ shares = [{ funder = "市财政", rate = "2" }, { funder = "镇财政", rate = "1" }] }] }"#,
    ),
];

/// A policy with the steps at these places.
fn policy(steps: &[usize], reduce: &str) -> String {
    let order: Vec<String> = steps.iter().map(|at| format!("\"{}\"", STEPS[*at].0)).collect();
    let mut text = HEAD.replace("ORDER", &order.join(", "));
    for at in steps {
        let (id, rule) = STEPS[*at];
        text.push_str(&format!("\n[[clause.step]]\nid = \"{id}\"\n{}\n", rule.replace("REDUCE", reduce)));
    }
    if steps.is_empty() {
        text = text.replace("[[clause]]\nid = \"2\"\n", "");
    }
    text + "```\n"
}

fn rows(dice: &mut Dice, count: usize) -> String {
    let mut text = "企业名称,类别,产品名称,证书编号,认定日期,数量\n".to_owned();
    for row in 0..count {
        let firm = ["红星机械厂", "太湖电缆有限公司", "阳羡陶瓷有限公司", "蓝天环保股份公司"]
            [dice.below(4) as usize];
        let (category, product, quantity) = match dice.below(4) {
            0 => ("金牌产品", dice.below(3), 1),
            1 => ("银牌产品", dice.below(3), 1),
            _ => ("专利", 10 + row as u64, 1 + dice.below(3)),
        };
        let (month, day) = (1 + dice.below(12), 1 + dice.below(28));
        text.push_str(&format!(
            "{firm},{category},产品{product},证{row:04},2008-{month:02}-{day:02},{quantity}\n"
        ));
    }
    text
}

fn case(policy: String, rows: String) -> Case {
    Case { policy, lists: vec![SourceFile::new("inputs/成果.csv", rows.into_bytes())], decisions: None }
}

/// A run whose steps and rows come from a seed.
pub fn generated_case(seed: u64) -> Case {
    let mut dice = Dice(seed.wrapping_mul(977) + 11);
    let steps: Vec<usize> = (0..STEPS.len()).filter(|at| *at != 6 && dice.below(4) > 0).collect();
    let reduce = ["按比例", "从后扣减"][dice.below(2) as usize];
    let count = 8 + dice.below(24) as usize;
    case(policy(&steps, reduce), rows(&mut dice, count))
}

pub fn generated(seed: u64) -> Payout {
    generated_case(seed).pay()
}

/// A department's half of odd 分, and thirds of them.
pub fn ties() -> Payout {
    let policy = policy(&[5, 7], "").replace("\"7.5%\"", "\"50%\"").replace("2000.05元", "2000.01元");
    case(policy, rows(&mut Dice(5), 24)).pay()
}

/// The seeds' runs with highest-only and nothing behind it that arises from its outcome.
pub fn highest_only_case() -> Case {
    case(policy(&[0, 7], ""), rows(&mut Dice(3), 40))
}

/// Of 6万 half is due now, and 2.5万 of it is within a limit of the year; the rest of it lapses.
pub fn lapsing() -> Payout {
    const LATE: &str = r#"
[[clause.step]]
id = "分期"
instalments = { parts = [{ rate = "1", due = 0 }, { rate = "1", due = 1 }] }

[[clause.step]]
id = "年度"
cap = { key = ["企业"], limit = { amount = "25000元", basis = "试算", source = "例" }, reduce = "从后扣减", used_by = "不计", shortfall = "作废" }
```
"#;
    let head = HEAD.replace("ORDER", "\"分期\", \"年度\"").replace("500000.07元", "60000元");
    let rows = "企业名称,类别,产品名称,证书编号,认定日期\n红星机械厂,金牌产品,水泵,证1,2008-03-01\n";
    case(format!("{head}{LATE}"), rows.to_owned()).pay()
}

/// Two thirds now, a third with the acceptance, which the second award has: 13.33万 and 10万, of which the year's limit leaves
/// 15万 by proportion; of the second award it takes more than the whole third.
pub fn part_taken_whole() -> Payout {
    const LATE: &str = r#"
[[clause.step]]
id = "分期"
instalments = { parts = [{ rate = "2", due = 0 }, { rate = "1", when_present = "验收日期" }] }

[[clause.step]]
id = "年度"
cap = { key = ["企业"], limit = { amount = "150000元", basis = "试算", source = "例" }, reduce = "按比例", used_by = "不计", shortfall = "作废" }
```
"#;
    let head = HEAD
        .replace("ORDER", "\"分期\", \"年度\"")
        .replace("500000.07元", "200000元")
        .replace("33333.33元", "100000元")
        .replace(
            "[[clause]]\nid = \"1\"",
            "[[field]]\nname = \"验收日期\"\non = \"成果\"\ntype = \"日期\"\n\n[[clause]]\nid = \"1\"",
        );
    let rows = "企业名称,类别,产品名称,证书编号,认定日期,验收日期\n红星机械厂,金牌产品,水泵,证1,2008-03-01,\n\
                红星机械厂,银牌产品,电机,证2,2008-04-01,2008-06-01\n";
    case(format!("{head}{LATE}"), rows.to_owned()).pay()
}

#[test]
fn generated_runs_pay_something() {
    for seed in 0..24 {
        let payout = generated(seed);
        assert!(payout.totals.awarded.is_positive(), "{:#?}", payout.rows.first().map(|row| &row.reason));
    }
}
