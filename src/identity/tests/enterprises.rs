//! Who is who.

use super::*;

#[test]
fn one_enterprise_by_code_organisation_code_or_name() {
    let resolved = run(&[
        brand("红日（集团）有限公司", "水泥").code(CODE_A),
        brand("红日(集团)有限公司", "玻璃"),
        brand("红日集团有限公司", "瓷砖").code(ORGANISATION_A),
        brand("蓝天电缆厂", "电缆"),
    ]);
    assert_eq!(live(&resolved), [0, 1, 2, 3]);
    assert_eq!(codes(&resolved), [Code::NameVariant]);
    assert_eq!(holder(&resolved, 0), holder(&resolved, 1));
    assert_eq!(holder(&resolved, 0), holder(&resolved, 2));
    assert_ne!(holder(&resolved, 0), holder(&resolved, 3));
    assert_eq!(resolved.register.enterprises[holder(&resolved, 0) as usize].key, CODE_A);
    assert_eq!(resolved.register.enterprises[holder(&resolved, 3) as usize].key, "蓝天电缆厂");
}

#[test]
fn former_names_are_names_of_the_same_enterprise() {
    let register = list(ListKind::Register, "红日股份有限公司")
        .code(CODE_A)
        .with(builtin::FORMER_NAMES, text("东方机械厂；白云水泥厂、旭日建材公司"));
    let resolved = run(&[
        register,
        brand("白云水泥厂", "水泥"),
        brand("旭日建材公司", "玻璃"),
        brand("蓝天公司（原绿地农药厂）", "电缆"),
        brand("绿地农药厂", "农药"),
    ]);
    assert_eq!(codes(&resolved), []);
    assert_eq!(holder(&resolved, 1), holder(&resolved, 2));
    assert_eq!(holder(&resolved, 3), holder(&resolved, 4));
    let enterprise = &resolved.register.enterprises[holder(&resolved, 1) as usize];
    assert_eq!(enterprise.name, "红日股份有限公司");
    assert_eq!(enterprise.register_row, Some(at(0)));
}

#[test]
fn a_later_name_in_brackets_is_a_name_of_the_same_enterprise() {
    let rows = [
        list(ListKind::Register, "测试丁阀门有限公司"),
        brand("红日机械厂（现测试丁阀门有限公司）", "阀门"),
        brand("测试丁阀门有限公司（更名为蓝天泵业有限公司）", "闸门"),
        brand("蓝天泵业有限公司", "水表"),
        brand("测试丁阀门有限公司（加盖公章）", "火表"),
    ];
    let resolved = run(&rows);
    assert_eq!((codes(&resolved), live(&resolved)), (vec![], vec![1, 2, 3, 4]));
    let ids: Vec<u32> = (1..5).map(|row| holder(&resolved, row)).collect();
    assert!(ids.iter().all(|id| *id == ids[0]), "{ids:?}");
}

#[test]
fn a_name_with_something_behind_its_legal_form_is_held_as_a_twin() {
    for name in [
        "测试丁阀门有限公司*",
        "测试丁阀门有限公司（筹）",
        "测试丁阀门有限公司（法定代表人：王某）",
        "《测试丁阀门有限公司》",
        "江苏测试丁阀门有限公司",
    ] {
        let rows = [list(ListKind::Register, "测试丁阀门有限公司"), brand(name, "水表")];
        let resolved = run(&rows);
        assert_eq!((codes(&resolved), held(&resolved)), (vec![Code::NameTwins], vec![1]), "{name}");
        // An exclusion row so written holds what the enterprise won, too.
        let rows = [brand("测试丁阀门有限公司", "水表"), list(ListKind::Exclusion, name)];
        assert_eq!(held(&run(&rows)), [0], "{name}");
    }
    let rows = [brand("测试丁阀门有限公司", "水表"), brand("测试丁阀门有限公司(第一分公司)", "电表")];
    assert_eq!(live(&run(&rows)), [0, 1]);
}

#[test]
fn an_exclusion_that_ends_before_it_begins_holds_its_enterprise() {
    let barred = |from: &str, to: &str| {
        let row = list(ListKind::Exclusion, "红日公司");
        row.with(builtin::EXCLUDED_FROM, date(from)).with(builtin::EXCLUDED_TO, date(to))
    };
    let rows = |row| [row, brand("红日公司", "水泥"), brand("蓝天电缆厂", "电缆")];
    let resolved = run(&rows(barred("2010-05-01", "2010-01-01")));
    assert_eq!((codes(&resolved), held(&resolved)), (vec![Code::ExclusionUnclear], vec![0, 1]));
    assert!(resolved.register.exclusions.is_empty());
    // May 2010 may begin on its first day.
    for (from, to) in [("2010-05", "2010-05-01"), ("2010-05-01", "2010-05-01")] {
        let resolved = run(&rows(barred(from, to)));
        assert_eq!((codes(&resolved), live(&resolved)), (vec![], vec![1, 2]), "{from} {to}");
    }
    let refused =
        run_with(&rows(barred("2010-05-01", "2010-01-01")), vec![DecisionKind::Refuse(row_name(0))]);
    assert_eq!(live(&refused), [1, 2]);
}

#[test]
fn one_code_with_clearly_different_names_is_held_until_settled() {
    let rows = [
        brand("红日水泥厂", "水泥").code(CODE_A),
        brand("蓝天电缆公司", "电缆").code(CODE_A),
        brand("红日水泥厂", "玻璃"),
        paid("蓝天电缆公司", "旧电线"),
    ];
    let resolved = run(&rows);
    assert_eq!(codes(&resolved), [Code::CodeNames]);
    assert_eq!(held(&resolved), [0, 1, 2, 3]);
    assert!(resolved.findings[0].message.contains("B1") || resolved.findings[0].message.contains("A1"));
    assert!(resolved.findings[0].help.contains("names = ["));
    let same = DecisionKind::SameEnterprise(names(&["红日水泥厂", "蓝天电缆公司"]));
    let resolved = run_with(&rows, vec![same]);
    assert_eq!(holder(&resolved, 0), holder(&resolved, 1));
    let different = DecisionKind::DifferentEnterprises(names(&["红日水泥厂", "蓝天电缆公司"]));
    let resolved = run_with(&rows, vec![different]);
    assert_ne!(holder(&resolved, 0), holder(&resolved, 1));
    assert!(resolved.register.enterprises.iter().all(|e| e.credit_code.is_none()));
}

#[test]
fn a_shared_code_stays_with_the_registered_name_once_names_are_decided_apart() {
    let rows = [
        list(ListKind::Register, "红日水泥厂").code(CODE_A),
        brand("蓝天电缆公司", "电缆").code(CODE_A),
        brand("红日水泥厂", "玻璃"),
    ];
    let different = DecisionKind::DifferentEnterprises(names(&["红日水泥厂", "蓝天电缆公司"]));
    let resolved = run_with(&rows, vec![different]);
    assert_eq!(codes(&resolved), []);
    assert_eq!(resolved.register.enterprises[holder(&resolved, 2) as usize].key, CODE_A);
    assert_eq!(resolved.register.enterprises[holder(&resolved, 1) as usize].key, "蓝天电缆公司");
}

#[test]
fn one_name_with_two_valid_codes_is_held_and_a_wrong_check_character_only_warns() {
    let resolved = run(&[brand("红日水泥厂", "水泥").code(CODE_A), brand("红日水泥厂", "玻璃").code(CODE_B)]);
    assert_eq!((codes(&resolved), held(&resolved)), (vec![Code::NameCodes], vec![0, 1]));
    let resolved =
        run(&[brand("红日水泥厂", "水泥").code(CODE_A), brand("红日水泥厂", "玻璃").code("01404631-8")]);
    assert_eq!((codes(&resolved), held(&resolved)), (vec![Code::CodeDoubtful], vec![]));
}

#[test]
fn likely_twins_are_held_unless_codes_register_or_a_decision_settle_them() {
    let rows =
        [brand("红日机械有限公司", "机床"), brand("红日机诫有限公司", "水泵"), brand("蓝天电缆厂", "电缆")];
    let resolved = run(&rows);
    assert_eq!((codes(&resolved), held(&resolved)), (vec![Code::NameTwins], vec![0, 1]));
    let pair = names(&["红日机械有限公司", "红日机诫有限公司"]);
    let resolved = run_with(&rows, vec![DecisionKind::SameEnterprise(pair.clone())]);
    assert_eq!(holder(&resolved, 0), holder(&resolved, 1));
    let resolved = run_with(&rows, vec![DecisionKind::DifferentEnterprises(pair)]);
    assert_eq!(live(&resolved), [0, 1, 2]);
    let resolved = run_with(&rows, vec![DecisionKind::Accept(row_name(1))]);
    assert_eq!(held(&resolved), [0]);
    let mut coded = rows.clone();
    coded[0] = coded[0].clone().code(CODE_A);
    coded[1] = coded[1].clone().code(CODE_B);
    assert_eq!(codes(&run(&coded)), []);
    let mut registered = rows.to_vec();
    registered.push(list(ListKind::Register, "红日机械有限公司"));
    assert_eq!(held(&run(&registered)), [0, 1]);
    registered.push(list(ListKind::Register, "红日机诫有限公司"));
    assert_eq!(codes(&run(&registered)), []);
    let vetoed = [brand("红日机械有限公司", "机床"), list(ListKind::Exclusion, "红日机诫有限公司")];
    assert_eq!(held(&run(&vetoed)), [0]);
    let refused = run_with(&rows, vec![DecisionKind::Refuse(row_name(1))]);
    assert_eq!(live(&refused), [0, 2]);
}

#[test]
fn persons_are_told_apart_by_their_numbers() {
    let person =
        |number: &str, title: &str| patent("张三", "", title).with(builtin::IDENTITY_NUMBER, text(number));
    let resolved = run(&[
        person("320282198001011235", "一种水泵"),
        person("11010519491231002X", "一种阀门"),
        person("320282198001011235", "一种轴承"),
    ]);
    assert_eq!(codes(&resolved), []);
    assert_ne!(holder(&resolved, 0), holder(&resolved, 1));
    assert_eq!(holder(&resolved, 0), holder(&resolved, 2));
    let one = &resolved.register.enterprises[holder(&resolved, 0) as usize];
    assert_eq!(
        (one.key.as_str(), one.identity_number.as_deref()),
        ("320282198001011235", Some("320282198001011235"))
    );
    let unnumbered = run(&[person("320282198001011235", "一种水泵"), patent("张三", "", "一种轴承")]);
    assert_eq!(held(&unnumbered), [0, 1]);
}

#[test]
fn a_succession_joins_and_the_successor_gives_name_and_code() {
    let resolved = run_with(
        &[
            list(ListKind::Register, "东方机械厂").code(CODE_B),
            list(ListKind::Register, "红日股份有限公司").code(CODE_A),
            paid("东方机械厂", "机床"),
            brand("红日股份有限公司", "水泵"),
        ],
        vec![DecisionKind::Successor {
            from: "东方机械厂".into(), to: "红日股份有限公司".into()
        }],
    );
    assert_eq!(codes(&resolved), []);
    let enterprise = &resolved.register.enterprises[holder(&resolved, 3) as usize];
    assert_eq!((enterprise.key.as_str(), enterprise.name.as_str()), (CODE_A, "红日股份有限公司"));
    assert_eq!(enterprise.register_row, Some(at(1)));
    assert_eq!(resolved.register.payments[0].enterprise.0, holder(&resolved, 3));
}

#[test]
fn register_rows_that_disagree_on_an_account_hold_no_award() {
    let row = |account: &str| {
        list(ListKind::Register, "红日水泥厂").code(CODE_A).with(builtin::ACCOUNT, text(account))
    };
    let resolved = run(&[row("111"), row("222"), brand("红日水泥厂", "水泥")]);
    assert_eq!((codes(&resolved), held(&resolved)), (vec![Code::AccountUnsure], vec![]));
    assert_eq!(codes(&run(&[row("111"), row("１１１"), brand("红日水泥厂", "水泥")])), []);
}
