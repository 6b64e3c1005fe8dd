//! The colours of a theme, and those that cells name by it.

use super::super::fault::Fault;
use super::super::xml::{Element, Handler};
use super::Colour;

/// The colours in the order in which a theme lists them: dark and light 1, dark and light 2, accents, links.
#[derive(Default)]
pub(in crate::workbook) struct Theme {
    is_scheme: bool,
    colours: Vec<Option<Colour>>,
    depth: usize,
}

impl Theme {
    /// The colour of a number: cells count light before dark.
    pub fn colour(&self, number: usize) -> Option<Colour> {
        let place = match number {
            0 => 1,
            1 => 0,
            2 => 3,
            3 => 2,
            other => other,
        };
        let usual = || match number {
            0 | 2 => Some((255, 255, 255)),
            1 | 3 => Some((0, 0, 0)),
            _ => None,
        };
        self.colours.get(place).copied().flatten().or_else(usual)
    }
}

impl Handler for Theme {
    fn start(&mut self, name: &str, element: &Element<'_>) -> Result<(), Fault> {
        if name == "clrScheme" {
            self.is_scheme = true;
            self.depth = 0;
            return Ok(());
        }
        if !self.is_scheme {
            return Ok(());
        }
        self.depth += 1;
        match (self.depth, name) {
            (1, _) => self.colours.push(None),
            (2, "srgbClr") => self.set(element.get("val")),
            (2, "sysClr") => self.set(element.get("lastClr")),
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, name: &str) -> Result<(), Fault> {
        if name == "clrScheme" {
            self.is_scheme = false;
        }
        self.depth = self.depth.saturating_sub(1);
        Ok(())
    }

    fn text(&mut self, _: &str) -> Result<(), Fault> {
        Ok(())
    }
}

impl Theme {
    fn set(&mut self, value: Option<String>) {
        if let Some(last) = self.colours.last_mut() {
            *last = value.and_then(|value| parsed(&value));
        }
    }
}

/// A colour of six hexadecimal digits, or of eight with the opacity before them.
pub(super) fn parsed(text: &str) -> Option<Colour> {
    let digits = text.trim().get(text.trim().len().checked_sub(6)?..)?;
    let number = u32::from_str_radix(digits, 16).ok()?;
    let part = |shift: u32| u8::try_from((number >> shift) & 0xFF).unwrap_or_default();
    Some((part(16), part(8), part(0)))
}

/// The colour that an element names, made lighter or darker as it says.
pub(super) fn named(element: &Element<'_>, theme: &Theme) -> Option<Colour> {
    if let Some(rgb) = element.get("rgb") {
        return parsed(&rgb);
    }
    if let Some(number) = element.number::<usize>("theme") {
        let tint = element.number::<f64>("tint").filter(|tint| tint.is_finite()).unwrap_or(0.0);
        return theme.colour(number).map(|colour| tinted(colour, tint.clamp(-1.0, 1.0)));
    }
    match element.number::<u32>("indexed")? {
        0 | 8 | 64 => Some((0, 0, 0)),
        1 | 9 | 65 => Some((255, 255, 255)),
        _ => None,
    }
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a part between 0 and 255")]
fn tinted((red, green, blue): Colour, tint: f64) -> Colour {
    let part = |part: u8| {
        let part = f64::from(part);
        let moved = if tint < 0.0 { part * (1.0 + tint) } else { part + (255.0 - part) * tint };
        moved.round() as u8
    };
    (part(red), part(green), part(blue))
}
