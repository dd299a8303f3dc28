"""The labels by which goal forms are read (绩效目标表用语), from `vocabulary.toml`."""

import re
from functools import lru_cache
from typing import TypeVar

import msgspec

from mingzhang.model import Unit
from mingzhang.model.shipped import shipped_toml

_RAW = shipped_toml(__file__, "vocabulary.toml")

LONGEST_LABEL = 40
_T = TypeVar("_T")
_PLAIN = str.maketrans(
    {"（": "(", "）": ")", "／": "/"} | dict.fromkeys(" \t\r\n\u3000\u00a0:：﹕*★▲", "")
)
_BESIDE = re.compile(r"\([^()]*\)|20\d\d年?")
_UNITS = {unit.value: unit for unit in Unit}


class Label(msgspec.Struct, frozen=True, gc=False):
    """What a printed label leads: its `group` (field, goal, fund, result) and the `key` in it."""

    group: str
    key: str


class Level(msgspec.Struct, frozen=True, gc=False):
    """One level-2 heading of the indicator tree; `order` is its place in the usual order."""

    name: str
    parent: str
    order: int


def _labels(table: dict[str, list[str]], group: str) -> dict[str, Label]:
    return {label: Label(group, key) for key, labels in table.items() for label in labels}


def _words(table: dict[str, list[str]]) -> dict[str, str]:
    return {label: key for key, labels in table.items() for label in labels}


PROJECT: dict[str, Label] = (
    _labels(_RAW["other_forms"], "result")
    | _labels(_RAW["funds"], "fund")
    | _labels(_RAW["goals"], "goal")
    | _labels(_RAW["project"], "field")
)
OVERALL: dict[str, str] = _words(_RAW["overall"])
OVERALL_SIDES: dict[str, str] = _words(_RAW["overall_sides"])
TASK_COLUMNS: dict[str, str] = _words(_RAW["overall_task_columns"])
INDICATOR_COLUMNS: dict[str, str] = _words(_RAW["indicator_columns"])
CONTENT: dict[str, list[str]] = _RAW["content"]

LEVEL1: dict[str, str] = {
    label: entry["name"] for entry in _RAW["level1"] for label in entry["labels"]
}
LEVEL2: dict[str, Level] = {
    label: Level(entry["name"], entry["parent"], order)
    for order, entry in enumerate(_RAW["level2"])
    for label in entry["labels"]
}
LEVELS: dict[str, Level] = {level.name: level for level in LEVEL2.values()}


@lru_cache(maxsize=8192)
def plain(text: str) -> str:
    """A label for matching: no white space, colons or marks, half-width brackets."""
    return text.translate(_PLAIN)


@lru_cache(maxsize=8192)
def project_label(text: str) -> Label | None:
    """What a cell of a project form leads, if it is a label."""
    return _without_extras(plain(text), PROJECT)


@lru_cache(maxsize=8192)
def overall_label(text: str) -> str | None:
    """What a cell of the overall form leads, if it is a label."""
    return _without_extras(plain(text), OVERALL)


@lru_cache(maxsize=4096)
def indicator_column(text: str) -> str | None:
    """What a column of an indicator block holds, by its heading.

    A year and brackets in it say nothing of that: "2026年指标值", "年度(/项目)指标值".
    """
    label = plain(text)
    if len(label) > LONGEST_LABEL:
        return None
    return INDICATOR_COLUMNS.get(label) or INDICATOR_COLUMNS.get(_BESIDE.sub("", label))


@lru_cache(maxsize=8192)
def is_level(text: str) -> bool:
    """Whether a text is the label of a level 1 or a level 2."""
    label = plain(text)
    return label in LEVEL2 or label in LEVEL1


@lru_cache(maxsize=8192)
def part_of_row(text: str) -> str:
    """What a cell of an indicator row is by itself: level2, level1, block, or text."""
    label = plain(text)
    if label in LEVEL2:
        return "level2"
    if label in LEVEL1:
        return "level1"
    return "block" if INDICATOR_COLUMNS.get(label) == "block" else "text"


@lru_cache(maxsize=4096)
def level2(text: str) -> Level | None:
    """The level 2 that a printed label names."""
    return LEVEL2.get(plain(text))


def _without_extras(label: str, known: dict[str, _T]) -> _T | None:
    """Look a label up as it stands, then without a leading 其中 and a bracket at its end."""
    if len(label) > LONGEST_LABEL:
        return None
    found = known.get(label)
    if found is None:
        label = label.removeprefix("其中")
        found = known.get(label)
    if found is None and label.endswith(")"):
        found = known.get(label[: label.rfind("(")])
    return found


def printed_unit(text: str) -> Unit | None:
    """The unit of money in a label such as "项目资金（万元）" or "单位：元"."""
    if "元" not in text:
        return None
    label = plain(text)
    for opened in ("(", "单位"):
        start = label.rfind(opened)
        if start >= 0:
            unit = _UNITS.get(label[start + len(opened) :].rstrip(")"))
            if unit:
                return unit
    return None
