//! A policy put together from fragments, and the lists that it is run over: the words of the step scenarios.

use crate::harness::Run;

/// Enterprises whose names are far apart.
pub const JIA: &str = "江南紫砂有限公司";
pub const YI: &str = "太湖电缆有限公司";
pub const BING: &str = "荆溪风机有限公司";

/// A policy under construction: every figure of a fragment is quoted above it.
#[derive(Debug, Clone)]
pub struct Policy {
    unit: String,
    rounding: String,
    levels: String,
    vocabulary: String,
    clauses: String,
    order: Vec<String>,
}

impl Policy {
    /// Amounts in 分, halves away from zero, no category yet.
    pub fn new() -> Self {
        Self {
            unit: "分".to_owned(),
            rounding: "四舍五入".to_owned(),
            levels: "\"国家级\", \"省级\", \"市级\"".to_owned(),
            vocabulary: String::new(),
            clauses: String::new(),
            order: Vec::new(),
        }
    }

    /// Brands of three levels in one family: 50万元, 10万元 and 2万元.
    pub fn brands() -> Self {
        Self::levelled("50万元", "10万元", "2万元")
    }

    /// Brands of three levels in one family with these amounts.
    pub fn levelled(national: &str, provincial: &str, city: &str) -> Self {
        Self::new()
            .category("国家名牌", "level = \"国家级\"\nfamily = \"产品\"\nunit = \"只\"")
            .category("省名牌", "level = \"省级\"\nfamily = \"产品\"\nunit = \"只\"")
            .category("市名牌", "level = \"市级\"\nfamily = \"产品\"\nunit = \"只\"")
            .award("国家名牌", national)
            .award("省名牌", provincial)
            .award("市名牌", city)
    }

    /// One category, paid this amount each.
    pub fn single(category: &str, amount: &str) -> Self {
        Self::new().category(category, "family = \"产品\"\nunit = \"只\"").award(category, amount)
    }

    /// The unit and the way of rounding.
    pub fn rounding(mut self, unit: &str, mode: &str) -> Self {
        (self.unit, self.rounding) = (unit.to_owned(), mode.to_owned());
        self
    }

    /// A category with further keys.
    pub fn category(mut self, name: &str, rest: &str) -> Self {
        self.vocabulary.push_str(&format!("[[category]]\nname = \"{name}\"\n{rest}\n\n"));
        self
    }

    /// A field.
    pub fn field(mut self, name: &str, on: &str, kind: &str) -> Self {
        self.vocabulary
            .push_str(&format!("[[field]]\nname = \"{name}\"\non = \"{on}\"\ntype = \"{kind}\"\n\n"));
        self
    }

    /// An award of a category to the enterprise; its id is the category, its clause 奖-类别.
    pub fn award(self, category: &str, amount: &str) -> Self {
        let body = format!("role = \"企业\"\ncategories = [\"{category}\"]\namount = \"{amount}\"");
        self.award_of(category, &body)
    }

    /// An award with all its keys; its clause is 奖-id.
    pub fn award_of(self, id: &str, body: &str) -> Self {
        self.clause(&format!("奖-{id}"), &format!("[[clause.award]]\nid = \"{id}\"\n{body}"))
    }

    /// A clause with any rules.
    pub fn clause(mut self, id: &str, body: &str) -> Self {
        let quoted = body.replace('\n', " ");
        self.clauses.push_str(&format!(
            "## {id}\n\n> {quoted}\n\n```toml\n[[clause]]\nid = \"{id}\"\n\n{body}\n```\n\n"
        ));
        self
    }

    /// A step, next in the order; its clause is 步-id.
    pub fn step(mut self, id: &str, body: &str) -> Self {
        self.order.push(format!("\"{id}\""));
        self.clause(&format!("步-{id}"), &format!("[[clause.step]]\nid = \"{id}\"\n{body}"))
    }

    /// The policy file.
    pub fn text(&self) -> String {
        format!(
            "# 示例奖励办法\n\n```toml\nschema = \"duixian.policy/1\"\n\n[policy]\nid = \"steps\"\nname = \"示例奖励办法\"\n\
             document = \"示例〔2008〕2号\"\nyears = {{ from = 2008, to = 2008 }}\nunit = \"{}\"\nrounding = \"{}\"\n\
             order = [{}]\nfunder = \"市财政\"\nlevels = [{}]\n\n{}```\n\n{}",
            self.unit,
            self.rounding,
            self.order.join(", "),
            self.levels,
            self.vocabulary,
            self.clauses
        )
    }

    /// A run of this policy over one list.
    pub fn over(&self, list: &str) -> Run {
        self.run().list_csv("名单.csv", list)
    }

    /// A run of this policy.
    pub fn run(&self) -> Run {
        Run::new().policy(&self.text())
    }
}

/// A list with the usual heading: enterprise, category, product, certificate, date, quantity.
pub fn list(rows: &[&str]) -> String {
    under("企业名称,类别,产品名称,证书编号,认定日期,数量", rows)
}

/// History: enterprise, category, product, date, year, amount in 元.
pub fn history(rows: &[&str]) -> String {
    under("企业名称,类别,产品名称,认定日期,奖励年度,兑现金额(元)", rows)
}

/// Rows under a heading.
pub fn under(heading: &str, rows: &[&str]) -> String {
    std::iter::once(&heading).chain(rows).map(|line| format!("{line}\n")).collect()
}

/// The name under which history is given.
pub const HISTORY: &str = "历年兑现台账.csv";
/// The name under which the register is given.
pub const REGISTER: &str = "企业名录.csv";
