"""Styles of a Word document (样式): what makes a heading, a line of contents, a numbered item."""

import re
from dataclasses import dataclass
from functools import cached_property

from mingzhang.readers.archive import Archive, parse

_HEADING = re.compile(r"(?:heading|标题)\s*\d|title$|标题$|subtitle$|副标题$", re.IGNORECASE)
_CONTENTS = re.compile(r"(?:toc|目录)\s*(?:\d|heading|标题)", re.IGNORECASE)
_MAX_CHAIN = 32
BODY_LEVEL = 9


@dataclass(frozen=True, slots=True)
class Style:
    """What a paragraph takes from its style.

    `kind`: body, heading or contents. `number`, `level`: the list it is numbered by, "" and
    None if by none, or if the list itself tells the level.
    """

    kind: str = "body"
    number: str = ""
    level: int | None = None


@dataclass(slots=True)
class _Printed:
    """A style as the styles part says it, before it inherits."""

    name: str = ""
    parent: str = ""
    outline: str = ""
    number: str = ""
    level: str = ""


class Styles:
    """The styles of a document by id; an unknown id is judged by its own words."""

    def __init__(self, archive: Archive, member: str | None) -> None:
        self._archive = archive
        self._member = member
        self._known: dict[str, Style] = {"": Style()}

    def __getitem__(self, identity: str) -> Style:
        style = self._known.get(identity)
        if style is None:
            style = self._known[identity] = self._inherited(identity)
        return style

    def _inherited(self, identity: str) -> Style:
        chain = self._chain(identity)
        names = [style.name for style in chain] or [identity]
        outline = next((style.outline for style in chain if style.outline), "")
        if any(map(_CONTENTS.match, names)):
            kind = "contents"
        elif outline and is_heading_level(outline):
            kind = "heading"
        else:
            kind = "heading" if any(map(_HEADING.match, names)) and not outline else "body"
        number = next((style.number for style in chain if style.number), "")
        level = next((style.level for style in chain if style.level), "")
        return Style(kind, number, int(level[:3]) if level.isdecimal() else None)

    def _chain(self, identity: str) -> list[_Printed]:
        """The style and those it is based on, nearest first."""
        chain: list[_Printed] = []
        while identity in self._printed and len(chain) < _MAX_CHAIN:
            chain.append(self._printed[identity])
            identity = chain[-1].parent
        return chain

    @cached_property
    def _printed(self) -> dict[str, _Printed]:
        """The styles as the styles part says them, read when first asked for."""
        printed: dict[str, _Printed] = {}
        style = _Printed()

        def start(name: str, attributes: dict[str, str]) -> None:
            nonlocal style
            element = name.rpartition(" ")[2]
            if element in _FIELDS:
                setattr(style, _FIELDS[element], _value(attributes, "val"))
            elif element == "style":
                style = printed[_value(attributes, "styleId")] = _Printed()

        if self._member is not None:
            parse(self._archive, self._member, start)
        return printed


_FIELDS = {
    "name": "name",
    "basedOn": "parent",
    "outlineLvl": "outline",
    "numId": "number",
    "ilvl": "level",
}


def _value(attributes: dict[str, str], wanted: str) -> str:
    for name, value in attributes.items():
        if name.rpartition(" ")[2] == wanted:
            return value
    return ""


def is_heading_level(outline: str) -> bool:
    """True for the outline levels 0 to 8 of headings; 9 is body text."""
    return outline.isdecimal() and int(outline[:3]) < BODY_LEVEL
