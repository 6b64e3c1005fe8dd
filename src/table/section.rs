//! Rows that say what the rows below them are, and rows that only look so: of these nobody can tell what they change.

use super::category::Named;
use super::lexicon::Lexicon;
use super::part;
use super::row::{RowKind, Shape};
use super::words;
use super::{cell_at, text_of};
use crate::text::name;
use crate::text::normal::key;
use crate::workbook::{Cell, Row, Value};

/// 一、某类产品 in one cell, or 一 and the name in two, with nothing beside it but figures.
pub(super) fn find(row: &Row, cells: &[&Cell], shape: &Shape, lexicon: &Lexicon<'_>) -> Option<RowKind> {
    let first = cells.first()?;
    let rest = cells.get(1..).unwrap_or_default();
    let section = |cell: &Cell, text: &str| Some(RowKind::Section { col: cell.col, text: text.to_owned() });
    if let Some((second, others)) = rest.split_first()
        && words::is_chinese_ordinal(text_of(first))
        && !text_of(second).is_empty()
        && others.iter().all(|cell| is_figure(cell))
    {
        // 一 may be the serial number of a holder with nothing beside it.
        let named = !shape.holders.contains(&second.col) || names_category(text_of(second), lexicon);
        return (named && !is_holder(text_of(second), lexicon))
            .then(|| section(second, text_of(second)))
            .flatten();
    }
    if !rest.iter().all(|cell| is_figure(cell))
        || text_of(first).is_empty()
        || words::is_remark(text_of(first))
    {
        return None;
    }
    let (text, ordinal) = words::without_ordinal(text_of(first));
    let serial_beside = rest.iter().any(|cell| shape.holders.contains(&cell.col));
    let names = names_category(text, lexicon);
    let wide = rest.is_empty() || first.merged_from.is_some() || row.cells.len() == cells.len();
    // A holder with a figure beside it is data unless it says that it is a section.
    let alone = rest.is_empty() || ordinal;
    let headline = names && alone || ordinal && rest.is_empty() && has_chinese_ordinal(text_of(first));
    (wide && !serial_beside && headline && !is_holder(text, lexicon)).then(|| section(first, text)).flatten()
}

/// The column of the text by which a row that [`find`] does not know looks like a section all the same: something stands beside
/// it, as a count does, or it is the name of a category where a holder should be.
pub(super) fn resembled(cells: &[&Cell], row: &Row, shape: &Shape, lexicon: &Lexicon<'_>) -> Option<u32> {
    let first = cells.first()?;
    let numbered = words::is_chinese_ordinal(text_of(first));
    let mut holders = shape.holders.iter().filter_map(|col| cell_at(row, *col));
    let counts = |cell: &Cell| words::total(text_of(cell)).is_some();
    let titled = match holders.find(|cell| !(numbered && cell.col == first.col || counts(cell))) {
        Some(holder) => holder,
        None if numbered => cells.get(1)?,
        None => first,
    };
    if shape.category == Some(titled.col) || text_of(titled).is_empty() {
        return None;
    }
    let (text, ordinal) = words::without_ordinal(text_of(titled));
    let sparse = (cells.len() - usize::from(numbered)) * 2 <= shape.used.len().max(4);
    let (named, rest) = lexicon.categories.within_and_rest(text);
    let names = named != Named::Nothing && rest <= LITTLE;
    let bare = rest == 0 || ordinal || sparse;
    if is_organisation(text) && !(names && bare && !is_enterprise(text)) {
        return None;
    }
    // 张发明 beside a patent is a person.
    let names = names && (bare || key(text).chars().count().saturating_sub(rest) > 2);
    let own = ordinal && has_chinese_ordinal(text_of(titled));
    (own || names || numbered && sparse && first.col < titled.col).then_some(titled.col)
}

/// 二、… may name no known category and be a section all the same; 2、… may be data.
fn has_chinese_ordinal(text: &str) -> bool {
    text.trim_start_matches(['(', '（', '第']).starts_with(|c| "一二三四五六七八九十".contains(c))
}

/// The name of a holder, which is data even where a category stands in it: 江苏名牌茶业有限公司. 企业技术中心 may be a category.
fn is_holder(text: &str, lexicon: &Lexicon<'_>) -> bool {
    let ends = ["院", "所", "社", "大学", "中心", "局"].iter().any(|end| text.ends_with(end));
    is_enterprise(text) || ends && lexicon.categories.exact(text) == Named::Nothing
}

/// True for an ending of enterprises' names; no category ends so.
pub fn is_enterprise(text: &str) -> bool {
    ["公司", "厂", "集团"].iter().any(|end| text.ends_with(end))
}

/// True where one of the names in a text ends as those of organisations do.
fn is_organisation(text: &str) -> bool {
    name::ends_as_organisation(text)
        || name::split_holders(text).iter().any(|name| name::ends_as_organisation(name))
}

/// Characters beside the name of a category that still leave a text its name.
const LITTLE: usize = 8;

/// True where a text is little more than the name of a category.
pub fn names_category(text: &str, lexicon: &Lexicon<'_>) -> bool {
    let (named, rest) = lexicon.categories.within_and_rest(text);
    named != Named::Nothing && (rest <= LITTLE || part::adds_nothing(text, &lexicon.categories))
}

/// A number, or a text of digits alone.
pub fn is_figure(cell: &Cell) -> bool {
    match &cell.value {
        Value::Number(..) => true,
        Value::Text(text) => text.trim().chars().all(|c| c.is_ascii_digit()),
        _ => false,
    }
}
