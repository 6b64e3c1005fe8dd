//! Amounts: exact, and in a unit that somebody stated.

use super::sheet;
use crate::finding::Code;
use crate::policy::builtin as b;
use rust_decimal::Decimal;

fn claim(heading: &str, cell: &str) -> super::Outcome {
    sheet(&format!("企业名称|类别|{heading}\n甲公司|国家名牌|{cell}")).read()
}

#[test]
fn units_from_everywhere() {
    for (heading, cell, yuan) in [
        ("申请金额(万元)", "#50", 500_000),
        ("申请金额（元）", "#50", 50),
        ("申请金额", "0。5万元", 5_000),
        ("申请金额万元", "#0.5", 5_000),
        ("申请金额(单位：万元)", "#0.5", 5_000),
        ("申请金额(万元)", "0.5万元", 5_000),
        ("申请金额(亿元)", "#1.2", 120_000_000),
        ("申请金额(亿元)", "1.2亿元", 120_000_000),
        ("申请金额(万元)", "1.2亿元", 120_000_000),
        ("申请金额(千元)", "#35", 35_000),
        ("申请金额(百万元)", "#3.5", 3_500_000),
        ("申请金额(万元人民币)", "#5", 50_000),
        ("申请金额(万元)", "5万元人民币", 50_000),
    ] {
        let read = claim(heading, cell);
        assert_eq!(read.one().facts.money(b::CLAIM), Some(Decimal::from(yuan)), "{heading} {cell}");
        assert_eq!(read.codes(), [], "{heading} {cell}");
    }
}

#[test]
fn claims_without_or_with_two_units_are_set_aside() {
    for (heading, cell, code) in [
        ("申请金额", "#50", Code::AmountUnitMissing),
        ("申请金额(元)", "50万元", Code::AmountUnitConflict),
        ("申请金额(万元)", "l.5", Code::ClaimUnusable),
    ] {
        let read = claim(heading, cell);
        assert_eq!(read.codes(), [code], "{heading} {cell}");
        assert!(read.one().facts.money(b::CLAIM).is_none());
    }
    let read = sheet("单位：元\n企业名称|类别|申请金额(万元)\n甲公司|国家名牌|#50").read();
    assert_eq!(read.codes(), [Code::AmountUnitConflict]);
}

#[test]
fn a_missing_unit_is_told_once_a_column() {
    let read = sheet("企业名称|类别|申请金额\n甲公司|国家名牌|#50\n乙公司|国家名牌|#60").read();
    assert_eq!((read.codes(), read.records.len()), (vec![Code::AmountUnitMissing], 2));
}

#[test]
fn a_column_of_units() {
    let read =
        sheet("企业名称|类别|申请金额|金额单位\n甲公司|国家名牌|#50|万元\n乙公司|国家名牌|#60|元").read();
    let claims: Vec<_> = read.records.iter().map(|record| record.facts.money(b::CLAIM)).collect();
    assert_eq!(claims, [Some(Decimal::from(500_000)), Some(Decimal::from(60))]);
}

#[test]
fn history_without_a_unit_is_held() {
    let read =
        sheet("企业名称|类别|奖励年度|兑现金额\n甲公司|国家名牌|#2006|#50\n乙公司|国家名牌|#2006|#50").read();
    assert_eq!(read.held(), [(2, Code::AmountUnitMissing), (3, Code::AmountUnitMissing)]);
    assert_eq!(read.findings.len(), 1);
    let read =
        sheet("企业名称|类别|奖励年度|兑现金额(元)\n甲公司|国家名牌|#2006|l.5\n乙公司|国家名牌|#2006|#-50")
            .read();
    assert_eq!(read.held(), [(2, Code::NumberUnusable)]);
    assert_eq!(read.one().facts.money(b::PAID), Some(Decimal::from(-50)));
}

#[test]
fn a_merged_payment_is_held() {
    let read =
        sheet("企业名称|类别|奖励年度|兑现金额(元)\n甲公司|国家名牌|#2006|#50\n甲公司|驰名商标|#2006|^")
            .read();
    assert_eq!(read.held(), [(2, Code::MergedFigure), (3, Code::MergedFigure)]);
}

#[test]
fn two_claim_columns_only_lose_the_claim() {
    let read = sheet("企业名称|类别|申请金额(元)|应奖金额(元)\n甲公司|国家名牌|#5|#6").read();
    assert_eq!(read.codes(), [Code::ClaimAmbiguous]);
    assert!(read.one().facts.money(b::CLAIM).is_none());
}

#[test]
fn units_that_amounts_are_not_read_in() {
    for (above, heading) in [
        ("单位：万元", "兑现金额(千元)"),
        ("单位：千日元", "兑现金额"),
        ("", "兑现金额(万元)(元)"),
        ("", "兑现金额(万美元)"),
        ("", "兑现金额百万美元"),
    ] {
        let text = format!(
            "{above}\n企业名称|类别|奖励年度|{heading}\n甲公司|国家名牌|#2006|#5\n乙公司|国家名牌|#2006|#6"
        );
        let read = sheet(&text).read();
        assert_eq!(read.codes(), [Code::AmountUnitConflict], "{above} {heading}");
        assert_eq!(read.held().len(), 2, "{above} {heading}: told once, and both rows are held");
    }
}

#[test]
fn a_unit_within_a_table_is_heeded_for_the_rows_that_follow() {
    let paid = |lines: &str, heading: &str| {
        sheet(&format!("{lines}企业名称|类别|奖励年度|{heading}\n甲公司|国家名牌|#2006|#50\n")).text
    };
    let row = "乙公司|国家名牌|#2006|#60";
    // Nobody stated another: it is the unit of what follows, and the row before has none.
    let read = sheet(&format!("{}单位：元\n{row}", paid("", "兑现金额"))).read();
    assert_eq!(read.held(), [(2, Code::AmountUnitMissing)]);
    assert_eq!(read.one().facts.money(b::PAID), Some(Decimal::from(60)));
    // The same again changes nothing.
    let read = sheet(&format!("{}单位：万元\n{row}", paid("单位：万元\n", "兑现金额"))).read();
    assert_eq!((read.held(), read.records.len()), (vec![], 2));
    for (lines, heading, within, says) in [
        ("单位：万元\n", "兑现金额", "单位：元", "表头上方是万元，第 4 行「单位：元」是元"),
        ("\n", "兑现金额(元)", "单位：万元|||", "列标题是元，第 4 行「单位：万元」是万元"),
        ("\n", "兑现金额(元)", "二、其他（单位：万元）|<|<|<", "第 4 行「二、其他（单位：万元）」是万元"),
        ("\n", "兑现金额(元)", "二、驰名商标（万元）", "第 4 行「二、驰名商标（万元）」是万元"),
        (
            "\n",
            "兑现金额(元)",
            "单位：万元\n企业名称|类别|奖励年度|兑现金额(元)",
            "第 4 行「单位：万元」是万元",
        ),
    ] {
        let read = sheet(&format!("{}{within}\n{row}", paid(lines, heading))).read();
        let last = read.sheet.rows.last().expect("a row").0 + 1;
        assert_eq!(read.held(), [(last, Code::AmountUnitConflict)], "{within}");
        let finding = read.findings.iter().find(|finding| finding.code == Code::AmountUnitConflict);
        assert!(finding.is_some_and(|finding| finding.message.contains(says)), "{:#?}", read.findings);
        assert_eq!(read.records.len(), 1, "{within}");
    }
}

#[test]
fn a_unit_beside_other_words_within_a_table_holds_its_row() {
    let read =
        sheet("企业名称|类别|奖励年度|兑现金额(元)\n甲公司|||单位：元\n乙公司|国家名牌|#2006|#60").read();
    assert_eq!((read.held(), read.usable()), (vec![(2, Code::RowUnclear)], vec![3]));
}

#[test]
fn two_units_above_one_table_are_both_quoted() {
    for (lines, says) in [
        ("名单（单位：万元）\n单位：元", "第 1 行「名单（单位：万元）」是万元，第 2 行「单位：元」是元"),
        ("名单（单位：万元）（单位：元）", "是万元，第 1 行「名单（单位：万元）（单位：元）」是元"),
        ("单位：元|||单位：万元", "第 1 行「单位：元」是元，第 1 行「单位：万元」是万元"),
        ("单位：元\n名单（万元）", "表头上方是元，第 2 行「名单（万元）」是万元"),
    ] {
        let read =
            sheet(&format!("{lines}\n企业名称|类别|奖励年度|兑现金额\n甲公司|国家名牌|#2006|#50")).read();
        assert_eq!(read.codes(), [Code::AmountUnitConflict], "{lines}");
        assert!(read.findings[0].message.contains(says), "{}", read.findings[0].message);
    }
    let read = sheet("名单（万元）\n企业名称|类别|奖励年度|兑现金额（元）\n甲公司|国家名牌|#2006|#50").read();
    assert_eq!(read.codes(), [Code::AmountUnitConflict]);
    // In brackets alone it is no statement, but nothing is held where all agree.
    let read = sheet("名单（万元）\n企业名称|类别|奖励年度|兑现金额\n甲公司|国家名牌|#2006|#50").read();
    assert_eq!(read.codes(), [Code::AmountUnitMissing]);
    let read = sheet("名单（元）\n企业名称|类别|奖励年度|兑现金额(元)\n甲公司|国家名牌|#2006|#50").read();
    assert_eq!((read.codes(), read.one().facts.money(b::PAID)), (vec![], Some(Decimal::from(50))));
}

#[test]
fn two_units_in_one_statement_are_none() {
    for line in ["单位：万元、元", "单位：元、万元", "单位：元/万元"] {
        let read =
            sheet(&format!("{line}\n企业名称|类别|奖励年度|兑现金额\n甲公司|国家名牌|#2006|#50")).read();
        assert_eq!(read.held(), [(3, Code::AmountUnitMissing)], "{line}");
    }
}

/// 10万元 is 100,000元 however the line above says it; a line above a heading that begins again is for the rows below it.
#[test]
fn lines_that_are_nothing_but_a_unit_state_it() {
    let claims = |text: &str| {
        let read = sheet(text).named("国家名牌.xlsx", "Sheet1").read();
        assert_eq!(read.codes(), [], "{text}");
        let claim = |record: &crate::model::record::Record| match record
            .facts
            .get(b::CLAIM)
            .map(|fact| &fact.value)
        {
            Some(crate::model::record::Value::Money(yuan)) => yuan.normalize().to_string(),
            other => format!("{other:?}"),
        };
        read.records.iter().map(claim).collect::<Vec<_>>()
    };
    for line in ["单位：件、万元", "单位：家、万元", "单位：万元（人民币）", "万元", "（万元）", "金额：万元"]
    {
        let list = format!("名单\n||{line}\n企业名称|产品名称|申请金额\n甲公司|红日|#10");
        assert_eq!(claims(&list), ["100000"], "{line}");
    }
    for heading in ["申请金额（萬元）", "申请金额（含税，万元）", "申请金额(RMB万元)"]
    {
        assert_eq!(claims(&format!("企业名称|产品名称|{heading}\n甲公司|红日|#10")), ["100000"], "{heading}");
    }
    let head = "企业名称|产品名称|申请金额";
    let list = format!("单位：万元\n{head}\n甲公司|红日|#10\n单位：元\n{head}\n乙公司|蓝天|#50000");
    assert_eq!(claims(&list), ["100000", "50000"]);
}
