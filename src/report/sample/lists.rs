//! The lists of the sample: who and what they name, how their rows were read, what became of each.

use super::*;

pub(super) fn file(name: &str, readable: bool) -> InputFile {
    InputFile { name: name.to_owned(), sha256: "0123456789abcdef".repeat(4), readable }
}

pub(super) fn at(file: u32, row: u32) -> RowRef {
    RowRef { file, sheet: 0, row }
}

pub(super) fn fact(field: FieldId, value: Value, at: RowRef) -> Fact {
    Fact { field, year: None, value, cell: CellRef { row: at, col: field.0 % 8 } }
}

pub(super) fn facts(at: RowRef, title: &str, certificate: &str, month: i8, quantity: i64) -> Facts {
    let mut facts = Facts::default();
    facts.set(fact(builtin::TITLE, Value::Text(title.into()), at));
    facts.set(fact(builtin::CERTIFICATE, Value::Text(certificate.into()), at));
    facts.set(fact(builtin::RECOGNISED, Value::Date(DateSpan::day(date(2008, month, 5))), at));
    facts.set(fact(builtin::QUANTITY, Value::Whole(quantity), at));
    facts
}

pub(super) fn achievement(
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

pub(super) fn achievements() -> Vec<Achievement> {
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

pub(super) fn payments() -> Vec<Payment> {
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
        columns: Arc::default(),
        facts,
    }]
}

pub(super) fn enterprise(name: &str) -> Enterprise {
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

pub(super) fn payees() -> Vec<Payee> {
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

pub(super) fn outcome(file: u32, row: u32, fate: Fate, entitlements: &[u32]) -> RowOutcome {
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

pub(super) fn rows() -> Vec<RowOutcome> {
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

pub(super) fn reading() -> Reading {
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

pub(super) fn records() -> Vec<Record> {
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

pub(super) fn decisions() -> Decisions {
    let row =
        RowName { file: "成果.xlsx".to_owned(), sheet: None, row: 7, enterprise: None, certificate: None };
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
