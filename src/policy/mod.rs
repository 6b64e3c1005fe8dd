//! The policy, resolved: ids instead of names, exact amounts instead of texts. Built by `load` from `file`.

pub mod assume;
pub mod builtin;
pub mod case_keys;
pub mod cases;
pub mod file;
pub mod load;
pub mod markdown;
pub mod quote;
pub mod suggest;

use crate::finding::Place;
use crate::money::{Money, Rounding, Unit};
pub use file::{
    AbsentRank, BracketMode, CountOver, ExclusionDate, ExclusionEffect, FieldOn, FieldType, GrantedEffect,
    HighestBy, JointMode, LimitOf, LimitTie, ReduceBy, RoleFile as Role, Shortfall, TariffOn, UpgradeMode,
    UsedBy,
};
use jiff::civil::Date;
use rust_decimal::Decimal;
use std::collections::BTreeMap;

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

/// A field that rows may carry.
#[derive(Clone, Debug)]
pub struct Field {
    /// Its Chinese name.
    pub name: String,
    /// The lists it belongs to.
    pub on: Vec<FieldOn>,
    /// Its type.
    pub kind: FieldType,
    /// The values of a choice.
    pub values: Vec<String>,
    /// Other spellings of a choice's values: normalised spelling to value.
    pub aliases: BTreeMap<String, String>,
    /// Column headings it goes by, its name included.
    pub headings: Vec<String>,
    /// A register field that is given by year.
    pub by_year: bool,
}

/// A kind of achievement.
#[derive(Clone, Debug)]
pub struct Category {
    /// Its name.
    pub name: String,
    /// Index into [`Policy::levels`]; 0 is the highest.
    pub level: Option<usize>,
    /// Its family.
    pub family: Option<String>,
    /// 只, 件, 项 …
    pub unit: Option<String>,
    /// Other names in lists.
    pub aliases: Vec<String>,
    /// First and last day on which it exists.
    pub life: (Option<Date>, Option<Date>),
    /// The clause cited for a date outside its life.
    pub life_clause: Option<ClauseId>,
    /// Fields, beside certificate or title, that tell two achievements apart.
    pub identity: Vec<FieldId>,
    /// Several holders may share one achievement.
    pub joint: bool,
    /// A trademark: one with a product only by a decision or a shared mark number.
    pub mark: bool,
}

/// A name for a condition or a count.
#[derive(Clone, Debug)]
pub struct Derived {
    /// Its name.
    pub name: String,
    /// What it stands for.
    pub kind: DerivedKind,
}

/// What a derived field stands for.
#[derive(Clone, Debug)]
pub enum DerivedKind {
    /// Yes where the condition holds.
    Condition(Condition),
    /// A whole number.
    Count(Box<Count>),
}

/// A count of achievements.
#[derive(Clone, Debug)]
pub struct Count {
    /// Which.
    pub covers: Covers,
    /// Only those that meet this.
    pub when: Condition,
    /// Over this year, history, or both; or the register's own figure.
    pub over: CountOver,
    /// The register's figure, where it is that.
    pub field: Option<FieldId>,
    /// Grouped by.
    pub key: Vec<KeyPart>,
    /// Distinct values of this field, not items.
    pub distinct: Option<FieldId>,
}

/// A part of a group key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum KeyPart {
    /// 收款单位.
    Payee,
    /// 企业.
    Enterprise,
    /// 产品.
    Product,
    /// 类别.
    Category,
    /// 大类.
    Family,
    /// 级别.
    Level,
    /// 条款.
    Clause,
    /// 镇.
    Town,
    /// 年度.
    Year,
    /// 成果: each achievement by itself.
    Achievement,
    /// A declared field.
    Field(FieldId),
}

/// Which awards, achievements or payments something applies to. Each non-empty list must contain the thing.
#[derive(Clone, Debug, Default)]
pub struct Covers {
    /// Awards.
    pub awards: Vec<AwardId>,
    /// Categories.
    pub categories: Vec<CategoryId>,
    /// Families.
    pub families: Vec<String>,
    /// Levels, as indexes.
    pub levels: Vec<usize>,
    /// Clauses.
    pub clauses: Vec<ClauseId>,
    /// Roles.
    pub roles: Vec<Role>,
    /// Awards left out.
    pub except: Vec<AwardId>,
}

/// A condition, three-valued when evaluated: a missing fact is neither yes nor no.
#[derive(Clone, Debug)]
pub enum Condition {
    /// Every one.
    All(Vec<Condition>),
    /// At least one.
    Any(Vec<Condition>),
    /// The contrary.
    Not(Box<Condition>),
    /// A test of one field.
    Test(Test),
}

/// A test of one field.
#[derive(Clone, Debug)]
pub struct Test {
    /// What is tested.
    pub subject: Subject,
    /// How.
    pub check: Check,
    /// Where it stands in the policy file.
    pub span: (usize, usize),
}

/// What a test looks at.
#[derive(Clone, Debug)]
pub enum Subject {
    /// A field of the achievement, or of the enterprise's register row.
    Field {
        /// The field.
        field: FieldId,
        /// For a field by year: the last year, as an offset from the award year.
        year: i32,
        /// For a field by year: how many years back from there must each pass (1 for that year alone).
        years: u32,
    },
    /// A derived field.
    Derived(DerivedId),
}

/// How a value is tested.
#[derive(Clone, Debug)]
pub enum Check {
    /// It equals one of these.
    OneOf(Vec<Literal>),
    /// It lies within bounds.
    Range(Bounds),
    /// It is present, or absent.
    Present(bool),
    /// A date within bounds relative to another date field.
    Against {
        /// The other field.
        other: FieldId,
        /// Months added to the other date.
        months: i32,
        /// `true`: not before it; `false`: not after it.
        not_before: bool,
    },
    /// A date within days of years counted from the award year, both ends included; at least one end.
    AwardYear {
        /// The first day.
        from: Option<YearDay>,
        /// The last day.
        to: Option<YearDay>,
    },
}

/// A day that recurs, in a year counted from the award year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct YearDay {
    /// The year's offset.
    pub year: i32,
    /// Month and day, which every year has.
    pub day: (i8, i8),
}

impl YearDay {
    /// The day for an award year; none beyond the years that dates have.
    pub fn date(self, award_year: i32) -> Option<Date> {
        Date::new(i16::try_from(award_year + self.year).ok()?, self.day.0, self.day.1).ok()
    }
}

/// A constant of a condition.
#[derive(Clone, Debug, PartialEq)]
pub enum Literal {
    /// Text (a choice's value, too).
    Text(String),
    /// A number, or money in 元.
    Number(Decimal),
    /// Yes or no.
    Bool(bool),
    /// A day.
    Date(Date),
}

/// A range; each end says whether it is included.
#[derive(Clone, Debug, Default)]
pub struct Bounds {
    /// Lower end and whether it is included.
    pub lower: Option<(Literal, bool)>,
    /// Upper end and whether it is included.
    pub upper: Option<(Literal, bool)>,
}

/// An article of the document.
#[derive(Clone, Debug)]
pub struct Clause {
    /// Its id, as cited.
    pub id: String,
    /// Its title.
    pub title: Option<String>,
    /// What the document says, as quoted above the block.
    pub quotation: String,
    /// Why it computes nothing.
    pub nothing: Option<String>,
    /// Where its block stands.
    pub place: Place,
}

/// One amount or rate of the policy file.
#[derive(Clone, Debug)]
pub struct Tariff {
    /// A stable name: `奖项id`, `奖项id.档1`, `步骤id.limit` …
    pub name: String,
    /// The clause it stands in.
    pub clause: ClauseId,
    /// Its value: 元, or a plain number for a rate.
    pub value: Decimal,
    /// What kind of figure it is.
    pub kind: TariffKind,
    /// As it was written.
    pub written: String,
    /// The source of a trial figure; none where the quotation states it.
    pub trial: Option<String>,
    /// What the file has in its place, where the figure is assumed for this run.
    pub assumed: Option<String>,
    /// Where it stands.
    pub span: (usize, usize),
}

/// What kind of figure a tariff is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TariffKind {
    /// 元.
    Money,
    /// A plain ratio (0.1 for 10%) or weight.
    Rate,
    /// A count.
    Count,
}

/// Who gets how much for what.
#[derive(Clone, Debug)]
pub struct Award {
    /// Its id.
    pub id: String,
    /// Its clause.
    pub clause: ClauseId,
    /// The payee's role.
    pub role: Role,
    /// Categories.
    pub categories: Vec<CategoryId>,
    /// Further conditions.
    pub when: Condition,
    /// General awards that give way to this one.
    pub overrides: Vec<AwardId>,
    /// Awards that may stand together with this one.
    pub with: Vec<AwardId>,
    /// How much.
    pub amount: Amount,
    /// One entitlement per these keys instead of per achievement.
    pub once_per: Option<Vec<KeyPart>>,
    /// Not multiplied by the quantity.
    pub whatever_quantity: bool,
    /// How joint holders share.
    pub joint: Option<(JointMode, Vec<u32>)>,
    /// Money granted elsewhere: the field that states it and what it does.
    pub granted: Option<(FieldId, GrantedEffect)>,
    /// A payee that the clause names.
    pub payee: Option<String>,
    /// The field that names the payee.
    pub payee_field: Option<FieldId>,
    /// Where it stands.
    pub place: Place,
}

/// How an amount is computed, with its floor and ceiling.
#[derive(Clone, Debug)]
pub struct Amount {
    /// The way.
    pub kind: AmountKind,
    /// Not below.
    pub floor: Option<Box<Amount>>,
    /// Not above.
    pub ceiling: Option<Box<Amount>>,
}

/// The ways of computing an amount.
#[derive(Clone, Debug)]
pub enum AmountKind {
    /// A fixed amount.
    Fixed(TariffId),
    /// A rate of a money field.
    RateOfField {
        /// The rate.
        rate: TariffId,
        /// The field.
        field: FieldId,
        /// Year offset of a field by year.
        year: i32,
    },
    /// A rate of another award's tariff for the same facts, some replaced.
    RateOfAward {
        /// The rate.
        rate: TariffId,
        /// The other award.
        award: AwardId,
        /// Facts replaced.
        replacing: Vec<(FieldId, Literal)>,
    },
    /// By bracket of a number.
    Brackets {
        /// The number.
        by: Subject,
        /// The brackets.
        brackets: Vec<(Bounds, TariffId)>,
        /// For counts: every unit at its bracket's rate, or slab by slab; none for one sum.
        mode: Option<BracketMode>,
        /// Less what earlier thresholds paid.
        less_paid: bool,
    },
    /// A pool per achievement divided by rank.
    PoolByRank {
        /// The pool.
        pool: TariffId,
        /// Weights of the ranks.
        weights: Vec<u32>,
        /// What becomes of an absent rank's part.
        absent: AbsentRank,
    },
    /// One pool divided by a score over all eligible items of the award.
    PoolByScore {
        /// The pool.
        pool: TariffId,
        /// The score.
        score: FieldId,
    },
}

/// What must hold to be paid at all.
#[derive(Clone, Debug)]
pub struct Requirement {
    /// Its clause.
    pub clause: ClauseId,
    /// The reason printed.
    pub reason: String,
    /// What it applies to.
    pub covers: Covers,
    /// The condition.
    pub when: Condition,
}

/// What rows of an exclusion list bar.
#[derive(Clone, Debug)]
pub struct Exclusion {
    /// Its clause.
    pub clause: ClauseId,
    /// The list's kind.
    pub kind: String,
    /// What it bars.
    pub covers: Covers,
    /// Which date must lie in a row's span.
    pub date: ExclusionDate,
    /// The day of decision.
    pub decided_on: Option<Date>,
    /// How many rows it takes.
    pub rows: u32,
    /// Within how many months.
    pub within_months: Option<u32>,
    /// Rejects or holds.
    pub effect: ExclusionEffect,
}

/// One step.
#[derive(Clone, Debug)]
pub struct Step {
    /// Its id.
    pub id: String,
    /// Its clause.
    pub clause: ClauseId,
    /// What it does.
    pub kind: StepKind,
}

/// What a step does.
#[derive(Clone, Debug)]
pub enum StepKind {
    /// 就高不重复.
    HighestOnly(HighestOnly),
    /// 升级补差.
    UpgradeDifference(UpgradeDifference),
    /// 限项.
    CountLimit(CountLimit),
    /// 封顶.
    Cap(Cap),
    /// 总额控制.
    Budget(Budget),
    /// 部门按比例奖励.
    DepartmentShare(Vec<Department>),
    /// 分期.
    Instalments(Instalments),
    /// 分担.
    Sharing(Sharing),
}

/// 就高不重复.
#[derive(Clone, Debug)]
pub struct HighestOnly {
    /// Covers.
    pub covers: Covers,
    /// Group key.
    pub key: Vec<KeyPart>,
    /// By net or by level.
    pub by: HighestBy,
    /// By level: items of net zero take part.
    pub zero_counts: bool,
    /// History rows are members.
    pub across_years: bool,
}

/// 升级补差.
#[derive(Clone, Debug)]
pub struct UpgradeDifference {
    /// Covers.
    pub covers: Covers,
    /// Group key.
    pub key: Vec<KeyPart>,
    /// What an upgrade gets.
    pub mode: UpgradeMode,
    /// Whose date picks the earlier level's tariff.
    pub tariff_on: TariffOn,
}

/// 限项.
#[derive(Clone, Debug)]
pub struct CountLimit {
    /// Covers.
    pub covers: Covers,
    /// Group key.
    pub key: Vec<KeyPart>,
    /// How many.
    pub limit: TariffId,
    /// Of what.
    pub of: LimitOf,
    /// Ranked by this field; none for net.
    pub rank_by: Option<FieldId>,
    /// A tie at the limit.
    pub tie: LimitTie,
}

/// A limit in money.
#[derive(Clone, Debug)]
pub enum Limit {
    /// An amount.
    Amount(TariffId),
    /// A rate of a field, less named fields, never below zero.
    RateOfField {
        /// The rate.
        rate: TariffId,
        /// The field.
        field: FieldId,
        /// Year offset of a field by year.
        year: i32,
        /// Fields taken off.
        less: Vec<FieldId>,
    },
}

/// 封顶.
#[derive(Clone, Debug)]
pub struct Cap {
    /// Covers.
    pub covers: Covers,
    /// Group key.
    pub key: Vec<KeyPart>,
    /// The limit.
    pub limit: Limit,
    /// How amounts over it are reduced.
    pub reduce: ReduceBy,
    /// Which history uses it up.
    pub used_by: UsedBy,
    /// After instalments: what becomes of the shortfall.
    pub shortfall: Option<Shortfall>,
}

/// 总额控制.
#[derive(Clone, Debug)]
pub struct Budget {
    /// Covers.
    pub covers: Covers,
    /// The limit.
    pub limit: Limit,
    /// Classes in priority order; empty for none.
    pub priority: Vec<Covers>,
    /// How the last class, or all, is reduced.
    pub reduce: ReduceBy,
    /// Which history uses it up.
    pub used_by: UsedBy,
    /// A stated total, at least the group's sum.
    pub total: Option<TariffId>,
    /// After instalments: what becomes of the shortfall.
    pub shortfall: Option<Shortfall>,
}

/// One department's rate.
#[derive(Clone, Debug)]
pub struct Department {
    /// Its name; what the role or the field is called where the clause names no department.
    pub name: String,
    /// The field of the base item that names the department.
    pub payee_field: Option<FieldId>,
    /// Who gets the share: a department, or the base item's representative, person, town or enterprise.
    pub role: Role,
    /// Its rate.
    pub rate: TariffId,
    /// Its base.
    pub covers: Covers,
}

/// 分期.
#[derive(Clone, Debug)]
pub struct Instalments {
    /// Covers.
    pub covers: Covers,
    /// Parts in order.
    pub parts: Vec<Instalment>,
    /// The unit of a part.
    pub unit: Unit,
    /// Clauses whose requirements and exclusions a later instalment is still subject to.
    pub still_requires: Vec<ClauseId>,
}

/// One instalment.
#[derive(Clone, Debug)]
pub struct Instalment {
    /// Its rate or weight.
    pub rate: TariffId,
    /// When it is due.
    pub due: Due,
}

/// When an instalment is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Due {
    /// So many years after the award year.
    Offset(i32),
    /// When the field is present.
    Present(FieldId),
}

/// 分担.
#[derive(Clone, Debug)]
pub struct Sharing {
    /// Rules; exactly one must apply.
    pub rules: Vec<SharingRule>,
    /// The unit of a share.
    pub unit: Unit,
}

/// One rule of sharing.
#[derive(Clone, Debug)]
pub struct SharingRule {
    /// Covers.
    pub covers: Covers,
    /// Condition.
    pub when: Condition,
    /// Shares, the last taking the rest.
    pub shares: Vec<Share>,
}

/// One funder's share.
#[derive(Clone, Debug)]
pub struct Share {
    /// Who pays now.
    pub funder: Funder,
    /// Its weight: a rate, or a stated amount.
    pub weight: TariffId,
    /// Who bears it in the end, where that is another.
    pub borne_by: Option<String>,
}

/// Who pays a share.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Funder {
    /// A named one.
    Named(String),
    /// The town of the achievement (所在镇).
    Town,
}

impl Policy {
    /// A field.
    pub fn field(&self, id: FieldId) -> &Field {
        &self.fields[id.index()]
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
