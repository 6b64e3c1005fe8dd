//! Comments of a sheet of .xlsx: notes that people leave beside a cell.

use super::cell::parse_a1;
use super::fault::Fault;
use super::sink::Sink;
use super::xml::{Element, Handler};

/// Passes the comments of a part on.
pub(super) struct Comments<'a> {
    sink: &'a mut dyn Sink,
    at: Option<(u32, u32)>,
    in_text: bool,
    text: String,
}

impl<'a> Comments<'a> {
    pub fn new(sink: &'a mut dyn Sink) -> Self {
        Self { sink, at: None, in_text: false, text: String::new() }
    }
}

impl Handler for Comments<'_> {
    fn start(&mut self, name: &str, element: &Element<'_>) -> Result<(), Fault> {
        match name {
            "comment" => {
                self.at = element.get("ref").and_then(|at| parse_a1(&at));
                self.text.clear();
            }
            "t" => self.in_text = true,
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, name: &str) -> Result<(), Fault> {
        match name {
            "t" => self.in_text = false,
            "comment" => {
                if let Some((row, col)) = self.at.take() {
                    self.sink.comment(row, col, std::mem::take(&mut self.text));
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn text(&mut self, text: &str) -> Result<(), Fault> {
        if self.in_text {
            self.text.push_str(text);
        }
        Ok(())
    }
}
