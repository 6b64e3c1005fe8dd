//! The story of a row: its fate, what was read of it, and for nothing paid the awards that came nearest.

use super::story::{FactStory, FailedStory, NearestStory, RowStory};
use crate::condition::shown;
use crate::context::{Context, Counts};
use crate::eligibility::Eligible;
use crate::matching::{self, Attempt};
use crate::model::achievement::{AchievementId, Index, PaymentId, Register};
use crate::model::payout::{Fate, Payout, RowOutcome};
use crate::model::record::{Facts, ListKind, Record, RowRef};
use crate::names::SourceNames;
use crate::policy::builtin;
use crate::report::view::{View, masked};
use crate::report::words;
use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

/// Tells rows.
pub(super) struct Rows<'a> {
    payout: &'a Payout,
    records: BTreeMap<RowRef, &'a Record>,
    remedies: BTreeMap<RowRef, &'a str>,
    counted_in: BTreeMap<RowRef, Vec<u32>>,
    /// What matching saw, made again only where something unpaid is shown.
    bench: OnceCell<Bench>,
}

/// What an award is tried against.
struct Bench {
    register: Register,
    names: SourceNames,
    counts: Counts,
}

impl<'a> Rows<'a> {
    pub fn new(view: &'a View<'a>, counted: &BTreeMap<PaymentId, Vec<u32>>) -> Self {
        let payout = view.payout;
        let reading = &payout.reading;
        let records = reading.records.iter().chain(&reading.held).chain(&reading.unread);
        let row_of = |id: &PaymentId| payout.payments[id.index()].source;
        Self {
            payout,
            records: records.map(|record| (record.at, record)).collect(),
            remedies: view.set_aside.iter().map(|row| (row.at, row.help.as_str())).collect(),
            counted_in: counted.iter().map(|(id, awards)| (row_of(id), awards.clone())).collect(),
            bench: OnceCell::new(),
        }
    }

    /// Every record by its row, whatever became of it.
    pub fn records(&self) -> impl Iterator<Item = &'a Record> {
        self.records.values().copied()
    }

    /// The outcome of a data row.
    pub fn outcome(&self, at: RowRef) -> Option<&'a RowOutcome> {
        self.payout.outcome(at)
    }

    /// The story of one row that was read.
    pub fn row(&self, at: RowRef, kind: ListKind) -> RowStory {
        let payout = self.payout;
        let record = self.records.get(&at).copied();
        let outcome = self.outcome(at);
        let facts = record.map(|record| &record.facts);
        let text = |field| facts.and_then(|facts: &Facts| facts.get(field)).map(|fact| shown(&fact.value));
        let achievement = outcome.and_then(|row| row.achievement);
        let title = achievement.map(|id| payout.achievements[id.index()].title.clone());
        let title = title.or_else(|| text(builtin::TITLE)).or_else(|| text(builtin::PRODUCT));
        let fate = outcome.map_or(Fate::Ignored, |row| row.fate);
        RowStory {
            file: words::file_name(payout, at.file).to_owned(),
            sheet: words::sheet_name(payout, at).unwrap_or_default().to_owned(),
            row: at.row + 1,
            kind: outcome.map_or(kind, |row| row.kind).key().to_owned(),
            fate: fate.key().to_owned(),
            reason: outcome.map_or_else(String::new, |row| masked(&row.reason)),
            clause: outcome.and_then(|row| row.clause).map(|id| payout.policy.clause(id).id.clone()),
            names: record.map_or_else(Vec::new, |record| record.names.clone()),
            category: record.and_then(|r| r.category).map(|id| payout.policy.category(id).name.clone()),
            title: masked(&title.unwrap_or_default()),
            facts: facts.map_or_else(Vec::new, |facts| self.facts(facts)),
            awards: outcome.map_or_else(Vec::new, |row| row.entitlements.iter().map(|id| id.0 + 1).collect()),
            counted_in: self.counted_in.get(&at).cloned().unwrap_or_default(),
            nearest: match (fate, achievement) {
                (Fate::Rejected | Fate::Held, Some(id)) => self.nearest(id),
                _ => Vec::new(),
            },
            remedies: self.remedies(at, fate),
        }
    }

    fn remedies(&self, at: RowRef, fate: Fate) -> Vec<String> {
        let help = self.remedies.get(&at).filter(|_| fate == Fate::Held).copied().unwrap_or_default();
        if help.is_empty() { Vec::new() } else { vec![masked(help)] }
    }

    fn facts(&self, facts: &Facts) -> Vec<FactStory> {
        let story = |fact: &crate::model::record::Fact| {
            let name = &self.payout.policy.field(fact.field).name;
            FactStory {
                field: fact.year.map_or_else(|| name.clone(), |year| format!("{year}年{name}")),
                value: masked(&shown(&fact.value)),
                cell: words::cell(self.payout, fact.cell),
            }
        };
        // Where money goes decides no amount, and an explanation may be shown to many.
        let told =
            |fact: &&crate::model::record::Fact| ![builtin::BANK, builtin::ACCOUNT].contains(&fact.field);
        facts.iter().filter(told).map(story).collect()
    }

    fn nearest(&self, id: AchievementId) -> Vec<NearestStory> {
        let bench = self.bench.get_or_init(|| Bench::new(self.payout));
        let context = bench.context(self.payout);
        let attempts = matching::attempts(&context, &bench.counts, id);
        let stories = attempts.into_iter().map(|attempt| self.attempt(attempt));
        stories.filter(|story| !story.failed.is_empty()).collect()
    }

    fn attempt(&self, attempt: Attempt) -> NearestStory {
        let payout = self.payout;
        let award = payout.policy.award(attempt.award);
        let own = attempt.obstacles.into_iter().map(|obstacle| FailedStory {
            words: masked(&obstacle.words),
            missing: obstacle.undecided,
            clause: None,
        });
        let barred = match attempt.eligible {
            Eligible::Yes => None,
            Eligible::No { clause, reason } => Some(FailedStory {
                words: masked(&reason),
                missing: false,
                clause: clause.map(|id| payout.policy.clause(id).id.clone()),
            }),
            Eligible::Unknown(why) => Some(FailedStory { words: masked(&why), missing: true, clause: None }),
        };
        NearestStory {
            award: award.id.clone(),
            clause: payout.policy.clause(award.clause).id.clone(),
            holder: payout.enterprises[attempt.holder.index()].name.clone(),
            failed: own.chain(barred).collect(),
        }
    }
}

impl Bench {
    fn new(payout: &Payout) -> Self {
        let register = Register {
            enterprises: payout.enterprises.clone(),
            achievements: payout.achievements.clone(),
            payments: payout.payments.clone(),
            tallied: payout.tallied.clone(),
            index: Index::new(&payout.payments, &payout.exclusions, &payout.enterprises),
            exclusions: payout.exclusions.clone(),
            ..Register::default()
        };
        let names = SourceNames::new(&payout.files, &payout.reading);
        let held: BTreeSet<AchievementId> = payout
            .rows
            .iter()
            .filter(|row| row.fate == Fate::Held)
            .filter_map(|row| row.achievement)
            .collect();
        let mut bench = Self { register, names, counts: Counts::new() };
        let counts = matching::counts(&bench.context(payout), &held);
        bench.counts = counts;
        bench
    }

    fn context<'b>(&'b self, payout: &'b Payout) -> Context<'b> {
        Context { policy: &payout.policy, year: payout.year, register: &self.register, names: &self.names }
    }
}
