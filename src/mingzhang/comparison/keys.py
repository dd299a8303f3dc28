"""What a figure means, so that it is found again in another document (数的含义)."""

import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator
from typing import NamedTuple, TypeAlias

from mingzhang.disclosure import (
    FUND_SOURCES,
    Disclosure,
    Funds,
    Indicator,
    ProjectForm,
    Row,
    Table,
)
from mingzhang.model import Figure

Meaning: TypeAlias = tuple[str, ...]


class Entry(NamedTuple):
    """One figure: its row and column in words, what it means without its code, and itself."""

    row: str
    column: str
    named: Meaning
    figure: Figure


Figures: TypeAlias = dict[Meaning, Entry]
Texts: TypeAlias = dict[Meaning, tuple[str, str]]
"""What a form says in words: meaning → its name and the words."""


class Content(NamedTuple):
    """One table, form or the narrative: its title, figures and texts by meaning in their order."""

    title: str
    figures: Figures
    texts: Texts
    project: bool = False


PROJECT = "项目 "
"""How the key of a project's form begins."""

_PEOPLE = ("编制", "实有人员", "在编人员", "在职人员", "退休人员", "编外人员")
_WHO = re.compile(r"^(?:[本我](?:部门|单位|年度?)|部门)+")
_STATED = frozenset({"amount", "percentage", "count", "area"})
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


def contents(disclosure: Disclosure) -> dict[str, Content]:
    """Key of each table, form and of the narrative → what it holds, in printed order."""
    found: dict[str, Content] = {}
    for table in disclosure.tables:
        key = _free(found, table.subject or plain(table.title))
        found[key] = Content(table.title or table.id, dict(_of_table(table)), {})
    stated = dict((*_of_bodies(disclosure), *_of_narrative(disclosure)))
    if stated:
        found["说明文字"] = Content("说明文字", stated, {})
    goal = disclosure.overall_goal
    if goal is not None:
        figures: Figures = {
            ("整体", label): Entry(label.rpartition(":")[2], "", ("整体", label), figure)
            for label, figure in (*goal.funds.items(), *goal.facts.items())
            if figure is not None
        }
        texts = dict(_targets(goal.indicators))
        found["整体绩效目标表"] = Content("整体绩效目标表", figures, texts)
    for form in disclosure.projects:
        key = _free(found, f"{PROJECT}{plain(form.name)}")
        lines = [*_funds("实施期", form.total_funds), *_funds("年度", form.annual_funds)]
        found[key] = Content(form.name, dict(lines), dict(_of_form(form)), True)
    return found


def _of_form(form: ProjectForm) -> Iterator[tuple[Meaning, tuple[str, str]]]:
    for label, text in (("项目属性", form.attribute), ("项目期", form.period)):
        if text:
            yield (label,), (label, text)
    yield from _targets(form.indicators, "实施期" if form.annual_indicators else "")
    yield from _targets(form.annual_indicators, "年度")


def _targets(
    indicators: Iterable[Indicator], horizon: str = ""
) -> Iterator[tuple[Meaning, tuple[str, str]]]:
    seen: Counter[Meaning] = Counter()
    for one in indicators:
        own = (horizon, one.level2, plain(one.level3))
        seen[own] += 1
        words = " ".join(filter(None, (horizon, one.level2, one.level3)))
        yield (*own, str(seen[own])), (words, one.target.raw)


def _of_bodies(disclosure: Disclosure) -> Iterator[tuple[Meaning, Entry]]:
    """The people of each body."""
    for body in disclosure.organisation.bodies:
        counts = (("编制", body.quota), ("实有人员", body.staff), ("退休人员", body.retired))
        for label, figure in counts:
            if figure is not None:
                own = ("机构", plain(body.name), label)
                yield own, Entry(body.name, label, own, figure)


def _of_narrative(disclosure: Disclosure) -> Iterator[tuple[Meaning, Entry]]:
    """What the narrative states of a subject; the numbers of years, laws and lists are none."""
    sections = {one.index: one.section for one in disclosure.narrative}
    department = plain(disclosure.department.name)
    seen: Counter[Meaning] = Counter()
    for one in disclosure.statements:
        numbers_a_table = f"表{one.figure.text}" in one.clause
        if one.kind not in _STATED or one.subject.endswith(_PEOPLE) or numbers_a_table:
            continue
        section = sections.get(one.paragraph, "")
        place = plain(section)
        said = (one.topic, one.subject, one.measure, one.comparison)
        own = (place, *(_said(word, department) for word in (*said, one.base)), one.kind)
        seen[own] += 1
        words = "".join(dict.fromkeys(filter(None, said))) or one.clause
        subject = _said(one.subject, department).removesuffix("收入")
        named = (place, subject, one.comparison, one.kind)
        yield (*own, str(seen[own])), Entry(_YEAR.sub("", section), words, named, one.figure)


def _said(words: str, department: str) -> str:
    """What is talked of, without the publisher itself."""
    said = plain(words)
    return _WHO.sub("", said.replace(department, "") if department else said)


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
                named = (own[0], plain(row.name), key)
                yield (*own, str(seen[own]), key), Entry(name, label, named, figure)


def _row(row: Row) -> Meaning:
    """Code and second class, or the name where there is no code; on its side."""
    side = row.side.value if row.side else ""
    return side, row.code or plain(row.name), plain(row.government_class)


def _funds(horizon: str, funds: Funds) -> Iterator[tuple[Meaning, Entry]]:
    for name, label in FUND_SOURCES:
        figure: Figure | None = getattr(funds, name)
        if figure is not None:
            yield (horizon, name), Entry(f"{horizon}{label}", "", (horizon, name), figure)
