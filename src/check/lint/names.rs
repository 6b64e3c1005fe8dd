//! Vocabulary that no rule uses.

use super::Lints;
use crate::finding::Code;
use crate::policy::uses::Uses;
use crate::policy::{DerivedId, FieldId, builtin};

pub(super) fn lint(lints: &mut Lints<'_>) {
    let policy = lints.policy;
    let uses = Uses::of(policy);
    let mut unused: Vec<((usize, usize), String)> = Vec::new();
    for (id, span) in policy.spans.fields.iter().filter(|(id, _)| id.index() >= builtin::count()) {
        if !uses.fields.contains(id) {
            unused.push((*span, format!("字段「{}」", policy.field(*id).name)));
        }
    }
    for (id, (derived, span)) in
        (0_u32..).map(DerivedId).zip(policy.derived.iter().zip(&policy.spans.derived))
    {
        if !uses.derived.contains(&id) {
            unused.push((*span, format!("派生字段「{}」", derived.name)));
        }
    }
    for (index, (level, span)) in policy.levels.iter().zip(&policy.spans.levels).enumerate() {
        if !uses.levels.contains(&index) {
            unused.push((*span, format!("级别「{level}」")));
        }
    }
    for (span, what) in unused {
        let message = format!("{what}声明了，却没有一条规则用到它。");
        let help = "请核对是不是漏写了条件；只是为了认列标题的可以留着，确实不需要的请删去。";
        lints.tell(Code::VocabularyUnused, Some(span), message, help);
    }
}

/// The span of a declared field.
pub(super) fn span(lints: &Lints<'_>, field: FieldId) -> Option<(usize, usize)> {
    lints.policy.spans.fields.get(&field).copied()
}
