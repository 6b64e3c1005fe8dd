// Whether this browser can run the page. Written for the oldest that reads scripts at all.
/* eslint-disable no-var */
var duixianSupport = (function () {
  function missing() {
    if (typeof WebAssembly !== "object") return "WebAssembly";
    if (typeof Worker !== "function" || typeof Blob !== "function") return "Worker";
    if (typeof DecompressionStream !== "function") return "DecompressionStream";
    if (typeof BigInt !== "function") return "BigInt";
    if (typeof Promise !== "function" || !Blob.prototype.arrayBuffer) return "Blob.arrayBuffer";
    if (typeof HTMLDialogElement !== "function") return "dialog";
    if (typeof TextDecoder !== "function") return "TextDecoder";
    return "";
  }
  function refuse(why) {
    var line = document.getElementById("old-why");
    line.textContent = "缺少：" + why + "。浏览器：" + navigator.userAgent;
    document.getElementById("old").hidden = false;
    document.getElementById("app").hidden = true;
  }
  return { missing: missing, refuse: refuse };
})();
