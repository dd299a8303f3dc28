"""Whatever a ledger holds, what is compiled from it is correct and reads back."""

import csv
import io
from collections import Counter
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ledger.random_ledgers import random_ledger
from mingzhang.checks.report import check
from mingzhang.disclosure import Disclosure
from mingzhang.ledger import Ledger
from mingzhang.ledger.reading import read_ledger, read_rows
from mingzhang.ledger.rows import rows_of
from mingzhang.ledger.worked import worked_example
from mingzhang.model import Source, Verdict
from mingzhang.projection import compile_ledger
from mingzhang.recognition import read_disclosure
from mingzhang.writers.ledger_workbook import rows_workbook
from mingzhang.writers.site.site import site_pages
from mingzhang.writers.to_data import contents
from mingzhang.writers.to_docx import document
from mingzhang.writers.to_text import disclosure_text
from mingzhang.writers.to_xlsx import workbook

SOURCE = Source("账簿.xlsx", "ledger", "0" * 64)
PROFILES = ("shanxi-2025", "shanghai-budget-2024")


def compiled(ledger: Ledger, *, once: bool = True) -> Disclosure:
    return compile_ledger(ledger, SOURCE, once=once).disclosure


def failures(disclosure: Disclosure) -> list[str]:
    """Failing rules, notes left out."""
    return [
        f"{one.rule} {one.message}"
        for one in check(disclosure).findings
        if one.verdict is Verdict.FAIL and one.severity.value != "info"
    ]


def table_figures(disclosure: Disclosure) -> Counter[tuple[str | None, ...]]:
    return Counter(
        (table.id, row.side and row.side.value, row.code, row.name, figure.text)
        for table in disclosure.tables
        for row in table.rows
        for figure in row.values.values()
        if figure is not None
    )


def stated(disclosure: Disclosure) -> list[str]:
    return [statement.figure.text for statement in disclosure.statements]


def form_money(disclosure: Disclosure) -> list[tuple[str, str | None, str | None]]:
    return [
        (
            form.name,
            form.annual_funds.total and form.annual_funds.total.text,
            form.total_funds.total and form.total_funds.total.text,
        )
        for form in disclosure.projects
    ]


def test_the_worked_example_compiles_without_any_finding() -> None:
    assert check(compiled(worked_example())).findings == ()


def test_a_project_that_rounds_to_nothing_is_told_and_printed_nowhere() -> None:
    ledger = worked_example()
    name = ledger.projects[0].name
    lines = tuple(
        replace(line, current=4900, carried=0) if line.project == name else line
        for line in ledger.lines
    )
    made = compile_ledger(replace(ledger, lines=lines), SOURCE)

    assert [problem.message for problem in made.problems] == [
        f"“{name}”共 49.00 元，按公开文本的单位四舍五入后是零：报表里没有它的行，绩效目标表也不印。"
    ]
    assert name not in [form.name for form in made.disclosure.projects]
    assert [f for f in failures(made.disclosure) if f.startswith("D06")] == []


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2**32), st.sampled_from(PROFILES))
@example(1694680723, "shanghai-budget-2024")  # spent last year: less than is printed
def test_no_rule_fails_on_what_a_random_ledger_gives(seed: int, profile: str) -> None:
    assert failures(compiled(random_ledger(seed, profile))) == []


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2**32), st.sampled_from(PROFILES))
def test_no_sum_of_a_table_is_off_by_rounding(seed: int, profile: str) -> None:
    report = check(compiled(random_ledger(seed, profile)))
    off = [one.rule for one in report.findings if one.verdict is Verdict.ROUNDING]

    assert [rule for rule in off if rule.startswith("A")] == []


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 2**32), st.sampled_from(PROFILES))
def test_text_reads_back_to_the_same_figures(seed: int, profile: str) -> None:
    disclosure = compiled(random_ledger(seed, profile))
    read = read_disclosure(disclosure_text(disclosure).encode(), "公开文本.txt")

    assert table_figures(read) == table_figures(disclosure)
    assert stated(read) == stated(disclosure)
    assert form_money(read) == form_money(disclosure)
    assert read.profile == profile


def whole_text(disclosure: Disclosure) -> bytes:
    """The page of the site that holds the whole text."""
    return site_pages(disclosure, None)["document.html"]


WRITERS = {"docx": document, "xlsx": workbook, "html": whole_text}


@settings(max_examples=9, deadline=None)
@given(st.integers(0, 2**32), st.sampled_from(PROFILES), st.sampled_from(sorted(WRITERS)))
def test_documents_read_back_to_the_same_figures_and_no_rule_fails(
    seed: int, profile: str, ending: str
) -> None:
    disclosure = compiled(random_ledger(seed, profile))
    read = read_disclosure(WRITERS[ending](disclosure), f"公开文本.{ending}")

    assert table_figures(read) == table_figures(disclosure)
    assert Counter(stated(disclosure)) <= Counter(stated(read))
    assert form_money(read) == form_money(disclosure)
    assert failures(read) == []


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 2**32), st.sampled_from(PROFILES))
def test_open_data_hold_the_same_figures(seed: int, profile: str) -> None:
    disclosure = compiled(random_ledger(seed, profile))
    lines = csv.DictReader(io.StringIO(contents(disclosure)["figures.csv"].decode(), newline=""))
    printed = [line["printed"] for line in lines]

    assert Counter(printed) == Counter(text for *_, text in table_figures(disclosure).elements())


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 2**32), st.sampled_from(PROFILES))
def test_a_ledger_comes_back_from_its_rows_and_from_its_workbook(seed: int, profile: str) -> None:
    rows = rows_of(random_ledger(seed, profile))
    reading = read_rows(rows)

    assert reading.ledger is not None, reading.problems
    assert rows_of(reading.ledger) == rows
    with TemporaryDirectory() as folder:
        file = Path(folder) / "账簿.xlsx"
        file.write_bytes(rows_workbook(rows, 2025))
        stored = read_ledger(file)
    assert stored.ledger is not None, stored.problems
    assert rows_of(stored.ledger) == rows


@pytest.mark.parametrize("profile", PROFILES)
def test_each_figure_rounded_by_itself_is_off_by_the_last_place_at_most(profile: str) -> None:
    for seed in range(10):
        assert failures(compiled(random_ledger(seed, profile), once=False)) == []
