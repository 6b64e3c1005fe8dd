// Nothing is sent: no request is made, and none can be made.
import { test } from "node:test";
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { BUNDLED, PAY, choosePolicy, compute, listed, pageFile, root, withPage } from "./harness.mjs";

async function withServer(work) {
  const asked = [];
  const server = createServer((request, response) => { asked.push(request.url); response.end("x"); });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    await work(`http://127.0.0.1:${server.address().port}`, asked);
  } finally {
    server.close();
  }
}

test("a whole run makes no request", () => withPage(async ({ page, drop, requests }) => {
  await drop(PAY, join(root, "inputs"));
  await listed(page, "panel-pay", 9);
  await choosePolicy(page, BUNDLED);
  await compute(page);
  for (const view of ["lists", "rows", "findings"]) await page.click(`#view-${view}`);
  await page.click("#tab-policy");
  await page.waitForTimeout(500);
  assert.deepEqual(requests.filter((url) => !/^(file|blob|data):/.test(url)), []);
}));

test("the page and its worker cannot send anything, whatever runs in them", () => withServer((address, asked) => withPage(async ({ page, wrong }) => {
  const ways = await page.evaluate(async (to) => {
    const told = {};
    const tried = async (name, attempt) => {
      try { told[name] = await Promise.race([Promise.resolve(attempt()).then(() => "sent"), new Promise((resolve) => setTimeout(resolve, 1500, "no answer"))]); } catch { told[name] = "refused"; }
    };
    const loads = (element, more) => new Promise((resolve, reject) => { element.onload = resolve; element.onerror = reject; Object.assign(element, more); document.body.append(element); });
    await tried("fetch", () => fetch(`${to}/fetch`, { mode: "no-cors" }));
    await tried("xhr", () => new Promise((resolve, reject) => { const request = new XMLHttpRequest(); request.onload = resolve; request.onerror = reject; request.open("GET", `${to}/xhr`); request.send(); }));
    await tried("image", () => loads(new Image(), { src: `${to}/image` }));
    await tried("script", () => loads(document.createElement("script"), { src: `${to}/script` }));
    await tried("style", () => loads(document.createElement("link"), { rel: "stylesheet", href: `${to}/style` }));
    await tried("frame", () => loads(document.createElement("iframe"), { src: `${to}/frame` }).then(() => { throw new Error("an error page loads too: the server tells"); }));
    await tried("beacon", () => { if (!navigator.sendBeacon(`${to}/beacon`, "x")) throw new Error("refused"); throw new Error("the server tells"); });
    await tried("socket", () => new Promise((resolve, reject) => { const socket = new WebSocket(`${to.replace("http", "ws")}/socket`); socket.onopen = resolve; socket.onerror = reject; }));
    await tried("events", () => new Promise((resolve, reject) => { const events = new EventSource(`${to}/events`); events.onopen = resolve; events.onerror = reject; }));
    await tried("form", () => { const form = document.createElement("form"); form.action = `${to}/form`; form.method = "post"; form.target = "_blank"; document.body.append(form); form.submit(); throw new Error("the server tells"); });
    await tried("worker", () => new Promise((resolve, reject) => {
      const source = `fetch("${to}/worker", { mode: "no-cors" }).then(() => postMessage("sent"), () => postMessage("refused")); try { importScripts("${to}/import"); } catch {}`;
      const worker = new Worker(URL.createObjectURL(new Blob([source])));
      worker.onmessage = ({ data }) => (data === "sent" ? resolve() : reject(new Error(data)));
      worker.onerror = reject;
    }));
    return told;
  }, address);
  await new Promise((resolve) => setTimeout(resolve, 1000));
  assert.deepEqual(asked, []);
  assert.deepEqual(Object.entries(ways).filter(([, how]) => how === "sent"), []);
  // What the browser says of each refusal.
  assert.ok(wrong.some((text) => /Content Security Policy/.test(text)), wrong.join("\n"));
  wrong.length = 0;
})));

test("the page is one file under 4 MB that names no address", () => {
  assert.ok(statSync(pageFile).size < 4 << 20);
  const text = readFileSync(pageFile, "utf8").replace(/<script type="(text\/plain|application\/json)"[\s\S]*?<\/script>/g, "");
  assert.doesNotMatch(text.replaceAll("http://www.w3.org/2000/svg", ""), /https?:\/\/|\bsrc=|@import|url\(/);
});
