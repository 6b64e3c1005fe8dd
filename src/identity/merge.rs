//! Rows that state one achievement, joined: their facts must agree, or all of them are held.

use super::desk::{Desk, listed, row_lines, shown};
use super::enterprises::People;
use super::groups::{self, within};
use super::items::Item;
use super::own_facts;
use super::products::Products;
use crate::finding::Code;
use crate::model::achievement::{Achievement, EnterpriseId, Holder};
use crate::model::record::{Fact, Facts, RowRef, Value};
use crate::policy::{FieldId, Policy, builtin};
use crate::text::{name, normal};
use std::collections::{BTreeMap, BTreeSet};

/// The achievements, and the rows that only repeat one.
#[derive(Default)]
pub(super) struct Merged {
    pub(super) achievements: Vec<Achievement>,
    pub(super) duplicates: BTreeMap<RowRef, RowRef>,
}

/// Fields in which rows of one achievement may differ: they identify the row, or are remarks about it.
const FREE: &[FieldId] = &[
    builtin::ENTERPRISE,
    builtin::CREDIT_CODE,
    builtin::ORGANISATION_CODE,
    builtin::CATEGORY,
    builtin::PRODUCT,
    builtin::TITLE,
    builtin::CERTIFICATE,
    builtin::CLAIM,
    builtin::DOCUMENT,
    builtin::DEPARTMENT,
    builtin::REMARK,
    builtin::AMOUNT_UNIT,
    builtin::SERIAL,
    builtin::SHARERS,
];

/// Of these, remarks that nothing computes with unless the policy names them: then rows that differ in one would pay by the
/// order of the files.
const REMARKS: &[FieldId] = &[builtin::CLAIM, builtin::DOCUMENT, builtin::DEPARTMENT, builtin::REMARK];

/// Whether rows of one achievement may differ in a field.
fn is_free(policy: &Policy, field: FieldId) -> bool {
    FREE.contains(&field) && !(REMARKS.contains(&field) && policy.spans.uses.contains_key(&field))
}

/// Joins the rows.
pub(super) fn merge(desk: &mut Desk<'_>, people: &People, products: &Products, items: &[Item]) -> Merged {
    let groups = groups::sort_out(items);
    let mut merged = Merged::default();
    merged.achievements.reserve_exact(groups.together.len());
    for (unclear, others) in &groups.unclear {
        hold_unclear(desk, items, unclear, *others);
        let accepted = accepted(desk, items, unclear);
        if !accepted.is_empty() {
            settle(desk, people, products, items, &accepted, &mut merged);
        }
    }
    for group in &groups.together {
        settle(desk, people, products, items, group, &mut merged);
    }
    merged
}

fn accepted(desk: &Desk<'_>, items: &[Item], group: &[usize]) -> Vec<usize> {
    group.iter().copied().filter(|item| desk.accepted.contains(&items[*item].at)).collect()
}

fn hold_unclear(desk: &mut Desk<'_>, items: &[Item], unclear: &[usize], others: [usize; 2]) {
    let fields = [builtin::CERTIFICATE, builtin::TITLE, builtin::PRODUCT];
    for item in unclear.iter().map(|item| &items[*item]) {
        let quotes = others.map(|other| desk.quote(&desk.records[items[other].record], &fields));
        let own = desk.quote(&desk.records[item.record], &fields);
        let message = format!("{own}可能与{}是同一成果，也可能与{}是同一成果", quotes[0], quotes[1]);
        let help = format!("请补上证书编号等区别项；确是另一项的写：\n{}", row_lines(desk, item.at));
        let position = desk.say(Code::CertificateUnclear, desk.row_place(item.at), message, help);
        desk.hold(item.at, position);
    }
}

/// One group: an achievement, or held rows. Where it cannot be joined, the rows that a decision accepts speak for it.
fn settle(
    desk: &mut Desk<'_>,
    people: &People,
    products: &Products,
    items: &[Item],
    group: &[usize],
    merged: &mut Merged,
) {
    let rows: Vec<&Item> = group.iter().map(|item| &items[*item]).collect();
    let chosen: Vec<&Item> = rows.iter().copied().filter(|item| desk.accepted.contains(&item.at)).collect();
    let held = rows.iter().find_map(|item| desk.held.get(&item.at).copied());
    let whole = match held {
        Some(position) => Err(Unjoined::Told(position)),
        None => join(desk, people, products, &rows).map_err(Unjoined::Conflict),
    };
    let by_chosen = || {
        let free = !chosen.is_empty() && chosen.iter().all(|item| !desk.held.contains_key(&item.at));
        // A joint holder whom only other rows name would go unpaid, and no decision says so.
        let joint = rows.iter().all(|item| desk.policy.category(item.category).joint);
        let named = |holder: &EnterpriseId| chosen.iter().any(|item| item.holders.contains(holder));
        let all_named = !joint || rows.iter().flat_map(|item| &item.holders).all(named);
        (free && all_named).then(|| join(desk, people, products, &chosen).ok())?
    };
    let joined = match whole {
        Ok(achievement) => Ok((achievement, &rows)),
        // What a decision settled is told no more.
        Err(why) => by_chosen().map(|achievement| (achievement, &chosen)).ok_or(why),
    };
    let joined = joined.map_err(|why| match why {
        Unjoined::Told(position) => position,
        Unjoined::Conflict(conflict) => tell(desk, &rows, &conflict),
    });
    match joined {
        Err(position) => rows.iter().for_each(|item| desk.hold_always(item.at, position)),
        Ok((achievement, sources)) => {
            let first = achievement.sources[0];
            for item in rows.iter().filter(|item| item.at != first) {
                desk.held.remove(&item.at);
                merged.duplicates.insert(item.at, first);
            }
            note_claims(desk, sources);
            merged.achievements.push(achievement);
        }
    }
}

/// What keeps a group from being an achievement: a finding that was told, or a conflict that was not yet.
enum Unjoined {
    Told(usize),
    Conflict(Conflict),
}

/// Why rows cannot be joined.
enum Conflict {
    /// Different enterprises hold one certificate.
    Holders,
    /// Two facts, each with its field.
    Facts(Fact, Fact),
}

fn join(
    desk: &Desk<'_>,
    people: &People,
    products: &Products,
    rows: &[&Item],
) -> Result<Achievement, Conflict> {
    let mut holders = join_holders(desk, people, rows)?;
    let lead = holders[0].enterprise;
    let mut ordered = rows.to_vec();
    ordered.sort_by_key(|item| (!item.holders.contains(&lead), item.at));
    same_names(desk, &ordered)?;
    let own = own_facts::fields(desk.policy, &desk.records, &ordered);
    own_facts::fill(&desk.records, &ordered, &own, &mut holders)
        .map_err(|facts| Conflict::Facts(facts.0, facts.1))?;
    let facts = join_facts(desk, &ordered, &own)?;
    let mut sources: Vec<RowRef> = rows.iter().map(|item| item.at).collect();
    sources.sort_unstable();
    let first = ordered[0];
    let product = ordered.iter().find_map(|item| item.product.clone());
    let product = product.or_else(|| ordered.iter().find_map(|item| item.title.clone())).unwrap_or_default();
    Ok(Achievement {
        title: facts.text(builtin::TITLE).or(facts.text(builtin::PRODUCT)).unwrap_or_default().to_owned(),
        quantity: facts.whole(builtin::QUANTITY).unwrap_or(1),
        certificate: rows.iter().find_map(|item| item.certificate.clone()),
        product: products.canonical(lead, &product),
        product_group: None,
        category: first.category,
        sources,
        holders,
        facts,
    })
}

/// The facts of all rows. They begin as those of the first, with which a row alone shares them; what is a holder's own stands
/// here as the rows of the first row's holders say it.
fn join_facts(desk: &Desk<'_>, rows: &[&Item], own: &BTreeSet<FieldId>) -> Result<Facts, Conflict> {
    let mut facts = desk.records[rows[0].record].facts.clone();
    if rows.len() == 1 {
        return Ok(facts);
    }
    let set = |item: &Item| item.holders.iter().copied().collect::<BTreeSet<EnterpriseId>>();
    let mut ranks: BTreeMap<BTreeSet<EnterpriseId>, &Fact> = BTreeMap::new();
    for item in rows {
        let of = set(item);
        let others = of != set(rows[0]);
        let stated = &desk.records[item.record].facts;
        if let Some(rank) = stated.get(builtin::RANK) {
            let old = *ranks.entry(of).or_insert(rank);
            if !agree(&old.value, &rank.value) {
                return Err(Conflict::Facts(old.clone(), rank.clone()));
            }
        }
        for fact in stated.iter().filter(|fact| !(others && own.contains(&fact.field))) {
            join_fact(desk.policy, &mut facts, fact)?;
        }
    }
    Ok(facts)
}

/// Adds a fact; the more precise of two dates stays.
fn join_fact(policy: &Policy, facts: &mut Facts, fact: &Fact) -> Result<(), Conflict> {
    let old = facts.iter().find(|old| (old.field, old.year) == (fact.field, fact.year));
    match old {
        None => facts.set(fact.clone()),
        Some(_) if is_free(policy, fact.field) || builtin::OF_HOLDER.contains(&fact.field) => {}
        Some(old) if !agree(&old.value, &fact.value) => {
            return Err(Conflict::Facts(old.clone(), fact.clone()));
        }
        Some(old) => {
            if let (Value::Date(known), Value::Date(new)) = (&old.value, &fact.value)
                && within(new, known)
                && new != known
            {
                facts.set(fact.clone());
            }
        }
    }
    Ok(())
}

/// True where two values say the same, one perhaps more precisely.
pub(super) fn agree(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Date(a), Value::Date(b)) => within(a, b) || within(b, a),
        (Value::Text(a), Value::Text(b)) => normal::key(a) == normal::key(b),
        _ => a == b,
    }
}

/// Titles and products that differ are facts that differ, whatever the certificate says.
fn same_names(desk: &Desk<'_>, rows: &[&Item]) -> Result<(), Conflict> {
    for (field, key) in [
        (builtin::PRODUCT, (|item| item.product.as_ref()) as fn(&Item) -> Option<&String>),
        (builtin::TITLE, |item| item.title.as_ref()),
    ] {
        let mut named = rows.iter().filter(|item| key(item).is_some());
        let Some(first) = named.next() else { continue };
        let Some(other) = named.find(|item| key(item) != key(first)) else { continue };
        let fact = |item: &Item| desk.records[item.record].facts.get(field).cloned();
        if let (Some(a), Some(b)) = (fact(first), fact(other)) {
            return Err(Conflict::Facts(a, b));
        }
    }
    Ok(())
}

/// The holders of all rows, in stated rank.
fn join_holders(desk: &Desk<'_>, people: &People, rows: &[&Item]) -> Result<Vec<Holder>, Conflict> {
    let mut holders: BTreeMap<EnterpriseId, Holder> = BTreeMap::new();
    let mut sorted = rows.to_vec();
    sorted.sort_by_key(|item| item.at);
    for item in &sorted {
        let several = item.holders.len() > 1;
        let stated =
            desk.records[item.record].facts.whole(builtin::RANK).and_then(|rank| u32::try_from(rank).ok());
        let beside = name::ranks_of_holders(&desk.records[item.record].names)
            .filter(|ranks| ranks.len() == item.holders.len());
        for (at, id) in item.holders.iter().enumerate() {
            let own = beside.as_ref().map(|ranks| ranks[at]);
            let rank = if several { own.or_else(|| u32::try_from(at + 1).ok()) } else { stated };
            let new = Holder { enterprise: *id, rank, source: item.at, own: None };
            let old = holders.entry(*id).or_insert(new);
            if old.rank.is_some() && rank.is_some() && old.rank != rank {
                return Err(Conflict::Holders);
            }
            old.rank = old.rank.or(rank);
        }
    }
    let joint = rows.iter().all(|item| desk.policy.category(item.category).joint);
    if holders.len() > 1 && !joint {
        return Err(Conflict::Holders);
    }
    let mut holders: Vec<Holder> = holders.into_values().collect();
    holders.sort_by_key(|holder| {
        (
            holder.rank.is_none(),
            holder.rank,
            people.list[holder.enterprise.index()].key.as_str(),
            holder.enterprise,
        )
    });
    Ok(holders)
}

fn tell(desk: &mut Desk<'_>, rows: &[&Item], conflict: &Conflict) -> usize {
    let first = rows.iter().map(|item| item.at).min().unwrap_or(rows[0].at);
    let accepted = rows.iter().filter(|item| desk.accepted.contains(&item.at)).count();
    let again = if accepted > 1 { "采信的几行互相不一致，只能采信一行。" } else { "" };
    let help = format!("{again}核对原件，改正名单；或采信一行、不予采信另一行：\n{}", row_lines(desk, first));
    match conflict {
        Conflict::Holders => {
            let quotes: Vec<String> =
                rows.iter().map(|item| desk.quote_name(&desk.records[item.record])).collect();
            let place = desk.place_of(&desk.records[rows[0].record], &[builtin::CERTIFICATE]);
            let what = rows[0].certificate.clone().unwrap_or_default();
            let message = format!("同一证书（{what}）的持有企业或名次不一致：{}", listed(&quotes));
            desk.say(Code::CertificateHolders, place, message, help)
        }
        Conflict::Facts(a, b) => {
            let (a, b) = if a.cell <= b.cell { (a, b) } else { (b, a) };
            let quote = |fact: &Fact| format!("{}「{}」", desk.cell_place(fact.cell), shown(&fact.value));
            let field = &desk.policy.field(a.field).name;
            let message = format!("同一成果在几行里「{field}」不一致：{}", listed(&[quote(a), quote(b)]));
            let help = if rows.iter().any(|item| item.holders != rows[0].holders) {
                of_several(field, &help)
            } else {
                help
            };
            desk.say(Code::DuplicateConflict, desk.cell_place(a.cell), message, help)
        }
    }
}

/// Rows of several holders: one of them does not speak for another.
fn of_several(field: &str, help: &str) -> String {
    format!(
        "几家共有、各写一行：写错的请改正名单；「{field}」各家本来就不同（主导、参与，各自的上级奖励）的，用到它的奖项照原文写 joint = {{ mode = \"各得\" }}，各家就照自己的行算；采信一行不能代替另一家的行。{help}"
    )
}

/// A claim is never paid, so rows that claim differently are only noted.
fn note_claims(desk: &mut Desk<'_>, rows: &[&Item]) {
    if !is_free(desk.policy, builtin::CLAIM) {
        return;
    }
    let mut claims = rows
        .iter()
        .filter(|item| item.holders == rows[0].holders)
        .filter_map(|item| desk.records[item.record].facts.get(builtin::CLAIM).cloned());
    let Some(first) = claims.next() else { return };
    let Some(other) = claims.find(|claim| !agree(&claim.value, &first.value)) else { return };
    let quote = |fact: &Fact| format!("{}「{}」", desk.cell_place(fact.cell), shown(&fact.value));
    let message = format!("同一成果的申请金额不一致：{}", listed(&[quote(&first), quote(&other)]));
    let place = desk.cell_place(first.cell);
    desk.say(Code::ClaimConflict, place, message, "申请金额只供核对，不影响计算。");
}
