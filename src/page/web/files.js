// What the visitor drops or chooses: folders are walked, what is no list is told, and each file gets its kind.
"use strict";

/** A page has 2 GiB for everything; a larger file is not read. */
const LARGEST = 256 << 20;
const LARGEST_TOGETHER = 640 << 20;

const SHORTCUT = /\.(lnk|url|desktop)$/i;
const SEAL = /-seal\.(json|sha256)$/i;
const NO_LIST = /\.(json|sha256|exe|zip|rar|7z|lock)$/i;

/** Files that a folder holds beside lists: hidden ones, locks of spreadsheet programs, notes. */
const isSkipped = (name) => name.startsWith(".") || name.startsWith("~$") || name === "README.md" || name === "expected.csv" || /^(thumbs\.db|desktop\.ini)$/i.test(name);

/** Files with their paths from the dropped folder on, and sentences about what was left out. */
class Dropped {
  constructor() { this.files = []; this.sentences = []; }

  add(name, file) {
    const last = base(name);
    if (SHORTCUT.test(last)) this.sentences.push(`「${last}」是快捷方式，不是文件本身。请打开它指向的位置，把原文件拖进来。`);
    else if (isSkipped(last)) return;
    else if (NO_LIST.test(last) && !SEAL.test(last)) this.sentences.push(`「${name}」不是名单，没有使用。${/\.(zip|rar|7z)$/i.test(last) ? "压缩包请先解压。" : ""}`);
    else this.files.push({ name, file });
  }

  async walk(node, prefix) {
    const name = prefix ? `${prefix}/${node.name}` : node.name;
    if (prefix && isSkipped(node.name)) return;
    try {
      if (node.isFile) { this.add(name, await node.file()); return; }
      const children = (await node.children()).sort((a, b) => (a.name < b.name ? -1 : 1));
      if (children.length === 0) this.sentences.push(`文件夹「${name}」是空的。`);
      for (const child of children) await this.walk(child, name);
    } catch {
      this.sentences.push(node.isFile
        ? `「${name}」打不开：文件已移走、没有权限，或正被其他程序占用。`
        : `这个浏览器不让网页读取拖进来的文件夹「${name}」。请改用“选择文件夹…”。`);
    }
  }
}

/** A file or folder behind a handle: what Chrome and Edge give to a page that was opened from a disk. */
const ofHandle = (handle) => ({
  name: handle.name,
  isFile: handle.kind === "file",
  file: () => handle.getFile(),
  async children() {
    const all = [];
    for await (const child of handle.values()) all.push(ofHandle(child));
    return all;
  },
});

/** The same behind an entry, which other browsers give; a folder is told a hundred at a time. */
const ofEntry = (entry) => ({
  name: entry.name,
  isFile: entry.isFile,
  file: () => new Promise((resolve, reject) => entry.file(resolve, reject)),
  async children() {
    const reader = entry.createReader();
    const all = [];
    for (;;) {
      const some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
      if (some.length === 0) return all.map(ofEntry);
      all.push(...some);
    }
  },
});

/** What was dropped. Everything must be asked for before the first wait: afterwards the drop is over. */
async function ofDrop(transfer) {
  const items = [...transfer.items].filter((item) => item.kind === "file").map((item) => ({
    file: item.getAsFile(),
    entry: item.webkitGetAsEntry?.(),
    handle: item.getAsFileSystemHandle?.().catch(() => null),
  }));
  const dropped = new Dropped();
  for (const { file, entry, handle } of items) {
    if (!entry?.isDirectory) { if (file) dropped.add(file.name, file); continue; }
    const folder = await handle;
    await dropped.walk(folder ? ofHandle(folder) : ofEntry(entry), "");
  }
  if (items.length === 0) dropped.sentences.push("拖进来的不是文件。请从文件夹窗口里拖文件或文件夹。");
  return dropped;
}

function ofInput(input) {
  const dropped = new Dropped();
  for (const file of input.files) dropped.add(file.webkitRelativePath || file.name, file);
  if (input.files.length === 0) dropped.sentences.push("文件夹是空的。");
  return dropped;
}

/** list, policy, decisions or seal. */
function kindOf(name) {
  const last = base(name);
  if (last === "decisions.toml") return "decisions";
  if (SEAL.test(last)) return "seal";
  return last.endsWith(".md") ? "policy" : "list";
}

const KIND_WORDS = { list: "名单", policy: "政策文件", decisions: "人工决定", seal: "封存清单" };

/** A file as the engine takes it: one too large for a page is not read. */
const prepared = ({ name, file, kind }) => (file.size > LARGEST ? { name, kind, mark: "large", size: file.size, file: null } : { name, kind, file });

/** Why the files together are too much, or nothing. */
function tooMuch(files) {
  const sum = files.reduce((all, { file }) => all + (file.size > LARGEST ? 0 : file.size), 0);
  return sum > LARGEST_TOGETHER ? `这些文件共 ${size(sum)}，超过网页能读的 ${size(LARGEST_TOGETHER)}。请分批，或改用 Windows 程序 duixian.exe。` : "";
}

/** The drop zone and the list of what was dropped; `onchange` is told after every change. */
class FileBox {
  constructor({ title, hint, single, onchange }) {
    this.files = [];
    this.onchange = onchange;
    this.single = single;
    this.said = el("div", { class: "sentences", role: "status" });
    this.listed = el("ul", { class: "files" });
    const pick = (more, text) => {
      const input = el("input", { type: "file", class: "unseen", tabindex: "-1", "aria-hidden": "true", multiple: !single, ...more });
      input.addEventListener("change", () => { this.take(ofInput(input)); input.value = ""; });
      return [input, button(text, () => input.click())];
    };
    this.zone = el("div", { class: "drop" },
      el("p", { class: "drop-title" }, title), el("p", { class: "soft" }, hint),
      el("p", { class: "buttons" }, single ? pick({ accept: ".xlsx" }, "选择工作簿…") : [pick({ webkitdirectory: true }, "选择文件夹…"), pick({}, "选择文件…")].flat()));
    this.listens();
    this.element = el("div", {}, this.zone, this.said, this.listed);
  }

  listens() {
    const mark = (isOver) => (event) => { event.preventDefault(); event.stopPropagation(); this.zone.classList.toggle("over", isOver); };
    this.zone.addEventListener("dragenter", mark(true));
    this.zone.addEventListener("dragover", mark(true));
    this.zone.addEventListener("dragleave", mark(false));
    this.zone.addEventListener("drop", async (event) => {
      mark(false)(event);
      this.take(await ofDrop(event.dataTransfer));
    });
  }

  /** What is dropped again replaces what has its name. */
  take({ files, sentences }) {
    if (this.single && files.length > 1) {
      this.tell(["这里只放一份兑现工作簿；名单和政策文件放在右边。"]);
      return;
    }
    const kept = this.single ? [] : this.files.filter((old) => !files.some((fresh) => fresh.name === old.name));
    this.files = [...kept, ...files.map((file) => ({ ...file, kind: this.single ? "workbook" : kindOf(file.name) }))];
    this.files.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
    const large = this.files.filter(({ file }) => file.size > LARGEST);
    this.tell([...sentences, ...large.map(({ name, file }) => `「${base(name)}」有 ${size(file.size)}，超过网页能读的 ${size(LARGEST)}，不会读它：名单一般只有几 MB，请删去无关内容、另存一份，或改用 Windows 程序 duixian.exe。`)]);
    this.changed();
  }

  tell(sentences) {
    const shown = sentences.slice(0, 6).map((sentence) => el("p", { class: "said" }, sentence));
    if (sentences.length > 6) shown.push(el("p", { class: "said" }, `另有 ${sentences.length - 6} 个文件没有使用。`));
    this.said.replaceChildren(...shown);
  }

  changed() {
    const rows = this.files.slice(0, 200).map((file) => el("li", {},
      el("span", { class: `kind of-${file.kind}` }, this.single ? "工作簿" : KIND_WORDS[file.kind]),
      el("span", { class: "name", title: file.name }, file.name),
      el("span", { class: "soft" }, size(file.file.size)),
      button("移除", () => { this.files = this.files.filter((other) => other !== file); this.changed(); }, { class: "plain", "aria-label": `移除 ${file.name}` })));
    if (this.files.length > 200) rows.push(el("li", { class: "soft" }, `另有 ${this.files.length - 200} 个文件`));
    this.listed.replaceChildren(...rows);
    this.onchange();
  }
}
