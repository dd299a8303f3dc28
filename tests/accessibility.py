"""What axe finds wrong with a page in a browser (无障碍)."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

_ONLY_VIOLATIONS = {"resultTypes": ["violations"], "preload": False}
"""Nothing is worked out about elements that are right: three times as fast on a long page."""


def violations(page: Page, *, colours: bool = True) -> str:
    """One line for each rule that the page breaks, with the first places; "" for none.

    `colours`: the contrast too, most of the work; colours are the same at every width.
    """
    options = _ONLY_VIOLATIONS | {"rules": {"color-contrast": {"enabled": colours}}}
    found = Axe().run(page, options=options).response["violations"]
    return "\n".join(map(_told, found))


def _told(violation: dict) -> str:
    places = "; ".join(node["html"][:160] for node in violation["nodes"][:3])
    return f"{violation['id']}: {violation['help']}: {places}"
