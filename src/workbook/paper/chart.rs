//! What a chart shows: its title and the cells that it reads, however a program names them.

use super::super::fault::Fault;
use super::super::xml::{Element, Handler};

/// Reads a chart.
#[derive(Default)]
pub(in crate::workbook) struct Chart {
    /// The title's text, then the ranges of the series.
    pub shows: Vec<String>,
    path: Vec<String>,
}

impl Chart {
    fn is_within(&self, name: &str) -> bool {
        self.path.iter().any(|own| own == name)
    }
}

impl Handler for Chart {
    fn start(&mut self, name: &str, _: &Element<'_>) -> Result<(), Fault> {
        let is_title = name == "title" && !self.is_within("plotArea");
        if is_title || (name == "f" && (self.is_within("cat") || self.is_within("val"))) {
            self.shows.push(String::new());
        }
        self.path.push(name.to_owned());
        Ok(())
    }

    fn end(&mut self, _: &str) -> Result<(), Fault> {
        self.path.pop();
        Ok(())
    }

    fn text(&mut self, text: &str) -> Result<(), Fault> {
        let own = self.path.last().map_or("", String::as_str);
        let of_title = own == "t" && self.is_within("title") && !self.is_within("plotArea");
        let of_range = own == "f" && (self.is_within("cat") || self.is_within("val"));
        if let (true, Some(shown)) = (of_title || of_range, self.shows.last_mut()) {
            shown.extend(text.chars().filter(|c| of_title || !matches!(c, '$' | '\'')));
        }
        Ok(())
    }
}
