// The second tab: a payout workbook that went through hands, with its lists, computed again and compared.
"use strict";

class VerifyTab {
  constructor(panel, engine, bundled, payBox) {
    this.engine = engine;
    this.bundled = bundled;
    this.payBox = payBox;
    this.book = new FileBox({ title: "把兑现工作簿拖到这里", hint: "要核对的那一份 .xlsx，改过的也可以", single: true, onchange: () => this.clear() });
    this.files = new FileBox({ title: "把当时的名单和政策文件拖到这里", hint: "文件夹也可以；按内容的指纹找，改名、移动过不要紧。封存清单（…-seal.json）一并放入则一并核对", onchange: () => this.clear() });
    this.progress = el("div", { id: "verify-progress" });
    this.results = el("div", { id: "verify-results" });
    const borrow = button("用“算兑现”里的名单", () => { this.files.take({ files: this.payBox.files.map(({ name, file }) => ({ name, file })), sentences: this.payBox.files.length ? [] : ["“算兑现”里还没有名单。"] }); });
    panel.append(
      el("div", { class: "form two" }, el("div", { class: "card" }, el("h2", {}, "兑现工作簿"), this.book.element), el("div", { class: "card" }, el("h2", {}, "当时的文件"), this.files.element, el("p", { class: "buttons" }, borrow))),
      el("p", { class: "buttons go" }, button("核对", () => this.run(), { class: "main", id: "verify-go" })), this.progress, this.results);
  }

  clear() { this.results?.replaceChildren(); }

  async run() {
    const much = tooMuch([...this.book.files, ...this.files.files]);
    const objection = this.book.files.length === 0 ? "还没有要核对的兑现工作簿：请把它拖进左边。" : this.files.files.length === 0 ? "还没有当时的名单：请把名单文件夹拖进右边，核对要从名单重新计算。" : much;
    this.results.replaceChildren();
    if (objection) {
      this.progress.replaceChildren(el("p", { class: "said error", role: "alert" }, objection));
      return;
    }
    const own = this.bundled.filter((policy) => !this.files.files.some((file) => file.name === policy.file)).map(asFile);
    const files = [...this.book.files, ...this.files.files].map(prepared).concat(own);
    const told = await withProgress(this.progress, this.engine, files.map((file) => file.name), (onprogress) =>
      this.engine.askWithFiles({ do: "call", request: { command: "verify", options: {} }, files }, onprogress));
    if (told) this.results.replaceChildren(told.json?.money ? this.verdict(told.json) : refusal(told.json?.findings ?? [], "不能核对"));
  }

  verdict(told) {
    const { money } = told;
    const fates = Object.values(FATES).map((fate) => `${fate} ${count(told.fates[fate] ?? 0)}`).join(" + ");
    const verdict = told.identical
      ? el("p", { class: "verdict good" }, el("b", {}, "一致。"), "工作簿与按当时文件重新计算的结果在实质上相同。")
      : el("p", { class: "verdict bad" }, el("b", {}, `有差异：${count(told.differences.length)} 处。`), `本年实兑应为 ${amount(money.expected)} 元，本表 ${amount(money.actual)} 元：多付 ${amount(money.over)} 元，少付 ${amount(money.under)} 元。`);
    return el("section", { class: "results" },
      el("h2", { tabindex: "-1" }, `核对：${told.workbook}`, soft(`（${told.year}年度，由 ${told.version} 版程序写出）`)), verdict,
      el("p", {}, `名单 ${count(told.read)} 行 = ${fates}。`, told.seal ? (told.seal.intact ? "与封存时逐字节相同。" : "与封存时不同。") : "没有封存清单。"),
      told.differences.length > 0 && this.differences(told.differences, "差异"),
      told.follows > 0 && el("p", { class: "soft" }, `另有 ${count(told.follows)} 个公式没有被改，结果随以上差异而变，不另列。`),
      money.payees.length > 0 && el("h3", {}, "金额不同的收款单位"), money.payees.length > 0 && this.compared(money.payees.slice(0, 200), "收款单位", (row) => row.payee),
      el("h3", {}, "合计"), this.compared([{ sheet: "收款单位合计", expected: money.expected, actual: money.actual }, ...money.stated], "哪里", (row) => row.sheet),
      told.perhaps.length > 0 && el("div", {}, el("h3", {}, "文件有改动，这些不同可能由此而来"), this.differences(told.perhaps, "可能的差异")),
      told.findings.length > 0 && el("div", {}, el("h3", {}, "说明"), el("ul", { class: "findings" }, told.findings.slice(0, 100).map((finding) => findingItem(finding)))));
  }

  differences(list, caption) {
    const fetch = async (from, size) => ({ total: list.length, rows: list.slice(from, from + size) });
    const shown = pagedTable([
      { title: "类别", cell: (row) => CLASSES[row.class] ?? row.class },
      { title: "哪里", cell: (row) => row.file ?? `${row.sheet ?? ""}${row.cell ? `!${row.cell}` : ""}` },
      { title: "内容", cell: (row) => row.what },
      { title: "应为", class: "wide", cell: (row) => row.expected },
      { title: "现为", class: "wide", cell: (row) => row.actual },
      { title: "金额差（元）", amount: true, cell: (row) => amount(row.amount) },
    ], fetch, caption, "没有差异。");
    shown.reload();
    return shown;
  }

  compared(rows, title, name) {
    return table([{ title, cell: name }, { title: "应为（元）", amount: true, cell: (row) => amount(row.expected) },
      { title: "本表（元）", amount: true, cell: (row) => (row.actual === null ? "不是数" : amount(row.actual)) },
      { title: "", cell: (row) => (row.actual === row.expected ? "相同" : el("span", { class: "severity warning" }, "不同")) }], rows, title);
  }
}
