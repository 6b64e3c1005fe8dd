//! What a page does not show, or strikes out: by attribute, by its own style and by the classes of its style sheet.

use super::html::{attribute, find};
use std::collections::BTreeSet;

/// The classes of a page that matter.
#[derive(Default)]
pub(super) struct Look {
    hidden: BTreeSet<String>,
    struck: BTreeSet<String>,
}

impl Look {
    /// Reads the style sheets of a page.
    pub fn of(page: &str) -> Self {
        let mut look = Self::default();
        let mut rest = page;
        while let Some(sheet) = find(rest, "<style").and_then(|at| rest.get(at..)) {
            let end = find(sheet, "</style").unwrap_or(sheet.len());
            look.read(sheet.get(..end).unwrap_or_default());
            rest = sheet.get(end..).unwrap_or_default().get(1..).unwrap_or_default();
        }
        look
    }

    fn read(&mut self, sheet: &str) {
        for rule in sheet.split('}') {
            let Some((selectors, style)) = rule.rsplit_once('{') else { continue };
            let style = plain(style);
            let classes = || selectors.split(',').filter_map(class_of);
            if hides(&style) {
                self.hidden.extend(classes());
            }
            if strikes(&style) {
                self.struck.extend(classes());
            }
        }
    }

    /// True for a row that the page does not show.
    pub fn is_hidden(&self, attributes: &str) -> bool {
        let flag = attributes
            .split_whitespace()
            .any(|word| word.split('=').next().is_some_and(|name| name.eq_ignore_ascii_case("hidden")));
        flag || hides(&plain(attribute(attributes, "style").unwrap_or_default()))
            || self.has_class(attributes, &self.hidden)
    }

    /// True for an element whose text is struck out.
    pub fn is_struck(&self, name: &str, attributes: &str) -> bool {
        matches!(name, "s" | "strike" | "del")
            || strikes(&plain(attribute(attributes, "style").unwrap_or_default()))
            || self.has_class(attributes, &self.struck)
    }

    fn has_class(&self, attributes: &str, of: &BTreeSet<String>) -> bool {
        let classes = attribute(attributes, "class").unwrap_or_default();
        !of.is_empty() && classes.split_whitespace().any(|class| of.contains(&class.to_ascii_lowercase()))
    }
}

/// The class that a selector ends with: .h, tr.h, table .h.
fn class_of(selector: &str) -> Option<String> {
    let last = selector.split_whitespace().next_back()?;
    let (_, class) = last.rsplit_once('.')?;
    Some(class.to_ascii_lowercase())
}

fn plain(style: &str) -> String {
    style.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_ascii_lowercase()
}

fn hides(style: &str) -> bool {
    ["display:none", "visibility:hidden", "visibility:collapse"].iter().any(|hidden| style.contains(hidden))
}

fn strikes(style: &str) -> bool {
    style.split(';').any(|part| part.starts_with("text-decoration") && part.contains("line-through"))
}
