//! Outcomes: every data row of every list gets its one fate, with the reason and the clause.

use crate::context::Context;
use crate::finding::Finding;
use crate::matching::Rejection;
use crate::model::achievement::{AchievementId, EnterpriseId, PaymentId, Settled as SettledRow};
use crate::model::entitlement::{Entitlement, EntitlementId, Entry};
use crate::model::operation::Operation;
use crate::model::payout::{Fate, RowOutcome};
use crate::model::record::{ListKind, Reading, RowReading, RowRef};
use crate::policy::{ClauseId, Role, StepId, StepKind};
use crate::settle::{Refusal, Settled, Why};
use std::collections::BTreeMap;

/// The fate of every data row, in source order.
pub fn rows(
    context: &Context<'_>,
    reading: &Reading,
    findings: &[Finding],
    settled: &Settled,
) -> Vec<RowOutcome> {
    let maker = Maker::new(context, findings, settled);
    let most = reading.sheets.iter().map(|sheet| sheet.rows.len()).sum();
    let mut rows = Vec::with_capacity(most);
    for sheet in &reading.sheets {
        for (row, read) in &sheet.rows {
            let at = RowRef { file: sheet.file, sheet: sheet.sheet, row: *row };
            match read {
                RowReading::Ignored => {}
                RowReading::Held(finding) => rows.push(maker.unread(at, sheet.kind, *finding)),
                RowReading::Usable(record) => {
                    let kind = reading.records.get(*record).map_or(sheet.kind, |record| record.kind);
                    rows.push(maker.usable(at, kind));
                }
            }
        }
    }
    rows
}

struct Maker<'a> {
    context: &'a Context<'a>,
    findings: &'a [Finding],
    settled: &'a Settled,
    rows: BTreeMap<RowRef, &'a SettledRow>,
    achievements: BTreeMap<RowRef, AchievementId>,
    entitlements: BTreeMap<RowRef, Vec<EntitlementId>>,
    rejections: BTreeMap<AchievementId, Vec<&'a Rejection>>,
    refused: BTreeMap<RowRef, &'a Refusal>,
    /// The instalments step: what a limit after it takes off a year does not change the fate.
    divided_by: Option<StepId>,
}

impl<'a> Maker<'a> {
    fn new(context: &'a Context<'a>, findings: &'a [Finding], settled: &'a Settled) -> Self {
        let mut entitlements: BTreeMap<RowRef, Vec<EntitlementId>> = BTreeMap::new();
        for (id, entitlement) in (0_u32..).map(EntitlementId).zip(&settled.entitlements) {
            for source in &entitlement.sources {
                entitlements.entry(*source).or_default().push(id);
            }
        }
        let mut rejections: BTreeMap<AchievementId, Vec<&Rejection>> = BTreeMap::new();
        for rejection in &settled.rejections {
            rejections.entry(rejection.achievement).or_default().push(rejection);
        }
        let first = |(id, achievement): (AchievementId, &crate::model::achievement::Achievement)| {
            achievement.sources.first().map(|row| (*row, id))
        };
        let row_of = |id: PaymentId| context.register.payments[id.index()].source;
        Self {
            context,
            findings,
            settled,
            rows: context.register.settled.iter().map(|(row, settled)| (*row, settled)).collect(),
            achievements: context.achievements().filter_map(first).collect(),
            entitlements,
            rejections,
            refused: settled.refused.iter().map(|(id, refusal)| (row_of(*id), refusal)).collect(),
            divided_by: (0_u32..)
                .map(StepId)
                .zip(&context.policy.steps)
                .find(|(_, step)| matches!(step.kind, StepKind::Instalments(_)))
                .map(|(id, _)| id),
        }
    }

    /// A row that was held while it was read, unless a person refused it.
    fn unread(&self, at: RowRef, kind: ListKind, finding: usize) -> RowOutcome {
        match self.rows.get(&at) {
            Some(SettledRow::Refused(_, reason)) => outcome(at, kind, Fate::Rejected, reason.clone(), None),
            _ => self.held(at, kind, finding),
        }
    }

    fn held(&self, at: RowRef, kind: ListKind, finding: usize) -> RowOutcome {
        let reason = self.findings.get(finding).map(|finding| finding.message.clone()).unwrap_or_default();
        outcome(at, kind, Fate::Held, reason, None)
    }

    fn usable(&self, at: RowRef, kind: ListKind) -> RowOutcome {
        match self.rows.get(&at) {
            Some(SettledRow::Held(finding)) => self.held(at, kind, *finding),
            Some(SettledRow::Duplicate(first)) => {
                let id = self.achievements.get(first).copied();
                let mut reason = format!("重复：与 {} 是同一成果", self.context.names.row(*first));
                if let Some(why) = id.and_then(|id| self.holder_rejected(id, at)) {
                    reason.push_str(&format!("；{why}"));
                } else if let Some(net) = id.and_then(|id| self.holder_paid(id, at)) {
                    reason.push_str(&format!("，本单位应兑{net}元已列在兑现明细表，不另计"));
                }
                outcome(at, kind, Fate::Rejected, reason, None)
            }
            Some(SettledRow::Refused(_, reason)) => outcome(at, kind, Fate::Rejected, reason.clone(), None),
            Some(SettledRow::Reference) => self.reference(at, kind),
            None => match self.achievements.get(&at) {
                Some(id) => self.achievement(at, kind, *id),
                None => outcome(at, kind, Fate::Held, "程序没有处理到本行".to_owned(), None),
            },
        }
    }

    /// A history row whose instalment falls due has that instalment's fate.
    fn reference(&self, at: RowRef, kind: ListKind) -> RowOutcome {
        if let Some(refusal) = self.refused.get(&at) {
            let fate = if refusal.held { Fate::Held } else { Fate::Rejected };
            let finding = match &refusal.why {
                Why::Own(finding) => Some(finding),
                Why::Shared(finding) => self.findings.get(*finding),
            };
            let reason = finding.map(|finding| finding.message.clone()).unwrap_or_default();
            return outcome(at, kind, fate, reason, refusal.clause);
        }
        let due = self.entitlements.get(&at).cloned().unwrap_or_default();
        if kind != ListKind::History || due.is_empty() {
            return outcome(at, kind, Fate::Reference, String::new(), None);
        }
        let first = &self.settled.entitlements[due[0].index()];
        let paid = due
            .iter()
            .any(|id| self.settled.entitlements[id.index()].net_before(self.divided_by).is_positive());
        let (fate, reason) =
            if paid { (Fate::Paid, String::new()) } else { (Fate::Zero, self.taken_by(first)) };
        RowOutcome { entitlements: due.clone(), ..outcome(at, kind, fate, reason, Some(first.clause)) }
    }

    fn achievement(&self, at: RowRef, kind: ListKind, id: AchievementId) -> RowOutcome {
        let made = |fate, reason, clause, entitlements| RowOutcome {
            at,
            kind,
            fate,
            reason,
            clause,
            achievement: Some(id),
            entitlements,
        };
        if let Some(finding) = self.settled.held.get(&id) {
            return made(Fate::Held, finding.message.clone(), None, Vec::new());
        }
        let entitlements = self.entitlements.get(&at).cloned().unwrap_or_default();
        let all = || entitlements.iter().map(|id| &self.settled.entitlements[id.index()]);
        if let Some(paid) = all().find(|entitlement| entitlement.net_before(self.divided_by).is_positive()) {
            let others = self.refused_beside(id, &entitlements);
            return made(Fate::Paid, others, Some(paid.clause), entitlements.clone());
        }
        if let Some(zero) = all().next() {
            let taker = zero.entries.iter().rev().find(|entry| takes(entry));
            let clause = taker.map_or(zero.clause, |entry| entry.clause);
            let reason = self.taken_by(zero);
            return made(Fate::Zero, reason, Some(clause), entitlements.clone());
        }
        let (reason, clause) = self.rejection(id);
        made(Fate::Rejected, reason, clause, Vec::new())
    }

    /// Holders and roles that get nothing while another is paid, and why.
    fn refused_beside(&self, id: AchievementId, entitlements: &[EntitlementId]) -> String {
        // A town or department is paid once, whichever of the holders it is paid for.
        let public = |role| matches!(role, Role::Town | Role::Department);
        let paid: Vec<(Role, Option<EnterpriseId>)> = entitlements
            .iter()
            .map(|id| &self.settled.entitlements[id.index()])
            .map(|e| (e.role, Some(e.holder).filter(|_| !public(e.role))))
            .collect();
        let joint = self.context.achievement(id).holders.len() > 1;
        let rejections = self.rejections.get(&id).map(Vec::as_slice).unwrap_or_default();
        let others = rejections.iter().filter_map(|rejection| {
            let (role, holder) = (rejection.role?, rejection.holder?);
            let gets = |(of, paid): &(Role, Option<EnterpriseId>)| {
                *of == role && paid.is_none_or(|paid| paid == holder)
            };
            if paid.iter().any(gets) {
                return None;
            }
            let name = &self.context.enterprise(holder).name;
            let who = match role {
                Role::Enterprise | Role::Person if joint => format!("共有人「{name}」"),
                Role::Enterprise | Role::Person => format!("「{name}」"),
                Role::Representative | Role::Town | Role::Department => {
                    format!("奖给{}的", role.word())
                }
            };
            Some(format!("{who}不予兑现：{}", rejection.reason))
        });
        others.collect::<Vec<_>>().join("；")
    }

    /// Why the holder that a repeated row names gets nothing of the achievement.
    fn holder_rejected(&self, id: AchievementId, at: RowRef) -> Option<&str> {
        let holder = self.context.achievement(id).holders.iter().find(|holder| holder.source == at)?;
        let rejections = self.rejections.get(&id)?;
        let own = rejections.iter().find(|rejection| rejection.holder == Some(holder.enterprise))?;
        Some(&own.reason)
    }

    /// What the holder that only a further row of an achievement names gets of it, in 元.
    fn holder_paid(&self, id: AchievementId, at: RowRef) -> Option<String> {
        let achievement = self.context.achievement(id);
        let holder = achievement.holders.iter().find(|holder| holder.source == at)?;
        let all = self.entitlements.get(achievement.sources.first()?)?.iter();
        let own = all.map(|id| &self.settled.entitlements[id.index()]).filter(|e| {
            e.achievement == Some(id) && e.holder == holder.enterprise && e.role == Role::Enterprise
        });
        let nets = own.map(Entitlement::net).filter(|net| net.is_positive());
        nets.reduce(|sum, net| sum + net).map(|net| net.to_string())
    }

    fn taken_by(&self, entitlement: &Entitlement) -> String {
        let policy = self.context.policy;
        let taken = entitlement.entries.iter().filter(|entry| takes(entry));
        let parts: Vec<String> = taken
            .map(|entry| {
                let step = entry.step.map_or("", |step| policy.steps[step.index()].id.as_str());
                let against: Vec<String> = self.against(entry);
                let compared = if against.is_empty() {
                    String::new()
                } else {
                    format!("（比对：{}）", against.join("、"))
                };
                format!("步骤「{step}」{}{compared}", entry.amount)
            })
            .collect();
        if parts.is_empty() {
            let nothing = matches!(
                entitlement.entries.first().map(|entry| &entry.operation),
                Some(Operation::Award { figure, .. }) if figure.value().is_some_and(|figure| figure.is_zero())
            );
            let why = if nothing {
                "扣除已付或其他政策已给的金额后为零"
            } else {
                "按规定舍入后为零"
            };
            return why.to_owned();
        }
        format!("应奖{}，{}", entitlement.gross(), parts.join("，"))
    }

    fn against(&self, entry: &Entry) -> Vec<String> {
        let rows = entry
            .against
            .entitlements
            .iter()
            .filter_map(|id| self.settled.entitlements[id.index()].sources.first());
        let payments =
            entry.against.payments.iter().map(|id| &self.context.register.payments[id.index()].source);
        rows.chain(payments).map(|row| self.context.names.row(*row).to_string()).collect()
    }

    fn rejection(&self, id: AchievementId) -> (String, Option<ClauseId>) {
        let rejections = self.rejections.get(&id).map(Vec::as_slice).unwrap_or_default();
        let clause = rejections.iter().find_map(|rejection| rejection.clause);
        let mut reasons: Vec<&str> = Vec::new();
        for rejection in rejections {
            if !reasons.contains(&rejection.reason.as_str()) {
                reasons.push(&rejection.reason);
            }
        }
        (reasons.join("；"), clause)
    }
}

/// A step's entry of something: one of nothing only says that the step looked.
fn takes(entry: &Entry) -> bool {
    entry.step.is_some() && !entry.amount.is_zero()
}

fn outcome(at: RowRef, kind: ListKind, fate: Fate, reason: String, clause: Option<ClauseId>) -> RowOutcome {
    RowOutcome { at, kind, fate, reason, clause, achievement: None, entitlements: Vec::new() }
}
