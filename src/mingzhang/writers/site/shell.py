"""The frame of every page: head, header with search, navigation, footer."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from string import Template

from mingzhang.assets import sprite
from mingzhang.disclosure import Disclosure
from mingzhang.writers.published.flow import cover_lines
from mingzhang.writers.site.markup import href, icon, text

_USED = re.compile(r'href="#i-([a-z0-9-]+)"')
# Icons that scripts draw.
_LIVE = ("arrow-down", "arrow-up", "arrows-sort", "x", "link", "circle-check", "alert-triangle")


@dataclass(frozen=True, slots=True)
class Entry:
    """One place of the main navigation."""

    path: str
    label: str
    icon: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page before it is framed.

    `trail`: the pages above it as (path, label); `scripts`: further script files in assets/;
    `data`: JSON blocks by id, already safe.
    """

    path: str
    title: str
    body: str
    section: str
    lead: str = ""
    trail: tuple[tuple[str, str], ...] = ()
    scripts: tuple[str, ...] = ()
    data: dict[str, str] = field(default_factory=dict)
    tools: str = ""


@cache
def piece(name: str) -> str:
    """A file kept beside this module."""
    return files("mingzhang.writers.site").joinpath(name).read_text("utf-8")


class Shell:
    """Frames the pages of one disclosure's site."""

    def __init__(self, disclosure: Disclosure, entries: Sequence[Entry]) -> None:
        self._entries = entries
        self._publisher, self._title = cover_lines(disclosure)
        self._source = disclosure.source
        self._template = Template(piece("page.html"))

    def frame(self, sheet: Sheet) -> str:
        """The whole page."""
        data = "".join(
            f'<script type="application/json" id="{name}">{content}</script>\n'
            for name, content in sheet.data.items()
            if content
        )
        scripts = "".join(
            f'<script src="{href(sheet.path, f"assets/{name}")}" defer></script>\n'
            for name in sheet.scripts
        )
        page = self._template.substitute(
            root="../" if "/" in sheet.path else "",
            title=text(self._page_title(sheet)),
            publisher=text(self._publisher or "部门"),
            document=text(self._title),
            navigation=self._navigation(sheet),
            trail=_trail(sheet),
            heading=text(sheet.title),
            lead=f'<p class="lead">{sheet.lead}</p>' if sheet.lead else "",
            tools=f'<div class="page-tools">{sheet.tools}</div>' if sheet.tools else "",
            body=sheet.body,
            source=text(self._source.name),
            fingerprint=text(self._source.sha256[:16]),
            kind="账簿" if self._source.type == "ledger" else "公开文本",
            data=data,
            scripts=scripts,
        )
        names = dict.fromkeys((*_LIVE, *_USED.findall(page)))
        return page.replace("<!--sprite-->", sprite(*sorted(names)), 1)

    def _page_title(self, sheet: Sheet) -> str:
        return f"{sheet.title} · {self._publisher}{self._title}"

    def _navigation(self, sheet: Sheet) -> str:
        return "".join(self._entry(one, sheet) for one in self._entries)

    def _entry(self, one: Entry, sheet: Sheet) -> str:
        current = ' aria-current="page"' if one.path == sheet.path else ""
        here = ' class="here"' if one.path == sheet.section else ""
        target = href(sheet.path, one.path)
        return f'<li><a href="{target}"{current}{here}>{icon(one.icon)}{text(one.label)}</a></li>'


def _trail(sheet: Sheet) -> str:
    """Where the page stands, for pages below another."""
    if not sheet.trail:
        return ""
    steps = "".join(
        f'<li><a href="{href(sheet.path, path)}">{text(label)}</a></li>'
        for path, label in sheet.trail
    )
    return f'<nav class="trail" aria-label="当前位置"><ol>{steps}</ol></nav>'
