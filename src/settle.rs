//! Settling: matching and steps again and again without what turned out to be held, until nothing more is.

use crate::context::Context;
use crate::eligibility;
use crate::finding::{Code, Finding};
use crate::host::{Host, Stage};
use crate::ledger::is_owed;
use crate::matching::{self, Rejection, hold_finding};
use crate::model::achievement::{AchievementId, EnterpriseId, Payment, PaymentId};
use crate::model::entitlement::{Counted, Entitlement, Payee};
use crate::model::payout::InputFile;
use crate::model::record::{ListKind, Reading, Record, RowReading, SheetReading, TableReading};
use crate::steps;
use crate::steps::Owed;
pub use crate::steps::{Refusal, Why};
use crate::table;
use std::collections::{BTreeMap, BTreeSet};

/// What matching and steps settled, once nothing more is held.
pub struct Settled {
    /// Entitlements in canonical order.
    pub entitlements: Vec<Entitlement>,
    /// Payees.
    pub payees: Vec<Payee>,
    /// Rejections.
    pub rejections: Vec<Rejection>,
    /// What counts on though it is rejected.
    pub counted: Vec<Counted>,
    /// Held achievements and why.
    pub held: BTreeMap<AchievementId, Finding>,
    /// Instalments of history that fell due and are not paid.
    pub refused: BTreeMap<PaymentId, Refusal>,
    /// Other findings.
    pub findings: Vec<Finding>,
}

/// Matches and steps again without what turned out to be held, until nothing more is: a held row takes part in nothing.
pub fn settle(context: &Context<'_>, files: &[InputFile], reading: &Reading, host: &dyn Host) -> Settled {
    let (mut held, waiting) = held_from_the_start(context, files, reading);
    let mut owed = Owed { waiting, ..Owed::default() };
    loop {
        let ids: BTreeSet<AchievementId> = held.keys().copied().collect();
        host.stage(Stage::Matching);
        let mut matched = matching::match_all(context, &ids);
        let rejections = std::mem::take(&mut matched.rejections);
        let counted = std::mem::take(&mut matched.counted);
        let tallied = std::mem::take(&mut matched.tallied);
        host.stage(Stage::Steps);
        let stepped = steps::run(context, matched, &owed);
        let before = (held.len(), owed.refused.len());
        for hold in stepped.holds {
            held.entry(hold.achievement).or_insert(hold.finding);
        }
        for refusal in stepped.refusals {
            owed.refused.entry(refusal.payment).or_insert(refusal);
        }
        if (held.len(), owed.refused.len()) == before {
            let counted = with_tallied(counted, tallied, &stepped.entitlements, &held);
            return Settled {
                entitlements: stepped.entitlements,
                payees: stepped.payees,
                rejections,
                counted,
                held,
                refused: owed.refused,
                findings: stepped.findings,
            };
        }
    }
}

/// What counts took in and neither an entitlement nor a count of an award says: later batches of the year count it, too.
fn with_tallied(
    mut counted: Vec<Counted>,
    tallied: Vec<(AchievementId, EnterpriseId)>,
    entitlements: &[Entitlement],
    held: &BTreeMap<AchievementId, Finding>,
) -> Vec<Counted> {
    let said =
        entitlements.iter().flat_map(|e| e.achievement.into_iter().chain(e.supporting.iter().copied()));
    let said: BTreeSet<AchievementId> = said.chain(counted.iter().map(|one| one.achievement)).collect();
    let of_none = tallied.into_iter().filter(|(id, _)| !said.contains(id) && !held.contains_key(id));
    let tallied = |(achievement, enterprise)| Counted { achievement, enterprise, award: None };
    counted.extend(of_none.map(tallied));
    counted
}

/// What reference data that was not understood could touch: achievements, and instalments of earlier ones.
type Touched = (BTreeMap<AchievementId, Finding>, BTreeMap<PaymentId, Finding>);

fn held_from_the_start(context: &Context<'_>, files: &[InputFile], reading: &Reading) -> Touched {
    let (mut held, mut waiting): Touched = Default::default();
    let unknown = eligibility::unknown_exclusions(context);
    let dues = if unknown.is_empty() { Dues::default() } else { Dues::of(context) };
    for (enterprise, finding) in unknown {
        for (id, achievement) in context.achievements() {
            if eligibility::concerns(context, achievement, enterprise) {
                held.entry(id).or_insert_with(|| finding.clone());
            }
        }
        for id in dues.may_be_of(enterprise) {
            waiting.entry(*id).or_insert_with(|| finding.clone());
        }
    }
    if let Some(name) = lost_list(files, reading) {
        let why = format!(
            "「{name}」没有读成，它像是历年台账、名录、排除名单或以前的兑现表，任何一项都可能受它影响"
        );
        for (id, achievement) in context.achievements() {
            held.entry(id)
                .or_insert_with(|| hold_finding(context, achievement, None, Code::ReferenceUnread, &why));
        }
        for (id, payment) in owed(context) {
            waiting.entry(id).or_insert_with(|| {
                let place = context.names.row(payment.source);
                let message = format!("历年台账的到期款待定：{why}。");
                Finding::new(Code::ReferenceUnread, place, message, "请按那个文件的另一条问题改正后重算。")
            });
        }
    }
    (held, waiting)
}

/// The rows of the ledger that owe something.
fn owed<'a>(context: &Context<'a>) -> impl Iterator<Item = (PaymentId, &'a Payment)> {
    let payments = (0_u32..).map(PaymentId).zip(&context.register.payments);
    payments.filter(|(_, payment)| is_owed(payment))
}

/// What the ledger owes, by whose it is.
#[derive(Default)]
struct Dues {
    by_owner: BTreeMap<EnterpriseId, Vec<PaymentId>>,
    /// Towns and departments were paid, and for whose achievement is not known.
    of_anybody: Vec<PaymentId>,
}

impl Dues {
    fn of(context: &Context<'_>) -> Self {
        let mut dues = Self::default();
        for (id, payment) in owed(context) {
            match eligibility::owners_of_due(context, payment) {
                Some(owners) => {
                    owners.into_iter().for_each(|who| dues.by_owner.entry(who).or_default().push(id));
                }
                None => dues.of_anybody.push(id),
            }
        }
        dues
    }

    fn may_be_of(&self, who: EnterpriseId) -> impl Iterator<Item = &PaymentId> {
        self.by_owner.get(&who).into_iter().flatten().chain(&self.of_anybody)
    }
}

/// A file or sheet that is called a reference list and could not be read: nobody knows whom it names.
fn lost_list(files: &[InputFile], reading: &Reading) -> Option<String> {
    let named = table::kind::names_reference_list;
    if let Some(file) = files.iter().find(|file| !file.readable && named(&file.name)) {
        return Some(file.name.clone());
    }
    let file_of = |sheet: &SheetReading| files.get(sheet.file as usize).map_or("", |file| file.name.as_str());
    let understood: BTreeSet<u32> = reading
        .sheets
        .iter()
        .filter(|sheet| sheet.kind != ListKind::Unknown)
        .map(|sheet| sheet.file)
        .collect();
    let lost = reading.sheets.iter().find(|sheet| {
        // A workbook may have blank sheets beside its list; one with no list at all was not understood.
        let unread = sheet.rows.iter().any(|(_, row)| matches!(row, RowReading::Held(_)))
            || (!understood.contains(&sheet.file) && !sheet.rows.is_empty());
        let mut titles = sheet.tables.iter().filter_map(|table| table.title.as_deref());
        let mut titled = || titles.any(table::kind::titles_reference_list);
        sheet.kind == ListKind::Unknown
            && unread
            && !tells_whom(sheet, reading)
            && !counts_by_year(sheet)
            && (named(&sheet.name) || named(file_of(sheet)) || titled())
    });
    let own = || reading.sheets.iter().find(|sheet| table::kind::is_payout(sheet));
    lost.or_else(own).map(|sheet| file_of(sheet).to_owned())
}

/// Whether every table of a sheet counts by year, and nothing else is on it: it names nobody.
fn counts_by_year(sheet: &SheetReading) -> bool {
    let counts = |table: &TableReading| {
        table::yearly::is_heading(table.columns.iter().map(|(_, heading, _)| heading.as_str()))
    };
    let ignored = sheet.rows.iter().all(|(_, row)| matches!(row, RowReading::Ignored));
    ignored && !sheet.tables.is_empty() && sheet.tables.iter().all(counts)
}

/// Whether a sheet of no known kind names the enterprises that it could touch: those wait, and the others need not.
fn tells_whom(sheet: &SheetReading, reading: &Reading) -> bool {
    let of_sheet = |record: &Record| (record.at.file, record.at.sheet) == (sheet.file, sheet.sheet);
    table::kind::names_enterprises(sheet) && reading.unread.iter().any(of_sheet)
}
