//! The proof of order against brute force: small policies over small domains, every achievement put to matching itself.

use crate::harness::Rules;
use duixian::check::{self, Outcome, Question, Report};
use duixian::context::{Context, Counts, Names, View};
use duixian::finding::{Code, Place};
use duixian::matching::judge::{Judgement, judge};
use duixian::model::achievement::{Achievement, AchievementId, Enterprise, EnterpriseId, Holder, Register};
use duixian::model::record::{CellRef, Fact, Facts, RowRef, Value};
use duixian::policy::{AwardId, CategoryId, FieldId, Policy, builtin, load};
use duixian::source::SourceFile;
use duixian::text::date::DateSpan;
use jiff::civil::date;
use proptest::prelude::*;
use rust_decimal::Decimal;
use std::collections::BTreeSet;

fn policy(text: &str) -> Policy {
    let source = SourceFile::new("rules/policy.md", text.as_bytes());
    load::load(&source).unwrap_or_else(|findings| panic!("{findings:#?}\n{text}"))
}

/// A policy of six fields, two derived ones and these awards, each with its conditions, what it overrides and what it goes with.
fn rules(awards: &[(String, Vec<usize>, Vec<usize>)], requirement: Option<&String>) -> String {
    let mut rules = Rules::new()
        .vocabulary(
            "\n[[field]]\nname = \"途径\"\non = \"成果\"\ntype = \"选项\"\nvalues = [\"行政\", \"司法\"]\n",
        )
        .field("主导", "成果", "是否")
        .field("件数", "成果", "整数")
        .field("投资额", "成果", "金额")
        .field("来源", "成果", "文字")
        .field("验收日期", "成果", "日期")
        .vocabulary("\n[[derived]]\nname = \"大项目\"\nwhen = [{ field = \"投资额\", from = \"2元\" }]\n")
        .vocabulary(
            "\n[[derived]]\nname = \"大项目已验收\"\nwhen = [{ field = \"大项目\", is = true }, { field = \"验收日期\", award_year = { to = 1, to_day = \"1月31日\" } }]\n",
        );
    for (number, (when, overrides, with)) in awards.iter().enumerate() {
        let ids = |list: &[usize]| {
            let others = list.iter().filter(|other| **other < awards.len() && **other != number);
            others.map(|other| format!("\"a{other}\"")).collect::<Vec<_>>().join(", ")
        };
        let keys = format!(
            "amount = \"5元\"\nwhen = [{when}]\noverrides = [{}]\nwith = [{}]\n",
            // Only later ones: none may give way in a circle.
            ids(&overrides.iter().copied().filter(|other| *other > number).collect::<Vec<_>>()),
            ids(with)
        );
        rules = rules.award(&format!("a{number}"), "金牌产品", &keys);
    }
    if let Some(when) = requirement {
        rules = rules.clause(&format!("[[clause.requirement]]\nreason = \"要求\"\nwhen = [{when}]\n"));
    }
    rules.text()
}

/// A condition over the fields.
fn condition() -> impl Strategy<Value = String> {
    let number = || 1..4_i32;
    let leaf = prop_oneof![
        prop_oneof![Just("行政"), Just("司法")]
            .prop_map(|value| format!("{{ field = \"途径\", is = \"{value}\" }}")),
        any::<bool>().prop_map(|value| format!("{{ field = \"主导\", is = {value} }}")),
        (number(), number()).prop_map(|(a, b)| format!("{{ field = \"件数\", from = {a}, below = {b} }}")),
        number().prop_map(|a| format!("{{ field = \"件数\", above = {a} }}")),
        (number(), number())
            .prop_map(|(a, b)| format!("{{ field = \"投资额\", above = \"{a}元\", to = \"{b}元\" }}")),
        number().prop_map(|a| format!("{{ field = \"投资额\", below = \"{a}元\" }}")),
        any::<bool>().prop_map(|value| format!("{{ field = \"投资额\", present = {value} }}")),
        any::<bool>().prop_map(|value| format!("{{ field = \"途径\", present = {value} }}")),
        any::<bool>().prop_map(|value| format!("{{ field = \"大项目\", is = {value} }}")),
        any::<bool>().prop_map(|value| format!("{{ field = \"大项目\", present = {value} }}")),
        Just("{ field = \"来源\", in = [\"甲\", \"乙\"] }".to_owned()),
        Just("{ field = \"来源\", is = \"甲\" }".to_owned()),
        Just("{ field = \"认定日期\", from = 2008-04-01, to = 2008-06-30 }".to_owned()),
        Just("{ field = \"认定日期\", award_year = { from = 0, to = 0 } }".to_owned()),
        Just("{ field = \"认定日期\", above = 2008-06-30 }".to_owned()),
        Just("{ field = \"认定日期\", award_year = { from = 0, from_day = \"4月1日\" } }".to_owned()),
        Just("{ field = \"验收日期\", award_year = { from = 1, to = 1, to_day = \"1月31日\" } }".to_owned()),
        Just("{ field = \"验收日期\", below = 2009-01-01 }".to_owned()),
        any::<bool>().prop_map(|value| format!("{{ field = \"验收日期\", present = {value} }}")),
        any::<bool>().prop_map(|value| format!("{{ field = \"认定日期\", present = {value} }}")),
        any::<bool>().prop_map(|value| format!("{{ field = \"件数\", present = {value} }}")),
        any::<bool>().prop_map(|value| format!("{{ field = \"大项目已验收\", is = {value} }}")),
        any::<bool>().prop_map(|value| format!("{{ field = \"大项目已验收\", present = {value} }}")),
    ];
    leaf.prop_recursive(2, 8, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 1..3)
                .prop_map(|parts| format!("{{ any = [{}] }}", parts.join(", "))),
            prop::collection::vec(inner.clone(), 1..3)
                .prop_map(|parts| format!("{{ all = [{}] }}", parts.join(", "))),
            inner.prop_map(|part| format!("{{ not = {part} }}")),
        ]
    })
}

fn award() -> impl Strategy<Value = (String, Vec<usize>, Vec<usize>)> {
    let when = prop::collection::vec(condition(), 0..3).prop_map(|parts| parts.join(", "));
    let others = || prop::collection::vec(0_usize..4, 0..2);
    (when, others(), others())
}

struct Nowhere;

impl Names for Nowhere {
    fn row(&self, _: RowRef) -> Place {
        Place::default()
    }

    fn cell(&self, _: CellRef) -> Place {
        Place::default()
    }

    fn short(&self, _: &str) -> String {
        String::new()
    }
}

fn field(policy: &Policy, name: &str) -> FieldId {
    let at = policy.fields.iter().position(|field| field.name == name).expect("the field");
    FieldId(u32::try_from(at).expect("a small number"))
}

/// What each field may be: a value of every piece that a constant of the conditions could cut off, and nothing.
fn values(policy: &Policy) -> Vec<(FieldId, Vec<Option<Value>>)> {
    let text = |text: &str| Some(Value::Text(text.into()));
    let day = |month, day| Some(Value::Date(DateSpan::day(date(2008, month, day))));
    let mut numbers: Vec<Option<Value>> = (0..6).map(|n| Some(Value::Whole(n))).collect();
    numbers.push(None);
    let mut money: Vec<Option<Value>> =
        (0..9).map(|half| Some(Value::Money(Decimal::new(half * 5, 1)))).collect();
    money.push(None);
    let on = |year, month, day| Some(Value::Date(DateSpan::day(date(year, month, day))));
    let before = on(2007, 5, 1);
    let accepted = vec![on(2008, 12, 31), on(2009, 1, 1), on(2009, 1, 31), on(2009, 2, 1), None];
    vec![
        (field(policy, "途径"), vec![text("行政"), text("司法"), None]),
        (field(policy, "主导"), vec![Some(Value::Bool(false)), Some(Value::Bool(true)), None]),
        (field(policy, "件数"), numbers),
        (field(policy, "投资额"), money),
        (field(policy, "来源"), vec![text("甲"), text("乙"), text("丙"), None]),
        (field(policy, "验收日期"), accepted),
        (builtin::RECOGNISED, vec![before, day(1, 1), day(4, 1), day(6, 30), day(7, 1), day(12, 31), None]),
    ]
}

/// What brute force finds: whether anything clashes, whether anything matches nothing, and the awards that are paid.
#[derive(Default)]
struct Brute {
    clash: bool,
    gap: bool,
    paid: BTreeSet<AwardId>,
}

fn brute(policy: &Policy, text: &str) -> Brute {
    // What the awards and the requirement say, without the vocabulary.
    let conditions = text.split_once("[[clause]]").map_or(text, |(_, rest)| rest);
    let mut fields = values(policy);
    for (field, values) in &mut fields {
        let name = policy.field(*field).name.as_str();
        let through: &[&str] = match name {
            "投资额" => &["大项目", "大项目已验收"],
            "验收日期" => &["大项目已验收"],
            _ => &[],
        };
        // A field that no condition looks at decides nothing.
        let names = || std::iter::once(&name).chain(through);
        if !names().any(|name| conditions.contains(&format!("field = \"{name}\""))) {
            values.truncate(1);
        }
        // The domain of the proof: what no condition asks to be present is stated.
        if !names().any(|name| conditions.contains(&format!("\"{name}\", present"))) {
            values.retain(Option::is_some);
        }
    }
    let awards: Vec<AwardId> = (0_u32..).map(AwardId).take(policy.awards.len()).collect();
    let mut found = Brute::default();
    let total: usize = fields.iter().map(|(_, values)| values.len()).product();
    for mut point in 0..total {
        let mut facts = Facts::default();
        for (field, values) in &fields {
            if let Some(value) = &values[point % values.len()] {
                let cell = CellRef { row: RowRef { file: 0, sheet: 0, row: 1 }, col: 0 };
                facts.set(Fact { field: *field, year: None, value: value.clone(), cell });
            }
            point /= values.len();
        }
        match judged(policy, facts, &awards) {
            Judgement::Clash => found.clash = true,
            Judgement::Unmatched => found.gap = true,
            Judgement::Matched(awards) => found.paid.extend(awards),
            Judgement::Barred | Judgement::Undecided => {}
        }
    }
    found
}

fn judged(policy: &Policy, facts: Facts, awards: &[AwardId]) -> Judgement {
    let source = RowRef { file: 0, sheet: 0, row: 1 };
    let enterprise = Enterprise {
        key: "甲".to_owned(),
        name: "甲".to_owned(),
        credit_code: None,
        organisation_code: None,
        other_names: Vec::new(),
        identity_number: None,
        register_row: None,
        register: Facts::default(),
    };
    let achievement = Achievement {
        sources: vec![source],
        category: CategoryId(0),
        holders: vec![Holder { enterprise: EnterpriseId(0), rank: None, source, own: None }],
        facts,
        title: "壶".to_owned(),
        product: "壶".to_owned(),
        product_group: None,
        certificate: None,
        quantity: 1,
    };
    let register =
        Register { enterprises: vec![enterprise], achievements: vec![achievement], ..Register::default() };
    let context = Context { policy, year: 2008, register: &register, names: &Nowhere };
    let achievement = context.achievement(AchievementId(0));
    let counts = Counts::new();
    let view = View {
        context: &context,
        facts: &achievement.facts,
        achievement: Some(AchievementId(0)),
        enterprise: EnterpriseId(0),
        replaced: &[],
        counts: &counts,
    };
    judge(&view, achievement, awards)
}

/// How a question came out in the first category, the one that has awards.
fn outcome(report: &Report, question: Question) -> Outcome {
    let proof = report.proofs.iter().find(|proof| proof.question == question).expect("an answer");
    proof.scopes.iter().find(|scope| scope.category == CategoryId(0)).expect("its scope").outcome
}

proptest! {
    #![proptest_config(crate::generate::cases(64))]

    /// Exactly what brute force finds is refuted, and nothing is left open.
    #[test]
    fn the_proof_finds_what_brute_force_finds(
        awards in prop::collection::vec(award(), 1..5),
        requirement in prop::option::of(condition()),
    ) {
        let text = rules(&awards, requirement.as_ref());
        let policy = policy(&text);
        let report = check::check(&policy);
        let brute = brute(&policy, &text);
        let expected = |found| if found { Outcome::Refuted } else { Outcome::Proved };
        prop_assert_eq!(outcome(&report, Question::Overlap), expected(brute.clash), "{}\n{:#?}", text, report);
        prop_assert_eq!(outcome(&report, Question::Gap), expected(brute.gap), "{}\n{:#?}", text, report);
        for finding in &report.findings {
            let never = matches!(finding.code, Code::AwardDead | Code::AwardShadowed);
            let paid = brute.paid.iter().any(|award| policy.award(*award).place == finding.place);
            prop_assert!(!never || !paid, "{} is paid\n{}", finding.message, text);
        }
    }
}

/// The proof of a policy whose awards have these conditions.
fn proved(awards: &[&str]) -> (Report, Policy) {
    let awards: Vec<_> = awards.iter().map(|when| ((*when).to_owned(), Vec::new(), Vec::new())).collect();
    let policy = policy(&rules(&awards, None));
    (check::check(&policy), policy)
}

#[test]
fn money_has_no_space_between_below_and_from() {
    let (report, _) =
        proved(&["{ field = \"投资额\", below = \"3元\" }", "{ field = \"投资额\", from = \"3元\" }"]);
    assert_eq!(outcome(&report, Question::Overlap), Outcome::Proved);
    assert_eq!(outcome(&report, Question::Gap), Outcome::Proved);
}

#[test]
fn a_shared_end_is_an_overlap_of_one_value() {
    let (report, _) =
        proved(&["{ field = \"投资额\", to = \"3元\" }", "{ field = \"投资额\", from = \"3元\" }"]);
    assert_eq!(outcome(&report, Question::Overlap), Outcome::Refuted);
    let finding =
        report.findings.iter().find(|finding| finding.code == Code::AwardsOverlap).expect("the overlap");
    assert!(finding.message.contains("当投资额为3元时"), "{}", finding.message);
}

#[test]
fn whole_numbers_have_nothing_between_them_and_money_has() {
    let (report, _) = proved(&["{ field = \"件数\", to = 2 }", "{ field = \"件数\", from = 3 }"]);
    assert_eq!(outcome(&report, Question::Gap), Outcome::Proved);
    let (report, _) =
        proved(&["{ field = \"投资额\", to = \"2元\" }", "{ field = \"投资额\", from = \"3元\" }"]);
    assert_eq!(outcome(&report, Question::Gap), Outcome::Refuted);
    let finding = report
        .findings
        .iter()
        .find(|finding| finding.code == Code::AwardsGap && finding.message.contains("当"))
        .expect("the gap");
    assert!(finding.message.contains("当投资额高于2元且低于3元时"), "{}", finding.message);
}

#[test]
fn days_are_compared_exactly() {
    // 2008 is a leap year: 29 February lies in neither.
    let (report, _) =
        proved(&["{ field = \"认定日期\", to = 2008-02-28 }", "{ field = \"认定日期\", from = 2008-03-01 }"]);
    let finding = report
        .findings
        .iter()
        .find(|finding| finding.code == Code::AwardsGap && finding.message.contains("当"))
        .expect("the gap");
    assert!(finding.message.contains("当认定日期为2008-02-29时"), "{}", finding.message);
    let (report, _) =
        proved(&["{ field = \"认定日期\", to = 2008-02-28 }", "{ field = \"认定日期\", from = 2008-02-29 }"]);
    assert_eq!(outcome(&report, Question::Gap), Outcome::Proved);
}

#[test]
fn dates_that_are_compared_are_shown_by_a_witness_on_the_day() {
    let within = "{ field = \"申报日期\", to_field = \"认定日期\", plus_months = 6 }";
    let after = "{ field = \"申报日期\", from_field = \"认定日期\", plus_months = 6 }";
    let (report, _) = proved(&[within, after]);
    assert_eq!(outcome(&report, Question::Overlap), Outcome::Refuted, "{report:#?}");
    let (report, _) = proved(&[within, &format!("{{ not = {within} }}")]);
    assert_eq!(outcome(&report, Question::Overlap), Outcome::Proved);
    assert_eq!(outcome(&report, Question::Gap), Outcome::Proved);
}

#[test]
fn compared_dates_are_reasoned_about_in_months() {
    let early = "{ field = \"申报日期\", to_field = \"认定日期\", plus_months = 6 }";
    let late = "{ field = \"申报日期\", from_field = \"认定日期\", plus_years = 1 }";
    let (report, _) = proved(&[early, late]);
    assert_eq!(outcome(&report, Question::Overlap), Outcome::Proved, "{report:#?}");
    assert_eq!(outcome(&report, Question::Gap), Outcome::Refuted);
    let gap = report.findings.iter().find(|finding| finding.message.contains("申报日期")).expect("the gap");
    assert!(gap.message.contains("当申报日期晚于认定日期加6个月且早于认定日期加1年时"), "{}", gap.message);
    // A year less eleven months is a month.
    let month = "{ field = \"申报日期\", from_field = \"认定日期\", plus_years = 1, plus_months = -11 }";
    let before = "{ not = { field = \"申报日期\", from_field = \"认定日期\", plus_months = 1 } }";
    let (report, _) = proved(&[month, before]);
    assert_eq!(outcome(&report, Question::Overlap), Outcome::Proved, "{report:#?}");
    assert_eq!(outcome(&report, Question::Gap), Outcome::Proved);
}

#[test]
fn what_looks_at_no_award_year_is_told_once() {
    let tax = "\n[[field]]\nname = \"缴税\"\non = \"名录\"\ntype = \"金额\"\nby_year = true\n";
    let text = Rules::new()
        .vocabulary(tax)
        .award("税", "金牌产品", "amount = \"0元\"\nwhen = [{ field = \"缴税\", year = 0, from = \"1元\" }]")
        .award(
            "期",
            "银牌产品",
            "amount = \"0元\"\nwhen = [{ field = \"认定日期\", award_year = { from = 0, to = 0 } }]",
        )
        .text()
        .replace("years = { from = 2008, to = 2008 }", "years = { from = 2008, to = 2012 }");
    let report = check::check(&policy(&text));
    let told = |name: &str| report.findings.iter().filter(|finding| finding.message.contains(name)).count();
    assert_eq!((told("缴税"), told("认定日期")), (1, 1), "{:#?}", report.findings);
}

/// A condition that compares two dates, or asks for them.
fn comparison() -> impl Strategy<Value = String> {
    let months = || prop_oneof![Just(-1), Just(0), Just(1), Just(6)];
    let leaf = prop_oneof![
        months().prop_map(|m| format!(
            "{{ field = \"申报日期\", from_field = \"认定日期\", plus_months = {m} }}"
        )),
        months()
            .prop_map(|m| format!("{{ field = \"申报日期\", to_field = \"认定日期\", plus_months = {m} }}")),
        any::<bool>().prop_map(|value| format!("{{ field = \"申报日期\", present = {value} }}")),
        any::<bool>().prop_map(|value| format!("{{ field = \"认定日期\", present = {value} }}")),
    ];
    leaf.prop_recursive(2, 6, 2, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 1..3)
                .prop_map(|parts| format!("{{ any = [{}] }}", parts.join(", "))),
            inner.prop_map(|part| format!("{{ not = {part} }}")),
        ]
    })
}

/// Every way in which two dates can lie, as far as these months tell: on, the day before and the day after each.
fn ways(conditions: &str) -> Vec<(Option<Value>, Option<Value>)> {
    let recognised = date(2008, 3, 31);
    let day = |day| Some(Value::Date(DateSpan::day(day)));
    let around = |day: jiff::civil::Date| [day.yesterday().ok(), Some(day), day.tomorrow().ok()];
    let ends = [date(2008, 2, 29), recognised, date(2008, 4, 30), date(2008, 9, 30)];
    let mut ways: Vec<_> =
        ends.into_iter().flat_map(around).flatten().map(|applied| (day(recognised), day(applied))).collect();
    let asked = |name: &str| conditions.contains(&format!("\"{name}\", present"));
    if asked("申报日期") {
        ways.push((day(recognised), None));
    }
    if asked("认定日期") {
        ways.push((None, day(recognised)));
    }
    if asked("申报日期") && asked("认定日期") {
        ways.push((None, None));
    }
    ways
}

proptest! {
    #![proptest_config(crate::generate::cases(64))]

    /// Dates that are compared, too: exactly what brute force finds is refuted.
    #[test]
    fn the_proof_finds_what_brute_force_finds_of_compared_dates(
        whens in prop::collection::vec(prop::collection::vec(comparison(), 1..3), 1..4),
    ) {
        let awards: Vec<_> = whens.iter().map(|when| (when.join(", "), Vec::new(), Vec::new())).collect();
        let text = rules(&awards, None);
        let policy = policy(&text);
        let report = check::check(&policy);
        let ids: Vec<AwardId> = (0_u32..).map(AwardId).take(policy.awards.len()).collect();
        let (mut clash, mut gap) = (false, false);
        for (recognised, applied) in ways(&text) {
            let mut facts = Facts::default();
            let cell = CellRef { row: RowRef { file: 0, sheet: 0, row: 1 }, col: 0 };
            for (field, value) in [(builtin::RECOGNISED, recognised), (builtin::APPLIED, applied)] {
                if let Some(value) = value {
                    facts.set(Fact { field, year: None, value, cell });
                }
            }
            match judged(&policy, facts, &ids) {
                Judgement::Clash => clash = true,
                Judgement::Unmatched => gap = true,
                Judgement::Matched(_) | Judgement::Barred | Judgement::Undecided => {}
            }
        }
        let expected = |found| if found { Outcome::Refuted } else { Outcome::Proved };
        prop_assert_eq!(outcome(&report, Question::Overlap), expected(clash), "{}\n{:#?}", text, report);
        prop_assert_eq!(outcome(&report, Question::Gap), expected(gap), "{}\n{:#?}", text, report);
    }
}
