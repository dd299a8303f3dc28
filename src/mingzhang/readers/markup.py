"""XML cut into tags as printed: for parts of which most tags repeat and few matter.

A dictionary of whole tags decides what to do with each; that costs half of what handlers
cost which are given the name and the attributes of every element.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache

from mingzhang.readers.archive import Archive, check_depth, fed, parser

Act = Callable[[str], int | None]
"""What to do at a tag. A number asks to skip the rest: 0 of this element, 1 of its parent…"""

Acts = Mapping[str, tuple[Act | None, Act | None]]
"""Acts at the start and at the end of an element, by "family:name"."""

MAX_REMEMBERED = 20_000
_DECLARATION = re.compile(r"""\sxmlns(?::([^\s=]+))?\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&"))


def markup(archive: Archive, member: str) -> Iterator[list[str]]:
    """Cut one XML member into its tags as printed and its texts, a list for every few KB.

    A text comes decoded (entities, CDATA) behind a NUL character, which no XML can contain:
    "<w:t>", "\\0合计", "</w:t>". A list is empty again when the next one is asked for. The tags
    are known to match, so that the caller may count its depth by them.

    Raises UnreadableFile for XML that is broken.
    """
    tokens: list[str] = []
    made = parser(archive.name, namespaces=False)
    made.DefaultHandler = tokens.append
    made.CharacterDataHandler = lambda text: tokens.append("\0" + text)
    for _ in fed(made, archive, member):
        yield tokens
        tokens.clear()


class TagReader:
    """Walks through the tags of XML members and acts at those that matter.

    `families`: namespace address → the short name that `acts` use for it. A subclass puts a
    list into `into` to have it collect the texts that come. `root`: the name of the first
    element of the member last read.
    """

    def __init__(self, families: Mapping[str, str], acts: Acts) -> None:
        self.into: list[str] | None = None
        self.root = ""
        self._families = families
        self._acts = acts
        self._prefixes: dict[str, str] = {}
        self._remembered: dict[str, tuple[int, Act | None]] = {}
        self._depth = 0
        self._floor: int | None = None

    def walk(self, archive: Archive, member: str) -> None:
        """Read one member. Raises UnreadableFile if it is broken or nested too deep."""
        self.root = ""
        self._depth = 0
        self._floor = None
        for tokens in markup(archive, member):
            self._take(iter(tokens))
            check_depth(self._depth, archive.name)

    def _take(self, tokens: Iterator[str]) -> None:
        remembered = self._remembered.get
        depth = self._depth
        if self._floor is not None:
            depth = self._skip(tokens, depth, self._floor)
        for token in tokens:
            entry = remembered(token)
            if entry is None:
                if token[0] != "<":
                    if self.into is not None and token[0] == "\0":
                        self.into.append(token[1:])
                    continue
                entry = self._look_up(token)
            change, act = entry
            depth += change
            if act is not None:
                up = act(token)
                if up is not None and change + up > 0:
                    depth = self._skip(tokens, depth, depth - change - up)
        self._depth = depth

    def _skip(self, tokens: Iterator[str], depth: int, floor: int) -> int:
        """Drop tokens until no more than `floor` elements are open; returns how many are."""
        for token in tokens:
            if token[0] == "<":
                depth += opens(token)
                if depth <= floor:
                    self._floor = None
                    return depth
        self._floor = floor
        return depth

    def _look_up(self, tag: str) -> tuple[int, Act | None]:
        """What a tag means that is not remembered: how it changes the depth, and its act."""
        if "xmlns" in tag:
            self._declare(tag)
        bare = without_attributes(tag)
        entry = self._remembered.get(bare)
        if entry is None:
            entry = opens(bare), self._act(bare)
        if len(self._remembered) > MAX_REMEMBERED:
            self._remembered.clear()
        self._remembered[tag] = self._remembered[bare] = entry
        return entry

    def _declare(self, tag: str) -> None:
        for prefix, address in declared_prefixes(tag).items():
            family = self._families.get(address, "")
            if self._prefixes.get(prefix) != family:
                self._prefixes[prefix] = family
                self._remembered.clear()

    def _act(self, bare: str) -> Act | None:
        if bare[1] in "!?":
            return None
        prefix, _, local = bare.strip("</>").rpartition(":")
        name = f"{self._prefixes.get(prefix, '')}:{local}"
        self.root = self.root or name
        opening, closing = self._acts.get(name, (None, None))
        change = opens(bare)
        if change:
            return opening if change > 0 else closing
        return _both(opening, closing)


def _both(opening: Act | None, closing: Act | None) -> Act | None:
    """The act of an empty element: its start and, if nothing is to be skipped, its end."""
    if opening is None or closing is None:
        return opening or closing

    def act(tag: str) -> int | None:
        up = opening(tag)
        return closing(tag) if up is None else up

    return act


def attribute(tag: str, name: str) -> str | None:
    """An attribute of a tag as printed, by its name without prefix; None where it is missing."""
    found = _pattern(name).search(tag)
    if found is None:
        return None
    value: str = found[1] if found[1] is not None else found[2]
    if "&" in value:
        for entity, character in _ENTITIES:
            value = value.replace(entity, character)
    return value


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(rf"""[\s:]{name}\s*=\s*(?:"([^"]*)"|'([^']*)')""")


def declared_prefixes(tag: str) -> dict[str, str]:
    """Prefix → namespace address as declared in a tag; "" is the prefix of bare names."""
    return {
        match[1] or "": match[2] if match[2] is not None else match[3]
        for match in _DECLARATION.finditer(tag)
    }


def opens(tag: str) -> int:
    """By how much a tag changes the depth: 1, 0 or -1."""
    if tag[1] == "/":
        return -1
    return 0 if tag[-2] == "/" or tag[1] in "!?" else 1


def without_attributes(tag: str) -> str:
    """The tag as it would be without attributes: "<w:p w:rsidR=…>" → "<w:p>"."""
    name = tag.split(None, 1)[0]
    return tag if name == tag else name + ("/>" if tag[-2] == "/" else ">")
