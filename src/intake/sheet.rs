//! One sheet: rows stream through a short window, headings start tables, and every row gets its reading.

mod asides;
mod beyond;
mod closing;
mod comments;
mod control;
mod data;
mod ditto;
mod hidden;
mod holding;
mod likely;
mod mentions;
mod misplaced;
mod parts;
mod sections;
mod units;
mod unused;
mod yearly;

use super::layout::{Below, Table};
use super::say::{Fault, Here};
use super::table_start::{self, Above};
use super::{Context, Gathered};
use crate::finding::Code;
use crate::model::decision::DecisionKind;
use crate::model::record::{ListKind, RowReading, SheetReading, TableReading};
use crate::table::row::{self, RowKind};
use crate::table::words;
use crate::table::{distinct, heading, is_empty, section, text_of};
use crate::text::name;
use crate::workbook::{Comment, Row, SheetMeta, a1};
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// Rows that are looked at before the first of them is settled: titles above a heading, and the heading.
const WINDOW: usize = 3 + heading::DEEPEST;

/// A line longer than this is a sentence.
const LONGEST_NAME: usize = 60;

/// So many rows that name organisations are a list, with or without a heading.
const A_LIST: usize = 2;

/// A run of rows that are held for one reason: the finding, its first row, its last row.
type Span = Option<(usize, u32, u32)>;

/// The reading of one sheet under way.
pub(super) struct Run<'a> {
    context: &'a Context<'a>,
    here: Here,
    hidden_sheet: bool,
    delimited: bool,
    /// Hidden columns that are to be told.
    hidden_columns: Vec<(u32, u32)>,
    spanning: BTreeSet<(u32, u32)>,
    window: VecDeque<Row>,
    table: Option<Table>,
    above: Above,
    reading: SheetReading,
    gathered: &'a mut Gathered,
    cells_told: BTreeSet<String>,
    sheet_held: Option<usize>,
    stray: Span,
    hidden: Span,
    /// Rows beside which rows of a second table stand.
    beyond: Span,
    warnings: BTreeMap<Code, usize>,
    /// Rows of a sheet in which no table has begun, and how many of them name an organisation.
    loose: Vec<u32>,
    names: usize,
    /// What those rows say that may touch firms.
    loose_names: mentions::Loose,
    /// Something stands on the sheet beside rows that are marked as notes, as choices for filling in are.
    unmarked: bool,
    /// Notes that point to rows, so far.
    notes_heeded: usize,
    /// Notes above the table that point to its rows: row, column, text.
    notes_above: Vec<(u32, u32, String)>,
    /// The last row of data that is no part of another.
    whole: Option<parts::Whole>,
    /// The row before was a note, of which the next row may be the next sentence.
    note_open: bool,
    /// The rows are of a table that counts by year.
    by_year: bool,
    /// The remark of the last row of data, and that row.
    remark_above: Option<(u32, String)>,
}

impl<'a> Run<'a> {
    /// Starts a sheet.
    pub fn new(context: &'a Context<'a>, here: Here, meta: &SheetMeta, gathered: &'a mut Gathered) -> Self {
        let mut reading = super::empty_reading(&here);
        reading.department = words::department_of_file(&here.base_name);
        Self {
            context,
            hidden_sheet: super::is_hidden(meta) && !context.include_hidden,
            delimited: meta.delimited,
            hidden_columns: if context.include_hidden { Vec::new() } else { meta.hidden_columns.clone() },
            spanning: super::spanning(&meta.merges),
            window: VecDeque::with_capacity(WINDOW + 1),
            table: None,
            above: Above::default(),
            reading,
            gathered,
            cells_told: BTreeSet::new(),
            sheet_held: None,
            stray: None,
            hidden: None,
            beyond: None,
            warnings: BTreeMap::new(),
            loose: Vec::new(),
            names: 0,
            loose_names: Self::loose_of(&here.sheet_name, &here.base_name, context.lexicon.policy),
            unmarked: false,
            notes_heeded: 0,
            notes_above: Vec::new(),
            whole: None,
            note_open: false,
            by_year: false,
            remark_above: None,
            here,
        }
    }

    /// Sets a table whose columns are known; its rows are given by [`Run::given_row`].
    pub fn given(&mut self, table: Table, reading: TableReading) {
        self.reading.kind = table.kind;
        self.reading.tables.push(reading);
        self.table = Some(table);
    }

    /// Takes a row that is known to be data.
    pub fn given_row(&mut self, row: &Row) {
        let reading = self.data(row);
        self.mark(row.index, reading);
    }

    /// Takes the next row.
    pub fn push(&mut self, row: Row) {
        if row.cells.iter().all(is_empty) {
            return;
        }
        self.unmarked |= !row.cells.first().is_some_and(|cell| text_of(cell).starts_with('※'));
        if self.reading.tables.is_empty() {
            self.note_loose(&row);
        }
        self.window.push_back(row);
        if self.window.len() >= WINDOW {
            self.step();
        }
    }

    /// Settles what is left, and what the comments beside the cells say. Returns the reading and the cells whose errors need no finding of their own.
    pub fn finish(mut self, comments: &[Comment]) -> (SheetReading, BTreeSet<String>) {
        while !self.window.is_empty() {
            self.step();
        }
        if self.reading.tables.is_empty() && self.stray.is_none() && self.names >= A_LIST {
            self.hold_loose_rows();
        } else if self.reading.tables.is_empty() && self.stray.is_none() && self.unmarked {
            let message = "工作表里只有零散文字，没有表格，没有读取任何行。";
            let fault = Fault::new(Code::SheetWithoutTable, message, "若本应有名单，请检查表头。");
            let finding = self.here.at_sheet(fault);
            self.gathered.findings.push(finding);
        }
        if self.reading.tables.is_empty() {
            self.mention_loose();
        }
        self.heed_notes_above();
        self.heed_comments(comments);
        self.tell_unused();
        self.tell_uncounted();
        (self.reading, self.cells_told)
    }

    /// Notes a row outside of any table, and whether it names an organisation.
    fn note_loose(&mut self, row: &Row) {
        let named = distinct(row).iter().any(|cell| names_organisation(text_of(cell), self.delimited));
        self.names += usize::from(named);
        self.loose_names.push(row, named, self.context.lexicon.policy);
        self.loose.push(row.index);
    }

    /// Says how many warnings were not listed. A missing unit is told once a column, so it is never too many.
    fn tell_uncounted(&mut self) {
        let most = self.context.most_warnings;
        let codes = std::mem::take(&mut self.warnings);
        for (code, count) in
            codes.into_iter().filter(|(code, count)| *count > most && *code != Code::AmountUnitMissing)
        {
            let message = format!("另有 {} 处「{}」，没有逐一列出。", count - most, code.title());
            let finding = self.here.at_sheet(Fault::new(code, message, "请先改正已列出的，再重新运行。"));
            self.gathered.findings.push(finding);
        }
    }

    fn step(&mut self) {
        if self.counts_by_year() {
            return;
        }
        if let Some(height) = self.heading_at(0) {
            return self.start_table(height);
        }
        if let Some(row) = self.window.pop_front() {
            self.take(&row);
        }
    }

    /// The height of a heading that begins at a row of the window.
    fn heading_at(&self, from: usize) -> Option<usize> {
        let rows: Vec<&Row> = self.window.iter().skip(from).take(heading::DEEPEST).collect();
        let decided = |row: u32, col: u32| self.is_decided(row, col);
        let in_table = self.table.is_some() && self.above.titles.is_empty();
        heading::find(&rows, &self.context.lexicon, in_table, &decided)
    }

    fn is_decided(&self, row: u32, col: u32) -> bool {
        self.context.decisions.list.iter().any(|decision| match &decision.kind {
            DecisionKind::Heading { file, sheet, heading_row, column, .. } => {
                u64::from(*heading_row) == u64::from(row) + 1
                    && a1(row, col) == format!("{}{heading_row}", column.to_ascii_uppercase())
                    && self.here.is(file, sheet.as_deref())
            }
            _ => false,
        })
    }

    fn start_table(&mut self, height: usize) {
        let rows: Vec<Row> = self.window.drain(..height.min(self.window.len())).collect();
        let columns = heading::columns(&rows.iter().collect::<Vec<_>>());
        let (Some(first), Some(last)) = (rows.first(), rows.last()) else { return };
        for row in &rows {
            self.mark(row.index, RowReading::Ignored);
        }
        let texts: Vec<Vec<String>> = columns.iter().map(|column| column.parts.clone()).collect();
        let again = self.table.as_ref().is_some_and(|table| heading::is_same(&table.heading, &texts));
        let mut above = std::mem::take(&mut self.above);
        if let Some(table) = self.table.as_mut().filter(|_| again && above.titles.is_empty()) {
            // A unit right above the heading that begins again is that of the rows below it.
            let units = std::mem::take(&mut above.units);
            if units.iter().any(|line| !line.is_hint) {
                table.units = units;
            } else {
                units.into_iter().for_each(|line| super::unit_line::add_within(&mut table.units, line));
            }
            return self.heed_asides_above(&mut above);
        }
        let span = (first.index, last.index);
        self.heed_notes_above();
        self.tell_unused();
        let next: Vec<&Row> = self.window.iter().collect();
        let below = Below(&next);
        let (mut table, reading) =
            table_start::start(&columns, span, (&above, below), &self.here, self.context, self.gathered);
        if self.reading.kind == ListKind::Unknown {
            self.reading.kind = table.kind;
        }
        self.reading.tables.push(reading);
        if let Some(above) =
            self.table.as_ref().filter(|above| heading::is_same(&above.heading, &table.heading))
        {
            table.totals = above.totals.go_on();
        }
        self.table = Some(table);
        self.whole = None;
        self.tell_hidden_columns(span.1);
        self.heed_asides_above(&mut above);
    }

    /// Records what became of a row; the rows skipped before it were blank.
    fn mark(&mut self, row: u32, reading: RowReading) {
        if let Some((last, _)) = self.reading.rows.last() {
            let blank = (last + 1)..row;
            self.reading.rows.extend(blank.map(|row| (row, RowReading::Ignored)));
        }
        self.reading.rows.push((row, reading));
    }

    fn take(&mut self, row: &Row) {
        let titles = self.above.titles.len();
        let reading = self.read(row);
        // What became a title is no row.
        let reading = if self.above.titles.len() > titles { reading } else { self.heed_beyond(row, reading) };
        self.mark(row.index, reading);
    }

    fn read(&mut self, row: &Row) -> RowReading {
        let kind = row::judge(row, self.table.as_ref().map(|table| &table.shape), &self.context.lexicon);
        if !matches!(kind, RowKind::Blank | RowKind::Total { .. } | RowKind::Data) {
            self.heed_units(row);
        }
        let closing = self.read_closing(row, &kind);
        self.open_note(row, &kind);
        if let Some(reading) = closing {
            return reading;
        }
        match kind {
            RowKind::Blank => RowReading::Ignored,
            RowKind::Unit => self.unit(row),
            RowKind::Note => self.note(row),
            RowKind::Total { reach, col } => self.total(row, reach, col),
            RowKind::TotalLike => self.total_like(row),
            RowKind::Section { col, text } => self.section(row, col, &text),
            RowKind::SectionLike { col } => self.section_like(row, col),
            RowKind::Single { col, text } => self.single(row, col, text),
            RowKind::Data => self.part_of_above(row).unwrap_or_else(|| self.data(row)),
            // 其中： where the number should be looks like a note.
            RowKind::Unclear => match self.marks_part(row) {
                true => self.part_of_above(row).unwrap_or_else(|| self.unclear(row)),
                false => self.unclear(row),
            },
        }
    }

    /// True where a heading follows within the window, with nothing but slight rows before it.
    fn leads_to_heading(&self) -> bool {
        for (from, row) in self.window.iter().enumerate().take(3) {
            if self.heading_at(from).is_some() {
                return true;
            }
            if !row::is_slight(row) {
                return false;
            }
        }
        false
    }

    fn unclear(&mut self, row: &Row) -> RowReading {
        let numbers_columns = self.table.is_none() && row::numbers_columns(row) && self.leads_to_heading();
        if numbers_columns || self.is_made_up_example(row) {
            return RowReading::Ignored;
        }
        if self.table.is_none() && misplaced::is_data(row) && self.leads_to_heading() {
            return self.hold_misplaced(row);
        }
        let cells = distinct(row);
        let texts = cells.len() <= 3 && cells.iter().all(|cell| !text_of(cell).is_empty());
        // 附件2 and a date beside it, right above a heading.
        if self.table.is_none() && texts && self.leads_to_heading() {
            let titles = cells.iter().map(|cell| (row.index, cell.col, text_of(cell).to_owned()));
            self.above.titles.extend(titles);
            return RowReading::Ignored;
        }
        let shown = sections::shown(row);
        if self.table.is_some() {
            let message = format!("看不出本行是数据还是说明：{shown}。本行待定。");
            let help = "是数据请补全各列；是说明请以「备注：」开头；是小标题请写成「一、类别名称」。";
            return self.hold_unread(row, Fault::new(Code::RowUnclear, message, help));
        }
        let message = format!("没有找到看得懂的表头，以下各行待定。首行内容：{shown}。");
        let help = format!(
            "表头至少要有两个看得懂的列标题（如「企业名称」「类别」）；若本行就是表头，请在 decisions.toml 中写明各列：\n{}",
            self.here.heading_decision(
                row.index,
                distinct(row).first().map_or(0, |cell| cell.col),
                "企业名称"
            )
        );
        let fault = Fault::new(Code::TableNone, message, help);
        self.stray = self.extend(self.stray, row.index, fault);
        self.stray.map_or(RowReading::Ignored, |(finding, _, _)| RowReading::Held(finding))
    }
}

/// True for the name of an organisation that is no part of a sentence; in a text of which the columns are not parted, one
/// stands within the line. Where a whole list was typed into one column, spaces part an enterprise from its product.
fn names_organisation(text: &str, within: bool) -> bool {
    let short = !text.contains(['。', '：', ':']) && text.chars().count() <= LONGEST_NAME;
    let beside =
        || text.split_whitespace().nth(1).is_some() && text.split_whitespace().any(section::is_enterprise);
    short && (name::ends_as_organisation(text) || within && text.contains("公司") || beside())
}
