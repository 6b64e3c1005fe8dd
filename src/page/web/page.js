// Begins the page: the tabs are made while the engine starts in its worker; what is asked before that waits for it.
"use strict";

(() => {
  const missing = duixianSupport.missing();
  if (missing) { duixianSupport.refuse(missing); return; }
  byId("old").hidden = true;
  byId("app").hidden = false;
  // A file dropped beside a zone opens nothing.
  for (const kind of ["dragover", "drop"]) window.addEventListener(kind, (event) => event.preventDefault());

  const engine = new Engine();
  // Policies are checked beside a long run, in a second worker that starts when it is first needed.
  let second = null;
  const checking = { ask: (...all) => (second ??= new Engine()).ask(...all) };

  const explainer = new Explainer(engine);
  const pay = new PayTab(byId("panel-pay"), engine, explainer, BUNDLED);
  new VerifyTab(byId("panel-verify"), engine, BUNDLED, pay.box);
  const choose = tabs(document.querySelector("[role=tablist]"));
  new PolicyTab(byId("panel-policy"), checking, BUNDLED, (name, text) => {
    pay.box.take({ files: [{ name, file: new File([text], base(name)) }], sentences: [] });
    pay.policy.value = `dropped:${name}`;
    choose("tab-pay");
  });

  // Closed blocks are printed whole and closed again.
  let opened = [];
  window.addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("main details:not([open])")].filter((one) => one.offsetParent !== null);
    opened.forEach((one) => { one.open = true; });
  });
  window.addEventListener("afterprint", () => opened.forEach((one) => { one.open = false; }));

  const since = () => String(Math.round(performance.now()));
  document.documentElement.dataset.ready = since();
  const told = () => engine.ready.then(() => {
    byId("engine-state").textContent = "已就绪 · 不联网";
    document.documentElement.dataset.engine = since();
  }, (failure) => {
    // Work that was cancelled so early has begun another worker.
    if (failure instanceof Cancelled) told();
    else duixianSupport.refuse(failure.words ?? String(failure));
  });
  told();
})();
