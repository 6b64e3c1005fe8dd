//! Links between the sheets: from an amount's clause to its tariff and back, from a source row to its list and back,
//! from a finding to its row. Texts of lists never become links; where a link leads is the program's own word.

use super::details;
use super::sheet::{TOP, row_of};
use crate::finding::Finding;
use crate::model::payout::Fate;
use crate::model::record::RowRef;
use crate::policy::{ClauseId, TariffId};
use crate::report::view::{Detail, Standard, View};
use std::collections::BTreeMap;

/// Where each thing stands in the workbook.
#[derive(Default)]
pub struct Links {
    lists: BTreeMap<(u32, Option<u32>), u32>,
    sheets: BTreeMap<(String, String), (u32, u32)>,
    rows: BTreeMap<RowRef, (&'static str, u32)>,
    tariffs: BTreeMap<ClauseId, u32>,
    uses: BTreeMap<ClauseId, u32>,
}

fn target(sheet: &str, column: char, row: u32) -> String {
    format!("internal:'{sheet}'!{column}{row}")
}

impl Links {
    /// Finds every place once; for workbooks whose tables stand on one sheet each.
    pub fn new(view: &View) -> Self {
        let mut links = Self::default();
        for (index, line) in view.manifest.iter().enumerate() {
            links.lists.insert(line.at, row_of(index));
            if let (file, Some(sheet)) = line.at {
                links.sheets.insert((line.file.clone(), line.sheet.clone()), (file, sheet));
            }
        }
        for (index, tariff) in view.payout.policy.tariffs.iter().enumerate() {
            links.tariffs.entry(tariff.clause).or_insert(row_of(index));
        }
        for ((index, detail), e) in view.details.iter().enumerate().zip(&view.payout.entitlements) {
            links.uses.entry(detail.clause).or_insert(row_of(index));
            for at in &e.sources {
                links.rows.entry(*at).or_insert((details::NAME, row_of(index)));
            }
        }
        links.place_aside(view, "待定", |fate| fate == Fate::Held);
        links.place_aside(view, "不予兑现", |fate| fate != Fate::Held);
        links
    }

    fn place_aside(&mut self, view: &View, sheet: &'static str, wanted: fn(Fate) -> bool) {
        for (index, aside) in view.aside(wanted).enumerate() {
            self.rows.entry(aside.at).or_insert((sheet, row_of(index)));
        }
    }

    /// The tariff behind an amount, or the first of its clause; none in a workbook without links.
    pub fn tariff(&self, detail: &Detail) -> Option<String> {
        if self.tariffs.is_empty() {
            return None;
        }
        match detail.tariff {
            Standard::Tariff(TariffId(id), _) => Some(target("规则", 'D', id + TOP + 1)),
            Standard::Words(_) => self.first_tariff(detail.clause),
        }
    }

    /// The first tariff of a clause, by the clause's name.
    pub fn clause(&self, view: &View, clause: &str) -> Option<String> {
        let at = view.payout.policy.clauses.iter().position(|c| c.id == clause)?;
        self.first_tariff(ClauseId(u32::try_from(at).ok()?))
    }

    fn first_tariff(&self, clause: ClauseId) -> Option<String> {
        self.tariffs.get(&clause).map(|row| target("规则", 'D', *row))
    }

    /// The first amount that a clause gives.
    pub fn used(&self, clause: ClauseId) -> Option<String> {
        self.uses.get(&clause).map(|row| target(details::NAME, 'H', *row))
    }

    /// The list that a row is from.
    pub fn list(&self, at: RowRef) -> Option<String> {
        self.lists.get(&(at.file, Some(at.sheet))).map(|row| target("来源", 'A', *row))
    }

    /// What became of the first row of a list.
    pub fn first_of(&self, (file, sheet): (u32, Option<u32>)) -> Option<String> {
        let sheet = sheet?;
        let from = RowRef { file, sheet, row: 0 };
        let (at, (name, row)) = self.rows.range(from..).next()?;
        ((at.file, at.sheet) == (file, sheet)).then(|| target(name, 'A', *row))
    }

    /// The row that a finding points into, or else its list.
    pub fn finding(&self, finding: &Finding) -> Option<String> {
        let place = &finding.place;
        let (file, sheet) = *self.sheets.get(&(place.file.clone(), place.sheet.clone()?))?;
        let digits = place.cell.as_deref().unwrap_or_default();
        let digits = digits.trim_start_matches(|c: char| c.is_ascii_alphabetic());
        let number: String = digits.chars().take_while(char::is_ascii_digit).collect();
        let at = RowRef { file, sheet, row: number.parse::<u32>().unwrap_or(0).saturating_sub(1) };
        match self.rows.get(&at) {
            Some((name, row)) => Some(target(name, 'A', *row)),
            None => self.list(at),
        }
    }
}
