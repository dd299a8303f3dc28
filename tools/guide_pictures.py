"""The pictures of the user manual (操作手册的图), taken from the example workspace in Chromium.

.venv/bin/python tools/guide_pictures.py        writes docs/images/guide/*.png
"""

import json
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

from playwright.sync_api import Browser, Page, sync_playwright

FOLDER = Path("docs/images/guide")
CHROMIUM = "/usr/bin/chromium"
SIZE = {"width": 1280, "height": 800}
STARTED = 60


def main() -> None:
    """Serve the example, then take one picture after the other."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as data, _served(Path(data)) as site:
        words = json.loads((Path(data) / "demonstration.json").read_text("utf-8"))
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
            for user, name, path, ready in PICTURES:
                page = _page(browser, site, user, words)
                page.goto(site + path)
                page.wait_for_selector(ready)
                page.wait_for_timeout(900)  # pictures and drawn documents settle
                page.screenshot(path=FOLDER / f"{name}.png")
                page.context.close()
            browser.close()


PICTURES = (
    ("finance", "year", "/work/1/", "h1"),
    ("finance", "ledger", "/work/1/ledger/项目/", "table"),
    ("finance", "findings", "/work/1/findings/", "#document table"),
    ("reviewer", "review", "/work/review/", "table"),
    ("leader", "board", "/work/board/", "#chart-flow svg"),
    ("", "site", "/d/035-2/2025/budget/1/html/index.html", "#chart-flow svg"),
)
"""Who is signed in, the picture's name, the page, what must be there."""


@contextmanager
def _served(data: Path) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "mingzhang.cli", "serve", "--demo", "--port", str(port)]
    server = subprocess.Popen([*command, "--data", str(data)], stdout=subprocess.DEVNULL)
    try:
        site = f"http://127.0.0.1:{port}"
        _wait(f"{site}/d/035-2/2025/budget/1/")
        yield site
    finally:
        server.terminate()
        server.wait(30)


def _wait(address: str) -> None:
    for _ in range(STARTED * 2):
        try:
            urlopen(address, timeout=5).close()
        except OSError:
            time.sleep(0.5)
        else:
            return
    raise SystemExit("工作台没有启动。")


def _page(browser: Browser, site: str, user: str, words: dict[str, str]) -> Page:
    page = browser.new_context(viewport=SIZE, locale="zh-CN").new_page()
    if user:
        page.goto(f"{site}/accounts/sign-in/")
        page.fill("[name=username]", user)
        page.fill("[name=password]", words[user])
        page.click("main button")
        page.wait_for_load_state()
    return page


if __name__ == "__main__":
    main()
