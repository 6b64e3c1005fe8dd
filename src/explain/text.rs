//! An explanation for the terminal: annotated Chinese, aligned by display width; in full for a few awards, a line each for many.

use super::story::{About, AwardStory, EntryStory, Explanation, GroupStory, NearestStory, RowStory};
use crate::model::payout::Fate;
use crate::report::terminal::{Page, fill, right};
use unicode_width::UnicodeWidthStr;

/// So many awards are told in full; more get one line each.
const IN_FULL: usize = 3;
/// So many lines of one kind are printed; the rest is counted.
const LINES: usize = 30;
/// So many awards that came nearest, and so many members of a group.
const NEAREST: usize = 3;
const MEMBERS: usize = 6;

/// The explanation as text.
pub fn text(explanation: &Explanation) -> String {
    let mut out = Page::default();
    heading(&mut out, explanation);
    match explanation.awards.len() {
        0 => {}
        n if n <= IN_FULL => {
            explanation.awards.iter().for_each(|award| in_full(&mut out, explanation, award))
        }
        _ => in_lines(&mut out, &explanation.awards),
    }
    unpaid(&mut out, &explanation.rows);
    others(&mut out, explanation);
    clauses(&mut out, explanation);
    out.text
}

fn heading(out: &mut Page, explanation: &Explanation) {
    let policy = &explanation.policy;
    for About { name, known, .. } in &explanation.about {
        out.line(name);
        out.hanging("  ", &known.join("　"));
    }
    let draft = match (policy.trial.is_empty(), policy.assumed.is_empty()) {
        (true, true) => "",
        (false, true) => "（试算稿）",
        (true, false) => "（假设测算）",
        (false, false) => "（试算稿、假设测算）",
    };
    out.hanging("  ", &format!("依据：{}（{}）{}年度{draft}", policy.name, policy.document, policy.year));
    for assumed in &policy.assumed {
        out.line(&format!("  假设：「{}」由{}改为{}", assumed.name, assumed.written, assumed.assumed));
    }
    let sums = &explanation.sums;
    let counts = [sums.paid, sums.zero, sums.rejected, sums.held, sums.reference, sums.ignored];
    let counts = Fate::ALL.iter().zip(counts).filter(|(_, count)| *count > 0);
    let counts: Vec<String> = counts.map(|(fate, count)| format!("{} {count}", fate.label())).collect();
    out.line(&format!("  名单：{}行：{}", sums.read, counts.join("，")));
    out.line(&format!(
        "  奖励：{}项，应兑 {}元，本年实兑 {}元",
        explanation.awards.len(),
        sums.awarded,
        sums.payable
    ));
}

fn award_title(award: &AwardStory) -> String {
    let category = award.category.as_deref().unwrap_or_default();
    format!("第{}号　{category}《{}》", award.number, award.title)
}

fn in_full(out: &mut Page, explanation: &Explanation, award: &AwardStory) {
    out.gap();
    out.line(&award_title(award));
    let certificate =
        award.certificate.as_ref().map_or_else(String::new, |number| format!("　证书编号 {number}"));
    out.hanging("  ", &format!("{}　付给{}（{}）{certificate}", award.cause, award.payee, award.role));
    for entry in &award.entries {
        self::entry(out, explanation, entry);
    }
    out.line(&format!("  {}{}", fill("净额", 14), right(&award.net, 14)));
    for part in &award.parts {
        let when = part.due_year.map_or_else(|| "条件具备后".to_owned(), |year| format!("{year}年"));
        let borne = part.borne_by.as_ref().map_or_else(String::new, |by| format!("（最终由{by}承担）"));
        // Each step says its clause; only what no step made cites the part's own.
        let how = match part.how.is_empty() {
            true => format!("〔{}〕", part.clause),
            false => format!("　{}", part.how.join("；")),
        };
        let mark = format!("  {}{}  ", fill(&when, 14), right(&part.amount, 14));
        out.hanging(&mark, &format!("{}{borne}{how}", part.funder));
    }
    out.hanging("  来源 ", &award.sources.join("\n"));
    if award.supporting > 0 {
        out.line(&format!("  另有{}项成果计入。", award.supporting));
    }
}

fn entry(out: &mut Page, explanation: &Explanation, entry: &EntryStory) {
    let mark = format!("  {}{}  ", fill(&entry.name, 14), right(&entry.amount, 14));
    let nothing = entry.step != "award" && entry.amount == "0.00";
    let how = if nothing { format!("没有减：{}", entry.how) } else { entry.how.clone() };
    out.hanging(&mark, &format!("{how}〔{}〕", entry.clause));
    let indent = " ".repeat(mark.width());
    for operand in &entry.operands {
        let source =
            if operand.source.is_empty() { String::new() } else { format!("　← {}", operand.source) };
        out.hanging(&format!("{indent}· "), &format!("{} {}{source}", operand.what, operand.value));
    }
    for compared in &entry.compared {
        out.hanging(
            &format!("{indent}· "),
            &format!("{} {}　← {}", compared.what, compared.amount, compared.source),
        );
    }
    let group = entry.group.and_then(|number| explanation.groups.iter().find(|group| group.number == number));
    if let Some(group) = group {
        out.hanging(&format!("{indent}· "), &shared(group));
    }
}

/// Who shares a limit, in words.
fn shared(group: &GroupStory) -> String {
    let member = |member: &super::story::MemberStory| {
        format!("第{}号{}（{}）", member.award, member.before, member.taken)
    };
    let listed: Vec<String> = group.members.iter().take(MEMBERS).map(member).collect();
    let more =
        if group.members.len() > MEMBERS { format!("等{}项", group.members.len()) } else { String::new() };
    format!(
        "{}：可用限额{}，{}项合计{}：{}{more}",
        group.key,
        group.limit,
        group.members.len(),
        group.total,
        listed.join("、")
    )
}

/// One line an award: all its entries in order.
fn in_lines(out: &mut Page, awards: &[AwardStory]) {
    out.gap();
    let numbers = awards.iter().map(|award| format!("第{}号", award.number).width()).max().unwrap_or(0);
    let categories = awards.iter().filter_map(|award| award.category.as_ref()).map(|text| text.width()).max();
    let categories = categories.unwrap_or(0).min(20);
    let nets = awards.iter().map(|award| award.net.width()).max().unwrap_or(0);
    for award in awards.iter().take(LINES) {
        let entries = award.entries.iter().filter(|entry| entry.step == "award" || entry.amount != "0.00");
        let chain: Vec<String> =
            entries.map(|entry| format!("{}{}〔{}〕", entry.name, entry.amount, entry.clause)).collect();
        let mark = format!(
            "{}  {}  {}  {}  ",
            fill(&format!("第{}号", award.number), numbers),
            fill(award.category.as_deref().unwrap_or_default(), categories),
            fill(&format!("《{}》", award.title), 28),
            right(&award.net, nets)
        );
        let at = award.certificate.as_ref().or(award.sources.first()).map_or("", String::as_str);
        out.line(&format!("{mark}{}　← {at}", chain.join(" ")));
    }
    rest(out, awards.len());
    out.line("看一项的全部：duixian explain 证书编号（或「文件:表!行」）；全部的全部：--json 或 --html。");
}

fn rest(out: &mut Page, all: usize) {
    if all > LINES {
        out.line(&format!("另有{}项没有列出，用 --json 或 --html 看全部。", all - LINES));
    }
}

fn place(row: &RowStory) -> String {
    format!("{}[{}]!{}", row.file, row.sheet, row.row)
}

fn label(key: &str) -> &'static str {
    Fate::ALL.iter().find(|fate| fate.key() == key).map_or("", |fate| fate.label())
}

/// Rows that are paid nothing: why, and the awards that came nearest.
fn unpaid(out: &mut Page, rows: &[RowStory]) {
    let rows: Vec<&RowStory> = rows.iter().filter(|row| row.has_reason()).collect();
    for row in rows.iter().take(LINES) {
        out.gap();
        let category = row.category.as_deref().unwrap_or_default();
        let title = if row.title.is_empty() { String::new() } else { format!("《{}》", row.title) };
        out.line(&format!("{}　{category}{title}", label(&row.fate)));
        out.hanging("  来源 ", &place(row));
        let clause = row.clause.as_ref().map_or_else(String::new, |id| format!("〔{id}〕"));
        out.hanging("  原因 ", &format!("{}{clause}", row.reason));
        for nearest in row.nearest.iter().take(NEAREST) {
            self::nearest(out, nearest);
        }
        for remedy in &row.remedies {
            out.hanging("  办法 ", remedy);
        }
    }
    rest(out, rows.len());
}

fn nearest(out: &mut Page, nearest: &NearestStory) {
    out.line(&format!("  离「{}」〔{}〕差：", nearest.award, nearest.clause));
    for failed in &nearest.failed {
        let mark = if failed.missing { "    缺 " } else { "    否 " };
        let clause = failed.clause.as_ref().map_or_else(String::new, |id| format!("〔{id}〕"));
        out.hanging(mark, &format!("{}{clause}", failed.words));
    }
}

/// Rows that are neither an award's nor paid nothing: register, history, exclusions, and what is no data.
fn others(out: &mut Page, explanation: &Explanation) {
    let plain = |row: &&RowStory| [Fate::Reference, Fate::Ignored].iter().any(|fate| fate.key() == row.fate);
    let rows: Vec<&RowStory> = explanation.rows.iter().filter(plain).collect();
    if rows.is_empty() {
        return;
    }
    out.gap();
    for row in rows.iter().take(LINES) {
        let counted: Vec<String> = row.counted_in.iter().map(|number| format!("第{number}号")).collect();
        let counted = if counted.is_empty() {
            String::new()
        } else {
            format!("　用于扣减{}", counted.join("、"))
        };
        let facts: Vec<String> =
            row.facts.iter().map(|fact| format!("{} {}", fact.field, fact.value)).collect();
        out.hanging("", &format!("{}　{}{counted}", label(&row.fate), place(row)));
        out.hanging("      ", &facts.join("，"));
    }
    rest(out, rows.len());
}

fn clauses(out: &mut Page, explanation: &Explanation) {
    if explanation.clauses.is_empty() {
        return;
    }
    out.gap();
    out.line("条文");
    for clause in &explanation.clauses {
        out.hanging(&format!("  〔{}〕", clause.id), clause.quotation.trim());
    }
}
