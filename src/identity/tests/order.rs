//! Canonical order, and that the order of rows changes nothing.

use super::*;

#[test]
fn canonical_order_is_category_date_enterprise_title_certificate() {
    let dated = |row: Row, day: &str| row.with(builtin::RECOGNISED, date(day));
    let resolved = run(&[
        patent("蓝天电缆厂", "2", "甲"),
        brand("乙公司集团厂", "无日期"),
        dated(brand("蓝天电缆厂", "电缆"), "2008-03-02"),
        dated(brand("红日公司", "水泥"), "2008-03"),
        patent("蓝天电缆厂", "1", "甲"),
    ]);
    let order: Vec<u32> = resolved.register.achievements.iter().map(|a| a.sources[0].row).collect();
    assert_eq!(order, [3, 2, 1, 4, 0]);
}

/// Rows of a small world in which everything can collide.
fn any_row() -> impl Strategy<Value = Row> {
    let names = [
        "红日机械有限公司",
        "红日机诫有限公司",
        "蓝天电缆厂",
        "蓝天电缆（集团）公司",
        "白云水泥厂（原东方建材公司）",
        "东方建材公司",
        "绿地公司、白云水泥厂",
    ];
    let codes = ["", "", CODE_A, ORGANISATION_A, CODE_B, "01404631-8"];
    let kind = prop_oneof![5 => Just(ListKind::Achievements), 1 => Just(ListKind::Register), 1 => Just(ListKind::History), 1 => Just(ListKind::Exclusion)];
    (kind, 0..3u32, 0..names.len(), 0..codes.len(), 0..4usize, 0..4usize, 0..4usize).prop_map(
        move |(kind, category, name, code, certificate, product, day)| {
            let mut row =
                Row(kind, Some(CategoryId(category)), vec![]).with(builtin::ENTERPRISE, text(names[name]));
            if !codes[code].is_empty() {
                row = row.code(codes[code]);
            }
            if certificate > 0 {
                row =
                    row.with(builtin::CERTIFICATE, text(["", "1234567", "7654321", "2222222"][certificate]));
            }
            if product > 0 {
                row = row.with(builtin::PRODUCT, text(["", "电缆", "电缆料", "水泵"][product]));
            }
            if day > 0 {
                row = row.with(builtin::RECOGNISED, date(["", "2008", "2008-03-01", "2009-01-01"][day]));
            }
            if kind == ListKind::History { row.with(builtin::PAID, Value::Money(100.into())) } else { row }
        },
    )
}

/// What must not depend on order: enterprises, and each achievement as the set of its rows with what is paid by.
type Essence = (Vec<(String, Vec<String>)>, Vec<Paid>, Vec<usize>);
type Paid = (Vec<usize>, u32, Vec<u32>, String, Option<String>, String);

fn paid_by(a: &Achievement) -> String {
    let recognised = a.facts.date(builtin::RECOGNISED);
    format!("{} {recognised:?} {:?}", a.quantity, a.facts.bool(builtin::RECERTIFIED))
}

fn essence(resolved: &Resolved, origin: &[usize]) -> Essence {
    let enterprises =
        resolved.register.enterprises.iter().map(|e| (e.key.clone(), e.other_names.clone())).collect();
    let mut achievements: Vec<_> = resolved
        .register
        .achievements
        .iter()
        .map(|a| {
            let mut rows: Vec<usize> = a.sources.iter().map(|row| origin[row.row as usize]).collect();
            rows.sort_unstable();
            let holders = a.holders.iter().map(|holder| holder.enterprise.0).collect();
            (rows, a.category.0, holders, a.product.clone(), a.certificate.clone(), paid_by(a))
        })
        .collect();
    achievements.sort();
    let mut held: Vec<usize> = held(resolved).iter().map(|row| origin[*row]).collect();
    held.sort_unstable();
    (enterprises, achievements, held)
}

proptest! {
    #![proptest_config(crate::properties::config())]
    #[test]
    fn the_order_of_rows_changes_nothing(
        (rows, shuffled) in proptest::collection::vec(any_row(), 1..12)
            .prop_flat_map(|rows| { let order: Vec<usize> = (0..rows.len()).collect(); (Just(rows), Just(order).prop_shuffle()) })
    ) {
        let moved: Vec<Row> = shuffled.iter().map(|index| rows[*index].clone()).collect();
        let straight: Vec<usize> = (0..rows.len()).collect();
        prop_assert_eq!(essence(&run(&rows), &straight), essence(&run(&moved), &shuffled));
    }
}
