// The first tab: files and a policy in, the payout, its explanations and downloads out.
"use strict";

class PayTab {
  constructor(panel, engine, explainer, bundled) {
    this.engine = engine;
    this.explainer = explainer;
    this.bundled = bundled;
    this.box = new FileBox({
      title: "把名单文件夹或文件拖到这里",
      hint: "各部门报来的清单（.xlsx .xls .et .ods .csv）、企业名录、历年台账、失信名单，原样不动；政策文件（.md）和 decisions.toml 也可以一起放。要文件本身，不要快捷方式",
      onchange: () => this.changed(),
    });
    this.policy = el("select", { id: "pay-policy" });
    this.year = el("input", { id: "pay-year", inputmode: "numeric", maxlength: "4", placeholder: "按政策", autocomplete: "off" });
    this.date = el("input", { id: "pay-date", type: "date" });
    this.payment = el("input", { type: "checkbox", id: "pay-payment" });
    this.hidden = el("input", { type: "checkbox", id: "pay-hidden" });
    this.final = el("input", { type: "checkbox", id: "pay-final" });
    this.leave = el("input", { type: "checkbox", id: "pay-leave" });
    this.go = button("计算", () => this.run(), { class: "main", id: "pay-go" });
    this.progress = el("div", { id: "pay-progress" });
    this.results = el("div", { id: "pay-results" });
    this.folded = el("div", { class: "folded card", hidden: true });
    this.changedSince = el("p", { class: "said", hidden: true }, "文件或选项有改动，下面还是上一次的结果；请重新计算。");
    this.final.addEventListener("change", () => {
      this.leave.disabled = !this.final.checked;
      this.leave.closest("p").classList.toggle("off", this.leave.disabled);
    });
    this.leave.disabled = true;
    panel.append(this.form(), this.folded, this.progress, this.changedSince, this.results, this.guide());
    for (const field of [this.policy, this.year, this.date, this.payment, this.hidden, this.final, this.leave]) field.addEventListener("change", () => this.stale());
    this.changed();
  }

  form() {
    const field = (label, control, hint) => el("p", { class: "field" }, el("label", { for: control.id }, label), control, hint && soft(hint));
    const check = (control, text) => el("p", { class: control.disabled ? "check off" : "check" }, el("label", {}, control, text));
    const options = el("div", { class: "card options" }, el("h2", {}, "政策和选项"),
      field("政策文件", this.policy), field("奖励年度", this.year), field("印上日期", this.date, "不填则不印"),
      check(this.payment, "另出付款文件"), check(this.hidden, "隐藏的行和表也计入"),
      check(this.final, "出正式稿和封存清单"), check(this.leave, "正式稿里待定的行留待以后"),
      el("p", { class: "buttons" }, this.go, button("空白名单…", () => this.templates(), { id: "pay-templates", title: "按政策写出给各部门填报的空白名单" })));
    this.formElement = el("div", { class: "form two wide-left" }, el("div", { class: "card" }, el("h2", {}, "名单"), this.box.element), options);
    return this.formElement;
  }

  /** What a first visitor reads; results take its place. */
  guide() {
    const step = (title, ...words) => el("li", {}, el("b", {}, title), el("p", {}, ...words));
    this.guideElement = el("section", { class: "card guide", "aria-label": "怎样用" }, el("ol", {},
      step("放名单", "把各部门报来的清单和企业名录、历年台账整个文件夹拖进来，表格不用整理。"),
      step("选政策", "选自带的政策文件，或把自己写的 .md 一起拖进来；写得对不对，到“查政策”里看。"),
      step("算、看、下载", "每一行都有去向，每一笔都说明条款和单元格；拿不准的列为待定，不替您猜。"),
      step("核对", "工作簿经人改过以后，到“核对”里和名单一起放入，逐格说明改了什么、差多少钱。")));
    return this.guideElement;
  }

  /** The policies that can be chosen: dropped ones first, then those in the page. */
  changed() {
    const kept = this.policy.value;
    const dropped = this.box.files.filter((file) => file.kind === "policy");
    const options = dropped.map((file) => el("option", { value: `dropped:${file.name}` }, file.name));
    if (dropped.length > 1) options.unshift(el("option", { value: "all" }, `放入的全部 ${dropped.length} 份，按年度选用`));
    options.push(...this.bundled.map((policy, index) => el("option", { value: `bundled:${index}` }, `自带：${policy.name}`)));
    // With several to choose from, none is taken by chance.
    if (dropped.length === 0 && this.bundled.length > 1) options.unshift(el("option", { value: "" }, "请选择…"));
    if (options.length === 0) options.push(el("option", { value: "" }, "请放入政策文件（.md）"));
    this.policy.replaceChildren(...options);
    const was = [...this.policy.options].some((option) => option.value === kept && !(dropped.length > 0 && kept.startsWith("bundled:")));
    if (was) this.policy.value = kept;
    this.stale();
  }

  stale() {
    this.changedSince.hidden = this.results.childElementCount === 0;
    if (this.guideElement) this.guideElement.hidden = this.results.childElementCount > 0;
  }

  policies() {
    const [how, which] = this.policy.value.split(/:(.*)/s);
    const dropped = this.box.files.filter((file) => file.kind === "policy").map(prepared);
    if (how === "bundled") return [asFile(this.bundled[Number(which)])];
    return how === "all" ? dropped : dropped.filter((file) => file.name === which);
  }

  options() {
    const year = this.year.value.trim();
    return { year: year === "" ? null : Number(year), date: this.date.value || null, include_hidden: this.hidden.checked, payment_file: this.payment.checked, final: this.final.checked, leave_held: this.final.checked && this.leave.checked };
  }

  /** Why nothing can be computed, or nothing. */
  objection(isTemplate) {
    if (!/^(\d{4})?$/.test(this.year.value.trim())) return ["奖励年度请写四位数字，如 2008；不写则按政策。", this.year];
    if (this.policies().length === 0) return ["还没有政策文件：请选一份自带的，或把政策文件（.md）拖进来。", this.policy];
    if (isTemplate) return null;
    if (!this.box.files.some((file) => file.kind === "list")) return ["还没有名单：请把各部门报来的清单拖进来。", this.box.zone];
    const much = tooMuch(this.box.files);
    return much ? [much, this.box.zone] : null;
  }

  refuses(objection) {
    if (objection) {
      this.progress.replaceChildren(el("p", { class: "said error", role: "alert" }, objection[0]));
      objection[1].focus();
    }
    return Boolean(objection);
  }

  async run() {
    if (this.refuses(this.objection(false))) return;
    const options = this.options();
    const files = [...this.policies(), ...this.box.files.filter((file) => file.kind === "list" || file.kind === "decisions").map(prepared)];
    const names = files.map((file) => file.name);
    this.results.replaceChildren();
    this.stale();
    this.guideElement.hidden = true;
    this.go.disabled = true;
    const run = await withProgress(this.progress, this.engine, names, (onprogress) =>
      this.engine.askWithFiles({ do: "pay", request: { command: "pay", options }, files }, onprogress));
    this.go.disabled = false;
    if (!run) return;
    if (run.exit !== 0) {
      this.results.replaceChildren(refusal(run.findings, "没有计算：请先改正下面的问题"));
      this.results.firstElementChild.focus();
      return;
    }
    this.results.replaceChildren(new Results(this.engine, this.explainer).show(run));
    this.fold(run, run.files);
    this.guideElement.hidden = true;
    byId("result-title").focus({ preventScroll: true });
    window.scrollTo(0, 0);
  }

  /** After a run the form makes room for the results. */
  fold(run, files) {
    const lists = files.filter((file) => file.kind === "list").length;
    const marked = files.filter((file) => file.mark).length;
    this.folded.replaceChildren(el("span", {}, `名单 ${lists} 个文件${marked > 0 ? `，其中 ${marked} 个没有读成` : ""}　政策文件 ${run.policy.file}`),
      button("更改名单和选项", () => { this.folded.hidden = true; this.formElement.hidden = false; this.box.zone.querySelector("button").focus(); }, { id: "pay-change" }));
    this.folded.hidden = false;
    this.formElement.hidden = true;
  }

  async templates() {
    if (this.refuses(this.objection(true))) return;
    const { year } = this.options();
    const files = this.policies();
    const told = await withProgress(this.progress, this.engine, [], (onprogress) =>
      this.engine.ask({ do: "call", request: { command: "template", options: { year } }, files }, onprogress));
    if (!told) return;
    this.progress.replaceChildren(told.exit !== 0 ? refusal(told.json.findings, "没有写出空白名单") : el("section", { class: "card" }, el("h3", {}, "空白名单"),
      el("p", { class: "soft" }, "带下拉选项和检查，发给各部门填报；填好后和其他名单一起拖进来。"),
      el("p", { class: "buttons downloads" }, told.outputs.map(({ name, title, bytes }) => button(`${title}　${size(bytes.length)}`, () => download(name, bytes), { title: name, "data-download": name })))));
  }
}

/** A bundled policy as a file. */
const asFile = ({ file, text }) => ({ name: file, kind: "policy", file: new File([text], base(file)) });
