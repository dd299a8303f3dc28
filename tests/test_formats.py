"""One content read from Word, workbook, web page and PDF says the same as read from text."""

from collections import Counter
from functools import cache

import pytest

from documents import as_docx, as_html, as_pdf, as_xlsx
from mingzhang.checks.cases import FOLDER
from mingzhang.checks.report import check
from mingzhang.disclosure import Disclosure
from mingzhang.example import build_example
from mingzhang.recognition import read_disclosure

BASE = FOLDER / "base"
SOURCES = ("shanxi", "shanghai", "final_accounts", "example")
FORMATS = {"docx": as_docx, "xlsx": as_xlsx, "html": as_html, "pdf": as_pdf}


@cache
def text_of(source: str) -> str:
    if source == "example":
        return build_example()
    return (BASE / f"{source}.txt").read_text(encoding="utf-8")


@cache
def read_as(source: str, ending: str) -> Disclosure:
    if ending == "txt":
        return read_disclosure(text_of(source).encode(), f"{source}.txt")
    pytest.importorskip(f"mingzhang.readers.{ending}")
    return read_disclosure(FORMATS[ending](text_of(source)), f"{source}.{ending}")


def figures(disclosure: Disclosure) -> Counter[tuple[str | None, ...]]:
    """Every figure with its table, row and column."""
    return Counter(
        (table.subject, row.side and row.side.value, row.code, row.name, key, figure.text)
        for table in disclosure.tables
        for row in table.rows
        for key, figure in row.values.items()
        if figure is not None
    )


def indicators(disclosure: Disclosure) -> Counter[tuple[str, ...]]:
    """Every indicator of every form, both horizons."""
    sides = [("整体", disclosure.overall_goal.indicators)] if disclosure.overall_goal else []
    for form in disclosure.projects:
        sides += [(form.name, form.indicators), (f"{form.name} 年度", form.annual_indicators)]
    return Counter(
        (form, item.level1, item.level2, item.level3, item.target.raw)
        for form, items in sides
        for item in items
    )


def funds(disclosure: Disclosure) -> list[tuple[str | None, ...]]:
    """The money of every form, by source and horizon."""
    return [
        (
            form.name,
            *(getattr(money, key) and getattr(money, key).text for key in ("total", "municipal")),
        )
        for form in disclosure.projects
        for money in (form.total_funds, form.annual_funds)
    ]


def catalogue(disclosure: Disclosure) -> list[tuple[str, str, str, int]]:
    return [(item.section, item.code, item.name, item.level) for item in disclosure.catalogue]


@pytest.mark.parametrize("ending", sorted(FORMATS))
@pytest.mark.parametrize("source", SOURCES)
def test_every_figure_is_read_the_same(source: str, ending: str) -> None:
    read, expected = figures(read_as(source, ending)), figures(read_as(source, "txt"))

    assert sorted(map(str, expected - read)) == []
    assert sorted(map(str, read - expected)) == []
    assert sum(expected.values()) > 300


@pytest.mark.parametrize("ending", sorted(FORMATS))
@pytest.mark.parametrize("source", ["shanxi", "example"])
def test_goal_forms_and_catalogue_are_read_the_same(source: str, ending: str) -> None:
    read, expected = read_as(source, ending), read_as(source, "txt")

    assert indicators(read) == indicators(expected)
    assert funds(read) == funds(expected)
    assert catalogue(read) == catalogue(expected)
    assert len(expected.projects) == {"shanxi": 6, "example": 28}[source]


@pytest.mark.parametrize("ending", ["docx", "html", "pdf"])
@pytest.mark.parametrize("source", SOURCES)
def test_every_number_of_the_narrative_is_read_the_same(source: str, ending: str) -> None:
    def said(disclosure: Disclosure) -> Counter[tuple[str, str, str]]:
        return Counter((s.kind, s.subject, s.figure.text) for s in disclosure.statements)

    read, expected = said(read_as(source, ending)), said(read_as(source, "txt"))

    lost = sum((expected - read).values()) + sum((read - expected).values())
    assert lost <= sum(expected.values()) // 100


@pytest.mark.parametrize("ending", sorted(FORMATS))
@pytest.mark.parametrize("source", SOURCES)
def test_every_format_finds_the_same_errors(source: str, ending: str) -> None:
    def errors(disclosure: Disclosure) -> Counter[tuple[str, str]]:
        found = check(disclosure).findings
        return Counter((one.rule, one.message) for one in found if one.severity.value == "error")

    assert errors(read_as(source, ending)) == errors(read_as(source, "txt"))
