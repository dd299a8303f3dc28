"""Documents to publish and what two readings of one document must have in common."""

from collections import Counter
from functools import cache

from mingzhang.checks.cases import base_text
from mingzhang.checks.report import check
from mingzhang.disclosure import Disclosure
from mingzhang.example import build_example
from mingzhang.model import Verdict
from mingzhang.recognition import read_disclosure

SOURCES = ("shanxi", "shanghai", "final_accounts", "central", "example")


@cache
def source(name: str) -> Disclosure:
    """One of the base documents, or the bundled example, read from its text."""
    if name == "example":
        return read_disclosure(build_example().encode(), "example.txt")
    return read_disclosure(base_text(name).encode(), f"{name}.txt")


def figures(disclosure: Disclosure) -> Counter[tuple[str | None, ...]]:
    """Every figure of every table with its row and column."""
    return Counter(
        (table.title, table.unit, row.side and row.side.value, row.code, row.name, key, figure.text)
        for table in disclosure.tables
        for row in table.rows
        for key, figure in row.values.items()
        if figure is not None
    )


def indicators(disclosure: Disclosure) -> Counter[tuple[str, ...]]:
    """Every indicator of every form, both horizons."""
    goal = disclosure.overall_goal
    sides = [("整体", goal.indicators)] if goal else []
    for form in disclosure.projects:
        sides += [(form.name, form.indicators), (f"{form.name} 年度", form.annual_indicators)]
    return Counter(
        (form, item.level1, item.level2, item.level3, item.target.raw)
        for form, items in sides
        for item in items
    )


def money(disclosure: Disclosure) -> list[str]:
    """The money of every form, by source and horizon, and of the whole department's form."""
    goal = disclosure.overall_goal
    lines = (
        [f"{key} {figure and figure.text}" for key, figure in goal.funds.items()] if goal else []
    )
    names = ("total", "central", "provincial", "municipal", "self_raised", "other")
    for form in disclosure.projects:
        for funds in (form.total_funds, form.annual_funds):
            figures = (getattr(funds, name) for name in names)
            lines.append(f"{form.name} {[figure and figure.text for figure in figures]}")
    return sorted(lines)


def texts(disclosure: Disclosure) -> list[str]:
    """The words of the narrative and of the forms."""
    found = [paragraph.text for paragraph in disclosure.narrative]
    for form in disclosure.projects:
        found += [form.overview, form.basis, form.plan, form.total_goal, form.annual_goal]
    return found


def catalogue(disclosure: Disclosure) -> list[tuple[str, str, str, int]]:
    """The purchase catalogue in printed order."""
    return [(item.section, item.code, item.name, item.level) for item in disclosure.catalogue]


def failures(disclosure: Disclosure, family: str) -> Counter[tuple[str, str]]:
    """What the rules of some families ("A", "ACDE") find wrong."""
    found = check(disclosure).findings
    wrong = (Verdict.FAIL, Verdict.ROUNDING)
    return Counter((f.rule, f.message) for f in found if f.rule[0] in family and f.verdict in wrong)
