// Keyboard, contrast, small screens, printing, and what an old browser shows.
import { test } from "node:test";
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { BUNDLED, PAY, choosePolicy, compute, listed, pageFile, root, scratch, withPage } from "./harness.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

async function accessible(page, where) {
  await page.evaluate(axe);
  const told = await page.evaluate(() => window.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] }));
  const faults = told.violations.map((fault) => `${fault.id}: ${fault.help}: ${fault.nodes.slice(0, 3).map((node) => `${node.html} ${node.any[0]?.message ?? ""}`).join(" | ")}`);
  assert.deepEqual(faults, [], where);
  assert.ok(told.passes.some((rule) => rule.id === "color-contrast"), "contrast was measured");
}

test("every screen keeps WCAG AA, contrast measured", { timeout: 240_000 }, () => withPage(async ({ page, drop }) => {
  await accessible(page, "empty");
  await drop(PAY, join(root, "inputs"));
  await listed(page, "panel-pay", 9);
  await accessible(page, "files");
  await choosePolicy(page, BUNDLED);
  await compute(page);
  for (const view of ["overview", "payees", "awards", "lists", "rows", "findings"]) {
    await page.click(`#view-${view}`);
    await page.waitForTimeout(500);
    await accessible(page, view);
  }
  await page.click("#view-rows");
  await page.locator("#show-rows tbody button").first().click();
  await page.waitForSelector("#explain article");
  await accessible(page, "why");
  await page.keyboard.press("Escape");
  await page.click("#tab-verify");
  await accessible(page, "verify");
  await page.click("#tab-policy");
  await page.selectOption("#policy-choose", await page.locator("#policy-choose option", { hasText: BUNDLED }).first().getAttribute("value"));
  await page.waitForSelector("#policy-told .proof");
  await accessible(page, "policy");
}));

test("all is reached with the keyboard, and what has the focus is seen", () => withPage(async ({ page }) => {
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.className), "skip");
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.id), "tab-pay");
  await page.keyboard.press("ArrowRight");
  assert.equal(await page.evaluate(() => document.activeElement.id), "tab-verify");
  assert.equal(await page.locator("#panel-verify").isVisible(), true);
  await page.keyboard.press("End");
  assert.equal(await page.locator("#panel-policy").isVisible(), true);
  await page.keyboard.press("Home");
  const reached = new Set();
  for (let at = 0; at < 24; at += 1) {
    await page.keyboard.press("Tab");
    const now = await page.evaluate(() => {
      const one = document.activeElement;
      if (one === document.body) return { name: "" };
      // In a date field the parts have the focus, and Chromium marks them.
      if (one.type === "date") return { name: one.id, outline: "auto", width: 2 };
      return { name: one.id || one.textContent, outline: getComputedStyle(one).outlineStyle, width: parseFloat(getComputedStyle(one).outlineWidth) };
    });
    if (now.name === "") break;
    reached.add(now.name);
    assert.ok(now.outline !== "none" && now.width >= 2, `${now.name} shows no focus`);
  }
  for (const wanted of ["选择文件夹…", "选择文件…", "pay-policy", "pay-year", "pay-payment", "pay-go"]) assert.ok(reached.has(wanted), `${wanted} is not reached: ${[...reached].join()}`);
}));

test("nothing is wider than the screen, at 1366×768 and at 800×600", () => withPage(async ({ page, drop }) => {
  await drop(PAY, join(root, "inputs"));
  await listed(page, "panel-pay", 9);
  await choosePolicy(page, BUNDLED);
  await compute(page);
  for (const [width, height] of [[1366, 768], [800, 600]]) {
    await page.setViewportSize({ width, height });
    for (const view of ["overview", "payees", "awards", "rows", "findings"]) {
      await page.click(`#view-${view}`);
      await page.waitForTimeout(300);
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${view} at ${width}`);
    }
  }
}));

test("it prints: the chosen view without the tools", () => withPage(async ({ page, drop }) => {
  await drop(PAY, join(root, "inputs"));
  await listed(page, "panel-pay", 9);
  await choosePolicy(page, BUNDLED);
  await compute(page);
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.locator(".top").isVisible(), false);
  assert.equal(await page.locator("#pay-results .figures b").first().isVisible(), true);
  const pdf = await page.pdf({ format: "A4", path: process.env.PRINTED });
  assert.ok(pdf.length > 20_000);
}));

test("a browser that lacks what the page needs shows a sentence that says what to use", async () => {
  const page = readFileSync(pageFile, "utf8").replace("typeof WebAssembly !== \"object\"", "true");
  const folder = scratch({});
  // The changed script no longer has the hash that the content policy names: so the policy goes too.
  const file = join(folder, "old.html");
  writeFileSync(file, page.replace(/<meta http-equiv="Content-Security-Policy"[^>]*>/, ""));
  await assertOld(file, /Chrome 109/);
  writeFileSync(file, page.replace(/<script>[\s\S]*?<\/script>/g, ""));
  await assertOld(file, /Edge/);
});

async function assertOld(file, words) {
  const { chromium } = await import("playwright-core");
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"] });
  try {
    const page = await browser.newPage();
    await page.goto(`file://${file}`);
    assert.match(await page.locator("#old").innerText(), words);
    assert.equal(await page.locator("#app").isVisible(), false);
  } finally {
    await browser.close();
  }
}
