//! HTML tables: all tables of a page as one sheet, row under row, as a spreadsheet program would show them.

use super::cell::{Cell, Value, a1};
use super::fault::Fault;
use super::html_look::Look;
use super::limits::Limits;
use super::merge::Merge;
use super::sink::Sink;
use super::{Reader, SheetMeta};
use std::collections::BTreeMap;

/// True where the text is a page with a table.
pub(super) fn is_html(text: &str) -> bool {
    let head: String = text.trim_start_matches('\u{FEFF}').trim_start().chars().take(4096).collect();
    let head = head.to_ascii_lowercase();
    head.starts_with('<')
        && ["<html", "<table", "<!doctype html", "<meta", "<tr"].iter().any(|tag| head.contains(tag))
}

struct Html {
    text: String,
    limits: Limits,
}

/// Opens a page as one sheet, named after the file.
pub(super) fn open<'a>(
    name: &str,
    text: String,
    limits: &Limits,
) -> Result<(Vec<SheetMeta>, Box<dyn Reader + 'a>), Fault> {
    if find(&text, "<tr").is_none() {
        return Err(Fault::foreign("没有表格的网页"));
    }
    let name = name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_owned();
    Ok((vec![SheetMeta { name, ..SheetMeta::default() }], Box::new(Html { text, limits: limits.clone() })))
}

impl Reader for Html {
    fn read(&mut self, _: usize, sink: &mut dyn Sink) -> Result<(), Fault> {
        let mut page = Page {
            look: Look::of(&self.text),
            sink,
            limits: &self.limits,
            depth: 0,
            in_row: false,
            row: 0,
            next_col: 0,
            cells: Vec::new(),
            occupied: BTreeMap::new(),
            open: None,
        };
        let mut rest = self.text.as_str();
        while let Some((token, after)) = next_token(rest)? {
            page.take(&token)?;
            rest = after;
        }
        page.finish()
    }
}

enum Token<'a> {
    /// Name in lower case, and everything behind it.
    Open(String, &'a str),
    Close(String),
    Text(&'a str),
}

fn cut() -> Fault {
    Fault::damaged("网页在中途断开")
}

/// The next token and what is behind it; comments, scripts and styles are passed over.
fn next_token(text: &str) -> Result<Option<(Token<'_>, &str)>, Fault> {
    let mut text = text;
    loop {
        if text.is_empty() {
            return Ok(None);
        }
        if let Some(comment) = text.strip_prefix("<!--") {
            text = comment.split_once("-->").ok_or_else(cut)?.1;
            continue;
        }
        if !is_tag(text) {
            let end = text.char_indices().skip(1).find(|(_, c)| *c == '<').map_or(text.len(), |(at, _)| at);
            let (content, after) = text.split_at(end);
            return Ok(Some((Token::Text(content), after)));
        }
        let end = tag_end(text).ok_or_else(cut)?;
        let (tag, after) = text.split_at(end);
        let tag = tag.trim_start_matches('<').trim_end_matches('>');
        let (closing, tag) = tag.strip_prefix('/').map_or((false, tag), |tag| (true, tag));
        let length = tag.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(tag.len());
        let (name, attributes) = tag.split_at(length);
        let name = name.to_ascii_lowercase();
        if !closing && matches!(name.as_str(), "script" | "style") {
            let close = find(after, &format!("</{name}")).ok_or_else(cut)?;
            text = after.get(close..).unwrap_or_default();
            continue;
        }
        let token = if closing { Token::Close(name) } else { Token::Open(name, attributes) };
        return Ok(Some((token, after)));
    }
}

/// A `<` that no name follows is text.
fn is_tag(text: &str) -> bool {
    text.strip_prefix('<')
        .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_alphabetic() || "/!?".contains(c)))
}

/// The offset behind the `>` of a tag, quoted attributes passed over.
fn tag_end(text: &str) -> Option<usize> {
    let mut quote = None;
    for (at, byte) in text.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return Some(at + 1),
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), byte) if open == byte => quote = None,
            _ => {}
        }
    }
    None
}

/// The value of an attribute, quoted or not.
pub(super) fn attribute<'a>(attributes: &'a str, name: &str) -> Option<&'a str> {
    let at = find(attributes, &format!("{name}="))?;
    let rest = attributes.get(at + name.len() + 1..)?;
    match rest.chars().next()? {
        quote @ ('"' | '\'') => rest.get(1..)?.split(quote).next(),
        _ => rest.split(|c: char| c.is_whitespace() || c == '/').next(),
    }
}

/// A cell while it is read.
struct Open {
    col: u32,
    text: String,
    /// It is struck out, whole or in part.
    struck: bool,
}

struct Page<'a> {
    look: Look,
    sink: &'a mut dyn Sink,
    limits: &'a Limits,
    depth: usize,
    in_row: bool,
    row: u32,
    next_col: u32,
    cells: Vec<Cell>,
    /// Per column, the first row that cells from above leave free.
    occupied: BTreeMap<u32, u32>,
    open: Option<Open>,
}

impl Page<'_> {
    fn take(&mut self, token: &Token<'_>) -> Result<(), Fault> {
        match token {
            Token::Text(text) => {
                if let Some(open) = &mut self.open {
                    open.text.push_str(text);
                }
                Ok(())
            }
            Token::Open(name, attributes) => self.start(name, attributes),
            Token::Close(name) => self.end(name),
        }
    }

    fn start(&mut self, name: &str, attributes: &str) -> Result<(), Fault> {
        match name {
            "table" => self.depth += 1,
            // A table within a cell is part of the cell's text.
            _ if self.depth > 1 => {}
            "tr" => {
                self.end_row()?;
                self.in_row = true;
                if self.look.is_hidden(attributes) {
                    self.sink.hide_rows(self.row, self.row);
                }
            }
            "td" | "th" => {
                self.end_cell();
                self.start_cell(attributes)?;
                self.strike(name, attributes);
            }
            "br" => self.line_break(),
            _ => self.strike(name, attributes),
        }
        Ok(())
    }

    fn end(&mut self, name: &str) -> Result<(), Fault> {
        match name {
            "table" => {
                self.depth = self.depth.saturating_sub(1);
                if self.depth == 0 {
                    self.end_row()?;
                    self.occupied.clear();
                }
            }
            "p" | "div" => self.line_break(),
            _ if self.depth > 1 => self.line_break(),
            "tr" => self.end_row()?,
            "td" | "th" => self.end_cell(),
            _ => {}
        }
        Ok(())
    }

    /// Marks the open cell where this element of it is struck out.
    fn strike(&mut self, name: &str, attributes: &str) {
        if let Some(open) = self.open.as_mut().filter(|_| self.look.is_struck(name, attributes)) {
            open.struck = true;
        }
    }

    fn line_break(&mut self) {
        if let Some(open) = &mut self.open {
            open.text.push('\u{1}');
        }
    }

    fn start_cell(&mut self, attributes: &str) -> Result<(), Fault> {
        let span = |name| {
            let number = attribute(attributes, name).and_then(|value| value.trim().parse::<u32>().ok());
            number.unwrap_or(1).clamp(1, self.limits.rows)
        };
        let (across, down) = (span("colspan"), span("rowspan"));
        let mut col = self.next_col;
        while self.occupied.get(&col).is_some_and(|free| *free > self.row) {
            col += 1;
        }
        let last_col = col.saturating_add(across - 1);
        if last_col >= self.limits.columns {
            return Err(Fault::position(a1(self.row, col), "单元格超出表格范围"));
        }
        self.next_col = last_col + 1;
        let free = self.row.saturating_add(down).min(self.limits.rows);
        for col in col..=last_col {
            self.occupied.insert(col, free);
        }
        if (across, down) != (1, 1) {
            let merge =
                Merge { first_row: self.row, first_col: col, last_row: free.saturating_sub(1), last_col };
            self.sink.merge(merge)?;
        }
        self.open = Some(Open { col, text: String::new(), struck: false });
        self.in_row = true;
        Ok(())
    }

    fn end_cell(&mut self) {
        if let Some(open) = self.open.take() {
            let text = plain(&open.text);
            if !text.is_empty() {
                let value = if open.struck {
                    Value::Struck(super::text::printable(&text))
                } else {
                    Value::Text(text)
                };
                self.cells.push(Cell::new(open.col, value));
            }
        }
    }

    fn end_row(&mut self) -> Result<(), Fault> {
        self.end_cell();
        if !std::mem::take(&mut self.in_row) {
            return Ok(());
        }
        let cells = std::mem::take(&mut self.cells);
        if !cells.is_empty() {
            self.sink.row(self.row, cells)?;
        }
        self.row = self.row.saturating_add(1);
        self.next_col = 0;
        Ok(())
    }

    fn finish(mut self) -> Result<(), Fault> {
        if self.depth > 0 {
            return Err(cut());
        }
        self.end_row()
    }
}

/// Text as a browser shows it: white space folded, entities resolved, line breaks kept.
fn plain(raw: &str) -> String {
    let lines = raw.split('\u{1}').map(|line| {
        let words: Vec<&str> = line.split([' ', '\t', '\n', '\r']).filter(|word| !word.is_empty()).collect();
        entities(&words.join(" "))
    });
    lines.collect::<Vec<_>>().join("\n").trim_matches(['\n', ' ', '\u{A0}']).to_owned()
}

fn entities(text: &str) -> String {
    let mut whole = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, tail)) = rest.split_once('&') {
        whole.push_str(before);
        let resolved = tail.split_once(';').and_then(|(name, after)| Some((entity(name)?, after)));
        match resolved {
            Some((c, after)) => {
                whole.push(c);
                rest = after;
            }
            None => {
                whole.push('&');
                rest = tail;
            }
        }
    }
    whole.push_str(rest);
    whole
}

fn entity(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        "nbsp" => Some(' '),
        "middot" => Some('·'),
        "yen" => Some('¥'),
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code)
        }
    }
}

/// The byte offset of an ASCII needle, letter case ignored.
pub(super) fn find(text: &str, needle: &str) -> Option<usize> {
    let mut windows = text.as_bytes().windows(needle.len());
    windows.position(|window| window.eq_ignore_ascii_case(needle.as_bytes()))
}
