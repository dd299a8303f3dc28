"""The pen of the site: draws figures and remembers on which page each spot was drawn."""

from collections.abc import Iterable
from dataclasses import dataclass

from mingzhang.disclosure import Statement
from mingzhang.model import Figure, Place, Verdict
from mingzhang.writers.evidence import Evidence, key, term_place, wider
from mingzhang.writers.printed_order import PrintedOrder
from mingzhang.writers.report_html.drawing import Pen
from mingzhang.writers.site.markup import href, text

_NOWHERE = key(Place())


@dataclass(frozen=True, slots=True)
class Number:
    """One figure that a page draws: its id there, what it is called, what it was bound to."""

    identity: str
    label: str
    figure: Figure


class SitePen(Pen):
    """A pen over many pages: ids are unique in the whole site.

    `page` is the page being drawn; `numbers` lists the figures of each page in their order.
    Pages with tables and forms are drawn before the narrative that speaks about them.
    """

    def __init__(
        self, evidence: Evidence, order: PrintedOrder, statements: Iterable[Statement]
    ) -> None:
        super().__init__(evidence, order)
        self.page = ""
        self.numbers: dict[str, list[Number]] = {}
        self._page_of: dict[str, str] = {}
        self._subjects = {key(said.figure.at): _subject(said) for said in statements}

    def name(self, letter: str, *places: Place) -> str:
        """A new id under which these places can be found."""
        identity = super().name(letter, *places)
        self._page_of[identity] = self.page
        return identity

    def find(self, place: Place) -> str | None:
        """The id of the spot, or of what it lies in; None where no page draws it."""
        for spot in wider(self._aliases.get(key(place), key(place))):
            found = self._ids.get(spot)
            if found is not None and spot != _NOWHERE:
                return found
        return None

    def address(self, place: Place) -> str | None:
        """Where a place is drawn, as the page being drawn names it."""
        found = self.find(place)
        return None if found is None else href(self.page, self._page_of[found], found)

    def figure(self, figure: Figure, shown: str | None = None, label: str = "") -> str:
        """A figure that opens its derivation; in running text it links to what it states."""
        identity = self.note(figure, label)
        target = self._other_side(figure.at) if not label else None
        words = text(shown or figure.text)
        if target is None:
            return f'<span class="num" id="{identity}">{words}</span>'
        return f'<a class="num" id="{identity}" href="{text(target)}">{words}</a>'

    def note(self, figure: Figure, label: str) -> str:
        """Remember a figure of this page without drawing it; returns its id."""
        identity = self.name("c", figure.at)
        called = label or self._subjects.get(key(figure.at), "")
        self.numbers.setdefault(self.page, []).append(Number(identity, called, figure))
        return identity

    def marked(self, place: Place, shown: str) -> str:
        """Words that a rule used, as plain words with an id."""
        return f'<span id="{self.name("x", place)}">{text(shown)}</span>'

    def _other_side(self, place: Place) -> str | None:
        """Where the figure stands that an identity says this one equals."""
        spot = key(place)
        for number in self.evidence.trials_of.get(spot, ()):
            trial = self.evidence.report.trials[number]
            if trial.verdict not in (Verdict.PASS, Verdict.ROUNDING):
                continue
            sides = (trial.right, trial.left)
            for term in (term for side in sides for term in side):
                other = term_place(term)
                if other is not None and key(other) != spot:
                    found = self._ids.get(key(other))
                    if found is not None and self._page_of[found] != self.page:
                        return href(self.page, self._page_of[found], found)
        return None


def _subject(said: Statement) -> str:
    """What a number of the narrative says, in short: 公务接待费 比上年 减少."""
    parts = [said.topic, said.subject, said.measure, said.comparison]
    return " ".join(dict.fromkeys(part for part in parts if part))
