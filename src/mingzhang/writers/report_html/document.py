"""The whole document, drawn again in printed order."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from mingzhang.disclosure import Disclosure, NarrativeParagraph
from mingzhang.writers.evidence import key
from mingzhang.writers.printed_order import Position
from mingzhang.writers.report_html.drawing import Pen
from mingzhang.writers.report_html.forms import Forms
from mingzhang.writers.report_html.narrative import (
    Words,
    draw_catalogue,
    draw_glossary,
    draw_section,
)
from mingzhang.writers.report_html.tables import draw_table


@dataclass(frozen=True, slots=True)
class _Piece:
    """Something to draw, and where it was printed; a paragraph joins its section."""

    position: Position
    draw: Callable[[], str] | None = None
    paragraph: NarrativeParagraph | None = None


def draw_document(disclosure: Disclosure, pen: Pen) -> str:
    """Tables, narrative, forms, catalogue and glossary in the order of the document."""
    words = Words(disclosure.statements, pen)
    pieces = sorted(_pieces(disclosure, words, pen), key=lambda piece: piece.position)
    drawn: list[str] = []
    section: list[NarrativeParagraph] = []
    last: str | None = None
    for piece in pieces:
        part = piece.paragraph
        if section and (part is None or part.section != section[0].section):
            drawn.append(draw_section(section, words, pen, goes_on=last == section[0].section))
            last, section = section[0].section, []
        if part is not None:
            section.append(part)
        elif piece.draw is not None:
            drawn.append(piece.draw())
    if section:
        drawn.append(draw_section(section, words, pen, goes_on=last == section[0].section))
    return "\n".join(drawn)


def _pieces(disclosure: Disclosure, words: Words, pen: Pen) -> Iterator[_Piece]:
    order, forms = pen.order, Forms(words, pen)
    for part in disclosure.narrative:
        yield _Piece(order(part.at), paragraph=part)
    for table in disclosure.tables:
        yield _Piece(order(table.at), partial(draw_table, table, pen))
    goal = disclosure.overall_goal
    if goal is not None:
        yield _Piece(order(goal.at), partial(forms.overall, goal))
    for form in disclosure.projects:
        yield _Piece(order(form.at), partial(forms.project, form))
    yield from _lists(disclosure, words, pen)


def _lists(disclosure: Disclosure, words: Words, pen: Pen) -> Iterator[_Piece]:
    catalogue = disclosure.catalogue
    if catalogue:
        yield _Piece(pen.order(catalogue[0].at), lambda: draw_catalogue(disclosure.catalogue, pen))
    paragraphs = {key(part.at) for part in disclosure.narrative}
    first = next((e for e in disclosure.glossary if key(e.at) not in paragraphs), None)
    if first is not None:
        yield _Piece(pen.order(first.at), lambda: draw_glossary(disclosure.glossary, words, pen))
