//! A worksheet part read for what it shows and prints.

use super::super::cell::parse_a1;
use super::super::fault::Fault;
use super::super::merge::Merge;
use super::super::xml::{self, Element, Handler};
use super::{Ink, Paper, Shape, ShapeKind};
use std::io::BufRead;
use std::sync::Arc;

/// A row lower than so many points shows nothing.
const LEAST_HEIGHT: f64 = 4.0;
/// A column narrower than so many signs shows nothing.
const LEAST_WIDTH: f64 = 0.8;

/// Reads a worksheet. Gives its paper and whether something is drawn over it.
pub(in crate::workbook) fn read(part: impl BufRead, inks: &[Arc<Ink>]) -> Result<(Paper, bool), Fault> {
    let mut page = Page { inks, ..Page::default() };
    xml::read(part, &mut page)?;
    let switched = [("evenHeader", page.has_even), ("evenFooter", page.has_even)];
    let switched =
        switched.into_iter().chain([("firstHeader", page.has_first), ("firstFooter", page.has_first)]);
    let off: Vec<&str> = switched.filter(|(_, is_on)| !is_on).map(|(name, _)| name).collect();
    page.paper.margins.retain(|(name, text)| !text.is_empty() && !off.contains(name));
    Ok((page.paper, page.is_drawn))
}

#[derive(Default)]
struct Page<'a> {
    paper: Paper,
    inks: &'a [Arc<Ink>],
    row: u32,
    next_row: u32,
    next_col: u32,
    /// The cell that is read: its place and style.
    cell: Option<((u32, u32), usize)>,
    /// Rows without a height of their own have none.
    is_flat: bool,
    has_even: bool,
    has_first: bool,
    in_margin: bool,
    is_drawn: bool,
}

impl Handler for Page<'_> {
    fn start(&mut self, name: &str, element: &Element<'_>) -> Result<(), Fault> {
        match name {
            "row" => self.start_row(element),
            "c" => self.start_cell(element),
            "v" | "is" | "f" => {
                if let Some((at, style)) = self.cell
                    && let Some(ink) = self.inks.get(style)
                {
                    self.paper.inks.insert(at, Arc::clone(ink));
                }
            }
            "sheetFormatPr" => {
                let height = element.number::<f64>("defaultRowHeight");
                self.is_flat = height.is_some_and(|height| height < LEAST_HEIGHT);
            }
            "sheetView" => {
                self.paper.shows_formulas |= element.flag("showFormulas");
                self.paper.hides_zeros |= element.get("showZeros").is_some_and(|value| !xml::is_on(&value));
            }
            "col" => self.column(element),
            "mergeCell" => self.paper.merges.extend(element.get("ref").as_deref().and_then(merge)),
            "filterColumn" => self.paper.is_filtered = true,
            "headerFooter" => {
                (self.has_even, self.has_first) =
                    (element.flag("differentOddEven"), element.flag("differentFirst"));
            }
            "conditionalFormatting" => self.paper.conditional.push(element.get("sqref").unwrap_or_default()),
            "dataValidation" => self.prompt(element, &["promptTitle", "prompt"], "sqref"),
            // Some programs repeat where a link leads.
            "hyperlink" if element.get("tooltip") != element.get("location") => {
                self.prompt(element, &["tooltip"], "ref");
            }
            "drawing" => self.is_drawn = true,
            "picture" | "legacyDrawingHF" => self.over(ShapeKind::Picture),
            "oleObject" | "control" => self.over(ShapeKind::Control),
            other => self.margin(other),
        }
        Ok(())
    }

    fn end(&mut self, name: &str) -> Result<(), Fault> {
        if name == "c" {
            self.cell = None;
        }
        self.in_margin = false;
        Ok(())
    }

    fn text(&mut self, text: &str) -> Result<(), Fault> {
        if let (true, Some((_, margin))) = (self.in_margin, self.paper.margins.last_mut()) {
            margin.push_str(text);
        }
        Ok(())
    }
}

impl Page<'_> {
    fn start_row(&mut self, element: &Element<'_>) {
        let stated = element.number::<u32>("r").and_then(|row| row.checked_sub(1));
        self.row = stated.unwrap_or(self.next_row);
        (self.next_row, self.next_col) = (self.row.saturating_add(1), 0);
        let height = element.number::<f64>("ht");
        let is_low = height.map_or(self.is_flat, |height| height < LEAST_HEIGHT);
        if element.flag("hidden") || is_low {
            extend(&mut self.paper.hidden_rows, (self.row, self.row));
        }
    }

    fn start_cell(&mut self, element: &Element<'_>) {
        let at = element.get("r").as_deref().and_then(parse_a1).unwrap_or((self.row, self.next_col));
        self.next_col = at.1.saturating_add(1);
        self.cell = Some((at, element.number("s").unwrap_or_default()));
    }

    fn column(&mut self, element: &Element<'_>) {
        let is_narrow = element.number::<f64>("width").is_some_and(|width| width < LEAST_WIDTH);
        let range = element.number::<u32>("min").zip(element.number::<u32>("max"));
        if let (true, Some((first, last))) = (element.flag("hidden") || is_narrow, range) {
            extend(&mut self.paper.hidden_columns, (first.saturating_sub(1), last.saturating_sub(1)));
        }
    }

    fn prompt(&mut self, element: &Element<'_>, texts: &[&str], place: &str) {
        let said: Vec<String> = texts.iter().filter_map(|name| element.get(name)).collect();
        if said.iter().any(|text| !text.trim().is_empty()) {
            self.paper.prompts.push((element.get(place).unwrap_or_default(), said.join(" ")));
        }
    }

    fn over(&mut self, kind: ShapeKind) {
        self.paper.shapes.push(Shape { kind, text: String::new(), shows: Vec::new(), at: (0, 0) });
    }

    fn margin(&mut self, name: &str) {
        const MARGINS: [&str; 6] =
            ["oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter"];
        if let Some(own) = MARGINS.into_iter().find(|own| *own == name) {
            self.paper.margins.push((own, String::new()));
            self.in_margin = true;
        }
    }
}

/// Adds a range, joined with the one before where it goes on from that.
fn extend(ranges: &mut Vec<(u32, u32)>, (first, last): (u32, u32)) {
    match ranges.last_mut() {
        Some((_, end)) if end.checked_add(1) == Some(first) => *end = last,
        _ => ranges.push((first, last)),
    }
}

fn merge(range: &str) -> Option<Merge> {
    let (first, last) = range.split_once(':').unwrap_or((range, range));
    let (first, last) = (parse_a1(first)?, parse_a1(last)?);
    Some(Merge { first_row: first.0, first_col: first.1, last_row: last.0, last_col: last.1 })
}
