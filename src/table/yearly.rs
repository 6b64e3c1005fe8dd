//! Tables that count by year how much was won: 年份 beside 家数. They name nobody, so they are no list, whatever they are called.

use super::{distinct, text_of, words};
use crate::text::normal::key;
use crate::text::number;
use crate::workbook::{Cell, Row, Value};

/// What the heading of a count ends with. Money is none: who was paid it may matter.
const COUNTS: [&str; 7] = ["数", "数量", "(家)", "(个)", "(件)", "(户)", "(项)"];

/// The columns of such a table with their headings, where the row heads one: a year, a count, and perhaps a number before them.
pub fn heading(row: &Row) -> Option<Vec<(u32, String)>> {
    let columns: Vec<(u32, String)> =
        distinct(row).iter().map(|cell| (cell.col, text_of(cell).to_owned())).collect();
    is_heading(columns.iter().map(|(_, text)| text.as_str())).then_some(columns)
}

/// True for the headings of such a table.
pub fn is_heading<'a>(headings: impl Iterator<Item = &'a str>) -> bool {
    let keys: Vec<String> = headings.map(key).filter(|key| key != "序号").collect();
    let [year, count] = keys.as_slice() else { return false };
    let of_year = ["年份", "年度", "年"].iter().any(|end| year.ends_with(end));
    of_year && !count.contains('元') && COUNTS.iter().any(|end| count.ends_with(end))
}

/// True for a row of such a table: figures, the first of them a year or the number of the row, or the total of them.
pub fn is_row(row: &Row) -> bool {
    let cells = distinct(row);
    let total = |cell: &Cell| ["合计", "总计", "小计"].contains(&key(text_of(cell)).as_str());
    let (labels, figures): (Vec<&Cell>, Vec<&Cell>) = cells.iter().copied().partition(|cell| total(cell));
    let year = |cell: &Cell| shown(cell).is_some_and(|text| words::year(&text).is_some());
    let figure = |cell: &Cell| shown(cell).is_some_and(|text| number::quantity(&text).is_ok()) || year(cell);
    !cells.is_empty()
        && figures.iter().all(|cell| figure(cell))
        && (!labels.is_empty() || figures.iter().take(2).any(|cell| year(cell)))
}

fn shown(cell: &Cell) -> Option<String> {
    match &cell.value {
        Value::Text(text) => Some(key(text)),
        Value::Number(number, _) => Some(number.normalize().to_string()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::is_heading;

    #[test]
    fn years_beside_counts_head_no_list() {
        for heads in [["年份", "数量"], ["年度", "家数"], ["认定年度", "企业数（家）"]] {
            assert!(is_heading(heads.into_iter()), "{heads:?}");
        }
        assert!(is_heading(["序号", "年份", "认定数"].into_iter()));
        for heads in
            [["年度", "兑现金额"], ["企业", "数量"], ["年度", "企业名称"], ["年度", "奖励数（万元）"]]
        {
            assert!(!is_heading(heads.into_iter()), "{heads:?}");
        }
    }
}
