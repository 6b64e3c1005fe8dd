//! The columns of each kind of list: the built-in fields that matter to the policy, then the fields that it declares.

use super::Column;
use crate::grouping::covers_category;
use crate::model::record::ListKind;
use crate::policy::{
    CategoryId, Check, Condition, Department, DerivedKind, FieldId, FieldOn, FieldType, Policy, Role,
    StepKind, Subject, builtin as b,
};
use crate::text::normal::key;
use std::collections::BTreeSet;

/// Years that a register gives figures for: the award year and so many before it.
const YEARS_BACK: i32 = 2;

const REGISTER: [FieldId; 10] = [
    b::SERIAL,
    b::ENTERPRISE,
    b::CREDIT_CODE,
    b::ORGANISATION_CODE,
    b::FORMER_NAMES,
    b::TOWN,
    b::REPRESENTATIVE,
    b::BANK,
    b::ACCOUNT,
    b::REMARK,
];
const HISTORY: [FieldId; 15] = [
    b::SERIAL,
    b::ENTERPRISE,
    b::CREDIT_CODE,
    b::CATEGORY,
    b::PRODUCT,
    b::TITLE,
    b::CERTIFICATE,
    b::RECOGNISED,
    b::QUANTITY,
    b::YEAR,
    b::PAID,
    b::CLAUSE,
    b::DUE_YEAR,
    b::DUE_AMOUNT,
    b::REMARK,
];
const EXCLUSION: [FieldId; 10] = [
    b::SERIAL,
    b::ENTERPRISE,
    b::CREDIT_CODE,
    b::PERSON,
    b::IDENTITY_NUMBER,
    b::EXCLUSION_KIND,
    b::EXCLUDED_FROM,
    b::EXCLUDED_TO,
    b::REASON,
    b::REMARK,
];

/// Of a list of achievements of these categories.
pub(super) fn achievements(policy: &Policy, categories: &[CategoryId], year: i32) -> Vec<Column> {
    let mut fields = vec![b::SERIAL, b::ENTERPRISE, b::CREDIT_CODE, b::TOWN];
    let awards =
        || policy.awards.iter().filter(|award| award.categories.iter().any(|id| categories.contains(id)));
    let covered = |one: &&Department| categories.iter().any(|id| covers_category(policy, &one.covers, *id));
    let shares: Vec<&Department> = departments(policy).filter(covered).collect();
    let roles = awards().map(|award| award.role).chain(shares.iter().map(|share| share.role));
    if roles.into_iter().any(|role| role == Role::Person) {
        fields.extend([b::PERSON, b::IDENTITY_NUMBER, b::PERSON_BANK, b::PERSON_ACCOUNT]);
    }
    fields.extend([b::CATEGORY, b::PRODUCT, b::TITLE, b::CERTIFICATE, b::RECOGNISED]);
    if categories.iter().any(|id| policy.category(*id).joint) {
        fields.push(b::RANK);
    }
    fields.push(b::QUANTITY);
    fields.extend([b::APPLIED, b::RANK, b::RECERTIFIED].into_iter().filter(|field| tests(policy, *field)));
    fields.extend(declared(policy, FieldOn::Achievement));
    // Whom a row itself names as the department that is paid.
    let named = awards().filter_map(|award| award.payee_field);
    let named = named.chain(shares.iter().filter_map(|share| share.payee_field));
    fields.extend(named.filter(|id| policy.field(*id).on.contains(&FieldOn::Achievement)));
    fields.extend([b::CLAIM, b::DOCUMENT, b::REMARK]);
    let names = categories.iter().map(|id| policy.category(*id).name.clone()).collect();
    columns(policy, ListKind::Achievements, &fields, names, year)
}

/// Of a register, a history or an exclusion list.
pub(super) fn reference(policy: &Policy, kind: ListKind, year: i32) -> Vec<Column> {
    let (fields, own): (&[FieldId], Vec<FieldId>) = match kind {
        ListKind::Register => (&REGISTER, declared(policy, FieldOn::Register)),
        ListKind::History => (&HISTORY, of_history(policy)),
        ListKind::Exclusion => (&EXCLUSION, Vec::new()),
        ListKind::Achievements | ListKind::Unknown => (&[], Vec::new()),
    };
    let fields: Vec<FieldId> = match fields.split_last() {
        Some((last, rest)) => rest.iter().copied().chain(own).chain([*last]).collect(),
        None => own,
    };
    let names = policy.categories.iter().map(|category| category.name.clone()).collect();
    columns(policy, kind, &fields, names, year)
}

/// What a history list needs besides: who was paid, where that may be others than enterprises, and the declared fields.
fn of_history(policy: &Policy) -> Vec<FieldId> {
    let awards = policy.awards.iter().map(|award| award.role);
    let roles: BTreeSet<Role> = awards.chain(departments(policy).map(|share| share.role)).collect();
    let pays = |role: Role| roles.contains(&role);
    let mut own = declared(policy, FieldOn::History);
    if pays(Role::Person) {
        own.extend([b::PERSON, b::IDENTITY_NUMBER]);
    }
    if roles.iter().any(|role| *role != Role::Enterprise) {
        own.push(b::ROLE);
    }
    if pays(Role::Town) || pays(Role::Department) {
        own.push(b::HOLDER);
    }
    own
}

/// The departments, persons and others that get a share of what awards give.
fn departments(policy: &Policy) -> impl Iterator<Item = &Department> {
    let shares = policy.steps.iter().filter_map(|step| match &step.kind {
        StepKind::DepartmentShare(departments) => Some(departments),
        _ => None,
    });
    shares.flatten()
}

/// The declared fields of a list.
fn declared(policy: &Policy, on: FieldOn) -> Vec<FieldId> {
    let own = (0..).map(FieldId).zip(&policy.fields).skip(b::count());
    own.filter(|(_, field)| field.on.contains(&on)).map(|(id, _)| id).collect()
}

fn columns(
    policy: &Policy,
    kind: ListKind,
    fields: &[FieldId],
    categories: Vec<String>,
    year: i32,
) -> Vec<Column> {
    let mut found: Vec<Column> = Vec::new();
    for (position, id) in fields.iter().enumerate() {
        if fields.iter().take(position).any(|earlier| earlier == id) {
            continue;
        }
        let field = policy.field(*id);
        let is_money = field.kind == FieldType::Money;
        let unit = if is_money { "（万元）" } else { "" };
        let name = heading(policy, *id, kind);
        let choices = match (*id, field.kind) {
            (b::CATEGORY, _) => categories.clone(),
            (b::EXCLUSION_KIND, _) => exclusion_kinds(policy),
            (b::ROLE, _) => ["企业", "个人", "法定代表人", "镇", "部门"].map(str::to_owned).to_vec(),
            (_, FieldType::Choice) => field.values.clone(),
            (_, FieldType::Bool) => vec!["是".to_owned(), "否".to_owned()],
            _ => Vec::new(),
        };
        let years = if field.by_year { (year - YEARS_BACK..=year).map(Some).collect() } else { vec![None] };
        for year in years {
            let year = year.map(|year| format!("{year}年")).unwrap_or_default();
            let heading = format!("{year}{name}{unit}");
            found.push(Column { field: *id, heading, is_money, choices: choices.clone() });
        }
    }
    found
}

/// The first heading of a field that no other field of the list goes by.
fn heading(policy: &Policy, id: FieldId, kind: ListKind) -> &str {
    let list = match kind {
        ListKind::Register => Some(FieldOn::Register),
        ListKind::History => Some(FieldOn::History),
        ListKind::Achievements => Some(FieldOn::Achievement),
        ListKind::Exclusion | ListKind::Unknown => None,
    };
    let others = || {
        let others = (0..).map(FieldId).zip(&policy.fields).filter(move |(other, _)| *other != id);
        others.filter(move |(_, other)| list.is_some_and(|list| other.on.contains(&list)))
    };
    let is_free = |heading: &&String| {
        let heading = key(heading);
        !others().any(|(_, other)| other.headings.iter().any(|taken| key(taken) == heading))
    };
    let field = policy.field(id);
    field.headings.iter().find(is_free).unwrap_or(&field.name)
}

/// The kinds of exclusion, each once.
fn exclusion_kinds(policy: &Policy) -> Vec<String> {
    let mut kinds: Vec<String> = Vec::new();
    for exclusion in &policy.exclusions {
        if !kinds.contains(&exclusion.kind) {
            kinds.push(exclusion.kind.clone());
        }
    }
    kinds
}

/// True where a condition of the policy looks at the field.
fn tests(policy: &Policy, field: FieldId) -> bool {
    let derived = policy.derived.iter().map(|derived| match &derived.kind {
        DerivedKind::Condition(condition) => condition,
        DerivedKind::Count(count) => &count.when,
    });
    let awards = policy.awards.iter().map(|award| &award.when);
    let requirements = policy.requirements.iter().map(|requirement| &requirement.when);
    awards.chain(requirements).chain(derived).any(|condition| looks_at(condition, field))
}

fn looks_at(condition: &Condition, wanted: FieldId) -> bool {
    match condition {
        Condition::All(parts) | Condition::Any(parts) => parts.iter().any(|part| looks_at(part, wanted)),
        Condition::Not(part) => looks_at(part, wanted),
        Condition::Test(test) => {
            matches!(test.subject, Subject::Field { field, .. } if field == wanted)
                || matches!(test.check, Check::Against { other, .. } | Check::Growth { over: (other, _), .. } if other == wanted)
        }
    }
}
