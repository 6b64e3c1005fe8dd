#!/usr/bin/env python3
"""The page of `explain --html` in a real headless Chromium: it shows, searches, filters, opens, prints, and asks nobody.

    python3 tests/browser/explain.py [FOLDER FOR SCREENSHOTS]

Needs chromium and chromedriver; speaks WebDriver itself. The program is $DUIXIAN, or that of target/release or target/debug.
"""
import base64
import json
import os
import pathlib
import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
FLAGS = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--force-device-scale-factor=1"]
# What of the page a test looks at, in one call.
SEEN = """
const shown = (list) => [...list].filter((element) => !element.closest('[hidden]'));
return {
  items: document.querySelectorAll('[data-fate]').length,
  shown: shown(document.querySelectorAll('[data-fate]')).length,
  open: shown(document.querySelectorAll('details[open]')).length,
  count: document.getElementById('count').textContent,
  text: document.body.innerText,
  requests: performance.getEntriesByType('resource').map((entry) => entry.name),
  wide: document.documentElement.scrollWidth > document.documentElement.clientWidth,
};
"""


class Browser:
    def __init__(self, port):
        self.base = f"http://127.0.0.1:{port}"
        options = {"args": FLAGS, **({"binary": os.environ["CHROMIUM"]} if "CHROMIUM" in os.environ else {})}
        wanted = {"browserName": "chrome", "goog:chromeOptions": options, "goog:loggingPrefs": {"browser": "ALL"}}
        session = self.call("POST", "/session", {"capabilities": {"alwaysMatch": wanted}})
        self.base += f"/session/{session['sessionId']}"

    def call(self, method, path, body=None):
        data = json.dumps(body if body is not None else {}).encode() if method == "POST" else None
        request = urllib.request.Request(self.base + path, data, {"Content-Type": "application/json"}, method=method)
        try:
            with urllib.request.urlopen(request, timeout=300) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            raise SystemExit(f"{method} {path}: {error.read().decode()[:500]}") from error

    def open(self, path):
        self.call("POST", "/url", {"url": path.as_uri()})

    def size(self, width, height):
        self.call("POST", "/window/rect", {"width": width, "height": height})

    def run(self, script, *arguments):
        return self.call("POST", "/execute/sync", {"script": script, "args": list(arguments)})

    def seen(self):
        return self.run(SEEN)

    def type(self, selector, text):
        found = self.call("POST", "/element", {"using": "css selector", "value": selector})
        element = f"/element/{next(iter(found.values()))}"
        self.call("POST", element + "/clear")
        self.call("POST", element + "/value", {"text": text})
        # The page waits until nobody types.
        time.sleep(0.5)

    def choose(self, selector, value):
        self.run("const box = document.querySelector(arguments[0]); box.value = arguments[1]; box.dispatchEvent(new Event('change'))", selector, value)

    def picture(self, path):
        path.write_bytes(base64.b64decode(self.call("GET", "/screenshot")))

    def complaints(self):
        return [entry["message"] for entry in self.call("POST", "/se/log", {"type": "browser"})]


def program():
    built = [ROOT / "target" / profile / "duixian" for profile in ("release", "debug")]
    return os.environ.get("DUIXIAN") or str(next(path for path in built if path.exists()))


def explained(target, *words):
    subprocess.run([program(), "explain", *words, "--html", str(target)], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    return target


def printed(page, target):
    """The page as it is printed, opened: a PDF of several pages."""
    chromium = os.environ.get("CHROMIUM", "chromium")
    command = [chromium, *FLAGS, "--no-pdf-header-footer", f"--print-to-pdf={target}", page.as_uri()]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=300)
    pages = re.findall(rb"/Type\s*/Page\b(?!s)", target.read_bytes())
    assert len(pages) > 1, f"{len(pages)} pages"
    return len(pages)


def check(browser, folder, pictures):
    whole = explained(folder / "全部.html")
    facts = json.loads(subprocess.run([program(), "explain", "--all", "--json"], cwd=ROOT, check=True, stdout=subprocess.PIPE).stdout)
    browser.size(1366, 768)
    browser.open(whole)
    seen = browser.seen()
    assert seen["items"] == seen["shown"] >= facts["sums"]["read"], (seen["items"], facts["sums"])
    for words in [facts["policy"]["document"], facts["sums"]["payable"].split(".")[0]]:
        assert words in seen["text"].replace(",", ""), words
    assert not seen["wide"], "the page is wider than its window"
    browser.picture(pictures / "explain-all.png")

    name = next(row["names"][0] for row in facts["rows"] if row["fate"] == "paid")
    browser.type("#search", name)
    found = browser.seen()
    own = sum(name in json.dumps([row["names"], row["facts"]], ensure_ascii=False) for row in facts["rows"])
    assert own <= found["shown"] < seen["items"] and found["count"] == f"找到 {found['shown']} 处", (own, found["shown"], found["count"])
    browser.picture(pictures / "explain-search.png")
    browser.type("#search", "没有这样的企业名称")
    assert browser.seen()["shown"] == 0
    browser.run("document.getElementById('search').value = ''")
    browser.choose("#fate", "held")
    held = browser.seen()
    assert held["shown"] >= facts["sums"]["held"] > 0, held["shown"]
    browser.picture(pictures / "explain-held.png")
    browser.choose("#fate", "")
    assert browser.seen()["shown"] == seen["items"]

    # A link leads to its award and opens it.
    link = browser.run("const link = document.querySelector('a[href^=\"#\"]:not(.skip)'); if (!link) return null; location.hash = link.getAttribute('href'); return link.getAttribute('href')")
    assert link is not None, "nothing leads anywhere"
    time.sleep(0.3)
    assert browser.run("const to = document.getElementById(decodeURIComponent(location.hash.slice(1))); return !!to && to.getBoundingClientRect().height > 0"), link

    browser.open(explained(folder / "一家.html", name))
    one = browser.seen()
    assert name in one["text"] and one["items"] < seen["items"]
    browser.picture(pictures / "explain-one.png")
    pages = printed(folder / "一家.html", pictures / "explain-one.pdf")
    browser.size(500, 800)
    browser.open(folder / "一家.html")
    assert not browser.seen()["wide"], "the page is wider than a small window"
    browser.picture(pictures / "explain-small.png")

    # A page that something was added to does not run it.
    hostile = folder / "夹带.html"
    hostile.write_text((folder / "一家.html").read_text(encoding="utf-8").replace("</main>", "<script>document.title = 'taken'</script><img src=\"https://example.invalid/a.png\"></main>"), encoding="utf-8")
    complaints = browser.complaints()
    assert not complaints, complaints
    browser.open(hostile)
    assert browser.run("return document.title") != "taken"
    assert browser.complaints(), "the policy of the page refused nothing"
    for text in (seen, found, held, one):
        assert text["requests"] == [], text["requests"]
    print(f"{seen['items']} entries; «{name}» {found['shown']}; held {held['shown']}; {pages} pages printed; no request, no complaint")


def main():
    pictures = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else tempfile.mkdtemp())
    pictures.mkdir(parents=True, exist_ok=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    driver = subprocess.Popen([os.environ.get("CHROMEDRIVER", "chromedriver"), f"--port={port}"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    browser = None
    try:
        for _ in range(100):
            try:
                browser = Browser(port)
                break
            except urllib.error.URLError:
                time.sleep(0.2)
        assert browser is not None, "chromedriver does not answer"
        with tempfile.TemporaryDirectory() as folder:
            check(browser, pathlib.Path(folder), pictures)
    finally:
        if browser is not None:
            browser.call("DELETE", "")
        driver.terminate()
        driver.wait()


if __name__ == "__main__":
    main()
