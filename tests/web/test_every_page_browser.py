"""Every page in a real browser, as somebody who may open it: axe, console, width, keyboard."""

import pytest
from django.test import Client
from playwright.sync_api import Page

from mingzhang_web.apps.accounts.roles import ALLOWED, Role
from mingzhang_web.apps.jobs.worker import do_one
from web.browser import OpenAs, in_browser
from web.conftest import SignedIn, World
from web.test_every_address import (
    EVERYBODY,
    IN_SIGHT,
    OF_A_YEAR,
    POSTED,
    SIGNED_IN,
    SOMEWHERE,
    addresses,
    full,
    path_of,
)

__all__ = ["full"]

pytestmark = in_browser
OFFICER = Role.FINANCE_OFFICER
OPENED_BY: dict[str, Role | None] = (
    dict.fromkeys(EVERYBODY)
    | dict.fromkeys(SIGNED_IN | IN_SIGHT | set(OF_A_YEAR), OFFICER)
    | {name: next(r for r in Role if act in ALLOWED[r]) for name, act in SOMEWHERE.items()}
)
MARK = """() => {
  const usable = 'a[href], button, input, select, textarea, summary, [tabindex="0"]';
  const marked = [];
  for (const one of document.querySelectorAll(usable)) {
    const passed = one.disabled || one.tabIndex < 0 || !one.checkVisibility()
      || (one.type === 'radio' && !one.checked);
    if (passed) continue;
    one.dataset.place = `${marked.length} ${one.outerHTML.slice(0, 120)}`;
    marked.push(one.dataset.place);
  }
  return marked;
}"""
"""Marks what the mouse can use, each with a name of its own, and returns the names."""
FOCUSED = """() => {
  const one = document.activeElement, box = one.getBoundingClientRect();
  const style = getComputedStyle(one);
  const shown = style.outlineStyle !== 'none' || style.boxShadow !== 'none';
  const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
  return [one.dataset.place ?? '', shown, one.contains(top) || !top || top.contains(one)];
}"""
"""What has the focus, whether that is seen, whether nothing covers it."""


def pages_of(world: World, role: Role | None, client: Client) -> dict[str, str]:
    """The whole pages that this role opens: name → path."""
    found = {}
    for name, pattern in addresses().items():
        if OPENED_BY[name] is not role or name in POSTED:
            continue
        path = path_of(name, pattern, world)
        answer = client.get(path)
        if answer.status_code == 200 and b"<html" in getattr(answer, "content", b"")[:60]:
            found[name] = path
    return found


@pytest.mark.parametrize("role", sorted(set(OPENED_BY.values()), key=str))
def test_every_page(full: World, signed_in: SignedIn, open_as: OpenAs, role: Role | None) -> None:
    do_one()
    tab = open_as(role)
    pages = pages_of(full, role, signed_in(role) if role else Client())
    assert pages
    for name, path in pages.items():
        tab.page.goto(tab.site + path)
        tab.check(name.replace(":", "-"))
        faults = without_mouse(tab.page)
        assert not faults, (name, faults)


def without_mouse(page: Page) -> list[str]:
    """What the Tab key does not reach, or reaches without showing it (WCAG 2.1.1, 2.4.7, 2.4.11)."""
    missing = set(page.evaluate(MARK))
    faults, last = [], ""
    page.evaluate("document.body.tabIndex = -1; document.body.focus()")
    while True:
        page.keyboard.press("Tab")
        place, shown, free = page.evaluate(FOCUSED)
        if place == last:  # a date has a stop for each of its parts
            continue
        if place not in missing:
            break
        missing.remove(place)
        faults += [f"no focus ring: {place}"] * (not shown) + [f"covered: {place}"] * (not free)
        last = place
    return faults + [f"not reached: {place}" for place in sorted(missing)]
