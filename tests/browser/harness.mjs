// A real Chromium with the built page in it, opened from disk; dropping, downloading, and the native program beside it.
import { chromium } from "playwright-core";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

export const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
export const pageFile = resolve(process.env.DUIXIAN_PAGE ?? join(root, "target/dist-files/duixian.html"));
const browserProgram = process.env.CHROMIUM ?? "/usr/bin/chromium";
const nativeProgram = process.env.DUIXIAN ?? ["target/release/duixian", "target/debug/duixian"].map((name) => join(root, name)).find(existsSync);

const FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

/** Runs `work` with the page, opened by file:// in a browser with a fresh profile; anything on its console fails. */
export async function withPage(work, { file = pageFile, scale = 1 } = {}) {
  const profile = scratch();
  const context = await chromium.launchPersistentContext(profile, { executablePath: browserProgram, headless: true, viewport: { width: 1366, height: 768 }, deviceScaleFactor: scale, acceptDownloads: true, args: FLAGS });
  const wrong = [];
  const requests = [];
  try {
    const page = context.pages()[0];
    page.on("pageerror", (error) => wrong.push(String(error.stack ?? error)));
    page.on("console", (message) => { if (message.type() === "error") wrong.push(message.text()); });
    context.on("request", (request) => requests.push(request.url()));
    await page.goto(pathToFileURL(file).href);
    await page.waitForFunction(() => document.documentElement.dataset.ready !== undefined, null, { timeout: 60_000 });
    const session = await context.newCDPSession(page);
    await work({ page, context, session, requests, wrong, drop: dropper(page, session) });
    if (wrong.length > 0) throw new Error(`the page's console: ${wrong.join("\n")}`);
  } finally {
    await context.close();
    rmSync(profile, { recursive: true, force: true });
  }
}

/** Drops files and folders on an element, as from a window of the desktop. */
const dropper = (page, session) => async (selector, ...files) => {
  await page.locator(selector).first().scrollIntoViewIfNeeded();
  const box = await page.locator(selector).first().boundingBox();
  const at = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  for (const type of ["dragEnter", "dragOver", "drop"]) {
    await session.send("Input.dispatchDragEvent", { type, ...at, data: { items: [], files, dragOperationsMask: 1 } });
  }
};

export const PAY = "#panel-pay .drop";
export const BOOK = "#panel-verify .drop >> nth=0";
export const FILES = "#panel-verify .drop >> nth=1";

/** Waits for so many files in a box. */
export const listed = (page, panel, count) => page.waitForFunction(([id, wanted]) => document.querySelectorAll(`#${id} .files li`).length === wanted, [panel, count]);

/** Chooses a bundled policy by what its name holds. */
export async function choosePolicy(page, words) {
  const value = await page.locator("#pay-policy option", { hasText: words }).first().getAttribute("value");
  await page.selectOption("#pay-policy", value);
}

/** Computes, and waits for a result, a refusal or a sentence. */
export async function compute(page, timeout = 120_000) {
  await page.click("#pay-go");
  await page.waitForSelector("#pay-results > *, #pay-progress .error", { timeout });
}

export async function downloaded(page, button) {
  const waiting = page.waitForEvent("download");
  await button.click();
  const got = await waiting;
  return { name: got.suggestedFilename(), bytes: readFileSync(await got.path()) };
}

export const sha256 = (bytes) => createHash("sha256").update(bytes).digest("hex");

/** A folder of its own for files. */
export function scratch(files = {}) {
  const folder = mkdtempSync(join(tmpdir(), "duixian-browser-"));
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  }
  return folder;
}

/** Runs the native program in the repository; gives what it wrote to the folder of results. */
export function native(...words) {
  const out = scratch();
  execFileSync(nativeProgram, [...words, "--out", out], { cwd: root, stdio: ["ignore", "ignore", "inherit"] });
  return { folder: out, files: Object.fromEntries(readdirSync(out).filter((name) => !name.startsWith(".")).map((name) => [name, readFileSync(join(out, name))])) };
}

export const BUNDLED = "又好又快";
