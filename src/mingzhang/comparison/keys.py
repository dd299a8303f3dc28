"""What a figure means, so that it is found again in another document (数的含义)."""

import re
from collections import Counter
from collections.abc import Container, Iterator
from typing import NamedTuple, TypeAlias

from mingzhang.disclosure import FUND_SOURCES, Disclosure, Funds, Row, Table
from mingzhang.model import Figure

Meaning: TypeAlias = tuple[str, ...]


class Entry(NamedTuple):
    """One figure: the words that name it, what it means without its code, and itself."""

    words: str
    named: Meaning
    figure: Figure


Figures: TypeAlias = dict[Meaning, Entry]
_YEAR = re.compile(r"(?:19|20)\d\d年?(?:度)?")
_ORDINAL = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[、.．]"
    r"|[①-⑳]|其中[:：])+"
)
_MARKS = str.maketrans("", "", ' \t\u3000“”"《》')


def plain(name: str) -> str:
    """A name without ordinal, year, quotation marks and spaces."""
    bare = name.translate(_MARKS).replace("（", "(").replace("）", ")")
    return _YEAR.sub("", _ORDINAL.sub("", bare))


def tables(disclosure: Disclosure) -> dict[str, tuple[str, Figures]]:
    """Key of each table or form → its title, and its figures by meaning in printed order."""
    found: dict[str, tuple[str, Figures]] = {}
    for table in disclosure.tables:
        key = _free(found, table.subject or plain(table.title))
        found[key] = (table.title or table.id, dict(_of_table(table)))
    goal = disclosure.overall_goal
    if goal is not None:
        figures: Figures = {
            ("整体", label): Entry(label.rpartition(":")[2], ("整体", label), figure)
            for label, figure in (*goal.funds.items(), *goal.facts.items())
            if figure is not None
        }
        found["整体绩效目标表"] = ("整体绩效目标表", figures)
    for form in disclosure.projects:
        key = _free(found, f"项目 {plain(form.name)}")
        lines = [*_funds("实施期", form.total_funds), *_funds("年度", form.annual_funds)]
        found[key] = (f"项目绩效目标表：{form.name}", dict(lines))
    return found


def _free(found: Container[str], key: str) -> str:
    number = 1
    free = key
    while free in found:
        number += 1
        free = f"{key} {number}"
    return free


def _of_table(table: Table) -> Iterator[tuple[Meaning, Entry]]:
    labels = {column.key: column.header[-1] if column.header else "" for column in table.columns}
    seen: Counter[Meaning] = Counter()
    for row in table.rows:
        own = _row(row)
        seen[own] += 1
        name = f"{row.code} {row.name}".strip() or "（无名称的行）"
        for key, figure in row.values.items():
            if figure is not None:
                label = labels.get(key, key)
                words = f"{name}的{label}" if label else name
                named = (own[0], plain(row.name), key)
                yield (*own, str(seen[own]), key), Entry(words, named, figure)


def _row(row: Row) -> Meaning:
    """Code and second class, or the name where there is no code; on its side."""
    side = row.side.value if row.side else ""
    return side, row.code or plain(row.name), plain(row.government_class)


def _funds(horizon: str, funds: Funds) -> Iterator[tuple[Meaning, Entry]]:
    for name, label in FUND_SOURCES:
        figure: Figure | None = getattr(funds, name)
        if figure is not None:
            yield (horizon, name), Entry(f"{horizon}{label}", (horizon, name), figure)
