//! Steps as parts with named lines.

use super::{Kind, Lines, Part, unit, yes};
use crate::diff::words::{Words, set, year};
use crate::money::Unit;
use crate::policy::{
    Budget, Cap, CountLimit, Department, Due, Funder, HighestBy, HighestOnly, Instalments, LimitOf, LimitTie,
    ReduceBy, Sharing, Shortfall, Step, StepKind, TariffId, TariffOn, UpgradeDifference, UpgradeMode, UsedBy,
};
use crate::report::words;

pub(super) fn step(words: Words<'_>, step: &Step) -> Part {
    let Step { id, clause, kind } = step;
    let lines = Lines::default().own("做法", words::step(kind));
    let lines = match kind {
        StepKind::HighestOnly(rule) => highest(words, rule, lines),
        StepKind::UpgradeDifference(rule) => upgrade(words, rule, lines),
        StepKind::CountLimit(rule) => count_limit(words, rule, lines),
        StepKind::Cap(rule) => cap(words, rule, lines),
        StepKind::Budget(rule) => budget(words, rule, lines),
        StepKind::DepartmentShare(rules) => departments(words, rules, lines),
        StepKind::Instalments(rule) => instalments(words, rule, lines),
        StepKind::Sharing(rule) => sharing(words, rule, lines),
    };
    lines.own("所在条款", words.clause(*clause)).part(Kind::Step, id, Some(*clause))
}

fn highest(words: Words<'_>, rule: &HighestOnly, lines: Lines) -> Lines {
    let HighestOnly { covers, key, by, zero_counts, across_years } = rule;
    let by = match by {
        HighestBy::Net => "净额",
        HighestBy::Level => "级别",
    };
    lines
        .own("适用范围", words.covers(covers))
        .own("分组", words.key(key))
        .own("比高低按", by)
        .own("净额为零的也参与", yes(*zero_counts))
        .own("与历年的比较", if *across_years { "跨年度比" } else { "只在当年比" })
}

fn upgrade(words: Words<'_>, rule: &UpgradeDifference, lines: Lines) -> Lines {
    let UpgradeDifference { covers, key, mode, tariff_on } = rule;
    let mode = match mode {
        UpgradeMode::LessPaid => "减去以前已付的",
        UpgradeMode::BetweenTariffs => "减去原级别的标准",
        UpgradeMode::Full => "不减",
        UpgradeMode::Nothing => "不再奖励",
    };
    let on = match tariff_on {
        TariffOn::New => "新认定日期",
        TariffOn::Earlier => "原认定日期",
    };
    lines
        .own("适用范围", words.covers(covers))
        .own("分组", words.key(key))
        .own("方式", mode)
        .own("原级别标准按", on)
}

fn count_limit(words: Words<'_>, rule: &CountLimit, lines: Lines) -> Lines {
    let CountLimit { covers, key, limit, of, rank_by, tie } = rule;
    let of = match of {
        LimitOf::Items => "项成果",
        LimitOf::Payees => "家收款单位",
    };
    let tie = match tie {
        LimitTie::AllIn => "都算",
        LimitTie::Order => "按次序",
        LimitTie::Hold => "待定",
    };
    lines
        .own("适用范围", words.covers(covers))
        .own("分组", words.key(key))
        .amount("最多", format!("{}{of}", words.tariff(*limit)))
        .own("排名按", rank_by.map_or_else(|| "净额".to_owned(), |id| words.field(id)))
        .own("并列时", tie)
}

fn reduce(by: ReduceBy) -> &'static str {
    match by {
        ReduceBy::ProRata => "按比例减",
        ReduceBy::FromEnd => "从后扣减",
    }
}

fn used_by(used: UsedBy) -> &'static str {
    match used {
        UsedBy::None => "不计",
        UsedBy::SameYear => "同年已付的占用",
        UsedBy::All => "历年已付的都占用",
    }
}

fn shortfall(shortfall: Option<Shortfall>) -> &'static str {
    match shortfall {
        None => "",
        Some(Shortfall::Lapses) => "作废",
        Some(Shortfall::Carried) => "结转下年",
    }
}

fn cap(words: Words<'_>, rule: &Cap, lines: Lines) -> Lines {
    let Cap { covers, key, limit, reduce: by, used_by: used, shortfall: rest } = rule;
    lines
        .own("适用范围", words.covers(covers))
        .own("分组", words.key(key))
        .amount("限额", words.limit(limit))
        .own("超出时", reduce(*by))
        .own("历年已付", used_by(*used))
        .own("未付部分", shortfall(*rest))
}

fn budget(words: Words<'_>, rule: &Budget, lines: Lines) -> Lines {
    let Budget { covers, limit, priority, reduce: by, used_by: used, total, shortfall: rest } = rule;
    let priority: Vec<String> = priority.iter().map(|class| words.covers(class)).collect();
    lines
        .own("适用范围", words.covers(covers))
        .amount("总额", words.limit(limit))
        .own("优先次序", priority.join("；"))
        .own("不够时", reduce(*by))
        .own("历年已付", used_by(*used))
        .amount("折算的分母", total.map(|id| words.tariff(id)).unwrap_or_default())
        .own("未付部分", shortfall(*rest))
}

fn departments(words: Words<'_>, rules: &[Department], lines: Lines) -> Lines {
    let who = |rule: &Department| {
        let Department { name, payee_field, role, rate, covers } = rule;
        let role = if name == words::role(*role) { "" } else { words::role(*role) };
        let from = payee_field.map_or_else(String::new, |id| format!("（取自{}）", words.field(id)));
        (format!("{role}「{name}」{from}得{}", words.tariff(*rate)), words.covers(covers))
    };
    let told: Vec<(String, String)> = rules.iter().map(who).collect();
    let rates: Vec<&str> = told.iter().map(|(rate, _)| rate.as_str()).collect();
    let bases: Vec<&str> = told.iter().map(|(_, base)| base.as_str()).collect();
    lines.amount("比例", rates.join("；")).own("基数", bases.join("；"))
}

fn small_unit(of: Unit) -> String {
    if of == Unit::FEN { String::new() } else { unit(of) }
}

fn instalments(words: Words<'_>, rule: &Instalments, lines: Lines) -> Lines {
    let Instalments { covers, parts, unit, still_requires } = rule;
    let rates: Vec<TariffId> = parts.iter().map(|part| part.rate).collect();
    let due = parts.iter().map(|part| match part.due {
        Due::Offset(offset) => year(offset),
        Due::Present(field) => format!("有{}时", words.field(field)),
    });
    lines
        .own("适用范围", words.covers(covers))
        .amount("各期", words.rates(&rates).join("，"))
        .own("到期", due.collect::<Vec<_>>().join("，"))
        .own("分到", small_unit(*unit))
        .own("到期时仍须满足", set(still_requires.iter().map(|id| words.clause(*id)).collect()))
}

fn sharing(words: Words<'_>, rule: &Sharing, lines: Lines) -> Lines {
    let Sharing { rules, unit } = rule;
    let mut shares = Vec::new();
    let mut scopes = Vec::new();
    for rule in rules {
        let weights: Vec<TariffId> = rule.shares.iter().map(|share| share.weight).collect();
        let each = rule.shares.iter().zip(words.rates(&weights)).map(|(share, weight)| {
            let funder = match &share.funder {
                Funder::Named(name) => name.as_str(),
                Funder::Town => "所在镇",
            };
            let borne = share.borne_by.as_ref().map_or_else(String::new, |by| format!("（最终由{by}承担）"));
            format!("{funder}{borne}{weight}")
        });
        shares.push(each.collect::<Vec<_>>().join("、"));
        let when = words.condition(&rule.when);
        let when = if when.is_empty() { when } else { format!("，{when}") };
        scopes.push(format!("{}{when}", words.covers(&rule.covers)));
    }
    lines.amount("份额", shares.join("；")).own("适用范围", scopes.join("；")).own("分到", small_unit(*unit))
}
