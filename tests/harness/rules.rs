//! Small policies from fragments: every clause quotes itself, so that each figure stands in its quotation.

use std::fmt::Write;

/// A policy in the making.
#[derive(Clone, Debug)]
pub struct Rules {
    rounding: &'static str,
    unit: &'static str,
    vocabulary: String,
    clauses: Vec<String>,
    order: Vec<String>,
}

/// Categories that every small policy knows: two levels of product, and a joint one.
const VOCABULARY: &str = r#"
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
name = "合作标准"
family = "标准"
unit = "项"
joint = true
"#;

impl Default for Rules {
    fn default() -> Self {
        Self::new()
    }
}

impl Rules {
    /// A policy of 2008 in whole 元 that pays nothing yet.
    pub fn new() -> Self {
        Self {
            rounding: "四舍五入",
            unit: "元",
            vocabulary: VOCABULARY.to_owned(),
            clauses: Vec::new(),
            order: Vec::new(),
        }
    }

    /// Another unit and way of rounding.
    pub fn rounding(mut self, unit: &'static str, rounding: &'static str) -> Self {
        (self.unit, self.rounding) = (unit, rounding);
        self
    }

    /// Categories, fields and derived fields.
    pub fn vocabulary(mut self, toml: &str) -> Self {
        self.vocabulary.push_str(toml);
        self
    }

    /// A field of a list.
    pub fn field(self, name: &str, on: &str, kind: &str) -> Self {
        self.vocabulary(&format!("\n[[field]]\nname = \"{name}\"\non = \"{on}\"\ntype = \"{kind}\"\n"))
    }

    /// The next clause (ids count from 1) with these rules.
    pub fn clause(mut self, toml: &str) -> Self {
        self.clauses.push(toml.to_owned());
        self
    }

    /// A clause of one award to the enterprise.
    pub fn award(self, id: &str, category: &str, toml: &str) -> Self {
        self.clause(&format!(
            "[[clause.award]]\nid = \"{id}\"\nrole = \"企业\"\ncategories = [\"{category}\"]\n{toml}"
        ))
    }

    /// A clause of one step, the next in the order.
    pub fn step(mut self, id: &str, toml: &str) -> Self {
        self.order.push(id.to_owned());
        self.clause(&format!("[[clause.step]]\nid = \"{id}\"\n{toml}"))
    }

    /// The file.
    pub fn text(&self) -> String {
        let Self { rounding, unit, vocabulary, clauses, order } = self;
        let mut text = format!(
            "# 示例办法\n\n```toml\nschema = \"duixian.policy/1\"\n\n[policy]\nid = \"example\"\nname = \"示例办法\"\n\
             document = \"示例〔2008〕1号\"\nyears = {{ from = 2008, to = 2008 }}\nunit = \"{unit}\"\n\
             rounding = \"{rounding}\"\norder = {order:?}\nfunder = \"市财政\"\nlevels = [\"国家级\", \"省级\"]\n{vocabulary}```\n"
        );
        for (number, clause) in (1..).zip(clauses) {
            let quotation = clause.replace(['\n', '`'], " ");
            let made = write!(
                text,
                "\n## 第{number}条\n\n> {quotation}\n\n```toml\n[[clause]]\nid = \"{number}\"\n\n{clause}\n```\n"
            );
            made.expect("to write to a string");
        }
        text
    }
}
