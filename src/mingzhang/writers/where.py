"""How a place is told to people (位置的说法): by what is printed there, not by counting.

“预算公开表6《2025年一般公共预算支出表》“教育支出”行“合计”栏” instead of “表格14 第20行 第4列”.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from mingzhang.disclosure import Disclosure, Indicator, Row, Table
from mingzhang.model import Place
from mingzhang.writers.evidence import Key, key, wider

_TableKey = tuple[int | None, str | None, int | None]


@dataclass(frozen=True, slots=True)
class _Form:
    """A goal form (绩效目标表): how it is called, where it begins, its indicators."""

    words: str
    at: Place
    indicators: tuple[Indicator, ...]


class Where:
    """The words for the places of one document; those of no recognised part keep their numbers."""

    def __init__(self, disclosure: Disclosure) -> None:
        self._words: dict[Key, str] = {}
        self._tables: dict[_TableKey, str] = {}
        for table in disclosure.tables:
            self._read_table(table)
        for form in _forms(disclosure):
            self._read_form(form)
        for paragraph in disclosure.narrative:
            if paragraph.section:
                self._words.setdefault(key(paragraph.at), f"说明文字：{paragraph.section}")

    def told(self, place: Place) -> str:
        """A place in the words of the document; "" for one that is nowhere."""
        for spot in wider(key(place)):
            if spot in self._words:
                return self._words[spot]
        return self._tables.get(_table_of(place), "") or str(place)

    def exactly(self, place: Place) -> str:
        """The same with its numbers behind it, where the words alone do not say them."""
        told, counted = self.told(place), str(place)
        return told if told == counted else f"{told}（{counted}）"

    def _read_table(self, table: Table) -> None:
        caption = caption_of(table)
        if not caption:
            return
        for row in table.rows:
            self._read_row(table, row, caption)
            self._read_place(row.at, caption)

    def _read_row(self, table: Table, row: Row, caption: str) -> None:
        named = f"{caption}“{row.name or row.code}”行" if row.name or row.code else caption
        whole = _row_of(row.at)
        known = self._words.setdefault(whole, named)
        if known != named:  # two sides of one line: its name alone would not say which
            self._words[whole] = caption
        for column in table.columns:
            figure = row.values.get(column.key)
            header = "/".join(column.header)
            if figure is not None and column.side in (None, row.side):
                self._words[key(figure.at)] = f"{named}“{header}”栏" if header else named

    def _read_form(self, form: _Form) -> None:
        for indicator in form.indicators:
            named = f"{form.words}“{indicator.level3}”" if indicator.level3 else form.words
            self._words.setdefault(key(indicator.at), named)
        for place in (form.at, *(indicator.at for indicator in form.indicators)):
            self._read_place(place, form.words)

    def _read_place(self, place: Place, words: str) -> None:
        if place.table is not None:
            self._tables.setdefault(_table_of(place), words)


def caption_of(table: Table) -> str:
    """A table as it is printed: its number and its title; "" where it has neither."""
    title = f"《{table.title}》" if table.title else ""
    return f"{table.number_label or ''}{title}"


def _row_of(place: Place) -> Key:
    return list(wider(key(place)))[2]


def _table_of(place: Place) -> _TableKey:
    return place.page, place.sheet, place.table


def _forms(disclosure: Disclosure) -> Iterator[_Form]:
    goal = disclosure.overall_goal
    if goal is not None and goal.indicators:
        yield _Form("整体绩效目标表", goal.indicators[0].at, goal.indicators)
    for form in disclosure.projects:
        indicators = (*form.indicators, *form.annual_indicators)
        yield _Form(f"项目“{form.name}”的绩效目标表", form.at, indicators)
