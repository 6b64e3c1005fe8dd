//! Loading a policy file: bytes → Markdown → TOML → resolved `Policy`, with every mistake reported at once.

mod amounts;
mod assumed;
mod bounds;
mod cases;
mod clauses;
mod conditions;
mod cycles;
mod growth;
mod ledger;
mod measures;
mod missing;
mod parse;
mod scale;
mod steps;
mod totals;
mod vocabulary;

use super::assume::Assumption;
use super::file::{At, Head, PolicyFile, Text};
use super::markdown::Markdown;
use super::quote::Figures;
use super::{CategoryId, ClauseId, FieldId, KeyPart, Policy, builtin, suggest};
use crate::finding::{Code, Finding, Place};
use crate::money::{Money, Unit};
use crate::source::SourceFile;
use crate::text::number;
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// The schema that policy files must name.
pub const SCHEMA: &str = "duixian.policy/1";

/// Loads a policy file. All mistakes at once; a file with one is not used.
pub fn load(source: &SourceFile) -> Result<Policy, Vec<Finding>> {
    load_assuming(source, &[])
}

/// Loads a policy file with some figures assumed to be others. An assumed figure need not stand in the quotation;
/// every other check is made on it.
pub fn load_assuming(source: &SourceFile, assumptions: &[Assumption]) -> Result<Policy, Vec<Finding>> {
    let text = std::str::from_utf8(&source.bytes).map_err(|fault| {
        let at = fault.valid_up_to();
        vec![Finding::new(
            Code::PolicyNotText,
            Place::span(&source.name, at, at + 1),
            "政策文件不是 UTF-8 文字，无法读取。",
            "请用记事本或其他编辑器打开，另存为 UTF-8 编码。",
        )]
    })?;
    let markdown = Markdown::parse(text);
    let mut loader = Loader::new(source, &markdown);
    if markdown.articles.iter().all(|article| article.blocks.is_empty()) {
        loader.report(
            Code::PolicyNoBlock,
            (0, 0),
            "政策文件里没有规则块，程序没有可执行的规则。",
            "请在条文引文下面写规则块：以单独一行 ```toml 开头，以单独一行 ``` 结尾，写法见 rules/README.md。",
        );
        return Err(loader.findings);
    }
    let file = parse::parse(&mut loader);
    let policy = file.map(|mut file| {
        loader.assume(&mut file, assumptions);
        loader.resolve(file)
    });
    match policy {
        Some(policy) if loader.findings.is_empty() => Ok(policy),
        _ => {
            loader.findings.sort_by(|a, b| (&a.place, a.code).cmp(&(&b.place, b.code)));
            loader.findings.dedup();
            Err(loader.findings)
        }
    }
}

/// What is known of the file while it is resolved.
struct Loader<'a> {
    source: &'a SourceFile,
    markdown: &'a Markdown,
    findings: Vec<Finding>,
    policy: Policy,
    fields: BTreeMap<String, FieldId>,
    derived: BTreeMap<String, super::DerivedId>,
    categories: BTreeMap<String, CategoryId>,
    clauses: BTreeMap<String, ClauseId>,
    awards: BTreeMap<String, super::AwardId>,
    families: BTreeSet<String>,
    /// The figures of the quotation above each block.
    figures: BTreeMap<usize, Rc<Figures>>,
    /// Conditions are those of a count, which looks at rows of the history too.
    counting: bool,
    /// Conditions are those of an award that says where its figures come from.
    explained: bool,
    /// Names that were looked for in vain: the nearest is sought for the first of them only.
    unknown_names: usize,
    /// Where each field is used, one offset a block.
    uses: BTreeMap<FieldId, BTreeSet<usize>>,
    /// What stood where a figure is assumed, by its place.
    assumed: BTreeMap<(usize, usize), String>,
}

/// Unknown names for which the nearest known one is sought.
const GUESSES: usize = 200;

impl<'a> Loader<'a> {
    fn new(source: &'a SourceFile, markdown: &'a Markdown) -> Self {
        let fields = builtin::fields();
        let names = (0_u32..).zip(&fields).map(|(id, field)| (field.name.clone(), FieldId(id))).collect();
        Self {
            source,
            markdown,
            findings: Vec::new(),
            counting: false,
            explained: false,
            fields: names,
            derived: BTreeMap::new(),
            categories: BTreeMap::new(),
            clauses: BTreeMap::new(),
            awards: BTreeMap::new(),
            families: BTreeSet::new(),
            figures: BTreeMap::new(),
            unknown_names: 0,
            uses: BTreeMap::new(),
            assumed: BTreeMap::new(),
            policy: Policy {
                file: source.name.clone(),
                sha256: source.sha256.clone(),
                id: String::new(),
                name: String::new(),
                document: String::new(),
                issuer: None,
                years: (0, None),
                supersedes: Vec::new(),
                unit: Unit::FEN,
                rounding: crate::money::Rounding::HalfAway,
                funder: String::new(),
                levels: Vec::new(),
                fields,
                categories: Vec::new(),
                derived: Vec::new(),
                clauses: Vec::new(),
                awards: Vec::new(),
                requirements: Vec::new(),
                exclusions: Vec::new(),
                steps: Vec::new(),
                tariffs: Vec::new(),
                goals: Vec::new(),
                priority_lists: Vec::new(),
                cases: Vec::new(),
                otherwise: Vec::new(),
                spans: super::Spans::default(),
            },
        }
    }

    fn report(
        &mut self,
        code: Code,
        span: (usize, usize),
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        let place = Place::span(&self.source.name, span.0, span.1);
        self.findings.push(Finding::new(code, place, message, help));
    }

    fn unknown<'n>(&mut self, what: &str, name: &Text, known: impl IntoIterator<Item = &'n str> + Clone) {
        self.unknown_names += 1;
        let help = if self.unknown_names <= GUESSES {
            suggest::help(&name.value, known)
        } else {
            "请先声明它，或改成声明过的名称。".to_owned()
        };
        self.report(
            Code::PolicyUnknownName,
            name.span,
            format!("没有声明过{what}「{}」。", name.value),
            help,
        );
    }

    fn resolve(&mut self, file: PolicyFile) -> Policy {
        if file.schema.value != SCHEMA {
            let message = format!("文件格式写的是「{}」，本程序只认「{SCHEMA}」。", file.schema.value);
            self.report(
                Code::PolicySchema,
                file.schema.span,
                message,
                format!("请写 schema = \"{SCHEMA}\"。"),
            );
        }
        self.head(&file.policy);
        self.declare_vocabulary(&file);
        self.declare_clauses(&file.clause);
        self.resolve_vocabulary(&file);
        self.resolve_clauses(&file.clause);
        self.check_award_cycles();
        self.resolve_steps(&file.clause, &file.policy.order);
        self.check_articles(&file.clause);
        self.carry_to_ledger();
        self.quote_units();
        self.resolve_cases(&file.case);
        std::mem::replace(&mut self.policy, Self::new(self.source, self.markdown).policy)
    }

    fn head(&mut self, head: &Head) {
        let year = |at: &At<i64>| i32::try_from(at.value).ok().filter(|year| (1990..=2100).contains(year));
        match year(&head.years.from) {
            Some(from) => self.policy.years.0 = from,
            None => self.bad_value(head.years.from.span, "年度应在 1990 至 2100 之间。"),
        }
        if let Some(to) = &head.years.to {
            match year(to).filter(|to| *to >= self.policy.years.0) {
                Some(to) => self.policy.years.1 = Some(to),
                None => self.bad_value(to.span, "截止年度应在 1990 至 2100 之间，且不早于起始年度。"),
            }
        }
        let policy = &mut self.policy;
        policy.id = head.id.value.clone();
        policy.name = head.name.value.clone();
        policy.document = head.document.value.clone();
        policy.issuer = head.issuer.as_ref().map(|text| text.value.clone());
        policy.supersedes = head.supersedes.iter().map(|text| text.value.clone()).collect();
        policy.rounding = head.rounding;
        policy.funder = head.funder.value.clone();
        policy.levels = head.levels.iter().map(|text| text.value.clone()).collect();
        policy.spans.levels = head.levels.iter().map(|text| text.span).collect();
        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
        if head.id.value.is_empty() || !head.id.value.chars().all(plain) {
            self.bad_value(head.id.span, "政策编号只能用英文字母、数字和 - _ .，它是输出文件的名称。");
        }
        self.policy.unit = self.unit(&head.unit);
    }

    /// 分, 元, or an amount.
    fn unit(&mut self, text: &Text) -> Unit {
        match text.value.as_str() {
            "分" => return Unit::FEN,
            "元" => return Unit::YUAN,
            _ => {}
        }
        let unit = self.amount_of(text).and_then(Money::exact).and_then(|money| Unit::of_fen(money.fen()));
        unit.unwrap_or_else(|| {
            self.bad_value(text.span, "单位应写「分」「元」或大于零的金额，如「100元」。");
            Unit::FEN
        })
    }

    fn bad_value(&mut self, span: (usize, usize), message: &str) {
        self.report(Code::PolicyBadValue, span, message, "请改正后重试，写法见 rules/README.md。");
    }

    /// An amount of 元 written with its unit; a finding and none otherwise.
    fn amount_of(&mut self, text: &Text) -> Option<Decimal> {
        let yuan = self.yuan_of(text)?;
        let fits = yuan.filter(|yuan| !yuan.is_sign_negative() && Money::exact(*yuan).is_some());
        if fits.is_none() {
            let message = format!("金额「{}」须不为负、精确到分，且不超过 10 万亿元。", text.value);
            self.report(Code::PolicyBadAmount, text.span, message, "请改正金额。");
        }
        fits
    }

    /// What each unit is worth: it may be less than one 分, and the amount that it comes to is rounded, not it.
    fn price_of(&mut self, text: &Text) -> Option<Decimal> {
        let yuan = self.yuan_of(text)?.map(|yuan| yuan.normalize());
        let fits = yuan.filter(|yuan| {
            !yuan.is_sign_negative() && yuan.scale() <= 10 && Money::exact(yuan.trunc()).is_some()
        });
        if fits.is_none() {
            let message = format!("单价「{}」须不为负、小数最多十位，且不超过 10 万亿元。", text.value);
            self.report(Code::PolicyBadAmount, text.span, message, "请改正单价。");
        }
        fits
    }

    /// A written amount in 元, if it is exact; none where it is said that it cannot be read.
    fn yuan_of(&mut self, text: &Text) -> Option<Option<Decimal>> {
        let yuan = match number::number(&text.value) {
            Ok(parsed) => match parsed.unit {
                Some(unit) => unit.in_yuan(parsed.value),
                None => {
                    let help = format!("请写成「{0}元」或「{0}万元」。", text.value);
                    self.report(
                        Code::PolicyBadAmount,
                        text.span,
                        format!("金额「{}」没有单位。", text.value),
                        help,
                    );
                    return None;
                }
            },
            Err(fault) => {
                let message = format!("金额「{}」不能识别：{}", text.value, fault.message());
                self.report(Code::PolicyBadAmount, text.span, message, "请写成「50万元」「5000元」。");
                return None;
            }
        };
        Some(yuan)
    }

    /// A rate or weight: `10%`, `百分之十`, `1:0.4`, `3`.
    fn rate_of(&mut self, text: &Text) -> Option<Decimal> {
        let written: String = text.value.chars().map(crate::text::normal::half_width).collect();
        let rate = match written.split_once(':') {
            Some((a, b)) => {
                let pair = (number::rate(a.trim()).ok(), number::rate(b.trim()).ok());
                if let (Some(a), Some(b)) = pair { super::quote::ratio(a, b) } else { None }
            }
            None => number::rate(&written).ok(),
        };
        let rate =
            rate.map(|rate| rate.normalize()).filter(|rate| !rate.is_sign_negative() && rate.scale() <= 10);
        if rate.is_none() {
            let message = format!("比例「{}」不能识别。", text.value);
            self.report(
                Code::PolicyBadAmount,
                text.span,
                message,
                "请写成「10%」「1:0.4」或权重「3」，小数最多十位。",
            );
        }
        rate
    }

    /// The figures that stand in the quotation above an offset; they are read once for each block.
    fn quoted(&mut self, offset: usize) -> Rc<Figures> {
        let block = self.markdown.block_at(offset);
        let markdown = self.markdown;
        let read = || Rc::new(Figures::of(&markdown.quotation_above(offset)));
        Rc::clone(self.figures.entry(block).or_insert_with(read))
    }

    /// A part of a group key.
    fn key_part(&mut self, text: &Text) -> Option<KeyPart> {
        let part = match text.value.as_str() {
            "收款单位" => KeyPart::Payee,
            "企业" => KeyPart::Enterprise,
            "产品" => KeyPart::Product,
            "类别" => KeyPart::Category,
            "大类" => KeyPart::Family,
            "级别" => KeyPart::Level,
            "条款" => KeyPart::Clause,
            "镇" => KeyPart::Town,
            "年度" => KeyPart::Year,
            "成果" => KeyPart::Achievement,
            name => match self.fields.contains_key(name) {
                true => KeyPart::Field(self.field_named(text)?),
                false => {
                    let known =
                        ["收款单位", "企业", "产品", "类别", "大类", "级别", "条款", "镇", "年度", "成果"];
                    self.unknown("分组依据", text, known);
                    return None;
                }
            },
        };
        Some(part)
    }

    fn key(&mut self, texts: &[Text]) -> Vec<KeyPart> {
        texts.iter().filter_map(|text| self.key_part(text)).collect()
    }

    /// Names to guess from, as long as guesses are made.
    fn guesses<'n>(&self, names: impl Iterator<Item = &'n String>) -> Vec<String> {
        if self.unknown_names < GUESSES { names.cloned().collect() } else { Vec::new() }
    }

    fn field_named(&mut self, text: &Text) -> Option<FieldId> {
        if let Some(field) = self.fields.get(&text.value).copied() {
            self.policy.spans.uses.entry(field).or_insert(text.span);
            let block = self.markdown.block_at(text.span.0);
            self.uses.entry(field).or_default().insert(block);
            return Some(field);
        }
        let known = self.guesses(self.fields.keys());
        self.unknown("字段", text, known.iter().map(String::as_str));
        None
    }

    fn category_named(&mut self, text: &Text) -> Option<CategoryId> {
        if let Some(category) = self.categories.get(&text.value) {
            return Some(*category);
        }
        let known = self.guesses(self.categories.keys());
        self.unknown("类别", text, known.iter().map(String::as_str));
        None
    }

    fn clause_named(&mut self, text: &Text) -> Option<ClauseId> {
        if let Some(clause) = self.clauses.get(&text.value) {
            return Some(*clause);
        }
        let known = self.guesses(self.clauses.keys());
        self.unknown("条款", text, known.iter().map(String::as_str));
        None
    }

    fn award_named(&mut self, text: &Text) -> Option<super::AwardId> {
        if let Some(award) = self.awards.get(&text.value) {
            return Some(*award);
        }
        let known = self.guesses(self.awards.keys());
        self.unknown("奖项", text, known.iter().map(String::as_str));
        None
    }

    fn level_named(&mut self, text: &Text) -> Option<usize> {
        if let Some(level) = self.policy.levels.iter().position(|level| *level == text.value) {
            return Some(level);
        }
        let known = self.policy.levels.clone();
        self.unknown("级别", text, known.iter().map(String::as_str));
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The bundled policy loads; its findings are printed where it does not.
    #[test]
    fn the_bundled_policy_loads() {
        let source = SourceFile::new(
            "rules/yixing-2008.md",
            include_bytes!("../../../rules/yixing-2008.md").as_slice(),
        );
        let policy = load(&source).unwrap_or_else(|findings| panic!("{findings:#?}"));
        assert_eq!(policy.categories.len(), 12);
        assert_eq!(policy.steps.len(), 5);
        assert!(
            policy.tariffs.iter().all(|tariff| tariff.trial.is_some() || tariff.name.starts_with("出资"))
        );
    }
}
