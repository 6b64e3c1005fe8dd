//! Names that a workbook gives to what is printed, by sheet, and how it computes.

use super::super::cell::parse_a1;
use super::super::fault::Fault;
use super::super::merge::Merge;
use super::super::xml::{Element, Handler};
use std::collections::BTreeMap;

/// What the workbook says of its sheets.
#[derive(Default)]
pub(in crate::workbook) struct Names {
    sheets: Vec<String>,
    /// By name and the sheet's place.
    named: BTreeMap<(String, usize), String>,
    current: Option<(String, usize)>,
    /// Numbers are computed as they are shown.
    pub is_imprecise: bool,
}

impl Names {
    /// What is printed of a sheet; none where everything is.
    pub fn area(&self, sheet: &str) -> Option<Vec<Merge>> {
        let text = self.of(sheet, "_xlnm.Print_Area")?;
        Some(split(text).iter().filter_map(|part| area(part)).collect())
    }

    /// Rows and columns that every page of a sheet repeats, without the sheet's name.
    pub fn repeated(&self, sheet: &str) -> Option<String> {
        let text = self.of(sheet, "_xlnm.Print_Titles")?;
        let parts = split(text).into_iter().map(|part| bare(&part).replace('$', ""));
        Some(parts.collect::<Vec<_>>().join(",")).filter(|text| !text.is_empty())
    }

    fn of(&self, sheet: &str, name: &str) -> Option<&str> {
        let at = self.sheets.iter().position(|other| other == sheet)?;
        self.named.get(&(name.to_owned(), at)).map(String::as_str)
    }
}

impl Handler for Names {
    fn start(&mut self, name: &str, element: &Element<'_>) -> Result<(), Fault> {
        match name {
            "sheet" => self.sheets.push(element.get("name").unwrap_or_default()),
            "definedName" => {
                let key = element.get("name").zip(element.number("localSheetId"));
                if let Some(key) = &key {
                    self.named.insert(key.clone(), String::new());
                }
                self.current = key;
            }
            "calcPr" => {
                let precise = element.get("fullPrecision");
                self.is_imprecise = precise.is_some_and(|value| matches!(value.as_str(), "0" | "false"));
            }
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, name: &str) -> Result<(), Fault> {
        if name == "definedName" {
            self.current = None;
        }
        Ok(())
    }

    fn text(&mut self, text: &str) -> Result<(), Fault> {
        if let Some(slot) = self.current.as_ref().and_then(|key| self.named.get_mut(key)) {
            slot.push_str(text);
        }
        Ok(())
    }
}

/// The parts between commas that stand outside quotation marks.
fn split(text: &str) -> Vec<String> {
    let (mut parts, mut is_quoted) = (vec![String::new()], false);
    for c in text.chars() {
        is_quoted ^= c == '\'';
        match (c, parts.last_mut()) {
            (',', _) if !is_quoted => parts.push(String::new()),
            (c, Some(part)) => part.push(c),
            (_, None) => {}
        }
    }
    parts
}

/// A reference without its sheet.
fn bare(part: &str) -> &str {
    part.rsplit_once('!').map_or(part, |(_, bare)| bare).trim()
}

/// An area; whole rows or columns reach to the end of any grid.
fn area(part: &str) -> Option<Merge> {
    let text = bare(part).replace('$', "");
    let (first, last) = text.split_once(':').unwrap_or((&text, &text));
    if let (Some(first), Some(last)) = (parse_a1(first), parse_a1(last)) {
        return Some(Merge { first_row: first.0, first_col: first.1, last_row: last.0, last_col: last.1 });
    }
    if let (Ok(first), Ok(last)) = (first.parse::<u32>(), last.parse::<u32>()) {
        let (first_row, last_row) = (first.checked_sub(1)?, last.checked_sub(1)?);
        return Some(Merge { first_row, first_col: 0, last_row, last_col: u32::MAX });
    }
    let column = |name: &str| parse_a1(&format!("{name}1")).map(|(_, col)| col);
    let (first_col, last_col) = (column(first)?, column(last)?);
    Some(Merge { first_row: 0, first_col, last_row: u32::MAX, last_col })
}
