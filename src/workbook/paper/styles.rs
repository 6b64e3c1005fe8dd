//! The styles of a workbook as ink: number formats, fonts and fills of each cell style.

use super::super::fault::Fault;
use super::super::xml::{self, Element, Handler};
use super::theme::{Theme, named};
use super::{Colour, Ink};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Ten times the size of signs where a font states none.
const USUAL: u32 = 110;

/// What a font says.
#[derive(Clone, Copy)]
struct Font {
    colour: Option<Colour>,
    tenths: u32,
    is_struck: bool,
}

/// Reads the styles; `theme` first.
pub(in crate::workbook) struct Styles {
    theme: Theme,
    codes: BTreeMap<u32, String>,
    fonts: Vec<Font>,
    fills: Vec<Option<Colour>>,
    /// The lists that the parser stands in.
    within: Vec<String>,
    drafts: Vec<Ink>,
}

impl Styles {
    pub fn new(theme: Theme) -> Self {
        Self {
            theme,
            codes: BTreeMap::new(),
            fonts: Vec::new(),
            fills: Vec::new(),
            within: Vec::new(),
            drafts: Vec::new(),
        }
    }

    /// The ink of each cell style.
    pub fn inks(self) -> Vec<Arc<Ink>> {
        self.drafts.into_iter().map(Arc::new).collect()
    }

    fn is_within(&self, list: &str) -> bool {
        self.within.iter().any(|name| name == list)
    }

    fn cell_style(&mut self, element: &Element<'_>) {
        let id = element.number::<u32>("numFmtId").unwrap_or_default();
        let format = self.codes.get(&id).cloned().unwrap_or_else(|| builtin(id));
        let font = element.number::<usize>("fontId").and_then(|id| self.fonts.get(id).copied());
        let fill = element.number::<usize>("fillId").and_then(|id| self.fills.get(id).copied().flatten());
        let font = font.unwrap_or(Font { colour: None, tenths: USUAL, is_struck: false });
        self.drafts.push(Ink {
            format,
            colour: font.colour,
            behind: fill,
            tenths: font.tenths,
            is_struck: font.is_struck,
            is_repeated: false,
        });
    }

    fn font(&mut self, name: &str, element: &Element<'_>) {
        let colour = named(element, &self.theme);
        let Some(font) = self.fonts.last_mut() else { return };
        match name {
            "color" => font.colour = colour,
            "sz" => {
                let size = element.number::<f64>("val").filter(|size| (0.0..=409.0).contains(size));
                font.tenths = size.map_or(USUAL, tenths);
            }
            "strike" => font.is_struck = element.get("val").is_none_or(|value| xml::is_on(&value)),
            _ => {}
        }
    }
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 4090")]
fn tenths(size: f64) -> u32 {
    (size * 10.0).round() as u32
}

impl Handler for Styles {
    fn start(&mut self, name: &str, element: &Element<'_>) -> Result<(), Fault> {
        match name {
            "numFmt" if !self.is_within("dxfs") => {
                if let (Some(id), Some(code)) = (element.number("numFmtId"), element.get("formatCode")) {
                    self.codes.insert(id, code);
                }
            }
            "font" if self.is_within("fonts") => {
                self.fonts.push(Font { colour: None, tenths: USUAL, is_struck: false });
            }
            "fill" if self.is_within("fills") => self.fills.push(None),
            "xf" if self.is_within("cellXfs") => self.cell_style(element),
            "alignment" if self.is_within("cellXfs") => {
                if let (Some(ink), Some("fill")) =
                    (self.drafts.last_mut(), element.get("horizontal").as_deref())
                {
                    ink.is_repeated = true;
                }
            }
            "fgColor" if self.is_within("fills") && self.is_within("solid") => {
                let colour = named(element, &self.theme);
                if let Some(fill) = self.fills.last_mut() {
                    *fill = colour;
                }
            }
            _ if self.is_within("fonts") => self.font(name, element),
            _ => {}
        }
        // A pattern counts by its kind: only a solid one lies behind all of a cell.
        let own = match name {
            "patternFill" => element.get("patternType").unwrap_or_default(),
            _ => name.to_owned(),
        };
        self.within.push(own);
        Ok(())
    }

    fn end(&mut self, _: &str) -> Result<(), Fault> {
        self.within.pop();
        Ok(())
    }

    fn text(&mut self, _: &str) -> Result<(), Fault> {
        Ok(())
    }
}

/// The code of a built-in format, as far as it writes plain numbers.
fn builtin(id: u32) -> String {
    let code = match id {
        0 => "General",
        1 => "0",
        2 => "0.00",
        3 | 37 | 38 => "#,##0",
        4 | 39 | 40 => "#,##0.00",
        9 => "0%",
        10 => "0.00%",
        49 => "@",
        other => return format!("\"{other}\""),
    };
    code.to_owned()
}
