// Why a row, an award or a payee got what it got: clause, quotation, source cells and every step, in a dialog.
"use strict";

class Explainer {
  constructor(engine) {
    this.engine = engine;
    this.dialog = byId("explain");
    this.dialog.addEventListener("click", (event) => { if (event.target === this.dialog) this.dialog.close(); });
  }

  /** Opens the dialog on a question: { payee, role }, { award } or { row }. */
  async open(title, question) {
    const place = el("div", { class: "inner" }, el("p", { role: "status" }, "正在算出每一步…"));
    const close = button("关闭", () => this.dialog.close(), { autofocus: true });
    this.dialog.replaceChildren(el("div", { class: "dialog-head" },
      el("h2", { id: "explain-title" }, title), el("span", {}, button("打印", () => window.print()), close)), place);
    if (!this.dialog.open) this.dialog.showModal();
    try {
      place.replaceChildren(...this.parts(await this.engine.ask({ do: "explain", question })));
    } catch (failure) {
      place.replaceChildren(el("p", { class: "said error", role: "alert" }, sorry(failure)));
    }
  }

  parts({ rows, awards, more, groups, clauses }) {
    const shown = [
      ...rows.map((row) => rowStory(row)),
      ...awards.map((award) => this.award(award, groups)),
      more > 0 && el("p", { class: "soft" }, `另有 ${count(more)} 笔，见兑现明细表。`),
      clauses.length > 0 && clauseList(clauses),
    ].filter(Boolean);
    return shown.length > 0 ? shown : [el("p", {}, "这一行没有参与计算。")];
  }

  award(award, groups) {
    const certificate = award.certificate ? `　证书编号 ${award.certificate}` : "";
    const supporting = award.supporting > 0 ? `　另有${award.supporting}项成果计入` : "";
    const base = award.share_of && this.link(award.share_of);
    return el("article", { class: "award" },
      el("h3", {}, `第${award.number}号　${award.category ?? ""}《${award.title}》`, el("span", { class: "due" }, `本年实兑 ${amount(award.due)} 元`)),
      el("p", { class: "soft" }, `${award.payee}（${award.role}）　${award.cause}${certificate}${supporting}`, base && "　", base),
      el("div", { class: "scroll" }, el("table", { class: "steps" },
        el("thead", {}, el("tr", {}, ["步骤", "条款"].map(heading), ["金额", "余额"].map((text) => heading(text, "amount")), heading("怎样算、与什么比"))),
        el("tbody", {}, award.entries.map((entry) => this.entry(entry, groups)), net(award), award.parts.map(part)))),
      el("p", { class: "source" }, `来源：${award.sources.join("；")}`));
  }

  entry(entry, groups) {
    const group = groups.find((one) => one.number === entry.group);
    const facts = [
      ...entry.operands.map((operand) => el("li", {}, `${operand.what} ${operand.value}`, operand.source && soft(` ← ${operand.source}`))),
      ...entry.compared.map((compared) => el("li", {}, `${compared.what} ${amount(compared.amount)}`, compared.award && this.link(compared.award), compared.source && soft(` ← ${compared.source}`))),
      group && el("li", {}, el("details", {}, el("summary", {}, `共用限额的${group.count}笔：${group.key}，限额 ${amount(group.limit)}，合计 ${amount(group.total)}`),
        el("ul", {}, group.members.map((member) => el("li", {}, this.link(member.award), ` ${amount(member.before)}，减 ${amount(member.taken)}`)),
          group.count > group.members.length && el("li", {}, `另有 ${group.count - group.members.length} 笔`)))),
    ].filter(Boolean);
    return el("tr", {}, el("td", {}, entry.name), el("td", {}, entry.clause), money(entry.amount), money(entry.balance),
      el("td", {}, entry.how, facts.length > 0 && el("ul", {}, facts)));
  }

  link(number) {
    return button(`第${number}号`, () => this.open(`第${number}号`, { award: number }), { class: "plain" });
  }
}

const heading = (text, more) => el("th", { scope: "col", class: more === "amount" ? "amount" : null }, text);
const money = (text) => el("td", { class: "amount" }, amount(text));

const net = (award) => el("tr", { class: "total" }, el("td", {}, "净额"), el("td"), money(award.net), money(award.net), el("td"));

function part(one) {
  const when = one.due_year === null ? "条件具备后付" : `${one.due_year}年付`;
  const borne = one.borne_by ? `（最终由${one.borne_by}承担）` : "";
  return el("tr", {}, el("td", {}, when), el("td", {}, one.clause), money(one.amount), el("td"), el("td", {}, `${one.funder}${borne}　${one.how.join("；")}`));
}

/** A row of a list: its fate, what was read of it with cells, the awards that came nearest, what settles it. */
function rowStory(row) {
  const nearest = row.nearest.map((near) => el("li", {}, `「${near.award}」（${near.clause}）${near.holder ? `，${near.holder}` : ""}：`,
    near.failed.map((failed) => failed.words).join("；")));
  return el("article", { class: "row-story" },
    el("h3", {}, fateTag(row.fate), ` ${row.names.join("、")} ${row.category ?? ""}${row.title ? `《${row.title}》` : ""}`),
    el("p", { class: "source" }, `${row.file}[${row.sheet}]!${row.row}`),
    row.reason && el("p", {}, row.reason, row.clause && `（${row.clause}）`),
    row.remedies.map((remedy) => el("pre", {}, remedy)),
    nearest.length > 0 && el("div", {}, el("h4", {}, "最接近的奖项，差在哪里"), el("ul", {}, nearest)),
    row.facts.length > 0 && el("details", { open: row.fate !== "paid" }, el("summary", {}, "这一行读到的内容"),
      table([{ title: "内容", cell: (fact) => fact.field }, { title: "值", cell: (fact) => fact.value }, { title: "单元格", cell: (fact) => source(fact.cell) }], row.facts, "这一行读到的内容")));
}

function clauseList(clauses) {
  return el("section", {}, el("h3", {}, "引用的条款"), clauses.map((clause) => el("figure", { class: "clause" },
    el("figcaption", {}, `${clause.id}${clause.title ? `　${clause.title}` : ""}`, soft(`　${clause.file}`)),
    clause.quotation ? el("blockquote", {}, clause.quotation) : el("p", { class: "soft" }, "没有原文"))));
}
