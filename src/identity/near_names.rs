//! Enterprises whose names are so near that they may be one: their achievements are held until codes, the register or a
//! person tell.

use super::claims::Claims;
use super::desk::{Desk, enterprise_lines};
use super::enterprises::People;
use super::twins;
use super::union::Union;
use crate::finding::Code;
use crate::model::achievement::{Enterprise, EnterpriseId};
use crate::model::record::{ListKind, RowRef};
use std::collections::{BTreeMap, BTreeSet};

/// Holds the achievements of enterprises whose names are so near that they may be one.
pub(super) fn hold(
    desk: &mut Desk<'_>,
    claims: &Claims,
    union: &Union,
    people: &People,
    ids: &[Option<EnterpriseId>],
) {
    let mut owners: Vec<(usize, &str)> = Vec::new();
    for (index, enterprise) in people.list.iter().enumerate() {
        owners.extend(enterprise.other_names.iter().map(|key| (index, key.as_str())));
    }
    let mut roots: Vec<Option<usize>> = vec![None; people.list.len()];
    for (node, id) in ids.iter().enumerate() {
        if let Some(id) = id {
            roots[id.index()] = Some(union.root(node));
        }
    }
    let registered = registered(desk, people);
    let id = |index: usize| EnterpriseId(u32::try_from(index).unwrap_or(u32::MAX));
    let coded = |e: &Enterprise| {
        e.credit_code.is_some() || e.organisation_code.is_some() || e.identity_number.is_some()
    };
    let is_live = |index: usize| people.live_rows(desk, [id(index)]).next().is_some();
    let settled = |a: usize, b: usize| {
        let decided = || roots[a].zip(roots[b]).is_some_and(|(a, b)| union.apart(a, b));
        (coded(&people.list[a]) && coded(&people.list[b]))
            || (registered.contains(&id(a)) && registered.contains(&id(b)))
            || (!is_live(a) && !is_live(b))
            || decided()
    };
    // Of an unsettled pair one has no code, and one is not in the register: the rarer of the two is looked for.
    let uncoded = |index: usize| !coded(&people.list[index]);
    let unregistered = |index: usize| !registered.contains(&id(index));
    let count = |test: &dyn Fn(usize) -> bool| (0..people.list.len()).filter(|index| test(*index)).count();
    let open: &dyn Fn(usize) -> bool =
        if count(&uncoded) <= count(&unregistered) { &uncoded } else { &unregistered };
    let pairs = twins::pairs(&owners, open, settled);
    if pairs.is_empty() {
        return;
    }
    let written = Written::new(claims, people);
    for (a, b, x, y) in pairs {
        let held: Vec<RowRef> = people.live_rows(desk, [id(a), id(b)]).collect();
        tell_twins(desk, &written, (id(a), &x), (id(b), &y), &held);
    }
}

fn registered(desk: &Desk<'_>, people: &People) -> BTreeSet<EnterpriseId> {
    let rows =
        desk.records.iter().zip(&people.holders).filter(|(record, _)| record.kind == ListKind::Register);
    rows.flat_map(|(_, holders)| holders.iter().copied()).collect()
}

/// Where each enterprise and each name is first written.
struct Written {
    by_id: BTreeMap<EnterpriseId, usize>,
    by_key: BTreeMap<String, String>,
}

impl Written {
    fn new(claims: &Claims, people: &People) -> Self {
        let (mut by_id, mut by_key) = (BTreeMap::new(), BTreeMap::new());
        for (record, holders) in people.holders.iter().enumerate() {
            for id in holders {
                by_id.entry(*id).or_insert(record);
            }
        }
        for mention in &claims.mentions {
            by_key.entry(mention.key.clone()).or_insert_with(|| mention.display.clone());
        }
        Self { by_id, by_key }
    }

    fn name(&self, key: &str) -> String {
        self.by_key.get(key).cloned().unwrap_or_else(|| key.to_owned())
    }

    fn quote(&self, desk: &Desk<'_>, id: EnterpriseId) -> String {
        self.by_id.get(&id).map(|record| desk.quote_name(&desk.records[*record])).unwrap_or_default()
    }
}

/// Holds the rows of two likely twins. Each is an enterprise and the name that is near the other's.
fn tell_twins(
    desk: &mut Desk<'_>,
    written: &Written,
    one: (EnterpriseId, &str),
    two: (EnterpriseId, &str),
    rows: &[RowRef],
) {
    let Some(first) = rows.iter().min().copied() else { return };
    let names = [written.name(one.1), written.name(two.1)];
    let settled = rows.iter().filter(|row| desk.accepted.contains(row)).count();
    let fate = match settled {
        0 => "两家的成果都待定",
        some if some < rows.len() => "没有采信的成果都待定",
        _ => "两家的成果都已采信，按两家计算",
    };
    let message = format!(
        "「{}」（{}）与「{}」（{}）名称相近，可能是同一企业，{fate}",
        names[0],
        written.quote(desk, one.0),
        names[1],
        written.quote(desk, two.0)
    );
    let place = desk.row_place(first);
    let help = if one.1 == two.1 {
        "同名的个人请在每一行补上身份证号。".to_owned()
    } else {
        enterprise_lines(&names)
    };
    let position = desk.say(Code::NameTwins, place, message, help);
    for row in rows {
        desk.hold(*row, position);
    }
}
