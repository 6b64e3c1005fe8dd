//! Layout: what a workbook shows or prints otherwise than it was written, though every cell holds what it should. What is
//! signed is the paper. What programs rewrite when they save, and what only looks different, is none.

use super::book::Shown;
use super::compare::Page;
use super::difference::Class;
use super::number_format;
use crate::workbook::{Colour, Ink, Merge, Shape, ShapeKind, Visibility, a1};
use std::collections::{BTreeMap, BTreeSet};

/// Signs that are told from what lies behind them by less than this cannot be read.
const LEAST_CONTRAST: u32 = 40;
/// Signs lower than so many tenths of a point cannot be read.
const LEAST_SIZE: u32 = 40;
/// Places of one kind that are named in a line.
const MOST: usize = 3;

impl Page<'_, '_> {
    /// Compares what is shown and printed.
    pub(super) fn layout(&mut self) {
        self.whole();
        self.hidden();
        self.printed();
        self.merged();
        self.inks();
        self.margins();
        self.shapes();
        self.aside();
    }

    fn differs(&mut self, cell: Option<String>, what: &str, expected: &str, actual: &str) {
        self.add(Class::Layout, cell, what.to_owned(), expected, actual, None);
    }

    /// The sheet as a whole.
    fn whole(&mut self) {
        let (wanted, found) = (&self.expected.paper, &self.found.paper);
        let is_hidden = wanted.visibility == Visibility::Visible && found.visibility != Visibility::Visible;
        let is_filtered = !wanted.is_filtered && found.is_filtered;
        let is_imprecise = found.is_imprecise && !wanted.is_imprecise && self.at == 0;
        if is_hidden {
            self.differs(None, "整张工作表", "显示", "隐藏，不显示也不打印");
        }
        if is_filtered {
            self.differs(None, "筛选", "没有", "设了筛选条件，不合条件的行不显示也不打印");
        }
        if found.shows_formulas && !wanted.shows_formulas {
            self.differs(None, "整张工作表", "显示金额", "显示公式，不显示也不打印金额");
        }
        if found.hides_zeros && !wanted.hides_zeros {
            self.differs(None, "整张工作表", "零值显示为0", "零值不显示也不打印");
        }
        if is_imprecise {
            self.differs(None, "整个工作簿", "按精确值计算", "以显示精度为准，合计按显示的数计算");
        }
    }

    /// Rows and columns that hold something and are not shown.
    fn hidden(&mut self) {
        let rows: BTreeSet<u32> = self.found.rows();
        let mut found = Vec::new();
        for (first, last) in &self.found.paper.hidden_rows {
            let known = rows.range(first..=last).filter(|row| {
                self.grid.rows.from(**row).is_some_and(|from| self.expected.paper.shows_row(from))
            });
            found.extend(runs(known.copied().filter(|row| self.has_print(*row))));
        }
        for (first, last) in found {
            let place =
                if first == last { (first + 1).to_string() } else { format!("{}:{}", first + 1, last + 1) };
            let what = self.grid.rows.from(first).map(|row| self.label(row)).unwrap_or_default();
            self.differs(Some(place), &what, "显示", "隐藏（或没有高度），不显示也不打印");
        }
        let columns = self.found.columns.keys().copied().filter(|col| !self.found.paper.shows_column(*col));
        let known = columns.filter_map(|col| Some((col, self.grid.columns.from(col)?)));
        let printed: Vec<(u32, u32)> = known
            .filter(|(_, from)| {
                self.expected.paper.prints(0, *from) && self.expected.paper.shows_column(*from)
            })
            .collect();
        for (col, from) in printed {
            let letters = a1(0, col).trim_end_matches('1').to_owned();
            let what = self.expected.text(super::align::HEADINGS, from).replace('\n', "");
            self.differs(Some(letters), &what, "显示", "隐藏（或没有宽度），不显示也不打印");
        }
    }

    /// Whether a row of the workbook at hand holds something that is to be printed.
    fn has_print(&self, row: u32) -> bool {
        let Some(from) = self.grid.rows.from(row) else { return false };
        let cells = self.found.columns.iter().filter(|(_, cells)| cells.contains_key(&row));
        cells
            .filter_map(|(col, _)| self.grid.columns.from(*col))
            .any(|col| self.expected.paper.prints(from, col))
    }

    /// The place in the expected sheet of what is printed there.
    fn printed_from(&self, row: u32, col: u32) -> Option<(u32, u32)> {
        let from = (self.grid.rows.from(row)?, self.grid.columns.from(col)?);
        self.expected.paper.prints(from.0, from.1).then_some(from)
    }

    /// What is printed, and what every page repeats.
    fn printed(&mut self) {
        if self.found.paper.area.is_some() {
            let cells =
                self.found.columns.iter().flat_map(|(col, cells)| cells.keys().map(|row| (*row, *col)));
            let left_out = cells.filter(|(row, col)| {
                !self.found.paper.prints(*row, *col) && self.printed_from(*row, *col).is_some()
            });
            let mut left_out: Vec<(u32, u32)> = left_out.collect();
            left_out.sort_unstable();
            if !left_out.is_empty() {
                let actual = format!("有{}格不打印：{}", left_out.len(), places(&left_out));
                self.differs(None, "打印区域", "全部打印", &actual);
            }
        }
        let (wanted, found) = (self.expected.paper.repeated.clone(), self.found.paper.repeated.clone());
        if let Some(found) = found.filter(|found| wanted.as_ref() != Some(found)) {
            self.differs(None, "每页重复打印的行", &wanted.unwrap_or_else(|| "（没有）".to_owned()), &found);
        }
    }

    /// Merged cells show the first of them alone.
    fn merged(&mut self) {
        let own: BTreeSet<_> = self.expected.paper.merges.iter().map(corners).collect();
        let mut found = Vec::new();
        let is_whole =
            |merge: &&Merge| merge.first_row <= merge.last_row && merge.first_col <= merge.last_col;
        for merge in self.found.paper.merges.iter().filter(is_whole) {
            let from = |row, col| Some((self.grid.rows.from(row)?, self.grid.columns.from(col)?));
            let first = from(merge.first_row, merge.first_col);
            // The last row or column of a merge may hold nothing and so have no place of its own.
            let known = first.is_some_and(|first| {
                let (rows, cols) = (
                    merge.last_row.saturating_sub(merge.first_row),
                    merge.last_col.saturating_sub(merge.first_col),
                );
                own.contains(&(first, (first.0 + rows, first.1 + cols)))
            });
            if known {
                continue;
            }
            let columns = self.found.columns.range(merge.first_col..=merge.last_col);
            let cells = columns.flat_map(|(col, cells)| {
                cells.range(merge.first_row..=merge.last_row).map(|(row, _)| (*row, *col))
            });
            let covered = cells.filter(|at| *at != (merge.first_row, merge.first_col));
            let covered: Vec<(u32, u32)> = covered.collect();
            if !covered.is_empty() {
                found.push((merge.name(), covered));
            }
        }
        for (name, covered) in found {
            self.differs(Some(name), "合并单元格", "没有合并", &format!("合并，{}看不见", places(&covered)));
        }
    }

    /// Number formats that show another figure, and signs that cannot be read.
    fn inks(&mut self) {
        let mut found = Vec::new();
        for (col, cells) in &self.found.columns {
            for row in cells.keys() {
                let Some(from) = self.printed_from(*row, *col) else { continue };
                let wanted = self.expected.paper.inks.get(&from).map(AsRef::as_ref);
                let Some(ink) = self.found.paper.inks.get(&(*row, *col)) else { continue };
                let is_struck = (ink.is_struck || self.found.struck.contains(&(*row, *col)))
                    && !wanted.is_some_and(|wanted| wanted.is_struck)
                    && !self.expected.struck.contains(&from);
                // Most cells are written as they were: nothing about them needs to be looked at.
                if wanted == Some(ink.as_ref()) && !is_struck {
                    continue;
                }
                let shown = self.actual.shown(self.at, *row, *col);
                if shown != Shown::Nothing
                    && let Some((expected, actual)) = changed(wanted, ink, &shown, is_struck)
                {
                    found.push(((*row, *col), from, expected, actual));
                }
            }
        }
        found.sort_by_key(|(at, ..)| *at);
        // A format or font that all of a sheet's cells have is changed in one go, and told once.
        let mut told: BTreeMap<(String, String), (String, String, String, usize)> = BTreeMap::new();
        for ((row, col), from, expected, change) in found {
            let (kind, actual) = (change.kind(), change.to_string());
            let first = || (a1(row, col), self.named(from), actual, 0);
            told.entry((expected, kind)).or_insert_with(first).3 += 1;
        }
        for ((expected, _), (cell, what, actual, count)) in told {
            let more = if count > 1 { format!("（这样的共{count}格）") } else { String::new() };
            self.differs(Some(cell), &what, &expected, &format!("{actual}{more}"));
        }
    }

    /// Headers and footers.
    fn margins(&mut self) {
        let is_header = |name: &str| name.ends_with("Header");
        let mut own: BTreeSet<(bool, String)> = BTreeSet::new();
        own.extend(self.expected.paper.margins.iter().map(|(name, text)| (is_header(name), plain(text))));
        let new = self.found.paper.margins.iter().map(|(name, text)| (is_header(name), plain(text)));
        let new: BTreeSet<(bool, String)> =
            new.filter(|margin| !margin.1.is_empty() && !own.contains(margin)).collect();
        for (is_header, text) in new {
            let wanted = own.iter().find(|margin| margin.0 == is_header).map(|margin| margin.1.clone());
            let what = if is_header { "页眉" } else { "页脚" };
            self.differs(None, what, &wanted.unwrap_or_else(|| "（没有）".to_owned()), &text);
        }
    }

    /// What lies over the cells.
    fn shapes(&mut self) {
        for kind in [ShapeKind::Form, ShapeKind::Picture, ShapeKind::Chart, ShapeKind::Control] {
            let of = |shapes: &[Shape]| {
                shapes.iter().filter(|shape| shape.kind == kind).cloned().collect::<Vec<_>>()
            };
            let (wanted, found) = (of(&self.expected.paper.shapes), of(&self.found.paper.shapes));
            let word = match kind {
                ShapeKind::Form => "文本框或图形",
                ShapeKind::Picture => "图片",
                ShapeKind::Chart => "图表",
                ShapeKind::Control => "控件或嵌入的对象",
            };
            if found.len() < wanted.len() {
                self.differs(None, word, "有", "（没有），不显示也不打印");
            }
            for (wanted, found) in wanted.iter().zip(&found).filter(|(a, b)| a.shows != b.shows) {
                let [expected, actual] = [wanted, found].map(|shape| shape.shows.join("，"));
                self.differs(None, word, &expected, &actual);
                if let Some(own) = self.differences.last_mut() {
                    own.is_doubtful = true;
                }
            }
            for shape in found.iter().skip(wanted.len()) {
                let text = if shape.text.trim().is_empty() {
                    String::new()
                } else {
                    format!("：{}", shape.text.trim())
                };
                let place = Some(shape.at).filter(|at| *at != (0, 0)).map(|at| a1(at.0, at.1));
                self.differs(place, word, "（没有）", &format!("盖在表上{text}"));
                // Another list may have another chart.
                if let Some(own) = self.differences.last_mut() {
                    own.is_doubtful = kind == ShapeKind::Chart;
                }
            }
        }
    }

    /// Looks on a condition, and what is shown beside a cell.
    fn aside(&mut self) {
        let conditional = self.found.paper.conditional.clone();
        if self.expected.paper.conditional.is_empty() && !conditional.is_empty() {
            let areas: Vec<&str> =
                conditional.iter().map(String::as_str).filter(|area| !area.is_empty()).collect();
            let actual = format!(
                "加了条件格式，显示会随条件而变（{}）",
                areas.get(..areas.len().min(MOST)).unwrap_or(&areas).join("、")
            );
            self.differs(None, "条件格式", "（没有）", &actual);
        }
        let own: BTreeSet<&str> = self.expected.paper.prompts.iter().map(|(_, text)| text.as_str()).collect();
        let prompts = self.found.paper.prompts.iter().filter(|(_, text)| !own.contains(text.as_str()));
        let prompts: Vec<(String, String)> = prompts.cloned().collect();
        for (place, text) in prompts {
            self.differs(Some(place), "选中时的提示", "（没有）", &text);
        }
    }
}

/// How a cell is shown otherwise.
enum Change {
    /// By a number format that shows something else than this.
    Format(String, Shown),
    /// By the way in which it is written.
    Written(&'static str),
}

impl Change {
    /// What changed, without the cell's own figure.
    fn kind(&self) -> String {
        match self {
            Self::Format(format, _) => format.clone(),
            Self::Written(words) => (*words).to_owned(),
        }
    }
}

impl std::fmt::Display for Change {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Format(format, shown) => write!(f, "数字格式 {format} ，显示的不是 {shown}"),
            Self::Written(words) => f.write_str(words),
        }
    }
}

/// What a cell shows otherwise: what it should, and what it does.
fn changed(wanted: Option<&Ink>, ink: &Ink, shown: &Shown, is_struck: bool) -> Option<(String, Change)> {
    let is_same = |part: fn(&Ink) -> bool| wanted.is_some_and(part) == part(ink);
    let told = |expected: &str, actual: &'static str| Some((expected.to_owned(), Change::Written(actual)));
    let wanted_format = wanted.map(|wanted| wanted.format.as_str());
    if !number_format::shows(&ink.format, wanted_format, shown) {
        let expected = format!("数字格式 {} ", wanted_format.unwrap_or("General"));
        return Some((expected, Change::Format(ink.format.clone(), shown.clone())));
    }
    if is_struck {
        return told("没有划掉", "划掉了（删除线）");
    }
    if is_faint(ink) && !is_same(is_faint) {
        return told("看得见的字", "字和底色相近，看不见");
    }
    if is_small(ink) && !is_same(is_small) {
        return told("看得见的字", "字太小，看不见");
    }
    if ink.is_repeated && !is_same(|ink| ink.is_repeated) {
        return told("显示一遍", "「填充」对齐，一格里反复显示");
    }
    None
}

fn is_small(ink: &Ink) -> bool {
    ink.tenths < LEAST_SIZE
}

/// Whether signs are hardly told from what lies behind them.
fn is_faint(ink: &Ink) -> bool {
    let Some(colour) = ink.colour else { return false };
    let behind = ink.behind.unwrap_or((255, 255, 255));
    lightness(colour).abs_diff(lightness(behind)) < LEAST_CONTRAST
}

/// From 0 to 255, as the eye weighs colours.
fn lightness((red, green, blue): Colour) -> u32 {
    (299 * u32::from(red) + 587 * u32::from(green) + 114 * u32::from(blue)) / 1000
}

/// The text of a header or footer with what is computed in it, without fonts, sizes, colours and sides.
fn plain(codes: &str) -> String {
    let (mut text, mut chars) = (String::new(), codes.chars().peekable());
    while let Some(c) = chars.next() {
        if c != '&' {
            text.push(c);
            continue;
        }
        match chars.next() {
            Some('"') => drop(chars.by_ref().take_while(|c| *c != '"').count()),
            Some('K') => drop(chars.by_ref().take(6).count()),
            Some('L' | 'C' | 'R' | 'B' | 'I' | 'U' | 'E' | 'S' | 'X' | 'Y' | 'O' | 'H') | None => {}
            Some('&') => text.push('&'),
            Some(digit) if digit.is_ascii_digit() => while chars.next_if(char::is_ascii_digit).is_some() {},
            Some('P') => text.push_str("【页码】"),
            Some('N') => text.push_str("【页数】"),
            Some('G') => text.push_str("【图片】"),
            Some('D') => text.push_str("【日期】"),
            Some('T') => text.push_str("【时间】"),
            Some(_) => text.push_str("【名称】"),
        }
    }
    text.split_whitespace().collect()
}

/// Numbers that follow each other, as first and last.
fn runs(numbers: impl Iterator<Item = u32>) -> Vec<(u32, u32)> {
    let mut runs: Vec<(u32, u32)> = Vec::new();
    for number in numbers {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == number => *last = number,
            _ => runs.push((number, number)),
        }
    }
    runs
}

/// The first of some places by name.
fn places(all: &[(u32, u32)]) -> String {
    let named: Vec<String> = all.iter().take(MOST).map(|(row, col)| a1(*row, *col)).collect();
    let more = if all.len() > MOST { "等" } else { "" };
    format!("{}{more}", named.join("、"))
}

fn corners(merge: &Merge) -> ((u32, u32), (u32, u32)) {
    ((merge.first_row, merge.first_col), (merge.last_row, merge.last_col))
}
