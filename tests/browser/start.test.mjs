// The start: the page takes files at once, and what is asked before the engine has started waits for it.
import { test } from "node:test";
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { BUNDLED, PAY, choosePolicy, compute, listed, pageFile, root, scratch, withPage } from "./harness.mjs";

test("the engine starts behind the page, which tells when it is there", () => withPage(async ({ page }) => {
  await page.waitForFunction(() => document.documentElement.dataset.engine !== undefined);
  assert.equal(await page.locator("#engine-state").innerText(), "已就绪 · 不联网");
  const { ready, engine, load } = await page.evaluate(() => ({ ...document.documentElement.dataset, load: Math.round(performance.getEntriesByType("navigation")[0].loadEventEnd) }));
  console.log(`loaded after ${load} ms; takes files after ${ready} ms; its engine is there after ${engine} ms`);
}));

test("what is asked before the engine is there waits for it, and may be cancelled", () => {
  // The engine is as slow as on a very old computer.
  const before = "async start({ packed, module }) {\n";
  const page = readFileSync(pageFile, "utf8");
  assert.ok(page.includes(before));
  const file = join(scratch({ "page.html": page.replace(before, `${before}await new Promise((resolve) => setTimeout(resolve, 3000));\n`) }), "page.html");
  return withPage(async ({ page, drop }) => {
    await drop(PAY, join(root, "inputs"));
    await listed(page, "panel-pay", 9);
    await choosePolicy(page, BUNDLED);
    await page.click("#pay-go");
    assert.equal(await page.locator("#engine-state").innerText(), "正在准备…");
    await page.click("#pay-progress button");
    assert.match(await page.locator("#pay-progress").innerText(), /已取消/);
    await compute(page);
    await page.waitForSelector("#pay-results .results");
    assert.equal(await page.locator("#engine-state").innerText(), "已就绪 · 不联网");
  }, { file });
});
