//! Words for operations, steps and places: how a computation reads in Chinese.

use crate::model::achievement::Payment;
use crate::model::decision::{DecisionKind, RowName};
use crate::model::entitlement::{Against, Entry};
use crate::model::operation::{Expr, Form, Operation, Weights};
use crate::model::payout::Payout;
use crate::model::record::{CellRef, RowRef};
use crate::policy::{Policy, Role, StepKind, TariffKind, builtin};
use rust_decimal::Decimal;

/// The word for a role.
pub fn role(role: Role) -> &'static str {
    match role {
        Role::Enterprise => "企业",
        Role::Person => "个人",
        Role::Representative => "法定代表人",
        Role::Town => "镇",
        Role::Department => "部门",
    }
}

/// What a run is that nobody may pay from: （试算稿）, （假设测算）, both, or nothing.
pub fn draft(payout: &Payout) -> &'static str {
    match (payout.trial.is_empty(), payout.policy.assumed().next().is_none()) {
        (true, true) => "",
        (false, true) => "（试算稿）",
        (true, false) => "（假设测算）",
        (false, false) => "（试算稿、假设测算）",
    }
}

/// The word for a kind of step.
pub fn step(kind: &StepKind) -> &'static str {
    match kind {
        StepKind::HighestOnly(_) => "就高不重复",
        StepKind::UpgradeDifference(_) => "升级补差",
        StepKind::CountLimit(_) => "限项",
        StepKind::Cap(_) => "封顶",
        StepKind::Budget(_) => "总额控制",
        StepKind::DepartmentShare(_) => "部门奖励",
        StepKind::Instalments(_) => "分期",
        StepKind::Sharing(_) => "分担",
    }
}

/// Column letters of a 0-based column.
pub fn column(mut index: u32) -> String {
    let mut letters = Vec::new();
    loop {
        letters.push(char::from(b'A' + u8::try_from(index % 26).unwrap_or(0)));
        if index < 26 {
            break;
        }
        index = index / 26 - 1;
    }
    letters.iter().rev().collect()
}

/// File and sheet of a row as a user names them: `file[sheet]`.
pub fn sheet(payout: &Payout, at: RowRef) -> String {
    let file = file_name(payout, at.file);
    match sheet_name(payout, at) {
        Some(sheet) => format!("{file}[{sheet}]"),
        None => file.to_owned(),
    }
}

/// The name of a file by its index.
pub fn file_name(payout: &Payout, file: u32) -> &str {
    payout.files.get(file as usize).map_or("", |file| file.name.as_str())
}

/// The name of the sheet that a row stands on.
pub fn sheet_name(payout: &Payout, at: RowRef) -> Option<&str> {
    let sheets = &payout.reading.sheets;
    sheets.iter().find(|s| (s.file, s.sheet) == (at.file, at.sheet)).map(|s| s.name.as_str())
}

/// A row: `file[sheet]!7`.
pub fn row(payout: &Payout, at: RowRef) -> String {
    format!("{}!{}", sheet(payout, at), at.row + 1)
}

/// A cell: `file[sheet]!E7`.
pub fn cell(payout: &Payout, at: CellRef) -> String {
    format!("{}!{}{}", sheet(payout, at.row), column(at.col), at.row.row + 1)
}

/// Where a payment's amount stands.
pub fn payment(payout: &Payout, payment: &Payment) -> String {
    match payment.facts.get(builtin::PAID) {
        Some(fact) => cell(payout, fact.cell),
        None => row(payout, payment.source),
    }
}

/// What an entry was compared with: `entitlement:3`, `file[sheet]!E7`.
pub fn against(payout: &Payout, against: &Against) -> Vec<String> {
    let entitlements = against.entitlements.iter().map(|id| format!("entitlement:{}", id.0 + 1));
    let payments = against.payments.iter().filter_map(|id| payout.payments.get(id.index()));
    entitlements.chain(payments.map(|paid| payment(payout, paid))).collect()
}

/// A plain figure without trailing zeros.
pub fn figure(value: Decimal) -> String {
    value.normalize().to_string()
}

/// An exact figure as it was put together: `500000×2`.
pub fn expr(policy: &Policy, figure_of: &Expr) -> String {
    expr_with(figure_of, &mut |operand| self::operand(policy, operand))
}

/// A figure of an expression alone.
pub fn operand(policy: &Policy, operand: &Expr) -> String {
    match operand {
        Expr::Tariff(id, value) if policy.tariff(*id).kind == TariffKind::Rate => percent(*value),
        Expr::Tariff(_, value) | Expr::Cell(_, value) | Expr::Counted(value) => figure(*value),
        _ => String::new(),
    }
}

/// How a figure was put together, its operands written by `leaf`.
pub fn expr_with(figure_of: &Expr, leaf: &mut dyn FnMut(&Expr) -> String) -> String {
    let mut inner = |e: &Expr| match e {
        Expr::Sum(_) | Expr::Difference(..) | Expr::Least(..) | Expr::Greatest(..) => {
            format!("({})", expr_with(e, leaf))
        }
        _ => expr_with(e, leaf),
    };
    match figure_of {
        Expr::Tariff(..) | Expr::Cell(..) | Expr::Counted(_) => leaf(figure_of),
        Expr::Product(factors) => factors.iter().map(inner).collect::<Vec<_>>().join("×"),
        Expr::Sum(terms) => terms.iter().map(|t| expr_with(t, leaf)).collect::<Vec<_>>().join("+"),
        Expr::Difference(a, b) => {
            let b = inner(b);
            format!("{}−{b}", expr_with(a, leaf))
        }
        Expr::Least(a, b) => format!("{}与{}取小", expr_with(a, leaf), expr_with(b, leaf)),
        Expr::Greatest(a, b) => format!("{}与{}取大", expr_with(a, leaf), expr_with(b, leaf)),
    }
}

/// A rate as a percentage where it is short, else as it is.
fn percent(rate: Decimal) -> String {
    hundredfold(rate).map_or_else(|| figure(rate), |hundredfold| format!("{hundredfold}%"))
}

/// The figure before the sign of a rate that is written as a percentage.
pub fn hundredfold(rate: Decimal) -> Option<Decimal> {
    let hundredfold = (rate * Decimal::ONE_HUNDRED).normalize();
    (rate <= Decimal::ONE && hundredfold.scale() <= PERCENT_DECIMALS).then_some(hundredfold)
}

/// The most decimals of a percentage.
pub const PERCENT_DECIMALS: u32 = 4;

/// The rate of a department's share, in words.
pub fn rate_of(operation: &Operation) -> String {
    let Operation::Running { form: Form::Rate { numerator, denominator }, .. } = operation else {
        return String::new();
    };
    let scale = denominator.checked_ilog10().unwrap_or(0);
    format!("按{}计提", percent(Decimal::from_i128_with_scale(*numerator, scale)))
}

/// The part of a whole.
pub fn weighted(weights: Weights) -> String {
    format!("按权重{}/{}分得", weights.after - weights.before, weights.total)
}

/// How an amount was computed, in words.
pub fn operation(policy: &Policy, operation: &Operation) -> String {
    match operation {
        Operation::Award { figure, part: None, .. } => expr(policy, figure),
        Operation::Award { figure, part: Some(weights), .. } => {
            format!("{}{}", expr(policy, figure), weighted(*weights))
        }
        Operation::Part { whole, weights, .. } => format!("{whole}{}", weighted(*weights)),
        Operation::Keep { kept, of, .. } => format!("{of}项中保留{kept}项"),
        Operation::GiveWay { net } => format!("减{net}"),
        Operation::LessTariff { earlier, .. } => format!("减原级别标准{earlier}"),
        Operation::Running { before, net, form: shape, .. } => form(*shape, &format!("{}", *before + *net)),
    }
}

fn form(form: Form, sum: &str) -> String {
    match form {
        Form::ProRata { limit, total } => format!("限额{limit}，合计{total}，累计{sum}，按比例折算"),
        Form::FromEnd { limit } => format!("限额{limit}，累计{sum}，超出部分从后扣减"),
        Form::LessPaid { paid } => format!("减已兑现{paid}，累计{sum}"),
        Form::Rate { numerator, denominator } => format!("按{numerator}/{denominator}计提，累计基数{sum}"),
    }
}

/// An entry in words: the step's name, how it was computed, what it was compared with.
pub fn entry(payout: &Payout, entry: &Entry) -> String {
    let policy = &payout.policy;
    let name = entry.step.and_then(|id| policy.steps.get(id.index())).map_or("应奖", |s| step(&s.kind));
    let mut text =
        format!("{name}（{}）：{}", policy.clause(entry.clause).id, operation(policy, &entry.operation));
    for id in &entry.against.entitlements {
        text.push_str(&format!("，让于第{}号", id.0 + 1));
    }
    for paid in entry.against.payments.iter().filter_map(|id| payout.payments.get(id.index())) {
        text.push_str(&format!("，对照{}", payment(payout, paid)));
    }
    text
}

/// A decision in words; `firm` is the one of the row that it is about.
pub fn decision(kind: &DecisionKind, firm: Option<&str>) -> String {
    let at = |file: &str, sheet: &Option<String>, row: u32| {
        let sheet = sheet.as_ref().map_or_else(String::new, |sheet| format!("[{sheet}]"));
        format!("{file}{sheet}第{row}行")
    };
    let row = |name: &RowName| {
        let firm = firm.map_or_else(String::new, |firm| format!("（{firm}）"));
        format!("{}{firm}", at(&name.file, &name.sheet, name.row))
    };
    match kind {
        DecisionKind::Heading { file, sheet, heading_row, column, field } => {
            format!("表头：{}{column}列为「{field}」", at(file, sheet, *heading_row))
        }
        DecisionKind::SameEnterprise(names) => format!("同一企业：{}", names.join("、")),
        DecisionKind::DifferentEnterprises(names) => format!("不是同一企业：{}", names.join("、")),
        DecisionKind::SameProduct(who, titles) => format!("同一产品（{who}）：{}", titles.join("、")),
        DecisionKind::DifferentProducts(who, titles) => {
            format!("不是同一产品（{who}）：{}", titles.join("、"))
        }
        DecisionKind::Accept(name) => format!("采信：{}", row(name)),
        DecisionKind::Refuse(name) => format!("不予采信：{}", row(name)),
        DecisionKind::Waiver(name) => format!("自愿放弃：{}", row(name)),
        DecisionKind::Objection(name) => format!("异议成立：{}", row(name)),
        DecisionKind::Successor { from, to } => format!("承继：{from}由{to}承继"),
        DecisionKind::Choice { row: name, field, value } => {
            format!("选择：{}「{field}」为「{value}」", row(name))
        }
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn columns_have_letters() {
        assert_eq!(
            ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"],
            [0, 25, 26, 51, 52, 701, 702].map(super::column).each_ref().map(String::as_str)
        );
    }
}
