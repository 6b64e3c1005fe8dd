//! The short Chinese summary of a payout, for the terminal.

use super::view::{View, masked};
use crate::finding::{Code, Finding};
use crate::model::payout::{Fate, Payout};
use crate::text::capital::capital;
use std::collections::BTreeMap;
use std::fmt::Write;

/// Rows by fate, payees, the total, findings by kind, and where the workbook is.
pub fn summary(payout: &Payout, workbook: Option<&str>) -> String {
    let view = View::new(payout);
    let mut out = String::new();
    heading(payout, &mut out);
    rows(&view, &mut out);
    money(&view, &mut out);
    findings(&payout.findings, &mut out);
    if let Some(path) = workbook {
        line(&mut out, format_args!("工作簿：{path}"));
    }
    out
}

fn line(out: &mut String, text: std::fmt::Arguments) {
    let _ = writeln!(out, "{text}");
}

fn heading(payout: &Payout, out: &mut String) {
    let policy = &payout.policy;
    line(out, format_args!("{}年度奖励兑现：{}（{}）", payout.year, policy.name, policy.document));
    if !payout.trial.is_empty() {
        let sources = payout.trial.join("；");
        line(out, format_args!("本次为试算稿，不得据以拨付：部分标准借自{sources}"));
    }
    let assumptions = policy.assumptions();
    if !assumptions.is_empty() {
        line(out, format_args!("本次为假设测算，不得据以拨付：{}", assumptions.join("；")));
    }
}

fn rows(view: &View, out: &mut String) {
    let counts = Fate::ALL.iter().zip(view.fates()).map(|(fate, count)| format!("{} {count}", fate.label()));
    let counts = counts.collect::<Vec<_>>().join("，");
    line(out, format_args!("名单：{}个文件，{}行：{counts}", view.payout.files.len(), view.read()));
    for file in view.payout.files.iter().filter(|file| !file.readable) {
        line(out, format_args!("未能读取：{}", file.name));
    }
}

fn money(view: &View, out: &mut String) {
    let totals = &view.payout.totals;
    let paid = view.payees.iter().filter(|row| row.due.is_positive()).count();
    line(out, format_args!("收款单位：{paid}个"));
    line(out, format_args!("本年实兑：{}元（{}）", totals.payable, capital(totals.payable)));
    if totals.awarded != totals.payable || !totals.later.is_zero() {
        line(out, format_args!("应兑合计：{}元，以后年度：{}元", totals.awarded, totals.later));
    }
    if !totals.recoverable.is_zero() {
        line(out, format_args!("应追回：{}元", totals.recoverable));
    }
}

/// By kind, most severe first: how many, and the first as an example.
fn findings(findings: &[Finding], out: &mut String) {
    let mut kinds: BTreeMap<(crate::finding::Severity, Code), Vec<&Finding>> = BTreeMap::new();
    for finding in findings {
        kinds.entry((finding.severity(), finding.code)).or_default().push(finding);
    }
    if kinds.is_empty() {
        line(out, format_args!("没有发现问题"));
        return;
    }
    line(out, format_args!("问题：{}条", findings.len()));
    for ((severity, code), list) in kinds {
        line(out, format_args!("  {}[{code}] {}：{}条", severity.label(), code.title(), list.len()));
        if let Some(first) = list.first() {
            line(out, format_args!("    如 {} {}", first.place, masked(&first.message)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample;

    #[test]
    fn the_summary_says_all_that_matters() {
        let text = summary(&sample::payout(), Some("out/2008.xlsx"));
        let expected = "\
2008年度奖励兑现：示例市扶持品牌和自主创新若干政策（示政发〔2008〕58号）
本次为试算稿，不得据以拨付：部分标准借自邻市政发〔2007〕1号
名单：3个文件，12行：兑现 5，零兑现 1，不予兑现 1，待定 1，参考 1，非数据行 3
未能读取：inputs/损坏.xls
收款单位：3个
本年实兑：403000.00元（人民币肆拾万零叁仟元整）
应兑合计：603000.00元，以后年度：200000.00元
问题：2条
  待办[F0104] 文件已损坏：1条
    如 inputs/损坏.xls 文件已损坏，没有读取
  待办[F0206] 文字含有异常字符：1条
    如 inputs/成果.xlsx[名单]!D9 证书编号含有异常字符
工作簿：out/2008.xlsx
";
        assert_eq!(text, expected);
    }
}
