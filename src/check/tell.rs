//! What a proof came upon, in words: findings, statements and named witnesses.

use super::prove::{BOXES, Discovery, Kind, Outcome, PAIRS, Proofs, Question, Scope, Why};
use super::witness::Witness;
use super::{Proof, Report, Shown, words};
use crate::finding::{Code, Finding, Place};
use crate::policy::{AwardId, CategoryId, Policy};
use std::collections::BTreeSet;

/// The report of the proofs.
pub(super) fn report(policy: &Policy, proofs: &Proofs) -> Report {
    let mut findings = Vec::new();
    let mut witnesses: Vec<Shown> = Vec::new();
    for discovery in &proofs.discoveries {
        let name = name(discovery.question, &witnesses);
        let (finding, witness) = match &discovery.kind {
            Kind::Overlap { awards, region, witness } => {
                (overlap(policy, discovery, *awards, region, witness), Some(witness))
            }
            Kind::Gap { awards, region, witness } => {
                (gap(policy, discovery, awards, region, witness.as_ref()), witness.as_ref())
            }
            Kind::Unproved { awards, region, why } => {
                (unproved(policy, discovery, awards, region, *why), None)
            }
        };
        witnesses.extend(witness.map(|witness| Shown {
            name,
            about: finding.message.clone(),
            witness: witness.clone(),
        }));
        findings.push(finding);
    }
    let proofs = [Question::Overlap, Question::Gap].map(|question| proof(policy, proofs, question)).into();
    Report { findings, proofs, witnesses }
}

fn name(question: Question, before: &[Shown]) -> String {
    let stem = match question {
        Question::Overlap => "overlap",
        Question::Gap => "gap",
    };
    format!("{stem}-{}", before.iter().filter(|shown| shown.name.starts_with(stem)).count() + 1)
}

fn award_words(policy: &Policy, award: AwardId) -> String {
    let award = policy.award(award);
    format!("「{}」（{}）", award.id, policy.clause(award.clause).id)
}

fn category_words(policy: &Policy, categories: &BTreeSet<CategoryId>) -> String {
    let names: Vec<String> =
        categories.iter().take(8).map(|id| format!("「{}」", policy.category(*id).name)).collect();
    match categories.len().checked_sub(names.len()) {
        Some(more @ 1..) => format!("{}等{}类", names.join("、"), names.len() + more),
        _ => names.join("、"),
    }
}

fn when(region: &[String]) -> String {
    if region.is_empty() { "任何情形下".to_owned() } else { format!("当{}时", region.join("，")) }
}

/// The award year, where the policy is of several.
fn in_year(policy: &Policy, year: i32) -> String {
    if policy.years == (year, Some(year)) { String::new() } else { format!("{year}年度，") }
}

fn overlap(
    policy: &Policy,
    discovery: &Discovery,
    (a, b): (AwardId, AwardId),
    region: &[String],
    witness: &Witness,
) -> Finding {
    let message = format!(
        "奖项{}和{}会对同一项{}成果同时适用（收款角色：{}）：{}{}。例如{}。政策没有说以哪个为准，兑现时这样的成果只能待定。",
        award_words(policy, a),
        award_words(policy, b),
        category_words(policy, &discovery.categories),
        words::role(discovery.role),
        in_year(policy, discovery.year),
        when(region),
        witness.words(policy),
    );
    let (one, two) = (&policy.award(a).id, &policy.award(b).id);
    let help = format!(
        "「{two}」是特殊规定的，在它里面写 overrides = [\"{one}\"]（反之亦然）；两个可以同时享受的，写 with = [\"{one}\"]；否则改正条件，使二者不重叠。"
    );
    Finding::new(Code::AwardsOverlap, policy.award(b).place.clone(), message, help)
}

fn gap(
    policy: &Policy,
    discovery: &Discovery,
    awards: &[AwardId],
    region: &[String],
    witness: Option<&Witness>,
) -> Finding {
    let categories = category_words(policy, &discovery.categories);
    let help = "确实不奖励的，请在有关条款里写 [[clause.otherwise]]，用 covers 写明哪些类别、reason 写明原文怎么说；应当奖励的，请补上奖项或改正条件。";
    let Some(first) = awards.first() else {
        let message = format!(
            "类别{categories}没有任何奖项，政策也没有说不奖励：这一类的成果全部不予兑现，却没有条款可引。"
        );
        let place = discovery
            .categories
            .first()
            .map_or_else(|| Place::file(&policy.file), |id| policy.spans.category(policy, *id));
        return Finding::new(Code::AwardsGap, place, message, help);
    };
    let example = witness.map(|witness| format!("例如{}。", witness.words(policy))).unwrap_or_default();
    let message = format!(
        "有的{categories}成果没有奖项适用（收款角色：{}）：{}{}，没有一个奖项的条件成立，政策也没有说不奖励。{example}",
        words::role(discovery.role),
        in_year(policy, discovery.year),
        when(region),
    );
    Finding::new(Code::AwardsGap, policy.award(*first).place.clone(), message, help)
}

fn unproved(
    policy: &Policy,
    discovery: &Discovery,
    awards: &[AwardId],
    region: &[String],
    why: Why,
) -> Finding {
    let what = match discovery.question {
        Question::Overlap => "至多适用一个奖项",
        Question::Gap => "至少适用一个奖项",
    };
    let named: Vec<String> = awards.iter().take(4).map(|award| award_words(policy, *award)).collect();
    let concerned = match awards.len() {
        0 => String::new(),
        count if count > named.len() => format!("（涉及{}等{count}个奖项）", named.join("、")),
        _ => format!("（涉及{}）", named.join("、")),
    };
    let because = match why {
        Why::Free => format!("{}，结果取决于计数或历年台账，单看一项成果不能断定", when(region)),
        Why::Unconfirmed => format!("{}可能不成立，但没有找到一项成果能让匹配得出这个结果", when(region)),
        Why::Bound => format!("情形太多，超过了限额（{BOXES} 个区域、{PAIRS} 对奖项），没有全部看完"),
        Why::Years => "适用的年度太多，只看了前面一部分年度".to_owned(),
    };
    let message = format!(
        "未能证明{}成果{what}（收款角色：{}）{concerned}：{because}。",
        category_words(policy, &discovery.categories),
        words::role(discovery.role),
    );
    let help = match why {
        Why::Free => "请人工核对这些情形；确定不会同时出现的，可用 overrides 或 [[clause.otherwise]] 写明。",
        Why::Unconfirmed => "请人工核对这些条件能不能同时成立；能改成更直接的条件的请改写。",
        Why::Bound => {
            "请把条件写得更简单，或把一个类别拆成几个；也可用 overrides、with、[[clause.otherwise]] 写明。"
        }
        Why::Years => "请在 [policy] 的 years 里写明截止年度 to。",
    };
    let place =
        awards.first().map_or_else(|| Place::file(&policy.file), |award| policy.award(*award).place.clone());
    Finding::new(Code::AwardsUnproved, place, message, help)
}

fn proof(policy: &Policy, proofs: &Proofs, question: Question) -> Proof {
    let scopes = proofs.scopes.get(&question).cloned().unwrap_or_default();
    let outcome = scopes.iter().map(|scope| scope.outcome).max().unwrap_or(Outcome::Proved);
    let count = |wanted: Outcome| scopes.iter().filter(|scope| scope.outcome == wanted).count();
    let (claim, denial) = match question {
        Question::Overlap => (
            "同一收款角色里，没有一项成果会同时适用两个奖项（写明以谁为准或可以同时享受的除外）",
            "有的成果会同时适用两个奖项",
        ),
        Question::Gap => ("没有一项成果不适用任何奖项（写明不奖励的除外）", "有的成果没有奖项适用"),
    };
    let all = scopes.len();
    let proved = count(Outcome::Proved) + count(Outcome::Declared);
    let declared = match count(Outcome::Declared) {
        0 => String::new(),
        count => format!("，其中{count}组按条款所说其余不奖励"),
    };
    let statement = match outcome {
        Outcome::Proved | Outcome::Declared => {
            format!("已证明：{claim}。共{all}组类别和收款角色{declared}。")
        }
        Outcome::Refuted => format!(
            "不成立：{denial}。{all}组类别和收款角色中，{}组不成立，{}组未能证明，其余{proved}组已证明{declared}。",
            count(Outcome::Refuted),
            count(Outcome::Unproved)
        ),
        Outcome::Unproved => format!(
            "未能证明：{claim}。{all}组类别和收款角色中，{}组未能证明，其余{proved}组已证明{declared}。",
            count(Outcome::Unproved)
        ),
    };
    Proof { question, outcome, statement, scopes: sorted(scopes), domain: domain(policy, proofs) }
}

fn sorted(mut scopes: Vec<Scope>) -> Vec<Scope> {
    scopes.sort_by_key(|scope| (scope.role, scope.category));
    scopes
}

/// The domain: years first, then each fact.
fn domain(policy: &Policy, proofs: &Proofs) -> Vec<String> {
    let mut lines = vec![match (proofs.years.as_slice(), proofs.open_end) {
        ([year], false) => format!("奖励年度{year}"),
        ([_], true) => match policy.years {
            (first, Some(last)) => format!("奖励年度{first}至{last}（条件与年度无关）"),
            (first, None) => format!("奖励年度{first}起（条件与年度无关）"),
        },
        ([first, .., last], true) => format!("奖励年度{first}至{last}，以后各年同理"),
        ([first, .., last], false) => format!("奖励年度{first}至{last}"),
        ([], _) => String::new(),
    }];
    lines.push("条件没有问有无的内容都已填写（没有填写的，兑现时逐行待定）".to_owned());
    lines.extend(proofs.domain.iter().cloned());
    lines
}
