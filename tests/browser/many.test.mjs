// 30,000 rows: the document stays small and the page answers while it computes. That the bytes are the native program's is shown in Node.
import { test } from "node:test";
import assert from "node:assert/strict";
import { join } from "node:path";
import { BUNDLED, PAY, choosePolicy, compute, listed, scratch, withPage } from "./harness.mjs";

function lists(rows) {
  let text = "企业名称,类别,成果名称,证书编号,认定日期,镇\n";
  for (let at = 0; at < rows; at += 1) {
    const day = `2008-${String(1 + (at % 12)).padStart(2, "0")}-${String(1 + (at % 28)).padStart(2, "0")}`;
    text += `示例第${at % 20_000}号厂,${["发明专利", "实用新型专利", "外观设计专利"][at % 3]},第${at}种灯具,CN${1_000_000 + at},${day},示例${at % 9}镇\n`;
  }
  return scratch({ "名单/专利.csv": text });
}

test("30,000 rows", { timeout: 400_000 }, () => withPage(async ({ page, drop }) => {
  await drop(PAY, join(lists(30_000), "名单"));
  await listed(page, "panel-pay", 1);
  await choosePolicy(page, BUNDLED);
  await page.evaluate(() => {
    let last = performance.now();
    window.longest = 0;
    setInterval(() => { const now = performance.now(); window.longest = Math.max(window.longest, now - last); last = now; }, 20);
  });
  await compute(page, 300_000);
  const told = await page.evaluate(() => ({ took: document.getElementById("pay-progress").dataset.milliseconds, longest: Math.round(window.longest), nodes: document.querySelectorAll("*").length }));
  console.log(`30,000 rows: ${told.took} ms; the page paused ${told.longest} ms at most; ${told.nodes} elements`);
  assert.ok(told.nodes < 3000);
  for (const view of ["payees", "awards", "rows", "findings"]) {
    await page.click(`#view-${view}`);
    await page.waitForSelector(`#show-${view} tbody tr, #show-${view} .paged p`, { timeout: 120_000 });
  }
  assert.ok(await page.evaluate(() => document.querySelectorAll("*").length) < 6000);
}));
