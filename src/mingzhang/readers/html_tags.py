"""HTML cut into tags and texts in one linear pass, whatever the input.

The library's parser takes quadratic time on unclosed comments and tags, which a hostile page
has by the thousand, and several times longer on honest ones.
"""

import html
import re
from collections.abc import Iterator
from sys import intern

_TAG = re.compile(
    r"<(/?)([A-Za-z][^\s/>]*+)"
    r"((?:[^>=]++|=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s\"'>][^\s>]*+)?)*+)>"
)
_ATTRIBUTE = re.compile(r"""([^\s/>="']+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?""")
_RAW = frozenset(
    ("script", "style", "title", "textarea", "xmp", "iframe", "noembed", "noframes", "noscript")
)

Token = tuple[str, str, bool]
"""(name, attributes as printed, True if an end tag) of a tag; ("", text, False) of a text."""


def tags(text: str) -> Iterator[Token]:
    """Tags with lower-case names and texts with their entities resolved, in order.

    Comments, declarations and the content of scripts and the like are left out. Ends with
    ("", "", True) where the page breaks off inside a tag, a comment or a script.
    """
    names: dict[str, str] = {}
    position = 0
    while (start := text.find("<", position)) >= 0:
        tag = _TAG.match(text, start)
        if tag is None:
            end = _end_of_other(text, start)
            if end is None:
                end = start + 1
                yield "", _resolved(text[position:end]), False
            elif start > position:
                yield "", _resolved(text[position:start]), False
            if end < 0:
                yield "", "", True
                return
            position = end
            continue
        if start > position:
            yield "", _resolved(text[position:start]), False
        position = tag.end()
        closing, printed, attributes = tag.groups()
        name = names.get(printed)
        if name is None:
            name = names[printed] = intern(printed.lower())
        yield name, attributes, closing == "/"
        if name in _RAW and not closing:
            found = re.compile(rf"</{name}\b", re.IGNORECASE).search(text, position)
            if found is None:
                yield "", "", True
                return
            position = found.start()
    if position < len(text):
        yield "", _resolved(text[position:]), False


def _end_of_other(text: str, start: int) -> int | None:
    """Where a comment or declaration ends; -1: never; None: "<" is a mere character."""
    follower = text[start + 1 : start + 2]
    if text.startswith("<!--", start):
        found = text.find("-->", start + 2)
        return found + 3 if found >= 0 else -1
    if follower in ("!", "?") or (follower == "/" and text[start + 2 : start + 3].strip()):
        return text.find(">", start) + 1 or -1
    return -1 if follower.isascii() and follower.isalpha() else None


def _resolved(text: str) -> str:
    return html.unescape(text) if "&" in text else text


def value(attributes: str, name: str) -> str | None:
    """An attribute's value; "" where it has none, None where the attribute is missing."""
    for found in _ATTRIBUTE.finditer(attributes):
        if found[1].lower() == name:
            return _resolved(found[2] or found[3] or found[4] or "")
    return None


_HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


def is_hidden(attributes: str) -> bool:
    """True where a tag's own attributes take its element out of the printed page."""
    if "hidden" not in attributes and "none" not in attributes:
        return False
    return value(attributes, "hidden") is not None or bool(
        _HIDING.search(value(attributes, "style") or "")
    )
