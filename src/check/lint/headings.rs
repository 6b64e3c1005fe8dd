//! Headings and spellings that mean two things.

use super::{Lints, names};
use crate::finding::Code;
use crate::policy::{Field, FieldId, builtin};
use crate::text::normal::key;
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn lint(lints: &mut Lints<'_>) {
    headings(lints);
    choices(lints);
}

fn headings(lints: &mut Lints<'_>) {
    let policy = lints.policy;
    let own = builtin::fields();
    let mut owners: BTreeMap<String, Vec<(FieldId, bool)>> = BTreeMap::new();
    for (id, field) in (0_u32..).map(FieldId).zip(&policy.fields) {
        let given: BTreeSet<&String> =
            own.get(id.index()).map(|field| field.headings.iter().collect()).unwrap_or_default();
        for heading in field
            .headings
            .iter()
            .map(|heading| (key(heading), !given.contains(heading)))
            .collect::<BTreeSet<_>>()
        {
            owners.entry(heading.0).or_default().push((id, heading.1));
        }
    }
    for (heading, fields) in owners {
        for (index, (one, one_declared)) in fields.iter().enumerate() {
            for (other, other_declared) in fields.iter().skip(index + 1) {
                let (a, b) = (policy.field(*one), policy.field(*other));
                if one == other || !(*one_declared || *other_declared) || !together(a, b) {
                    continue;
                }
                let declared = if *other_declared { *other } else { *one };
                let message = format!(
                    "列标题「{heading}」既是字段「{}」的，又是字段「{}」的，名单里出现时整张表只能待定。",
                    a.name, b.name
                );
                let span = names::span(lints, declared);
                lints.tell(
                    Code::NameClash,
                    span,
                    message,
                    "请从其中一个字段的 headings 里删去，或给字段改名。",
                );
            }
        }
    }
}

/// Whether two fields may stand on one list.
fn together(a: &Field, b: &Field) -> bool {
    a.on.iter().any(|on| b.on.contains(on))
}

/// A spelling of one value of a choice that is another value.
fn choices(lints: &mut Lints<'_>) {
    for (id, field) in (0_u32..).map(FieldId).zip(&lints.policy.fields) {
        let mut seen: BTreeMap<String, &str> = BTreeMap::new();
        let named = field.values.iter().map(|value| (key(value), value.as_str()));
        let spelled = field.aliases.iter().map(|(alias, value)| (alias.clone(), value.as_str()));
        let mut clashes = Vec::new();
        for (spelling, value) in named.chain(spelled) {
            if let Some(other) = seen.insert(spelling.clone(), value).filter(|other| *other != value) {
                clashes.push((spelling, other, value));
            }
        }
        for (spelling, other, value) in clashes {
            let message = format!(
                "字段「{}」的写法「{spelling}」既指选项「{other}」，又指选项「{value}」。",
                field.name
            );
            let span = names::span(lints, id);
            lints.tell(Code::NameClash, span, message, "请从 values 或 aliases 里删去一处。");
        }
    }
}
