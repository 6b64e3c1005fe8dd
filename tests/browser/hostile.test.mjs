// What can go wrong with what is dropped: names that look like markup, files that are none, too many, too few, too large.
import { test } from "node:test";
import assert from "node:assert/strict";
import { closeSync, cpSync, ftruncateSync, openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { BUNDLED, PAY, choosePolicy, compute, downloaded, listed, native, pageFile, root, scratch, sha256, withPage } from "./harness.mjs";

const EVIL = "<img src=x onerror=document.title=1>";
const HEADINGS = "企业名称,类别,成果名称,证书编号,认定日期\n";

test("names that are markup or formulas are shown as text", () => withPage(async ({ page, drop }) => {
  const folder = scratch({
    "<b>粗<script>.csv": `${HEADINGS}${EVIL}公司,发明专利,=HYPERLINK("http://x")${EVIL},ZL200710000001.X,2008-05-06\n"示例""><svg onload=document.title=1>厂",不存在<i>类,${EVIL},9,2008-01-02\n`,
  });
  // Chromium leaves such a name out of a folder; dropped alone it comes through.
  await drop(PAY, join(folder, "<b>粗<script>.csv"));
  await listed(page, "panel-pay", 1);
  await choosePolicy(page, BUNDLED);
  const title = await page.title();
  await compute(page);
  for (const view of ["overview", "payees", "awards", "lists", "rows", "findings"]) {
    await page.click(`#view-${view}`);
    await page.waitForTimeout(300);
  }
  assert.match(await page.locator("#show-payees, #show-rows").allInnerTexts().then((texts) => texts.join()), /onerror/);
  await page.click("#view-rows");
  await page.locator("#show-rows tbody button").first().click();
  await page.waitForSelector("#explain article");
  const planted = await page.evaluate(() => document.querySelectorAll("#app img, #app b script, #app svg[onload], #app i").length);
  assert.equal(planted, 0);
  assert.equal(await page.title(), title);
}));

test("no script makes markup of a text", async () => {
  const { readdirSync, readFileSync } = await import("node:fs");
  const folder = join(root, "src/page/web");
  for (const name of readdirSync(folder).filter((one) => one.endsWith(".js"))) {
    assert.doesNotMatch(readFileSync(join(folder, name), "utf8"), /innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|new Function/, name);
  }
});

test("a shortcut, an empty folder, an archive and notes are told, and the lists beside them are used", () => withPage(async ({ page, drop }) => {
  const folder = scratch({ "名单.xlsx - 快捷方式.lnk": "L", "名单/旧.zip": "PK", "名单/说明/.keep": "", "名单/~$锁.xlsx": "", "名单/清单.csv": `${HEADINGS}示例厂,发明专利,灯,ZL200710000001.X,2008-05-06\n` });
  await drop(PAY, join(folder, "名单"), join(folder, "名单.xlsx - 快捷方式.lnk"), scratch());
  await listed(page, "panel-pay", 1);
  const told = await page.locator("#panel-pay .sentences").innerText();
  assert.match(told, /是快捷方式/);
  assert.match(told, /压缩包请先解压/);
  assert.match(told, /是空的/);
}));

test("without lists or a policy there is a sentence, and no blank page", () => withPage(async ({ page, drop }) => {
  await choosePolicy(page, BUNDLED);
  await compute(page);
  assert.match(await page.locator("#pay-progress").innerText(), /还没有名单/);
  await page.fill("#pay-year", "二千");
  await compute(page);
  assert.match(await page.locator("#pay-progress").innerText(), /四位数字/);
  await page.fill("#pay-year", "1999");
  await drop(PAY, join(root, "inputs"));
  await listed(page, "panel-pay", 9);
  await compute(page);
  assert.match(await page.locator("#pay-results").innerText(), /没有适用于1999年度的政策文件/);
}));

test("two policies in force are refused with both names; one of them can be chosen", () => withPage(async ({ page, drop }) => {
  const folder = scratch();
  cpSync(join(root, "rules/yixing-2008.md"), join(folder, "甲.md"));
  cpSync(join(root, "rules/yixing-2008.md"), join(folder, "乙.md"));
  await drop(PAY, join(root, "inputs"), join(folder, "甲.md"), join(folder, "乙.md"));
  await listed(page, "panel-pay", 11);
  await page.selectOption("#pay-policy", "all");
  await compute(page);
  assert.match(await page.locator("#pay-results .refused").innerText(), /甲\.md[\s\S]*乙\.md|乙\.md[\s\S]*甲\.md/);
  await page.selectOption("#pay-policy", "dropped:甲.md");
  await compute(page);
  await page.waitForSelector("#pay-results .results");
}));

test("a file of 500 MB is told at once and not read; the others are computed", () => withPage(async ({ page, drop }) => {
  const folder = scratch({ "名单/清单.csv": `${HEADINGS}示例厂,发明专利,灯,ZL200710000001.X,2008-05-06\n` });
  const large = openSync(join(folder, "名单/很大.xlsx"), "w");
  ftruncateSync(large, 500 * 1024 * 1024);
  closeSync(large);
  await drop(PAY, join(folder, "名单"));
  await listed(page, "panel-pay", 2);
  assert.match(await page.locator("#panel-pay .sentences").innerText(), /500\.0 MB/);
  await choosePolicy(page, BUNDLED);
  await compute(page);
  assert.match(await page.locator(".folded").innerText(), /1 个没有读成/);
  await page.click("#view-findings");
  await page.waitForSelector("#show-findings tbody tr");
  assert.match(await page.locator("#show-findings").innerText(), /很大\.xlsx/);
}));

test("broken and foreign files cost themselves alone, with the native program's findings and bytes", () => withPage(async ({ page, drop }) => {
  const folder = scratch({ "名单/坏.xlsx": "PK\u0003\u0004 no zip", "名单/照片.jpg": "JFIF", "名单/信.docx": "not a list", "名单/空.csv": "", "名单/清单.csv": `${HEADINGS}示例厂,发明专利,灯,ZL200710000001.X,2008-05-06\n` });
  const own = native("pay", "--inputs", join(folder, "名单"), "--rules", "rules", "--year", "2008").files;
  await drop(PAY, join(folder, "名单"));
  await listed(page, "panel-pay", 5);
  await choosePolicy(page, BUNDLED);
  await compute(page);
  const { name, bytes } = await downloaded(page, page.locator("#pay-results .downloads button").first());
  assert.equal(sha256(bytes), sha256(own[name]));
}));

test("a file that breaks the engine costs that file: a new worker does the rest", () => {
  // The engine has no file that breaks it; here it traps as one would make it, while that file is open.
  const before = "const [header, ...made] = wasm_bindgen.call(";
  const trap = 'const bad = named.find((one) => one.name.endsWith("坏.csv") && !one.mark);\nif (bad) { duixian_opening(bad.name); throw new WebAssembly.RuntimeError("unreachable"); }\n';
  const page = readFileSync(pageFile, "utf8");
  assert.ok(page.includes(before));
  const file = join(scratch({ "page.html": page.replace(before, trap + before) }), "page.html");
  return withPage(async ({ page, drop }) => {
    const list = (number) => `${HEADINGS}示例厂,发明专利,灯${number},ZL20071000000${number},2008-05-06\n`;
    await drop(PAY, join(scratch({ "名单/甲.csv": list(1), "名单/坏.csv": list(2), "名单/乙.csv": list(3) }), "名单"));
    await listed(page, "panel-pay", 3);
    await choosePolicy(page, BUNDLED);
    await compute(page);
    assert.match(await page.locator(".folded").innerText(), /1 个没有读成/);
    assert.match(await page.locator("#view-awards").innerText(), /2/);
    await page.click("#view-findings");
    await page.waitForSelector("#show-findings tbody tr");
    assert.match(await page.locator("#show-findings").innerText(), /坏\.csv[\s\S]*程序中断/);
  }, { file });
});

test("long work is cancelled, and the next run works", { timeout: 120_000 }, () => withPage(async ({ page, drop }) => {
  let lines = HEADINGS;
  for (let at = 0; at < 60_000; at += 1) lines += `示例${at % 5000}厂,发明专利,灯${at},ZL2007${at},2008-05-06\n`;
  const folder = scratch({ "大/清单.csv": lines, "小/清单.csv": `${HEADINGS}示例厂,发明专利,灯,ZL200710000001.X,2008-05-06\n` });
  await drop(PAY, join(folder, "大"));
  await listed(page, "panel-pay", 1);
  await choosePolicy(page, BUNDLED);
  await page.click("#pay-go");
  await page.click("#pay-progress button");
  assert.match(await page.locator("#pay-progress").innerText(), /已取消/);
  await page.click("#panel-pay .files button");
  await drop(PAY, join(folder, "小"));
  await listed(page, "panel-pay", 1);
  await compute(page);
  await page.waitForSelector("#pay-results .results");
}));
