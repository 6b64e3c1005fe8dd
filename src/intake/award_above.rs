//! What title, sheet and file say of the award that all rows of a table are, beside the category that one of them states.

use super::Context;
use super::doubt;
use super::layout::{StatedCategory, Table};
use super::say::{Fault, Here};
use super::table_start::Above;
use crate::finding::{Code, Finding};
use crate::model::record::ListKind;
use crate::policy::builtin as b;
use crate::table::category::Named;
use crate::text::stage::{self, Said};

/// The category that stands above a list of achievements without a column of categories.
fn stated_for_all(table: &Table) -> Option<&StatedCategory> {
    table
        .stated
        .as_ref()
        .filter(|_| table.kind == ListKind::Achievements && table.column(b::CATEGORY).is_none())
}

/// An award that the policy does not know, named beside the stated category or nearer to the rows than it.
pub(super) fn unknown_award(table: &Table, texts: &[&str], context: &Context<'_>) -> Option<Fault> {
    let stated = stated_for_all(table)?;
    let (lexicon, categories) = (&context.lexicon, &context.lexicon.categories);
    let category = lexicon.policy.category(stated.category?).name.as_str();
    let nearer = texts.iter().take_while(|text| **text != stated.text);
    let mut nearer = nearer.filter(|text| categories.within(text) == Named::Nothing);
    doubt::of_mixed(&stated.text, category, categories)
        .or_else(|| nearer.find_map(|text| doubt::of_place(text, &stated.text, category)))
}

/// What a title line or the sheet's name says the rows are, where it stands nearer to them than the known category, and is another
/// award: the farther text must not make them what they are not.
pub(super) fn other_award(
    table: &Table,
    above: &Above,
    [sheet, stem]: [&str; 2],
    context: &Context<'_>,
) -> Option<Fault> {
    let stated = stated_for_all(table)?;
    let (policy, categories) = (context.lexicon.policy, &context.lexicon.categories);
    let category = stated.category?;
    let titles = above.titles.iter().rev().map(|(_, _, text)| ("表名", text.as_str()));
    let nearer = titles.chain([("工作表名", sheet), ("文件名", stem)]);
    nearer
        .take_while(|(_, text)| categories.within(text) == Named::Nothing)
        .filter(|(_, text)| stage::of_list(text) == Said::Nothing)
        .find_map(|(what, text)| {
            doubt::of_other(what, text, &stated.text, policy, category)
                .or_else(|| doubt::of_business(what, text, &stated.text, policy, category))
        })
        .or_else(|| other_heading(table, above, stated, policy.category(category).name.as_str()))
}

/// 签到, 座位号: a column that no list of awards has, where no title says what the list is and no column tells of a recognition.
fn other_heading(table: &Table, above: &Above, stated: &StatedCategory, name: &str) -> Option<Fault> {
    let titled = above.titles.iter().any(|(_, _, text)| stated.text.contains(text.as_str()));
    let won = [b::RECOGNISED, b::CERTIFICATE].into_iter().any(|field| table.column(field).is_some());
    let mut columns = table.columns.iter().filter(|_| !titled && !won);
    columns.find_map(|column| doubt::of_business_heading(&column.heading, &stated.text, name))
}

/// What the text that states the category says besides: a noun behind the award makes the rows something else.
pub(super) fn more_than_award(
    table: &Table,
    above: &Above,
    [sheet, stem]: [&str; 2],
    context: &Context<'_>,
) -> Option<Fault> {
    let stated = stated_for_all(table)?;
    let (policy, categories) = (context.lexicon.policy, &context.lexicon.categories);
    let category = stated.category?;
    let names = |text: &str| categories.within(text) == Named::One(category);
    let titles = above.titles.iter().map(|(_, _, text)| ("表名", text.as_str()));
    let mut titles = titles.filter(|(_, text)| names(text)).peekable();
    let titled = titles.peek().is_some();
    let name = [("工作表名", sheet), ("文件名", stem)].into_iter().find(|(_, text)| *text == stated.text);
    titles.find_map(|(what, text)| doubt::of_more(what, text, true, policy, category, categories)).or_else(
        || {
            let (what, text) = name.filter(|_| !titled)?;
            doubt::of_more(what, text, false, policy, category, categories)
        },
    )
}

/// The title goes before the sheet's name; that they name two categories is told, where no column says which.
pub(super) fn title_against_sheet(
    table: &Table,
    above: &Above,
    title: Option<&str>,
    here: &Here,
    context: &Context<'_>,
) -> Option<Finding> {
    let categories = &context.lexicon.categories;
    let category = |text: &str| match categories.within(text) {
        Named::One(category) => doubt::word_left_out(text, categories).is_none().then_some(category),
        Named::Nothing | Named::Several(_) => None,
    };
    let (titled, named) = (category(title?)?, category(&here.sheet_name)?);
    let listed = matches!(table.kind, ListKind::Achievements | ListKind::History);
    if titled == named || !listed || table.column(b::CATEGORY).is_some() {
        return None;
    }
    let name = |id| context.lexicon.policy.category(id).name.as_str();
    let message = format!("表名写的是「{}」，工作表名写的是「{}」；按表名计算。", name(titled), name(named));
    let (row, col, _) = above.titles.last()?;
    let fault = Fault::new(Code::CategoryClash, message, "请核对后把两处改成一致。");
    Some(here.at_cell(fault, *row, *col))
}
