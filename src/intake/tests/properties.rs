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

/// How a table may look, whatever it says.
#[derive(Clone, Debug)]
struct Dress {
    /// Lines above it.
    titles: Vec<&'static str>,
    /// Where the category stands: in a column, or in a section above each row.
    sections: bool,
    /// Where the unit of amounts stands: in the heading, above the table, or in each cell.
    unit: usize,
    /// A row above the headings that only groups columns.
    grouped: bool,
    /// Blank rows before each row.
    blanks: usize,
    /// Columns that say nothing, before, between and behind the others.
    unused: Vec<usize>,
    /// The heading comes again before the second row, as on a new page.
    repeated: bool,
    /// Lines below it.
    notes: Vec<&'static str>,
}

fn dress() -> impl Strategy<Value = Dress> {
    let titles =
        proptest::sample::subsequence(vec!["附件2", "2008年度获奖名单", "填报单位：某市质监局"], 0..=3);
    let notes = proptest::sample::subsequence(
        vec!["备注：以上属实", "填表人：张三|审核人：李四", "2008年4月1日", "联系电话：87654321"],
        0..=4,
    );
    let unused = proptest::collection::vec(0_usize..8, 0..3);
    (titles, any::<bool>(), 0_usize..3, any::<bool>(), 0_usize..3, unused, any::<bool>(), notes).prop_map(
        |(titles, sections, unit, grouped, blanks, unused, repeated, notes)| Dress {
            titles,
            sections,
            unit,
            grouped,
            blanks,
            unused,
            repeated,
            notes,
        },
    )
}

/// A table in that dress; its amounts are 50万元 and 0.5万元.
fn dressed(dress: &Dress) -> String {
    let amount = |figure: &str| match dress.unit {
        2 => format!("{figure}万元"),
        _ => format!("#{figure}"),
    };
    let claim = if dress.unit == 0 { "申请金额(万元)" } else { "申请金额" };
    let columns = |enterprise: &str, category: &str, rest: [String; 3]| {
        let mut cells = vec![enterprise.to_owned()];
        cells.extend((!dress.sections).then(|| category.to_owned()));
        cells.extend(rest);
        cells
    };
    let wide = |mut cells: Vec<String>, filling: &str| {
        for at in &dress.unused {
            cells.insert((*at).min(cells.len()), filling.to_owned());
        }
        cells.join("|")
    };
    let texts = |texts: [&str; 3]| texts.map(str::to_owned);
    let heading = wide(columns("企业名称", "类别", texts(["产品名称", "认定日期", claim])), "经办科室");
    let rows = [
        (
            columns("甲公司", "国家名牌", ["红日(2个产品)".into(), "2008年3月".into(), amount("50")]),
            "国家名牌",
        ),
        (
            columns("乙有限公司", "驰名商标", ["蓝天(复评)".into(), "@2007-12-01".into(), amount("0.5")]),
            "驰名商标",
        ),
    ];
    let mut lines: Vec<String> = dress.titles.iter().map(|title| (*title).to_owned()).collect();
    lines.extend((dress.unit == 1).then(|| "单位：万元".to_owned()));
    let width = heading.split('|').count();
    lines.extend(dress.grouped.then(|| format!("基本情况{}", "|<".repeat(width - 1))));
    lines.push(heading.clone());
    for (at, (cells, category)) in rows.into_iter().enumerate() {
        lines.extend((at == 1 && dress.repeated).then(|| heading.clone()));
        lines.extend(std::iter::repeat_n(String::new(), dress.blanks));
        lines.extend(dress.sections.then(|| format!("{}、{category}", ["一", "二"][at])));
        lines.push(wide(cells, "质量科"));
    }
    lines.extend(dress.notes.iter().map(|note| (*note).to_owned()));
    lines.join("\n")
}

proptest! {
    #![proptest_config(crate::properties::config())]

    #[test]
    fn any_dress_of_the_table(dress in dress()) {
        let plain = Dress { titles: vec![], sections: false, unit: 0, grouped: false, blanks: 0, unused: vec![], repeated: false, notes: vec![] };
        let wanted = sheet(&dressed(&plain)).read();
        prop_assert_eq!(wanted.records.len(), 2);
        let read = sheet(&dressed(&dress)).read();
        prop_assert_eq!(&read.findings, &vec![], "{}", dressed(&dress));
        prop_assert_eq!(essence(&read.records), essence(&wanted.records), "{}", dressed(&dress));
        prop_assert_eq!(read.usable().len(), 2);
    }
}

proptest! {
    #![proptest_config(crate::properties::config())]

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
