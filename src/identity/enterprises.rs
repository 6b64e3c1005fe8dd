//! Who is who: records to enterprises, by code, by normalised name, by former names and by decisions.

use super::claims::{Claims, Mention, Node};
use super::desk::{Desk, enterprise_lines, listed};
use super::former_names;
use super::near_names;
use super::union::Union;
use crate::finding::Code;
use crate::model::achievement::{Enterprise, EnterpriseId};
use crate::model::decision::DecisionKind;
use crate::model::record::{Facts, ListKind, RowRef};
use crate::policy::builtin;
use crate::text::{code, name};
use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

/// The enterprises and who holds what.
#[derive(Default)]
pub(super) struct People {
    /// In order of key, whatever the order of the lists.
    pub(super) list: Vec<Enterprise>,
    /// Per record, the enterprises it names, in the order stated.
    pub(super) holders: Vec<Vec<EnterpriseId>>,
    /// By normalised name, whoever goes by it (one, unless persons share a name).
    pub(super) by_name: BTreeMap<String, Vec<EnterpriseId>>,
    /// By enterprise, the records that name it; made when first asked for, as most runs hold nothing for an enterprise.
    records: OnceCell<BTreeMap<EnterpriseId, Vec<usize>>>,
    /// By enterprise, the rows of the ledger that owe something this year for its achievements, whoever is paid.
    owing: OnceCell<BTreeMap<EnterpriseId, Vec<usize>>>,
}

impl People {
    /// The enterprise of a name in a decision.
    pub(super) fn named(&self, text: &str) -> Option<EnterpriseId> {
        let found = self.by_name.get(&name::enterprise(text).key)?;
        if let [one] = found.as_slice() { Some(*one) } else { None }
    }

    /// The records that name an enterprise, in source order.
    pub(super) fn records_of(&self, id: EnterpriseId) -> &[usize] {
        let records = self.records.get_or_init(|| {
            let mut records: BTreeMap<EnterpriseId, Vec<usize>> = BTreeMap::new();
            for (record, holders) in self.holders.iter().enumerate() {
                holders.iter().for_each(|id| records.entry(*id).or_default().push(record));
            }
            records
        });
        records.get(&id).map_or(&[], Vec::as_slice)
    }

    /// The rows of some enterprises that may be paid: their achievements, and what the ledger owes for earlier ones.
    pub(super) fn live_rows<'a>(
        &'a self,
        desk: &'a Desk<'_>,
        ids: impl IntoIterator<Item = EnterpriseId> + 'a,
    ) -> impl Iterator<Item = RowRef> + 'a {
        ids.into_iter().flat_map(move |id| {
            let own = self.records_of(id).iter().map(|record| &desk.records[*record]);
            let own = own.filter(|record| record.kind == ListKind::Achievements).map(|record| record.at);
            own.chain(self.owing(desk, id).iter().map(|record| desk.records[*record].at))
        })
    }

    /// The rows of the ledger that owe something this year to an enterprise, or to another for its achievement.
    fn owing(&self, desk: &Desk<'_>, id: EnterpriseId) -> &[usize] {
        let owing = self.owing.get_or_init(|| {
            let mut owing: BTreeMap<EnterpriseId, Vec<usize>> = BTreeMap::new();
            for (at, record) in desk.records.iter().enumerate() {
                if record.kind != ListKind::History || !desk.is_live(record) {
                    continue;
                }
                let holder = record.facts.text(builtin::HOLDER).and_then(|name| self.named(name));
                let whose: BTreeSet<EnterpriseId> =
                    self.holders.get(at).into_iter().flatten().copied().chain(holder).collect();
                whose.into_iter().for_each(|id| owing.entry(id).or_default().push(at));
            }
            owing
        });
        owing.get(&id).map_or(&[], Vec::as_slice)
    }
}

/// Resolves all records, holding the rows of enterprises that cannot be told apart or together.
pub(super) fn resolve(desk: &mut Desk<'_>) -> People {
    let claims = Claims::collect(desk);
    let mut work = Work::new(&claims);
    work.follow_decisions(desk);
    work.disputes = former_names::join(desk, &claims, &mut work.union, &mut work.listed);
    work.join_codes(desk);
    work.compare_codes(desk);
    let (mut people, ids) = build(desk, &work);
    work.tell_disputes(desk, &people, &ids);
    near_names::hold(desk, &claims, &work.union, &people, &ids);
    super::register::fill(desk, &mut people);
    people
}

/// A code with more names than this is a placeholder or a misread column: its names are not compared one by one.
pub(super) const MOST_NAMES: usize = 30;

/// Why a set of names cannot be used as one enterprise.
pub(super) struct Dispute {
    pub(super) code: Code,
    pub(super) nodes: Vec<usize>,
    pub(super) message: String,
    pub(super) help: String,
    /// The record to point at.
    pub(super) record: usize,
}

struct Work<'a> {
    claims: &'a Claims,
    /// Who is who.
    union: Union,
    /// Joined by the lists alone, without decisions: what a second code contradicts.
    listed: Union,
    disputes: Vec<Dispute>,
    /// Codes that a name no longer has, because a decision says they belong to another.
    dropped: BTreeSet<(usize, usize)>,
}

impl<'a> Work<'a> {
    fn new(claims: &'a Claims) -> Self {
        let count = claims.nodes.len();
        let (union, listed) = (Union::new(count), Union::new(count));
        Self { claims, union, listed, disputes: Vec::new(), dropped: BTreeSet::new() }
    }

    fn follow_decisions(&mut self, desk: &Desk<'_>) {
        let nodes = |names: &[String]| -> Vec<usize> {
            names.iter().filter_map(|text| self.claims.name(&name::enterprise(text).key)).collect()
        };
        let (mut together, mut apart) = (Vec::new(), Vec::new());
        for decision in &desk.decisions.list {
            match &decision.kind {
                DecisionKind::SameEnterprise(names) => together.push(nodes(names)),
                DecisionKind::Successor { from, to } => together.push(nodes(&[from.clone(), to.clone()])),
                DecisionKind::DifferentEnterprises(names) => apart.push(nodes(names)),
                _ => {}
            }
        }
        for names in apart {
            for (at, a) in names.iter().enumerate() {
                for b in names.iter().skip(at + 1).filter(|b| *b != a) {
                    self.union.keep_apart(*a, *b);
                }
            }
        }
        for names in together {
            for pair in names.windows(2) {
                self.union.join(pair[0], pair[1]);
            }
        }
    }

    /// One code is one enterprise: names that differ slightly are joined, clearly different ones are disputed.
    fn join_codes(&mut self, desk: &mut Desk<'_>) {
        for (code, names) in self.claims.named_codes() {
            self.join_variants(desk, code, &names);
            let roots = self.roots(&names);
            if let [root] = roots.as_slice() {
                self.union.join(*root, code);
                continue;
            }
            let settled = roots
                .iter()
                .enumerate()
                .all(|(at, a)| roots.iter().skip(at + 1).all(|b| self.union.apart(*a, *b)));
            if settled {
                self.give_code(code, &names);
            } else {
                self.dispute_code(desk, code, &names);
            }
        }
    }

    /// False for a row whose code belongs to another by decision.
    fn has_own_code(&self, mention: &Mention) -> bool {
        self.claims.codes[mention.record].iter().all(|code| !self.dropped.contains(&(*code, mention.node)))
    }

    fn roots(&self, names: &[usize]) -> Vec<usize> {
        let roots: BTreeSet<usize> = names.iter().map(|name| self.union.root(*name)).collect();
        roots.into_iter().collect()
    }

    fn join_variants(&mut self, desk: &mut Desk<'_>, code: usize, names: &[usize]) {
        if names.len() > MOST_NAMES {
            return;
        }
        for (at, a) in names.iter().enumerate() {
            for b in names.iter().skip(at + 1) {
                if self.union.same(*a, *b) || self.union.apart(*a, *b) || !self.near(*a, *b) {
                    continue;
                }
                self.union.join(*a, *b);
                self.listed.join(*a, *b);
                let records = [self.claims.record(code, *a), self.claims.record(code, *b)];
                let [x, y] = records.map(|record| desk.quote_name(&desk.records[record]));
                let place = desk.place_of(&desk.records[records[0]], &[builtin::ENTERPRISE]);
                let message =
                    format!("代码{}下名称写法不同，按同一企业处理：{x}，{y}", self.claims.text(code));
                desk.say(
                    Code::NameVariant,
                    place,
                    message,
                    "若不是同一企业，请改正代码，或写下「不是同一企业」的决定。",
                );
            }
        }
    }

    /// Near in any of the names that either goes by.
    fn near(&self, a: usize, b: usize) -> bool {
        let text = |node: &usize| self.claims.text(*node).to_owned();
        let (a, b) = (self.union.members(a), self.union.members(b));
        a.iter().any(|x| b.iter().any(|y| name::near(&text(x), &text(y))))
    }

    /// Names that a decision keeps apart share a code: it is that of the one in the register, or of none.
    fn give_code(&mut self, code: usize, names: &[usize]) {
        let registered: Vec<usize> =
            names.iter().copied().filter(|name| self.claims.registered.contains(&(code, *name))).collect();
        let owner = match self.roots(&registered).as_slice() {
            [root] => Some(*root),
            _ => None,
        };
        if let Some(root) = owner {
            self.union.join(root, code);
        }
        for name in names.iter().filter(|name| owner != Some(self.union.root(**name))) {
            self.dropped.insert((code, *name));
        }
    }

    fn dispute_code(&mut self, desk: &Desk<'_>, code: usize, names: &[usize]) {
        for pair in names.windows(2) {
            self.union.join(pair[0], pair[1]);
        }
        let quotes: Vec<String> = names
            .iter()
            .map(|name| desk.quote_name(&desk.records[self.claims.record(code, *name)]))
            .collect();
        let texts: Vec<String> =
            names.iter().take(MOST_NAMES).map(|name| self.claims.text(*name).to_owned()).collect();
        self.disputes.push(Dispute {
            code: Code::CodeNames,
            nodes: names.to_vec(),
            message: format!("同一代码{}写着不同的名称：{}", self.claims.text(code), listed(&quotes)),
            help: format!("代码有误的请改正名单；确已更名的在名录补「曾用名」。{}", enterprise_lines(&texts)),
            record: self.claims.record(code, names[0]),
        });
    }

    /// One name with two codes that may both be right is disputed.
    fn compare_codes(&mut self, desk: &mut Desk<'_>) {
        let mut codes: Vec<(usize, usize)> = Vec::new();
        for (code, names) in self.claims.named_codes() {
            let own = names.iter().filter(|name| !self.dropped.contains(&(code, **name)));
            codes.extend(own.map(|name| (self.listed.root(*name), code)));
        }
        codes.sort_unstable();
        codes.dedup();
        for of_root in codes.chunk_by(|a, b| a.0 == b.0).filter(|codes| codes.len() > 1) {
            let codes: BTreeSet<usize> = of_root.iter().map(|(_, code)| *code).collect();
            self.compare(desk, of_root[0].0, &codes);
        }
    }

    fn compare(&mut self, desk: &mut Desk<'_>, root: usize, codes: &BTreeSet<usize>) {
        let members = self.listed.members(root).to_vec();
        let mut quotes = Vec::new();
        let mut first = None;
        for code in codes {
            let record = members.iter().find_map(|name| self.claims.record_of(*code, *name));
            let Some(record) = record else { continue };
            first = first.or(Some(record));
            let cell = desk.quote(&desk.records[record], &[builtin::CREDIT_CODE, builtin::ORGANISATION_CODE]);
            quotes.push(cell);
        }
        let Some(record) = first else { return };
        for code in codes {
            self.union.join(root, *code);
        }
        let valid = codes.iter().filter(|code| self.claims.valid.contains(code)).count();
        let name = self.claims.text(root);
        let message = format!("「{name}」有不同的代码：{}", listed(&quotes));
        if valid == 1 {
            let place =
                desk.place_of(&desk.records[record], &[builtin::CREDIT_CODE, builtin::ORGANISATION_CODE]);
            let message = format!("{message}；其中只有一个校验位正确，按同一企业处理");
            desk.say(Code::CodeDoubtful, place, message, "请核对并改正代码。");
            return;
        }
        let written = |name: &&usize| codes.iter().any(|code| self.claims.record_of(*code, **name).is_some());
        let names: Vec<String> =
            members.iter().filter(written).map(|n| self.claims.text(*n).into()).collect();
        let help = if names.len() > 1 {
            format!("请核对并改正代码和曾用名。{}", enterprise_lines(&names))
        } else {
            "请核对并改正代码；确是两家同名企业的，请在名称后注明以示区别。".to_owned()
        };
        self.disputes.push(Dispute { code: Code::NameCodes, nodes: vec![root], message, help, record });
    }

    /// Holds every row of a disputed enterprise, whatever list it is in: payments and vetoes are in doubt with the name.
    fn tell_disputes(&self, desk: &mut Desk<'_>, people: &People, ids: &[Option<EnterpriseId>]) {
        for dispute in &self.disputes {
            let fields = [builtin::CREDIT_CODE, builtin::ORGANISATION_CODE, builtin::ENTERPRISE];
            let place = desk.place_of(&desk.records[dispute.record], &fields);
            let concerned: BTreeSet<EnterpriseId> =
                dispute.nodes.iter().filter_map(|node| ids.get(*node).copied().flatten()).collect();
            let records: Vec<usize> =
                concerned.iter().flat_map(|id| people.records_of(*id)).copied().collect();
            let is_listed = |record: &usize| desk.records[*record].kind != ListKind::Register;
            if dispute.code == Code::FormerShared && !records.iter().any(is_listed) {
                continue;
            }
            let position = desk.say(dispute.code, place, &dispute.message, &dispute.help);
            for record in &records {
                desk.hold(desk.records[*record].at, position);
            }
        }
    }
}

/// Enterprises from sets of nodes, numbered by key; and the enterprise of each node.
fn build(desk: &Desk<'_>, work: &Work<'_>) -> (People, Vec<Option<EnterpriseId>>) {
    let (claims, union) = (work.claims, &work.union);
    let mut mentions: Vec<&Mention> = claims.mentions.iter().collect();
    mentions.sort_by_key(|mention| union.root(mention.node));
    let tops = successors(desk);
    let sets = mentions.chunk_by(|a, b| union.same(a.node, b.node));
    let mut drafts: Vec<(Enterprise, usize)> = sets
        .map(|mentions| {
            let root = union.root(mentions[0].node);
            (Draft { desk, work, mentions, tops: &tops }.enterprise(root), root)
        })
        .collect();
    drafts.sort_by(|(a, _), (b, _)| (&a.key, &a.other_names).cmp(&(&b.key, &b.other_names)));
    let mut ids = vec![None; claims.nodes.len()];
    let mut people = People { holders: vec![Vec::new(); desk.records.len()], ..People::default() };
    for (index, (enterprise, root)) in drafts.into_iter().enumerate() {
        let id = EnterpriseId(u32::try_from(index).unwrap_or(u32::MAX));
        for node in union.members(root) {
            ids[*node] = Some(id);
        }
        for key in &enterprise.other_names {
            people.by_name.entry(key.clone()).or_default().push(id);
        }
        people.list.push(enterprise);
    }
    for mention in &claims.mentions {
        people.holders[mention.record].extend(ids[mention.node]);
    }
    (people, ids)
}

/// Names that took another's place and were not replaced themselves.
fn successors(desk: &Desk<'_>) -> BTreeSet<String> {
    let (mut from_names, mut to_names) = (BTreeSet::new(), BTreeSet::new());
    for decision in &desk.decisions.list {
        if let DecisionKind::Successor { from, to } = &decision.kind {
            from_names.insert(name::enterprise(from).key);
            to_names.insert(name::enterprise(to).key);
        }
    }
    to_names.difference(&from_names).cloned().collect()
}

/// One set of mentions on its way to an enterprise.
struct Draft<'a> {
    desk: &'a Desk<'a>,
    work: &'a Work<'a>,
    mentions: &'a [&'a Mention],
    /// Names that took another's place.
    tops: &'a BTreeSet<String>,
}

impl Draft<'_> {
    /// What a mention weighs: the successor's first, then the register's. No order of rows enters it.
    fn weight(&self, mention: &Mention) -> (bool, bool) {
        let kind = self.desk.records[mention.record].kind;
        (!self.tops.contains(&mention.key), kind != ListKind::Register)
    }

    /// The code of the weightiest mention, the smallest among equals.
    fn code(&self, codes: &[Option<String>]) -> Option<String> {
        let usable = self.mentions.iter().filter(|mention| self.work.has_own_code(mention));
        let ranked =
            usable.filter_map(|mention| Some((self.weight(mention), codes[mention.record].as_ref()?)));
        ranked.min().map(|(_, code)| code.clone())
    }

    fn enterprise(&self, root: usize) -> Enterprise {
        let claims = self.work.claims;
        let credit_code = self.code(&claims.credit);
        let inner = credit_code.as_deref().and_then(code::organisation_of);
        let organisation_code = inner.or_else(|| self.code(&claims.organisation));
        let nodes = self.work.union.members(root).iter().map(|node| &claims.nodes[*node]);
        let (mut person, mut names) = (None, BTreeSet::new());
        for node in nodes {
            match node {
                Node::Person(number) => person = Some(number.clone()),
                Node::Name(key) => drop(names.insert(key.clone())),
                Node::Code(_) => {}
            }
        }
        names.extend(self.mentions.iter().map(|m| m.key.clone()).filter(|key| !key.is_empty()));
        let named = self.mentions.iter().filter(|mention| !mention.key.is_empty());
        let main =
            named.map(|mention| (self.weight(mention), &mention.key)).min().map(|(_, key)| key.clone());
        let first = self.mentions.iter().min_by_key(|mention| {
            (self.weight(mention), mention.key.is_empty(), self.desk.records[mention.record].at)
        });
        let key = person.clone().or_else(|| credit_code.clone()).or_else(|| organisation_code.clone());
        Enterprise {
            key: key.or(main).unwrap_or_else(|| claims.text(root).to_owned()),
            name: first.map(|mention| name::printed(&mention.display)).unwrap_or_default(),
            credit_code,
            organisation_code,
            other_names: names.into_iter().collect(),
            identity_number: person,
            register_row: None,
            register: Facts::default(),
        }
    }
}
