// Takes the pictures of the README anew: node pictures.mjs.
import { join } from "node:path";
import { BUNDLED, PAY, choosePolicy, compute, listed, root, withPage } from "./harness.mjs";

const picture = (page, name) => page.screenshot({ path: join(root, "tests/pictures", name) });

await withPage(async ({ page, drop }) => {
  await drop(PAY, join(root, "inputs"));
  await listed(page, "panel-pay", 9);
  await choosePolicy(page, BUNDLED);
  await compute(page);
  await page.waitForSelector("#show-overview svg");
  await picture(page, "page-pay.png");
  await page.click("#view-payees");
  await page.waitForSelector("#show-payees tbody button");
  await page.locator("#show-payees tbody button").first().click();
  await page.waitForSelector("#explain article");
  await picture(page, "page-why.png");
  await page.keyboard.press("Escape");
  await page.click("#tab-policy");
  const value = await page.locator("#policy-choose option", { hasText: BUNDLED }).first().getAttribute("value");
  await page.selectOption("#policy-choose", value);
  await page.waitForSelector("#policy-told .proof");
  await page.evaluate(() => {
    const text = document.getElementById("policy-text");
    const at = text.value.indexOf("funder =");
    text.focus();
    text.setSelectionRange(at, at + 6);
    document.execCommand("insertText", false, "fundr");
  });
  await page.waitForSelector(".under mark.error");
  await page.evaluate(() => { document.getElementById("policy-text").scrollTop = 0; document.activeElement.blur(); });
  await page.waitForTimeout(300);
  await picture(page, "page-policy.png");
}, { scale: 0.75 });
