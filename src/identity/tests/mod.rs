//! A policy, rows and what becomes of them, for the tests of identity.

mod achievements;
mod decisions;
mod enterprises;
mod order;
mod summaries;

use super::*;
use crate::finding::Code;
use crate::model::achievement::{Achievement, EnterpriseId, Settled};
use crate::model::decision::{Decision, DecisionKind, RowName};
use crate::model::record::*;
use crate::money::{Rounding, Unit};
use crate::policy::*;
use proptest::prelude::*;

const BRAND: CategoryId = CategoryId(0);
const PATENT: CategoryId = CategoryId(1);
const STANDARD: CategoryId = CategoryId(2);
const CODE_A: &str = "113308003136197287";
const ORGANISATION_A: &str = "31361972-8";
const CODE_B: &str = "01404631-7";

fn category(name: &str, family: &str, identity: Vec<FieldId>, joint: bool) -> Category {
    Category {
        name: name.into(),
        level: None,
        family: Some(family.into()),
        unit: None,
        aliases: Vec::new(),
        life: (None, None),
        life_clause: None,
        identity,
        joint,
        mark: family == "商标",
    }
}

/// Brands are compared by product; patents have 阶段 as identity; standards have several holders.
fn policy() -> Policy {
    let award = |categories| Award {
        id: "奖".into(),
        clause: ClauseId(0),
        role: Role::Enterprise,
        categories,
        when: Condition::All(Vec::new()),
        overrides: Vec::new(),
        with: Vec::new(),
        amount: Amount {
            kind: AmountKind::Fixed(TariffId(0)),
            times: Vec::new(),
            floor: None,
            ceiling: None,
        },
        once_per: None,
        whatever_quantity: false,
        granted: None,
        joint: None,
        joint_absent: AbsentRank::Unpaid,
        payee: None,
        payee_field: None,
        place: Default::default(),
    };
    let highest = HighestOnly {
        covers: Covers { categories: vec![BRAND], ..Covers::default() },
        key: vec![KeyPart::Enterprise, KeyPart::Product],
        by: HighestBy::Net,
        zero_counts: false,
        across_years: true,
    };
    Policy {
        file: "p.md".into(),
        sha256: String::new(),
        id: "p".into(),
        name: "办法".into(),
        document: String::new(),
        issuer: None,
        years: (2008, None),
        supersedes: Vec::new(),
        unit: Unit::FEN,
        rounding: Rounding::HalfAway,
        funder: "市".into(),
        levels: Vec::new(),
        fields: builtin::fields(),
        categories: vec![
            category("名牌", "名牌", Vec::new(), false),
            category("专利", "专利", vec![builtin::STAGE], false),
            category("标准", "标准", Vec::new(), true),
        ],
        derived: Vec::new(),
        clauses: Vec::new(),
        awards: vec![award(vec![BRAND]), award(vec![PATENT]), award(vec![STANDARD])],
        requirements: Vec::new(),
        exclusions: Vec::new(),
        steps: vec![Step { id: "就高".into(), clause: ClauseId(0), kind: StepKind::HighestOnly(highest) }],
        tariffs: Vec::new(),
        goals: Vec::new(),
        priority_lists: Vec::new(),
        cases: Vec::new(),
        otherwise: Vec::new(),
        spans: Spans::default(),
    }
}

#[derive(Clone, Debug)]
struct Row(ListKind, Option<CategoryId>, Vec<(FieldId, Value)>);

fn text(text: &str) -> Value {
    Value::Text(text.into())
}

fn date(text: &str) -> Value {
    Value::Date(crate::text::date::date(text).expect("a date"))
}

fn list(kind: ListKind, name: &str) -> Row {
    Row(kind, None, vec![(builtin::ENTERPRISE, text(name))])
}

fn brand(name: &str, product: &str) -> Row {
    Row(ListKind::Achievements, Some(BRAND), vec![])
        .with(builtin::ENTERPRISE, text(name))
        .with(builtin::PRODUCT, text(product))
}

fn patent(name: &str, certificate: &str, title: &str) -> Row {
    let row = Row(ListKind::Achievements, Some(PATENT), vec![]).with(builtin::ENTERPRISE, text(name));
    let row = row.with(builtin::TITLE, text(title));
    if certificate.is_empty() { row } else { row.with(builtin::CERTIFICATE, text(certificate)) }
}

fn paid(name: &str, product: &str) -> Row {
    let row = list(ListKind::History, name).with(builtin::PRODUCT, text(product));
    Row(row.0, Some(BRAND), row.2).with(builtin::PAID, Value::Money(100.into()))
}

impl Row {
    fn with(mut self, field: FieldId, value: Value) -> Self {
        self.2.push((field, value));
        self
    }
    fn code(self, code: &str) -> Self {
        let field = if code.len() == 18 { builtin::CREDIT_CODE } else { builtin::ORGANISATION_CODE };
        self.with(field, text(code))
    }
}

fn at(row: usize) -> RowRef {
    RowRef { file: 0, sheet: 0, row: row as u32 }
}

fn reading(rows: &[Row]) -> Reading {
    let records = rows.iter().enumerate().map(|(index, row)| {
        let mut facts = Facts::default();
        for (field, value) in &row.2 {
            let cell = CellRef { row: at(index), col: field.0 };
            facts.set(Fact { field: *field, year: None, value: value.clone(), cell });
        }
        let names = facts.text(builtin::ENTERPRISE).map(crate::text::name::split_holders).unwrap_or_default();
        Record { at: at(index), kind: row.0, category: row.1, names, facts }
    });
    let rows_read = (0..rows.len()).map(|row| (row as u32, RowReading::Usable(row))).collect();
    let sheet = SheetReading {
        file: 0,
        sheet: 0,
        name: "表一".into(),
        own: false,
        kind: ListKind::Achievements,
        department: None,
        rows: rows_read,
        tables: Vec::new(),
        totals: Vec::new(),
    };
    Reading {
        sheets: vec![sheet],
        records: records.collect(),
        unread: Vec::new(),
        held: Vec::new(),
        objected: std::collections::BTreeSet::new(),
        doubts: Vec::new(),
        beside: Default::default(),
    }
}

fn run_with(rows: &[Row], kinds: Vec<DecisionKind>) -> Resolved {
    let list = kinds.into_iter().map(|kind| Decision {
        kind,
        who: "张三".into(),
        when: jiff::civil::date(2026, 3, 1),
        why: "核实".into(),
        span: (0, 0),
    });
    let decisions = Decisions { file: Some("decisions.toml".into()), sha256: None, list: list.collect() };
    let resolved = resolve(&reading(rows), &["inputs/a.xlsx".into()], &policy(), &decisions, 100, 2008);
    check_fates(rows, &resolved);
    resolved
}

fn run(rows: &[Row]) -> Resolved {
    run_with(rows, Vec::new())
}

/// Every row is settled once, or is the first source of one live achievement.
fn check_fates(rows: &[Row], resolved: &Resolved) {
    for row in 0..rows.len() {
        let settled = resolved.register.settled.iter().filter(|(of, _)| *of == at(row)).count();
        let first = resolved.register.achievements.iter().filter(|a| a.sources[0] == at(row)).count();
        assert_eq!(settled + first, 1, "row {row}: {:?}", resolved.findings);
    }
    for (_, settled) in &resolved.register.settled {
        if let Settled::Held(index) = settled {
            assert!((100..100 + resolved.findings.len()).contains(index));
        }
    }
}

fn codes(resolved: &Resolved) -> Vec<Code> {
    resolved.findings.iter().map(|finding| finding.code).collect()
}

fn held(resolved: &Resolved) -> Vec<usize> {
    let held = resolved.register.settled.iter().filter(|(_, settled)| matches!(settled, Settled::Held(_)));
    held.map(|(row, _)| row.row as usize).collect()
}

fn duplicates(resolved: &Resolved) -> Vec<(usize, usize)> {
    let settled = resolved.register.settled.iter();
    settled
        .filter_map(|(row, settled)| match settled {
            Settled::Duplicate(first) => Some((row.row as usize, first.row as usize)),
            _ => None,
        })
        .collect()
}

fn live(resolved: &Resolved) -> Vec<usize> {
    let mut rows: Vec<usize> =
        resolved.register.achievements.iter().map(|a| a.sources[0].row as usize).collect();
    rows.sort_unstable();
    rows
}

fn holder(resolved: &Resolved, row: usize) -> u32 {
    let achievement = resolved.register.achievements.iter().find(|a| a.sources.contains(&at(row)));
    achievement.expect("a live row").holders[0].enterprise.0
}

fn row_name(row: usize) -> RowName {
    let (enterprise, certificate) = (None, None);
    RowName { file: "a.xlsx".into(), sheet: None, row: row as u32 + 1, enterprise, certificate }
}

fn names(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}
