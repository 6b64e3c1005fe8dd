//! The blocks of the page: awards by payee, rows that are paid nothing, every sheet's rows, groups, clauses.

use super::super::story::{AwardStory, EntryStory, Explanation, GroupStory, RowStory};
use super::{Html, escaped};
use crate::model::payout::Fate;
use std::collections::BTreeMap;

/// So many members of a group are listed in one block.
const MEMBERS: usize = 200;

/// One block for each payee, its awards in it, in the order of the first.
pub(super) fn award_blocks(out: &mut Html, explanation: &Explanation) {
    if explanation.awards.is_empty() {
        return;
    }
    let fates = fates_of_awards(explanation);
    let mut order: Vec<(&str, &str)> = Vec::new();
    let mut payees: BTreeMap<(&str, &str), Vec<&AwardStory>> = BTreeMap::new();
    for award in &explanation.awards {
        let key = (award.payee.as_str(), award.role.as_str());
        let list = payees.entry(key).or_default();
        if list.is_empty() {
            order.push(key);
        }
        list.push(award);
    }
    out.raw("<section aria-labelledby=\"awards\"><h2 id=\"awards\">奖励（按收款单位）</h2>\n");
    for (payee, role) in order {
        let awards = &payees[&(payee, role)];
        let mut kinds: Vec<&str> =
            awards.iter().flat_map(|award| fates.get(&award.number).copied()).collect();
        kinds.sort_unstable();
        kinds.dedup();
        let due = sum(awards.iter().map(|award| award.due.as_str()));
        let open = if explanation.about.is_empty() || awards.len() > 3 { "" } else { " open" };
        out.raw(&format!("<details class=\"item\" data-fate=\"{}\"{open}><summary>", kinds.join(" ")));
        out.element("strong", payee);
        out.element("span class=\"soft\"", &format!("{role}　{}项", awards.len()));
        out.element("span class=\"amount\"", &format!("本年实兑 {due}"));
        out.raw("</summary><div class=\"inner\">\n");
        awards.iter().for_each(|award| self::award(out, award));
        out.raw("</div></details>\n");
    }
    out.raw("</section>\n");
}

/// The fate of the rows that an award stands on: paid, or zero.
fn fates_of_awards(explanation: &Explanation) -> BTreeMap<u32, &str> {
    let mut fates = BTreeMap::new();
    for row in &explanation.rows {
        fates.extend(row.awards.iter().map(|number| (*number, row.fate.as_str())));
    }
    fates
}

/// Σ of amounts with two decimals.
fn sum<'a>(amounts: impl Iterator<Item = &'a str>) -> String {
    let sum: rust_decimal::Decimal =
        amounts.filter_map(|text| text.parse::<rust_decimal::Decimal>().ok()).sum();
    sum.to_string()
}

fn cite(id: &str) -> String {
    format!("<a href=\"#c-{0}\">{0}</a>", escaped(id))
}

fn to_award(number: u32) -> String {
    format!("<a href=\"#a-{number}\">第{number}号</a>")
}

fn award(out: &mut Html, award: &AwardStory) {
    let category = award.category.as_deref().unwrap_or_default();
    out.raw(&format!("<article id=\"a-{}\">", award.number));
    out.element("h3", &format!("第{}号　{category}《{}》", award.number, award.title));
    let certificate =
        award.certificate.as_ref().map_or_else(String::new, |text| format!("　证书编号 {text}"));
    let counted = if award.supporting > 0 {
        format!("　另有{}项成果计入", award.supporting)
    } else {
        String::new()
    };
    out.raw(&format!("<p class=\"soft\">{}", escaped(&format!("{}{certificate}{counted}", award.cause))));
    if let Some(base) = award.share_of {
        out.raw(&format!("（{}）", to_award(base)));
    }
    out.raw(
        "</p><div class=\"scroll\"><table><thead><tr><th scope=\"col\">步骤</th><th scope=\"col\">条款</th>\
             <th scope=\"col\" class=\"amount\">金额</th><th scope=\"col\" class=\"amount\">余额</th>\
             <th scope=\"col\">怎样算、与什么比</th></tr></thead><tbody>\n",
    );
    award.entries.iter().for_each(|entry| self::entry(out, entry));
    out.raw(&format!(
        "<tr class=\"total\"><td>净额</td><td></td><td class=\"amount\">{0}</td><td class=\"amount\">{0}</td><td></td></tr>\n",
        escaped(&award.net)
    ));
    for part in &award.parts {
        let when = part.due_year.map_or_else(|| "条件具备后".to_owned(), |year| format!("{year}年"));
        let borne = part.borne_by.as_ref().map_or_else(String::new, |by| format!("（最终由{by}承担）"));
        let how = format!("{}{borne}　{}", part.funder, part.how.join("；"));
        out.raw(&format!(
            "<tr><td>{}</td><td>{}</td><td class=\"amount\">{}</td><td></td><td>{}</td></tr>\n",
            escaped(&format!("{when}付")),
            cite(&part.clause),
            escaped(&part.amount),
            escaped(how.trim_end())
        ));
    }
    out.raw("</tbody></table></div>");
    out.element("p class=\"source\"", &format!("来源：{}", award.sources.join("；")));
    out.raw("</article>\n");
}

fn entry(out: &mut Html, entry: &EntryStory) {
    out.raw(&format!(
        "<tr><td>{}</td><td>{}</td><td class=\"amount\">{}</td><td class=\"amount\">{}</td><td>{}",
        escaped(&entry.name),
        cite(&entry.clause),
        escaped(&entry.amount),
        escaped(&entry.balance),
        escaped(&entry.how)
    ));
    if entry.operands.len() + entry.compared.len() + usize::from(entry.group.is_some()) > 0 {
        out.raw("<ul>");
        for operand in &entry.operands {
            out.raw(&format!("<li>{} {}", escaped(&operand.what), escaped(&operand.value)));
            if !operand.source.is_empty() {
                out.element("span class=\"source\"", &format!(" ← {}", operand.source));
            }
            out.raw("</li>");
        }
        for compared in &entry.compared {
            out.raw(&format!("<li>{} {}", escaped(&compared.what), escaped(&compared.amount)));
            if let Some(number) = compared.award {
                out.raw(&format!("（{}）", to_award(number)));
            }
            out.element("span class=\"source\"", &format!(" ← {}", compared.source));
            out.raw("</li>");
        }
        if let Some(group) = entry.group {
            out.raw(&format!("<li><a href=\"#g-{group}\">共用限额的第{group}组</a></li>"));
        }
        out.raw("</ul>");
    }
    out.raw("</td></tr>\n");
}

fn label(key: &str) -> &'static str {
    Fate::ALL.iter().find(|fate| fate.key() == key).map_or("", |fate| fate.label())
}

fn place(row: &RowStory) -> String {
    format!("{}[{}]!{}", row.file, row.sheet, row.row)
}

/// One block for each row that is paid nothing, with the awards that came nearest.
pub(super) fn row_blocks(out: &mut Html, explanation: &Explanation) {
    let aside = |row: &&RowStory| row.has_reason();
    let mut rows = explanation.rows.iter().filter(aside).peekable();
    if rows.peek().is_none() {
        return;
    }
    out.raw("<section aria-labelledby=\"unpaid\"><h2 id=\"unpaid\">没有兑现的行</h2>\n");
    for row in rows {
        let open = if explanation.about.is_empty() { "" } else { " open" };
        out.raw(&format!("<details class=\"item\" data-fate=\"{}\"{open}><summary>", escaped(&row.fate)));
        out.element(&format!("span class=\"fate {}\"", row.fate), label(&row.fate));
        out.element("strong", &row.names.join("、"));
        out.element("span", &format!("{}《{}》", row.category.as_deref().unwrap_or_default(), row.title));
        out.raw("</summary><div class=\"inner\">");
        row_inner(out, row);
        out.raw("</div></details>\n");
    }
    out.raw("</section>\n");
}

fn row_inner(out: &mut Html, row: &RowStory) {
    let clause = row.clause.as_ref().map_or_else(String::new, |id| format!("（{}）", cite(id)));
    out.raw(&format!("<p>{}{clause}</p>", escaped(&row.reason)));
    for nearest in &row.nearest {
        out.raw(&format!("<p>离「{}」（{}）差：</p><ul>", escaped(&nearest.award), cite(&nearest.clause)));
        for failed in &nearest.failed {
            let kind = if failed.missing { "缺少" } else { "不符" };
            let clause = failed.clause.as_ref().map_or_else(String::new, |id| format!("（{}）", cite(id)));
            out.raw(&format!("<li>{kind}：{}{clause}</li>", escaped(&failed.words)));
        }
        out.raw("</ul>");
    }
    row.remedies.iter().for_each(|remedy| out.element("pre", remedy));
    facts(out, row);
}

fn facts(out: &mut Html, row: &RowStory) {
    out.element("p class=\"source\"", &format!("来源：{}", place(row)));
    if row.facts.is_empty() {
        return;
    }
    out.raw("<div class=\"scroll\"><table><thead><tr><th scope=\"col\">读到的内容</th><th scope=\"col\">值</th><th scope=\"col\">单元格</th></tr></thead><tbody>");
    for fact in &row.facts {
        let (field, value, cell) = (escaped(&fact.field), escaped(&fact.value), escaped(&fact.cell));
        out.raw(&format!("<tr><td>{field}</td><td>{value}</td><td class=\"source\">{cell}</td></tr>"));
    }
    out.raw("</tbody></table></div>");
}

/// Every row that is shown, by sheet.
pub(super) fn sheet_tables(out: &mut Html, explanation: &Explanation) {
    out.raw("<section aria-labelledby=\"rows\"><h2 id=\"rows\">名单各行</h2>\n");
    for rows in explanation.rows.chunk_by(|a, b| (&a.file, &a.sheet) == (&b.file, &b.sheet)) {
        let open = if explanation.about.is_empty() { "" } else { " open" };
        out.raw(&format!("<details class=\"item sheet\"{open}><summary>"));
        let first = rows.first().map(|row| format!("{}　{}", row.file, row.sheet)).unwrap_or_default();
        out.element("strong", &first);
        out.element("span class=\"soft\"", &format!("{}行", rows.len()));
        out.raw("</summary><div class=\"inner scroll\"><table><thead><tr><th scope=\"col\" class=\"amount\">行</th><th scope=\"col\">处理</th><th scope=\"col\">企业</th><th scope=\"col\">类别</th><th scope=\"col\">名称</th><th scope=\"col\">奖励或原因</th></tr></thead><tbody>\n");
        rows.iter().for_each(|row| sheet_row(out, row));
        out.raw("</tbody></table></div></details>\n");
    }
    out.raw("</section>\n");
}

fn sheet_row(out: &mut Html, row: &RowStory) {
    let links =
        |numbers: &[u32]| numbers.iter().map(|number| to_award(*number)).collect::<Vec<_>>().join("、");
    let mut last = links(&row.awards);
    if !row.counted_in.is_empty() {
        last.push_str(&format!("用于扣减{}", links(&row.counted_in)));
    }
    if !row.reason.is_empty() {
        last = format!("{last} {}", escaped(&row.reason));
    }
    out.raw(&format!(
        "<tr data-fate=\"{0}\"><td class=\"amount\">{1}</td><td><span class=\"fate {0}\">{2}</span></td><td>{3}</td><td>{4}</td><td>{5}</td><td>{6}</td></tr>\n",
        escaped(&row.fate),
        row.row,
        label(&row.fate),
        escaped(&row.names.join("、")),
        escaped(row.category.as_deref().unwrap_or_default()),
        escaped(&row.title),
        last.trim()
    ));
}

/// Those who share a limit.
pub(super) fn group_list(out: &mut Html, explanation: &Explanation) {
    if explanation.groups.is_empty() {
        return;
    }
    out.raw("<section aria-labelledby=\"groups\"><h2 id=\"groups\">共用限额的各组</h2>\n");
    explanation.groups.iter().for_each(|group| self::group(out, group));
    out.raw("</section>\n");
}

fn group(out: &mut Html, group: &GroupStory) {
    out.raw(&format!("<details class=\"item\" id=\"g-{}\" data-fate=\"paid zero\"><summary>", group.number));
    out.element("strong", &format!("第{}组　{}　{}", group.number, group.step, group.key));
    out.element("span class=\"amount\"", &format!("可用限额 {}，合计 {}", group.limit, group.total));
    out.raw("</summary><div class=\"inner scroll\"><table><thead><tr><th scope=\"col\">奖励</th><th scope=\"col\" class=\"amount\">本步之前</th><th scope=\"col\" class=\"amount\">减</th></tr></thead><tbody>");
    for member in group.members.iter().take(MEMBERS) {
        out.raw(&format!(
            "<tr><td>{}</td><td class=\"amount\">{}</td><td class=\"amount\">{}</td></tr>",
            to_award(member.award),
            escaped(&member.before),
            escaped(&member.taken)
        ));
    }
    out.raw("</tbody></table>");
    if group.members.len() > MEMBERS {
        out.element(
            "p",
            &format!("共{}项，另有{}项见 --json。", group.members.len(), group.members.len() - MEMBERS),
        );
    }
    out.raw("</div></details>\n");
}

/// Every clause that is cited, as the document says it.
pub(super) fn clause_list(out: &mut Html, explanation: &Explanation) {
    if explanation.clauses.is_empty() {
        return;
    }
    out.raw("<section aria-labelledby=\"clauses\"><h2 id=\"clauses\">条文</h2><dl>\n");
    for clause in &explanation.clauses {
        let title = clause.title.as_ref().map_or_else(String::new, |title| format!("　{title}"));
        out.element(&format!("dt id=\"c-{}\"", escaped(&clause.id)), &format!("{}{title}", clause.id));
        out.element("dd", clause.quotation.trim());
        out.raw("\n");
    }
    out.raw("</dl></section>\n");
}
