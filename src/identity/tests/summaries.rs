//! Lists that say once more, firm by firm, what another list says product by product.

use super::*;

fn bare(name: &str) -> Row {
    Row(ListKind::Achievements, Some(BRAND), vec![]).with(builtin::ENTERPRISE, text(name))
}

/// The first rows stand in one list, the others in a second one.
fn two_lists(first: &[Row], second: &[Row]) -> Resolved {
    let rows: Vec<Row> = first.iter().chain(second).cloned().collect();
    let mut all = reading(&rows);
    for (index, record) in all.records.iter_mut().enumerate() {
        if index >= first.len() {
            record.at.file = 1;
        }
    }
    let mut other = all.sheets[0].clone();
    all.sheets[0].rows.truncate(first.len());
    other.rows.drain(..first.len());
    (other.file, other.name) = (1, "表二".into());
    all.sheets.push(other);
    let files = ["inputs/明细.xlsx".into(), "inputs/资金分配表.xlsx".into()];
    resolve(&all, &files, &policy(), &Decisions::default(), 100, 2008)
}

/// Two firms with a product each, and a table that names the firms only: two achievements, not four.
#[test]
fn a_second_list_without_products_is_no_further_achievement() {
    let detail = [brand("红日公司", "水泥"), brand("蓝天电缆厂", "电缆")];
    let resolved = two_lists(&detail, &[bare("红日公司"), bare("蓝天电缆厂")]);
    assert_eq!((codes(&resolved), live(&resolved)), (vec![Code::CertificateUnclear], vec![0, 1]));
    assert_eq!(held(&resolved), [2, 3]);
    let said = &resolved.findings[0].message;
    assert!(said.contains("「资金分配表.xlsx」第3、4行") && said.contains("「明细.xlsx」"), "{said}");
}

/// What stands where a product should and names none is as good as nothing.
#[test]
fn vague_words_and_the_categorys_own_name_name_nothing() {
    let detail = [brand("红日公司", "水泥"), brand("红日公司", "石灰")];
    for vague in ["若干", "略", "多个", "各类产品", "全部产品", "共2项", "名牌", "2008年名牌奖励"]
    {
        let resolved = two_lists(&detail, &[brand("红日公司", vague)]);
        assert_eq!((live(&resolved), held(&resolved)), (vec![0, 1], vec![2]), "{vague}");
    }
    assert_eq!(live(&two_lists(&detail, &[brand("红日公司", "名牌电缆")])), [0, 1, 2]);
    // Two lists that name nothing in two ways are one achievement, or two that nobody can tell apart.
    assert_eq!(held(&two_lists(&[bare("红日公司")], &[brand("红日公司", "若干")])), [1]);
}

#[test]
fn a_list_of_firms_alone_is_paid() {
    let resolved = run(&[bare("红日公司"), bare("蓝天电缆厂")]);
    assert_eq!((codes(&resolved), live(&resolved)), (vec![], vec![0, 1]));
    // The same firms in another list are told as rows that repeat.
    let resolved = two_lists(&[bare("红日公司")], &[bare("红日公司"), bare("蓝天电缆厂")]);
    assert_eq!((codes(&resolved), live(&resolved), held(&resolved)), (vec![], vec![0, 2], vec![]));
    // Other categories and other years of recognition are other achievements.
    let older = bare("红日公司").with(builtin::RECOGNISED, date("2007-03-01"));
    let dated = brand("红日公司", "水泥").with(builtin::RECOGNISED, date("2008-03-01"));
    assert_eq!(live(&two_lists(&[dated], &[older])), [0, 1]);
    assert_eq!(live(&two_lists(&[patent("红日公司", "1234567", "甲")], &[bare("红日公司")])), [0, 1]);
}

/// Half of the second list repeats the first: its other firms stand in it as those do.
#[test]
fn a_list_that_repeats_another_is_held_with_the_firms_that_only_it_has() {
    let second = [bare("红日公司"), bare("绿野茶厂")];
    assert_eq!(held(&two_lists(&[brand("红日公司", "水泥")], &second)), [1, 2]);
    let second = [bare("红日公司"), bare("绿野茶厂"), bare("白云纸厂")];
    assert_eq!(held(&two_lists(&[brand("红日公司", "水泥")], &second)), [1]);
}

/// One award written twice, or two of which nothing is said but the firm.
#[test]
fn rows_of_one_list_that_nothing_tells_apart_are_held() {
    let rows = [bare("红日公司"), bare("红日公司"), bare("蓝天电缆厂")];
    let resolved = run(&rows);
    assert_eq!(
        (codes(&resolved), held(&resolved), live(&resolved)),
        (vec![Code::CertificateUnclear], vec![0, 1], vec![2])
    );
    let accepted = run_with(&rows, vec![DecisionKind::Accept(row_name(0))]);
    assert_eq!((live(&accepted), duplicates(&accepted)), (vec![0, 2], vec![(1, 0)]));
}
