// Answers requests with the built page's program, outside a browser: node call.mjs FOLDER-OF-THE-PROGRAM CASE…
// A case is a folder with request.json and the files 0, 1, 2 …; the answer stands beside them as answer.json, answer-0, answer-1 …
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import vm from "node:vm";

const [built, ...cases] = process.argv.slice(2);
vm.runInThisContext(`${readFileSync(join(built, "duixian.js"), "utf8")}\nglobalThis.wasm_bindgen = wasm_bindgen;`);
globalThis.duixian_opening = () => {};
globalThis.duixian_computing = () => {};
globalThis.duixian_panicked = (text) => console.error(text);
wasm_bindgen.initSync({ module: readFileSync(join(built, "duixian.wasm")) });

for (const folder of cases) {
  const files = [];
  while (existsSync(join(folder, String(files.length)))) files.push(new Uint8Array(readFileSync(join(folder, String(files.length)))));
  const begun = performance.now();
  const [header, ...made] = wasm_bindgen.call(readFileSync(join(folder, "request.json"), "utf8"), files);
  console.log(`${Math.round(performance.now() - begun)} ms  ${folder}`);
  writeFileSync(join(folder, "answer.json"), header);
  made.forEach((bytes, index) => writeFileSync(join(folder, `answer-${index}`), bytes));
}
