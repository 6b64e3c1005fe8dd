//! The order of columns, the choice of synonyms and the place of the table change nothing.

use super::sheet;
use crate::model::record::{Record, Value};
use crate::policy::{FieldId, builtin as b};
use proptest::prelude::*;

const FIELDS: [(FieldId, [&str; 2]); 6] = [
    (b::ENTERPRISE, ["甲公司", "乙有限公司"]),
    (b::CATEGORY, ["国家名牌", "驰名商标"]),
    (b::PRODUCT, ["红日牌水泥(2个产品)", "蓝天(复评)"]),
    (b::CERTIFICATE, ["A-1", "B-2"]),
    (b::RECOGNISED, ["2008年3月", "2007.12.1"]),
    (b::TOWN, ["东镇", "西镇"]),
];

/// A record without its places: category, names, facts.
type Essence = (Option<u32>, Vec<String>, Vec<(u32, Value)>);

/// Facts without their places.
fn essence(records: &[Record]) -> Vec<Essence> {
    let of = |record: &Record| {
        let facts = record.facts.iter().map(|fact| (fact.field.0, fact.value.clone())).collect();
        (record.category.map(|id| id.0), record.names.clone(), facts)
    };
    records.iter().map(of).collect()
}

fn table(order: &[usize], synonyms: &[usize], down: usize, right: usize) -> String {
    let fields = b::fields();
    let heading = |index: &usize| {
        let (field, _) = FIELDS[*index];
        // 编号 and 项目名称-like headings that two fields share are not synonyms of one.
        let known: Vec<&String> =
            fields[field.index()].headings.iter().filter(|text| *text != "编号").collect();
        known[synonyms[*index] % known.len()].clone()
    };
    let line = |cells: Vec<String>| format!("{}{}\n", "|".repeat(right), cells.join("|"));
    let mut text = "\n".repeat(down);
    text.push_str(&line(order.iter().map(heading).collect()));
    for row in 0..2 {
        text.push_str(&line(order.iter().map(|index| FIELDS[*index].1[row].to_owned()).collect()));
    }
    text
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, rng_seed: proptest::test_runner::RngSeed::Fixed(2008), ..ProptestConfig::default() })]

    #[test]
    fn any_order_synonym_and_place(
        order in Just((0..FIELDS.len()).collect::<Vec<_>>()).prop_shuffle(),
        synonyms in proptest::collection::vec(0_usize..50, FIELDS.len()),
        down in 0_usize..6,
        right in 0_usize..4,
    ) {
        let plain = sheet(&table(&[0, 1, 2, 3, 4, 5], &[0; 6], 0, 0)).read();
        prop_assert_eq!(plain.records.len(), 2);
        let read = sheet(&table(&order, &synonyms, down, right)).read();
        prop_assert_eq!(&read.findings, &vec![]);
        prop_assert_eq!(essence(&read.records), essence(&plain.records));
    }

    #[test]
    fn no_rows_panic_and_none_is_lost(
        cells in proptest::collection::vec(
            proptest::collection::vec(
                prop::sample::select(vec![
                    "", "", "企业名称", "类别", "产品", "金额(万元)", "甲公司", "国家名牌", "#1", "#50", "合计", "小计",
                    "一、驰名商标", "备注：好", "单位：元", "@2008-03-01", "@ERR", "第", "（", "2007年", "10²", "\u{200B}",
                ]),
                1..6,
            ),
            1..14,
        ),
    ) {
        let text: Vec<String> = cells.iter().map(|row| row.join("|")).collect();
        let read = sheet(&text.join("\n")).read();
        let rows: Vec<u32> = read.sheet.rows.iter().map(|(row, _)| *row).collect();
        prop_assert!(rows.windows(2).all(|pair| pair[1] == pair[0] + 1));
        let usable = read.usable().len();
        prop_assert_eq!(usable, read.records.len());
    }

    #[test]
    fn any_text_in_any_cell(heading in ".{0,12}", cell in "\\PC{0,16}") {
        let clean = |text: &str| text.replace(['|', '\n', '\r', '^', '<', '#', '@'], "");
        let text = format!("企业名称|类别|认定日期|数量|{}\n{c}|{c}|{c}|{c}|{c}\n{c}", clean(&heading), c = clean(&cell));
        let _ = sheet(&text).read();
    }
}
