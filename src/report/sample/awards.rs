//! The awards of the sample, entry by entry.

use super::*;

pub(super) fn entry(step: Option<u32>, clause: u32, operation: Operation) -> Entry {
    Entry {
        step: step.map(StepId),
        clause: ClauseId(clause),
        amount: operation.amount().expect("an amount"),
        operation,
        against: Against::default(),
    }
}

/// The award entry: tariff × quantity.
pub(super) fn award_entry(category: u32, quantity: i64) -> Entry {
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

pub(super) fn allocation(
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
pub(super) fn due(amount: Money) -> Operation {
    let figure = Expr::Counted(amount.yuan());
    Operation::Award { figure, rounding: Rounding::HalfAway, unit: Unit::FEN, part: None }
}

pub(super) fn part(whole: Money, before: i128, after: i128, total: i128) -> Operation {
    Operation::Part {
        whole,
        weights: crate::model::operation::Weights { before, after, total },
        unit: Unit::FEN,
    }
}

/// One year's amount, half from the city and half from the town.
pub(super) fn halves(
    year: i32,
    town: &str,
    whole: Money,
    instalment: u32,
    before: &[Operation],
) -> Vec<Allocation> {
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

pub(super) fn entitlement(
    payee: u32,
    achievement: u32,
    category: u32,
    row: u32,
    quantity: i64,
) -> Entitlement {
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
pub(super) fn capped(e: Entitlement, before: i128, previous: Option<u32>) -> Entitlement {
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

pub(super) fn entitlements() -> Vec<Entitlement> {
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
pub(super) fn share() -> Entitlement {
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
pub(super) fn instalment() -> Entitlement {
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
