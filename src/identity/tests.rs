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
        amount: Amount { kind: AmountKind::Fixed(TariffId(0)), floor: None, ceiling: None },
        once_per: None,
        whatever_quantity: false,
        granted: None,
        joint: None,
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
        doubts: Vec::new(),
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
    RowName { file: "a.xlsx".into(), sheet: None, row: row as u32 + 1 }
}

fn names(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

#[test]
fn one_enterprise_by_code_organisation_code_or_name() {
    let resolved = run(&[
        brand("红日（集团）有限公司", "水泥").code(CODE_A),
        brand("红日(集团)有限公司", "玻璃"),
        brand("红日集团有限公司", "瓷砖").code(ORGANISATION_A),
        brand("蓝天电缆厂", "电缆"),
    ]);
    assert_eq!(live(&resolved), [0, 1, 2, 3]);
    assert_eq!(codes(&resolved), [Code::NameVariant]);
    assert_eq!(holder(&resolved, 0), holder(&resolved, 1));
    assert_eq!(holder(&resolved, 0), holder(&resolved, 2));
    assert_ne!(holder(&resolved, 0), holder(&resolved, 3));
    assert_eq!(resolved.register.enterprises[holder(&resolved, 0) as usize].key, CODE_A);
    assert_eq!(resolved.register.enterprises[holder(&resolved, 3) as usize].key, "蓝天电缆厂");
}

#[test]
fn former_names_are_names_of_the_same_enterprise() {
    let register = list(ListKind::Register, "红日股份有限公司")
        .code(CODE_A)
        .with(builtin::FORMER_NAMES, text("东方机械厂；白云水泥厂、旭日建材公司"));
    let resolved = run(&[
        register,
        brand("白云水泥厂", "水泥"),
        brand("旭日建材公司", "玻璃"),
        brand("蓝天公司（原绿地农药厂）", "电缆"),
        brand("绿地农药厂", "农药"),
    ]);
    assert_eq!(codes(&resolved), []);
    assert_eq!(holder(&resolved, 1), holder(&resolved, 2));
    assert_eq!(holder(&resolved, 3), holder(&resolved, 4));
    let enterprise = &resolved.register.enterprises[holder(&resolved, 1) as usize];
    assert_eq!(enterprise.name, "红日股份有限公司");
    assert_eq!(enterprise.register_row, Some(at(0)));
}

#[test]
fn a_later_name_in_brackets_is_a_name_of_the_same_enterprise() {
    let rows = [
        list(ListKind::Register, "测试丁阀门有限公司"),
        brand("红日机械厂（现测试丁阀门有限公司）", "阀门"),
        brand("测试丁阀门有限公司（更名为蓝天泵业有限公司）", "闸门"),
        brand("蓝天泵业有限公司", "水表"),
        brand("测试丁阀门有限公司（加盖公章）", "火表"),
    ];
    let resolved = run(&rows);
    assert_eq!((codes(&resolved), live(&resolved)), (vec![], vec![1, 2, 3, 4]));
    let ids: Vec<u32> = (1..5).map(|row| holder(&resolved, row)).collect();
    assert!(ids.iter().all(|id| *id == ids[0]), "{ids:?}");
}

#[test]
fn a_name_with_something_behind_its_legal_form_is_held_as_a_twin() {
    for name in [
        "测试丁阀门有限公司*",
        "测试丁阀门有限公司（筹）",
        "测试丁阀门有限公司（法定代表人：王某）",
        "《测试丁阀门有限公司》",
        "江苏测试丁阀门有限公司",
    ] {
        let rows = [list(ListKind::Register, "测试丁阀门有限公司"), brand(name, "水表")];
        let resolved = run(&rows);
        assert_eq!((codes(&resolved), held(&resolved)), (vec![Code::NameTwins], vec![1]), "{name}");
        // An exclusion row so written holds what the enterprise won, too.
        let rows = [brand("测试丁阀门有限公司", "水表"), list(ListKind::Exclusion, name)];
        assert_eq!(held(&run(&rows)), [0], "{name}");
    }
    let rows = [brand("测试丁阀门有限公司", "水表"), brand("测试丁阀门有限公司(第一分公司)", "电表")];
    assert_eq!(live(&run(&rows)), [0, 1]);
}

#[test]
fn an_exclusion_that_ends_before_it_begins_holds_its_enterprise() {
    let barred = |from: &str, to: &str| {
        let row = list(ListKind::Exclusion, "红日公司");
        row.with(builtin::EXCLUDED_FROM, date(from)).with(builtin::EXCLUDED_TO, date(to))
    };
    let rows = |row| [row, brand("红日公司", "水泥"), brand("蓝天电缆厂", "电缆")];
    let resolved = run(&rows(barred("2010-05-01", "2010-01-01")));
    assert_eq!((codes(&resolved), held(&resolved)), (vec![Code::ExclusionUnclear], vec![0, 1]));
    assert!(resolved.register.exclusions.is_empty());
    // May 2010 may begin on its first day.
    for (from, to) in [("2010-05", "2010-05-01"), ("2010-05-01", "2010-05-01")] {
        let resolved = run(&rows(barred(from, to)));
        assert_eq!((codes(&resolved), live(&resolved)), (vec![], vec![1, 2]), "{from} {to}");
    }
    let refused =
        run_with(&rows(barred("2010-05-01", "2010-01-01")), vec![DecisionKind::Refuse(row_name(0))]);
    assert_eq!(live(&refused), [1, 2]);
}

#[test]
fn one_code_with_clearly_different_names_is_held_until_settled() {
    let rows = [
        brand("红日水泥厂", "水泥").code(CODE_A),
        brand("蓝天电缆公司", "电缆").code(CODE_A),
        brand("红日水泥厂", "玻璃"),
        paid("蓝天电缆公司", "旧电线"),
    ];
    let resolved = run(&rows);
    assert_eq!(codes(&resolved), [Code::CodeNames]);
    assert_eq!(held(&resolved), [0, 1, 2, 3]);
    assert!(resolved.findings[0].message.contains("B1") || resolved.findings[0].message.contains("A1"));
    assert!(resolved.findings[0].help.contains("names = ["));
    let same = DecisionKind::SameEnterprise(names(&["红日水泥厂", "蓝天电缆公司"]));
    let resolved = run_with(&rows, vec![same]);
    assert_eq!(holder(&resolved, 0), holder(&resolved, 1));
    let different = DecisionKind::DifferentEnterprises(names(&["红日水泥厂", "蓝天电缆公司"]));
    let resolved = run_with(&rows, vec![different]);
    assert_ne!(holder(&resolved, 0), holder(&resolved, 1));
    assert!(resolved.register.enterprises.iter().all(|e| e.credit_code.is_none()));
}

#[test]
fn a_shared_code_stays_with_the_registered_name_once_names_are_decided_apart() {
    let rows = [
        list(ListKind::Register, "红日水泥厂").code(CODE_A),
        brand("蓝天电缆公司", "电缆").code(CODE_A),
        brand("红日水泥厂", "玻璃"),
    ];
    let different = DecisionKind::DifferentEnterprises(names(&["红日水泥厂", "蓝天电缆公司"]));
    let resolved = run_with(&rows, vec![different]);
    assert_eq!(codes(&resolved), []);
    assert_eq!(resolved.register.enterprises[holder(&resolved, 2) as usize].key, CODE_A);
    assert_eq!(resolved.register.enterprises[holder(&resolved, 1) as usize].key, "蓝天电缆公司");
}

#[test]
fn one_name_with_two_valid_codes_is_held_and_a_wrong_check_character_only_warns() {
    let resolved = run(&[brand("红日水泥厂", "水泥").code(CODE_A), brand("红日水泥厂", "玻璃").code(CODE_B)]);
    assert_eq!((codes(&resolved), held(&resolved)), (vec![Code::NameCodes], vec![0, 1]));
    let resolved =
        run(&[brand("红日水泥厂", "水泥").code(CODE_A), brand("红日水泥厂", "玻璃").code("01404631-8")]);
    assert_eq!((codes(&resolved), held(&resolved)), (vec![Code::CodeDoubtful], vec![]));
}

#[test]
fn likely_twins_are_held_unless_codes_register_or_a_decision_settle_them() {
    let rows =
        [brand("红日机械有限公司", "机床"), brand("红日机诫有限公司", "水泵"), brand("蓝天电缆厂", "电缆")];
    let resolved = run(&rows);
    assert_eq!((codes(&resolved), held(&resolved)), (vec![Code::NameTwins], vec![0, 1]));
    let pair = names(&["红日机械有限公司", "红日机诫有限公司"]);
    let resolved = run_with(&rows, vec![DecisionKind::SameEnterprise(pair.clone())]);
    assert_eq!(holder(&resolved, 0), holder(&resolved, 1));
    let resolved = run_with(&rows, vec![DecisionKind::DifferentEnterprises(pair)]);
    assert_eq!(live(&resolved), [0, 1, 2]);
    let resolved = run_with(&rows, vec![DecisionKind::Accept(row_name(1))]);
    assert_eq!(held(&resolved), [0]);
    let mut coded = rows.clone();
    coded[0] = coded[0].clone().code(CODE_A);
    coded[1] = coded[1].clone().code(CODE_B);
    assert_eq!(codes(&run(&coded)), []);
    let mut registered = rows.to_vec();
    registered.push(list(ListKind::Register, "红日机械有限公司"));
    assert_eq!(held(&run(&registered)), [0, 1]);
    registered.push(list(ListKind::Register, "红日机诫有限公司"));
    assert_eq!(codes(&run(&registered)), []);
    let vetoed = [brand("红日机械有限公司", "机床"), list(ListKind::Exclusion, "红日机诫有限公司")];
    assert_eq!(held(&run(&vetoed)), [0]);
    let refused = run_with(&rows, vec![DecisionKind::Refuse(row_name(1))]);
    assert_eq!(live(&refused), [0, 2]);
}

#[test]
fn persons_are_told_apart_by_their_numbers() {
    let person =
        |number: &str, title: &str| patent("张三", "", title).with(builtin::IDENTITY_NUMBER, text(number));
    let resolved = run(&[
        person("320282198001011235", "一种水泵"),
        person("11010519491231002X", "一种阀门"),
        person("320282198001011235", "一种轴承"),
    ]);
    assert_eq!(codes(&resolved), []);
    assert_ne!(holder(&resolved, 0), holder(&resolved, 1));
    assert_eq!(holder(&resolved, 0), holder(&resolved, 2));
    let one = &resolved.register.enterprises[holder(&resolved, 0) as usize];
    assert_eq!(
        (one.key.as_str(), one.identity_number.as_deref()),
        ("320282198001011235", Some("320282198001011235"))
    );
    let unnumbered = run(&[person("320282198001011235", "一种水泵"), patent("张三", "", "一种轴承")]);
    assert_eq!(held(&unnumbered), [0, 1]);
}

#[test]
fn a_succession_joins_and_the_successor_gives_name_and_code() {
    let resolved = run_with(
        &[
            list(ListKind::Register, "东方机械厂").code(CODE_B),
            list(ListKind::Register, "红日股份有限公司").code(CODE_A),
            paid("东方机械厂", "机床"),
            brand("红日股份有限公司", "水泵"),
        ],
        vec![DecisionKind::Successor {
            from: "东方机械厂".into(), to: "红日股份有限公司".into()
        }],
    );
    assert_eq!(codes(&resolved), []);
    let enterprise = &resolved.register.enterprises[holder(&resolved, 3) as usize];
    assert_eq!((enterprise.key.as_str(), enterprise.name.as_str()), (CODE_A, "红日股份有限公司"));
    assert_eq!(enterprise.register_row, Some(at(1)));
    assert_eq!(resolved.register.payments[0].enterprise.0, holder(&resolved, 3));
}

#[test]
fn register_rows_that_disagree_hold_the_enterprise() {
    let row = |account: &str| {
        list(ListKind::Register, "红日水泥厂").code(CODE_A).with(builtin::ACCOUNT, text(account))
    };
    let resolved = run(&[row("111"), row("222"), brand("红日水泥厂", "水泥")]);
    assert_eq!((codes(&resolved), held(&resolved)), (vec![Code::RegisterConflict], vec![0, 1, 2]));
    assert_eq!(codes(&run(&[row("111"), row("１１１"), brand("红日水泥厂", "水泥")])), []);
}

#[test]
fn the_same_certificate_is_one_achievement_with_joined_facts() {
    let resolved = run(&[
        patent("红日公司", "ZL200810012345.0", "一种水泵").with(builtin::RECOGNISED, date("2008")),
        patent("红日公司", "zl 2008 1 0012345.0", "一种水泵")
            .with(builtin::RECOGNISED, date("2008-03-11"))
            .with(builtin::REMARK, text("已核")),
        patent("红日公司", "ZL200810012346.5", "一种水泵"),
    ]);
    assert_eq!(duplicates(&resolved), [(1, 0)]);
    assert_eq!(live(&resolved), [0, 2]);
    let first = resolved.register.achievements.iter().find(|a| a.sources.len() == 2).expect("joined");
    assert!(first.facts.date(builtin::RECOGNISED).expect("a date").is_day());
    assert_eq!(first.quantity, 1);
}

#[test]
fn duplicates_whose_facts_differ_are_held_and_a_claim_is_only_noted() {
    let row = |count: i64| brand("红日公司", "水泥").with(builtin::QUANTITY, Value::Whole(count));
    let resolved = run(&[row(1), row(2)]);
    assert_eq!((codes(&resolved), held(&resolved)), (vec![Code::DuplicateConflict], vec![0, 1]));
    let accepted = run_with(&[row(1), row(2)], vec![DecisionKind::Accept(row_name(1))]);
    assert_eq!((live(&accepted), duplicates(&accepted)), (vec![1], vec![(0, 1)]));
    assert_eq!(accepted.register.achievements[0].quantity, 2);
    let refused = run_with(&[row(1), row(2)], vec![DecisionKind::Refuse(row_name(1))]);
    assert_eq!(live(&refused), [0]);
    assert!(matches!(&refused.register.settled[0].1, Settled::Refused(0, reason) if reason.contains("核实")));
    let dated = |day| brand("红日公司", "水泥").with(builtin::RECOGNISED, date(day));
    assert_eq!(held(&run(&[dated("2008-03"), dated("2008-04-01")])), [0, 1]);
    let claimed = |yuan: i64| brand("红日公司", "水泥").with(builtin::CLAIM, Value::Money(yuan.into()));
    let resolved = run(&[claimed(1), claimed(2)]);
    assert_eq!((codes(&resolved), duplicates(&resolved)), (vec![Code::ClaimConflict], vec![(1, 0)]));
}

#[test]
fn one_certificate_of_two_enterprises_is_joint_or_held() {
    let resolved = run(&[patent("红日公司", "1234567", "甲"), patent("蓝天电缆厂", "1234567", "甲")]);
    assert_eq!((codes(&resolved), held(&resolved)), (vec![Code::CertificateHolders], vec![0, 1]));
    let standard = |name: &str, rank: i64| {
        let row = Row(ListKind::Achievements, Some(STANDARD), vec![]).with(builtin::ENTERPRISE, text(name));
        row.with(builtin::CERTIFICATE, text("GB/T 19001-2008")).with(builtin::RANK, Value::Whole(rank))
    };
    let resolved = run(&[standard("蓝天电缆厂", 2), standard("红日公司", 1)]);
    assert_eq!((codes(&resolved), live(&resolved)), (vec![], vec![0]));
    let holders: Vec<_> =
        resolved.register.achievements[0].holders.iter().map(|h| (h.rank, h.source.row)).collect();
    assert_eq!(holders, [(Some(1), 1), (Some(2), 0)]);
}

#[test]
fn several_names_in_a_row_need_a_category_that_admits_them() {
    let row = |category| {
        let row = Row(ListKind::Achievements, Some(category), vec![]);
        row.with(builtin::ENTERPRISE, text("红日公司、蓝天电缆厂")).with(builtin::TITLE, text("甲"))
    };
    let resolved = run(&[row(PATENT)]);
    assert_eq!((codes(&resolved), held(&resolved)), (vec![Code::HoldersNotAllowed], vec![0]));
    let resolved = run(&[row(STANDARD)]);
    let ranks: Vec<_> = resolved.register.achievements[0].holders.iter().map(|h| h.rank).collect();
    assert_eq!(ranks, [Some(1), Some(2)]);
    let choice =
        DecisionKind::Choice { row: row_name(0), field: "企业名称".into(), value: "红日公司".into() };
    assert_eq!(live(&run_with(&[row(PATENT)], vec![choice])), [0]);
}

#[test]
fn a_row_without_certificate_joins_the_one_it_fits_and_is_held_between_two() {
    let one = [patent("红日公司", "1234567", "一种水泵"), patent("红日公司", "", "一种水泵")];
    assert_eq!(duplicates(&run(&one)), [(1, 0)]);
    let two = [
        patent("红日公司", "1234567", "一种水泵"),
        patent("红日公司", "", "一种水泵"),
        patent("红日公司", "7654321", "一种水泵"),
    ];
    let resolved = run(&two);
    assert_eq!(
        (codes(&resolved), held(&resolved), live(&resolved)),
        (vec![Code::CertificateUnclear], vec![1], vec![0, 2])
    );
    assert_eq!(live(&run_with(&two, vec![DecisionKind::Accept(row_name(1))])), [0, 1, 2]);
}

#[test]
fn one_certificate_in_two_spellings_is_one_achievement() {
    for (one, other) in [
        ("GB/T 12345-2010", "GBT 12345-2010"),
        ("1234567", "1234567（第9类）"),
        ("ZL201710601862.3", "第201710601862.3号"),
    ] {
        let rows = [patent("红日公司", one, "甲"), patent("红日公司", other, "甲")];
        assert_eq!(duplicates(&run(&rows)), [(1, 0)], "{one} {other}");
    }
}

#[test]
fn a_cell_with_several_certificates_is_held_whatever_is_decided() {
    let several = "ZL201710601862.3、ZL201080063196.9";
    let rows = [patent("红日公司", several, "甲、乙"), patent("红日公司", "ZL201080063196.9", "乙")];
    let resolved = run(&rows);
    let expected = (vec![Code::CertificatesSeveral], vec![0], vec![1]);
    assert_eq!((codes(&resolved), held(&resolved), live(&resolved)), expected);
    let accepted = run_with(&rows, vec![DecisionKind::Accept(row_name(0))]);
    assert_eq!(held(&accepted), [0]);
    let other = [patent("红日公司", "苏质监(2008)3号、附件2", "甲")];
    assert_eq!((codes(&run(&other)), live(&run(&other))), (vec![], vec![0]));
}

#[test]
fn a_payment_for_several_certificates_holds_the_rows_it_could_have_paid() {
    let before = list(ListKind::History, "红日公司").with(builtin::PAID, Value::Money(100.into()));
    let before = before.with(builtin::CERTIFICATE, text("ZL201710601862.3、ZL201080063196.9"));
    let before = Row(before.0, Some(PATENT), before.2);
    let rows = [
        before,
        patent("红日公司", "201080063196.9", "乙"),
        patent("红日公司", "1234567", "丙"),
        patent("蓝天电缆厂", "ZL201710601862.3", "甲"),
        patent("红日公司", "", "丁"),
    ];
    let resolved = run(&rows);
    assert_eq!((codes(&resolved), held(&resolved)), (vec![Code::PaymentUnclear], vec![0, 1, 4]));
    assert_eq!(resolved.register.payments.len(), 1);
}

#[test]
fn identity_fields_tell_achievements_apart() {
    let staged = |stage: &str| patent("红日公司", "1234567", "甲").with(builtin::STAGE, text(stage));
    assert_eq!(live(&run(&[staged("初评"), staged("复评")])), [0, 1]);
    let unstated = [staged("初评"), staged("复评"), patent("红日公司", "1234567", "甲")];
    let resolved = run(&unstated);
    assert_eq!((held(&resolved), live(&resolved)), (vec![2], vec![0, 1]));
    assert_eq!(duplicates(&run(&unstated[1..])), [(2 - 1, 0)]);
}

#[test]
fn near_products_of_one_enterprise_are_held_until_settled() {
    let rows =
        [brand("红日公司", "示例牌电缆"), brand("红日公司", "示例牌电缆料"), brand("红日公司", "水泵")];
    let resolved = run(&rows);
    assert_eq!((codes(&resolved), held(&resolved)), (vec![Code::ProductNear], vec![0, 1]));
    let both = || names(&["示例牌电缆", "示例牌电缆料"]);
    let same = run_with(&rows, vec![DecisionKind::SameProduct("红日公司".into(), both())]);
    assert_eq!(duplicates(&same), [(1, 0)]);
    let different = run_with(&rows, vec![DecisionKind::DifferentProducts("红日公司".into(), both())]);
    assert_eq!(live(&different), [0, 1, 2]);
    // Patents are not compared by product, and history is.
    assert_eq!(live(&run(&[patent("红日公司", "1", "电缆"), patent("红日公司", "2", "电缆料")])), [0, 1]);
    assert_eq!(held(&run(&[brand("红日公司", "电缆料"), paid("红日公司", "电缆")])), [0]);
}

#[test]
fn recertification_follows_from_the_mark_and_from_history() {
    let dated = |row: Row, day: &str| row.with(builtin::RECOGNISED, date(day));
    let now = || dated(brand("红日公司", "水泥"), "2011-05-01");
    let before = || dated(paid("红日公司", "水泥"), "2008-05-01");
    let fact = |rows: &[Row]| {
        let resolved = run(rows);
        let achievement: &Achievement = resolved.register.achievements.first().expect("live");
        achievement.facts.get(builtin::RECERTIFIED).map(|fact| (fact.value.clone(), fact.cell.row.row))
    };
    assert_eq!(fact(&[now(), before()]), Some((Value::Bool(true), 1)));
    assert_eq!(fact(&[now()]), Some((Value::Bool(false), 0)));
    let marked = |value| now().with(builtin::RECERTIFIED, Value::Bool(value));
    assert_eq!(fact(&[marked(true)]), Some((Value::Bool(true), 0)));
    let resolved = run(&[marked(false), before()]);
    assert_eq!((codes(&resolved), held(&resolved)), (vec![Code::FirstAfterPayment], vec![0]));
    // The same date is the same recognition, paid already; without a date nobody can say.
    assert_eq!(fact(&[now(), dated(paid("红日公司", "水泥"), "2011-05-01")]), Some((Value::Bool(false), 0)));
    assert_eq!(fact(&[now(), paid("红日公司", "水泥")]), None);
}

#[test]
fn history_that_cannot_be_used_holds_what_it_could_touch() {
    let unpaid = list(ListKind::History, "红日公司").with(builtin::PRODUCT, text("水泥"));
    let resolved = run(&[unpaid, brand("红日公司", "玻璃"), brand("蓝天电缆厂", "电缆")]);
    assert_eq!((codes(&resolved), held(&resolved)), (vec![Code::PaymentUnclear], vec![0, 1]));
    assert!(resolved.register.payments.is_empty());
}

#[test]
fn a_waiver_ends_the_whole_achievement() {
    let rows = [brand("红日公司", "水泥"), brand("红日公司", "水泥"), brand("红日公司", "玻璃")];
    let resolved = run_with(&rows, vec![DecisionKind::Waiver(row_name(1))]);
    assert_eq!(live(&resolved), [2]);
    assert!(resolved.register.settled.iter().all(|(_, settled)| matches!(settled, Settled::Refused(0, _))));
}

#[test]
fn choices_set_facts_and_what_is_not_understood_refuses_the_run() {
    let choose = |field: &str, value: &str| DecisionKind::Choice {
        row: row_name(0),
        field: field.into(),
        value: value.into(),
    };
    let resolved =
        run_with(&[brand("红日公司", "水泥")], vec![choose("数量", "3"), choose("申请金额", "5万元")]);
    assert_eq!(resolved.register.achievements[0].quantity, 3);
    assert_eq!(resolved.register.achievements[0].facts.money(builtin::CLAIM), Some(50000.into()));
    for (field, value) in [("数量", "三个"), ("申请金额", "5"), ("没有的字段", "1"), ("类别", "没有的类别")]
    {
        let resolved = run_with(&[brand("红日公司", "水泥")], vec![choose(field, value)]);
        assert_eq!(codes(&resolved), [Code::DecisionChoice], "{field}");
    }
}

#[test]
fn a_choice_that_no_rule_could_read_is_told() {
    let choice =
        |field: &str| DecisionKind::Choice { row: row_name(0), field: field.into(), value: "农行".into() };
    let resolved = run_with(&[brand("红日公司", "水泥")], vec![choice("开户行")]);
    assert_eq!((codes(&resolved), live(&resolved)), (vec![Code::DecisionUnmatched], vec![0]));
    let rows = [list(ListKind::Register, "红日公司"), brand("红日公司", "水泥")];
    assert_eq!(codes(&run_with(&rows, vec![choice("开户行")])), []);
}

#[test]
fn ranks_beside_the_names_of_a_row_are_the_ranks_of_its_holders() {
    let row = Row(ListKind::Achievements, Some(STANDARD), vec![]);
    let row = row.with(builtin::ENTERPRISE, text("红日公司（第二起草单位）、蓝天电缆厂（第一起草单位）"));
    let resolved = run(&[row.with(builtin::TITLE, text("甲"))]);
    let named = |id: EnterpriseId| resolved.register.enterprises[id.index()].name.as_str();
    let holders: Vec<_> =
        resolved.register.achievements[0].holders.iter().map(|h| (h.rank, named(h.enterprise))).collect();
    assert_eq!(holders, [(Some(1), "蓝天电缆厂"), (Some(2), "红日公司")]);
}

#[test]
fn decisions_that_meet_nothing_are_told() {
    let elsewhere = RowName { file: "b.xlsx".into(), sheet: None, row: 1 };
    let kinds = vec![
        DecisionKind::Accept(elsewhere),
        DecisionKind::Refuse(row_name(7)),
        DecisionKind::SameEnterprise(names(&["红日公司", "没有的公司"])),
        DecisionKind::SameProduct("没有的公司".into(), names(&["甲", "乙"])),
    ];
    let resolved = run_with(&[brand("红日公司", "水泥")], kinds);
    assert_eq!(codes(&resolved), [Code::DecisionUnmatched; 4]);
}

#[test]
fn canonical_order_is_category_date_enterprise_title_certificate() {
    let dated = |row: Row, day: &str| row.with(builtin::RECOGNISED, date(day));
    let resolved = run(&[
        patent("蓝天电缆厂", "2", "甲"),
        brand("乙公司集团厂", "无日期"),
        dated(brand("蓝天电缆厂", "电缆"), "2008-03-02"),
        dated(brand("红日公司", "水泥"), "2008-03"),
        patent("蓝天电缆厂", "1", "甲"),
    ]);
    let order: Vec<u32> = resolved.register.achievements.iter().map(|a| a.sources[0].row).collect();
    assert_eq!(order, [3, 2, 1, 4, 0]);
}

/// Rows of a small world in which everything can collide.
fn any_row() -> impl Strategy<Value = Row> {
    let names = [
        "红日机械有限公司",
        "红日机诫有限公司",
        "蓝天电缆厂",
        "蓝天电缆（集团）公司",
        "白云水泥厂（原东方建材公司）",
        "东方建材公司",
        "绿地公司、白云水泥厂",
    ];
    let codes = ["", "", CODE_A, ORGANISATION_A, CODE_B, "01404631-8"];
    let kind = prop_oneof![5 => Just(ListKind::Achievements), 1 => Just(ListKind::Register), 1 => Just(ListKind::History), 1 => Just(ListKind::Exclusion)];
    (kind, 0..3u32, 0..names.len(), 0..codes.len(), 0..4usize, 0..4usize, 0..4usize).prop_map(
        move |(kind, category, name, code, certificate, product, day)| {
            let mut row =
                Row(kind, Some(CategoryId(category)), vec![]).with(builtin::ENTERPRISE, text(names[name]));
            if !codes[code].is_empty() {
                row = row.code(codes[code]);
            }
            if certificate > 0 {
                row =
                    row.with(builtin::CERTIFICATE, text(["", "1234567", "7654321", "2222222"][certificate]));
            }
            if product > 0 {
                row = row.with(builtin::PRODUCT, text(["", "电缆", "电缆料", "水泵"][product]));
            }
            if day > 0 {
                row = row.with(builtin::RECOGNISED, date(["", "2008", "2008-03-01", "2009-01-01"][day]));
            }
            if kind == ListKind::History { row.with(builtin::PAID, Value::Money(100.into())) } else { row }
        },
    )
}

/// What must not depend on order: enterprises, and each achievement as the set of its rows with what is paid by.
type Essence = (Vec<(String, Vec<String>)>, Vec<Paid>, Vec<usize>);
type Paid = (Vec<usize>, u32, Vec<u32>, String, Option<String>, String);

fn paid_by(a: &Achievement) -> String {
    let recognised = a.facts.date(builtin::RECOGNISED);
    format!("{} {recognised:?} {:?}", a.quantity, a.facts.bool(builtin::RECERTIFIED))
}

fn essence(resolved: &Resolved, origin: &[usize]) -> Essence {
    let enterprises =
        resolved.register.enterprises.iter().map(|e| (e.key.clone(), e.other_names.clone())).collect();
    let mut achievements: Vec<_> = resolved
        .register
        .achievements
        .iter()
        .map(|a| {
            let mut rows: Vec<usize> = a.sources.iter().map(|row| origin[row.row as usize]).collect();
            rows.sort_unstable();
            let holders = a.holders.iter().map(|holder| holder.enterprise.0).collect();
            (rows, a.category.0, holders, a.product.clone(), a.certificate.clone(), paid_by(a))
        })
        .collect();
    achievements.sort();
    let mut held: Vec<usize> = held(resolved).iter().map(|row| origin[*row]).collect();
    held.sort_unstable();
    (enterprises, achievements, held)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, rng_seed: proptest::test_runner::RngSeed::Fixed(2008), ..ProptestConfig::default() })]
    #[test]
    fn the_order_of_rows_changes_nothing(
        (rows, shuffled) in proptest::collection::vec(any_row(), 1..12)
            .prop_flat_map(|rows| { let order: Vec<usize> = (0..rows.len()).collect(); (Just(rows), Just(order).prop_shuffle()) })
    ) {
        let moved: Vec<Row> = shuffled.iter().map(|index| rows[*index].clone()).collect();
        let straight: Vec<usize> = (0..rows.len()).collect();
        prop_assert_eq!(essence(&run(&rows), &straight), essence(&run(&moved), &shuffled));
    }
}

#[test]
fn a_count_beside_the_rows_that_it_may_add_up_is_held_until_it_is_accepted() {
    let counted = |count: i64| {
        let row =
            Row(ListKind::Achievements, Some(PATENT), vec![]).with(builtin::ENTERPRISE, text("红日公司"));
        row.with(builtin::QUANTITY, Value::Whole(count))
    };
    let itemised = || [patent("红日公司", "1234567", "甲"), patent("红日公司", "1234568", "乙")];
    let [first, second] = itemised();
    let rows = [counted(2), first, second];
    let resolved = run(&rows);
    assert_eq!((codes(&resolved), held(&resolved)), (vec![Code::CertificateUnclear], vec![0]));
    assert_eq!(live(&resolved), [1, 2]);
    let accepted = run_with(&rows, vec![DecisionKind::Accept(row_name(0))]);
    assert_eq!((codes(&accepted), live(&accepted)), (vec![], vec![0, 1, 2]));
    // Rows of another enterprise, of another year, or with nothing named beside them are no parts of it.
    assert_eq!(live(&run(&[counted(2), patent("蓝天公司", "1234567", "甲")])), [0, 1]);
    let dated = |row: Row, day: &str| row.with(builtin::RECOGNISED, date(day));
    let apart = [dated(counted(2), "2008-03-01"), dated(patent("红日公司", "1234567", "甲"), "2008-05-01")];
    assert_eq!(live(&run(&apart)), [0, 1]);
    assert_eq!(live(&run(&[counted(2)])), [0]);
}
