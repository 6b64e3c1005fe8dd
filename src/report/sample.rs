//! A payout put together by hand for the tests of reports: every figure in it is worked out in the comments.

use crate::finding::{Code, Finding, Place};
use crate::model::achievement::{Achievement, AchievementId, Enterprise, EnterpriseId, Payment, PaymentId};
use crate::model::decision::{Decision, DecisionKind, Decisions, RowName};
use crate::model::entitlement::{
    Against, Allocation, Cause, Entitlement, EntitlementId, Entry, Payee, PayeeId,
};
use crate::model::operation::{Bound, Expr, Form, Operation};
use crate::model::payout::{Fate, InputFile, Payout, RowOutcome, Totals};
use crate::model::record::{
    CellRef, ControlTotal, Fact, Facts, ListKind, Reading, Record, RowReading, RowRef, SheetReading, Value,
};
use crate::money::{Money, Rounding, Unit};
use crate::policy::*;
use crate::text::date::DateSpan;
use jiff::civil::date;
use rust_decimal::Decimal;
use std::sync::Arc;

/// 元.
pub fn yuan(yuan: i128) -> Money {
    Money::from_fen(yuan * 100)
}

/// Two enterprises, a department, two funders: a national brand (500000, 60% now) over a provincial one of the same
/// product (gives way), patents under a limit of 10000 (9000 + 3000 → 7500 + 2500), another firm's patent (3000),
/// a department's tenth (50000), an instalment of last year (40000).
/// Due: 300000 + 7500 + 2500 + 3000 + 50000 + 40000 = 403000; later 200000; awarded 603000.
pub fn payout() -> Payout {
    Payout {
        policy: Arc::new(policy()),
        year: 2008,
        date: None,
        settings: Default::default(),
        trial: vec!["邻市政发〔2007〕1号".to_owned()],
        files: vec![
            file("inputs/成果.xlsx", true),
            file("inputs/历年.xlsx", true),
            file("inputs/损坏.xls", false),
        ],
        reading: reading(),
        decisions: decisions(),
        enterprises: vec![enterprise("示例甲有限公司"), enterprise("示例乙有限公司")],
        achievements: achievements(),
        payments: payments(),
        exclusions: Vec::new(),
        payees: payees(),
        entitlements: entitlements(),
        counted: Vec::new(),
        rows: rows(),
        totals: Totals {
            awarded: yuan(603_000),
            payable: yuan(403_000),
            later: yuan(200_000),
            recoverable: yuan(0),
        },
        findings: vec![
            Finding::new(
                Code::CellText,
                Place::cell("inputs/成果.xlsx", "名单", "D9"),
                "证书编号含有异常字符",
                "核对原件后在 decisions.toml 写明采信：\nkind = \"采信\"",
            ),
            Finding::new(
                Code::FileDamaged,
                Place::file("inputs/损坏.xls"),
                "文件已损坏，没有读取",
                "请重新导出后再放入",
            ),
        ],
    }
}

/// The same, with all of it real: not a 试算稿.
pub fn final_payout() -> Payout {
    Payout { trial: Vec::new(), date: Some("2009年3月1日".to_owned()), ..payout() }
}

/// So many patents of 3000 more, to fill long sheets.
pub fn long_payout(more: u32) -> Payout {
    let mut payout = payout();
    let template = payout.entitlements[4].clone();
    payout.entitlements.extend((0..more).map(|_| template.clone()));
    let sum = yuan(3000 * i128::from(more));
    payout.totals.awarded += sum;
    payout.totals.payable += sum;
    payout
}

/// The other operations: 2 of 3 patents kept (9000 → 6000), a limit of 7000 from the end (6000 + 1000 of 3000), the
/// earlier tariff 1000 and an earlier payment of 500 taken off (3000 → 1500), a part 4/10 of 100000.
/// Net 500000 + 6000 + 1000 + 1500 + 50000 + 40000 = 598500; due 398500.
pub fn varied_payout() -> Payout {
    let mut payout = payout();
    let running = |before: i128, net: i128, previous, form| Operation::Running {
        before: yuan(before),
        net: yuan(net),
        previous,
        form,
        unit: Unit::FEN,
        bound: None,
        behind: None,
    };
    let from_end = Form::FromEnd { limit: yuan(7000) };
    let keep = Operation::Keep { before: Money::ZERO, whole: yuan(9000), kept: 2, of: 3, unit: Unit::FEN };
    let earlier = Operation::LessTariff { net: yuan(3000), earlier: yuan(1000) };
    let paid = running(0, 2000, None, Form::LessPaid { paid: yuan(500) });
    let changes = [
        (2, "东镇财政", vec![entry(Some(0), 3, keep), entry(Some(1), 4, running(0, 6000, None, from_end))]),
        (3, "东镇财政", vec![entry(Some(1), 4, running(6000, 3000, Some(EntitlementId(2)), from_end))]),
        (4, "西镇财政", vec![entry(Some(0), 3, earlier), entry(Some(1), 4, paid)]),
    ];
    for (at, town, entries) in changes {
        let e = &mut payout.entitlements[at];
        e.entries.truncate(1);
        e.entries.extend(entries);
        e.allocations = halves(2008, town, e.net(), 1, &[]);
    }
    payout.entitlements[6].entries = vec![entry(None, 6, due(yuan(40_000)))];
    (payout.totals.awarded, payout.totals.payable) = (yuan(598_500), yuan(398_500));
    payout
}

fn file(name: &str, readable: bool) -> InputFile {
    InputFile { name: name.to_owned(), sha256: "0123456789abcdef".repeat(4), readable }
}

fn clause(id: &str, quotation: &str) -> Clause {
    Clause {
        id: id.to_owned(),
        title: None,
        quotation: quotation.to_owned(),
        nothing: None,
        place: Place::file("rules/sample.md"),
    }
}

fn tariff(name: &str, clause: u32, value: &str, kind: TariffKind, written: &str) -> Tariff {
    Tariff {
        name: name.to_owned(),
        clause: ClauseId(clause),
        value: value.parse().expect("a decimal"),
        kind,
        written: written.to_owned(),
        trial: None,
        assumed: None,
        span: (0, 0),
    }
}

fn award(id: &str, clause: u32, category: u32) -> Award {
    Award {
        id: id.to_owned(),
        clause: ClauseId(clause),
        role: Role::Enterprise,
        categories: vec![CategoryId(category)],
        when: Condition::All(Vec::new()),
        overrides: Vec::new(),
        with: Vec::new(),
        amount: Amount {
            kind: AmountKind::Fixed(TariffId(category)),
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
        place: Place::file("rules/sample.md"),
    }
}

fn category(name: &str, unit: &str) -> Category {
    Category {
        name: name.to_owned(),
        level: None,
        family: None,
        unit: Some(unit.to_owned()),
        aliases: Vec::new(),
        life: (None, None),
        life_clause: None,
        identity: Vec::new(),
        joint: false,
        mark: false,
    }
}

fn step(id: &str, clause: u32, kind: StepKind) -> Step {
    Step { id: id.to_owned(), clause: ClauseId(clause), kind }
}

fn steps() -> Vec<Step> {
    let highest = HighestOnly {
        covers: Covers::default(),
        key: vec![KeyPart::Enterprise, KeyPart::Product],
        by: HighestBy::Net,
        zero_counts: false,
        across_years: false,
    };
    let cap = Cap {
        covers: Covers { categories: vec![CategoryId(2)], ..Covers::default() },
        key: vec![KeyPart::Enterprise],
        limit: Limit::Amount(TariffId(3)),
        reduce: ReduceBy::ProRata,
        used_by: UsedBy::None,
        shortfall: None,
    };
    let department = Department {
        payee_field: None,
        name: "科技局".to_owned(),
        role: Role::Department,
        rate: TariffId(4),
        covers: Covers::default(),
    };
    let parts = vec![
        Instalment { rate: TariffId(5), due: Due::Offset(0) },
        Instalment { rate: TariffId(6), due: Due::Offset(1) },
    ];
    let covers = Covers { categories: vec![CategoryId(0)], ..Covers::default() };
    let instalments = Instalments { covers, parts, unit: Unit::FEN, still_requires: Vec::new() };
    let share = |funder, weight| Share { funder, weight: TariffId(weight), borne_by: None };
    let rule = SharingRule {
        covers: Covers { categories: (0..3).map(CategoryId).collect(), ..Covers::default() },
        when: Condition::All(Vec::new()),
        shares: vec![share(Funder::Named("市财政".to_owned()), 7), share(Funder::Town, 8)],
    };
    let sharing = Sharing { rules: vec![rule], unit: Unit::FEN };
    vec![
        step("highest", 3, StepKind::HighestOnly(highest)),
        step("cap", 4, StepKind::Cap(cap)),
        step("department", 5, StepKind::DepartmentShare(vec![department])),
        step("instalments", 6, StepKind::Instalments(instalments)),
        step("sharing", 7, StepKind::Sharing(sharing)),
    ]
}

fn tariffs() -> Vec<Tariff> {
    let mut list = vec![
        tariff("甲类", 0, "500000", TariffKind::Money, "50万元"),
        tariff("乙类", 1, "100000", TariffKind::Money, "10万元"),
        tariff("专利", 2, "3000", TariffKind::Money, "3000元"),
        tariff("cap.limit", 4, "10000", TariffKind::Money, "1万元"),
        tariff("department.1", 5, "0.1", TariffKind::Rate, "10%"),
        tariff("instalments.1", 6, "0.6", TariffKind::Rate, "60%"),
        tariff("instalments.2", 6, "0.4", TariffKind::Rate, "40%"),
        tariff("sharing.1", 7, "0.5", TariffKind::Rate, "50%"),
        tariff("sharing.2", 7, "0.5", TariffKind::Rate, "50%"),
    ];
    list[1].trial = Some("邻市政发〔2007〕1号".to_owned());
    list
}

fn policy() -> Policy {
    Policy {
        file: "rules/sample.md".to_owned(),
        sha256: "fedcba9876543210".repeat(4),
        id: "sample-2008".to_owned(),
        name: "示例市扶持品牌和自主创新若干政策".to_owned(),
        document: "示政发〔2008〕58号".to_owned(),
        issuer: None,
        years: (2008, Some(2008)),
        supersedes: Vec::new(),
        unit: Unit::FEN,
        rounding: Rounding::HalfAway,
        funder: "市财政".to_owned(),
        levels: Vec::new(),
        fields: builtin::fields(),
        categories: vec![category("甲类品牌", "只"), category("乙类品牌", "只"), category("发明专利", "件")],
        derived: Vec::new(),
        clauses: vec![
            clause("二(一)", "对获得甲类品牌的，每只奖励50万元。"),
            clause("二(二)", "对获得乙类品牌的，每只奖励10万元。"),
            clause("二(三)", "对获得发明专利授权的，每件奖励3000元。"),
            clause("三(一)", "同一产品获得多项荣誉的，按就高不重复的原则奖励。"),
            clause("三(二)", "专利奖励每个企业每年不超过1万元。"),
            clause("三(三)", "对有关部门按奖励金额的10%给予奖励。"),
            clause("三(四)", "甲类品牌奖励分两年兑现，当年60%，次年40%。"),
            clause("三(五)", "奖励资金由市、镇各承担50%。"),
        ],
        awards: vec![award("甲类", 0, 0), award("乙类", 1, 1), award("专利", 2, 2)],
        requirements: Vec::new(),
        exclusions: Vec::new(),
        steps: steps(),
        tariffs: tariffs(),
        goals: Vec::new(),
        priority_lists: Vec::new(),
        cases: Vec::new(),
        otherwise: Vec::new(),
        spans: Spans::default(),
    }
}

fn at(file: u32, row: u32) -> RowRef {
    RowRef { file, sheet: 0, row }
}

fn fact(field: FieldId, value: Value, at: RowRef) -> Fact {
    Fact { field, year: None, value, cell: CellRef { row: at, col: field.0 % 8 } }
}

fn facts(at: RowRef, title: &str, certificate: &str, month: i8, quantity: i64) -> Facts {
    let mut facts = Facts::default();
    facts.set(fact(builtin::TITLE, Value::Text(title.into()), at));
    facts.set(fact(builtin::CERTIFICATE, Value::Text(certificate.into()), at));
    facts.set(fact(builtin::RECOGNISED, Value::Date(DateSpan::day(date(2008, month, 5))), at));
    facts.set(fact(builtin::QUANTITY, Value::Whole(quantity), at));
    facts
}

fn achievement(
    row: u32,
    category: u32,
    holder: u32,
    title: &str,
    certificate: &str,
    quantity: i64,
) -> Achievement {
    Achievement {
        sources: vec![at(0, row)],
        category: CategoryId(category),
        holders: vec![crate::model::achievement::Holder {
            enterprise: EnterpriseId(holder),
            rank: None,
            source: at(0, row),
            own: None,
        }],
        facts: facts(at(0, row), title, certificate, 3, quantity),
        title: title.to_owned(),
        product: title.to_owned(),
        product_group: Some(title.to_owned()),
        certificate: Some(certificate.to_owned()),
        quantity,
    }
}

fn achievements() -> Vec<Achievement> {
    vec![
        achievement(2, 0, 0, "示例牌电线电缆", "GJ2008-001", 1),
        achievement(3, 1, 0, "示例牌电线电缆", "SJ2008-017", 1),
        achievement(4, 2, 0, "=HYPERLINK(一种电缆护套)", "200810000001.2", 3),
        achievement(5, 2, 0, "一种阻燃\u{1}材料", "200810000002.7", 1),
        achievement(
            6,
            2,
            1,
            "一种污水处理装置及其在高浓度有机废水预处理工艺中的应用方法",
            "200810000003.1",
            1,
        ),
    ]
}

fn payments() -> Vec<Payment> {
    let mut facts = Facts::default();
    facts.set(fact(builtin::TITLE, Value::Text("示例牌水泵".into()), at(1, 1)));
    facts.set(fact(builtin::PAID, Value::Money(Decimal::from(100_000)), at(1, 1)));
    vec![Payment {
        source: at(1, 1),
        enterprise: EnterpriseId(1),
        holder: EnterpriseId(1),
        category: None,
        product: None,
        product_group: None,
        certificate: None,
        of_workbook: false,
        award: None,
        accepted: false,
        facts,
    }]
}

fn enterprise(name: &str) -> Enterprise {
    Enterprise {
        key: name.to_owned(),
        name: name.to_owned(),
        credit_code: None,
        organisation_code: None,
        other_names: Vec::new(),
        identity_number: None,
        register_row: None,
        register: Facts::default(),
    }
}

fn payees() -> Vec<Payee> {
    let payee = |name: &str, role, enterprise, town: Option<&str>, account: Option<&str>| Payee {
        name: name.to_owned(),
        role,
        enterprise,
        identity_number: None,
        town: town.map(str::to_owned),
        bank: account.map(|_| "示例银行东镇支行".to_owned()),
        account: account.map(str::to_owned),
    };
    vec![
        payee(
            "示例甲有限公司",
            Role::Enterprise,
            Some(EnterpriseId(0)),
            Some("东镇"),
            Some("0320282198001011234"),
        ),
        payee("示例乙有限公司", Role::Enterprise, Some(EnterpriseId(1)), Some("西镇"), None),
        payee("科技局", Role::Department, None, None, None),
    ]
}

fn entry(step: Option<u32>, clause: u32, operation: Operation) -> Entry {
    Entry {
        step: step.map(StepId),
        clause: ClauseId(clause),
        amount: operation.amount().expect("an amount"),
        operation,
        against: Against::default(),
    }
}

/// The award entry: tariff × quantity.
fn award_entry(category: u32, quantity: i64) -> Entry {
    let tariff = TariffId(category);
    let figure = Expr::Product(vec![
        Expr::Tariff(tariff, tariffs()[tariff.index()].value),
        Expr::Counted(quantity.into()),
    ]);
    entry(
        None,
        category,
        Operation::Award { figure, rounding: Rounding::HalfAway, unit: Unit::FEN, part: None },
    )
}

fn allocation(
    year: i32,
    funder: &str,
    amount: Money,
    instalment: u32,
    operations: Vec<Operation>,
) -> Allocation {
    Allocation {
        due_year: Some(year),
        funder: funder.to_owned(),
        borne_by: None,
        amount,
        step: Some(StepId(4)),
        clause: ClauseId(7),
        instalment,
        operations,
    }
}

/// An instalment of an earlier year: the figure of its history row.
fn due(amount: Money) -> Operation {
    let figure = Expr::Counted(amount.yuan());
    Operation::Award { figure, rounding: Rounding::HalfAway, unit: Unit::FEN, part: None }
}

fn part(whole: Money, before: i128, after: i128, total: i128) -> Operation {
    Operation::Part {
        whole,
        weights: crate::model::operation::Weights { before, after, total },
        unit: Unit::FEN,
    }
}

/// One year's amount, half from the city and half from the town.
fn halves(year: i32, town: &str, whole: Money, instalment: u32, before: &[Operation]) -> Vec<Allocation> {
    let share = |from, to| {
        let mut operations = before.to_vec();
        operations.push(part(whole, from, to, 2));
        operations
    };
    let amount = |from, to| part(whole, from, to, 2).amount().expect("an amount");
    vec![
        allocation(year, "市财政", amount(0, 1), instalment, share(0, 1)),
        allocation(year, town, amount(1, 2), instalment, share(1, 2)),
    ]
}

fn entitlement(payee: u32, achievement: u32, category: u32, row: u32, quantity: i64) -> Entitlement {
    Entitlement {
        payee: PayeeId(payee),
        holder: EnterpriseId(payee),
        role: Role::Enterprise,
        cause: Cause::Award(AwardId(category)),
        award: Some(AwardId(category)),
        clause: ClauseId(category),
        achievement: Some(AchievementId(achievement)),
        supporting: Vec::new(),
        category: Some(CategoryId(category)),
        sources: vec![at(0, row)],
        quantity,
        entries: vec![award_entry(category, quantity)],
        allocations: Vec::new(),
        idle: Vec::new(),
        shared_by: Some(0),
    }
}

/// A patent entitlement after the cap, with its halves.
fn capped(e: Entitlement, before: i128, previous: Option<u32>) -> Entitlement {
    let net = e.net();
    let mut e = e;
    e.entries.push(entry(
        Some(1),
        4,
        Operation::Running {
            before: yuan(before),
            net,
            previous: previous.map(EntitlementId),
            form: Form::ProRata { limit: yuan(10_000), total: yuan(12_000) },
            unit: Unit::FEN,
            bound: Some(Arc::new(Bound {
                step: StepId(1),
                figure: Expr::Tariff(TariffId(3), Decimal::from(10_000)),
                used: Money::ZERO,
                total: None,
            })),
            behind: None,
        },
    ));
    e.allocations = halves(2008, "东镇财政", e.net(), 1, &[]);
    e
}

fn entitlements() -> Vec<Entitlement> {
    let mut national = entitlement(0, 0, 0, 2, 1);
    let now = part(yuan(500_000), 0, 6, 10);
    let next = part(yuan(500_000), 6, 10, 10);
    national.allocations = halves(2008, "东镇财政", yuan(300_000), 1, &[now]);
    national.allocations.extend(halves(2009, "东镇财政", yuan(200_000), 2, &[next]));

    let mut provincial = entitlement(0, 1, 1, 3, 1);
    let mut gives_way = entry(Some(0), 3, Operation::GiveWay { net: yuan(100_000) });
    gives_way.against.entitlements.push(EntitlementId(0));
    provincial.entries.push(gives_way);
    provincial.idle = halves(2008, "东镇财政", Money::ZERO, 1, &[]);

    let mut other = entitlement(1, 4, 2, 6, 1);
    other.allocations = halves(2008, "西镇财政", yuan(3000), 1, &[]);
    vec![
        national,
        provincial,
        capped(entitlement(0, 2, 2, 4, 3), 0, None),
        capped(entitlement(0, 3, 2, 5, 1), 9000, Some(2)),
        other,
        share(),
        instalment(),
    ]
}

/// A tenth of the national brand for the department.
fn share() -> Entitlement {
    let operation = Operation::Running {
        before: yuan(0),
        net: yuan(500_000),
        previous: None,
        form: Form::Rate { numerator: 1, denominator: 10 },
        unit: Unit::FEN,
        bound: None,
        behind: None,
    };
    let mut e = entitlement(2, 0, 0, 2, 1);
    e.role = Role::Department;
    e.cause = Cause::Share(StepId(2), 0, EntitlementId(0));
    e.clause = ClauseId(5);
    e.shared_by = None;
    e.entries = vec![entry(Some(2), 5, operation)];
    e.allocations = vec![allocation(2008, "市财政", yuan(50_000), 1, Vec::new())];
    e
}

/// 40000 of last year's award.
fn instalment() -> Entitlement {
    let cell = CellRef { row: at(1, 1), col: 6 };
    let figure = Expr::Cell(cell, Decimal::from(40_000));
    let operation = Operation::Award { figure, rounding: Rounding::HalfAway, unit: Unit::FEN, part: None };
    let mut e = entitlement(1, 0, 0, 2, 1);
    e.cause = Cause::Instalment(PaymentId(0));
    e.clause = ClauseId(6);
    e.shared_by = None;
    e.achievement = None;
    e.category = None;
    e.sources = vec![at(1, 1)];
    e.entries = vec![entry(None, 6, operation)];
    e.allocations = vec![allocation(2008, "市财政", yuan(40_000), 2, Vec::new())];
    e
}

fn outcome(file: u32, row: u32, fate: Fate, entitlements: &[u32]) -> RowOutcome {
    RowOutcome {
        at: at(file, row),
        kind: if file == 0 { ListKind::Achievements } else { ListKind::History },
        fate,
        reason: String::new(),
        clause: None,
        achievement: None,
        entitlements: entitlements.iter().copied().map(EntitlementId).collect(),
    }
}

fn rows() -> Vec<RowOutcome> {
    let mut rows = vec![
        outcome(0, 2, Fate::Paid, &[0, 5]),
        outcome(0, 3, Fate::Zero, &[1]),
        outcome(0, 4, Fate::Paid, &[2]),
        outcome(0, 5, Fate::Paid, &[3]),
        outcome(0, 6, Fate::Paid, &[4]),
        outcome(0, 7, Fate::Rejected, &[]),
        outcome(0, 8, Fate::Held, &[]),
        outcome(1, 1, Fate::Paid, &[6]),
        outcome(1, 2, Fate::Reference, &[]),
    ];
    rows[1].reason = "同一产品已按较高的甲类品牌奖励（第1号）".to_owned();
    rows[1].clause = Some(ClauseId(3));
    rows[5].reason = "认定日期2007-12-30不在2008年度内；发明人身份证320282198001011234".to_owned();
    rows[5].clause = Some(ClauseId(2));
    rows[6].reason = "证书编号无法辨认".to_owned();
    rows
}

fn reading() -> Reading {
    let sheet = |file, name: &str, kind, rows: Vec<(u32, RowReading)>| SheetReading {
        file,
        sheet: 0,
        name: name.to_owned(),
        own: false,
        kind,
        department: Some("科技局".to_owned()),
        rows,
        tables: Vec::new(),
        totals: Vec::new(),
    };
    let ignored = |row| (row, RowReading::Ignored);
    let mut list: Vec<_> = vec![ignored(0), ignored(1)];
    list.extend((2..8).map(|row| (row, RowReading::Usable(row as usize - 2))));
    list.push((8, RowReading::Held(0)));
    let past = vec![ignored(0), (1, RowReading::Usable(6)), (2, RowReading::Usable(7))];
    let mut first = sheet(0, "名单", ListKind::Achievements, list);
    first.totals.push(ControlTotal {
        cell: CellRef { row: at(0, 1), col: 4 },
        what: "数量".to_owned(),
        stated: Decimal::from(8),
        added: Decimal::from(7),
    });
    Reading {
        sheets: vec![first, sheet(1, "台账", ListKind::History, past)],
        records: records(),
        unread: Vec::new(),
        held: Vec::new(),
        objected: std::collections::BTreeSet::new(),
        doubts: Vec::new(),
        beside: Default::default(),
    }
}

fn records() -> Vec<Record> {
    let record = |row: u32, category, name: &str, facts| Record {
        at: at(0, row),
        kind: ListKind::Achievements,
        category: Some(CategoryId(category)),
        names: vec![name.to_owned()],
        facts,
    };
    vec![
        record(3, 1, "示例甲有限公司", facts(at(0, 3), "示例牌电线电缆", "SJ2008-017", 3, 1)),
        record(7, 2, "示例乙有限公司", facts(at(0, 7), "一种曝气装置", "200710000009.9", 2, 1)),
    ]
}

fn decisions() -> Decisions {
    let row = RowName { file: "成果.xlsx".to_owned(), sheet: None, row: 7 };
    Decisions {
        file: Some("inputs/decisions.toml".to_owned()),
        sha256: Some("abcdef0123456789".repeat(4)),
        list: vec![Decision {
            kind: DecisionKind::Accept(row),
            who: "张三".to_owned(),
            when: date(2009, 1, 8),
            why: "已核对证书原件".to_owned(),
            span: (0, 10),
        }],
    }
}

#[test]
fn the_samples_add_up() {
    for payout in [payout(), varied_payout(), long_payout(3)] {
        let net: Money = payout.entitlements.iter().map(Entitlement::net).sum();
        let due: Money = payout.entitlements.iter().map(|e| e.due(2008)).sum();
        assert_eq!((net, due), (payout.totals.awarded, payout.totals.payable));
    }
}
