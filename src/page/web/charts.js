// Bar charts as inline SVG; every figure also stands beside its bar as text, and in a table.
"use strict";

const MOST_BARS = 14;

/** A share of `all` in thousandths, for a length: amounts themselves are never floats. */
const thousandths = (part, all) => (all > 0n && part > 0n ? Number((part * 1000n) / all) : 0);

/** Horizontal bars of sums { name, count, amount }, the largest first; what is too many is one bar. */
function barChart(title, sums) {
  const sorted = [...sums].filter((row) => cents(row.amount) !== 0n).sort((a, b) => (cents(a.amount) < cents(b.amount) ? 1 : -1));
  const shown = sorted.slice(0, MOST_BARS);
  const rest = sorted.slice(MOST_BARS);
  if (rest.length > 0) {
    const left = String(rest.reduce((sum, row) => sum + cents(row.amount), 0n)).padStart(3, "0");
    shown.push({ name: `其余${rest.length}项`, amount: `${left.slice(0, -2)}.${left.slice(-2)}` });
  }
  const most = shown.reduce((max, row) => (cents(row.amount) > max ? cents(row.amount) : max), 0n);
  const [step, left, width] = [26, 122, 214];
  const bars = shown.map((row, index) => {
    const y = index * step;
    const long = Math.max(2, (thousandths(cents(row.amount), most) * width) / 1000);
    const name = row.name || "（无）";
    return svg("g", {},
      svg("text", { x: left - 8, y: y + 17, "text-anchor": "end" }, name.length > 8 ? `${name.slice(0, 8)}…` : name),
      svg("rect", { x: left, y: y + 5, width: long, height: 16, rx: 2, class: "bar" }),
      svg("text", { x: left + long + 6, y: y + 17, class: "figure" }, amount(row.amount)),
      svg("title", {}, `${name} ${amount(row.amount)} 元`));
  });
  const words = `${title}：${shown.map((row) => `${row.name || "（无）"} ${amount(row.amount)} 元`).join("；")}`;
  const picture = svg("svg", { viewBox: `0 0 ${left + width + 100} ${shown.length * step + 4}`, role: "img", "aria-label": words, class: "chart" }, bars);
  return shown.length === 0 ? el("p", { class: "soft" }, "没有实兑金额。") : picture;
}

/** One bar of all rows, divided by fate, with its legend. */
function fateBar(fates) {
  const all = Object.values(fates).reduce((sum, number) => sum + number, 0);
  let x = 0;
  const parts = Object.entries(fates).filter(([, number]) => number > 0).map(([fate, number]) => {
    const width = Math.max(3, (number * 1000) / all);
    const part = svg("rect", { x, y: 0, width, height: 20, class: `part ${fate}` }, svg("title", {}, `${FATES[fate]} ${number} 行`));
    x += width;
    return part;
  });
  const words = Object.entries(fates).map(([fate, number]) => `${FATES[fate]}${number}行`).join("，");
  const legend = Object.entries(fates).map(([fate, number]) => el("li", {}, el("span", { class: `swatch ${fate}` }), `${FATES[fate]} `, el("b", {}, count(number))));
  return el("div", { class: "fates" },
    svg("svg", { viewBox: `0 0 ${Math.max(1000, x)} 20`, preserveAspectRatio: "none", role: "img", "aria-label": words, class: "fate-bar" }, parts),
    el("ul", { class: "legend" }, legend));
}
