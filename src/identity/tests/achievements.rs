//! What is one achievement.

use super::*;

#[test]
fn the_same_certificate_is_one_achievement_with_joined_facts() {
    let resolved = run(&[
        patent("红日公司", "ZL200810012345.0", "一种水泵").with(builtin::RECOGNISED, date("2008")),
        patent("红日公司", "zl 2008 1 0012345.0", "一种水泵")
            .with(builtin::RECOGNISED, date("2008-03-11"))
            .with(builtin::REMARK, text("已核")),
        patent("红日公司", "ZL200810012346.5", "一种水泵"),
    ]);
    assert_eq!(duplicates(&resolved), [(1, 0)]);
    assert_eq!(live(&resolved), [0, 2]);
    let first = resolved.register.achievements.iter().find(|a| a.sources.len() == 2).expect("joined");
    assert!(first.facts.date(builtin::RECOGNISED).expect("a date").is_day());
    assert_eq!(first.quantity, 1);
}

#[test]
fn duplicates_whose_facts_differ_are_held_and_a_claim_is_only_noted() {
    let row = |count: i64| brand("红日公司", "水泥").with(builtin::QUANTITY, Value::Whole(count));
    let resolved = run(&[row(1), row(2)]);
    assert_eq!((codes(&resolved), held(&resolved)), (vec![Code::DuplicateConflict], vec![0, 1]));
    let accepted = run_with(&[row(1), row(2)], vec![DecisionKind::Accept(row_name(1))]);
    assert_eq!((live(&accepted), duplicates(&accepted)), (vec![1], vec![(0, 1)]));
    assert_eq!(accepted.register.achievements[0].quantity, 2);
    let refused = run_with(&[row(1), row(2)], vec![DecisionKind::Refuse(row_name(1))]);
    assert_eq!(live(&refused), [0]);
    assert!(matches!(&refused.register.settled[0].1, Settled::Refused(0, reason) if reason.contains("核实")));
    let dated = |day| brand("红日公司", "水泥").with(builtin::RECOGNISED, date(day));
    assert_eq!(held(&run(&[dated("2008-03"), dated("2008-04-01")])), [0, 1]);
    let claimed = |yuan: i64| brand("红日公司", "水泥").with(builtin::CLAIM, Value::Money(yuan.into()));
    let resolved = run(&[claimed(1), claimed(2)]);
    assert_eq!((codes(&resolved), duplicates(&resolved)), (vec![Code::ClaimConflict], vec![(1, 0)]));
}

#[test]
fn one_certificate_of_two_enterprises_is_joint_or_held() {
    let resolved = run(&[patent("红日公司", "1234567", "甲"), patent("蓝天电缆厂", "1234567", "甲")]);
    assert_eq!((codes(&resolved), held(&resolved)), (vec![Code::CertificateHolders], vec![0, 1]));
    let standard = |name: &str, rank: i64| {
        let row = Row(ListKind::Achievements, Some(STANDARD), vec![]).with(builtin::ENTERPRISE, text(name));
        row.with(builtin::CERTIFICATE, text("GB/T 19001-2008")).with(builtin::RANK, Value::Whole(rank))
    };
    let resolved = run(&[standard("蓝天电缆厂", 2), standard("红日公司", 1)]);
    assert_eq!((codes(&resolved), live(&resolved)), (vec![], vec![0]));
    let holders: Vec<_> =
        resolved.register.achievements[0].holders.iter().map(|h| (h.rank, h.source.row)).collect();
    assert_eq!(holders, [(Some(1), 1), (Some(2), 0)]);
}

#[test]
fn several_names_in_a_row_need_a_category_that_admits_them() {
    let row = |category| {
        let row = Row(ListKind::Achievements, Some(category), vec![]);
        row.with(builtin::ENTERPRISE, text("红日公司、蓝天电缆厂")).with(builtin::TITLE, text("甲"))
    };
    let resolved = run(&[row(PATENT)]);
    assert_eq!((codes(&resolved), held(&resolved)), (vec![Code::HoldersNotAllowed], vec![0]));
    let resolved = run(&[row(STANDARD)]);
    let ranks: Vec<_> = resolved.register.achievements[0].holders.iter().map(|h| h.rank).collect();
    assert_eq!(ranks, [Some(1), Some(2)]);
    let choice =
        DecisionKind::Choice { row: row_name(0), field: "企业名称".into(), value: "红日公司".into() };
    assert_eq!(live(&run_with(&[row(PATENT)], vec![choice])), [0]);
}

#[test]
fn a_row_without_certificate_joins_the_one_it_fits_and_is_held_between_two() {
    let one = [patent("红日公司", "1234567", "一种水泵"), patent("红日公司", "", "一种水泵")];
    assert_eq!(duplicates(&run(&one)), [(1, 0)]);
    let two = [
        patent("红日公司", "1234567", "一种水泵"),
        patent("红日公司", "", "一种水泵"),
        patent("红日公司", "7654321", "一种水泵"),
    ];
    let resolved = run(&two);
    assert_eq!(
        (codes(&resolved), held(&resolved), live(&resolved)),
        (vec![Code::CertificateUnclear], vec![1], vec![0, 2])
    );
    assert_eq!(live(&run_with(&two, vec![DecisionKind::Accept(row_name(1))])), [0, 1, 2]);
}

#[test]
fn one_certificate_in_two_spellings_is_one_achievement() {
    for (one, other) in [
        ("GB/T 12345-2010", "GBT 12345-2010"),
        ("1234567", "1234567（第9类）"),
        ("ZL201710601862.3", "第201710601862.3号"),
    ] {
        let rows = [patent("红日公司", one, "甲"), patent("红日公司", other, "甲")];
        assert_eq!(duplicates(&run(&rows)), [(1, 0)], "{one} {other}");
    }
}

#[test]
fn a_cell_with_several_certificates_is_held_whatever_is_decided() {
    let several = "ZL201710601862.3、ZL201080063196.9";
    let rows = [patent("红日公司", several, "甲、乙"), patent("红日公司", "ZL201080063196.9", "乙")];
    let resolved = run(&rows);
    let expected = (vec![Code::CertificatesSeveral], vec![0], vec![1]);
    assert_eq!((codes(&resolved), held(&resolved), live(&resolved)), expected);
    let accepted = run_with(&rows, vec![DecisionKind::Accept(row_name(0))]);
    assert_eq!(held(&accepted), [0]);
    let other = [patent("红日公司", "苏质监(2008)3号、附件2", "甲")];
    assert_eq!((codes(&run(&other)), live(&run(&other))), (vec![], vec![0]));
}

#[test]
fn a_payment_for_several_certificates_holds_the_rows_it_could_have_paid() {
    let before = list(ListKind::History, "红日公司").with(builtin::PAID, Value::Money(100.into()));
    let before = before.with(builtin::CERTIFICATE, text("ZL201710601862.3、ZL201080063196.9"));
    let before = Row(before.0, Some(PATENT), before.2);
    let rows = [
        before,
        patent("红日公司", "201080063196.9", "乙"),
        patent("红日公司", "1234567", "丙"),
        patent("蓝天电缆厂", "ZL201710601862.3", "甲"),
        patent("红日公司", "", "丁"),
    ];
    let resolved = run(&rows);
    assert_eq!((codes(&resolved), held(&resolved)), (vec![Code::PaymentUnclear], vec![0, 1, 4]));
    assert_eq!(resolved.register.payments.len(), 1);
}

#[test]
fn identity_fields_tell_achievements_apart() {
    let staged = |stage: &str| patent("红日公司", "1234567", "甲").with(builtin::STAGE, text(stage));
    assert_eq!(live(&run(&[staged("初评"), staged("复评")])), [0, 1]);
    let unstated = [staged("初评"), staged("复评"), patent("红日公司", "1234567", "甲")];
    let resolved = run(&unstated);
    assert_eq!((held(&resolved), live(&resolved)), (vec![2], vec![0, 1]));
    assert_eq!(duplicates(&run(&unstated[1..])), [(2 - 1, 0)]);
}

#[test]
fn near_products_of_one_enterprise_are_held_until_settled() {
    let rows =
        [brand("红日公司", "示例牌电缆"), brand("红日公司", "示例牌电缆料"), brand("红日公司", "水泵")];
    let resolved = run(&rows);
    assert_eq!((codes(&resolved), held(&resolved)), (vec![Code::ProductNear], vec![0, 1]));
    let both = || names(&["示例牌电缆", "示例牌电缆料"]);
    let same = run_with(&rows, vec![DecisionKind::SameProduct("红日公司".into(), both())]);
    assert_eq!(duplicates(&same), [(1, 0)]);
    let different = run_with(&rows, vec![DecisionKind::DifferentProducts("红日公司".into(), both())]);
    assert_eq!(live(&different), [0, 1, 2]);
    // Patents are not compared by product, and history is.
    assert_eq!(live(&run(&[patent("红日公司", "1", "电缆"), patent("红日公司", "2", "电缆料")])), [0, 1]);
    assert_eq!(held(&run(&[brand("红日公司", "电缆料"), paid("红日公司", "电缆")])), [0]);
}

#[test]
fn recertification_follows_from_the_mark_and_from_history() {
    let dated = |row: Row, day: &str| row.with(builtin::RECOGNISED, date(day));
    let now = || dated(brand("红日公司", "水泥"), "2011-05-01");
    let before = || dated(paid("红日公司", "水泥"), "2008-05-01");
    let fact = |rows: &[Row]| {
        let resolved = run(rows);
        let achievement: &Achievement = resolved.register.achievements.first().expect("live");
        achievement.facts.get(builtin::RECERTIFIED).map(|fact| (fact.value.clone(), fact.cell.row.row))
    };
    assert_eq!(fact(&[now(), before()]), Some((Value::Bool(true), 1)));
    assert_eq!(fact(&[now()]), Some((Value::Bool(false), 0)));
    let marked = |value| now().with(builtin::RECERTIFIED, Value::Bool(value));
    assert_eq!(fact(&[marked(true)]), Some((Value::Bool(true), 0)));
    let resolved = run(&[marked(false), before()]);
    assert_eq!((codes(&resolved), held(&resolved)), (vec![Code::FirstAfterPayment], vec![0]));
    // The same date is the same recognition, paid already; without a date nobody can say.
    assert_eq!(fact(&[now(), dated(paid("红日公司", "水泥"), "2011-05-01")]), Some((Value::Bool(false), 0)));
    assert_eq!(fact(&[now(), paid("红日公司", "水泥")]), None);
}

#[test]
fn history_that_cannot_be_used_holds_what_it_could_touch() {
    let unpaid = list(ListKind::History, "红日公司").with(builtin::PRODUCT, text("水泥"));
    let resolved = run(&[unpaid, brand("红日公司", "玻璃"), brand("蓝天电缆厂", "电缆")]);
    assert_eq!((codes(&resolved), held(&resolved)), (vec![Code::PaymentUnclear], vec![0, 1]));
    assert!(resolved.register.payments.is_empty());
}

#[test]
fn a_count_beside_the_rows_that_it_may_add_up_is_held_until_it_is_accepted() {
    let counted = |count: i64| {
        let row =
            Row(ListKind::Achievements, Some(PATENT), vec![]).with(builtin::ENTERPRISE, text("红日公司"));
        row.with(builtin::QUANTITY, Value::Whole(count))
    };
    let itemised = || [patent("红日公司", "1234567", "甲"), patent("红日公司", "1234568", "乙")];
    let [first, second] = itemised();
    let rows = [counted(2), first, second];
    let resolved = run(&rows);
    assert_eq!((codes(&resolved), held(&resolved)), (vec![Code::CertificateUnclear], vec![0]));
    assert_eq!(live(&resolved), [1, 2]);
    let accepted = run_with(&rows, vec![DecisionKind::Accept(row_name(0))]);
    assert_eq!((codes(&accepted), live(&accepted)), (vec![], vec![0, 1, 2]));
    // Rows of another enterprise, of another year, or with nothing named beside them are no parts of it.
    assert_eq!(live(&run(&[counted(2), patent("蓝天公司", "1234567", "甲")])), [0, 1]);
    let dated = |row: Row, day: &str| row.with(builtin::RECOGNISED, date(day));
    let apart = [dated(counted(2), "2008-03-01"), dated(patent("红日公司", "1234567", "甲"), "2008-05-01")];
    assert_eq!(live(&run(&apart)), [0, 1]);
    assert_eq!(live(&run(&[counted(2)])), [0]);
}
