"""The smallest pieces of the page: escaped text, icons, badges."""

from functools import lru_cache
from html import escape
from importlib.resources import files

from mingzhang.writers.evidence import Mark

MARK_CLASS = {
    Mark.NONE: "n",
    Mark.PASS: "p",
    Mark.ROUNDING: "r",
    Mark.INVOLVED: "v",
    Mark.UNDETERMINED: "u",
    Mark.INFO: "i",
    Mark.WARNING: "w",
    Mark.ERROR: "e",
}
MARK_WORD = {
    Mark.NONE: "没有规则核对",
    Mark.PASS: "核对通过",
    Mark.ROUNDING: "尾差",
    Mark.INVOLVED: "与不符的数有关",
    Mark.UNDETERMINED: "无法判定",
    Mark.INFO: "提示",
    Mark.WARNING: "警告",
    Mark.ERROR: "错误",
}


@lru_cache(maxsize=8)
def piece(name: str) -> str:
    """A piece of the page that is kept as a file beside this module."""
    return files("mingzhang.writers.report_html").joinpath(name).read_text("utf-8")


@lru_cache(maxsize=4)
def shared(name: str) -> str:
    """A piece that the workspace's pages use, too."""
    return files("mingzhang.assets").joinpath("report", name).read_text("utf-8")


def text(value: object) -> str:
    """Text safe inside an element or a quoted attribute."""
    return escape(str(value))


def lines(value: str) -> str:
    """Text whose line breaks are kept."""
    return text(value).replace("\n", "<br>")


def icon(mark: Mark) -> str:
    """The picture of a mark; its word must stand beside it or in a label."""
    if mark is Mark.NONE:
        return ""
    return f'<svg class="ic" aria-hidden="true"><use href="#s-{MARK_CLASS[mark]}"/></svg>'


def badge(mark: Mark, label: str | None = None) -> str:
    """A mark with its word."""
    shown = MARK_WORD[mark] if label is None else label
    return f'<span class="badge {MARK_CLASS[mark]}">{icon(mark)}{text(shown)}</span>'


def scrolling(drawn: str, name: str) -> str:
    """A table that may be wider than the screen; the keyboard reaches it and moves it."""
    return f'<div class="scroll" role="group" tabindex="0" aria-label="{text(name)}">{drawn}</div>'
