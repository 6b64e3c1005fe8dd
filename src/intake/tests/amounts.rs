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
        ("单位：千元", "兑现金额"),
        ("", "兑现金额(万美元)"),
        ("", "兑现金额百万元"),
    ] {
        let text = format!(
            "{above}\n企业名称|类别|奖励年度|{heading}\n甲公司|国家名牌|#2006|#5\n乙公司|国家名牌|#2006|#6"
        );
        let read = sheet(&text).read();
        assert_eq!(read.codes(), [Code::AmountUnitConflict], "{above} {heading}");
        assert_eq!(read.held().len(), 2, "{above} {heading}: told once, and both rows are held");
    }
}
