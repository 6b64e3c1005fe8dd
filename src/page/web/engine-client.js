// The page's side of the worker: one request at a time, progress, cancelling, and a new worker when the engine breaks.
"use strict";

/** The policies in the page: { file, name, text }. */
const BUNDLED = JSON.parse(byId("engine-policies").textContent);

/** Without a sign of progress in one file for so long, that file is given up. */
const PATIENCE = 120000;

class Cancelled extends Error {}

class Engine {
  /** `onprogress` is told { opening } and { stage } of the request at work. */
  constructor() {
    this.waiting = Promise.resolve();
    this.number = 0;
    this.begin();
  }

  begin() {
    Engine.address ??= URL.createObjectURL(new Blob([byId("engine-glue").textContent, "\n", byId("engine-worker").textContent], { type: "text/javascript" }));
    this.worker = new Worker(Engine.address);
    // Compiled once: a further worker is handed the program as the first one compiled it.
    const program = Engine.module ? { module: Engine.module } : { packed: byId("engine-wasm").textContent };
    this.ready = this.post({ do: "start", ...program }).then(({ module }) => { Engine.module = module; });
    this.ready.catch(() => {});
  }

  /** Sends a message and waits for its end. */
  post(message, onprogress) {
    const id = ++this.number;
    const { worker } = this;
    return new Promise((resolve, reject) => {
      let opening = null;
      let timer = 0;
      const watch = () => {
        clearTimeout(timer);
        if (opening) timer = setTimeout(() => this.restart({ isAbort: true, cause: "time", file: opening, words: "超时" }), PATIENCE);
      };
      this.broken = (failure) => { clearTimeout(timer); reject(failure); };
      worker.onmessage = ({ data }) => {
        if (data.id !== id) return;
        if ("done" in data) { clearTimeout(timer); resolve(data.done); }
        else if ("failed" in data) { clearTimeout(timer); reject(data.failed); }
        else { opening = data.opening ?? null; watch(); onprogress?.(data); }
      };
      worker.onerror = (event) => { event.preventDefault(); this.broken({ isAbort: false, file: null, words: event.message || "后台程序没有启动" }); };
      worker.postMessage({ ...message, id });
    });
  }

  restart(failure) {
    this.worker.terminate();
    this.broken(failure);
    this.begin();
  }

  /**
   * Asks after the requests before; a request that was cancelled fails with Cancelled. An engine that broke is none any
   * more: a new one takes its place, and what the worker remembered is gone.
   */
  ask(message, onprogress) {
    const mine = this.waiting.then(async () => {
      await this.ready;
      try {
        return await this.post(message, onprogress);
      } catch (failure) {
        if (failure.isAbort && failure.cause !== "time") this.restart(failure);
        throw failure;
      }
    });
    this.waiting = mine.catch(() => {});
    return mine;
  }

  /** The same for files: one that breaks the engine is marked unreadable and the rest is done again. */
  async askWithFiles(message, onprogress) {
    let files = message.files;
    for (;;) {
      try {
        return { ...await this.ask({ ...message, files }, onprogress), files };
      } catch (failure) {
        if (!failure.isAbort || !files.some((file) => file.name === failure.file && file.file)) throw failure;
        files = files.map((file) => (file.name === failure.file ? { ...file, mark: failure.cause, file: null } : file));
      }
    }
  }

  cancel() { this.restart(new Cancelled()); }
}

/** A failure in words for the visitor. */
function sorry(failure) {
  if (failure instanceof Cancelled) return "已取消。";
  const told = failure.words ?? failure.message ?? String(failure);
  if (failure.isLost) return told;
  return failure.isAbort
    ? "名单太大或内容异常，内存不够，没有算成，没有输出。请减少名单，或改用 Windows 程序 duixian.exe。"
    : `内部错误，没有输出任何结果：${told}`;
}

/** Shows progress with a way to cancel while `work` goes on; gives its result, or null after it told what went wrong. */
async function withProgress(place, engine, names, work) {
  const bar = el("progress", { max: String(Math.max(1, names.length)), "aria-label": "进度" });
  const told = el("span", {}, "正在读取…");
  const begun = performance.now();
  const box = el("div", { class: "progress", role: "status" }, bar, told, button("取消", () => engine.cancel()));
  place.replaceChildren(box);
  try {
    const result = await work((progress) => {
      const index = names.indexOf(progress.opening);
      if (index >= 0) { bar.value = index; told.textContent = `正在读：${base(progress.opening)}（${index + 1}/${names.length}）`; }
      if (progress.stage === "computing") { bar.removeAttribute("value"); told.textContent = "名单读完，正在计算和写工作簿…"; }
    });
    place.replaceChildren();
    place.dataset.milliseconds = String(Math.round(performance.now() - begun));
    return result;
  } catch (failure) {
    place.replaceChildren(el("p", { class: "said error", role: "alert" }, sorry(failure)));
    return null;
  }
}
