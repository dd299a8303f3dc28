"""Files that pages are made of (页面素材): design tokens, icons, the chart library, each with its licence."""

import re
from functools import cache
from importlib.resources import files
from pathlib import PurePosixPath

TOKENS = PurePosixPath("ui/tokens.css")
CHART_SCRIPT = PurePosixPath("ui/charts.js")
CHARTS = PurePosixPath("echarts/echarts.min.js")
CHART_LICENCES = tuple(
    PurePosixPath("echarts") / name
    for name in ("LICENSE", "NOTICE", "LICENSE-d3", "LICENSE-zrender")
)
ICONS = PurePosixPath("icons/icons.svg")
ICON_LICENCE = PurePosixPath("icons/LICENSE")

_SYMBOL = re.compile(r'<symbol id="i-([a-z0-9-]+)".*?</symbol>')


@cache
def asset(path: PurePosixPath) -> bytes:
    """The bytes of one file of this folder."""
    return files("mingzhang.assets").joinpath(*path.parts).read_bytes()


@cache
def sprite(*names: str) -> str:
    """A hidden SVG with the named icons, to stand once in a page; use as <use href="#i-name">.

    It must stand in the page itself, because pages opened from a folder may not point into
    another file. Raises KeyError for an unknown icon.
    """
    known = _symbols()
    return f'<svg class="sprite" hidden aria-hidden="true">{"".join(known[n] for n in names)}</svg>'


@cache
def _symbols() -> dict[str, str]:
    return {found[1]: found[0] for found in _SYMBOL.finditer(asset(ICONS).decode())}
