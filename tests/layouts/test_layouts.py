"""Disclosures of many places: every figure is read, no false alarm, no silence on a wrong digit."""

from functools import cache

import pytest

from layouts.build import Document, build
from layouts.measure import FORMATS, compare, mutate, read_as, worse_than_a_note
from layouts.places import layouts, load
from layouts.traps import TEXT_TRAPS, TRAPS, spoiled
from mingzhang.disclosure import Disclosure
from mingzhang.recognition import read_disclosure

RULED = [form for form in FORMATS if form != "pdf-unruled"]
TRAPPED = ("central", "final", "sichuan")
ABOUT_TABLES = "A"


@cache
def document(layout: str) -> Document:
    return build(load(layout))


@pytest.mark.parametrize("form", RULED)
@pytest.mark.parametrize("layout", layouts())
def test_every_figure_is_read_and_nothing_is_wrong(layout: str, form: str) -> None:
    read = read_as(document(layout), form)
    score = compare(document(layout), read)

    assert score.faults == []
    assert score.right == score.true > 200
    assert alarms(read_as(document(layout), form)) == []


def alarms(read: Disclosure) -> list[str]:
    """What is said of the tables of a correct document; these documents have no narrative."""
    return [
        f"{finding.rule} {finding.message}"
        for finding in worse_than_a_note(read)
        if finding.severity.value == "error" or finding.rule.startswith(ABOUT_TABLES)
    ]


@pytest.mark.parametrize("seed", [11, 12])
@pytest.mark.parametrize("layout", layouts())
def test_other_amounts_raise_no_alarm(layout: str, seed: int) -> None:
    other = build(load(layout), seed)
    read = read_as(other, "txt")

    assert compare(other, read).faults == []
    assert alarms(read) == []


@pytest.mark.parametrize("layout", layouts())
def test_a_changed_digit_in_any_table_surfaces(layout: str) -> None:
    """A few figures of each table here; `python -m layouts.measure --mutations 0` tries all."""
    caught = mutate(document(layout), 9, seed=3)

    assert caught.missed == []


@pytest.mark.parametrize("trap", sorted(TRAPS))
@pytest.mark.parametrize("layout", TRAPPED)
def test_traps_do_not_change_what_is_read(layout: str, trap: str) -> None:
    form = RULED[(sorted(TRAPS).index(trap) + TRAPPED.index(layout)) % len(RULED)]
    form = "txt" if (trap, form) == ("watermark", "xlsx") else form
    printed = spoiled(document(layout), trap)
    if trap == "with_unit" and load(layout).tables[0].money.unit != "万元":
        pytest.skip("the trap prints 万元")
    read = read_as(printed, form)
    score = compare(document(layout), read)

    assert score.faults == []
    assert [one for one in alarms(read) if not one.startswith("A62")] == []


@pytest.mark.parametrize("trap", sorted(TEXT_TRAPS))
@pytest.mark.parametrize("layout", [name for name in layouts() if name != "yunnan"])
def test_what_a_text_extraction_loses_is_put_back(layout: str, trap: str) -> None:
    text = TEXT_TRAPS[trap](document(layout).text)
    read = read_disclosure(text.encode(), "公开.txt")

    assert compare(document(layout), read).faults == []
    assert alarms(read) == []
