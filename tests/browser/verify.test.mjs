// The second tab: an untouched workbook, and those that went through hands.
import { test } from "node:test";
import assert from "node:assert/strict";
import { join } from "node:path";
import { readdirSync } from "node:fs";
import { BOOK, FILES, listed, native, root, withPage } from "./harness.mjs";

async function verified(page, drop, book, ...files) {
  await page.click("#tab-verify");
  await drop(BOOK, book);
  await drop(FILES, ...files);
  await page.waitForFunction(() => document.querySelectorAll("#panel-verify .files li").length > 1);
  await page.click("#verify-go");
  await page.waitForSelector("#verify-results > *", { timeout: 120_000 });
  return page.locator("#verify-results").innerText();
}

test("the workbook as it was written is identical", () => withPage(async ({ page, drop }) => {
  const { folder } = native("pay", "--inputs", "inputs", "--rules", "rules", "--year", "2008");
  const told = await verified(page, drop, join(folder, "yixing-2008-2008.xlsx"), join(root, "inputs"));
  assert.match(told, /一致。/);
  assert.match(told, /名单 661 行/);
  assert.match(told, /6,056,300\.00/);
}));

test("a figure typed over a formula is told with its cell and the money", () => withPage(async ({ page, drop }) => {
  const folder = join(root, "tests/tampered");
  const book = join(folder, "typed-over.xlsx");
  const told = await verified(page, drop, book, folder);
  assert.match(told, /有差异：1 处/);
  assert.match(told, /公式被直接填数盖掉/);
  assert.match(told, /兑现明细表!K7/);
  assert.match(told, /多付 50,000\.00 元/);
}));

test("without its lists a workbook cannot be verified, and the page says which are missing", () => withPage(async ({ page, drop }) => {
  const { folder } = native("pay", "--inputs", "inputs", "--rules", "rules", "--year", "2008");
  const told = await verified(page, drop, join(folder, "yixing-2008-2008.xlsx"), join(root, "inputs/decisions.toml"));
  assert.match(told, /不能核对/);
  assert.match(told, /质监局/);
}));

test("missing files are asked for in a sentence", () => withPage(async ({ page, drop }) => {
  await page.click("#tab-verify");
  await page.click("#verify-go");
  assert.match(await page.locator("#verify-progress").innerText(), /还没有要核对的兑现工作簿/);
  const lists = readdirSync(join(root, "inputs/2008")).map((name) => join(root, "inputs/2008", name));
  await drop(BOOK, lists[0], lists[1]);
  assert.match(await page.locator("#panel-verify .sentences").first().innerText(), /只放一份/);
  await drop(BOOK, lists[0]);
  await listed(page, "panel-verify", 1);
  await page.click("#verify-go");
  assert.match(await page.locator("#verify-progress").innerText(), /还没有当时的名单/);
}));
