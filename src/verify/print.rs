//! The report as a person reads it.

use super::{Class, Difference, Report};
use crate::money::Money;
use rust_decimal::Decimal;
use std::fmt::Write;

/// Differences of one kind that are listed singly.
const MOST: usize = 20;

/// The whole report.
pub fn text(report: &Report) -> String {
    let mut text = String::new();
    head(report, &mut text);
    conclusion(report, &mut text);
    money(report, &mut text);
    for class in Class::ALL {
        list(&report.differences, class, &mut text);
    }
    rest(report, &mut text);
    text
}

fn line(text: &mut String, words: std::fmt::Arguments<'_>) {
    // Writing to a string does not fail.
    let _ = text.write_fmt(words);
    text.push('\n');
}

fn head(report: &Report, text: &mut String) {
    let record = &report.record;
    line(text, format_args!("核对：{}", report.workbook.name));
    line(
        text,
        format_args!("依据：{}，{}年度，由 {} 版程序写出", report.policy, record.year, record.version),
    );
    let changed = changed(report);
    let files = record.files.iter().filter(|file| !file.sha256.is_empty()).count();
    let words = match changed {
        0 => format!("按指纹找到当时的全部{files}个文件"),
        changed => format!("当时的{files}个文件，按指纹找到{}个，{changed}个内容已改动", files - changed),
    };
    line(text, format_args!("文件：{words}"));
    let seal = match &report.seal {
        None => "没有封存清单".to_owned(),
        Some(seal) if seal.intact => format!("与 {} 逐字节相同", seal.file),
        Some(seal) => format!("封存（{}）以后重新保存过或改动过，以下逐格核对", seal.file),
    };
    line(text, format_args!("封存：{seal}"));
    let (read, fates) = &report.rows;
    let parts: Vec<String> = fates.iter().map(|(name, count)| format!("{name} {count}")).collect();
    let sum: usize = fates.iter().map(|(_, count)| count).sum();
    let check = if sum == *read { "每行一个去向" } else { "合计不符" };
    line(text, format_args!("名单：{read}行 = {}，{check}", parts.join(" + ")));
}

/// How many of the files that the workbook names have other content now.
fn changed(report: &Report) -> usize {
    use Class::{DecisionsChanged, ListChanged, PolicyChanged};
    let is_file = |d: &&Difference| matches!(d.class, ListChanged | PolicyChanged | DecisionsChanged);
    report.differences.iter().filter(is_file).count()
}

fn conclusion(report: &Report, text: &mut String) {
    let count = report.differences.iter().filter(|d| !d.class.is_harmless()).count();
    let is_sealed = report.seal.as_ref().is_some_and(|seal| seal.intact);
    let words = match (report.is_identical(), count) {
        (false, count) if is_sealed && count == changed(report) => {
            format!("工作簿没有改过；是当时的文件在封存以后改动了：{count}个，见下。")
        }
        (true, _) => "实质相同：每一格都是当时的文件算出来的。".to_owned(),
        (false, 0) => format!("有差异：{}处，都可能因文件改动而来。", report.perhaps.len()),
        (false, count) => format!("有差异：{count}处。"),
    };
    line(text, format_args!("结论：{words}"));
}

fn money(report: &Report, text: &mut String) {
    let totals = &report.totals;
    let change = totals.actual - totals.expected;
    let more = match change {
        _ if totals.payees.is_empty() => "一致".to_owned(),
        _ if change.is_zero() => {
            format!("总数不变，但有人多{}元、有人少{}元", totals.over, totals.under)
        }
        _ => format!("相差{}元：多付{}元，少付{}元", signed(change), totals.over, totals.under),
    };
    line(text, format_args!("金额：本年实兑应为{}元，本表{}元，{more}", totals.expected, totals.actual));
    for (sheet, expected, actual) in &totals.stated {
        if *actual != Some(*expected) {
            let actual = actual.map_or_else(|| "算不出来".to_owned(), |amount| format!("{amount}元"));
            line(text, format_args!("  {sheet}的合计：应为{expected}元，本表{actual}"));
        }
    }
    for payee in totals.payees.iter().take(MOST) {
        let actual = payee.actual.map_or_else(|| "算不出来".to_owned(), |amount| format!("{amount}元"));
        line(text, format_args!("  {}：应为{}元，本表{actual}", payee.payee, payee.expected));
    }
    beyond(totals.payees.len(), "个收款单位", text);
}

fn beyond(count: usize, what: &str, text: &mut String) {
    if count > MOST {
        line(text, format_args!("  另有 {}{what}，用 --json 可看全部", count - MOST));
    }
}

fn list(all: &[Difference], class: Class, text: &mut String) {
    let of: Vec<&Difference> = all.iter().filter(|difference| difference.class == class).collect();
    if of.is_empty() {
        return;
    }
    line(text, format_args!("{}：{}处", class.label(), of.len()));
    for difference in of.iter().take(MOST) {
        line(text, format_args!("  {}", one(difference)));
    }
    beyond(of.len(), "处", text);
}

/// A difference on one line.
fn one(difference: &Difference) -> String {
    let place = match (&difference.file, &difference.sheet, &difference.cell) {
        (Some(file), _, _) => file.clone(),
        (_, Some(sheet), Some(cell)) => format!("{sheet}!{cell}"),
        (_, Some(sheet), None) => sheet.clone(),
        _ => String::new(),
    };
    let what = if difference.what.is_empty() { String::new() } else { format!(" {}", difference.what) };
    let amount = difference.amount.map(|amount| format!("，{}", money_words(amount))).unwrap_or_default();
    let (expected, actual) = (short(&difference.expected), short(&difference.actual));
    let change = match (difference.class, difference.expected.is_empty()) {
        (Class::Remark, true) => actual,
        (Class::RowRemoved, _) => expected,
        (Class::RowAdded, _) => actual,
        _ => format!("应为 {expected}，现为 {actual}"),
    };
    format!("{place}{what}：{change}{amount}").replace('\n', " ")
}

fn money_words(amount: Decimal) -> String {
    match Money::exact(amount) {
        Some(amount) if amount.is_zero() => "金额不变".to_owned(),
        Some(amount) => format!("金额 {}元", signed(amount)),
        None => format!("金额 {}元", amount.normalize()),
    }
}

fn signed(amount: Money) -> String {
    if amount.is_positive() { format!("+{amount}") } else { amount.to_string() }
}

fn short(text: &str) -> String {
    let flat: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if flat.chars().count() <= 90 {
        flat
    } else {
        format!("{}…", flat.chars().take(90).collect::<String>())
    }
}

fn rest(report: &Report, text: &mut String) {
    if report.follows > 0 {
        line(text, format_args!("另有{}个公式没有被改，结果随以上差异而变，不另列。", report.follows));
    }
    if !report.perhaps.is_empty() {
        line(
            text,
            format_args!(
                "另有{}处与现在的文件算出的不同，可能因文件改动而来；找回当时的文件可逐处核对，用 --json 可看全部。",
                report.perhaps.len()
            ),
        );
    }
    for finding in &report.findings {
        line(
            text,
            format_args!(
                "{}[{}] {}{}",
                finding.severity().label(),
                finding.code,
                finding.message,
                finding.help
            ),
        );
    }
}
