//! Assumed figures: put in the place of the file's own before anything is resolved, so that every check sees them.

use super::Loader;
use crate::finding::{Code, Finding, Place};
use crate::policy::assume::Assumption;
use crate::policy::file::{AmountFile, AmountTable, At, LimitFile, PolicyFile, StepFile, Text};
use crate::policy::suggest;
use crate::text::normal;

/// How many names a message lists.
const LISTED: usize = 40;

/// A figure of the file: what it is called, and where it is written.
struct Figure<'f> {
    /// Its name as [`Tariff::name`](crate::policy::Tariff::name), then other names that users may give.
    names: Vec<String>,
    slot: Slot<'f>,
}

/// Where a figure is written, by its type.
enum Slot<'f> {
    Amount(&'f mut AmountFile),
    Money(&'f mut Text),
    Rate(&'f mut Text),
    Count(&'f mut At<i64>),
}

impl Loader<'_> {
    /// Replaces every figure that is assumed to be another. What cannot be placed or read is a finding.
    pub(super) fn assume(&mut self, file: &mut PolicyFile, assumptions: &[Assumption]) {
        if assumptions.is_empty() {
            return;
        }
        let mut figures = figures(file);
        let known: Vec<String> = figures.iter().map(|figure| figure.names[0].clone()).collect();
        for assumption in assumptions {
            let wanted = normal::key(&assumption.name);
            let mut named: Vec<&mut Figure<'_>> = figures
                .iter_mut()
                .filter(|figure| figure.names.iter().any(|name| normal::key(name) == wanted))
                .collect();
            match named.as_mut_slice() {
                [figure] => self.replace(&mut figure.slot, assumption),
                [] => self.refuse_name(assumption, &known),
                several => {
                    let message =
                        format!("「{}」指政策里的{}个数，不知假设哪一个。", assumption.name, several.len());
                    self.refuse_value(&message, "请在政策文件里给它们不同的名称。");
                }
            }
        }
    }

    fn replace(&mut self, slot: &mut Slot<'_>, assumption: &Assumption) {
        let span = slot.span();
        let text = Text { value: assumption.value.clone(), span };
        if self.assumed.contains_key(&span) {
            let message = format!("「{}」假设了两次。", assumption.name);
            return self.refuse_value(&message, "请只留一个。");
        }
        let before = self.findings.len();
        let fits = match slot {
            Slot::Amount(_) | Slot::Money(_) => self.amount_of(&text).is_some(),
            Slot::Rate(_) => self.rate_of(&text).is_some(),
            Slot::Count(_) => text.value.parse::<i64>().is_ok_and(|count| count >= 0),
        };
        if !fits {
            // What the file's own checks said, said of the assumption.
            let said = self.findings.drain(before..).next();
            let said = said.map_or_else(|| "这里应是不为负的整数。".to_owned(), |finding| finding.message);
            let message = format!("假设「{assumption}」不能用：{said}");
            return self.refuse_value(&message, "请照政策文件的写法，如「60万元」「10%」「3」。");
        }
        self.assumed.insert(span, slot.put(text));
    }

    fn refuse_name(&mut self, assumption: &Assumption, known: &[String]) {
        let message = format!("政策里没有叫「{}」的金额、比例或限额，不能假设。", assumption.name);
        let near = suggest::nearest(&assumption.name, known.iter().map(String::as_str));
        let near = near.map_or_else(String::new, |name| format!("是不是想写「{name}」？"));
        let more = if known.len() > LISTED { format!("等{}个", known.len()) } else { String::new() };
        let listed = known.iter().take(LISTED).cloned().collect::<Vec<_>>().join("、");
        let help = format!("{near}可以假设的有：{listed}{more}。");
        self.findings.push(Finding::new(Code::AssumptionUnknown, self.whole_file(), message, help));
    }

    fn refuse_value(&mut self, message: &str, help: &str) {
        self.findings.push(Finding::new(Code::AssumptionBad, self.whole_file(), message, help));
    }

    fn whole_file(&self) -> Place {
        Place::file(&self.source.name)
    }
}

impl Slot<'_> {
    fn span(&self) -> (usize, usize) {
        match self {
            Self::Amount(AmountFile::Text(text)) => text.span,
            Self::Amount(AmountFile::Yuan(yuan)) => yuan.span,
            Self::Amount(AmountFile::Table(_, span)) => *span,
            Self::Money(text) | Self::Rate(text) => text.span,
            Self::Count(count) => count.span,
        }
    }

    /// Puts the assumed text in; gives what was written.
    fn put(&mut self, text: Text) -> String {
        match self {
            Self::Amount(amount) => match std::mem::replace(*amount, AmountFile::Text(text)) {
                AmountFile::Text(text) => text.value,
                AmountFile::Yuan(yuan) => format!("{}元", yuan.value),
                AmountFile::Table(..) => String::new(),
            },
            Self::Money(written) | Self::Rate(written) => std::mem::replace(*written, text).value,
            Self::Count(count) => {
                let written = count.value.to_string();
                count.value = text.value.parse().unwrap_or(count.value);
                written
            }
        }
    }
}

/// Every figure of the file, by the names that tariffs have.
fn figures(file: &mut PolicyFile) -> Vec<Figure<'_>> {
    let mut figures = Vec::new();
    for clause in &mut file.clause {
        for award in &mut clause.award {
            let id = award.id.value.clone();
            of_amount(&mut figures, &id, &format!("{id}.amount"), &mut award.amount);
        }
        for step in &mut clause.step {
            of_step(&mut figures, step);
        }
    }
    figures
}

fn of_amount<'f>(figures: &mut Vec<Figure<'f>>, name: &str, path: &str, amount: &'f mut AmountFile) {
    match amount {
        AmountFile::Table(table, _) => of_table(figures, name, path, table),
        plain => {
            figures.push(Figure { names: vec![name.to_owned(), path.to_owned()], slot: Slot::Amount(plain) })
        }
    }
}

fn of_table<'f>(figures: &mut Vec<Figure<'f>>, name: &str, path: &str, table: &'f mut AmountTable) {
    let names = |own: &str, key: &str| vec![format!("{name}{own}"), format!("{path}{key}")];
    if let Some(text) = &mut table.fixed {
        figures.push(Figure { names: names("", ""), slot: Slot::Money(text) });
    }
    if let Some(text) = &mut table.rate {
        figures.push(Figure { names: names(".比例", ".rate"), slot: Slot::Rate(text) });
    }
    for (number, bracket) in (1..).zip(&mut table.brackets) {
        let names = names(&format!(".档{number}"), &format!(".brackets.{number}"));
        let slot = match (&mut bracket.amount, &mut bracket.rate) {
            (Some(amount), _) => Slot::Money(amount),
            (None, Some(rate)) => Slot::Rate(rate),
            (None, None) => continue,
        };
        figures.push(Figure { names, slot });
    }
    if let Some(text) = &mut table.amount {
        figures.push(Figure { names: names(".每满", ".step"), slot: Slot::Money(text) });
    }
    if let Some(text) = &mut table.pool {
        figures.push(Figure { names: names(".池", ".pool"), slot: Slot::Money(text) });
    }
    if let Some(floor) = &mut table.floor {
        of_amount(figures, &format!("{name}.下限"), &format!("{path}.floor"), floor);
    }
    if let Some(ceiling) = &mut table.ceiling {
        of_amount(figures, &format!("{name}.上限"), &format!("{path}.ceiling"), ceiling);
    }
}

fn of_step<'f>(figures: &mut Vec<Figure<'f>>, step: &'f mut StepFile) {
    let id = step.id.value.clone();
    if let Some(rule) = &mut step.count_limit {
        let names = vec![format!("{id}.限额"), format!("count_limit.{id}"), format!("{id}.limit")];
        figures.push(Figure { names, slot: Slot::Count(&mut rule.limit) });
    }
    if let Some(rule) = &mut step.cap {
        of_limit(figures, &id, "cap", &mut rule.limit);
    }
    if let Some(rule) = &mut step.budget {
        of_limit(figures, &id, "budget", &mut rule.limit);
        if let Some(total) = &mut rule.total {
            let names = vec![format!("{id}.分母"), format!("{id}.total")];
            figures.push(Figure { names, slot: Slot::Money(total) });
        }
    }
    for department in step.department_share.iter_mut().flat_map(|rule| &mut rule.department) {
        let who = match (department.name.as_ref().or(department.payee_field.as_ref()), &department.role) {
            (Some(name), _) => name.value.as_str(),
            (None, Some(role)) => role.value.word(),
            (None, None) => continue,
        };
        let name = format!("{id}.{who}");
        let names = vec![name.clone(), format!("{name}.rate")];
        figures.push(Figure { names, slot: Slot::Rate(&mut department.rate) });
    }
    for (number, part) in (1..).zip(step.instalments.iter_mut().flat_map(|rule| &mut rule.parts)) {
        let names = vec![format!("{id}.第{number}期"), format!("{id}.parts.{number}")];
        figures.push(Figure { names, slot: Slot::Rate(&mut part.rate) });
    }
    for (number, rule) in (1..).zip(step.sharing.iter_mut().flat_map(|sharing| &mut sharing.rule)) {
        for share in &mut rule.shares {
            let names = vec![format!("{id}.规则{number}.{}", share.funder.value)];
            let slot = match (&mut share.rate, &mut share.amount) {
                (Some(rate), _) => Slot::Rate(rate),
                (None, Some(amount)) => Slot::Money(amount),
                (None, None) => continue,
            };
            figures.push(Figure { names, slot });
        }
    }
}

fn of_limit<'f>(figures: &mut Vec<Figure<'f>>, id: &str, kind: &str, limit: &'f mut LimitFile) {
    let names = |own: &str| vec![format!("{id}.{own}"), format!("{kind}.{id}"), format!("{id}.limit")];
    if let Some(amount) = &mut limit.amount {
        figures.push(Figure { names: names("限额"), slot: Slot::Money(amount) });
    }
    if let Some(rate) = &mut limit.rate {
        figures.push(Figure { names: names("限额比例"), slot: Slot::Rate(rate) });
    }
}
