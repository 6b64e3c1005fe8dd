//! Columns below one merged heading whose own words say nothing: 市级 and 镇级 below 核定额度. Each may be what the merged heading
//! says, and none of them alone is.

use crate::model::record::ListKind;
use crate::table::heading::Column;
use crate::table::lexicon::{Lexicon, Recognised};
use crate::text::normal::key;
use std::collections::BTreeMap;

/// What is the sum of the columns beside it.
const SUMS: [&str; 7] = ["合计", "小计", "总计", "合", "计", "总额", "全年"];

/// What the merged heading says of such columns, by their places. Where one of them is the sum of the others it alone is meant.
pub(in super::super) fn read(
    heading: &[Column],
    lexicon: &Lexicon<'_>,
    kind: Option<ListKind>,
) -> BTreeMap<usize, Recognised> {
    let mut groups: BTreeMap<(u32, u32), Vec<usize>> = BTreeMap::new();
    for (at, column) in heading.iter().enumerate() {
        if let Some(upper) = column.upper {
            groups.entry(upper).or_default().push(at);
        }
    }
    let mut found = BTreeMap::new();
    for members in groups.into_values().filter(|members| members.len() > 1) {
        let columns: Vec<(usize, &Column)> =
            members.iter().filter_map(|at| Some((*at, heading.get(*at)?))).collect();
        let known = |column: &Column| !lexicon.recognise(&column.parts, kind).fields.is_empty();
        if columns.iter().any(|(_, column)| known(column) && !is_sum(column)) {
            continue;
        }
        let meant = meant(&columns);
        for (at, column) in columns.iter().filter(|(at, _)| meant.is_none_or(|meant| meant == *at)) {
            let Some((_, upper)) = column.parts.split_last() else { continue };
            let read = lexicon.recognise(upper, kind);
            if read.fields.len() == 1 {
                found.insert(*at, read);
            }
        }
    }
    found
}

/// The column that alone is what the merged heading says: the sum of those beside it, or what was granted beside what was asked for.
fn meant(columns: &[(usize, &Column)]) -> Option<usize> {
    const GRANTED: [&str; 6] = ["核定", "审定", "核准", "审核", "认定", "确认"];
    const ASKED: [&str; 5] = ["申报", "申请", "上报", "报送", "自报"];
    let says = |column: &Column, words: &[&str]| {
        column.parts.last().is_some_and(|part| words.iter().any(|word| key(part).contains(word)))
    };
    let only = |mut found: Vec<usize>| found.pop().filter(|_| found.is_empty());
    let of = |is: &dyn Fn(&Column) -> bool| {
        columns.iter().filter(|(_, column)| is(column)).map(|(at, _)| *at).collect::<Vec<_>>()
    };
    only(of(&is_sum)).or_else(|| {
        let granted = of(&|column| says(column, &GRANTED));
        let asked = of(&|column| says(column, &ASKED) && !says(column, &GRANTED));
        only(granted).filter(|_| asked.len() + 1 == columns.len())
    })
}

fn is_sum(column: &Column) -> bool {
    column.parts.last().is_some_and(|part| {
        let part = key(part);
        SUMS.contains(&part.split('(').next().unwrap_or_default())
    })
}
