"""Whatever a ledger holds, what is compiled from it is correct and reads back."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.random_ledgers import random_ledger
from mingzhang.checks.report import check
from mingzhang.disclosure import Disclosure
from mingzhang.ledger import Ledger
from mingzhang.ledger.worked import worked_example
from mingzhang.model import Source, Verdict
from mingzhang.projection import compile_ledger
from mingzhang.recognition import read_disclosure
from mingzhang.writers.to_text import disclosure_text

SOURCE = Source("账簿.xlsx", "ledger", "0" * 64)
PROFILES = ("shanxi-2025", "shanghai-budget-2024")


def compiled(ledger: Ledger, *, once: bool = True) -> Disclosure:
    return compile_ledger(ledger, SOURCE, once=once).disclosure


FORMS_IN_YUAN = "B24"
"""Forms print 元 in full; many of them together may miss the sum of rows in 万元 by its last place."""


def failures(disclosure: Disclosure) -> list[str]:
    """Failing rules, notes left out."""
    return [
        f"{one.rule} {one.message}"
        for one in check(disclosure).findings
        if one.verdict is Verdict.FAIL
        and one.severity.value != "info"
        and one.rule != FORMS_IN_YUAN
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


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2**32), st.sampled_from(PROFILES))
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


@pytest.mark.parametrize("profile", PROFILES)
def test_each_figure_rounded_by_itself_is_off_by_the_last_place_at_most(profile: str) -> None:
    for seed in range(10):
        assert failures(compiled(random_ledger(seed, profile), once=False)) == []
