// The third tab: a policy file is checked as it is edited.
import { test } from "node:test";
import assert from "node:assert/strict";
import { join } from "node:path";
import { BUNDLED, downloaded, root, withPage } from "./harness.mjs";

async function opened(page) {
  await page.click("#tab-policy");
  const value = await page.locator("#policy-choose option", { hasText: BUNDLED }).first().getAttribute("value");
  await page.selectOption("#policy-choose", value);
  await page.waitForSelector("#policy-told .proof");
}

const edit = (page, from, to) => page.evaluate(([old, fresh]) => {
  const text = document.getElementById("policy-text");
  const at = text.value.indexOf(old);
  if (at < 0) throw new Error(`not there: ${old}`);
  text.focus();
  text.setSelectionRange(at, at + old.length);
  document.execCommand("insertText", false, fresh);
}, [from, to]);

test("proofs are told; an edit is underlined where it is wrong, and the finding leads there", () => withPage(async ({ page }) => {
  await opened(page);
  assert.match(await page.locator("#policy-told").innerText(), /奖项是否重叠\s*已证明/);
  assert.match(await page.locator("#policy-told").innerText(), /奖项是否遗漏\s*已证明/);
  assert.equal(await page.locator(".under mark.error").count(), 0);
  await edit(page, 'funder = "市财政"', 'fundr = "市财政"');
  await page.waitForSelector(".under mark.error");
  const underlined = async () => (await page.locator(".under mark.error").allTextContents()).join();
  assert.match(await underlined(), /fundr/);
  assert.match(await page.locator("#policy-state").innerText(), /错误 \d+ 个/);
  await page.locator("#policy-told .finding", { hasText: "fundr" }).first().locator("button").click();
  const chosen = await page.evaluate(() => { const text = document.getElementById("policy-text"); return text.value.slice(text.selectionStart, text.selectionEnd); });
  assert.match(chosen, /fundr/);
  // Typing before the answer moves the underline with its words.
  await edit(page, "# 宜兴市", "# 示例，宜兴市");
  assert.match(await underlined(), /fundr/);
  await edit(page, "fundr", "funder");
  await page.waitForFunction(() => document.querySelectorAll(".under mark.error").length === 0);
}));

test("the text behind the editor is the text, line by line", () => withPage(async ({ page }) => {
  await opened(page);
  await edit(page, 'funder = "市财政"', 'fundr = "市财政"');
  await page.waitForSelector(".under mark.error");
  const same = await page.evaluate(() => {
    const [text, under] = [document.getElementById("policy-text"), document.querySelector(".under")];
    return { words: under.textContent === `${text.value}\n`, heights: Math.abs(under.scrollHeight - text.scrollHeight), widths: Math.abs(under.clientWidth - text.clientWidth) };
  });
  assert.equal(same.words, true);
  assert.ok(same.heights <= 24, `${same.heights} px apart`);
  assert.equal(same.widths, 0);
}));

test("an edited policy is saved and computed with", () => withPage(async ({ page, drop }) => {
  await opened(page);
  await edit(page, "# 宜兴市", "# 改过的宜兴市");
  const { name, bytes } = await downloaded(page, page.locator("#policy-save"));
  assert.equal(name, "yixing-2008.md");
  assert.match(bytes.toString("utf8"), /^# 改过的宜兴市/);
  await page.click("#policy-use");
  assert.equal(await page.locator("#tab-pay").getAttribute("aria-selected"), "true");
  assert.equal(await page.locator("#pay-policy").inputValue(), "dropped:rules/yixing-2008.md");
  await drop("#panel-pay .drop", join(root, "inputs"));
  await page.waitForFunction(() => document.querySelectorAll("#panel-pay .files li").length === 10);
  await page.click("#pay-go");
  await page.waitForSelector("#pay-results .results");
}));

test("what is no policy file is told", () => withPage(async ({ page, drop }) => {
  await page.click("#tab-policy");
  await drop(".editor", join(root, "inputs/2008/企业名录.xlsx"));
  await page.waitForFunction(() => document.getElementById("policy-state").textContent.includes("这里放政策文件"));
}));
