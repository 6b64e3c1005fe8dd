//! Former names: what a firm was called is a name of its own, unless several firms are said to have had it. Nobody knows then whose
//! it is, or whether they are one: none of them is joined by it, and they wait until somebody tells.

use super::claims::Claims;
use super::desk::{Desk, enterprise_lines, listed};
use super::enterprises::{Dispute, MOST_NAMES};
use super::union::Union;
use crate::finding::Code;
use crate::model::record::ListKind;
use std::collections::{BTreeMap, BTreeSet};

/// A firm that has had a name: the name that it has now, and the record that says so.
#[derive(Clone, Copy)]
struct Heir {
    now: usize,
    record: usize,
}

/// Joins each name with the one that it followed, in `union` and in what the lists alone say; what cannot be joined is returned.
pub(super) fn join(desk: &Desk<'_>, claims: &Claims, union: &mut Union, listed: &mut Union) -> Vec<Dispute> {
    let mut former: BTreeMap<usize, Vec<Heir>> = BTreeMap::new();
    for ((now, old), record) in &claims.former {
        if !union.directly_apart(*now, *old) {
            former.entry(*old).or_default().push(Heir { now: *now, record: *record });
        }
    }
    let (own, written) = rows_of(desk, claims, &former);
    let mut work = Work { desk, claims, union, listed, written, disputes: Vec::new() };
    // What one firm alone has had comes first: it may show that the others are one.
    let (several, one): (Vec<_>, Vec<_>) =
        former.into_iter().partition(|(old, heirs)| heirs.len() > 1 || own.contains_key(old));
    for (old, heirs) in one {
        heirs.iter().for_each(|heir| work.join(*heir, old));
    }
    for (old, mut heirs) in several {
        heirs.extend(own.get(&old).map(|record| Heir { now: old, record: *record }));
        work.share(old, &heirs);
    }
    work.disputes
}

/// Former names that have a row of their own in the register that calls them so, as the firm of that name may be living; and those
/// that other lists name.
fn rows_of(
    desk: &Desk<'_>,
    claims: &Claims,
    former: &BTreeMap<usize, Vec<Heir>>,
) -> (BTreeMap<usize, usize>, BTreeSet<usize>) {
    let (mut own, mut written) = (BTreeMap::new(), BTreeSet::new());
    if former.is_empty() {
        return (own, written);
    }
    let at = |record: usize| &desk.records[record];
    let calls = |heir: &Heir, own: usize| {
        at(heir.record).kind == ListKind::Register && at(heir.record).at.list() == at(own).at.list()
    };
    for mention in &claims.mentions {
        let Some(heirs) = former.get(&mention.node) else { continue };
        if at(mention.record).kind != ListKind::Register {
            written.insert(mention.node);
        } else if heirs.iter().any(|heir| calls(heir, mention.record)) {
            own.entry(mention.node).or_insert(mention.record);
        }
    }
    (own, written)
}

struct Work<'a> {
    desk: &'a Desk<'a>,
    claims: &'a Claims,
    union: &'a mut Union,
    listed: &'a mut Union,
    /// Former names that lists other than registers name.
    written: BTreeSet<usize>,
    disputes: Vec<Dispute>,
}

impl Work<'_> {
    fn join(&mut self, heir: Heir, old: usize) {
        if self.union.same(heir.now, old) {
            return;
        }
        if self.union.join(heir.now, old) {
            self.listed.join(heir.now, old);
        } else {
            self.tell_apart(heir, old);
        }
    }

    /// A name that several firms are said to have had: theirs if they are one, else nobody's.
    fn share(&mut self, old: usize, heirs: &[Heir]) {
        self.join_by_code(heirs);
        let roots: BTreeSet<usize> = heirs.iter().map(|heir| self.union.root(heir.now)).collect();
        if roots.len() == 1 {
            heirs.iter().for_each(|heir| self.join(*heir, old));
            return;
        }
        let is_written = self.written.contains(&old);
        let has_firm = |heir: &Heir| heir.now != old && self.union.same(heir.now, old);
        let is_clear = (!is_written || heirs.iter().any(has_firm)) && roots.len() <= MOST_NAMES;
        if !is_clear || !self.are_several(old, heirs) {
            self.tell_shared(old, heirs, is_written);
        }
    }

    /// The same former name and the same code: one firm that was renamed more than once.
    fn join_by_code(&mut self, heirs: &[Heir]) {
        let mut first: BTreeMap<usize, usize> = BTreeMap::new();
        for heir in heirs {
            for code in &self.claims.codes[heir.record] {
                let known = *first.entry(*code).or_insert(heir.now);
                if !self.union.same(known, heir.now) && self.union.join(known, heir.now) {
                    self.listed.join(known, heir.now);
                }
            }
        }
    }

    /// True where decisions, or right codes of their own, say of any two that they are two. A firm and its former name may have a
    /// code each.
    fn are_several(&self, old: usize, heirs: &[Heir]) -> bool {
        let coded = |heir: &Heir| {
            let mut codes = self.claims.codes[heir.record].iter();
            heir.now != old && codes.any(|code| self.claims.valid.contains(code))
        };
        let two = |a: &Heir, b: &Heir| {
            self.union.same(a.now, b.now) || self.union.apart(a.now, b.now) || coded(a) && coded(b)
        };
        heirs.iter().enumerate().all(|(at, a)| heirs.iter().skip(at + 1).all(|b| two(a, b)))
    }

    fn tell_shared(&mut self, old: usize, heirs: &[Heir], is_written: bool) {
        let names: BTreeSet<usize> =
            heirs.iter().map(|heir| heir.now).chain(is_written.then_some(old)).collect();
        let texts: Vec<String> =
            names.iter().take(MOST_NAMES).map(|name| self.claims.text(*name).to_owned()).collect();
        let text = self.claims.text(old);
        let rows: BTreeSet<usize> = heirs.iter().map(|heir| heir.record).collect();
        let quotes: Vec<String> =
            rows.iter().map(|record| self.desk.quote_name(&self.desk.records[*record])).collect();
        let whose = if is_written && heirs.iter().all(|heir| heir.now != old) {
            format!("「{text}」只属于其中一家的，对其余各家写「不是同一企业」，names 写那一家和「{text}」。")
        } else {
            String::new()
        };
        self.disputes.push(Dispute {
            code: Code::FormerShared,
            nodes: names.into_iter().collect(),
            message: format!(
                "「{text}」是几家企业写着的名称，分不清是不是一家，这几家的成果都待定：{}",
                listed(&quotes)
            ),
            help: format!("曾用名写错的请改正名录。{whose}{}", enterprise_lines(&texts)),
            record: rows.first().copied().unwrap_or_default(),
        });
    }

    fn tell_apart(&mut self, heir: Heir, old: usize) {
        let (now, former) = (self.claims.text(heir.now), self.claims.text(old));
        self.disputes.push(Dispute {
            code: Code::NamesApart,
            nodes: vec![heir.now, old],
            message: format!("名单把「{now}」与「{former}」连在一起，但有决定说其中的名称不是同一企业"),
            help: "核对曾用名、代码和「不是同一企业」的决定，改正不对的一处。".into(),
            record: heir.record,
        });
    }
}
