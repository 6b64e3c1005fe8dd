// The words for the keys that the engine answers with.
"use strict";

const FATES = { paid: "兑现", zero: "零兑现", rejected: "不予兑现", held: "待定", reference: "参考", ignored: "非数据行" };
const KINDS = { achievements: "成果名单", register: "企业名录", history: "兑现台账", exclusion: "排除名单", unknown: "没有认出" };
const SEVERITIES = { error: "错误", warning: "待办", note: "提示" };
const OUTCOMES = { proved: "已证明", declared: "按声明", refuted: "有反例", unproved: "未能证明" };
const QUESTIONS = { overlap: "奖项是否重叠", gap: "奖项是否遗漏" };
const CLASSES = {
  list_changed: "名单已改动",
  policy_changed: "政策文件已改动",
  decisions_changed: "决定文件已改动",
  seal_differs: "与封存清单不符",
  tariff_changed: "规则表上的标准被改",
  typed_over_formula: "公式被直接填数盖掉",
  formula_changed: "公式被改",
  number_changed: "数值被改",
  text_changed: "文字被改",
  result_wrong: "显示的数不是公式的结果",
  row_added: "多出的行",
  row_removed: "缺少的行",
  row_moved: "行的位置变动",
  column_removed: "缺少的列",
  sheet_removed: "缺少的工作表",
  sheet_renamed: "工作表改了名",
  remark: "加注（不影响金额）",
};

/** Options of the command line by what they are called here. */
const OPTIONS = {
  year: "奖励年度", rules: "政策文件", inputs: "名单", date: "印上日期", final: "出正式稿和封存清单", "leave-held": "正式稿里待定的行留待以后",
  "include-hidden": "隐藏的行和表也计入", "payment-file": "另出付款文件",
};
const inPageWords = (text) => text.replace(/ ?--(year|rules|inputs|date|final|leave-held|include-hidden|payment-file)\b ?/g, (_, option) => `“${OPTIONS[option]}”`);

const fateTag = (fate) => el("span", { class: `fate ${fate}` }, FATES[fate] ?? fate);
const severityTag = (severity) => el("span", { class: `severity ${severity}` }, SEVERITIES[severity] ?? severity);

/** A place as the command line writes it: file[sheet]!cell. */
function placeText(place) {
  const sheet = place.sheet ? `[${place.sheet}]` : "";
  const cell = place.cell ? `!${place.cell}` : "";
  return `${place.file}${sheet}${cell}`;
}

/** The last part of a file's name. */
const base = (name) => name.slice(name.lastIndexOf("/") + 1);

/** A cell for a narrow column: without the folder, which the title tells. */
const source = (text) => el("span", { class: "source", title: text }, text.replace(/^[^[!]*\//, ""));
