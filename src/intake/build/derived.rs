//! What a certificate's number says by itself: the kind of a patent, the level of a standard. It must not contradict the list.

use super::super::say::Fault;
use super::Build;
use crate::finding::Code;
use crate::model::record::{CellRef, ListKind};
use crate::policy::{CategoryId, builtin as b};
use crate::table::category::{CategoryIndex, Named};
use crate::text::code::{self, PatentKind, StandardLevel};

/// A number, what it is called, and what it says the achievement is.
struct Derived {
    what: &'static str,
    number: String,
    says: &'static str,
    at: CellRef,
    /// Every word that a number of this sort could have said.
    could_say: Vec<&'static str>,
}

impl Build<'_> {
    /// Holds a row whose category is of another kind or level than its number, unless a person settled either.
    pub(super) fn compare_with_number(&mut self) {
        let listed = matches!(self.reader.table.kind, ListKind::Achievements | ListKind::History);
        let (Some(category), Some(derived), false) = (self.category, self.derived(), self.is_settled())
        else {
            return;
        };
        let index = &self.reader.lexicon.categories;
        let comparable = derived.could_say.iter().any(|word| names(index, word, category));
        if !listed || !comparable || names(index, derived.says, category) {
            return;
        }
        let name = &self.reader.lexicon.policy.category(category).name;
        let Derived { what, number, says, at, .. } = derived;
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
    fn derived(&self) -> Option<Derived> {
        let fact = |field| Some((self.facts.text(field)?.to_owned(), self.facts.get(field)?.cell));
        let standard = |(number, at): (String, CellRef)| {
            let says = code::standard_number(&number)?.level.label();
            let could_say = StandardLevel::ALL.map(StandardLevel::label).to_vec();
            Some(Derived { what: "标准号", number, says, at, could_say })
        };
        let patent = |(number, at): (String, CellRef)| {
            let says = code::patent_number(&number)?.kind.label();
            let could_say = PatentKind::ALL.map(PatentKind::label).to_vec();
            Some(Derived { what: "专利号", number, says, at, could_say })
        };
        match fact(b::CERTIFICATE) {
            Some(number) => patent(number.clone()).or_else(|| standard(number)),
            None => standard(fact(b::TITLE).or_else(|| fact(b::PRODUCT))?),
        }
    }

    /// A person chose the category or the number.
    fn is_settled(&self) -> bool {
        [b::CATEGORY, b::CERTIFICATE].into_iter().any(|field| self.reader.is_chosen(field))
    }
}

fn names(index: &CategoryIndex, word: &str, category: CategoryId) -> bool {
    match index.exact(word) {
        Named::One(one) => one == category,
        Named::Several(several) => several.contains(&category),
        Named::Nothing => false,
    }
}
