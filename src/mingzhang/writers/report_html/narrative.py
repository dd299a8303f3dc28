"""The words of the document with their numbers marked, and its glossary and catalogue."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mingzhang.disclosure import (
    CatalogueEntry,
    GlossaryEntry,
    NarrativeParagraph,
    Statement,
)
from mingzhang.model import Place
from mingzhang.writers.evidence import Key, Mark, key
from mingzhang.writers.report_html.drawing import Pen
from mingzhang.writers.report_html.markup import text

# Numbers that name a day or a document are no claims about money; they are marked only
# where a rule used them.
_QUIET = {"year", "date", "ordinal", "document_number", "code", "other"}


@dataclass(frozen=True, slots=True)
class _Span:
    """Words cut out of a paragraph, and how to draw them."""

    start: int
    end: int
    place: Place
    statement: Statement | None


class Words:
    """Draws paragraphs; knows which statements stand in which paragraph or field."""

    def __init__(self, statements: Iterable[Statement], pen: Pen) -> None:
        self._pen = pen
        self._statements: dict[Key, list[Statement]] = {}
        for statement in statements:
            self._statements.setdefault(_whole(statement.figure.at), []).append(statement)

    def paragraph(self, place: Place, words: str) -> str:
        """The text with every number that has a proof as a button."""
        parts: list[str] = []
        done = 0
        for span in self._spans(place, words):
            parts.append(text(words[done : span.start]))
            shown = words[span.start : span.end]
            if span.statement is None:
                parts.append(self._pen.marked(span.place, shown))
            else:
                parts.append(self._pen.figure(span.statement.figure, shown))
            done = span.end
        parts.append(text(words[done:]))
        return "".join(parts)

    def _spans(self, place: Place, words: str) -> list[_Span]:
        """Statements first; other marked words where they do not overlap one."""
        spans = [
            _Span(at.start, at.end, at, statement)
            for statement in self._statements.get(_whole(place), ())
            if (at := statement.figure.at).start is not None
            and at.end is not None
            and at.end <= len(words)
            and self._worth_drawing(statement)
        ]
        for other in self._pen.inside(place):
            self._add(spans, other, words)
        return _apart(spans)

    def _worth_drawing(self, statement: Statement) -> bool:
        used = self._pen.evidence.mark(statement.figure.at) is not Mark.NONE
        return used or statement.kind not in _QUIET

    def _add(self, spans: list[_Span], place: Place, words: str) -> None:
        start, end = place.start or 0, min(place.end or 0, len(words))
        if start >= end:
            return
        over = [span for span in spans if span.start < end and start < span.end]
        if not over:
            spans.append(_Span(start, end, place, None))
        elif over[0].place != place:
            self._pen.alias(place, over[0].place)


def _whole(place: Place) -> Key:
    """The paragraph or field a place lies in."""
    return key(place)[:-2]


def _apart(spans: list[_Span]) -> list[_Span]:
    """In printed order, without those that overlap the one before."""
    kept: list[_Span] = []
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return kept


def draw_section(
    paragraphs: Sequence[NarrativeParagraph], words: Words, pen: Pen, *, goes_on: bool
) -> str:
    """One section: its heading, then its paragraphs; headings inside keep their rank.

    goes_on: the section began before a table that stands in it, so its heading is drawn.
    """
    first = paragraphs[0]
    title = "" if goes_on else first.text if first.heading else first.section
    identity = pen.part(first.at, title, nested=not title)
    body = paragraphs[1:] if first.heading and not goes_on else paragraphs
    heading = f'<h3 tabindex="-1">{text(title)} {pen.flags(first.at)}</h3>' if title else ""
    drawn = "".join(_paragraph(part, words, pen) for part in body)
    kind = "words" if drawn else "divider"
    return f'<section class="part {kind}" id="{identity}">{heading}{drawn}</section>'


def _paragraph(part: NarrativeParagraph, words: Words, pen: Pen) -> str:
    drawn = words.paragraph(part.at, part.text)
    identity = pen.name("p", part.at)
    flags = pen.flags(part.at)
    if part.heading:
        return f'<h4 id="{identity}">{drawn} {flags}</h4>'
    return f'<p id="{identity}">{drawn} {flags}</p>'


def draw_glossary(entries: Sequence[GlossaryEntry], words: Words, pen: Pen) -> str:
    """The explained terms as a list."""
    identity = pen.part(entries[0].at, "名词解释")
    items = "".join(
        f'<div id="{pen.name("p", entry.at)}"><dt>{text(entry.term)} {pen.flags(entry.at)}</dt>'
        f"<dd>{words.paragraph(entry.at, entry.text)}</dd></div>"
        for entry in entries
    )
    return (
        f'<section class="part" id="{identity}"><h3 tabindex="-1">名词解释</h3>'
        f"<dl>{items}</dl></section>"
    )


def draw_catalogue(entries: Sequence[CatalogueEntry], pen: Pen) -> str:
    """The purchase catalogue, folded: its two thousand rows cost nothing until opened."""
    identity = pen.part(entries[0].at, "政府购买服务指导性目录")
    parts: list[str] = []
    section = None
    for entry in entries:
        if entry.section != section:
            section = entry.section
            parts.append(f'<tr><th colspan="2" scope="rowgroup">{text(section)}</th></tr>')
        parts.append(_entry(entry, pen))
    return (
        f'<section class="part" id="{identity}"><h3 tabindex="-1">政府购买服务指导性目录</h3>'
        f"<details><summary>展开目录（{len(entries)} 条）</summary>"
        '<table class="catalogue"><thead><tr><th scope="col">代码</th><th scope="col">名称</th>'
        f"</tr></thead><tbody>{''.join(parts)}</tbody></table></details></section>"
    )


def _entry(entry: CatalogueEntry, pen: Pen) -> str:
    flags = pen.flags(entry.at)
    odd = f' <span class="odd">{text(entry.irregular)}</span>' if entry.irregular else ""
    row = f' id="{pen.name("r", entry.at)}"' if flags or odd else ""
    return f"<tr{row}><td>{text(entry.code)}<td class=l{entry.level}>{text(entry.name)}{flags}{odd}"
