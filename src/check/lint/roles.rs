//! Who is paid, where a list may name more of them than the document means: a firm beside its employee, a firm as a department.

use super::Lints;
use crate::finding::{Code, Finding};
use crate::policy::{
    AmountKind, Award, Check, Condition, FieldId, Literal, Policy, Role, StepKind, Subject, Test, builtin,
};

/// Words in the name of a field that names enterprises.
const ENTERPRISES: &[&str] =
    &["企业", "公司", "银行", "受让", "转让", "代理", "承接", "服务机构", "金融机构", "担保"];

pub(super) fn lint(lints: &mut Lints<'_>) {
    both_roles(lints);
    payee_fields(lints);
}

/// One category pays enterprises and persons, and no condition says which: a row that names both pays both.
fn both_roles(lints: &mut Lints<'_>) {
    let policy = lints.policy;
    let told = |award: &Award| {
        let fields = award.when.fields(&policy.derived);
        fields.contains(&builtin::PERSON) || fields.contains(&builtin::IDENTITY_NUMBER)
    };
    let of = |role: Role| policy.awards.iter().filter(move |award| award.role == role);
    for award in of(Role::Enterprise).filter(|award| !told(award) && !is_nothing(policy, award)) {
        let both = of(Role::Person).filter(|other| !is_nothing(policy, other)).find_map(|other| {
            if exclude(&award.when, &other.when) {
                return None;
            }
            let category = other.categories.iter().find(|category| award.categories.contains(category))?;
            Some((other, policy.category(*category)))
        });
        let Some((other, category)) = both else { continue };
        let message = format!(
            "类别「{}」既奖企业（「{}」）又奖个人（「{}」）：一行写了企业又写了姓名、身份证号的，两份都付。",
            category.name, award.id, other.id
        );
        let help = "单位、个人分别奖励而名单里个人的行也写着所在单位的，请在企业的奖项里写 when = [{ field = \"个人姓名\", present = false }]；确实两份都付的不用改。";
        lints.findings.push(Finding::new(Code::BothRoles, award.place.clone(), message, help));
    }
}

/// Whether two conditions want different values of one field (职务, 非职务): no row meets both.
fn exclude(a: &Condition, b: &Condition) -> bool {
    let (a, b) = (values(a), values(b));
    let apart = |(field, of_a): &(FieldId, &[Literal])| {
        b.iter().any(|(other, of_b)| field == other && of_a.iter().all(|value| !of_b.contains(value)))
    };
    a.iter().any(apart)
}

/// The values of fields that a condition asks for.
fn values(condition: &Condition) -> Vec<(FieldId, &[Literal])> {
    match condition {
        Condition::All(parts) => parts.iter().flat_map(values).collect(),
        Condition::Test(Test {
            subject: Subject::Field { field, .. }, check: Check::OneOf(values), ..
        }) => vec![(*field, values.as_slice())],
        Condition::Test(_) | Condition::Any(_) | Condition::Not(_) => Vec::new(),
    }
}

fn is_nothing(policy: &Policy, award: &Award) -> bool {
    matches!(award.amount.kind, AmountKind::Fixed(id) if policy.tariff(id).value.is_zero())
}

/// A department's award whose payee a field of enterprises names: no cap and no exclusion of the enterprise reaches it.
fn payee_fields(lints: &mut Lints<'_>) {
    let policy = lints.policy;
    let of_enterprises = |field: &FieldId| {
        let name = &policy.field(*field).name;
        ENTERPRISES.iter().any(|word| name.contains(word))
    };
    let help = "请把它作为企业奖励：名单里给它单列一行（企业名称写它的名称，另设类别）；确实是部门的不用改。";
    let told = |of: String, field: &str| {
        format!("{of}把「{field}」里的单位当作部门来付：企业的封顶、限项、排除名单都管不到它。")
    };
    for award in &policy.awards {
        let Some(field) = award.payee_field.filter(|field| of_enterprises(field)) else { continue };
        let message = told(format!("奖项「{}」", award.id), &policy.field(field).name);
        lints.findings.push(Finding::new(Code::PayeeField, award.place.clone(), message, help));
    }
    for (index, step) in policy.steps.iter().enumerate() {
        let StepKind::DepartmentShare(departments) = &step.kind else { continue };
        let mut fields = departments.iter().filter_map(|department| department.payee_field);
        let Some(field) = fields.find(of_enterprises) else { continue };
        let message = told(format!("步骤「{}」", step.id), &policy.field(field).name);
        lints.tell(Code::PayeeField, policy.spans.steps.get(index).copied(), message, help);
    }
}
