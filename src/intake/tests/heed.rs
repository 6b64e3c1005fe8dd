//! What speaks against a row beside its facts, in lists of every kind, and what only looks like it.

use super::{Outcome, sheet};
use crate::finding::Code;
use crate::model::decision::DecisionKind;
use crate::model::record::ListKind;
use crate::policy::builtin as b;

const AGAINST: Code = Code::RemarkAgainst;

fn of_column(heading: &str, cell: &str) -> Outcome {
    sheet(&format!("企业名称|类别|产品名称|{heading}\n甲公司|国家名牌|红日|\n乙公司|国家名牌|蓝天|{cell}"))
        .read()
}

#[test]
fn a_verdict_in_any_column_holds_the_row() {
    for (heading, cell) in [
        ("是否兑现", "否"),
        ("审核意见", "不同意"),
        ("核查情况", "已撤销"),
        ("公示结果", "有异议"),
        ("是否符合条件", "×"),
        ("专利状态", "驳回"),
        ("是否失信", "是"),
        ("已奖励金额(万元)", "#5"),
        ("撤销日期", "@2008-10-01"),
        ("", "不予奖励"),
        ("备注|说明", "|已撤销"),
        ("备注|备注", "|已撤销"),
    ] {
        assert_eq!(of_column(heading, cell).held(), [(3, AGAINST)], "{heading}: {cell}");
    }
}

#[test]
fn columns_of_other_things_hold_nothing() {
    for (heading, cell) in [
        ("审核意见", "同意"),
        ("是否兑现", "是"),
        ("是否上市", "否"),
        ("是否失信", "否"),
        ("省级奖励情况", "已奖励"),
        ("已奖励金额(万元)", "#0"),
        ("技术特点", "解决重复定位不准"),
        ("经营范围", "企业破产管理"),
        ("企业简介", "从未被撤销，已破产的某厂由其兼并"),
        ("联系电话", "#87990001"),
    ] {
        assert_eq!(of_column(heading, cell).usable(), [2, 3], "{heading}: {cell}");
    }
}

#[test]
fn a_person_settles_a_verdict_by_row_or_by_column() {
    let list = "企业名称|类别|产品名称|是否兑现\n甲公司|国家名牌|红日|否";
    let accepted = sheet(list).decide(DecisionKind::Accept(sheet(list).row_name(2))).read();
    let unused = sheet(list).heading(1, "D", "不使用").read();
    for read in [accepted, unused] {
        assert_eq!((read.usable(), read.codes()), (vec![2], vec![]));
    }
}

#[test]
fn filled_columns_that_no_rule_reads_are_told_once() {
    let read = sheet(
        "序号|企业名称|类别|产品名称|转让情况|联系电话|有效期至|等级\n#1|甲公司|国家名牌|红日|乙厂|#8799|@2011-03-01|\n#2|丙公司|国家名牌|蓝天|丁厂|#8799||",
    )
    .read();
    assert_eq!(read.codes(), [Code::ColumnUnused]);
    let said = &read.findings[0].message;
    assert!(said.starts_with("E列「转让情况」、G列「有效期至」填有内容"), "{said}");
}

#[test]
fn names_that_are_struck_hold_until_they_are_chosen_without() {
    for (enterprise, product, certificate) in [
        ("甲公司（已注销）", "红日", "A1"),
        ("甲公司*", "红日", "A1"),
        ("甲公司", "红日（已撤销）", "A1"),
        ("甲公司", "红日", "A1（作废）"),
        ("甲公司", "红日", "受理中"),
    ] {
        let list = format!("企业名称|类别|产品名称|证书编号\n{enterprise}|国家名牌|{product}|{certificate}");
        assert_eq!(sheet(&list).read().held(), [(2, AGAINST)], "{list}");
    }
    let list = "企业名称|类别|产品名称\n甲公司（已注销）|国家名牌|红日";
    let chosen = DecisionKind::Choice {
        row: sheet(list).row_name(2),
        field: "企业名称".into(),
        value: "甲公司".into(),
    };
    assert_eq!(sheet(list).decide(chosen).read().one().names, ["甲公司"]);
}

#[test]
fn lists_that_are_called_drafts_or_forms_are_held() {
    let list = "企业名称|产品名称\n甲公司|红日";
    for name in
        ["国家名牌(旧)", "国家名牌作废", "国家名牌草稿", "国家名牌-不要", "国家名牌样表", "国家名牌待定"]
    {
        assert_eq!(sheet(list).named("名单.xlsx", name).read().held(), [(2, Code::TableKind)], "{name}");
    }
    assert_eq!(sheet(list).named("国家名牌（初稿）.xlsx", "Sheet1").read().held(), [(2, Code::TableKind)]);
    for name in ["国家名牌", "国家名牌(定稿)", "国家名牌(新旧厂)", "国家名牌未奖补报"]
    {
        assert_eq!(sheet(list).named("名单.xlsx", name).read().usable(), [2], "{name}");
    }
    let titled = "2008年国家名牌名单（示例）\n企业名称|产品名称\n甲公司|红日";
    assert_eq!(sheet(titled).read().usable(), [3]);
}

#[test]
fn an_award_that_the_policy_does_not_know_holds_what_is_stated_beside_it() {
    let list = |title: &str| format!("{title}\n企业名称|产品名称\n甲公司|红日");
    let mixed = sheet(&list("国家名牌和无锡市名牌产品名单")).read();
    assert_eq!(mixed.held(), [(3, Code::CategoryUnknown)]);
    let nearer = sheet(&list("2008年无锡市名牌产品名单")).named("名单.xlsx", "国家名牌").read();
    assert_eq!(nearer.held(), [(3, Code::CategoryClash)]);
    for title in ["国家名牌及企业名单", "宜兴市2008年度名牌产品名单"] {
        let read = sheet(&list(title)).named("名单.xlsx", "国家名牌").read();
        assert_eq!(read.usable(), [3], "{title}");
    }
    let column = "国家名牌和无锡市名牌产品名单\n企业名称|类别|产品名称\n甲公司|国家名牌|红日";
    assert_eq!(sheet(column).read().usable(), [3]);
}

#[test]
fn an_exclusion_that_is_over_without_a_day_is_held() {
    let list = |rows: &str| {
        sheet(&format!("企业名称|列入日期|状态\n{rows}")).named("失信黑名单.xlsx", "Sheet1").read()
    };
    assert_eq!(
        list("甲公司|@2007-01-01|已修复移出\n乙公司|@2007-01-01|在列").held(),
        [(2, Code::ExclusionUnclear), (3, Code::ValueMissing)]
    );
    let kind = "企业名称|名单类型|列入日期|移出日期|状态\n甲公司|质量失信|@2007-01-01|@2007-12-01|已移出\n乙公司|质量失信|@2007-01-01||已移出";
    let read = sheet(kind).named("失信黑名单.xlsx", "Sheet1").read();
    assert_eq!((read.usable(), read.held()), (vec![2], vec![(3, Code::ExclusionUnclear)]));
    let parted = "企业名称|名单类型|列入日期\n一、现在列\n甲公司|质量失信|@2007-01-01\n二、已移出\n乙公司|质量失信|@2006-01-01";
    let read = sheet(parted).named("失信黑名单.xlsx", "Sheet1").read();
    assert_eq!((read.usable(), read.held()), (vec![3], vec![(5, Code::ExclusionUnclear)]));
}

#[test]
fn a_section_states_the_kind_of_exclusion() {
    let list = "企业名称|列入日期\n一、质量失信\n甲公司|@2007-01-01";
    let read = sheet(list).named("黑名单.xlsx", "Sheet1").read();
    assert_eq!(read.one().facts.text(b::EXCLUSION_KIND), Some("质量失信"));
}

#[test]
fn two_firms_in_one_cell_are_both_barred_and_no_row_of_a_register() {
    let list = "企业名称|名单类型|列入日期\n甲公司、乙公司|质量失信|@2007-01-01";
    assert_eq!(sheet(list).named("黑名单.xlsx", "Sheet1").read().one().names, ["甲公司", "乙公司"]);
    let register = "企业名称|开户行|账号\n甲公司、乙公司|工行|6222001";
    let read = sheet(register).named("名录.xlsx", "Sheet1").read();
    assert_eq!(read.held(), [(2, Code::HoldersNotAllowed)]);
}

#[test]
fn a_payment_that_was_not_made_is_held() {
    let list = |heading: &str, cell: &str| {
        sheet(&format!("企业名称|类别|奖励年度|兑现金额(元)|{heading}\n甲公司|国家名牌|#2006|#50000|{cell}"))
            .named("历年台账.xlsx", "Sheet1")
    };
    for (heading, cell) in [("备注", "作废，未拨付"), ("是否拨付", "否"), ("拨付情况", "待拨付")]
    {
        assert_eq!(list(heading, cell).read().held(), [(2, Code::PaymentUnclear)], "{heading}");
    }
    for (heading, cell) in [("备注", "已拨付"), ("是否拨付", "是"), ("备注", "该名牌2007年已被撤销")]
    {
        assert_eq!(list(heading, cell).read().usable(), [2], "{heading}: {cell}");
    }
    let refused = list("备注", "作废");
    let row = refused.row_name(2);
    assert_eq!(refused.decide(DecisionKind::Refuse(row)).read().codes(), []);
}

#[test]
fn a_register_sets_aside_accounts_that_are_wrong() {
    let list = "企业名称|开户行|账号|户名|备注\n甲公司|工行|6222001|张三|\n乙公司|农行|6222002|乙公司|账号有误\n丙公司|农行|6222003|丙公司|";
    let read = sheet(list).named("名录.xlsx", "Sheet1").read();
    assert_eq!(read.codes(), [Code::AccountUnsure, Code::AccountUnsure]);
    let accounts: Vec<_> = read.records.iter().map(|record| record.facts.text(b::ACCOUNT)).collect();
    assert_eq!(accounts, [None, None, Some("6222003")]);
}

#[test]
fn a_list_of_this_year_is_no_ledger_for_its_name_alone() {
    let winners = "企业名称|产品名称|证书编号|认定日期|奖励金额(万元)\n甲公司|红日|A1|@2008-05-06|#5";
    let kind = |text: &str, file: &'static str| sheet(text).named(file, "国家名牌").read().sheet.kind;
    let titled = |title: &str| format!("{title}\n{winners}");
    for (title, file) in [
        ("2008年度国家名牌奖励兑现情况表", "名单.xlsx"),
        ("2008年度国家名牌产品名单", "2008年奖励兑现情况.xlsx"),
        ("国家名牌产品名单", "奖励台账.xlsx"),
    ] {
        assert_eq!(kind(&titled(title), file), ListKind::Unknown, "{title} {file}");
    }
    for title in ["2007年度国家名牌奖励兑现情况表", "历年国家名牌奖励兑现情况表"] {
        assert_eq!(kind(&titled(title), "名单.xlsx"), ListKind::History, "{title}");
    }
    let paid = "企业名称|产品名称|奖励年度|兑现金额(万元)\n甲公司|红日|#2008|#5";
    assert_eq!(kind(paid, "2008年台账.xlsx"), ListKind::History);
    let asked = sheet(&titled("2008年度国家名牌奖励兑现情况表")).heading(2, "E", "申请金额").read();
    assert_eq!((asked.sheet.kind, asked.usable()), (ListKind::Achievements, vec![3]));
}
