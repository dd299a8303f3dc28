"""What is printed at a place (原文摘录): the amount of a cell, the sentence around a number."""

import re
from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from mingzhang.disclosure import Disclosure, OverallGoal, ProjectForm
from mingzhang.model import Figure, Place

LONGEST = 120
_SENTENCE_ENDS = re.compile(r"[。；！？\n]")


class Quotes:
    """The printed text of every place of one document that a finding can point at."""

    def __init__(self, disclosure: Disclosure) -> None:
        self._texts: dict[Place, str] = {}
        for place, text in _spots(disclosure):
            self._texts.setdefault(place, text)

    def of(self, place: Place) -> str | None:
        """The figure, name or sentence printed there; None where nothing is known of it."""
        if place.text:
            return place.text
        known = self._texts.get(place)
        if known is not None:
            return _cut(known)
        whole = self._texts.get(replace(place, start=None, end=None))
        if whole is None:
            return None
        return _sentence(whole, place.start or 0, place.end or 0)


def _spots(disclosure: Disclosure) -> Iterator[tuple[Place, str]]:
    for table in disclosure.tables:
        yield table.at, table.title
        for row in table.rows:
            yield from _figures(row.values.values())
            yield row.at, row.name
    for paragraph in disclosure.narrative:
        yield paragraph.at, paragraph.text
    for body in disclosure.organisation.bodies:
        yield body.at, body.name
    if disclosure.overall_goal:
        yield from _goal(disclosure.overall_goal)
    for form in disclosure.projects:
        yield from _form(form)
    for entry in disclosure.catalogue:
        yield entry.at, f"{entry.code} {entry.name}"
    for term in disclosure.glossary:
        yield term.at, term.term


def _figures(figures: Iterable[Figure | None]) -> Iterator[tuple[Place, str]]:
    for figure in figures:
        if figure is not None:
            yield figure.at, figure.text


def _goal(goal: OverallGoal) -> Iterator[tuple[Place, str]]:
    yield from _figures((*goal.funds.values(), *goal.facts.values()))
    yield from _parts(goal)


def _form(form: ProjectForm) -> Iterator[tuple[Place, str]]:
    for funds in (form.total_funds, form.annual_funds):
        fields = (getattr(funds, name) for name in funds.__struct_fields__ if name != "texts")
        yield from _figures(fields)
    yield from _parts(form)
    yield form.at, form.name
    for variant in form.variants:
        yield from _form(variant)


def _parts(form: OverallGoal | ProjectForm) -> Iterator[tuple[Place, str]]:
    """The indicators and the longer texts of a form."""
    annual = form.annual_indicators if isinstance(form, ProjectForm) else ()
    for indicator in (*form.indicators, *annual):
        yield indicator.at, f"{indicator.level3}：{indicator.target.raw}"
    for field, place in form.text_places.items():
        text = getattr(form, field, None)
        if isinstance(text, str):
            yield place, text


def _sentence(text: str, start: int, end: int) -> str:
    """The sentence of a paragraph in which a number stands."""
    before = [match.end() for match in _SENTENCE_ENDS.finditer(text, 0, start)]
    after = _SENTENCE_ENDS.search(text, end)
    first = max(before[-1] if before else 0, start - LONGEST // 2)
    last = min(after.end() if after else len(text), end + LONGEST // 2)
    return text[first:last].strip()


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
