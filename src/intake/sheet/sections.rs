//! Rows that part a table into sections, and lone texts: the next table's title, a section, or a row that nobody can tell.

use super::super::doubt;
use super::super::layout::StatedCategory;
use super::super::say::Fault;
use super::Run;
use crate::finding::Code;
use crate::model::record::{ListKind, RowReading};
use crate::table::category::Named;
use crate::table::{distinct, part, section, text_of, words, years};
use crate::text::{aside, name, taken_away};
use crate::workbook::{Cell, Row};

impl Run<'_> {
    pub(super) fn section(&mut self, row: &Row, col: u32, text: &str) -> RowReading {
        let categories = &self.context.lexicon.categories;
        let stated = section::names_category(text, &self.context.lexicon)
            && doubt::word_left_out(text, categories).is_none();
        let category = match categories.within(text) {
            Named::One(category) if stated => Some(category),
            _ => None,
        };
        let cell = self.here.cell(row.index, col);
        if category.is_none() && self.leads_to_heading() {
            self.above.titles.push((row.index, col, text.to_owned()));
            return RowReading::Ignored;
        }
        // The next table's title may name a category as a section does.
        let titles = self.leads_to_heading();
        if titles {
            self.above.titles.push((row.index, col, text.to_owned()));
        }
        if !titles && category.is_none() && self.parts_rows(text) {
            return self.part_of_rows();
        }
        let mut refused = false;
        self.heed_section_year(row.index, col, text);
        if let Some(table) = &mut self.table {
            table.totals.close_group();
            table.section_doubted = None;
            let heeded = !titles && table.kind == ListKind::Achievements;
            let fault = doubt::of_title("小标题", text, &self.context.lexicon.categories);
            refused = heeded && fault.is_none() && aside::refuses(text);
            if let Some(fault) = fault.filter(|_| heeded) {
                table.section_doubted = Some(self.gathered.findings.len());
                table.objections.extend(fault.objects.then_some(self.gathered.findings.len()));
                self.gathered.findings.push(self.here.at_cell(fault, row.index, col));
            }
            table.section =
                Some(StatedCategory { cell, text: text.to_owned(), category, is_unsettled: false });
            table.column_category = None;
        }
        if refused {
            self.refuse_below(row.index, col, text);
        }
        RowReading::Ignored
    }

    /// 2013年 above rows is the year of those below it.
    pub(super) fn heed_section_year(&mut self, row: u32, col: u32, text: &str) {
        let (Some(table), Some(award_year)) = (&mut self.table, self.context.year) else { return };
        let years = match words::year(text) {
            Some(year) => vec![year],
            None => years::stated(text, award_year),
        };
        if let Some(last) = years.last().copied() {
            let other = Some(last).filter(|_| !years::reach(years.iter().copied(), award_year));
            table.section_year = Some((other, self.here.cell(row, col)));
        }
    }

    pub(super) fn single(&mut self, row: &Row, col: u32, text: String) -> RowReading {
        if self.table.is_none() || self.leads_to_heading() {
            self.heed_title(row.index, col, &text);
            self.above.titles.push((row.index, col, text));
            return RowReading::Ignored;
        }
        if self.heed_line(row.index, col, &text) {
            return RowReading::Ignored;
        }
        // …… or a line says nothing of the rows below.
        if !text.contains(char::is_alphanumeric) {
            return self.unclear(row);
        }
        let heads_rows = self.lists_achievements() && self.data_follows();
        if heads_rows && self.parts_rows(&text) && !self.may_be_holder(col, &text) {
            return self.part_of_rows();
        }
        if heads_rows && (aside::refuses(&text) || taken_away::says(&text)) {
            self.refuse_below(row.index, col, &text);
            return RowReading::Ignored;
        }
        // In a list that is parted by sections a text alone may be the next one.
        let parted = self.table.as_ref().is_some_and(|table| table.section.is_some() && table.heads(col));
        let named = self.context.lexicon.categories.within(&text) != Named::Nothing;
        let may_head = (parted || named) && !name::ends_as_organisation(&text);
        if may_head || heads_rows && self.may_head_rows(col, &text) {
            return self.section_like(row, col);
        }
        self.unclear(row)
    }

    /// 一、城东街道: the rows below go by what the title or the column of categories says, as those above it do. Below a section that
    /// says more, nobody can tell whether it still holds.
    fn parts_rows(&self, text: &str) -> bool {
        let categories = &self.context.lexicon.categories;
        let open = self.table.as_ref().is_some_and(|table| {
            matches!(table.kind, ListKind::Achievements | ListKind::History) && table.section.is_none()
        });
        open && part::is_neutral(text)
            && categories.within(text) == Named::Nothing
            && doubt::of_title("小标题", text, categories).is_none()
            && !aside::refuses(text)
    }

    /// What is said against the rows above, or of them all, goes on.
    fn part_of_rows(&mut self) -> RowReading {
        if let Some(table) = &mut self.table {
            table.totals.close_group();
        }
        RowReading::Ignored
    }

    /// 东镇 alone in the column of holders may have been put in for an award.
    fn may_be_holder(&self, col: u32, text: &str) -> bool {
        let holds = self.table.as_ref().is_some_and(|table| table.shape.holders.contains(&col));
        holds && part::may_be_holder(text)
    }

    /// A text where a section's would stand may say anything of the rows below, unless it is a holder, says where or when they
    /// are from, or speaks of those above.
    fn may_head_rows(&self, col: u32, text: &str) -> bool {
        let heads = self.table.as_ref().is_some_and(|table| table.heads(col));
        let (bare, _) = words::without_ordinal(text);
        let of_above = bare.starts_with("以上") || bare.starts_with("上述");
        heads && !of_above && !name::ends_as_organisation(text) && !words::is_division(text)
    }

    /// Holds a row that may be a section, and with it the rows below that would go by the one before.
    pub(super) fn section_like(&mut self, row: &Row, col: u32) -> RowReading {
        let Some(table) = &mut self.table else { return self.unclear(row) };
        let text = shown(row);
        let message =
            format!("看不出本行是数据还是小标题：{text}。本行待定；以下各行自己没有写类别的，也待定。");
        let help = "是小标题请单独占一行，写成「一、类别名称」；是数据请去掉名称前的序号、写企业全称、补全各列；是说明请以「备注：」开头。";
        table.totals.close_group();
        let cell = self.here.cell(row.index, col);
        table.section = Some(StatedCategory { cell, text, category: None, is_unsettled: true });
        table.column_category = None;
        self.hold_row(row, Fault::new(Code::RowUnclear, message, help))
    }
}

/// The texts of a row, for a message.
pub(super) fn shown(row: &Row) -> String {
    shown_of(&distinct(row))
}

/// The texts of cells, for a message.
pub(super) fn shown_of(cells: &[&Cell]) -> String {
    let texts = cells.iter().map(|cell| text_of(cell)).filter(|text| !text.is_empty());
    let texts: Vec<&str> = texts.take(8).collect();
    if texts.is_empty() { "（没有文字）".to_owned() } else { texts.join("，") }
}
