// Findings as a list: what, where, and what to do.
"use strict";

function findingItem(finding, onclick) {
  const place = placeText(finding.place);
  return el("li", { class: "finding" },
    el("p", {}, severityTag(finding.severity), el("span", { class: "code" }, finding.code), finding.message),
    finding.help && el("p", { class: "help" }, inPageWords(finding.help)),
    place && el("p", {}, onclick ? button(place, onclick, { class: "plain source" }) : el("span", { class: "source" }, place)));
}

const ORDER = ["error", "warning", "note"];
const bySeverity = (a, b) => ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity);

/** The findings of a refusal: nothing was computed. */
function refusal(findings, what) {
  const errors = findings.filter((finding) => finding.severity === "error");
  const shown = errors.length > 0 ? errors : findings;
  return el("section", { class: "refused", role: "alert", tabindex: "-1" },
    el("h2", {}, what), el("ul", { class: "findings" }, shown.slice(0, 100).map((finding) => findingItem(finding))),
    shown.length > 100 && el("p", { class: "soft" }, `另有 ${shown.length - 100} 条`));
}
