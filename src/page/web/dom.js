// Elements, amounts and tables that show one page of their rows. Text goes in as text, never as markup.
"use strict";

const SVG = "http://www.w3.org/2000/svg";

/** An element; `on…` are listeners, true and false set or leave out an attribute, children are nodes or texts. */
const el = (tag, attributes, ...children) => fill(document.createElement(tag), attributes, children);
const svg = (tag, attributes, ...children) => fill(document.createElementNS(SVG, tag), attributes, children);

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

const byId = (id) => document.getElementById(id);
const button = (text, onclick, more) => el("button", { type: "button", onclick, ...more }, text);
const soft = (text) => el("span", { class: "soft" }, text);

/** 元 with two decimals as people write them: 6,056,300.00. */
function amount(text) {
  if (text === null || text === undefined) return "";
  const [, sign, whole, rest] = /^(-?)(\d+)(.*)$/.exec(text) ?? [];
  return whole === undefined ? text : sign + whole.replace(/\B(?=(\d{3})+$)/g, ",") + rest;
}

/** An amount in 分, exact. */
function cents(text) {
  const [, sign, whole, rest] = /^(-?)(\d+)(?:\.(\d{1,2}))?$/.exec(text ?? "") ?? [null, "", "0", "0"];
  const value = BigInt(whole) * 100n + BigInt((rest ?? "0").padEnd(2, "0"));
  return sign ? -value : value;
}

const count = (number) => String(number).replace(/\B(?=(\d{3})+$)/g, ",");

function size(bytes) {
  if (bytes < 1024) return `${bytes} 字节`;
  return bytes < 1 << 20 ? `${Math.round(bytes / 1024)} KB` : `${(bytes / (1 << 20)).toFixed(1)} MB`;
}

/** A plain table of few rows. Columns: { title, cell(row), amount }. */
function table(columns, rows, caption) {
  const head = columns.map((column) => el("th", { scope: "col", class: column.amount && "amount" }, column.title));
  return el("div", { class: "scroll", tabindex: "0", role: "group", "aria-label": caption },
    el("table", {}, el("caption", { class: "unseen" }, caption), el("thead", {}, el("tr", {}, head)), body(columns, rows)));
}

function body(columns, rows) {
  const cells = (row) => columns.map((column) => el("td", { class: column.amount ? "amount" : column.class }, column.cell(row)));
  return el("tbody", {}, rows.map((row) => el("tr", {}, cells(row))));
}

const PAGE = 50;

/**
 * A table of any length, of which only a page stands in the document. `fetch(from, size)` gives { total, rows }.
 * The element has `reload()`, which begins again at its first page.
 */
function pagedTable(columns, fetch, caption, empty) {
  let at = 0;
  let asked = 0;
  const place = el("div", {}, el("p", { class: "soft" }, "正在取…"));
  const told = el("span", { role: "status" });
  const back = button("上一页", () => show(at - PAGE));
  const on = button("下一页", () => show(at + PAGE));
  const pager = el("nav", { class: "pager", "aria-label": `${caption}：翻页`, hidden: true }, back, told, on);
  async function show(from) {
    const mine = ++asked;
    const answer = await fetch(from, PAGE).catch((failure) => { place.replaceChildren(el("p", { class: "said error", role: "alert" }, sorry(failure))); });
    if (mine !== asked || !answer) return;
    const { total, rows } = answer;
    at = from;
    place.replaceChildren(total === 0 ? el("p", { class: "soft" }, empty) : table(columns, rows, caption));
    told.textContent = `第 ${count(from + 1)}–${count(from + rows.length)} 行，共 ${count(total)} 行`;
    back.disabled = from === 0;
    on.disabled = from + PAGE >= total;
    pager.hidden = total <= PAGE;
  }
  const whole = el("div", { class: "paged" }, place, pager);
  whole.reload = () => show(0);
  return whole;
}

/** Calls after a rest of `wait` milliseconds. */
function debounced(call, wait) {
  let timer = 0;
  return (...values) => { clearTimeout(timer); timer = setTimeout(() => call(...values), wait); };
}

/** A search field above a table. */
function searchField(label, onsearch) {
  const field = el("input", { type: "search", placeholder: label, "aria-label": label, autocomplete: "off" });
  field.addEventListener("input", debounced(() => onsearch(field.value.trim()), 150));
  return field;
}

/** Buttons of which one is pressed: choices are [value, text]. */
function choice(label, choices, onchoose) {
  const buttons = choices.map(([value, text], index) => button(text, () => {
    buttons.forEach((other) => other.setAttribute("aria-pressed", String(other === buttons[index])));
    onchoose(value);
  }, { "aria-pressed": String(index === 0) }));
  return el("div", { class: "choice", role: "group", "aria-label": label }, buttons);
}

/** Hands bytes to the visitor as a file. */
function download(name, bytes) {
  const address = URL.createObjectURL(new Blob([bytes], { type: "application/octet-stream" }));
  el("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60000);
}

/** The tabs of a list: arrows move, Home and End jump, and the panel of the chosen one is shown. */
function tabs(list, onchoose) {
  const all = [...list.querySelectorAll("[role=tab]")];
  const choose = (tab, isFocused) => {
    for (const other of all) {
      other.setAttribute("aria-selected", String(other === tab));
      other.tabIndex = other === tab ? 0 : -1;
      byId(other.getAttribute("aria-controls")).hidden = other !== tab;
    }
    if (isFocused) tab.focus();
    onchoose?.(tab.id);
  };
  const moves = { ArrowRight: 1, ArrowLeft: -1 };
  for (const [index, tab] of all.entries()) {
    tab.addEventListener("click", () => choose(tab, false));
    tab.addEventListener("keydown", (event) => {
      const to = event.key === "Home" ? 0 : event.key === "End" ? all.length - 1 : index + moves[event.key];
      if (Number.isNaN(to)) return;
      event.preventDefault();
      choose(all[(to + all.length) % all.length], true);
    });
  }
  return (id) => choose(byId(id), false);
}
