//! A comparison for the terminal: article by article, old and new; then what it is in money.

use super::story::{ChangeStory, Difference, FateStory, LineStory, MoneyStory, Pair, PolicyStory, RowStory};
use crate::report::terminal::{Page, fill, right};
use std::fmt::Display;
use unicode_width::UnicodeWidthStr;

/// So many lines of one kind are printed; the rest is counted.
const LINES: usize = 30;
/// Old and new stand on one line where both are no wider.
const SHORT: usize = 44;

/// The comparison as text.
pub fn text(difference: &Difference) -> String {
    let mut out = Page::default();
    out.hanging("旧：", &policy(&difference.old));
    out.hanging("新：", &policy(&difference.new));
    for assumed in &difference.new.assumed {
        out.line(&format!("假设：「{}」由{}改为{}", assumed.name, assumed.written, assumed.assumed));
    }
    let counts: Vec<String> =
        difference.counts.iter().map(|count| format!("{} {}", count.label, count.count)).collect();
    match difference.changes.len() {
        0 => out.line("改动：没有，两份政策说的一样。"),
        n => out.hanging("改动：", &format!("{n}处：{}", counts.join("，"))),
    }
    changes(&mut out, &difference.changes);
    if let Some(money) = &difference.money {
        self::money(&mut out, difference, money);
    }
    out.text
}

fn policy(policy: &PolicyStory) -> String {
    let PolicyStory { name, document, file, years: (first, last), trial, .. } = policy;
    let years = last.map_or_else(
        || format!("{first}年度起"),
        |last| match last == *first {
            true => format!("{first}年度"),
            false => format!("{first}至{last}年度"),
        },
    );
    let trial = if trial.is_empty() { "" } else { "，有试算数" };
    format!("{name}（{document}）{years}　{file}{trial}")
}

fn changes(out: &mut Page, changes: &[ChangeStory]) {
    let mut heading = None;
    for change in changes {
        let own = self::heading(change);
        if heading.as_ref() != Some(&own) {
            out.gap();
            out.line(&own);
            heading = Some(own);
        }
        self::change(out, change);
    }
}

/// The article that a change is told under, or what stands for it.
fn heading(change: &ChangeStory) -> String {
    let id = match (&change.old_clause, &change.new_clause) {
        (Some(old), Some(new)) if old != new => format!("〔{old}→{new}〕"),
        (_, Some(id)) | (Some(id), None) => format!("〔{id}〕"),
        (None, None) => return change.label.clone(),
    };
    format!("{id}{}", change.title.as_deref().unwrap_or_default())
}

fn change(out: &mut Page, change: &ChangeStory) {
    let subject = if change.subject.is_empty() { String::new() } else { format!("{}　", change.subject) };
    // Without an article the class is the heading.
    let is_under_own = change.old_clause.is_none() && change.new_clause.is_none();
    let mark = if is_under_own { "  ".to_owned() } else { format!("  {}  ", fill(&change.label, 10)) };
    let what =
        if change.label.contains(&change.what) && change.subject.is_empty() { "" } else { &change.what };
    match (&change.old, &change.new, &change.marked) {
        (_, _, Some(marked)) => out.hanging(&mark, &format!("{subject}{marked}")),
        (Some(old), Some(new), _) if old.width() <= SHORT && new.width() <= SHORT => {
            out.hanging(&mark, &format!("{subject}{what}：{old} → {new}"));
        }
        (Some(old), Some(new), _) => {
            out.hanging(&mark, &format!("{subject}{what}"));
            out.hanging("              旧 ", old);
            out.hanging("              新 ", new);
        }
        (old, new, _) => {
            let is_part = ["新增", "删去"].contains(&change.what.as_str());
            let told = old.as_ref().or(new.as_ref()).map_or("", String::as_str);
            match (is_part, new.is_some()) {
                (true, true) => out.hanging(&mark, &whole(&change.subject, "新增", told)),
                (true, false) => out.hanging(&mark, &whole(&change.subject, "删去，原为", told)),
                (false, true) => out.hanging(&mark, &format!("{subject}{what}：（无）→ {told}")),
                (false, false) => out.hanging(&mark, &format!("{subject}{what}：{told} →（无）")),
            }
        }
    }
}

/// A part that only one policy has, and what it says.
fn whole(subject: &str, word: &str, told: &str) -> String {
    let gap = if subject.is_empty() { "" } else { "　" };
    match told {
        "" => format!("{subject}{gap}{}", word.trim_end_matches("，原为")),
        _ => format!("{subject}{gap}{word}：{told}"),
    }
}

fn money(out: &mut Page, difference: &Difference, money: &MoneyStory) {
    out.gap();
    out.line(&format!("同一批名单（{}个文件）按两份政策算{}年度：", money.files.len(), money.year));
    for (policy, in_force, word) in
        [(&difference.old, money.old_in_force, "旧"), (&difference.new, money.new_in_force, "新")]
    {
        if !in_force {
            out.line(&format!(
                "  {word}政策「{}」不适用于{}年度，这里当它适用来算。",
                policy.name, money.year
            ));
        }
    }
    out.line(&format!("  应兑      {}", arrow(&money.awarded)));
    out.line(&format!("  本年实兑  {}", arrow(&money.payable)));
    let (before, after) = money.held;
    if before + after > 0 {
        out.line(&format!("  待定行    旧 {before}，新 {after}，都没有计入以上金额"));
    }
    let is_none = money.payees.is_empty() && money.rows.is_empty();
    if is_none {
        out.line("  没有一家收款单位、一行名单因此改变。");
        return;
    }
    table(out, "收款单位", &money.payees);
    if !money.payees.is_empty() && money.payees_unchanged > 0 {
        out.line(&format!("  另有{}家不变。", money.payees_unchanged));
    }
    table(out, "类别", &money.categories);
    table(out, "条款", &money.clauses);
    table(out, "出资方", &money.funders);
    rows(out, &money.rows);
}

fn arrow(pair: &Pair) -> String {
    format!("{} → {}（{}元）", pair.old, pair.new, signed(&pair.change))
}

/// A change with its sign.
fn signed(change: &str) -> String {
    if change.starts_with('-') { change.to_owned() } else { format!("+{change}") }
}

/// Payable amounts, old and new; awarded ones beside where they tell something else.
fn table(out: &mut Page, what: &str, lines: &[LineStory]) {
    if lines.is_empty() {
        return;
    }
    out.gap();
    let widest = |cell: fn(&LineStory) -> String| lines.iter().map(|l| cell(l).width()).max().unwrap_or(0);
    let name = widest(label).clamp(8, 44);
    let amount = widest(|l| l.payable.old.clone()).max(widest(|l| l.payable.new.clone())).max(6);
    out.line(&format!(
        "{}{}{}{}",
        fill(&format!("按{what}"), name + 2),
        right("旧", amount),
        right("新", amount + 2),
        right("增减", amount + 3)
    ));
    for line in lines.iter().take(LINES) {
        let Pair { old, new, change } = &line.payable;
        let awarded = if line.awarded == line.payable {
            String::new()
        } else {
            format!("　应兑 {}", arrow(&line.awarded))
        };
        let cells = [right(old, amount), right(new, amount + 2), right(&signed(change), amount + 3)];
        out.line(&format!("{}{}{awarded}", fill(&label(line), name + 2), cells.concat()));
    }
    rest(out, lines.len());
}

fn label(line: &LineStory) -> String {
    match line.known.as_deref() {
        None | Some("企业") => line.name.clone(),
        Some(known) if !known.is_empty() => format!("{}　{known}", line.name),
        Some(_) => line.name.clone(),
    }
}

fn rest(out: &mut Page, all: usize) {
    if all > LINES {
        out.line(&format!("另有{}项没有列出，用 --json 或 --workbook 看全部。", all - LINES));
    }
}

fn rows(out: &mut Page, rows: &[RowStory]) {
    let changed: Vec<&RowStory> = rows.iter().filter(|row| row.fate_changed).collect();
    let same = rows.len() - changed.len();
    if !changed.is_empty() {
        out.gap();
        out.line(&format!("去向改变的行：{}行", changed.len()));
    }
    for row in changed.iter().take(LINES) {
        out.line(&format!(
            "  {}[{}]!{}　{}　{}",
            row.file,
            row.sheet,
            row.row,
            row.names.join("、"),
            row.title
        ));
        out.hanging("    旧 ", &fared(&row.old));
        out.hanging("    新 ", &fared(&row.new));
    }
    rest(out, changed.len());
    if same > 0 {
        out.line(&format!("另有{same}行去向不变而金额改变，用 --json 或 --workbook 看。"));
    }
}

fn fared(fate: &FateStory) -> String {
    let clause = fate.clause.as_ref().map_or_else(String::new, |id| format!("〔{id}〕"));
    let reason: &dyn Display = &fate.reason;
    match fate.fate.as_str() {
        "paid" => format!("{} {}元", fate.label, fate.awarded),
        _ => format!("{}：{reason}{clause}", fate.label),
    }
}
