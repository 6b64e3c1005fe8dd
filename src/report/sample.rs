//! A payout put together by hand for the tests of reports: every figure in it is worked out in the comments.

mod awards;
mod lists;
mod policy;

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
use awards::*;
use jiff::civil::date;
use lists::*;
use policy::*;
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
        tallied: Vec::new(),
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

#[test]
fn the_samples_add_up() {
    for payout in [payout(), varied_payout(), long_payout(3)] {
        let net: Money = payout.entitlements.iter().map(Entitlement::net).sum();
        let due: Money = payout.entitlements.iter().map(|e| e.due(2008)).sum();
        assert_eq!((net, due), (payout.totals.awarded, payout.totals.payable));
    }
}
