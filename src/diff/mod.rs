//! Two policies compared: what each article says and does, whatever the files look like; and over the same lists in money.
//!
//! `describe` tells a resolved policy as parts with named lines (`words`), `pair` finds which is which, and what differs
//! is a change. `money` compares two payouts. Plain values (`story`) first, then their printers: `text` and `tables`.
//! Cases of a policy file are no rules, so they are not compared.

mod describe;
mod money;
mod pair;
mod reword;
pub mod story;
pub mod tables;
pub mod text;
mod words;

use crate::model::payout::Payout;
use crate::policy::{ClauseId, Policy};
use crate::report::json;
use describe::{Kind, Line, Part, Side};
use pair::Pairs;
use story::{ChangeStory, CountStory, Difference, PolicyStory, SCHEMA};
use words::{Renamed, Words};

/// Every class of changes and its word.
const CLASSES: [(&str, &str); 15] = [
    ("head", "总则"),
    ("vocabulary", "类别和字段"),
    ("clause_added", "新增条款"),
    ("clause_removed", "删去条款"),
    ("clause_renumbered", "条款改号"),
    ("clause_reworded", "条文改写"),
    ("award_added", "新增奖项"),
    ("award_removed", "删去奖项"),
    ("amount", "金额"),
    ("condition", "条件"),
    ("step_added", "新增步骤"),
    ("step_removed", "删去步骤"),
    ("step", "步骤"),
    ("order", "次序"),
    ("goal", "目标和名录"),
];

/// Compares two policies, and over the same lists their payouts: the older's, then the newer's.
pub fn difference(old: &Policy, new: &Policy, payouts: Option<(&Payout, &Payout)>) -> Difference {
    let plain = Renamed::default();
    let parts = |policy, renamed| describe::parts(Words { policy, renamed });
    let (first, news) = (parts(old, &plain), parts(new, &plain));
    let pairs = pair::pairs(&first, &news);
    let renamed = renamed(&pairs, &first, &news);
    // Once more by the new ids: what only refers to another by its id says the same.
    let olds = parts(old, &renamed);
    let changes = Changes { old, new, renamed: &renamed }.all(&pairs, &olds, &news);
    let counts = CLASSES.iter().map(|(class, label)| CountStory {
        class: (*class).to_owned(),
        label: (*label).to_owned(),
        count: changes.iter().filter(|change| change.class == *class).count(),
    });
    Difference {
        schema: SCHEMA.to_owned(),
        old: policy(old),
        new: policy(new),
        identical: changes.is_empty(),
        counts: counts.filter(|count| count.count > 0).collect(),
        money: payouts.map(|(before, after)| money::compare(before, after, &renamed)),
        changes,
    }
}

/// The comparison as one JSON document, indented, with a final line end.
pub fn json(difference: &Difference) -> String {
    json::printed(difference)
}

fn policy(policy: &Policy) -> PolicyStory {
    PolicyStory {
        id: policy.id.clone(),
        name: policy.name.clone(),
        document: policy.document.clone(),
        file: policy.file.clone(),
        sha256: policy.sha256.clone(),
        years: policy.years,
        assumed: policy.assumed().map(json::assumed).collect(),
        trial: policy.trial_sources().into_iter().map(str::to_owned).collect(),
    }
}

/// The ids that are others in the newer policy.
fn renamed(pairs: &Pairs, olds: &[Part], news: &[Part]) -> Renamed {
    let mut renamed = Renamed::default();
    for (old, new) in pairs.both.iter().map(|(a, b)| (&olds[*a], &news[*b])) {
        let ids = match old.kind {
            Kind::Clause => &mut renamed.clauses,
            Kind::Award => &mut renamed.awards,
            Kind::Category => &mut renamed.categories,
            _ => continue,
        };
        if old.name != new.name {
            ids.insert(old.name.clone(), new.name.clone());
        }
    }
    // An id that was given to another article since.
    for old in pairs.gone.iter().map(|at| &olds[*at]).filter(|old| old.kind == Kind::Clause) {
        if news.iter().any(|new| new.kind == Kind::Clause && new.name == old.name) {
            renamed.clauses.insert(old.name.clone(), format!("{}{GONE}", old.name));
        }
    }
    renamed
}

/// Behind the id of an article that the newer policy has given to another.
const GONE: &str = "（旧）";

/// What the changes are told of.
struct Changes<'p> {
    old: &'p Policy,
    new: &'p Policy,
    renamed: &'p Renamed,
}

impl Changes<'_> {
    fn all(&self, pairs: &Pairs, olds: &[Part], news: &[Part]) -> Vec<ChangeStory> {
        let mut found: Vec<ChangeStory> = Vec::new();
        for (old, new) in pairs.both.iter().map(|(a, b)| (&olds[*a], &news[*b])) {
            found.extend(self.changed(old, new));
        }
        found.extend(pairs.gone.iter().map(|at| self.whole(Some(&olds[*at]), None)));
        found.extend(pairs.added.iter().map(|at| self.whole(None, Some(&news[*at]))));
        for (kind, what) in [
            (Kind::Step, "步骤的次序"),
            (Kind::Category, "类别的次序（并列时以此为先后）"),
            (Kind::Clause, "条款的次序"),
        ] {
            found.extend(self.order(kind, what, pairs, news));
        }
        // Article by article in the newer document's order; what only the older has comes after the article before it.
        found.sort_by_key(|change| self.place(change));
        found
    }

    /// Where a change is told: head and vocabulary first, then by article, the orders last.
    fn place(&self, change: &ChangeStory) -> (usize, usize, usize, usize) {
        let class = CLASSES.iter().position(|(class, _)| *class == change.class).unwrap_or(CLASSES.len());
        let at = |policy: &Policy, id: &str| policy.clauses.iter().position(|clause| clause.id == id);
        let of_old = |id: &String| {
            let from = at(self.old, id)?;
            let before = self.old.clauses.get(..from)?.iter().rev();
            let mut kept = before.filter_map(|clause| {
                at(self.new, self.renamed.clauses.get(&clause.id).unwrap_or(&clause.id))
            });
            Some((kept.next().unwrap_or(0), from + 1))
        };
        let article = match (&change.new_clause, &change.old_clause) {
            (Some(id), _) => at(self.new, id).map(|article| (article, 0)),
            (None, Some(id)) => of_old(id),
            (None, None) => None,
        };
        match (article, change.class.as_str()) {
            (Some((article, gone)), _) => (1, article, gone, class),
            (None, "order") => (2, 0, 0, class),
            (None, _) => (0, class, 0, 0),
        }
    }

    /// The lines of a part that say something else.
    fn changed(&self, old: &Part, new: &Part) -> Vec<ChangeStory> {
        let mut found = Vec::new();
        if old.kind == Kind::Clause && old.name != new.name {
            let ids = (Some(old.name.clone()), Some(new.name.clone()));
            found.push(self.change("clause_renumbered", old, new, "编号", ids));
        }
        let only_old = old.lines.iter().filter(|line| new.line(line.what).is_none());
        for line in new.lines.iter().chain(only_old) {
            let (before, after) = (old.line(line.what), new.line(line.what));
            if before != after {
                let texts = (before.map(str::to_owned), after.map(str::to_owned));
                found.push(self.change(class(new.kind, line), old, new, line.what, texts));
            }
        }
        found
    }

    /// A part that only one of the two has.
    fn whole(&self, old: Option<&Part>, new: Option<&Part>) -> ChangeStory {
        let is_new = new.is_some();
        let part = |part: Option<&Part>| part.map(Part::told);
        let (Some(some), texts) = (new.or(old), (part(old), part(new))) else {
            return ChangeStory::default();
        };
        let class = match (some.kind, is_new) {
            (Kind::Clause, true) => "clause_added",
            (Kind::Clause, false) => "clause_removed",
            (Kind::Award, true) => "award_added",
            (Kind::Award, false) => "award_removed",
            (Kind::Step, true) => "step_added",
            (Kind::Step, false) => "step_removed",
            (kind, _) => own(kind),
        };
        let what = if is_new { "新增" } else { "删去" };
        self.told(class, (old, new), what, texts)
    }

    /// The order of what both have, where it is another.
    fn order(&self, kind: Kind, what: &str, pairs: &Pairs, news: &[Part]) -> Option<ChangeStory> {
        let mut both: Vec<(usize, usize)> =
            pairs.both.iter().copied().filter(|(_, new)| news[*new].kind == kind).collect();
        if both.is_sorted() {
            return None;
        }
        let name = |(_, at): &(usize, usize)| news[*at].name.as_str();
        let new = both.iter().map(name).collect::<Vec<_>>().join("→");
        both.sort_unstable();
        let old = both.iter().map(name).collect::<Vec<_>>().join("→");
        Some(self.told("order", (None, None), what, (Some(old), Some(new))))
    }

    fn change(
        &self,
        class: &str,
        old: &Part,
        new: &Part,
        what: &str,
        texts: (Option<String>, Option<String>),
    ) -> ChangeStory {
        self.told(class, (Some(old), Some(new)), what, texts)
    }

    fn told(
        &self,
        class: &str,
        (old, new): (Option<&Part>, Option<&Part>),
        what: &str,
        texts: (Option<String>, Option<String>),
    ) -> ChangeStory {
        let clause = |policy: &Policy, part: Option<&Part>| {
            part.and_then(|part| part.clause).map(|id: ClauseId| policy.clause(id).clone())
        };
        let (before, after) = (clause(self.old, old), clause(self.new, new));
        let title = after.iter().chain(&before).find_map(|clause| clause.title.clone());
        let marked = match (&texts.0, &texts.1) {
            (Some(old), Some(new)) if class == "clause_reworded" => reword::marked(old, new),
            _ => None,
        };
        let label = CLASSES.iter().find(|(key, _)| *key == class).map_or("", |(_, label)| label);
        ChangeStory {
            class: class.to_owned(),
            label: label.to_owned(),
            old_clause: before.map(|clause| clause.id),
            new_clause: after.map(|clause| clause.id),
            title,
            subject: new.or(old).map(subject).unwrap_or_default(),
            what: what.to_owned(),
            old: texts.0,
            new: texts.1,
            marked,
        }
    }
}

/// The class of a line.
fn class(kind: Kind, line: &Line) -> &'static str {
    match (line.side, kind) {
        (Side::Text, _) => "clause_reworded",
        (Side::Amount, _) => "amount",
        (Side::Condition, _) => "condition",
        (Side::Own, Kind::Clause) => "clause_reworded",
        (Side::Own, kind) => own(kind),
    }
}

fn own(kind: Kind) -> &'static str {
    match kind {
        Kind::Head => "head",
        Kind::Field | Kind::Category => "vocabulary",
        Kind::Derived | Kind::Award | Kind::Requirement | Kind::Exclusion => "condition",
        Kind::Step => "step",
        Kind::Goal | Kind::Priority => "goal",
        Kind::Clause => "clause_reworded",
    }
}

/// A part as a person names it.
fn subject(part: &Part) -> String {
    let sort = match part.kind {
        Kind::Head | Kind::Clause => return String::new(),
        Kind::Field => "字段",
        Kind::Category => "类别",
        Kind::Derived => "派生字段",
        Kind::Award => "奖项",
        Kind::Requirement => "资格要求",
        Kind::Exclusion => "排除名单",
        Kind::Step => "步骤",
        Kind::Goal => "目标",
        Kind::Priority => "优先名录",
    };
    format!("{sort}「{}」", part.name)
}
