//! Sheets that go by another name now: known by their title, given their own name back before anything is compared.

use super::book::{Book, Formula, Sheet};
use super::difference::{Class, Difference};
use crate::formula::Ref;

/// Gives every renamed sheet its name, in references too; says which they are.
pub(super) fn restore(expected: &Book, actual: &mut Book) -> Vec<Difference> {
    let mut found = Vec::new();
    for sheet in &expected.sheets {
        if actual.sheet(&sheet.name).is_some() {
            continue;
        }
        let strangers = actual.sheets.iter().filter(|other| expected.sheet(&other.name).is_none());
        let mut alike = strangers.filter(|other| title(other) == title(sheet));
        let (Some(one), None) = (alike.next().map(|other| other.name.clone()), alike.next()) else {
            continue;
        };
        if title(sheet).is_empty() {
            continue;
        }
        rename(actual, &one, &sheet.name);
        found.push(Difference {
            file: None,
            sheet: Some(one.clone()),
            what: "整张工作表".to_owned(),
            ..Difference::file(Class::SheetRenamed, "", &sheet.name, &one)
        });
    }
    found
}

fn title(sheet: &Sheet) -> &str {
    sheet.text(0, 0)
}

/// A sheet of another name, and what refers to it. What referred to a sheet of the new name referred to none.
fn rename(book: &mut Book, from: &str, to: &str) {
    let moved = |at: &Ref| match at.sheet.as_deref() {
        Some(name) if name == from => Some(Ref { sheet: Some(to.to_owned()), ..at.clone() }),
        Some(name) if name == to => None,
        _ => Some(at.clone()),
    };
    for sheet in &mut book.sheets {
        if sheet.name == from {
            to.clone_into(&mut sheet.name);
        }
        for cell in sheet.columns.values_mut().flat_map(|cells| cells.values_mut()) {
            if let Some(Formula::Tree(tree)) = &mut cell.formula {
                *tree = tree.with_refs(&mut |at| moved(at));
            }
        }
    }
}
