//! Matching: each achievement against the awards, per payee role; what matches becomes an entitlement.

mod amount;
mod batch;
mod by_key;
mod carrier;
mod counts;
mod crossed;
mod decide;
mod firms;
mod groups;
mod held;
mod index;
pub mod judge;
mod lack;
mod measure;
mod nearest;
mod paid;
mod parts;
mod person;
mod recertified;
mod subject;
mod tallied;

use crate::context::{Context, Counts, View};
use crate::eligibility;
use crate::finding::{Code, Finding};
use crate::model::achievement::{Achievement, AchievementId, EnterpriseId, PaymentId};
use crate::model::entitlement::{Against, Cause, Counted, Entitlement, Entry, Payee, PayeeId};
use crate::model::operation::Operation;
use crate::money::Money;
use crate::policy::{AwardId, ClauseId, Role};
pub use amount::tariff_figure;
use batch::Batch;
pub use firms::Firms;
pub use held::hold_finding;
use index::Index;
pub use nearest::{Attempt, attempts, counts};
pub use person::named as named_person;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
pub use subject::Unpayable;

/// An achievement that a person must settle, and why.
#[derive(Clone, Debug)]
pub struct Hold {
    /// Which.
    pub achievement: AchievementId,
    /// Why, where, and how to settle it.
    pub finding: Finding,
}

/// An achievement that gets nothing in a role, and why.
#[derive(Clone, Debug)]
pub struct Rejection {
    /// Which.
    pub achievement: AchievementId,
    /// The holder, where it is that holder alone.
    pub holder: Option<EnterpriseId>,
    /// The role that the holder is refused in.
    pub role: Option<Role>,
    /// The clause that rejects it; none where no award matches.
    pub clause: Option<ClauseId>,
    /// The reason.
    pub reason: String,
}

/// What matching gives.
#[derive(Debug, Default)]
pub struct Matched {
    /// Entitlements in canonical order.
    pub entitlements: Vec<Entitlement>,
    /// Payees in the order of their first entitlement.
    pub payees: Payees,
    /// Rejections.
    pub rejections: Vec<Rejection>,
    /// What counts on though it is rejected.
    pub counted: Vec<Counted>,
    /// What counts of the year took in, whatever becomes of it.
    pub tallied: Vec<(AchievementId, EnterpriseId)>,
    /// Achievements to hold.
    pub holds: Vec<Hold>,
    /// Other findings.
    pub findings: Vec<Finding>,
}

/// Payees, each once.
#[derive(Debug, Default)]
pub struct Payees {
    /// In the order of first use.
    pub list: Vec<Payee>,
    known: BTreeMap<(Role, String), PayeeId>,
}

impl Payees {
    /// The payee of a role and identity, made on first use.
    pub fn id(&mut self, role: Role, identity: String, make: impl FnOnce() -> Payee) -> PayeeId {
        let next = PayeeId(u32::try_from(self.list.len()).unwrap_or(u32::MAX));
        let list = &mut self.list;
        *self.known.entry((role, identity)).or_insert_with(|| {
            list.push(make());
            next
        })
    }
}

/// One achievement and holder that an award matches, before its amount is known.
#[derive(Clone)]
pub(crate) struct Hit<'a> {
    pub view: View<'a>,
    pub achievement: AchievementId,
    pub award: AwardId,
    pub subject: subject::Subject,
}

/// Why an amount cannot be computed.
const BEYOND: &str = "金额超出 10 万亿元或小数位数过多，不能精确计算";

/// Matches every achievement that is not held.
pub fn match_all(context: &Context<'_>, held: &BTreeSet<AchievementId>) -> Matched {
    let index = Index::new(context);
    let counting = counts::count(context, &index, held);
    let firms = Firms::of(context);
    let (counts, before) = (&counting.counts, &counting.before);
    let mut run =
        Run { context, counts, before, firms: &firms, matched: Matched::default(), hits: Vec::new() };
    for (id, achievement) in context.achievements() {
        if !held.contains(&id) {
            run.achievement(id, achievement, &index);
        }
    }
    Matched { tallied: counting.tallied.iter().copied().collect(), ..run.finish() }
}

/// Joint holders that were paid their parts before, each with the reason.
type Paid = BTreeMap<EnterpriseId, String>;

struct Run<'a> {
    context: &'a Context<'a>,
    counts: &'a Counts,
    before: &'a counts::Before,
    firms: &'a Firms,
    matched: Matched,
    hits: Vec<Hit<'a>>,
}

impl<'a> Run<'a> {
    fn achievement(&mut self, id: AchievementId, achievement: &'a Achievement, index: &Index) {
        let another = eligibility::of_another_year(self.context, achievement);
        let settled = match self.barred(id, achievement, index) {
            Ok(paid) => self.roles(id, achievement, index, &paid),
            Err(eligibility::Eligible::No { clause, reason }) => {
                let found = paid::differences(self, id, index);
                self.matched.findings.extend(found);
                self.reject(id, clause, reason);
                true
            }
            Err(eligibility::Eligible::Unknown(why)) => {
                self.hold(id, None, Code::FactMissing, &why);
                true
            }
            Err(eligibility::Eligible::Yes) => true,
        };
        if let Some(finding) = another {
            if settled {
                self.matched.findings.push(finding);
            } else {
                self.hits.retain(|hit| hit.achievement != id);
                self.matched.holds.push(Hold { achievement: id, finding });
            }
        }
    }

    /// What bars an achievement as a whole; else the joint holders that were paid their parts before, each with the reason.
    fn barred(
        &self,
        id: AchievementId,
        achievement: &Achievement,
        index: &Index,
    ) -> Result<Paid, eligibility::Eligible> {
        let life = eligibility::in_life(self.context, achievement);
        if life != eligibility::Eligible::Yes {
            return Err(life);
        }
        let mut paid = Paid::new();
        for holder in &achievement.holders {
            match eligibility::already_paid(self.context, achievement, holder.enterprise) {
                eligibility::Eligible::Yes => {}
                eligibility::Eligible::No { reason, .. } => {
                    paid.insert(holder.enterprise, reason);
                }
                unknown => return Err(unknown),
            }
        }
        let holders: Vec<EnterpriseId> = paid.keys().copied().collect();
        if let Some(reason) = paid.values().next()
            && (paid.len() == achievement.holders.len() || !paid::are_parts(self, id, index, &holders))
        {
            return Err(eligibility::Eligible::No { clause: None, reason: reason.clone() });
        }
        match eligibility::paid_to_another(self.context, achievement) {
            eligibility::Eligible::Yes => Ok(paid),
            unsure => Err(unsure),
        }
    }

    /// Every role on its own. True where nothing was matched.
    fn roles(&mut self, id: AchievementId, achievement: &'a Achievement, index: &Index, paid: &Paid) -> bool {
        let before = self.hits.len();
        let mut roles = index.roles(achievement.category).peekable();
        if roles.peek().is_none() {
            let name = &self.context.policy.category(achievement.category).name;
            self.reject(id, None, format!("政策没有给「{name}」规定奖励"));
            return true;
        }
        for (role, awards) in roles {
            self.role(id, achievement, role, awards, paid);
        }
        self.hits.len() == before
    }

    fn role(
        &mut self,
        id: AchievementId,
        achievement: &'a Achievement,
        role: Role,
        awards: &index::Node,
        paid: &Paid,
    ) {
        let subjects = subject::subjects(self.context, achievement, role);
        if subjects.is_empty() {
            self.reject(id, None, subject::none_of(role).to_owned());
            return;
        }
        // A town or department has got its award with whichever of the holders was first.
        let shared = matches!(role, Role::Town | Role::Department);
        let once = shared.then(|| eligibility::paid_in_role(self.context, achievement, role)).flatten();
        let once = once.or_else(|| paid.values().next().filter(|_| shared).cloned());
        for subject in subjects {
            if let Some(reason) = paid.get(&subject.enterprise).or(once.as_ref()) {
                self.reject_holder(id, (role, subject.enterprise), None, reason.clone());
                continue;
            }
            let view = View {
                context: self.context,
                facts: &achievement.facts,
                achievement: Some(id),
                enterprise: subject.enterprise,
                replaced: &[],
                counts: self.counts,
            };
            let about = Some(subject.enterprise);
            if let Some(why) = crossed::why(&view, &awards.awards, achievement.category, self.before) {
                self.hold(id, about, Code::BatchApart, &why);
                continue;
            }
            match decide::decide(&view, achievement, &awards.awards, awards.open(&view)) {
                decide::Decision::Matched(awards) => {
                    let category = achievement.category;
                    let unsaid = awards.iter().find_map(|award| recertified::unsaid(&view, *award, category));
                    if let Some(why) = unsaid {
                        self.hold(id, about, Code::RecertificationUnsaid, &why);
                        continue;
                    }
                    for award in awards {
                        let rule = self.context.policy.award(award);
                        if person::has_it(&self.hits, &view, rule) {
                            let why = "同一人已按另一共有人的一份奖励，一项成果不重复奖".to_owned();
                            self.reject_holder(id, (role, subject.enterprise), Some(rule.clause), why);
                            continue;
                        }
                        self.hits.push(Hit { view, achievement: id, award, subject: subject.clone() });
                    }
                }
                decide::Decision::Rejected(clause, reason) => {
                    self.reject_holder(id, (role, subject.enterprise), clause, reason);
                }
                decide::Decision::Undecided(why) => self.hold(id, about, Code::FactMissing, &why),
                decide::Decision::Clash(why) => self.hold(id, about, Code::AwardsClash, &why),
            }
        }
    }

    fn reject(&mut self, achievement: AchievementId, clause: Option<ClauseId>, reason: String) {
        self.matched.rejections.push(Rejection { achievement, holder: None, role: None, clause, reason });
    }

    fn reject_holder(
        &mut self,
        achievement: AchievementId,
        (role, holder): (Role, EnterpriseId),
        clause: Option<ClauseId>,
        reason: String,
    ) {
        let (holder, role) = (Some(holder), Some(role));
        self.matched.rejections.push(Rejection { achievement, holder, role, clause, reason });
    }

    fn hold(&mut self, id: AchievementId, about: Option<EnterpriseId>, code: Code, why: &str) {
        let finding = hold_finding(self.context, self.context.achievement(id), about, code, why);
        self.matched.holds.push(Hold { achievement: id, finding });
    }

    fn reject_group(&mut self, group: &groups::Group<'_>, clause: ClauseId, why: &str) {
        let hit = &group.last;
        let holder = (self.context.policy.award(hit.award).role, hit.view.enterprise);
        self.reject_holder(hit.achievement, holder, Some(clause), why.to_owned());
        for member in &group.others {
            self.reject(*member, Some(clause), why.to_owned());
        }
    }

    /// Of an award for several achievements at once all wait.
    fn hold_group(&mut self, group: &groups::Group<'_>, code: Code, why: &str) {
        let about = Some(group.last.subject.enterprise);
        for member in group.members() {
            self.hold(member, about.filter(|_| member == group.last.achievement), code, why);
        }
    }

    /// Amounts, once every hit is known: an entitlement per enterprise or a pool by score needs all of them.
    fn finish(mut self) -> Matched {
        for id in groups::without_key(self.context, &self.hits) {
            self.hold(id, None, Code::FactMissing, "奖项按企业、镇等只奖一次，本行缺少所需的内容");
        }
        for (id, why) in batch::shared_out(self.context, &self.hits) {
            self.hold(id, None, Code::PoolShared, &why);
        }
        let held: BTreeSet<AchievementId> = self.matched.holds.iter().map(|hold| hold.achievement).collect();
        let hits: Vec<Hit<'a>> = std::mem::take(&mut self.hits)
            .into_iter()
            .filter(|hit| !held.contains(&hit.achievement))
            .collect();
        let groups = groups::group(self.context, &hits);
        let scores = parts::scores(self.context, &hits);
        let batch = Batch::of(self.context);
        for group in groups {
            self.entitle(&group, &scores, &batch);
        }
        self.matched
    }

    fn entitle(&mut self, group: &groups::Group<'a>, scores: &parts::Scores, batch: &Batch) {
        let hit = &group.last;
        let achievement = self.context.achievement(hit.achievement);
        let award = self.context.policy.award(hit.award);
        let operation = |paid: &[PaymentId]| {
            carrier::agree(self.context, group, scores)?;
            let operation = parts::operation(group, achievement, paid, scores)?;
            Ok((operation, paid.into()))
        };
        match batch.paid(hit, award).and_then(operation) {
            // Whom nothing is given need not be known.
            Ok((operation, paid)) => {
                match subject::payee(&mut self.matched.payees, self.firms, &hit.view, award, &hit.subject) {
                    Ok(payee) => self.push(group, payee, operation, paid),
                    Err(unpayable) => self.hold_group(group, unpayable.code, &unpayable.why),
                }
            }
            Err(amount::Lack::Missing(why)) => self.hold_group(group, Code::FactMissing, &why),
            Err(amount::Lack::Barred(why)) => self.reject_group(group, award.clause, &why),
            Err(amount::Lack::OutOfBrackets(why)) => {
                self.reject_group(group, award.clause, &why);
                let enterprise = hit.view.enterprise;
                let award = Some(hit.award);
                let counted = |achievement| Counted { achievement, enterprise, award };
                self.matched.counted.extend(group.members().filter(|_| group.once).map(counted));
            }
            Err(amount::Lack::Inexact) => self.hold_group(group, Code::AmountBeyond, BEYOND),
            Err(amount::Lack::Unlike(why)) => self.hold_group(group, Code::CarrierUnclear, &why),
        }
    }

    fn push(
        &mut self,
        group: &groups::Group<'a>,
        payee: PayeeId,
        operation: Operation,
        paid: Arc<[PaymentId]>,
    ) {
        let hit = &group.last;
        let achievement = self.context.achievement(hit.achievement);
        let award = self.context.policy.award(hit.award);
        let Some(amount) = operation.amount() else {
            return self.hold_group(group, Code::AmountBeyond, BEYOND);
        };
        if amount < Money::ZERO {
            return self.hold_group(group, Code::FactMissing, "按名单里的数算出来的奖励是负数");
        }
        let Operation::Award { figure, .. } = &operation else { return };
        if figure.value().is_some_and(|figure| figure.is_zero()) && !amount::absorbed(figure) {
            for member in group.members() {
                self.reject(member, Some(award.clause), "按本条不奖励".to_owned());
            }
            return;
        }
        let mut sources = achievement.sources.clone();
        for other in &group.others {
            sources.extend(&self.context.achievement(*other).sources);
        }
        self.matched.entitlements.push(Entitlement {
            payee,
            holder: hit.subject.enterprise,
            role: award.role,
            cause: Cause::Award(hit.award),
            award: Some(hit.award),
            clause: award.clause,
            achievement: Some(hit.achievement),
            supporting: group.others.clone(),
            category: Some(achievement.category),
            sources,
            quantity: if group.once { 1 } else { achievement.quantity },
            entries: vec![Entry {
                step: None,
                clause: award.clause,
                amount,
                operation,
                against: Against { payments: paid, ..Against::default() },
            }],
            allocations: Vec::new(),
            idle: Vec::new(),
            shared_by: None,
        });
    }
}
