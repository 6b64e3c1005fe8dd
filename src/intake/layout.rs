//! From a heading to the columns of a table: which field each column holds, and what cannot be told.

mod alike;
mod block;
mod decided;
mod everyday;
mod looks;
mod needed;
mod numbered;
pub(super) mod parted;
mod rivals;
mod scale;
mod side_by_side;

use super::say::{Fault, Here};
use super::totals::Totals;
use super::unit_line::{MeasureLine, UnitLine};
use crate::finding::Code;
use crate::model::decision::{Decision, DecisionKind};
use crate::model::record::{CellRef, ListKind};
use crate::policy::{CategoryId, FieldId, builtin as b};
use crate::table::heading::Column;
use crate::table::lexicon::{Lexicon, Recognised};
use crate::table::row::Shape;
use crate::table::words::{self, StatedUnit};
use crate::text::normal::key;
use crate::text::stage::Said;
use crate::text::verdict::{self, Asks};
use crate::text::weighty;
use crate::workbook::a1;
pub(super) use block::Block;
pub(super) use decided::names;
pub(super) use looks::Looks;
pub(super) use needed::{is_summed, needed};
pub(super) use numbered::Below;
use std::collections::{BTreeMap, BTreeSet};

/// The word by which a heading decision says that a column is not used.
pub const UNUSED: &str = "不使用";

/// A column of a table.
#[derive(Clone, Debug)]
pub(super) struct ColumnUse {
    /// 0-based.
    pub col: u32,
    /// Its heading as read.
    pub heading: String,
    /// The field it holds.
    pub field: Option<FieldId>,
    /// The year in its heading.
    pub year: Option<i32>,
    /// The unit of amounts in its heading.
    pub unit: Option<StatedUnit>,
    /// The unit of counts in its heading.
    pub measure: Option<String>,
    /// Plain numbers in it are parts of a hundred (2) or of a thousand (3).
    pub decimals: u32,
    /// The unit of its numbers, of a field that the policy declares, as its heading has it.
    pub unit_word: Option<String>,
    /// Further columns under the same merged heading, or of the same field.
    pub also: Vec<u32>,
    /// Columns that are read where this one is empty.
    pub instead: Vec<u32>,
    /// What a row is held for where further columns of the same field differ from this one.
    pub disagree: Option<Fault>,
    /// A person decided that it is not used.
    pub set_aside: bool,
    /// Which answers in it speak against a row, where no rule reads it.
    pub asks: Option<Asks>,
    /// It tells of the thing or the firm, not of the award.
    pub describes: bool,
    /// No field has it, and whole numbers under it may count awards: the category that it names, and what is to be said.
    pub may_count: Option<(Option<CategoryId>, Fault)>,
}

/// A category that a section row, title, sheet or file name states.
#[derive(Clone, Debug)]
pub(super) struct StatedCategory {
    /// Where.
    pub cell: CellRef,
    /// Its text.
    pub text: String,
    /// The category; none where the text names none that is known, or several.
    pub category: Option<CategoryId>,
    /// The row may be none: it is quoted whole, and what takes its category from above is held.
    pub is_unsettled: bool,
}

/// A table that is being read.
#[derive(Debug)]
pub(super) struct Table {
    /// What list it is.
    pub kind: ListKind,
    /// Its columns.
    pub columns: Vec<ColumnUse>,
    /// The heading's texts, to know it again on the next page.
    pub heading: Vec<Vec<String>>,
    /// The columns by which rows are told apart.
    pub shape: Shape,
    /// The finding that holds every row, where the table is not understood.
    pub held: Option<usize>,
    /// The finding that holds every row that no decision accepts: the title says that it is no list of winners.
    pub doubted: Option<usize>,
    /// The same of the section that the rows stand in.
    pub section_doubted: Option<usize>,
    /// Of these findings, the objections to what is listed.
    pub objections: BTreeSet<usize>,
    /// Nobody can tell what list it is, and it may take money from whom it names.
    pub touches: bool,
    /// The units of amounts that lines above the table and within it state, as far as it is read.
    pub units: Vec<UnitLine>,
    /// The unit of counts stated above the table.
    pub measure: Option<String>,
    /// The category that title, sheet or file states.
    pub stated: Option<StatedCategory>,
    /// What title, sheet or file says of the stage of every row, the nearest that says anything.
    pub staged: Option<(Said, String, CellRef)>,
    /// The section that the rows stand in.
    pub section: Option<StatedCategory>,
    /// What the column of categories said last.
    pub column_category: Option<CategoryId>,
    /// The block of rows under a category written once, with numbers of its own.
    pub block: Option<Block>,
    /// The year that title, sheet or file states.
    pub year: Option<(i32, CellRef)>,
    /// The year other than the award year that title, sheet or file states of the rows.
    pub another_year: Option<(i32, CellRef)>,
    /// The year that the section states: none where it is the award year.
    pub section_year: Option<(Option<i32>, CellRef)>,
    /// The kind of exclusion that title, sheet or file states.
    pub exclusion: Option<(String, CellRef)>,
    /// Sums for the totals it states.
    pub totals: Totals,
    /// The last row of its heading.
    pub heading_row: u32,
    /// Columns that no rule reads and that some row fills, and what stands in them.
    pub unused: BTreeMap<u32, Looks>,
    /// Columns for which some row is held.
    pub heeded: BTreeSet<u32>,
    /// Findings already made of a column, by column and code.
    pub told: BTreeMap<(u32, Code), usize>,
}

impl Table {
    /// The column that a cell stands in, as far as the heading reaches.
    pub fn column_at(&self, col: u32) -> Option<&ColumnUse> {
        self.columns.iter().find(|column| column.col == col || column.also.contains(&col))
    }

    /// The year other than the award year that the section, or else title, sheet or file states.
    pub fn other_year(&self) -> Option<(i32, CellRef)> {
        match self.section_year {
            Some((year, at)) => year.map(|year| (year, at)),
            None => self.another_year,
        }
    }

    /// The column of a field.
    pub fn column(&self, field: FieldId) -> Option<&ColumnUse> {
        self.columns.iter().find(|column| column.field == Some(field))
    }

    /// True for the columns in which a section's text stands: the first, that of serial numbers, those of holders.
    pub fn heads(&self, col: u32) -> bool {
        let first = self.columns.first().is_some_and(|column| col <= column.col);
        first || self.shape.serial == Some(col) || self.shape.holders.contains(&col)
    }
}

/// The columns, and what keeps them from being used.
pub(super) struct Resolved {
    /// The columns.
    pub columns: Vec<ColumnUse>,
    /// Faults that hold every row, with the column each is shown at.
    pub holding: Vec<(u32, Fault)>,
    /// Faults that only set a claim aside.
    pub warning: Vec<(u32, Fault)>,
}

/// Settles the field of each column of a heading whose last row is `last`.
pub(super) fn resolve(
    heading: &[Column],
    last: u32,
    kind: ListKind,
    lexicon: &Lexicon<'_>,
    decisions: &[Decision],
    here: &Here,
    (lines, below): (&[MeasureLine], Below<'_>),
) -> Resolved {
    let mut resolver = Resolver { lexicon, here, last, kind, holding: Vec::new(), warning: Vec::new() };
    let decided = resolver.decided(decisions, heading);
    let mut read: Vec<Recognised> =
        heading.iter().map(|column| lexicon.recognise(&column.parts, Some(kind))).collect();
    for (at, of_merge) in parted::read(heading, lexicon, Some(kind)) {
        if let Some(read) = read.get_mut(at) {
            *read = Recognised { unit: read.unit.take().or(of_merge.unit), ..of_merge };
        }
    }
    for (read, column) in read.iter_mut().zip(heading) {
        if let Some(field) = decided.get(&column.col) {
            read.fields = field.iter().copied().collect();
        }
    }
    eliminate(&mut read);
    numbered::tell(&mut read, heading, below);
    everyday::supply(&mut read, heading, kind, &decided);
    let mut columns: Vec<ColumnUse> = Vec::new();
    for (read, column) in read.iter().zip(heading) {
        let field = resolver.one_field(read, column, heading);
        columns.push(ColumnUse {
            col: column.col,
            heading: column.text(),
            field,
            year: read.year,
            unit: read.unit.clone(),
            measure: read.measure.clone(),
            decimals: 0,
            unit_word: None,
            also: Vec::new(),
            instead: Vec::new(),
            disagree: None,
            set_aside: decided.get(&column.col).is_some_and(Option::is_none),
            asks: None,
            describes: false,
            may_count: None,
        });
    }
    resolver.settle_rivals(&mut columns, heading);
    for column in columns.iter_mut().filter(|column| column.field.is_none()) {
        column.asks = verdict::asks(&column.heading).or_else(|| of_office(&column.heading));
        column.describes = weighty::describes(&column.heading);
    }
    resolver.unknown_but_alike(&columns, heading, &decided);
    resolver.counting(&mut columns, &decided);
    resolver.scaled(&mut columns, lines, &decided);
    resolver.side_by_side(heading, &read);
    Resolved { columns, holding: resolver.holding, warning: resolver.warning }
}

/// 质监局 over ticks: what that office says of the row.
fn of_office(heading: &str) -> Option<Asks> {
    let lower = heading.split(' ').next_back().unwrap_or_default();
    words::is_office(lower).then_some(Asks::Verdict)
}

/// A field that one column alone claims is not what an ambiguous one means.
fn eliminate(read: &mut [Recognised]) {
    loop {
        let certain: Vec<FieldId> = read
            .iter()
            .filter_map(|read| if let [one] = read.fields.as_slice() { Some(*one) } else { None })
            .collect();
        let mut changed = false;
        for read in read.iter_mut().filter(|read| read.fields.len() > 1) {
            let left: Vec<FieldId> =
                read.fields.iter().copied().filter(|field| !certain.contains(field)).collect();
            if !left.is_empty() && left.len() < read.fields.len() {
                read.fields = left;
                changed = true;
            }
        }
        if !changed {
            return;
        }
    }
}

struct Resolver<'a> {
    lexicon: &'a Lexicon<'a>,
    here: &'a Here,
    last: u32,
    kind: ListKind,
    holding: Vec<(u32, Fault)>,
    warning: Vec<(u32, Fault)>,
}

impl Resolver<'_> {
    /// Fields that decisions give to columns of this heading; none for a column that is not used.
    fn decided(&mut self, decisions: &[Decision], heading: &[Column]) -> BTreeMap<u32, Option<FieldId>> {
        let mut decided = BTreeMap::new();
        for decision in decisions {
            let DecisionKind::Heading { file, sheet, heading_row, column, field } = &decision.kind else {
                continue;
            };
            if u64::from(*heading_row) != u64::from(self.last) + 1 || !self.here.is(file, sheet.as_deref()) {
                continue;
            }
            let letters = key(column);
            let Some(col) = heading.iter().map(|h| h.col).find(|col| a1(0, *col) == format!("{letters}1"))
            else {
                self.refuse(0, format!("表头决定中的列「{column}」不在第 {heading_row} 行的表头里。"));
                continue;
            };
            let id = self.lexicon.field_named(field).filter(|id| self.lexicon.admits(*id, self.kind));
            if id.is_none() && key(field) != UNUSED {
                self.refuse(col, format!("表头决定中的字段「{field}」在{}里没有。", self.kind.label()));
                continue;
            }
            decided.insert(col, id);
        }
        decided
    }

    fn refuse(&mut self, col: u32, message: String) {
        let help = format!("请改正决定文件中的该条；不用的列写 field = \"{UNUSED}\"。");
        self.holding.push((col, Fault::new(Code::HeadingDecision, message, help)));
    }

    fn one_field(&mut self, read: &Recognised, column: &Column, heading: &[Column]) -> Option<FieldId> {
        match read.fields.as_slice() {
            [] => None,
            [one] => Some(*one),
            several => {
                let names: Vec<&str> = several.iter().map(|id| self.name(*id)).collect();
                let message = format!(
                    "列标题「{}」可能是{}，不能猜；本表的行待定。各列为：{}。",
                    column.text(),
                    names.iter().map(|name| format!("「{name}」")).collect::<Vec<_>>().join("或"),
                    shown(heading)
                );
                let help = self.paste(column.col, names.first().copied().unwrap_or_default());
                self.holding.push((column.col, Fault::new(Code::HeadingAmbiguous, message, help)));
                None
            }
        }
    }

    fn name(&self, id: FieldId) -> &str {
        self.lexicon.policy.fields.get(id.index()).map_or("", |field| field.name.as_str())
    }

    fn paste(&self, col: u32, field: &str) -> String {
        let lines = self.here.heading_decision(self.last, col, field);
        format!("请在 decisions.toml 中写明（不用的列写 field = \"{UNUSED}\"）：\n{lines}")
    }
}

/// The letters of a column.
pub(super) fn letters(col: u32) -> String {
    a1(0, col).chars().filter(char::is_ascii_alphabetic).collect()
}

/// The columns for a message: A 序号，B 企业名称.
pub(super) fn shown(heading: &[Column]) -> String {
    let parts: Vec<String> =
        heading.iter().take(40).map(|column| format!("{} {}", letters(column.col), column.text())).collect();
    parts.join("，")
}

/// The columns by which rows are told apart.
pub(super) fn shape(columns: &[ColumnUse], kind: ListKind) -> Shape {
    let of = |fields: &[FieldId]| -> Vec<u32> {
        columns
            .iter()
            .filter(|c| c.field.is_some_and(|field| fields.contains(&field)))
            .map(|c| c.col)
            .collect()
    };
    Shape {
        holders: of(&[b::ENTERPRISE, b::PERSON, b::CREDIT_CODE, b::ORGANISATION_CODE]),
        serial: of(&[b::SERIAL]).first().copied(),
        category: of(&[b::CATEGORY]).first().copied(),
        used: columns.iter().flat_map(|c| std::iter::once(c.col).chain(c.also.iter().copied())).collect(),
        things: match kind {
            ListKind::Achievements => of(&[b::PRODUCT, b::TITLE, b::CERTIFICATE, b::CATEGORY]),
            _ => Vec::new(),
        },
    }
}
