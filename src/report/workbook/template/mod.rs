//! Blank list workbooks of a policy: which lists there are and which columns each has. `draw` puts them on a sheet.

mod advice;
mod columns;
mod draw;

use crate::finding::{Code, Finding, Place};
use crate::model::record::ListKind;
use crate::policy::builtin::TOWN;
use crate::policy::{CategoryId, FieldId, Policy};
use std::collections::BTreeMap;

/// A filled row: what to write, by the field's name or the column's heading.
pub type FilledRow = BTreeMap<String, String>;

/// One blank list.
#[derive(Clone, Debug)]
pub struct Template {
    /// The file's name without its ending, in ASCII.
    pub stem: String,
    /// What list it is.
    pub kind: ListKind,
    /// The family of its categories, for a list of achievements.
    pub family: Option<String>,
    /// The sheet's title.
    pub title: String,
    /// Its columns.
    columns: Vec<Column>,
    year: i32,
}

/// One column.
#[derive(Clone, Debug)]
struct Column {
    field: FieldId,
    heading: String,
    is_money: bool,
    /// What may be chosen; empty where anything may be written.
    choices: Vec<String>,
}

impl Template {
    /// The headings, from the left.
    pub fn headings(&self) -> Vec<&str> {
        self.columns.iter().map(|column| column.heading.as_str()).collect()
    }

    /// The workbook, with these rows filled in; blank without any.
    ///
    /// # Errors
    /// The finding that the workbook could not be written.
    #[allow(clippy::result_large_err, reason = "called once a list; the finding is what the user sees")]
    pub fn write(&self, policy: &Policy, rows: &[FilledRow]) -> Result<Vec<u8>, Finding> {
        draw::draw(self, policy, rows).map_err(|error| {
            let message = format!("空白名单「{}」没有写成：{error}", self.title);
            Finding::new(Code::WorkbookNotWritten, Place::default(), message, "请检查磁盘空间后重新运行。")
        })
    }
}

/// Every list of a policy's vocabulary: achievements by family, register, history, exclusions where it has any. Towns, where
/// any are given, are what may be chosen as one.
pub fn templates(policy: &Policy, year: i32, towns: &[String]) -> Vec<Template> {
    let mut found = Vec::new();
    for (number, (family, categories)) in (1..).zip(families(policy)) {
        found.push(Template {
            stem: format!("template-achievements-{number}"),
            kind: ListKind::Achievements,
            title: format!("{year}年度{}成果名单", family.unwrap_or_default()),
            family: family.map(str::to_owned),
            columns: columns::achievements(policy, &categories, year),
            year,
        });
    }
    let mut other = |stem: &str, kind, title: &str| {
        found.push(Template {
            stem: format!("template-{stem}"),
            kind,
            family: None,
            title: title.to_owned(),
            columns: columns::reference(policy, kind, year),
            year,
        });
    };
    other("register", ListKind::Register, "企业名录");
    other("history", ListKind::History, "历年兑现台账");
    if !policy.exclusions.is_empty() {
        other("exclusions", ListKind::Exclusion, "排除名单");
    }
    let columns = found.iter_mut().flat_map(|template| &mut template.columns);
    columns.filter(|column| column.field == TOWN).for_each(|column| column.choices = towns.to_vec());
    found
}

/// Categories by family, in the order in which the families are first named.
fn families(policy: &Policy) -> Vec<(Option<&str>, Vec<CategoryId>)> {
    let mut families: Vec<(Option<&str>, Vec<CategoryId>)> = Vec::new();
    for (id, category) in (0..).map(CategoryId).zip(&policy.categories) {
        let family = category.family.as_deref();
        match families.iter_mut().find(|(name, _)| *name == family) {
            Some((_, members)) => members.push(id),
            None => families.push((family, vec![id])),
        }
    }
    families
}
