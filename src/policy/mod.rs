//! The policy, resolved: ids instead of names, exact amounts instead of texts. Built by `load` from `file`.

pub mod assume;
mod award;
pub mod builtin;
mod by_year;
pub mod case_keys;
pub mod cases;
mod condition;
pub mod file;
mod holder_fields;
pub mod kept;
pub mod load;
pub mod markdown;
mod measure;
mod operands;
mod percent;
pub mod quote;
mod recertified;
mod scale;
mod step;
pub mod suggest;
pub mod uses;
mod vocabulary;

use crate::finding::Place;
use crate::money::{Money, Rounding, Unit};
pub use award::{Amount, AmountKind, Award, Clause, Exclusion, Requirement, Tariff, TariffKind};
pub use condition::{Bounds, Check, Condition, Covers, Literal, Subject, Test, YearDay};
pub use file::{
    AbsentRank, Alone, BracketMode, CountOver, ExclusionDate, ExclusionEffect, FieldOn, FieldType,
    GrantedEffect, HighestBy, JointMode, LimitOf, LimitTie, ReduceBy, RoleFile as Role, Shortfall, TariffOn,
    UpgradeMode, UsedBy,
};
pub use measure::Measure;
pub use operands::Operands;
pub use percent::percent;
pub use scale::Scale;
use std::collections::BTreeMap;
pub use step::{
    Budget, Cap, CountLimit, Department, Due, Funder, HighestOnly, Instalment, Instalments, Limit, Share,
    Sharing, SharingRule, Step, StepKind, UpgradeDifference,
};
pub use vocabulary::{Category, Count, Derived, DerivedKind, Field, KeyPart};

/// Declares an index newtype.
macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u32);

        impl $name {
            /// As an index into the list that owns it.
            pub fn index(self) -> usize { self.0 as usize }
        }
    )*};
}
pub(crate) use ids;

ids! {
    /// A field: built-in ones first (see `builtin`), then the declared.
    FieldId;
    /// A category, in declaration order.
    CategoryId;
    /// A derived field.
    DerivedId;
    /// A clause.
    ClauseId;
    /// An award.
    AwardId;
    /// A step.
    StepId;
    /// A tariff: one amount or rate of the policy file that a formula may read.
    TariffId;
}

/// A whole policy.
#[derive(Debug)]
pub struct Policy {
    /// The file it was read from.
    pub file: String,
    /// SHA-256 of that file.
    pub sha256: String,
    /// Its short id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// 文号.
    pub document: String,
    /// 制发机关.
    pub issuer: Option<String>,
    /// Award years it applies to, both ends included.
    pub years: (i32, Option<i32>),
    /// Ids of policies that it replaces.
    pub supersedes: Vec<String>,
    /// The unit that every entitlement is a multiple of.
    pub unit: Unit,
    /// How an entitlement is brought to the unit.
    pub rounding: Rounding,
    /// Who pays where no sharing step says.
    pub funder: String,
    /// Levels, highest first.
    pub levels: Vec<String>,
    /// Built-in and declared fields.
    pub fields: Vec<Field>,
    /// Categories in declaration order.
    pub categories: Vec<Category>,
    /// Derived fields.
    pub derived: Vec<Derived>,
    /// Clauses in document order.
    pub clauses: Vec<Clause>,
    /// Awards in document order.
    pub awards: Vec<Award>,
    /// Eligibility rules.
    pub requirements: Vec<Requirement>,
    /// Exclusion rules.
    pub exclusions: Vec<Exclusion>,
    /// Steps in the order in which they run.
    pub steps: Vec<Step>,
    /// Every amount and rate of the file.
    pub tariffs: Vec<Tariff>,
    /// Goals; they decide no amount.
    pub goals: Vec<Goal>,
    /// Lists of products that procurement prefers; they decide no amount.
    pub priority_lists: Vec<PriorityList>,
    /// Cases that `check` computes; they decide no amount.
    pub cases: Vec<cases::Case>,
    /// Clauses that say that what matches no award is not awarded.
    pub otherwise: Vec<Otherwise>,
    /// Where the names of the file stand.
    pub spans: Spans,
}

/// A clause's word that what matches no award of these is not awarded. It decides no amount; `check` takes it as said.
#[derive(Clone, Debug)]
pub struct Otherwise {
    /// The clause.
    pub clause: ClauseId,
    /// Of what.
    pub covers: Covers,
    /// What the document says.
    pub reason: String,
}

/// Where the names of a policy file stand, each list in the order of its ids.
#[derive(Clone, Debug, Default)]
pub struct Spans {
    /// Categories.
    pub categories: Vec<(usize, usize)>,
    /// Declared fields, by id.
    pub fields: BTreeMap<FieldId, (usize, usize)>,
    /// The first place that refers to a field, built-in ones too, by id.
    pub uses: BTreeMap<FieldId, (usize, usize)>,
    /// Derived fields.
    pub derived: Vec<(usize, usize)>,
    /// Levels.
    pub levels: Vec<(usize, usize)>,
    /// Steps, in the order in which they run.
    pub steps: Vec<(usize, usize)>,
    /// Requirements.
    pub requirements: Vec<(usize, usize)>,
    /// Exclusions.
    pub exclusions: Vec<(usize, usize)>,
    /// Categories' aliases: alias and where it stands, by category.
    pub aliases: Vec<Vec<(usize, usize)>>,
}

impl Spans {
    /// The place of a category's name.
    pub fn category(&self, policy: &Policy, id: CategoryId) -> Place {
        self.place(policy, self.categories.get(id.index()))
    }

    /// A span of the file as a place; the whole file where there is none.
    pub fn place(&self, policy: &Policy, span: Option<&(usize, usize)>) -> Place {
        span.map_or_else(|| Place::file(&policy.file), |span| Place::span(&policy.file, span.0, span.1))
    }
}

/// A target figure that the lists are held against.
#[derive(Clone, Debug)]
pub struct Goal {
    /// The clause that sets it.
    pub clause: ClauseId,
    /// Its name.
    pub name: String,
    /// What counts; none where no list has such achievements.
    pub counts: Option<Covers>,
    /// This year's lists, the history, or both.
    pub over: CountOver,
    /// How many are wanted.
    pub target: i64,
    /// 只, 件, 项.
    pub unit: String,
}

/// A list of products that procurement prefers.
#[derive(Clone, Debug)]
pub struct PriorityList {
    /// The clause that sets it.
    pub clause: ClauseId,
    /// Its name.
    pub name: String,
    /// The categories whose products it holds.
    pub categories: Vec<CategoryId>,
}

impl Policy {
    /// A field.
    pub fn field(&self, id: FieldId) -> &Field {
        &self.fields[id.index()]
    }
    /// What a part of a group key is called in a policy file.
    pub fn key_part_name(&self, part: KeyPart) -> &str {
        match part {
            KeyPart::Payee => "收款单位",
            KeyPart::Enterprise => "企业",
            KeyPart::Product => "产品",
            KeyPart::Category => "类别",
            KeyPart::Family => "大类",
            KeyPart::Level => "级别",
            KeyPart::Clause => "条款",
            KeyPart::Town => "镇",
            KeyPart::Year => "年度",
            KeyPart::Achievement => "成果",
            KeyPart::Field(id) => &self.field(id).name,
        }
    }
    /// A category.
    pub fn category(&self, id: CategoryId) -> &Category {
        &self.categories[id.index()]
    }
    /// A clause.
    pub fn clause(&self, id: ClauseId) -> &Clause {
        &self.clauses[id.index()]
    }
    /// An award.
    pub fn award(&self, id: AwardId) -> &Award {
        &self.awards[id.index()]
    }
    /// A tariff.
    pub fn tariff(&self, id: TariffId) -> &Tariff {
        &self.tariffs[id.index()]
    }
    /// A tariff in money; zero never stands for a missing one, since `load` checks it.
    pub fn tariff_money(&self, id: TariffId) -> Money {
        Money::exact(self.tariff(id).value).unwrap_or_default()
    }
    /// The figures that are assumed for this run, in the order of the file.
    pub fn assumed(&self) -> impl Iterator<Item = &Tariff> {
        self.tariffs.iter().filter(|tariff| tariff.assumed.is_some())
    }
    /// The assumptions in words, each once: 「甲」由5万元改为6万元.
    pub fn assumptions(&self) -> Vec<String> {
        let words = |tariff: &Tariff| {
            let before = tariff.assumed.as_ref()?;
            Some(format!("「{}」由{before}改为{}", tariff.name, tariff.written))
        };
        self.tariffs.iter().filter_map(words).collect()
    }
    /// The sources of the trial figures, each once; empty where every figure is the document's own.
    pub fn trial_sources(&self) -> Vec<&str> {
        let mut sources: Vec<&str> = self.tariffs.iter().filter_map(|t| t.trial.as_deref()).collect();
        sources.sort_unstable();
        sources.dedup();
        sources
    }
}
