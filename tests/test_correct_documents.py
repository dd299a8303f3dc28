"""A correct document raises no error, whatever its amounts; a wrong digit does not pass."""

from collections import Counter
from dataclasses import replace
from functools import cache
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from base_documents import shanghai, shanxi
from base_documents.ledger import FISCAL, FUND, GENERAL, Ledger, Line
from mingzhang.checks.cases import FOLDER
from mingzhang.checks.report import check
from mingzhang.model import Figure, Finding
from mingzhang.recognition import read_disclosure

BASE = FOLDER / "base"
NAMES = ("shanxi", "shanghai", "final_accounts")
PENSION, ANNUITY = "30108", "30109"


def findings(text: str) -> list[Finding]:
    return list(check(read_disclosure(text.encode(), "公开文本.txt")).findings)


def worse_than_a_note(found: list[Finding]) -> list[str]:
    return [f"{one.rule} {one.message}" for one in found if one.severity.value != "info"]


@cache
def text_of(name: str) -> str:
    return (BASE / f"{name}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_a_base_document_raises_neither_errors_nor_warnings(name: str) -> None:
    assert worse_than_a_note(findings(text_of(name))) == []


def other_amounts(ledger: Ledger, chance: Random) -> Ledger:
    """The same department with other basic amounts; 职业年金 stays half of 养老保险."""
    changed: list[Line] = []
    for line in ledger.lines:
        amount = line.amount
        if not line.project and line.department_class != ANNUITY:
            amount += chance.randrange(0, 4000, 2)
        changed.append(replace(line, amount=amount))
    pensions = {line.unit: line.amount for line in changed if line.department_class == PENSION}
    lines = tuple(
        replace(line, amount=pensions[line.unit] // 2) if line.department_class == ANNUITY else line
        for line in changed
    )
    return replace(ledger, lines=lines, previous=dict(ledger.previous))


def falling(now: int, chance: Random) -> int:
    """An amount of last year above this year's."""
    return now + chance.randrange(1, 300)


def public_costs(ledger: Ledger) -> dict[str, int]:
    basic = ledger.current.basic
    offices = [body.name for body in ledger.bodies if body.kind != "事业单位"]
    return {
        "接待": basic.economic("30217").total,
        "用车": basic.economic("30231").total,
        "运行": basic.fund(GENERAL).public.where(lambda line: line.unit in offices).total,
    }


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 2**32))
def test_a_shanxi_budget_with_other_amounts_raises_no_error(seed: int) -> None:
    chance = Random(seed)
    ledger = other_amounts(shanxi.LEDGER, chance)
    costs = {key: falling(sum_, chance) for key, sum_ in public_costs(ledger).items()}
    ledger.previous.update(costs)
    ledger.previous["总计"] = ledger.all.total - chance.randrange(1, 20000)
    general = ledger.current.fund(GENERAL).total
    ledger.previous["一般公共预算"] = general - chance.randrange(1, 20000)

    assert worse_than_a_note(findings(shanxi.build(ledger))) == []


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 2**32))
def test_a_shanghai_budget_with_other_amounts_raises_no_error(seed: int) -> None:
    chance = Random(seed)
    ledger = other_amounts(shanghai.LEDGER, chance)
    costs = {key: falling(sum_, chance) for key, sum_ in public_costs(ledger).items()}
    ledger.previous.update(costs)
    lines = ledger.all.fund(*FISCAL)
    general = lines.fund(GENERAL).total - chance.randrange(1, 20000)
    ledger.previous["一般公共预算"] = general
    ledger.previous["财政拨款"] = general
    assert lines.fund(FUND).total > 0

    assert worse_than_a_note(findings(shanghai.build(ledger))) == []


def table_figures(text: str) -> list[Figure]:
    disclosure = read_disclosure(text.encode(), "公开文本.txt")
    return [
        figure
        for table in disclosure.tables
        for row in table.rows
        for figure in row.values.values()
        if figure is not None
    ]


def with_digit_changed(text: str, figure: Figure, last: bool) -> str:
    """The text with the first or the last digit of one printed figure raised by one."""
    lines = text.split("\n")
    assert figure.at.line is not None
    assert figure.at.column is not None
    cells = lines[figure.at.line - 1].split("\t")
    printed = cells[figure.at.column - 1]
    digits = [index for index, mark in enumerate(printed) if mark.isdigit()]
    at = digits[-1] if last else digits[0]
    changed = str((int(printed[at]) + 1) % 10)
    cells[figure.at.column - 1] = printed[:at] + changed + printed[at + 1 :]
    lines[figure.at.line - 1] = "\t".join(cells)
    return "\n".join(lines)


def new_severities(text: str, changed: str) -> set[str]:
    before = Counter((one.rule, one.severity.value) for one in findings(text))
    after = Counter((one.rule, one.severity.value) for one in findings(changed))
    return {severity for _, severity in after - before}


def surfaces(text: str, figure: Figure) -> bool:
    """Whether a wrong first digit is an error, and a wrong last digit at least a note.

    A figure of one digit (0) is changed by the last printed place only, which a rounded sum
    may hide: for it a note is enough.
    """
    first = new_severities(text, with_digit_changed(text, figure, last=False))
    last = new_severities(text, with_digit_changed(text, figure, last=True))
    return bool(last) and ("error" in first or len(figure.text) == 1)


@pytest.mark.parametrize("name", NAMES)
def test_a_changed_digit_in_any_table_surfaces(name: str) -> None:
    """Every eleventh figure here; `tools/mutations.py` tries them all."""
    text = text_of(name)
    missed = []
    for figure in table_figures(text)[::11]:
        if not surfaces(text, figure):
            missed.append((str(figure.at), figure.text))

    assert missed == []
