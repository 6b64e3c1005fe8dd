"use strict";
(() => {
  const search = document.getElementById("search");
  const fate = document.getElementById("fate");
  const count = document.getElementById("count");
  const plain = (text) => text.toLowerCase().replace(/\s+/g, "");
  const items = [...document.querySelectorAll("[data-fate]")].map((element) => ({ element, text: null }));
  const sections = [...document.querySelectorAll("main section")];
  const textOf = (item) => (item.text ??= plain(item.element.textContent));

  const filter = () => {
    const words = search.value.split(/\s+/).map(plain).filter(Boolean);
    const asked = words.length > 0 || fate.value !== "";
    let shown = 0;
    for (const item of items) {
      const fates = item.element.dataset.fate.split(" ");
      const fits = (fate.value === "" || fates.includes(fate.value)) && words.every((word) => textOf(item).includes(word));
      item.element.hidden = !fits;
      shown += fits ? 1 : 0;
    }
    // A sheet without a row that fits is hidden with them; one with a few is opened.
    for (const sheet of document.querySelectorAll("details.sheet")) {
      const left = sheet.querySelectorAll("tr[data-fate]:not([hidden])").length;
      sheet.hidden = asked && left === 0;
      sheet.open = asked && left > 0 && left <= 50;
    }
    for (const section of sections) {
      section.hidden = asked && !section.querySelector("[data-fate]:not([hidden])");
    }
    const details = items.filter((item) => !item.element.hidden && item.element.matches("details"));
    for (const item of items) {
      if (item.element.matches("details")) item.element.open = asked && !item.element.hidden && details.length <= 5;
    }
    count.textContent = asked ? `找到 ${shown} 处` : "";
  };

  let waiting = 0;
  const later = () => { clearTimeout(waiting); waiting = setTimeout(filter, 120); };
  search.addEventListener("input", later);
  fate.addEventListener("change", filter);
  document.getElementById("form").addEventListener("submit", (event) => { event.preventDefault(); filter(); });
  document.getElementById("print").addEventListener("click", () => window.print());
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && document.activeElement !== search) { event.preventDefault(); search.focus(); search.select(); }
    if (event.key === "Escape" && document.activeElement === search) { search.value = ""; filter(); }
  });

  // A link to an award inside a closed block opens it.
  const reveal = () => {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    for (let at = target; at; at = at.parentElement) {
      at.hidden = false;
      if (at.matches("details")) at.open = true;
    }
    target.scrollIntoView();
  };
  window.addEventListener("hashchange", reveal);
  reveal();

  // What is shown is printed whole, and is closed again afterwards.
  let opened = [];
  window.addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("details:not([open])")].filter((element) => !element.hidden);
    for (const element of opened) element.open = true;
  });
  window.addEventListener("afterprint", () => { for (const element of opened) element.open = false; });
})();
