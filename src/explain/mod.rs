//! Explanations: why a row, achievement, enterprise or payee got what it got, or nothing. Plain values first
//! (`story`), then their printers: `text` for a terminal, `html` for a page; JSON is the values themselves.

mod awards;
mod find;
pub mod html;
mod rows;
pub mod story;
pub mod text;

use crate::finding::Finding;
use crate::model::entitlement::EntitlementId;
use crate::model::payout::{Fate, Payout};
use crate::model::record::RowRef;
use crate::money::Money;
use crate::report::json;
use crate::report::view::View;
use std::collections::BTreeSet;
use story::{AwardStory, ClauseStory, Explanation, RowStory, SCHEMA, Sums};

/// Explains the whole run: every row of every list that was read, every award.
pub fn all(payout: &Payout) -> Explanation {
    let view = View::new(payout);
    let teller = awards::Teller::new(&view);
    let rows = rows::Rows::new(&view, &teller.counted_in());
    let told = payout.reading.sheets.iter().flat_map(|sheet| {
        let at = |row: u32| RowRef { file: sheet.file, sheet: sheet.sheet, row };
        sheet.rows.iter().map(|(row, _)| rows.row(at(*row), sheet.kind)).collect::<Vec<_>>()
    });
    let found = Shown {
        asked: None,
        about: Vec::new(),
        rows: told.collect(),
        awards: ids(payout).map(|id| teller.award(id)).collect(),
        groups: teller.groups(|_| true),
    };
    let sheets = view.manifest.iter().map(json::manifest).collect();
    Explanation { sheets, ..explanation(payout, found) }
}

/// Explains what is asked for: a name, former name or code; a certificate or title; a row or cell.
///
/// # Errors
/// A finding of severity error: nothing goes by the name, or several do, and it lists them.
#[allow(clippy::result_large_err, reason = "called once a question; the finding is what the user sees")]
pub fn about(payout: &Payout, asked: &str) -> Result<Explanation, Finding> {
    let view = View::new(payout);
    let teller = awards::Teller::new(&view);
    let rows = rows::Rows::new(&view, &teller.counted_in());
    let found = find::find(payout, rows.records(), asked)?;
    let kind = |at: &RowRef| {
        let sheet =
            payout.reading.sheets.iter().find(|sheet| (sheet.file, sheet.sheet) == (at.file, at.sheet));
        sheet.map_or(crate::model::record::ListKind::Unknown, |sheet| sheet.kind)
    };
    let shown = Shown {
        asked: Some(asked.to_owned()),
        about: found.about,
        rows: found.rows.iter().map(|at| rows.row(*at, kind(at))).collect(),
        awards: found.awards.iter().map(|id| teller.award(*id)).collect(),
        groups: teller.groups(|id| found.awards.contains(&id)),
    };
    Ok(explanation(payout, shown))
}

fn ids(payout: &Payout) -> impl Iterator<Item = EntitlementId> {
    (0_u32..).map(EntitlementId).take(payout.entitlements.len())
}

/// What is shown of a run.
struct Shown {
    asked: Option<String>,
    about: Vec<story::About>,
    rows: Vec<RowStory>,
    awards: Vec<AwardStory>,
    groups: Vec<story::GroupStory>,
}

fn explanation(payout: &Payout, shown: Shown) -> Explanation {
    Explanation {
        schema: SCHEMA.to_owned(),
        policy: json::policy(payout),
        asked: shown.asked,
        about: shown.about,
        sums: sums(payout, &shown.rows, &shown.awards),
        sheets: Vec::new(),
        clauses: clauses(payout, &shown.rows, &shown.awards),
        rows: shown.rows,
        awards: shown.awards,
        groups: shown.groups,
    }
}

fn sums(payout: &Payout, rows: &[RowStory], awards: &[AwardStory]) -> Sums {
    let count = |fate: Fate| rows.iter().filter(|row| row.fate == fate.key()).count();
    let shown = || awards.iter().map(|award| &payout.entitlements[award.number as usize - 1]);
    Sums {
        read: rows.len(),
        paid: count(Fate::Paid),
        zero: count(Fate::Zero),
        rejected: count(Fate::Rejected),
        held: count(Fate::Held),
        reference: count(Fate::Reference),
        ignored: count(Fate::Ignored),
        awarded: shown().map(|entitlement| entitlement.net()).sum::<Money>().to_string(),
        payable: shown().map(|entitlement| entitlement.due(payout.year)).sum::<Money>().to_string(),
    }
}

/// Every clause that is cited, in the order of the document.
fn clauses(payout: &Payout, rows: &[RowStory], awards: &[AwardStory]) -> Vec<ClauseStory> {
    let of_rows = rows.iter().flat_map(|row| {
        let failed =
            row.nearest.iter().flat_map(|near| &near.failed).filter_map(|failed| failed.clause.as_deref());
        row.clause
            .as_deref()
            .into_iter()
            .chain(row.nearest.iter().map(|near| near.clause.as_str()))
            .chain(failed)
    });
    let of_awards = awards.iter().flat_map(|award| {
        let entries = award.entries.iter().map(|entry| entry.clause.as_str());
        let parts = award.parts.iter().flat_map(|part| part.cited.iter().chain([&part.clause]));
        entries.chain(parts.map(String::as_str)).chain([award.clause.as_str()])
    });
    let cited: BTreeSet<&str> = of_rows.chain(of_awards).collect();
    let policy = &payout.policy;
    let cited = policy.clauses.iter().filter(|clause| cited.contains(clause.id.as_str()));
    cited
        .map(|clause| ClauseStory {
            id: clause.id.clone(),
            title: clause.title.clone(),
            quotation: clause.quotation.clone(),
            file: policy.file.clone(),
        })
        .collect()
}

/// The explanation as one JSON document, indented, with a final line end.
pub fn json(explanation: &Explanation) -> String {
    json::printed(explanation)
}
