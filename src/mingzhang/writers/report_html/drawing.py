"""The pen: draws figures and marked text, and remembers under which id each spot was drawn."""

from bisect import bisect_right
from collections.abc import Iterable

from mingzhang.model import Figure, Place
from mingzhang.writers.evidence import Evidence, Key, Mark, key, wider
from mingzhang.writers.printed_order import Position, PrintedOrder
from mingzhang.writers.report_html.markup import MARK_CLASS, MARK_WORD, icon, text

_NOWHERE = key(Place())
_FLAGGED = (Mark.ERROR, Mark.WARNING, Mark.INFO, Mark.UNDETERMINED, Mark.ROUNDING)


class Pen:
    """Draws spots of one document and gives each an id.

    Ids: c figures, x marked words, r rows and indicators, p paragraphs, d parts. `places` and
    `units` list those of the figures in the order of their ids, `parts` the ids and titles of
    the parts; `marks` counts the figures by mark. Parts must be drawn in printed order.
    """

    def __init__(self, evidence: Evidence, order: PrintedOrder) -> None:
        self.evidence = evidence
        self.order = order
        self.places: list[str] = []
        self.units: list[str] = []
        self.parts: list[tuple[str, str]] = []
        self.marks = dict.fromkeys(Mark, 0)
        self._ids: dict[Key, str] = {}
        self._aliases: dict[Key, Key] = {}
        self._counts: dict[str, int] = {}
        self._begins: list[tuple[Position, str]] = []
        self._within = _by_container(evidence)

    def name(self, letter: str, *places: Place) -> str:
        """A new id under which these places can be found."""
        number = self._counts.get(letter, 0)
        self._counts[letter] = number + 1
        identity = f"{letter}{number}"
        for place in places:
            self._ids.setdefault(key(place), identity)
        return identity

    def part(self, place: Place, title: str, *, nested: bool = False) -> str:
        """A new id for a table, a form or a section that begins here."""
        identity = self.name("d", place)
        if not nested:
            self.parts.append((identity, title))
            self._begins.append((self.order(place), identity))
        return identity

    def part_of(self, place: Place) -> str | None:
        """The part that a place belongs to: the last one that begins before it."""
        if key(place) == _NOWHERE or not self._begins:
            return None
        before = bisect_right(self._begins, (self.order(place), "~"))
        return self._begins[max(before - 1, 0)][1]

    def find(self, place: Place) -> str | None:
        """Where a place was drawn: the spot itself, what it lies in, or at least its part."""
        for spot in wider(self._aliases.get(key(place), key(place))):
            found = self._ids.get(spot)
            if found is not None and spot != _NOWHERE:
                return found
        return self.part_of(place)

    def figure(self, figure: Figure, shown: str | None = None) -> str:
        """A figure as a button that opens its proof; `shown` is how the text prints it."""
        identity = self.name("c", figure.at)
        self.places.append(str(figure.at))
        self.units.append(figure.unit)
        self.marks[self.evidence.mark(figure.at)] += 1
        return self._button(identity, key(figure.at), text(shown or figure.text))

    def marked(self, place: Place, shown: str) -> str:
        """Words that a finding points at, as a button."""
        identity = self.name("x", place)
        spot = key(place)
        mark = self.evidence.mark_of.get(spot, Mark.NONE)
        return (
            f'<span role="button" class="f s {MARK_CLASS[mark]}" id="{identity}" '
            f'aria-label="{text(shown)}，{self._said(spot, mark)}">'
            f"{_picture(mark)}{text(shown)}{self._numbers(spot)}</span>"
        )

    def target(self, place: Place, shown: str) -> str:
        """The value of an indicator, as a button where a rule used it."""
        spot = key(place)
        self.gather(place)
        if spot not in self.evidence.mark_of:
            return text(shown)
        return self._button(self.name("x"), spot, text(shown))

    def gather(self, place: Place) -> None:
        """Let a spot answer for everything inside it that is not drawn by itself."""
        for inner in self._within.get(key(place), ()):
            if inner not in self._ids:
                self.evidence.merge(inner, key(place))

    def inside(self, place: Place) -> list[Place]:
        """Places with evidence that cut words out of this paragraph or cell, first ones first."""
        spots = [spot for spot in self._within.get(key(place), ()) if spot[-1] is not None]
        return sorted((Place(*spot) for spot in spots), key=_cut)  # type: ignore[arg-type]

    def alias(self, place: Place, onto: Place) -> None:
        """Let a place that cannot be drawn by itself be found at another, with its evidence."""
        self.evidence.merge(key(place), key(onto))
        self._aliases[key(place)] = key(onto)

    def flags(self, *places: Place) -> str:
        """Numbered links to the findings at a row, a paragraph or a part."""
        found = self.evidence.findings_of
        numbers = sorted({number for place in places for number in found.get(key(place), ())})
        return "".join(
            f'<a class="flag {MARK_CLASS[self._finding_mark(number)]}" href="#f{number}">'
            f"{icon(self._finding_mark(number))}"
            f'<span class="vh">{MARK_WORD[self._finding_mark(number)]}：发现</span>{number + 1}</a>'
            for number in numbers
        )

    def _finding_mark(self, number: int) -> Mark:
        return self.evidence.mark_of_finding(number)

    def _button(self, identity: str, spot: Key, shown: str) -> str:
        mark = self.evidence.mark_of.get(spot, Mark.NONE)
        return (
            f'<button class="f {MARK_CLASS[mark]}" id="{identity}" '
            f'aria-label="{shown}，{self._said(spot, mark)}">'
            f"{_picture(mark)}{shown}{self._numbers(spot)}</button>"
        )

    def _said(self, spot: Key, mark: Mark) -> str:
        numbers = self.evidence.findings_of.get(spot)
        if not numbers:
            return MARK_WORD[mark]
        listed = "、".join(str(number + 1) for number in numbers)
        return f"{MARK_WORD[mark]}，见发现 {listed}"

    def _numbers(self, spot: Key) -> str:
        numbers = self.evidence.findings_of.get(spot)
        if not numbers:
            return ""
        listed = ",".join(str(number + 1) for number in numbers)
        return f"<sup>{listed}</sup>"


def _picture(mark: Mark) -> str:
    return icon(mark) if mark in _FLAGGED else ""


def _cut(place: Place) -> tuple[int, int]:
    return (place.start or 0, -(place.end or 0))


def _by_container(evidence: Evidence) -> dict[Key, list[Key]]:
    """Spot → the spots with evidence that lie inside it."""
    inside: dict[Key, list[Key]] = {}
    for spot in evidence.mark_of:
        for container in _containers(spot):
            inside.setdefault(container, []).append(spot)
    return inside


def _containers(spot: Key) -> Iterable[Key]:
    return {container for container in wider(spot) if container != spot}
