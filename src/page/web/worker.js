// The engine in a worker: files are read here, answers stay here, and the page is given a screenful at a time.
// What the page sends: { id, do, … }. What it gets: { id, opening }, { id, stage }, and at last { id, done } or { id, failed }.
"use strict";

/** Up to so many rows every explanation is fetched at once; above, each when it is asked for. */
const EXPLAINED_AT_ONCE = 5000;

/** The worker was begun anew since the run that is asked about. */
class Lost extends Error {}
const lost = () => { if (!run) throw new Lost("后台程序重新启动过，这次的结果已不在内存里，请重新计算。"); };

/** An engine whose memory has grown so far died of memory. */
const NEARLY_ALL_MEMORY = 1536 << 20;

let engine = null;
/** The run that is shown: its request, its answer, and what has been made of it. */
let run = null;
/** The request at work, the file that the engine has open, and what it said before it broke. */
let current = 0;
let opened = null;
let panicked = "";

// What the engine calls: see the documentation of its module.
self.duixian_opening = (name) => { opened = name; self.postMessage({ id: current, opening: name }); };
self.duixian_computing = () => { opened = null; self.postMessage({ id: current, stage: "computing" }); };
self.duixian_panicked = (text) => { panicked = text; };

self.onmessage = async ({ data }) => {
  current = data.id;
  opened = null;
  panicked = "";
  try {
    const { result, handed } = await actions[data.do](data);
    self.postMessage({ id: data.id, done: result }, handed ?? []);
  } catch (error) {
    self.postMessage({ id: data.id, failed: failure(error) });
  }
};

/** An abort of the engine names the file that it had open, and why. Everything else is told in words. */
function failure(error) {
  const isAbort = error instanceof WebAssembly.RuntimeError || error instanceof RangeError;
  const isFull = engine !== null && engine.memory.buffer.byteLength >= NEARLY_ALL_MEMORY;
  return { isAbort, isLost: error instanceof Lost, cause: isFull ? "memory" : "crash", file: isAbort ? opened : null, words: panicked || String(error?.message ?? error) };
}

const actions = {
  async start({ packed, module }) {
    const compiled = module ?? await WebAssembly.compileStreaming(unpacked(packed));
    engine = wasm_bindgen.initSync({ module: compiled });
    return { result: { module: compiled } };
  },

  async call({ request, files }) {
    const { json, exit, text, outputs } = await ask(request, files);
    return { result: { json, exit, text, outputs }, handed: outputs.map((output) => output.bytes.buffer) };
  },

  async pay({ request, files }) {
    const { json, exit, text, ignored, outputs } = await ask(request, files);
    run = exit === 0 ? ledger({ request, files, json }) : null;
    const result = run ? summary(run) : { findings: json.findings };
    return { result: { ...result, exit, text, ignored, outputs }, handed: outputs.map((output) => output.bytes.buffer) };
  },

  async list({ of, from, size, search, filter }) {
    lost();
    const rows = lists[of](await withStories(of), filter).filter(fits(search));
    return { result: { total: rows.length, rows: rows.slice(from, from + size).map((row) => row.shown) } };
  },

  async understood() {
    lost();
    run.understood ??= (await ask({ command: "read", options: read(run) }, run.files)).json;
    return { result: run.understood };
  },

  async explain({ question }) {
    lost();
    return { result: await storyOf(question) };
  },
};

/** Reads the files and asks the engine: { exit, json, text, ignored, outputs }. */
async function ask(request, files) {
  const parts = [];
  const named = [];
  for (const { name, kind, file, mark, size } of files) {
    if (file) self.postMessage({ id: current, opening: name });
    const bytes = file && await file.arrayBuffer().catch(() => null);
    named.push(bytes ? { name, kind } : { name, kind, mark: mark ?? "unreadable", size });
    parts.push(new Uint8Array(bytes ?? 0));
  }
  self.postMessage({ id: current, stage: "reading" });
  const [header, ...made] = wasm_bindgen.call(JSON.stringify({ ...request, files: named }), parts);
  const told = JSON.parse(header);
  return { ...told, outputs: told.files.map((output, index) => ({ ...output, bytes: made[index] })) };
}

/** The program, which is packed by gzip so that the page stays small; it is compiled while it is unpacked. */
function unpacked(base64) {
  const stream = new Blob([bytesOf(base64)]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream, { headers: { "content-type": "application/wasm" } });
}

function bytesOf(base64) {
  if (Uint8Array.fromBase64) return Uint8Array.fromBase64(base64);
  const text = atob(base64.trim());
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at += 1) bytes[at] = text.charCodeAt(at);
  return bytes;
}

const cents = (text) => BigInt(text.replace(".", ""));
const yuan = (value) => {
  const digits = String(value < 0n ? -value : value).padStart(3, "0");
  return `${value < 0n ? "-" : ""}${digits.slice(0, -2)}.${digits.slice(-2)}`;
};

/** The awards of a run, put together from the lines of its ledger. */
function ledger({ request, files, json }) {
  const awards = new Map();
  for (const line of json.entries) {
    let award = awards.get(line.entitlement);
    if (!award) {
      const { entitlement: number, payee, role, category, clause, sources } = line;
      award = { number, payee, role, category, clause, sources, gross: 0n, net: 0n, due: 0n };
      award.title = line.achievement?.title ?? "";
      awards.set(number, award);
    }
    const value = cents(line.amount);
    if (line.funder === null) {
      award.net += value;
      if (line.step === "award") award.gross += value;
    } else if (line.due_year === json.policy.year) {
      award.due += value;
    }
  }
  const money = (award) => ({ ...award, gross: yuan(award.gross), net: yuan(award.net), due: yuan(award.due) });
  return { request, files, json: { ...json, entries: null }, awards: [...awards.values()].map(money), all: null };
}

/** What the page keeps of a run. */
function summary({ json, awards }) {
  const { policy, totals, manifest, categories, towns, payees, findings } = json;
  const codes = new Map();
  for (const { code, severity, message } of findings) {
    const known = codes.get(code) ?? { code, severity, first: message, count: 0 };
    known.count += 1;
    codes.set(code, known);
  }
  return { policy, totals, manifest, categories, towns, payees: payees.length, awards: awards.length, findings: [...codes.values()] };
}

/** What can be listed: each row with the text that a search looks through. */
const lists = {
  payees: ({ json }) => json.payees.map((shown) => ({ shown, text: `${shown.payee} ${shown.role}` })),
  awards: ({ awards }) => awards.map((shown) => ({ shown, text: `${shown.payee} ${shown.title} ${shown.category ?? ""} ${shown.clause} ${shown.sources[0] ?? ""}` })),
  findings: ({ json }, code) => json.findings.filter((finding) => !code || finding.code === code)
    .map((shown) => ({ shown, text: `${shown.code} ${shown.message} ${shown.place.file} ${shown.place.sheet ?? ""}` })),
  rows: ({ json, all }, fates) => json.rows.filter((row) => fates.includes(row.fate)).map((row) => {
    const told = all?.rows.get(at(row));
    const shown = { ...row, names: told?.names ?? [], title: told?.title ?? "", category: told?.category ?? "" };
    return { shown, text: `${shown.names.join(" ")} ${shown.title} ${shown.category} ${row.reason} ${row.file} ${row.sheet}` };
  }),
};

/** The options that decide what is read and computed. */
const read = ({ request: { options: { year, include_hidden, assume } } }) => ({ year, include_hidden, assume });

const at = (row) => `${row.file}[${row.sheet}]!${row.row}`;

function fits(search) {
  const words = (search ?? "").toLowerCase().split(/\s+/).filter(Boolean);
  return ({ text }) => words.length === 0 || words.every((word) => text.toLowerCase().includes(word));
}

/** Rows are listed with their names where the run is small enough for all explanations. */
async function withStories(of) {
  if (of === "rows") await tellAll();
  return run;
}

async function tellAll() {
  if (run.all || run.json.rows.length > EXPLAINED_AT_ONCE) return;
  const { json } = await ask({ command: "explain", options: read(run) }, run.files);
  run.all = {
    rows: new Map(json.rows.map((row) => [at(row), row])),
    awards: new Map(json.awards.map((award) => [award.number, award])),
    groups: new Map(json.groups.map((group) => [group.number, group])),
    clauses: json.clauses,
  };
}

/** The explanation of a row, an award or a payee: { rows, awards, groups, clauses, more }. */
async function storyOf(question) {
  await tellAll();
  const told = run.all ? chosen(run.all, question) : await asked(question);
  const shown = told.awards.slice(0, 60);
  const numbers = new Set(shown.flatMap((award) => award.entries.map((entry) => entry.group)).filter(Boolean));
  const groups = told.groups.filter((group) => numbers.has(group.number))
    .map((group) => ({ ...group, count: group.members.length, members: group.members.slice(0, 30) }));
  return { rows: told.rows.slice(0, 60), awards: shown, more: told.awards.length - shown.length, groups, clauses: cited(told, shown) };
}

function chosen(all, question) {
  const numbers = question.row ? all.rows.get(at(question.row))?.awards ?? []
    : question.award ? [question.award]
    : run.awards.filter((award) => award.payee === question.payee && award.role === question.role).map((award) => award.number);
  const row = question.row && all.rows.get(at(question.row));
  const awards = numbers.map((number) => all.awards.get(number));
  return { rows: row ? [row] : [], awards, groups: [...all.groups.values()], clauses: all.clauses };
}

/** Asks the engine again: by row for a row and an award, by name for a payee. */
async function asked(question) {
  const row = question.row ? at(question.row) : question.award ? run.awards[question.award - 1].sources[0] : null;
  const options = { ...read(run), asked: row ?? question.payee };
  const { json, exit } = await ask({ command: "explain", options }, run.files);
  if (exit !== 0) throw new Error(json.findings.map((finding) => `${finding.message}${finding.help}`).join(" "));
  const mine = question.award ? json.awards.filter((award) => award.number === question.award) : json.awards;
  return { ...json, rows: question.row ? json.rows : [], awards: mine };
}

function cited({ clauses, rows }, awards) {
  const ids = new Set(awards.flatMap((award) => [award.clause, ...award.entries.map((entry) => entry.clause), ...award.parts.map((part) => part.clause)]));
  rows.forEach((row) => { ids.add(row.clause); row.nearest.forEach((near) => ids.add(near.clause)); });
  return clauses.filter((clause) => ids.has(clause.id));
}
