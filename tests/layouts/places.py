"""Layouts as data (样式): what a place prints, read from `places/*.toml`.

A table is drawn the way it is printed: header rows with `|` between cells, `<` where a cell
is merged with its left neighbour and `^` with the one above. `columns` say what stands below:
labels (code, name, unit, …) and figures as "key = words", the words being those of the ledger.
Two-sided tables separate their groups of columns with "||".
"""

import tomllib
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "places"


@dataclass(frozen=True)
class Money:
    """How amounts are printed: 元 a unit, decimals, thousands separators, what a zero is."""

    unit: str = "万元"
    decimals: int = 2
    thousands: bool = False
    zero: str = ""


@dataclass(frozen=True)
class TableSpec:
    """One table as a place prints it.

    before, after: the lines around it. rows: which rows (functions, items, economic, pairs,
    units/items, projects, list, …). scope: words that hold for the whole table. total:
    "first 合计", "last 合计" or "". groups: the printed lines of each side, marked `+` 本年合计,
    `*` 总计, `~` 结转. group_sides: income or expenditure, one a group. inside: the lines before
    it stand in its first rows. merged: label columns whose repeats are merged downwards.
    """

    subject: str | None
    before: list[str]
    header: list[str]
    columns: list[str]
    rows: str = "functions"
    scope: str = ""
    total: str = "first 合计"
    groups: list[list[str]] = field(default_factory=list)
    group_sides: list[str] = field(default_factory=lambda: ["income", "expenditure"])
    after: list[str] = field(default_factory=list)
    money: Money = Money()
    inside: bool = False
    merged: list[str] = field(default_factory=list)
    split: str = "full"
    code_name: str = "{code} {name}"
    indent: bool = False
    unit_total: bool = True


@dataclass(frozen=True)
class Layout:
    """One place's document: its lines of title, its money and its tables.

    department: which department of the ledger; funds, carried, left: what it has beside the
    general budget; step: the smallest amount of the ledger in 元.
    """

    id: str
    name: str
    kind: str
    year: int
    title: list[str]
    department: str
    tables: list[TableSpec]
    funds: str = ""
    carried: str = ""
    left: str = ""
    step: int = 100
    level: str = "department"


def layouts() -> list[str]:
    """The ids of all layouts."""
    return sorted(path.stem for path in FOLDER.glob("*.toml"))


def load(id_: str) -> Layout:
    """One layout; `{year}`, `{last}` and `{body}` in its texts are filled in."""
    raw = tomllib.loads((FOLDER / f"{id_}.toml").read_text(encoding="utf-8"))
    year = raw.get("year", 2025)
    names = {"year": str(year), "last": str(year - 1), "body": raw["body"]}
    filled = _filled(raw, names)
    money = Money(**filled.pop("money", {}))
    defaults = filled.pop("defaults", {})
    tables = [_table({**defaults, **table}, money) for table in filled.pop("tables")]
    known = {one.name for one in fields(Layout)}
    rest = {key: value for key, value in filled.items() if key in known}
    return Layout(id=id_, tables=tables, **{"year": year, "kind": "budget", **rest})


def _table(raw: dict[str, Any], money: Money) -> TableSpec:
    own = replace(money, **raw.pop("money", {}))
    return TableSpec(subject=raw.pop("subject", None), money=own, **raw)


def _filled(value: Any, names: dict[str, str]) -> Any:
    if isinstance(value, str):
        for key, text in names.items():
            value = value.replace("{" + key + "}", text)
        return value
    if isinstance(value, list):
        return [_filled(one, names) for one in value]
    if isinstance(value, dict):
        return {key: _filled(one, names) for key, one in value.items()}
    return value
