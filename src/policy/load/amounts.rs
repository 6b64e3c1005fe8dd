//! Amounts: every figure becomes a tariff with its clause and evidence, and is held against the quotation above it.

use super::Loader;
use crate::finding::Code;
use crate::policy::file::{AmountFile, AmountTable, At, BasisFile, FieldType, Text};
use crate::policy::{
    AbsentRank, Amount, AmountKind, ClauseId, Literal, Subject, Tariff, TariffId, TariffKind,
};
use rust_decimal::Decimal;

/// The types of fields that are figures.
pub(super) const FIGURES: [FieldType; 3] = [FieldType::Whole, FieldType::Number, FieldType::Money];

/// Where a figure comes from when it is not in the quotation.
#[derive(Clone, Default)]
pub(super) struct Evidence {
    /// The source of a trial figure.
    pub trial: Option<String>,
    /// The reason why the quotation does not have it.
    pub explained: bool,
    /// The rule can state one: it has the keys from and basis.
    pub can_be: bool,
}

/// The rule that figures belong to: its name prefixes theirs.
#[derive(Clone)]
pub(super) struct Owner {
    pub name: String,
    pub clause: ClauseId,
    pub evidence: Evidence,
}

impl Loader<'_> {
    pub(super) fn evidence(
        &mut self,
        basis: &Option<At<BasisFile>>,
        source: &Option<Text>,
        from: &Option<Text>,
    ) -> Evidence {
        let trial = basis.as_ref().filter(|basis| basis.value == BasisFile::Trial);
        let blank = source.as_ref().is_none_or(|source| source.value.trim().is_empty());
        if let Some(basis) = trial.filter(|_| blank) {
            self.report(
                Code::PolicyNoSource,
                basis.span,
                "试算金额没有写出处。",
                "请补上 source = \"文件名称、文号、网址或报刊\"。",
            );
        }
        let named =
            source.as_ref().map(|source| source.value.trim().to_owned()).filter(|text| !text.is_empty());
        Evidence { trial: trial.and(named), explained: from.is_some() || trial.is_some(), can_be: true }
    }

    fn tariff(
        &mut self,
        owner: &Owner,
        part: &str,
        value: Decimal,
        kind: TariffKind,
        text: &Text,
    ) -> TariffId {
        let id = TariffId(u32::try_from(self.policy.tariffs.len()).unwrap_or(u32::MAX));
        self.policy.tariffs.push(Tariff {
            name: if part.is_empty() { owner.name.clone() } else { format!("{}.{part}", owner.name) },
            clause: owner.clause,
            value: value.normalize(),
            kind,
            written: text.value.clone(),
            trial: owner.evidence.trial.clone().filter(|_| !self.is_assumed(text)),
            assumed: self.assumed.get(&text.span).cloned(),
            span: text.span,
        });
        id
    }

    /// An assumed figure comes from no quotation.
    fn is_assumed(&self, text: &Text) -> bool {
        self.assumed.contains_key(&text.span)
    }

    fn must_be_quoted(&self, owner: &Owner, text: &Text) -> bool {
        !owner.evidence.explained && !self.is_assumed(text)
    }

    /// An amount of 元, held against the quotation.
    pub(super) fn money_tariff(&mut self, owner: &Owner, part: &str, text: &Text) -> TariffId {
        let yuan = self.amount_of(text).unwrap_or_default();
        self.stated_tariff(owner, part, text, (yuan, false))
    }

    /// An amount for each unit; where the units are 元 a rate in the quotation states it: 3% is 0.03元 for each.
    pub(super) fn price_tariff(&mut self, owner: &Owner, part: &str, text: &Text, of_yuan: bool) -> TariffId {
        let yuan = self.price_of(text).unwrap_or_default();
        self.stated_tariff(owner, part, text, (yuan, of_yuan))
    }

    fn stated_tariff(
        &mut self,
        owner: &Owner,
        part: &str,
        text: &Text,
        (yuan, of_yuan): (Decimal, bool),
    ) -> TariffId {
        let quoted = self.quoted(text.span.0);
        let stated = quoted.has_amount(yuan) || of_yuan && quoted.has_rate(yuan);
        if self.must_be_quoted(owner, text) && !yuan.is_zero() && !stated {
            let quoted = self.quoted(text.span.0);
            let stated: Vec<String> = quoted.amounts().iter().map(|yuan| in_wan(*yuan)).collect();
            self.not_quoted(owner, &format!("金额「{}」", text.value), &stated, text);
        }
        self.tariff(owner, part, yuan, TariffKind::Money, text)
    }

    /// A rate or weight; a rate is held against the quotation, a whole weight is not.
    pub(super) fn rate_tariff(&mut self, owner: &Owner, part: &str, text: &Text) -> TariffId {
        let rate = self.rate_of(text).unwrap_or(Decimal::ONE);
        let weight = rate.fract().is_zero() && !text.value.contains(['%', '％', ':', '：']);
        let quoted = self.quoted(text.span.0);
        // A coefficient stands there as it is; what is written as a percentage must be said as one.
        let as_number = !text.value.contains(['%', '％']) && quoted.has_number(rate);
        if self.must_be_quoted(owner, text) && !weight && !quoted.has_rate(rate) && !as_number {
            let stated: Vec<String> = quoted.rates().iter().map(ToString::to_string).collect();
            self.not_quoted(owner, &format!("比例「{}」", text.value), &stated, text);
        }
        self.tariff(owner, part, rate, TariffKind::Rate, text)
    }

    /// A count such as a limit of items, held against the quotation.
    pub(super) fn count_tariff(&mut self, owner: &Owner, part: &str, count: &At<i64>) -> TariffId {
        let text = Text { value: count.value.to_string(), span: count.span };
        if count.value < 0 {
            self.bad_value(count.span, "个数不能为负。");
        }
        self.tariff(owner, part, Decimal::from(count.value), TariffKind::Count, &text)
    }

    fn not_quoted(&mut self, owner: &Owner, what: &str, stated: &[String], text: &Text) {
        let stated = if stated.is_empty() {
            "没有这类数字".to_owned()
        } else {
            format!("写的是{}", stated.join("、"))
        };
        let message = format!("{what}在上面的引文里找不到，引文{stated}。");
        let help = if owner.evidence.can_be {
            "请对照原文改正；原文是用别的话说的，在奖项（限额）里写 from = \"从何而来\"，如 from = \"不超过实际支出，即100%\"；借用的数写 basis = \"试算\" 和 source = \"出处\"。"
        } else {
            "请对照原文改正；原文是用别的话说的，请把写明这个数的那一句也引在上面。"
        };
        self.report(Code::PolicyNotQuoted, text.span, message, help);
    }

    pub(super) fn amount(&mut self, owner: &Owner, part: &str, file: &AmountFile) -> Amount {
        match file {
            AmountFile::Text(text) => plain(AmountKind::Fixed(self.money_tariff(owner, part, text))),
            AmountFile::Yuan(yuan) => {
                let text = Text { value: format!("{}元", yuan.value), span: yuan.span };
                plain(AmountKind::Fixed(self.money_tariff(owner, part, &text)))
            }
            AmountFile::Table(table, span) => {
                let kind = self.amount_kind(owner, part, table, *span);
                self.check_pool_bounds(&kind, table, *span);
                self.check_measured(table, *span);
                self.check_floor(table);
                let times = self.times(table, &kind);
                let mut bound = |file: &Option<Box<AmountFile>>, name: &str| {
                    file.as_ref().map(|file| Box::new(self.amount(owner, &joined(part, name), file)))
                };
                let (floor, ceiling) = (bound(&table.floor, "下限"), bound(&table.ceiling, "上限"));
                Amount { kind, times, floor, ceiling }
            }
        }
    }

    /// A floor or ceiling beside a pool would be of the pool, and the document may mean each share.
    fn check_pool_bounds(&mut self, kind: &AmountKind, table: &AmountTable, span: (usize, usize)) {
        let stated = |bound: &Option<Box<AmountFile>>| {
            let fixed = |table: &AmountTable| table.fixed.is_some();
            bound.as_deref().is_some_and(|bound| match bound {
                AmountFile::Table(table, _) => fixed(table),
                AmountFile::Text(_) | AmountFile::Yuan(_) => true,
            })
        };
        let bounds = [&table.floor, &table.ceiling];
        let unclear = match kind {
            AmountKind::PoolByScore { .. } => bounds.iter().any(|bound| bound.is_some()),
            // A pool of its own for each achievement may follow a field of it.
            AmountKind::PoolByRank { .. } => bounds.into_iter().any(stated),
            _ => false,
        };
        if unclear {
            let message = "资金池旁边的「floor」「ceiling」分不清是管整个资金池，还是管各家分得的一份。";
            let help = "每项（每家）最高的，写封顶步骤 cap = { key = [\"成果\"], limit = { amount = \"…\" }, … }（各家各计的 key 写 [\"成果\", \"企业\"]）；整个资金池的，直接写进 pool。";
            self.report(Code::PolicyBadValue, span, message, help);
        }
    }

    fn amount_kind(
        &mut self,
        owner: &Owner,
        part: &str,
        table: &AmountTable,
        span: (usize, usize),
    ) -> AmountKind {
        match (&table.fixed, &table.rate, &table.by, &table.pool) {
            (Some(text), None, None, None) if table.times.is_empty() => {
                AmountKind::Fixed(self.money_tariff(owner, part, text))
            }
            (Some(text), None, None, None) => AmountKind::Fixed(self.price_tariff(owner, part, text, false)),
            (None, Some(rate), None, None) => self.rate_kind(owner, part, table, rate),
            (None, None, Some(by), None) => self.by_kind(owner, part, table, by),
            (None, None, None, Some(pool)) => self.pool_kind(owner, part, table, pool),
            _ => {
                self.bad_value(span, "金额须恰好用一种写法：fixed、rate、by（分档）或 pool（资金池）。");
                AmountKind::Fixed(TariffId(0))
            }
        }
    }

    fn rate_kind(&mut self, owner: &Owner, part: &str, table: &AmountTable, text: &Text) -> AmountKind {
        let rate = self.rate_tariff(owner, &joined(part, "比例"), text);
        match (&table.of, &table.of_award) {
            (Some(field), None) => self.rate_of_field(rate, table, field),
            (None, Some(award)) => match self.award_named(award) {
                Some(award) => AmountKind::RateOfAward { rate, award, replacing: self.replacing(table) },
                None => AmountKind::Fixed(rate),
            },
            _ => {
                self.bad_value(text.span, "rate 须与 of（金额字段）或 of_award（奖项）之一并用。");
                AmountKind::Fixed(rate)
            }
        }
    }

    pub(super) fn is_money(&self, field: crate::policy::FieldId) -> bool {
        self.policy.field(field).kind == FieldType::Money
    }

    fn replacing(&mut self, table: &AmountTable) -> Vec<(crate::policy::FieldId, Literal)> {
        let mut replaced = Vec::new();
        for (name, literal) in &table.replacing {
            let name = Text { value: name.clone(), span: literal.0.span };
            let Some(field) = self.field_named(&name) else { continue };
            let kind = self.policy.field(field).kind;
            let subject = Subject::Field { field, year: 0, years: 1 };
            replaced.extend(self.literal(literal, kind, &subject).map(|value| (field, value)));
        }
        replaced
    }

    fn pool_kind(&mut self, owner: &Owner, part: &str, table: &AmountTable, text: &Text) -> AmountKind {
        let pool = self.money_tariff(owner, &joined(part, "池"), text);
        if let Some(score) = &table.score {
            return match self.figure_field(score, &FIGURES) {
                Some(score) => AmountKind::PoolByScore { pool, score },
                None => AmountKind::Fixed(pool),
            };
        }
        if table.ranks.is_empty() || table.ranks.iter().all(|weight| *weight == 0) || table.absent.is_none() {
            self.bad_value(
                text.span,
                "按排名分的资金池须写 ranks（各排名的权重）和 absent（不发、归在场者）；按得分分的写 score。",
            );
        }
        let absent = table.absent.as_ref().map_or(AbsentRank::Unpaid, |absent| absent.value);
        AmountKind::PoolByRank { pool, weights: table.ranks.clone(), absent }
    }
}

fn plain(kind: AmountKind) -> Amount {
    Amount { kind, times: Vec::new(), floor: None, ceiling: None }
}

pub(super) fn joined(part: &str, name: &str) -> String {
    if part.is_empty() { name.to_owned() } else { format!("{part}.{name}") }
}

pub(super) fn in_wan(yuan: Decimal) -> String {
    let wan = yuan.checked_div(Decimal::from(10_000)).unwrap_or(yuan).normalize();
    if wan >= Decimal::ONE { format!("{wan}万元") } else { format!("{}元", yuan.normalize()) }
}
