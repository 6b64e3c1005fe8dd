//! What the lists say about who is who: names, codes, identity numbers and former names, each with its record.

use super::desk::Desk;
use crate::model::record::{ListKind, Record};
use crate::policy::builtin;
use crate::text::{code, name, normal, placeholder};
use std::collections::{BTreeMap, BTreeSet};

/// One thing that identifies: nodes are numbered in this order, so no order of rows matters.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Node {
    /// A normalised name.
    Name(String),
    /// An organisation code, that within a credit code included; any other code as it reads.
    Code(String),
    /// A natural person's identity number.
    Person(String),
}

/// A holder as one record names it.
pub(super) struct Mention {
    pub(super) record: usize,
    pub(super) node: usize,
    /// The normalised name; empty where only a code is given.
    pub(super) key: String,
    pub(super) display: String,
}

/// Everything that the lists claim.
#[derive(Default)]
pub(super) struct Claims {
    /// In order, so that a node is found by halving.
    pub(super) nodes: Vec<Node>,
    pub(super) mentions: Vec<Mention>,
    /// Codes and the names that each is written with, with the first record of both.
    named: BTreeMap<(usize, usize), usize>,
    /// Former names: the name that a firm has now, the one that it is said to have had, and the first record that says so.
    pub(super) former: BTreeMap<(usize, usize), usize>,
    /// Code and name that stand together in a register row.
    pub(super) registered: BTreeSet<(usize, usize)>,
    /// Codes whose check character agrees.
    pub(super) valid: BTreeSet<usize>,
    /// Per record, the credit code.
    pub(super) credit: Vec<Option<String>>,
    /// Per record, the organisation code.
    pub(super) organisation: Vec<Option<String>>,
    /// Per record, the nodes of its codes.
    pub(super) codes: Vec<Vec<usize>>,
}

/// One record's identifiers, before nodes are numbered.
struct Said {
    record: usize,
    holders: Vec<(Node, String, String)>,
    /// The later name and the former one.
    former: Vec<(String, String)>,
    codes: Vec<(String, bool)>,
}

impl Claims {
    pub(super) fn collect(desk: &Desk<'_>) -> Self {
        let count = desk.records.len();
        let mut claims = Self {
            credit: vec![None; count],
            organisation: vec![None; count],
            codes: vec![Vec::new(); count],
            ..Self::default()
        };
        let used = desk.records.iter().enumerate().filter(|(_, record)| !desk.refused.contains(&record.at));
        let mut said: Vec<Said> = used.map(|(index, record)| claims.read(index, record)).collect();
        drop_fillers(&mut said);
        let mut nodes = Vec::new();
        for one in &said {
            nodes.extend(one.holders.iter().map(|(node, ..)| node.clone()));
            nodes.extend(one.codes.iter().map(|(code, _)| Node::Code(code.clone())));
            let names = one.former.iter().flat_map(|(a, b)| [a, b]);
            nodes.extend(names.map(|name| Node::Name(name.clone())));
        }
        nodes.sort_unstable();
        nodes.dedup();
        nodes.shrink_to_fit();
        claims.nodes = nodes;
        for one in said {
            claims.enter(one, desk);
        }
        claims
    }

    fn read(&mut self, index: usize, record: &Record) -> Said {
        let mut said = Said { record: index, holders: Vec::new(), former: Vec::new(), codes: Vec::new() };
        if let Some(person) = person(record) {
            said.holders.push(person);
            return said;
        }
        for text in &record.names {
            let read = name::enterprise(text);
            if read.key.is_empty() {
                continue;
            }
            for other in &read.others {
                let key = name::enterprise(other).key;
                let is_later = read.later.contains(other);
                let (now, former) = if is_later { (key, &read.key) } else { (read.key.clone(), &key) };
                said.add_former(now, former.clone());
            }
            said.holders.push((Node::Name(read.key.clone()), read.key, read.display));
        }
        // With several names in a row nobody can say whose the code is.
        if record.names.len() <= 1 {
            self.read_codes(index, record, &mut said);
        }
        if record.kind == ListKind::Register {
            former_names(record, &mut said);
        }
        said
    }

    fn read_codes(&mut self, index: usize, record: &Record, said: &mut Said) {
        self.read_each_code(index, record, said);
        if said.holders.is_empty()
            && let Some((code, _)) = said.codes.first()
        {
            said.holders.push((Node::Code(code.clone()), String::new(), code.clone()));
        }
    }

    fn read_each_code(&mut self, index: usize, record: &Record, said: &mut Said) {
        if let Some(text) = record.facts.text(builtin::CREDIT_CODE).filter(|text| !normal::is_blank(text)) {
            let read = code::credit_code(text);
            if read.is_some() || identifies(text) {
                let normal = read.as_ref().map_or_else(|| normal::key(text), |read| read.normal.clone());
                let key = code::organisation_of(text).unwrap_or_else(|| normal.clone());
                said.codes.push((key, read.is_some_and(|read| read.valid)));
                self.credit[index] = Some(normal);
            }
        }
        if let Some(text) =
            record.facts.text(builtin::ORGANISATION_CODE).filter(|text| !normal::is_blank(text))
        {
            // Some lists write the credit code in this column.
            let read = code::organisation_code(text);
            let key = read.as_ref().map(|read| read.normal.clone()).or_else(|| code::organisation_of(text));
            if key.is_none() && !identifies(text) {
                return;
            }
            let key = key.unwrap_or_else(|| normal::key(text));
            let valid = read.or_else(|| code::credit_code(text)).is_some_and(|read| read.valid);
            self.organisation[index] = Some(key.clone());
            said.codes.push((key, valid));
        }
    }

    fn enter(&mut self, said: Said, desk: &Desk<'_>) {
        let record = said.record;
        let mut owner = None;
        for (node, key, display) in said.holders {
            let node = self.known(&node);
            owner = owner.or(Some(node));
            self.mentions.push(Mention { record, node, key, display });
        }
        for (a, b) in said.former {
            let (now, former) = (self.known(&Node::Name(a)), self.known(&Node::Name(b)));
            self.former.entry((now, former)).or_insert(record);
        }
        for (code, valid) in said.codes {
            let code = self.known(&Node::Code(code));
            if valid {
                self.valid.insert(code);
            }
            self.codes[record].push(code);
            let Some(name) = owner.filter(|node| *node != code) else { continue };
            self.named.entry((code, name)).or_insert(record);
            if desk.records[record].kind == ListKind::Register {
                self.registered.insert((code, name));
            }
        }
    }

    /// The node of a normalised name.
    pub(super) fn name(&self, key: &str) -> Option<usize> {
        self.nodes.binary_search(&Node::Name(key.to_owned())).ok()
    }

    /// The number of a node that some record names.
    fn known(&self, node: &Node) -> usize {
        self.nodes.partition_point(|known| known < node)
    }

    /// A node as text.
    pub(super) fn text(&self, node: usize) -> &str {
        match &self.nodes[node] {
            Node::Name(text) | Node::Code(text) | Node::Person(text) => text,
        }
    }

    /// Every code that stands with names, and these.
    pub(super) fn named_codes(&self) -> Vec<(usize, Vec<usize>)> {
        let pairs: Vec<(usize, usize)> = self.named.keys().copied().collect();
        let of_code = pairs.chunk_by(|a, b| a.0 == b.0);
        of_code.map(|pairs| (pairs[0].0, pairs.iter().map(|(_, name)| *name).collect())).collect()
    }

    /// The first record where a code stands with a name, if any.
    pub(super) fn record_of(&self, code: usize, name: usize) -> Option<usize> {
        self.named.get(&(code, name)).copied()
    }

    /// The first record where a code stands with one of its names.
    pub(super) fn record(&self, code: usize, name: usize) -> usize {
        self.record_of(code, name).unwrap_or(0)
    }
}

/// True for a text that is no code of a known shape but may tell enterprises apart (an old registration number),
/// as 待办 and 00000000 do not.
fn identifies(text: &str) -> bool {
    let key = normal::key(text);
    let signs: BTreeSet<char> = key.chars().filter(char::is_ascii_alphanumeric).collect();
    key.chars().filter(char::is_ascii_alphanumeric).count() >= 6 && signs.len() > 1
}

/// The register's former names, several parted by 、 or ；.
fn former_names(record: &Record, said: &mut Said) {
    let Some((_, own, _)) = said.holders.first().cloned() else { return };
    let Some(text) = record.facts.text(builtin::FORMER_NAMES) else { return };
    for part in text.split(['、', '；', ';', ',', '，', '\n']).filter(|part| !normal::is_blank(part)) {
        said.add_former(own.clone(), name::enterprise(part).key);
    }
}

impl Said {
    fn add_former(&mut self, now: String, former: String) {
        if !now.is_empty() && !former.is_empty() && now != former {
            self.former.push((now, former));
        }
    }
}

/// Drops what stands where a former name should and is none (否, 未变更, 2007年更名): a name ends as those of organisations do, or
/// some row is in it.
fn drop_fillers(said: &mut [Said]) {
    let is_name = |name: &String| name::ends_as_organisation(name) && !placeholder::names_nobody(name);
    let unlike = |said: &Said| said.former.iter().any(|(now, former)| !is_name(now) || !is_name(former));
    if !said.iter().any(unlike) {
        return;
    }
    let holders = said.iter().flat_map(|one| one.holders.iter().map(|(_, key, _)| key.clone()));
    let written: BTreeSet<String> = holders.filter(|key| !placeholder::names_nobody(key)).collect();
    for one in said {
        let kept = |name: &String| is_name(name) || written.contains(name);
        one.former.retain(|(now, former)| kept(now) && kept(former));
    }
}

/// A natural person: an identity number, and a person's name as holder (or as the only name).
fn person(record: &Record) -> Option<(Node, String, String)> {
    let number = record.facts.text(builtin::IDENTITY_NUMBER).filter(|text| !normal::is_blank(text))?;
    let stated = record.facts.text(builtin::PERSON).map(|text| name::enterprise(text).key);
    let holder = match record.names.as_slice() {
        [] => record.facts.text(builtin::PERSON)?.to_owned(),
        [only] if Some(name::enterprise(only).key) == stated || looks_like_person(only) => only.clone(),
        _ => return None,
    };
    let number = code::person_key(number);
    Some((Node::Person(number), name::enterprise(&holder).key, normal::display(&holder)))
}

/// Two to four characters that do not end as organisations do; or a longer name with the middle dot of a foreign one.
pub(super) fn looks_like_person(text: &str) -> bool {
    let key = normal::key(text);
    let length = key.chars().count();
    let organisation = ["公司", "厂", "院", "所", "中心", "集团", "社", "站", "会", "店", "部", "场", "局"];
    !organisation.iter().any(|end| key.ends_with(end)) && ((2..=4).contains(&length) || key.contains('·'))
}
