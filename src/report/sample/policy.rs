//! The policy of the sample.

use super::*;

pub(super) fn clause(id: &str, quotation: &str) -> Clause {
    Clause {
        id: id.to_owned(),
        title: None,
        quotation: quotation.to_owned(),
        nothing: None,
        place: Place::file("rules/sample.md"),
    }
}

pub(super) fn tariff(name: &str, clause: u32, value: &str, kind: TariffKind, written: &str) -> Tariff {
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

pub(super) fn award(id: &str, clause: u32, category: u32) -> Award {
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

pub(super) fn category(name: &str, unit: &str) -> Category {
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

pub(super) fn step(id: &str, clause: u32, kind: StepKind) -> Step {
    Step { id: id.to_owned(), clause: ClauseId(clause), kind }
}

pub(super) fn steps() -> Vec<Step> {
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

pub(super) fn tariffs() -> Vec<Tariff> {
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

pub(super) fn policy() -> Policy {
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
