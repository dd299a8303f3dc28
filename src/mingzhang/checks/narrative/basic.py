"""一般公共预算基本支出：staff and office money, and the items it names."""

import re
from collections.abc import Iterator

from mingzhang.checks.engine import rule
from mingzhang.checks.facts import Facts, NotApplicable, plain_name
from mingzhang.checks.narrative.claims import by_section, levels_of, narrative, shares_of
from mingzhang.checks.narrative.story import Part
from mingzhang.checks.tables.basic import BASIC, code_of
from mingzhang.checks.trials import adds_up, holds
from mingzhang.disclosure import Role, Row
from mingzhang.model import Severity, Trial

_LIST = re.compile(
    r"(?P<kind>人员|公用)(?:经费|支出)[^：:。；]{0,40}(?:主要包括|包括|用于)[：:]?(?P<items>[^。；;]+)"
)
_CODES = {"人员": ("301", "303"), "公用": ("302", "307", "309", "310", "312", "399")}
_TAIL = re.compile(r"(?:支出|费用|费|等)+$")
_SPLIT = re.compile(r"[、，,]")
_HELD = re.compile(r"\x00(\d+)\x00")
_JOINED = re.compile(r"[（(][^）)]*[）)]")


@rule("B10", "基本支出、人员经费、公用经费", "说明中的基本支出、人员经费、公用经费等于基本支出表。")
def basic(facts: Facts) -> Iterator[Trial]:
    """说明.基本支出 = 表六[合计]；说明.人员、公用经费 = 表六的同名数；人员 + 公用 = 基本支出"""
    yield from levels_of(facts, "B10")
    yield from shares_of(facts, "B10")
    for first in by_section(facts, "basic"):
        if {"basic", "personnel", "public"} <= first.keys():
            parts = [first["personnel"].short, first["public"].short]
            yield adds_up(first["basic"].term, parts)


@rule(
    "B11",
    "人员、公用经费所列科目",
    "说明列举的人员经费、公用经费科目，就是基本支出表中有数的科目。",
    severity=Severity.WARNING,
    law=("数据质量",),
    remedy="按基本支出表增删说明中列举的科目。",
)
def items(facts: Facts) -> Iterator[Trial]:
    """{说明列举的科目} = {表六中金额 > 0 的科目}"""
    told = narrative(facts)
    sheet = facts.need(BASIC)
    found = False
    for part in told.body:
        for match in _LIST.finditer(part.text):
            rows = _rows(sheet.table.rows, _CODES[match["kind"]])
            names = _names(match["items"], {_core(row.name) for row in rows})
            if not rows or len(names) < 2:
                continue
            found = True
            ended = match["items"].rstrip("支出").endswith("等")
            yield from _compared(part, match["kind"] + "经费", names, rows, sheet.name, ended)
    if not found:
        raise NotApplicable("说明没有列举人员经费、公用经费的科目。")


def _rows(rows: tuple[Row, ...], codes: tuple[str, ...]) -> list[Row]:
    return [
        row
        for row in rows
        if row.role is Role.DETAIL and len(code_of(row)) > 3 and code_of(row).startswith(codes)
    ]


def _names(text: str, known: set[str]) -> list[str]:
    """Split at commas, and at 和 where the whole is no known name; brackets are kept whole."""
    held: list[str] = []

    def keep(match: re.Match[str]) -> str:
        held.append(match.group())
        return f"\x00{len(held) - 1}\x00"

    names: list[str] = []
    for part in _SPLIT.split(_JOINED.sub(keep, text)):
        name = plain_name(_HELD.sub(lambda m: held[int(m[1])], part)).removesuffix("等")
        if name and _core(name) not in known and "和" in name:
            names += [piece for piece in name.split("和") if piece]
        elif name:
            names.append(name)
    return names


def _compared(
    part: Part, kind: str, names: list[str], rows: list[Row], table: str, open_ended: bool
) -> Iterator[Trial]:
    spent = {_core(row.name): row for row in rows if _has_amount(row)}
    told = {_core(name): name for name in names}
    at = part.paragraph.at
    extra = [name for core, name in told.items() if core not in spent]
    note = f"说明的{kind}列举了{_quoted(extra)}，{table}的{_these(extra)}科目没有数。"
    yield holds(not extra, note, places=(at,))
    if open_ended:
        return
    missing = [row for core, row in spent.items() if core not in told]
    names = [row.name for row in missing]
    note = f"{table}的{_quoted(names)}有数，说明的{kind}没有列举。"
    yield holds(not missing, note, places=(*(row.at for row in missing), at))


def _quoted(names: list[str]) -> str:
    return "".join(f"“{name}”" for name in names)


def _these(names: list[str]) -> str:
    return "这一" if len(names) == 1 else f"这{len(names)}个"


def _core(name: str) -> str:
    return _TAIL.sub("", plain_name(name))


def _has_amount(row: Row) -> bool:
    return any(figure is not None and figure.value for figure in row.values.values())
