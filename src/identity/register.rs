//! The register's facts of each enterprise; two register rows of one enterprise must agree.

use super::desk::{Desk, listed};
use super::enterprises::People;
use crate::finding::Code;
use crate::model::achievement::EnterpriseId;
use crate::model::record::{Fact, Facts, ListKind};
use crate::policy::uses::Uses;
use crate::policy::{FieldId, builtin};
use std::collections::BTreeMap;

/// Fields that may differ between two register rows of one enterprise: they say nothing about it that is paid by.
const FREE: &[FieldId] = &[
    builtin::ENTERPRISE,
    builtin::CREDIT_CODE,
    builtin::ORGANISATION_CODE,
    builtin::FORMER_NAMES,
    builtin::REMARK,
    builtin::SERIAL,
    builtin::YEAR,
    builtin::DEPARTMENT,
];

/// Fills in register rows and facts; where rows disagree in what some rule reads, holds them and every achievement of the
/// enterprise. Of anything else that they disagree in, nothing is taken.
pub(super) fn fill(desk: &mut Desk<'_>, people: &mut People) {
    let uses = Uses::of(desk.policy);
    let mut rows: BTreeMap<EnterpriseId, Vec<usize>> = BTreeMap::new();
    for (index, record) in desk.records.iter().enumerate() {
        if record.kind == ListKind::Register
            && let Some(id) = people.holders[index].first()
        {
            rows.entry(*id).or_default().push(index);
        }
    }
    for (id, rows) in rows {
        let rows = of_own_name(desk, people, id, rows);
        let Some((first, others)) = rows.split_first() else { continue };
        let mut facts = desk.records[*first].facts.clone();
        let mut conflicts = Vec::new();
        for index in others {
            for fact in desk.records[*index].facts.iter() {
                join(&mut facts, fact, &mut conflicts);
            }
        }
        let (held, idle): (Vec<_>, Vec<_>) =
            conflicts.into_iter().partition(|(a, _)| decides(&uses, a.field));
        if let Some((a, b)) = held.first() {
            tell(desk, people, id, &rows, a, b);
        }
        for (a, b) in &idle {
            facts.remove(a.field);
            tell_idle(desk, people, id, a, b);
        }
        let enterprise = &mut people.list[id.index()];
        enterprise.register_row = rows.first().map(|index| desk.records[*index].at);
        enterprise.register = facts;
    }
}

/// Tells what the register says against enterprises that are to be paid, and holds their achievements.
pub(super) fn heed_doubts(desk: &mut Desk<'_>, people: &People) {
    let reading = desk.reading;
    for (row, finding) in &reading.doubts {
        let index = desk.records.binary_search_by_key(row, |record| record.at);
        let Some(index) = index.ok().filter(|_| !desk.refused.contains(row)) else { continue };
        let live: Vec<_> = people.live_rows(desk, people.holders[index].iter().copied()).collect();
        if live.is_empty() {
            continue;
        }
        desk.findings.push(finding.clone());
        let position = desk.findings.len() - 1;
        for row in live {
            desk.hold(row, position);
        }
    }
}

/// The rows by the name to print; after a succession the predecessor's row says nothing of the successor.
fn of_own_name(desk: &Desk<'_>, people: &People, id: EnterpriseId, rows: Vec<usize>) -> Vec<usize> {
    let own = crate::text::name::enterprise(&people.list[id.index()].name).key;
    let succeeded = desk.decisions.list.iter().any(|decision| match &decision.kind {
        crate::model::decision::DecisionKind::Successor { to, .. } => people.named(to) == Some(id),
        _ => false,
    });
    let named = |index: &usize| {
        desk.records[*index].names.iter().any(|text| crate::text::name::enterprise(text).key == own)
    };
    if succeeded && rows.iter().any(named) { rows.into_iter().filter(named).collect() } else { rows }
}

fn join(facts: &mut Facts, fact: &Fact, conflicts: &mut Vec<(Fact, Fact)>) {
    let old = facts.iter().find(|old| (old.field, old.year) == (fact.field, fact.year));
    match old {
        None => facts.set(fact.clone()),
        Some(old) if FREE.contains(&fact.field) || super::merge::agree(&old.value, &fact.value) => {}
        Some(_) if conflicts.iter().any(|(known, _)| known.field == fact.field) => {}
        Some(old) => conflicts.push((old.clone(), fact.clone())),
    }
}

/// Whether an award may depend on a field of the register. Accounts say where money goes, not how much or whether.
fn decides(uses: &Uses, field: FieldId) -> bool {
    match field {
        builtin::BANK | builtin::ACCOUNT => false,
        builtin::TOWN | builtin::REPRESENTATIVE => uses.fields.contains(&field),
        _ => field.index() < builtin::count() || uses.fields.contains(&field),
    }
}

/// The field and what two rows say of it.
fn differ(desk: &Desk<'_>, people: &People, id: EnterpriseId, a: &Fact, b: &Fact) -> String {
    let quote =
        |fact: &Fact| format!("{}「{}」", desk.cell_place(fact.cell), super::desk::shown(&fact.value));
    let field = &desk.policy.field(a.field).name;
    let name = &people.list[id.index()].name;
    format!("名录中「{name}」有几行，「{field}」不一致：{}", listed(&[quote(a), quote(b)]))
}

/// Tells what two rows disagree in that decides no award, of an enterprise that has one.
fn tell_idle(desk: &mut Desk<'_>, people: &People, id: EnterpriseId, a: &Fact, b: &Fact) {
    if people.live_rows(desk, [id]).next().is_none() {
        return;
    }
    let account = matches!(a.field, builtin::BANK | builtin::ACCOUNT);
    let code = if account { Code::AccountUnsure } else { Code::RegisterConflict };
    let end =
        if account { "没有采用，款项不列入付款文件" } else { "没有一条规则用到它" };
    let message = format!("{}；{end}，不影响奖励", differ(desk, people, id, a, b));
    let place = desk.cell_place(b.cell);
    desk.say(code, place, message, "核对后在名录中只留一行，或把内容改为一致。");
}

fn tell(desk: &mut Desk<'_>, people: &People, id: EnterpriseId, rows: &[usize], a: &Fact, b: &Fact) {
    let message = differ(desk, people, id, a, b);
    let place = desk.cell_place(b.cell);
    let position =
        desk.say(Code::RegisterConflict, place, message, "核对后在名录中只留一行，或把内容改为一致。");
    for index in rows {
        desk.hold(desk.records[*index].at, position);
    }
    let live: Vec<_> = people.live_rows(desk, [id]).collect();
    for row in live {
        desk.hold(row, position);
    }
}
