//! The headings that a policy knows, and what a heading as typed means by them.

use super::category::CategoryIndex;
use super::counting;
use super::words::{self, StatedUnit};
use crate::model::record::ListKind;
use crate::policy::{CategoryId, Field, FieldId, FieldOn, FieldType, Policy, builtin};
use crate::text::normal::key;
use std::collections::{BTreeMap, BTreeSet};

/// Headings and category names of one policy.
pub struct Lexicon<'p> {
    /// The policy.
    pub policy: &'p Policy,
    /// Its categories by name.
    pub categories: CategoryIndex,
    headings: BTreeMap<String, Vec<FieldId>>,
    /// Categories of which some award tells the first recognition from later ones.
    staged: BTreeSet<CategoryId>,
    /// Categories of which some award does not say what it is for a later one.
    silent: BTreeSet<CategoryId>,
}

/// What a heading means.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recognised {
    /// The fields it may be: none, one, or several that only a person can tell apart.
    pub fields: Vec<FieldId>,
    /// The year in the heading of a field by year.
    pub year: Option<i32>,
    /// The unit of amounts that stands in it.
    pub unit: Option<StatedUnit>,
    /// The unit of counts that stands in it: 只, 件.
    pub measure: Option<String>,
}

impl<'p> Lexicon<'p> {
    /// Of a policy.
    pub fn new(policy: &'p Policy) -> Self {
        let mut headings: BTreeMap<String, Vec<FieldId>> = BTreeMap::new();
        for (id, field) in (0..).map(FieldId).zip(&policy.fields) {
            for heading in std::iter::once(&field.name).chain(&field.headings) {
                let ids = headings.entry(key(heading)).or_default();
                if !ids.contains(&id) {
                    ids.push(id);
                }
            }
        }
        headings.remove("");
        // What the policy says of a heading goes before what headings mean in general.
        for (heading, ids) in &mut headings {
            let declared = |id: &FieldId| id.index() >= builtin::count();
            let named = |id: &FieldId| {
                policy.fields.get(id.index()).is_some_and(|field| key(&field.name) == *heading)
            };
            if ids.iter().any(declared) {
                ids.retain(|id| declared(id) || named(id));
            }
        }
        let staged = policy.staged_categories();
        let silent = policy.categories_silent_on_again();
        Self { policy, categories: CategoryIndex::new(policy), headings, staged, silent }
    }

    /// True where it matters whether an achievement of a category was recognised before.
    pub fn tells_stages(&self, category: CategoryId) -> bool {
        self.staged.contains(&category)
    }

    /// True where nothing says what an achievement of a category gets that was recognised before.
    pub fn is_silent_on_again(&self, category: CategoryId) -> bool {
        self.silent.contains(&category)
    }

    /// True where a list of this kind may carry the field.
    pub fn admits(&self, field: FieldId, kind: ListKind) -> bool {
        let on = |list| self.policy.fields.get(field.index()).is_some_and(|field| field.on.contains(&list));
        match kind {
            ListKind::Achievements => on(FieldOn::Achievement),
            ListKind::Register => on(FieldOn::Register),
            ListKind::History => on(FieldOn::History),
            ListKind::Exclusion => builtin::OF_EXCLUSION.contains(&field),
            ListKind::Unknown => true,
        }
    }

    /// The known heading of one of these fields that stands within a text.
    pub fn resembles(&self, text: &str, fields: &[FieldId]) -> Option<FieldId> {
        let text = key(text);
        let within = |(heading, ids): (&String, &Vec<FieldId>)| {
            let found = heading.chars().count() >= 2 && text.contains(heading.as_str());
            ids.iter().copied().find(|id| found && fields.contains(id))
        };
        self.headings.iter().find_map(within)
    }

    /// The declared field of lists of that kind that a heading is likely to mean: half of the longer text is common to both, and what
    /// stands below it is of the field's type.
    pub fn likely_declared(
        &self,
        heading: &str,
        kind: ListKind,
        figures: bool,
        days: bool,
    ) -> Option<FieldId> {
        let heading = bare_of_figures(heading);
        let fits = |field: &Field| match field.kind {
            FieldType::Whole | FieldType::Number | FieldType::Money => figures,
            FieldType::Date => days,
            FieldType::Text | FieldType::Bool | FieldType::Choice => true,
        };
        let likeness = |field: &Field| {
            let names = std::iter::once(&field.name).chain(&field.headings);
            names.filter_map(|name| half_in_common(&heading, &bare_of_figures(name))).max()
        };
        let declared = (0..).map(FieldId).zip(&self.policy.fields).skip(builtin::count());
        let found = declared.filter(|(id, field)| self.admits(*id, kind) && fits(field));
        let (_, best) = found.filter_map(|(id, field)| Some((likeness(field)?, id))).max()?;
        Some(best)
    }

    /// The field of that name.
    pub fn field_named(&self, name: &str) -> Option<FieldId> {
        let name = key(name);
        (0..)
            .map(FieldId)
            .zip(&self.policy.fields)
            .find(|(_, field)| key(&field.name) == name)
            .map(|(id, _)| id)
    }

    /// What a heading of one or more parts (from the top) means in a list of this kind; of any kind without one.
    /// The whole heading goes first, then what is left without the upper parts, the last part with any one above it, and alone.
    pub fn recognise(&self, parts: &[String], kind: Option<ListKind>) -> Recognised {
        let mut found = Recognised::default();
        for joined in ways_to_join(parts) {
            let read = self.read(&joined, kind);
            found.unit = both(found.unit.take(), read.unit);
            found.measure = found.measure.take().or(read.measure);
            if !read.fields.is_empty() {
                found.fields = read.fields;
                found.year = read.year.or(found.year);
                break;
            }
        }
        if found.fields.is_empty() && parts.len() > 1 {
            self.recognise_upper(parts, kind, &mut found);
        }
        found
    }

    /// 纳税额 over 2007年, or 金额 over 万元: the lower part only qualifies the upper.
    fn recognise_upper(&self, parts: &[String], kind: Option<ListKind>, found: &mut Recognised) {
        let Some((last, upper)) = parts.split_last() else { return };
        let word = key(last);
        let unit = words::stated_unit(word.trim_matches(['(', ')'])).or_else(|| words::unit_statement(&word));
        if unit.is_none() {
            return;
        }
        let read = self.recognise(upper, kind);
        if read.fields == [builtin::QUANTITY] {
            return;
        }
        *found = Recognised { unit: both(found.unit.take(), unit), ..read };
    }

    fn read(&self, heading: &str, kind: Option<ListKind>) -> Recognised {
        let heading = heading.trim_start_matches(['*', '※', '★']).trim_end_matches([':', '*']);
        let (bare, without_units, unit, measure) = take_brackets(heading);
        for text in [heading, &without_units, &bare] {
            if let Some((fields, year)) = self.look_up(text, kind) {
                // 数量(万只) is how much was made, and 数量(万元) how much it was worth.
                if fields == [builtin::QUANTITY] && text != heading && !keeps_quantity(heading, &unit) {
                    break;
                }
                return Recognised { fields, year, unit, measure };
            }
        }
        if let Some((before, unit)) = take_suffix(heading)
            && let Some((fields, year)) = self.look_up(before, kind)
            && fields != [builtin::QUANTITY]
        {
            return Recognised { fields, year, unit: Some(unit), measure };
        }
        // 同比增幅%: the sign says how its numbers are read, and is no part of the name.
        if let Some(before) = heading.strip_suffix(['%', '‰'])
            && let Some((fields, year)) = self.look_up(before, kind)
        {
            return Recognised { fields, year, unit, measure };
        }
        Recognised { unit, measure, ..Recognised::default() }
    }

    fn look_up(&self, text: &str, kind: Option<ListKind>) -> Option<(Vec<FieldId>, Option<i32>)> {
        let of = |text: &str| -> Vec<FieldId> {
            let ids = self.headings.get(text).map(Vec::as_slice).unwrap_or_default();
            ids.iter().copied().filter(|id| kind.is_none_or(|kind| self.admits(*id, kind))).collect()
        };
        let plain = of(text);
        if !plain.is_empty() {
            return Some((plain, None));
        }
        let (rest, year) = take_year(text)?;
        let mut dated = of(&rest);
        dated.retain(|id| self.policy.fields.get(id.index()).is_some_and(|field| field.by_year));
        (!dated.is_empty()).then_some((dated, Some(year)))
    }
}

/// A heading without brackets, figures, years and months: 2008年1-12月缴税（万元） is 缴税.
fn bare_of_figures(heading: &str) -> String {
    let (bare, ..) = take_brackets(&key(heading));
    bare.chars().filter(|c| !c.is_ascii_digit() && !"年月-~至%:/ ".contains(*c)).collect()
}

/// How many characters in a row two texts have in common, where these are two and half of the longer one.
fn half_in_common(a: &str, b: &str) -> Option<usize> {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let longest = a.len().max(b.len());
    let common = (2..=a.len().min(b.len()))
        .rev()
        .find(|length| a.windows(*length).any(|part| b.windows(*length).any(|other| other == part)))?;
    (common * 2 >= longest).then_some(common)
}

/// 基本情况 企业 名称: 基本情况企业名称, 企业名称, 基本情况名称, 名称.
fn ways_to_join(parts: &[String]) -> Vec<String> {
    let Some((last, upper)) = parts.split_last() else { return Vec::new() };
    let mut ways: Vec<String> =
        (0..upper.len()).map(|from| parts.get(from..).unwrap_or_default().concat()).collect();
    // With two parts these are the same.
    if upper.len() > 1 {
        ways.extend(upper.iter().rev().skip(1).map(|part| format!("{part}{last}")));
    }
    ways.push(last.clone());
    ways.iter().map(|way| key(way)).collect()
}

/// 申请金额万元: what stands before the unit, and the unit.
fn take_suffix(heading: &str) -> Option<(&str, StatedUnit)> {
    if !words::may_end_in_unit(heading) {
        return None;
    }
    let cuts = heading.char_indices().map(|(at, _)| at).filter(|at| *at > 0);
    let (before, unit) = cuts
        .filter_map(|at| heading.split_at_checked(at))
        .find_map(|(before, tail)| Some((before, words::stated_unit(tail)?)))?;
    Some((before.trim_end_matches([':', '/']), unit))
}

/// The text without its bracket groups, the text without those that hold a unit, and the units.
fn take_brackets(text: &str) -> (String, String, Option<StatedUnit>, Option<String>) {
    let (mut bare, mut kept) = (String::new(), String::new());
    let (mut unit, mut measure) = (None, None);
    let mut rest = text;
    while let Some((before, tail)) = rest.split_once('(') {
        let Some((inner, after)) = tail.split_once(')') else { break };
        bare.push_str(before);
        kept.push_str(before);
        let stated = words::stated_unit(inner).or_else(|| words::unit_statement(inner));
        let stated = stated.or_else(|| words::unit_among(inner));
        let one = inner.chars().count() == 1 && words::MEASURES.contains(inner);
        if stated.is_some() {
            unit = both(unit, stated);
        } else if one {
            measure = measure.or_else(|| Some(inner.to_owned()));
        } else {
            kept.push('(');
            kept.push_str(inner);
            kept.push(')');
        }
        rest = after;
    }
    bare.push_str(rest);
    kept.push_str(rest);
    (bare, kept, unit, measure)
}

/// True where all brackets of a heading leave it one of quantities.
fn keeps_quantity(heading: &str, unit: &Option<StatedUnit>) -> bool {
    let mut brackets = heading.split('(').skip(1).filter_map(|tail| Some(tail.split_once(')')?.0));
    unit.is_none() && brackets.all(counting::keeps_quantity)
}

/// The unit that two places of one heading state; two that differ are none that amounts are read in.
fn both(a: Option<StatedUnit>, b: Option<StatedUnit>) -> Option<StatedUnit> {
    match (a, b) {
        (Some(a), Some(b)) if a != b => Some(StatedUnit::Other(format!("{}、{}", a.said(), b.said()))),
        (a, b) => a.or(b),
    }
}

/// The text without its one four-digit year, and that year.
fn take_year(text: &str) -> Option<(String, i32)> {
    let start = text.find(|c: char| c.is_ascii_digit())?;
    let tail = text.get(start..)?;
    let end = tail.find(|c: char| !c.is_ascii_digit()).unwrap_or(tail.len());
    let (digits, after) = tail.split_at_checked(end)?;
    let year = words::year(digits)?;
    let after = after.strip_prefix("年度").or_else(|| after.strip_prefix('年')).unwrap_or(after);
    let rest = format!("{}{after}", text.get(..start)?).replace("()", "");
    (!rest.contains(|c: char| c.is_ascii_digit())).then_some((rest, year))
}
