// The first tab with the bundled lists: what is shown, what is downloaded, and that the bytes are the native program's.
import { test } from "node:test";
import assert from "node:assert/strict";
import { join } from "node:path";
import { BUNDLED, PAY, choosePolicy, compute, downloaded, listed, native, root, sha256, withPage } from "./harness.mjs";

const RULES = join(root, "rules/yixing-2008.md");

test("a dropped folder is computed and every download is the native program's, byte by byte", () => withPage(async ({ page, drop }) => {
  const own = native("pay", "--inputs", "inputs", "--rules", "rules", "--year", "2008", "--payment-file").files;
  await drop(PAY, join(root, "inputs"));
  await listed(page, "panel-pay", 9);
  await choosePolicy(page, BUNDLED);
  await page.check("#pay-payment");
  await compute(page);
  const buttons = page.locator("#pay-results .downloads button");
  assert.equal(await buttons.count(), Object.keys(own).length);
  for (const button of await buttons.all()) {
    const { name, bytes } = await downloaded(page, button);
    assert.equal(sha256(bytes), sha256(own[name]), name);
  }
}));

test("the overview tells totals, rows by fate and charts; every view and explanation opens", () => withPage(async ({ page, drop }) => {
  await drop(PAY, join(root, "inputs"));
  await listed(page, "panel-pay", 9);
  await choosePolicy(page, BUNDLED);
  await compute(page);
  const shown = await page.locator("#pay-results").innerText();
  for (const words of ["6,056,300.00", "39", "试算稿，不得据以拨付", "8 个文件，661 行", "兑现 534", "零兑现 10", "不予兑现 22", "待定 4", "参考 48", "非数据行 43"]) {
    assert.ok(shown.includes(words), `${words} is missing in:\n${shown}`);
  }
  assert.equal(await page.locator("#show-overview svg.chart").count(), 2);
  assert.match(await page.locator("#show-overview svg.chart").first().getAttribute("aria-label"), /中国名牌产品 2,242,500\.00 元/);

  await page.click("#view-payees");
  await page.waitForSelector("#show-payees tbody tr");
  assert.equal(await page.locator("#show-payees tbody tr").count(), 39);
  await page.fill("#show-payees input", "远航光电");
  await page.waitForFunction(() => document.querySelectorAll("#show-payees tbody tr").length === 1);
  assert.match(await page.locator("#show-payees tbody tr").innerText(), /663,000\.00/);
  await page.click("#show-payees tbody button");
  await page.waitForSelector("#explain article");
  const why = await page.locator("#explain").innerText();
  for (const words of ["升级补差", "-50,000.00", "质监局-名牌和免检产品.xls[中国名牌]!5", "历年兑现台账.xlsx[兑现台账]!G4", "引用的条款", "借-3"]) {
    assert.ok(why.includes(words), `${words} is missing in:\n${why}`);
  }
  assert.ok(await page.locator("#explain blockquote").count() > 0, "clauses are quoted");
  await page.keyboard.press("Escape");

  await page.click("#view-awards");
  await page.waitForSelector("#show-awards tbody tr");
  assert.equal(await page.locator("#show-awards tbody tr").count(), 50, "a page of rows stands in the document");
  await page.locator("#show-awards .pager button").last().click();
  await page.waitForFunction(() => document.querySelector("#show-awards tbody td").textContent === "51");

  await page.click("#view-lists");
  await page.waitForSelector("#show-lists details");
  assert.equal(await page.locator("#show-lists details.item").count(), 8);
  assert.match(await page.locator("#show-lists").innerText(), /表头在第 2 行/);

  await page.click("#view-rows");
  await page.waitForSelector("#show-rows tbody tr");
  assert.equal(await page.locator("#show-rows tbody tr").count(), 36, "10 zero, 22 rejected, 4 held");
  await page.locator("#show-rows .choice button", { hasText: "待定" }).click();
  await page.waitForFunction(() => document.querySelectorAll("#show-rows tbody tr").length === 4);
  await page.locator("#show-rows tbody button").first().click();
  await page.waitForSelector("#explain pre");
  assert.match(await page.locator("#explain pre").first().innerText(), /\[\[decision\]\]/);
  await page.keyboard.press("Escape");

  await page.click("#view-findings");
  await page.waitForSelector("#show-findings tbody tr");
  assert.equal(await page.locator("#show-findings tbody tr").count(), 18);
}));

test("the same files chosen with the buttons give the same workbook, in any order", () => withPage(async ({ page, session }) => {
  const own = native("pay", "--inputs", "inputs", "--rules", "rules", "--year", "2008").files;
  await page.setInputFiles("#panel-pay input[type=file] >> nth=0", join(root, "inputs"));
  await listed(page, "panel-pay", 9);
  await choosePolicy(page, BUNDLED);
  await page.fill("#pay-year", "2008");
  await compute(page);
  const { name, bytes } = await downloaded(page, page.locator("#pay-results .downloads button").first());
  assert.equal(sha256(bytes), sha256(own[name]));
  assert.ok(session);
}));

test("a dropped policy file takes the place of the bundled ones; a final version is refused with reasons", () => withPage(async ({ page, drop }) => {
  await drop(PAY, join(root, "inputs"), RULES);
  await listed(page, "panel-pay", 10);
  assert.equal(await page.locator("#pay-policy").inputValue(), "dropped:yixing-2008.md");
  await page.check("#pay-final");
  await compute(page);
  const told = await page.locator("#pay-results .refused").innerText();
  assert.match(told, /W0001/);
  assert.match(told, /W0002/);
  assert.equal(await page.locator("[data-download]").count(), 0, "nothing is to be had of a refused run");
}));

test("blank lists are the native program's", () => withPage(async ({ page }) => {
  const own = native("template", "--rules", "rules", "--year", "2008").files;
  await choosePolicy(page, BUNDLED);
  await page.click("#pay-templates");
  await page.waitForSelector("#pay-progress [data-download]");
  const buttons = await page.locator("#pay-progress [data-download]").all();
  assert.equal(buttons.length, Object.keys(own).length);
  for (const button of buttons) {
    const { name, bytes } = await downloaded(page, button);
    assert.equal(sha256(bytes), sha256(own[name]), name);
  }
}));
