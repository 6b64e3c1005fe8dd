// What came of a run: overview with charts, payees, awards, lists as understood, rows not paid, findings.
"use strict";

class Results {
  constructor(engine, explainer) {
    this.engine = engine;
    this.explainer = explainer;
  }

  /** The whole of it for one run. */
  show(run) {
    const views = [
      ["overview", "概况", () => this.overview(run)],
      ["payees", `收款单位 ${count(run.payees)}`, () => this.payees()],
      ["awards", `逐笔明细 ${count(run.awards)}`, () => this.awards()],
      ["lists", `名单读取 ${run.manifest.length}`, () => this.lists(run)],
      ["rows", "没有兑现的行", () => this.rows(run)],
      ["findings", `问题 ${count(run.findings.reduce((sum, code) => sum + code.count, 0))}`, () => this.findings(run)],
    ];
    const tab = ([id, text], index) => el("button", { type: "button", role: "tab", id: `view-${id}`, "aria-controls": `show-${id}`, "aria-selected": String(index === 0), tabindex: index === 0 ? "0" : "-1" }, text);
    const list = el("div", { class: "views", role: "tablist", "aria-label": "计算结果" }, views.map(tab));
    const panels = views.map(([id], index) => el("div", { id: `show-${id}`, role: "tabpanel", "aria-labelledby": `view-${id}`, tabindex: "0", hidden: index !== 0 }));
    this.element = el("section", { class: "results", "aria-label": "计算结果" }, this.head(run), list, panels);
    const made = new Set();
    const open = (id) => {
      const index = views.findIndex(([name]) => `view-${name}` === id);
      if (!made.has(id)) panels[index].append(views[index][2]());
      made.add(id);
    };
    // Panels must stand in the document before they are found by id.
    queueMicrotask(() => { this.choose = tabs(list, open); open("view-overview"); });
    return this.element;
  }

  head(run) {
    const { policy, totals } = run;
    const draft = policy.trial.length > 0 && el("p", { class: "draft" }, el("b", {}, "试算稿，不得据以拨付。"), `部分标准借自：${policy.trial.join("；")}`);
    const assumed = policy.assumed.length > 0 && el("p", { class: "draft" }, el("b", {}, "假设测算，不得据以拨付。"));
    const figure = (name, value, more) => el("div", { class: "figure-box" }, el("span", {}, name), el("b", {}, value), more && soft(more));
    const later = cents(totals.later) === 0n ? null : figure("以后年度", amount(totals.later), "元");
    const recoverable = cents(totals.recoverable) === 0n ? null : figure("应追回", amount(totals.recoverable), "元");
    return el("header", { class: "result-head" },
      el("h2", { id: "result-title", tabindex: "-1" }, `${policy.year}年度奖励兑现：${policy.name}`, soft(policy.document ? `（${policy.document}）` : "")),
      draft, assumed,
      el("div", { class: "figures" }, figure("本年实兑", amount(totals.payable), "元"), later, recoverable, figure("收款单位", count(run.payees), "个"), figure("奖励", count(run.awards), "笔"), this.downloads(run.outputs)));
  }

  downloads(outputs) {
    return el("p", { class: "buttons downloads" }, outputs.map(({ name, title, bytes }, index) =>
      button(`${index === 0 ? "下载兑现工作簿" : title}　${size(bytes.length)}`, () => download(name, bytes), { class: index === 0 ? "main" : null, title: name, "data-download": name })));
  }

  overview(run) {
    const fates = Object.fromEntries(Object.keys(FATES).map((fate) => [fate, run.manifest.reduce((sum, sheet) => sum + sheet[fate], 0)]));
    const read = run.manifest.reduce((sum, sheet) => sum + sheet.read, 0);
    const files = new Set(run.manifest.map((sheet) => sheet.file)).size;
    const todo = run.findings.filter((code) => code.severity === "warning");
    const sums = (title, key, rows) => el("section", { class: "card" }, el("h3", {}, title), barChart(`${title}（本年实兑，元）`, rows),
      el("details", {}, el("summary", {}, "看成表格"), table([
        { title: key, cell: (row) => row.name || "（无）" }, { title: "笔数", amount: true, cell: (row) => count(row.count) },
        { title: "净额（元）", amount: true, cell: (row) => amount(row.net) }, { title: "本年实兑（元）", amount: true, cell: (row) => amount(row.amount) }], rows, title)));
    return el("div", {},
      el("section", { class: "card" }, el("h3", {}, `名单 ${files} 个文件，${count(read)} 行，每行一个去向`), fateBar(fates),
        todo.length > 0 && el("p", {}, `有 ${count(todo.reduce((sum, code) => sum + code.count, 0))} 件待办　`, button("看问题清单", () => this.choose("view-findings"), { class: "plain" }))),
      el("div", { class: "two" }, sums("按类别", "类别", run.categories), sums("按镇、园区", "镇、园区", run.towns)));
  }

  query(of, filter) {
    let search = "";
    let chosen = filter;
    const fetch = (from, size) => this.engine.ask({ do: "list", of, from, size, search, filter: chosen });
    return { fetch, search(text) { search = text; }, filter(value) { chosen = value; } };
  }

  /** A searchable table of the run. */
  listing(of, columns, caption, { filter, choices, empty }) {
    const query = this.query(of, filter);
    const rows = pagedTable(columns, query.fetch, caption, empty);
    const tools = el("div", { class: "tools" }, searchField(`查找${caption}`, (text) => { query.search(text); rows.reload(); }),
      choices && choice("筛选", choices, (value) => { query.filter(value); rows.reload(); }));
    rows.reload();
    return el("div", {}, tools, rows);
  }

  why(title, question) {
    return button("为什么", () => this.explainer.open(title, question), { class: "plain", "aria-label": `为什么：${title}` });
  }

  payees() {
    return this.listing("payees", [
      { title: "收款单位", cell: (row) => row.payee },
      { title: "身份", cell: (row) => row.role },
      { title: "由谁出资（元）", cell: (row) => Object.entries(row.shares).map(([funder, share]) => `${funder} ${amount(share)}`).join("；") },
      { title: "本年实兑（元）", amount: true, cell: (row) => amount(row.amount) },
      { title: "", cell: (row) => this.why(row.payee, { payee: row.payee, role: row.role }) },
    ], "收款单位", { empty: "没有收款单位。" });
  }

  awards() {
    return this.listing("awards", [
      { title: "序号", amount: true, cell: (row) => String(row.number) },
      { title: "收款单位", cell: (row) => row.payee },
      { title: "类别", cell: (row) => row.category ?? "" },
      { title: "成果", cell: (row) => row.title },
      { title: "条款", cell: (row) => row.clause },
      { title: "应奖（元）", amount: true, cell: (row) => amount(row.gross) },
      { title: "净额（元）", amount: true, cell: (row) => amount(row.net) },
      { title: "本年实兑（元）", amount: true, cell: (row) => amount(row.due) },
      { title: "来源", cell: (row) => source(row.sources[0] ?? "") },
      { title: "", cell: (row) => this.why(`第${row.number}号　${row.payee}`, { award: row.number }) },
    ], "逐笔明细", { empty: "没有奖励。" });
  }

  rows(run) {
    const kinds = [["zero,rejected,held", "全部"], ["held", "待定"], ["rejected", "不予兑现"], ["zero", "零兑现"]];
    const filter = kinds[0][0];
    return this.listing("rows", [
      { title: "去向", cell: (row) => fateTag(row.fate) },
      { title: "企业", cell: (row) => row.names.join("、") },
      { title: "成果", cell: (row) => `${row.category}${row.title ? `《${row.title}》` : ""}` },
      { title: "原因", class: "wide", cell: (row) => row.reason },
      { title: "条款", cell: (row) => row.clause ?? "" },
      { title: "来源", cell: (row) => source(`${row.file}[${row.sheet}]!${row.row}`) },
      { title: "", cell: (row) => this.why(`${row.sheet}第${row.row}行`, { row: { file: row.file, sheet: row.sheet, row: row.row } }) },
    ], "没有兑现的行", { filter, choices: kinds, empty: "没有这样的行。" });
  }

  findings(run) {
    const codes = [...run.findings].sort(bySeverity);
    const rest = el("div", {});
    const query = this.query("findings", null);
    const rows = pagedTable([
      { title: "", cell: (finding) => severityTag(finding.severity) },
      { title: "编号", cell: (finding) => finding.code },
      { title: "哪里", class: "place", cell: (finding) => source(placeText(finding.place)) },
      { title: "什么问题、怎么办", class: "wide", cell: (finding) => el("div", {}, el("p", {}, finding.message), finding.help && el("p", { class: "help" }, inPageWords(finding.help))) },
    ], query.fetch, "问题", "没有问题。");
    const pick = el("select", { "aria-label": "哪一种问题" }, el("option", { value: "" }, "全部问题"),
      codes.map((code) => el("option", { value: code.code }, `${SEVERITIES[code.severity]} ${code.code}（${code.count} 条）`)));
    pick.addEventListener("change", () => { query.filter(pick.value || null); rows.reload(); });
    rest.append(el("div", { class: "tools" }, pick, searchField("查找问题", (text) => { query.search(text); rows.reload(); })), rows);
    rows.reload();
    return rest;
  }

  lists(run) {
    const place = el("div", {}, el("p", { role: "status" }, "正在看每张名单读成了什么…"));
    this.engine.ask({ do: "understood" }).then(
      (told) => place.replaceChildren(...told.files.map((file, index) => this.file(file, index, run))),
      (failure) => place.replaceChildren(el("p", { class: "said error", role: "alert" }, sorry(failure))));
    return place;
  }

  file(file, index, run) {
    const lines = run.manifest.filter((line) => line.file === file.file);
    const sheets = file.sheets.map((sheet) => this.sheet(sheet, lines.find((line) => line.sheet === sheet.sheet)));
    const state = file.readable ? `${file.sheets.length} 张工作表` : "没有读成";
    return el("details", { class: "item", open: index === 0 },
      el("summary", {}, el("strong", {}, file.file), el("span", { class: file.readable ? "soft" : "severity error" }, state)),
      el("div", { class: "inner" }, sheets, el("p", { class: "source" }, `SHA-256 ${file.sha256}`)));
  }

  sheet(sheet, line) {
    const tables = sheet.tables.map((one) => el("div", {},
      el("p", {}, one.title && el("b", {}, one.title), soft(`　表头在第 ${one.first_heading_row}${one.last_heading_row > one.first_heading_row ? `–${one.last_heading_row}` : ""} 行`)),
      table([{ title: "列", cell: (column) => column.column }, { title: "表头", cell: (column) => column.heading }, { title: "当作", cell: (column) => column.field ?? soft("没有使用") }], one.columns, "表头和内容的对应")));
    const totals = sheet.totals.length > 0 && table([{ title: "合计单元格", cell: (total) => total.cell }, { title: "合计什么", cell: (total) => total.what },
      { title: "表上写的", amount: true, cell: (total) => amount(total.stated) }, { title: "逐行相加", amount: true, cell: (total) => amount(total.added) },
      { title: "", cell: (total) => (total.agrees ? "一致" : el("span", { class: "severity warning" }, "不一致")) }], sheet.totals, "合计核对");
    const held = sheet.held.length > 0 && el("p", {}, `待定的行：${sheet.held.slice(0, 20).map((row) => `第${row.row}行 ${row.title}`).join("；")}${sheet.held.length > 20 ? `……共 ${sheet.held.length} 行` : ""}`);
    return el("section", { class: "sheet" },
      el("h3", {}, sheet.sheet || "（没有工作表名）", soft(`　${KINDS[sheet.kind] ?? sheet.kind}${sheet.department ? `　${sheet.department}报送` : ""}　${count(sheet.rows.read)} 行`)),
      line && el("p", { class: "counts" }, Object.keys(FATES).filter((fate) => line[fate] > 0).map((fate) => el("span", {}, fateTag(fate), ` ${count(line[fate])} `))),
      tables, totals, held);
  }
}
