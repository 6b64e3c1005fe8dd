//! The runs of a rich text: which are struck out, and which are raised as the number of a footnote is.

use super::xml::{self, Element};

/// A rich text while it is read.
#[derive(Default)]
pub(super) struct Runs {
    text: String,
    is_struck: bool,
    is_raised: bool,
    /// The text has such a run, so that it does not say what its signs say one after the other.
    is_doubtful: bool,
}

impl Runs {
    /// Forgets the text before.
    pub fn clear(&mut self) {
        self.text.clear();
        self.start();
        self.is_doubtful = false;
    }

    /// A run begins.
    pub fn start(&mut self) {
        (self.is_struck, self.is_raised) = (false, false);
    }

    /// A property of the run.
    pub fn property(&mut self, name: &str, element: &Element<'_>) {
        let value = element.get("val");
        match name {
            "strike" => self.is_struck = value.is_none_or(|value| xml::is_on(&value)),
            "vertAlign" => self.is_raised = value.is_some_and(|value| value != "baseline"),
            _ => {}
        }
    }

    /// Text of the run.
    pub fn push(&mut self, text: &str) {
        if self.is_struck || self.is_raised && self.is_footnote(text) {
            self.is_doubtful |= !text.trim().is_empty();
        }
        self.text.push_str(text);
    }

    /// A raised digit behind a name or a figure counts notes; behind a Latin letter it belongs to a unit or a formula: m², CO₂.
    fn is_footnote(&self, raised: &str) -> bool {
        let behind = self.text.chars().next_back().is_some_and(|c| !c.is_ascii_alphabetic());
        behind && raised.trim().chars().all(|c| c.is_ascii_digit())
    }

    /// The text, and whether it cannot be taken as it stands.
    pub fn take(&mut self) -> (String, bool) {
        (std::mem::take(&mut self.text), self.is_doubtful)
    }

    /// The text so far.
    pub fn text(&self) -> &str {
        &self.text
    }
}
