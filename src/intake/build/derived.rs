//! What a certificate's number says by itself: the kind of a patent, the level of a standard. It must not contradict the list.

use super::super::say::Fault;
use super::Build;
use crate::finding::Code;
use crate::model::record::{CellRef, ListKind};
use crate::policy::builtin as b;
use crate::table::category::Named;
use crate::text::code::{self, PatentKind, StandardLevel};

/// A number, and what it says the achievement is.
struct Derived<'a> {
    sort: Sort,
    number: &'a str,
    says: &'static str,
    at: CellRef,
}

/// What a number is.
#[derive(Clone, Copy)]
enum Sort {
    Patent,
    Standard,
}

impl Sort {
    /// What it is called.
    fn label(self) -> &'static str {
        match self {
            Self::Patent => "专利号",
            Self::Standard => "标准号",
        }
    }

    /// Whether one of the words that a number of this sort could have said is as wanted.
    fn could_say(self, wanted: impl Fn(&'static str) -> bool) -> bool {
        match self {
            Self::Patent => PatentKind::ALL.iter().any(|kind| wanted(kind.label())),
            Self::Standard => StandardLevel::ALL.iter().any(|level| wanted(level.label())),
        }
    }
}

impl Build<'_> {
    /// Holds a row whose category is of another kind or level than its number, unless a person settled either.
    pub(super) fn compare_with_number(&mut self) {
        let listed = matches!(self.reader.table.kind, ListKind::Achievements | ListKind::History);
        let (Some(id), true) = (self.category, listed && !self.is_settled()) else { return };
        let Some(Derived { sort, number, says, at }) = self.derived() else { return };
        // The words are keys as they stand.
        let index = &self.reader.lexicon.categories;
        let category = self.reader.lexicon.policy.category(id);
        let named = |word| index.is_name(word, id);
        let contradicts = match sort {
            Sort::Patent => {
                let names = std::iter::once(&category.name).chain(&category.aliases);
                let kinds = code::kinds_named(names.map(String::as_str));
                !kinds.is_empty() && !kinds.contains(&says)
            }
            Sort::Standard => !named(says) && sort.could_say(named),
        };
        if !contradicts {
            return;
        }
        let name = &category.name;
        let what = sort.label();
        let message = format!("类别是「{name}」，{what}「{number}」却是{says}的号码，不知哪个写错了。");
        let choice = self.reader.here.choice_decision(self.row.index, "类别", name);
        let help = format!("请与证书核对，在原表中改正；确认类别无误的在 decisions.toml 中写明：\n{choice}");
        self.hold(at.col, Fault::new(Code::NumberContradicts, message, help));
    }

    /// The category that the row's number speaks for, to be proposed where the list names none.
    pub(super) fn proposed_category(&self) -> Option<&str> {
        match self.reader.lexicon.categories.exact(self.derived()?.says) {
            Named::One(category) => Some(&self.reader.lexicon.policy.category(category).name),
            Named::Nothing | Named::Several(_) => None,
        }
    }

    /// The number stands in its own column; a standard's may stand before its title.
    fn derived(&self) -> Option<Derived<'_>> {
        let stated = |field| Some((self.facts.text(field)?, self.facts.get(field)?.cell));
        let standard = |(number, at)| {
            let says = code::standard_number(number)?.level.label();
            Some(Derived { sort: Sort::Standard, number, says, at })
        };
        let patent = |(number, at)| {
            let says = code::patent_number(number)?.kind.label();
            Some(Derived { sort: Sort::Patent, number, says, at })
        };
        match stated(b::CERTIFICATE) {
            Some(number) => patent(number).or_else(|| standard(number)),
            None => standard(stated(b::TITLE).or_else(|| stated(b::PRODUCT))?),
        }
    }

    /// A person chose the category or the number.
    fn is_settled(&self) -> bool {
        [b::CATEGORY, b::CERTIFICATE].into_iter().any(|field| self.reader.is_chosen(field))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::normal::key;

    #[test]
    fn what_numbers_say_are_keys() {
        for sort in [Sort::Patent, Sort::Standard] {
            assert!(!sort.could_say(|word| key(word) != word));
        }
    }
}
