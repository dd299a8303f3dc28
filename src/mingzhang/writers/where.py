"""How a place is told to people (位置的说法): by what is printed there, not by counting.

“预算公开表6《2025年一般公共预算支出表》“教育支出”行“合计”栏” instead of “表格14 第20行 第4列”.
"""

from collections.abc import Iterator

from mingzhang.disclosure import Disclosure, Row, Table
from mingzhang.model import Place
from mingzhang.writers.evidence import Key, key, wider


class Where:
    """The words for the places of one document; those of no recognised part keep their numbers."""

    def __init__(self, disclosure: Disclosure) -> None:
        self._words: dict[Key, str] = {}
        self._forms: dict[tuple[str | None, int], str] = {}
        for table in disclosure.tables:
            self._read_table(table)
        for place, words in _form_places(disclosure):
            if place.table is not None:
                self._forms.setdefault((place.sheet, place.table), words)
        for paragraph in disclosure.narrative:
            if paragraph.section:
                self._words.setdefault(key(paragraph.at), f"说明文字“{paragraph.section}”")

    def told(self, place: Place) -> str:
        """A place in the words of the document; "" for one that is nowhere."""
        for spot in wider(key(place)):
            if spot in self._words:
                return self._words[spot]
        if place.table is not None and (place.sheet, place.table) in self._forms:
            return self._forms[place.sheet, place.table]
        return str(place)

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


def caption_of(table: Table) -> str:
    """A table as it is printed: its number and its title; "" where it has neither."""
    title = f"《{table.title}》" if table.title else ""
    return f"{table.number_label or ''}{title}"


def _row_of(place: Place) -> Key:
    return list(wider(key(place)))[2]


def _form_places(disclosure: Disclosure) -> Iterator[tuple[Place, str]]:
    goal = disclosure.overall_goal
    for indicator in goal.indicators if goal else ():
        yield indicator.at, "整体绩效目标表"
    for form in disclosure.projects:
        words = f"项目“{form.name}”的绩效目标表"
        yield form.at, words
        for indicator in (*form.indicators, *form.annual_indicators):
            yield indicator.at, words
