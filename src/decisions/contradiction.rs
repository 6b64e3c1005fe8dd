//! Decisions that contradict each other: no order of precedence could be right, so the run is refused.

use super::reader::Report;
use crate::finding::Code;
use crate::model::decision::{Decision, DecisionKind, RowName};
use crate::text::name::{enterprise, title};
use crate::text::{normal::key, path};
use std::collections::BTreeMap;

/// Tells every pair of decisions that cannot both hold.
pub(super) fn check(list: &[Decision], report: &mut Report) {
    // Spans are already those of the file.
    let offset = std::mem::take(&mut report.offset);
    check_names(list, report);
    check_products(list, report);
    check_successors(list, report);
    for (index, later) in list.iter().enumerate() {
        if let Some((_, reason)) =
            list.iter().take(index).find_map(|earlier| pair(&earlier.kind, &later.kind).map(|r| (earlier, r)))
        {
            tell(later, &reason, report);
        }
    }
    report.offset = offset;
}

fn tell(decision: &Decision, message: &str, report: &mut Report) {
    report.say(Code::DecisionContradiction, decision.span, message, "两条只能留一条：删去或改正不对的一条。");
}

/// Why two decisions about rows or columns cannot both hold.
fn pair(a: &DecisionKind, b: &DecisionKind) -> Option<String> {
    use DecisionKind::{Accept, Choice, Heading, Objection, Refuse, Waiver};
    match (a, b) {
        (Accept(x), Refuse(y) | Waiver(y) | Objection(y))
        | (Refuse(x) | Waiver(x) | Objection(x), Accept(y)) => {
            same_row(x, y).then(|| format!("{} 第{}行既采信又不兑现", y.file, y.row))
        }
        (Choice { row: x, field, value }, Choice { row: y, field: other, value: second }) => {
            (same_row(x, y) && key(field) == key(other) && value != second)
                .then(|| format!("{} 第{}行的「{field}」选了两个值：{value}、{second}", y.file, y.row))
        }
        (
            Heading { file, sheet, heading_row, column, field },
            Heading { file: f, sheet: s, heading_row: r, column: c, field: other },
        ) => {
            let place = path::may_be_one(file, f) && may_be_one(sheet, s) && heading_row == r;
            (place && key(column) == key(c) && key(field) != key(other))
                .then(|| format!("{file} {column}列定了两个字段：{field}、{other}"))
        }
        _ => None,
    }
}

fn same_row(a: &RowName, b: &RowName) -> bool {
    path::may_be_one(&a.file, &b.file) && a.row == b.row && may_be_one(&a.sheet, &b.sheet)
}

/// A sheet that is not named is the only one of its file, so it may be the one that is.
fn may_be_one(a: &Option<String>, b: &Option<String>) -> bool {
    a.as_deref().zip(b.as_deref()).is_none_or(|(a, b)| key(a) == key(b))
}

/// Things joined by decisions, each named by its key.
#[derive(Default)]
struct Joined {
    above: BTreeMap<String, String>,
}

impl Joined {
    fn root(&self, key: &str) -> String {
        let mut key = key;
        while let Some(above) = self.above.get(key) {
            key = above;
        }
        key.to_owned()
    }

    fn join(&mut self, keys: &[String]) {
        for window in keys.windows(2) {
            let (a, b) = (self.root(&window[0]), self.root(&window[1]));
            if a != b {
                self.above.insert(a, b);
            }
        }
    }

    /// Two of these that are joined.
    fn joined_pair<'a>(&self, keys: &[String], texts: &'a [String]) -> Option<(&'a str, &'a str)> {
        let roots: Vec<String> = keys.iter().map(|key| self.root(key)).collect();
        roots.iter().enumerate().find_map(|(at, root)| {
            let earlier = roots.iter().take(at).position(|other| other == root)?;
            Some((texts.get(earlier)?.as_str(), texts.get(at)?.as_str()))
        })
    }
}

fn name_keys(names: &[String]) -> Vec<String> {
    names.iter().map(|name| enterprise(name).key).collect()
}

fn check_names(list: &[Decision], report: &mut Report) {
    let mut joined = Joined::default();
    for decision in list {
        match &decision.kind {
            DecisionKind::SameEnterprise(names) => joined.join(&name_keys(names)),
            DecisionKind::Successor { from, to } => joined.join(&name_keys(&[from.clone(), to.clone()])),
            _ => {}
        }
    }
    for decision in list {
        if let DecisionKind::DifferentEnterprises(names) = &decision.kind
            && let Some((a, b)) = joined.joined_pair(&name_keys(names), names)
        {
            let message = format!("「{a}」与「{b}」既定为同一企业（或承继），又定为不是同一企业");
            tell(decision, &message, report);
        }
    }
}

fn check_products(list: &[Decision], report: &mut Report) {
    let keys = |enterprise: &str, products: &[String]| -> Vec<String> {
        let owner = name_keys(&[enterprise.to_owned()]).concat();
        products.iter().map(|product| format!("{owner}\n{}", title(product).key)).collect()
    };
    let mut joined = Joined::default();
    for decision in list {
        if let DecisionKind::SameProduct(enterprise, products) = &decision.kind {
            joined.join(&keys(enterprise, products));
        }
    }
    for decision in list {
        if let DecisionKind::DifferentProducts(enterprise, products) = &decision.kind
            && let Some((a, b)) = joined.joined_pair(&keys(enterprise, products), products)
        {
            tell(
                decision,
                &format!("「{enterprise}」的「{a}」与「{b}」既定为同一产品，又定为不是同一产品"),
                report,
            );
        }
    }
}

/// One predecessor has one successor, and nobody succeeds itself, even by a detour.
fn check_successors(list: &[Decision], report: &mut Report) {
    let mut after: BTreeMap<String, String> = BTreeMap::new();
    for decision in list {
        let DecisionKind::Successor { from, to } = &decision.kind else { continue };
        let (from_key, to_key) = (enterprise(from).key, enterprise(to).key);
        let mut end = to_key.clone();
        while let Some(next) = after.get(&end) {
            end = next.clone();
        }
        if end == from_key {
            tell(decision, &format!("「{from}」经承继又回到自己"), report);
        } else if after.get(&from_key).is_some_and(|old| *old != to_key) {
            tell(decision, &format!("「{from}」定了两个承继企业"), report);
        } else {
            after.insert(from_key, to_key);
        }
    }
}
