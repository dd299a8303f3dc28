"""The site in a real browser, signed in as anybody.

    pytestmark = in_browser

    def test_page(world, open_as):
        tab = open_as(Role.FINANCE_OFFICER)          # or a User, or None for a visitor
        tab.go("workspace:home")
        tab.page.click("text=预算年度")
        tab.check("home")                            # at both sizes: axe, console, width

With MINGZHANG_SCREENSHOTS=folder, `check` also takes pictures of the page.
"""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

from accessibility import violations
from mingzhang_web.apps.accounts.models import User
from mingzhang_web.apps.accounts.roles import Role

CHROMIUM = Path("/usr/bin/chromium")
SWITCHES = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")
PATIENCE = 30_000
"""Milliseconds a page may take on a machine that does much else, as for every other step."""
DESK, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}

expect.set_options(timeout=PATIENCE)

_needs_chromium = pytest.mark.skipif(
    not CHROMIUM.exists(), reason="没有 /usr/bin/chromium，网页不能在浏览器里试"
)
in_browser = [_needs_chromium, pytest.mark.django_db(transaction=True)]


@dataclass
class Tab:
    """One page of the browser; `faults` collects what the console and the network complain of."""

    page: Page
    site: str
    faults: list[str] = field(default_factory=list)

    def go(self, view: str, *args: object, query: str = "") -> None:
        """Open a page by its name."""
        self.page.goto(self.site + reverse(view, args=args or None) + query)

    def check(self, name: str) -> None:
        """At both sizes: no fault, nothing wider than the screen, no violation that axe finds."""
        self.page.wait_for_load_state()  # a click returns while the next page still comes in
        for size in (PHONE, DESK):
            self.page.set_viewport_size(size)
            self._picture(f"{name}-{size['width']}.png")
            width = self.page.evaluate("document.documentElement.scrollWidth")
            assert width <= size["width"], f"{name}: {width}"
            found = violations(self.page, colours=size is DESK)
            assert not found, f"{name}: {found}"
        assert not self.faults, self.faults

    def _picture(self, name: str) -> None:
        folder = os.environ.get("MINGZHANG_SCREENSHOTS")
        if folder:
            self.page.screenshot(path=Path(folder) / name, full_page=True)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=list(SWITCHES))
        yield browser
        browser.close()


OpenAs = Callable[..., Tab]


@pytest.fixture
def open_as(
    chromium: Browser, live_server: LiveServer, signed_in: Callable[[User | Role], Client]
) -> Iterator[OpenAs]:
    """Open a tab for somebody."""
    contexts = []

    def open_tab(who: User | Role | None = None) -> Tab:
        context = chromium.new_context(viewport=DESK, locale="zh-CN")
        contexts.append(context)
        if who is not None:
            value = signed_in(who).cookies["sessionid"].value
            cookie = {"name": "sessionid", "value": value, "url": live_server.url}
            context.add_cookies([cookie])
        tab = Tab(context.new_page(), live_server.url)
        _listen(tab)
        return tab

    yield open_tab
    for context in contexts:
        context.close()


def _listen(tab: Tab) -> None:
    own = (tab.site, "data:", "blob:")
    tab.page.on("console", lambda m: m.type == "error" and tab.faults.append(m.text))
    tab.page.on("pageerror", lambda error: tab.faults.append(str(error)))
    tab.page.on("request", lambda sent: sent.url.startswith(own) or tab.faults.append(sent.url))
