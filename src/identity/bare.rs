//! Rows of one list that name nothing, neither number nor title nor product, and differ only in a column that no rule reads: two
//! loans with their 合同编号 are no one loan written twice.

use super::desk::{Desk, column_letters};
use super::items::Item;
use crate::finding::Code;
use crate::model::achievement::EnterpriseId;
use crate::model::decision::lines;
use crate::model::record::RowRef;
use crate::policy::{CategoryId, builtin};
use crate::text::path;
use std::collections::BTreeMap;

/// Whose, of which category, in which list.
type Where = (Vec<EnterpriseId>, CategoryId, (u32, u32));

/// Holds each such row.
pub(super) fn hold(desk: &mut Desk<'_>, items: &[Item]) {
    if desk.reading.beside.is_empty() {
        return;
    }
    let mut alike: BTreeMap<Where, Vec<&Item>> = BTreeMap::new();
    for item in items
        .iter()
        .filter(|item| item.certificate.is_none() && item.product.is_none() && item.title.is_none())
    {
        let mut holders = item.holders.clone();
        holders.sort_unstable();
        alike.entry((holders, item.category, (item.at.file, item.at.sheet))).or_default().push(item);
    }
    for rows in alike.into_values().filter(|rows| rows.len() > 1) {
        for item in &rows {
            let differing = rows.iter().filter(|other| other.identity == item.identity).find_map(|other| {
                differing(desk, item.at, other.at).map(|(col, own, theirs)| (other.at, col, own, theirs))
            });
            if let Some((other, col, own, theirs)) = differing {
                tell(desk, item, other, col, (&own, &theirs));
            }
        }
    }
}

/// The first column that no rule reads in which two rows say something different.
fn differing(desk: &Desk<'_>, a: RowRef, b: RowRef) -> Option<(u32, String, String)> {
    let (own, theirs) = (desk.reading.beside.get(&a)?, desk.reading.beside.get(&b)?);
    own.iter().find_map(|(col, text)| {
        let (_, other) = theirs.iter().find(|(other, _)| other == col)?;
        (other != text).then(|| (*col, text.to_string(), other.to_string()))
    })
}

fn tell(desk: &mut Desk<'_>, item: &Item, other: RowRef, col: u32, (own, theirs): (&str, &str)) {
    let (at, place) = (item.at, desk.row_place(item.at));
    let heading = heading(desk, at, col);
    let what = heading
        .as_ref()
        .map_or_else(|| format!("{}列", column_letters(col)), |(_, text)| format!("「{text}」"));
    let message = format!(
        "{}与{}都没有写名称和证书编号，{what}写的却不同（{own}、{theirs}），不知道是两项，还是一项写了两次",
        desk.quote_name(&desk.records[item.record]),
        desk.row_place(other)
    );
    let mut help = "各有名称或证书编号的请在原表中补上".to_owned();
    if let Some((row, _)) = heading {
        let field = &desk.policy.field(builtin::CERTIFICATE).name;
        let mut all = lines::sheet(path::shortest(desk.files, at.file as usize), desk.sheet(at));
        all.push(format!("heading_row = {row}"));
        all.push(format!("column = {}", lines::quoted(&column_letters(col))));
        all.push(format!("field = {}", lines::quoted(field)));
        let lines = lines::decision("表头", &all);
        help = format!(
            "{help}；这一列能分清各项的，在 decisions.toml 中写明（不能的 field 写「不使用」，只算一项）：\n{lines}"
        );
    }
    help.push_str("\n写重了的请删去一行。");
    let position = desk.say(Code::CertificateUnclear, place, message, help);
    // As it reads it would be one with the other: acceptance cannot tell them apart.
    desk.hold_always(at, position);
}

/// The row of the heading, from 1, and the text of a column in it.
fn heading(desk: &Desk<'_>, at: RowRef, col: u32) -> Option<(u64, String)> {
    let sheet = desk.reading.sheets.iter().find(|sheet| (sheet.file, sheet.sheet) == (at.file, at.sheet))?;
    let table = sheet.tables.iter().rev().find(|table| table.heading_rows.1 < at.row)?;
    let (_, text, _) = table.columns.iter().find(|(column, ..)| *column == col)?;
    Some((u64::from(table.heading_rows.1) + 1, text.clone()))
}
