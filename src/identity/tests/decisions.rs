//! What decisions settle.

use super::*;

#[test]
fn a_waiver_ends_the_whole_achievement() {
    let rows = [brand("红日公司", "水泥"), brand("红日公司", "水泥"), brand("红日公司", "玻璃")];
    let resolved = run_with(&rows, vec![DecisionKind::Waiver(row_name(1))]);
    assert_eq!(live(&resolved), [2]);
    assert!(resolved.register.settled.iter().all(|(_, settled)| matches!(settled, Settled::Refused(0, _))));
}

#[test]
fn choices_set_facts_and_what_is_not_understood_refuses_the_run() {
    let choose = |field: &str, value: &str| DecisionKind::Choice {
        row: row_name(0),
        field: field.into(),
        value: value.into(),
    };
    let resolved =
        run_with(&[brand("红日公司", "水泥")], vec![choose("数量", "3"), choose("申请金额", "5万元")]);
    assert_eq!(resolved.register.achievements[0].quantity, 3);
    assert_eq!(resolved.register.achievements[0].facts.money(builtin::CLAIM), Some(50000.into()));
    for (field, value) in [("数量", "三个"), ("申请金额", "5"), ("没有的字段", "1"), ("类别", "没有的类别")]
    {
        let resolved = run_with(&[brand("红日公司", "水泥")], vec![choose(field, value)]);
        assert_eq!(codes(&resolved), [Code::DecisionChoice], "{field}");
    }
}

#[test]
fn a_choice_that_no_rule_could_read_is_told() {
    let choice =
        |field: &str| DecisionKind::Choice { row: row_name(0), field: field.into(), value: "农行".into() };
    let resolved = run_with(&[brand("红日公司", "水泥")], vec![choice("开户行")]);
    assert_eq!((codes(&resolved), live(&resolved)), (vec![Code::DecisionUnmatched], vec![0]));
    let rows = [list(ListKind::Register, "红日公司"), brand("红日公司", "水泥")];
    assert_eq!(codes(&run_with(&rows, vec![choice("开户行")])), []);
}

#[test]
fn ranks_beside_the_names_of_a_row_are_the_ranks_of_its_holders() {
    let row = Row(ListKind::Achievements, Some(STANDARD), vec![]);
    let row = row.with(builtin::ENTERPRISE, text("红日公司（第二起草单位）、蓝天电缆厂（第一起草单位）"));
    let resolved = run(&[row.with(builtin::TITLE, text("甲"))]);
    let named = |id: EnterpriseId| resolved.register.enterprises[id.index()].name.as_str();
    let holders: Vec<_> =
        resolved.register.achievements[0].holders.iter().map(|h| (h.rank, named(h.enterprise))).collect();
    assert_eq!(holders, [(Some(1), "蓝天电缆厂"), (Some(2), "红日公司")]);
}

#[test]
fn decisions_that_meet_nothing_are_told() {
    let elsewhere = RowName { file: "b.xlsx".into(), ..row_name(0) };
    let kinds = vec![
        DecisionKind::Accept(elsewhere),
        DecisionKind::Refuse(row_name(7)),
        DecisionKind::SameEnterprise(names(&["红日公司", "没有的公司"])),
        DecisionKind::SameProduct("没有的公司".into(), names(&["甲", "乙"])),
    ];
    let resolved = run_with(&[brand("红日公司", "水泥")], kinds);
    assert_eq!(codes(&resolved), [Code::DecisionUnmatched; 4]);
}
