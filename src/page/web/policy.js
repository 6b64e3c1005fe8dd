// The third tab: a policy file is edited, and what the compiler for policies says is underlined and listed.
"use strict";

class PolicyTab {
  constructor(panel, engine, bundled, onuse) {
    this.engine = engine;
    this.bundled = bundled;
    this.name = "";
    this.marks = [];
    this.isAsking = false;
    this.text = el("textarea", { id: "policy-text", spellcheck: "false", autocapitalize: "off", autocomplete: "off", "aria-label": "政策文件", wrap: "soft" });
    this.under = el("pre", { class: "under", "aria-hidden": "true" });
    this.state = el("p", { class: "verdict", id: "policy-state", role: "status" }, "选一份政策文件，边改边查。");
    this.told = el("div", { id: "policy-told" });
    const choose = el("select", { id: "policy-choose", "aria-label": "政策文件" }, el("option", { value: "" }, "选一份自带的…"), bundled.map((policy, index) => el("option", { value: String(index) }, policy.name)));
    choose.addEventListener("change", () => { const one = bundled[Number(choose.value)]; if (choose.value && one) this.load(one.file, one.text); });
    const input = el("input", { type: "file", accept: ".md,.txt", class: "unseen", tabindex: "-1", "aria-hidden": "true" });
    input.addEventListener("change", () => { this.take(ofInput(input)); input.value = ""; });
    this.title = el("span", { class: "soft" });
    const tools = el("div", { class: "tools" }, choose, input, button("打开文件…", () => input.click()), button("另存", () => this.save(), { id: "policy-save" }),
      button("用它计算", () => { if (this.name) onuse(this.name, this.text.value); }, { id: "policy-use", title: "把正在编辑的政策文件放进“算兑现”" }), this.title);
    this.editor = el("div", { class: "editor" }, this.under, this.text);
    panel.append(el("div", { class: "policy" }, el("div", {}, tools, this.editor), el("div", { class: "card findings-card" }, this.state, this.told)));
    this.text.addEventListener("input", () => { this.shift(); this.checkSoon(); });
    this.text.addEventListener("scroll", () => this.align());
    new ResizeObserver(() => this.align()).observe(this.text);
    this.checkSoon = debounced(() => this.check(), 350);
    panel.addEventListener("dragover", (event) => event.preventDefault());
    panel.addEventListener("drop", async (event) => { event.preventDefault(); this.take(await ofDrop(event.dataTransfer)); });
  }

  async take({ files, sentences }) {
    const policies = files.filter((file) => kindOf(file.name) === "policy" || /\.txt$/i.test(file.name));
    const wrong = sentences[0] ?? (policies.length === 0 ? "这里放政策文件（.md）。名单请放到“算兑现”。" : policies.length > 1 ? "一次只编辑一份政策文件。" : policies[0].file.size > 4 << 20 ? "这个文件太大，不像政策文件。" : "");
    if (wrong) { this.say(wrong, "bad"); return; }
    const bytes = await policies[0].file.arrayBuffer();
    try {
      this.load(policies[0].name, new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    } catch {
      this.say("这个文件不是 UTF-8 编码的文字。请用记事本打开，另存为 UTF-8 编码。", "bad");
    }
  }

  load(name, text) {
    this.name = name;
    this.title.textContent = name;
    this.text.value = text;
    this.marks = [];
    this.known = text;
    this.text.scrollTop = 0;
    this.draw();
    this.check();
  }

  save() {
    if (this.name) download(base(this.name), new TextEncoder().encode(this.text.value));
    else this.say("还没有政策文件。", "bad");
  }

  say(words, kind) { this.state.textContent = words; this.state.className = `verdict ${kind}`; }

  /** Asks about the text as it stands; while an answer is awaited, only the newest text waits. */
  async check() {
    if (!this.name) this.name = "policy.md";
    if (this.isAsking) { this.isWaiting = true; return; }
    this.isAsking = true;
    this.state.classList.add("checking");
    const asked = this.text.value;
    try {
      const told = await this.engine.ask({ do: "call", request: { command: "check", options: {} }, files: [asFile({ file: this.name, text: asked })] });
      if (asked === this.text.value) this.show(told.json, asked);
    } catch (failure) {
      this.say(sorry(failure), "bad");
    }
    this.isAsking = false;
    if (this.isWaiting) { this.isWaiting = false; this.check(); }
  }

  show({ policies, findings }, text) {
    const offsets = characters(text);
    const sorted = [...(findings ?? [])].sort(bySeverity);
    this.marks = sorted.filter((finding) => finding.place.span).map((finding) => {
      const [from, to] = finding.place.span.map((byte) => offsets(byte));
      return { from, to: Math.max(to, from + 1), severity: finding.severity, finding };
    });
    this.known = text;
    this.draw();
    const counted = ORDER.map((severity) => [severity, sorted.filter((finding) => finding.severity === severity).length]).filter(([, number]) => number > 0);
    const bad = sorted.some((finding) => finding.severity === "error");
    this.say(counted.length === 0 ? "没有发现问题。" : counted.map(([severity, number]) => `${SEVERITIES[severity]} ${number} 个`).join("，"), bad ? "bad" : counted.length > 0 ? "held" : "good");
    const items = sorted.slice(0, 100).map((finding) => findingItem(this.withLine(finding, text, offsets), finding.place.span && (() => this.go(finding))));
    this.told.replaceChildren(el("ul", { class: "findings" }, items), ...(policies ?? []).flatMap((policy) => (policy.proofs ?? []).map(proof)));
  }

  withLine(finding, text, offsets) {
    if (!finding.place.span) return finding;
    const line = text.slice(0, offsets(finding.place.span[0])).split("\n").length;
    return { ...finding, place: { file: `第 ${line} 行` } };
  }

  go(finding) {
    const mark = this.marks.find((one) => one.finding === finding);
    if (!mark) return;
    this.text.focus();
    this.text.setSelectionRange(mark.from, mark.to);
    const at = this.under.querySelector(`[data-mark="${this.marks.indexOf(mark)}"]`);
    if (at) this.text.scrollTop = Math.max(0, at.offsetTop - 80);
  }

  /** Marks move with the text until the next answer. */
  shift() {
    const [old, fresh] = [this.known ?? "", this.text.value];
    let head = 0;
    while (head < old.length && head < fresh.length && old[head] === fresh[head]) head += 1;
    let tail = 0;
    while (tail < old.length - head && tail < fresh.length - head && old[old.length - 1 - tail] === fresh[fresh.length - 1 - tail]) tail += 1;
    const by = fresh.length - old.length;
    this.marks = this.marks.filter((mark) => mark.to <= head || mark.from >= old.length - tail)
      .map((mark) => (mark.from >= old.length - tail && mark.from >= head ? { ...mark, from: mark.from + by, to: mark.to + by } : mark));
    this.known = fresh;
    this.draw();
  }

  /** The same text behind the editor, unseen but for its underlines. */
  draw() {
    const text = this.text.value;
    const parts = [];
    let at = 0;
    const sorted = this.marks.map((mark, index) => ({ ...mark, index })).sort((a, b) => a.from - b.from || b.to - a.to);
    for (const mark of sorted) {
      if (mark.from < at || mark.from >= text.length) continue;
      parts.push(text.slice(at, mark.from), el("mark", { class: mark.severity, "data-mark": String(mark.index) }, text.slice(mark.from, mark.to)));
      at = mark.to;
    }
    this.under.replaceChildren(...parts, text.slice(at), "\n");
    this.align();
  }

  align() {
    this.under.style.width = `${this.text.clientWidth}px`;
    this.under.scrollTop = this.text.scrollTop;
  }
}

/** From offsets in UTF-8 to offsets in the text. */
function characters(text) {
  const starts = new Uint32Array(text.length + 1);
  let bytes = 0;
  for (let at = 0; at < text.length; at += 1) {
    starts[at] = bytes;
    const code = text.charCodeAt(at);
    // The two halves of a pair make four bytes.
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code >= 0xd800 && code < 0xe000 ? 2 : 3;
  }
  starts[text.length] = bytes;
  return (byte) => {
    let [low, high] = [0, text.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (starts[middle] < byte) low = middle + 1;
      else high = middle;
    }
    return low;
  };
}

function proof({ question, outcome, statement, domain, scopes }) {
  return el("section", { class: "proof" },
    el("h3", {}, QUESTIONS[question] ?? question, el("span", { class: `outcome ${outcome}` }, OUTCOMES[outcome] ?? outcome)), el("p", {}, statement),
    el("details", {}, el("summary", {}, "证明的范围"), el("ul", {}, domain.map((line) => el("li", {}, line))),
      table([{ title: "类别", cell: (scope) => scope.category }, { title: "收款角色", cell: (scope) => scope.role }, { title: "结论", cell: (scope) => OUTCOMES[scope.outcome] ?? scope.outcome }], scopes, "逐类结论")));
}
