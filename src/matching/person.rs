//! The person whom the row of an enterprise names: who it is, and why that may not be told.

use super::Hit;
use super::subject::Unpayable;
use crate::context::View;
use crate::finding::Code;
use crate::policy::{Award, JointMode, Role, builtin};
use crate::text::{code, persons};

/// The name and identity number of the person beside a holder.
pub fn named(view: &View<'_>) -> Result<(String, String), Unpayable> {
    let firm = &view.context.enterprise(view.enterprise).name;
    let name = view.text(builtin::PERSON);
    let name = name.ok_or_else(|| format!("「{firm}」没有写「个人姓名」，不知道奖给谁"))?;
    let number = view.text(builtin::IDENTITY_NUMBER);
    let number = number.ok_or_else(|| format!("「{name}」没有写「身份证号」，不能确认是谁"))?;
    if persons::several_names(name) || persons::several_numbers(number) {
        let name = code::mask_identity(name);
        let why = format!("「{firm}」的「个人姓名」「身份证号」里不止一个人（{name}），不知道各得多少");
        return Err(Unpayable { code: Code::PersonsSeveral, why });
    }
    Ok((name.to_owned(), code::person_key(number)))
}

/// Whether a person who stands beside several holders has what each gets whole already: one gets it once.
pub(super) fn has_it(hits: &[Hit<'_>], view: &View<'_>, award: &Award) -> bool {
    let each = matches!(award.joint, Some((JointMode::Each, _)));
    let number = |view: &View<'_>| view.text(builtin::IDENTITY_NUMBER).map(code::person_key);
    let (true, Some(own)) = (award.role == Role::Person && each, number(view)) else { return false };
    let of_it = hits.iter().rev().take_while(|hit| Some(hit.achievement) == view.achievement);
    let mut persons = of_it.filter(|hit| view.context.policy.award(hit.award).role == Role::Person);
    persons.any(|hit| hit.view.enterprise != view.enterprise && number(&hit.view).as_ref() == Some(&own))
}
