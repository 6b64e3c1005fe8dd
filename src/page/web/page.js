// Begins the page: the engine starts in its worker, the tabs are made, and a file dropped beside a zone opens nothing.
"use strict";

(async () => {
  const missing = duixianSupport.missing();
  if (missing) { duixianSupport.refuse(missing); return; }
  byId("old").hidden = true;
  byId("app").hidden = false;
  for (const kind of ["dragover", "drop"]) window.addEventListener(kind, (event) => event.preventDefault());

  const engine = new Engine();
  // Policies are checked beside a long run, in a second worker that starts when it is first needed.
  let second = null;
  const checking = { ask: (...all) => (second ??= new Engine()).ask(...all) };

  let bundled;
  try {
    const named = await engine.ready;
    bundled = named.map((policy) => ({ ...policy, text: BUNDLED.find((one) => one.name === policy.file).text }));
  } catch (failure) {
    duixianSupport.refuse(failure.words ?? String(failure));
    return;
  }
  const explainer = new Explainer(engine);
  const pay = new PayTab(byId("panel-pay"), engine, explainer, bundled);
  new VerifyTab(byId("panel-verify"), engine, bundled, pay.box);
  const choose = tabs(document.querySelector("[role=tablist]"));
  new PolicyTab(byId("panel-policy"), checking, bundled, (name, text) => {
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

  byId("engine-state").textContent = "已就绪 · 不联网";
  document.documentElement.dataset.ready = String(Math.round(performance.now()));
})();
