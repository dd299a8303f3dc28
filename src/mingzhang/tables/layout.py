"""How a profile prints each subject (版式): columns, total rows, zeros; data files."""

from functools import cache
from pathlib import Path

import msgspec

from mingzhang.disclosure import Column, Side
from mingzhang.model import WrongUsage


class Layout(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One table's layout.

    `columns`: the key of each column of figures, then its labels from the top down; {year}
    stands for the year. `income`: label, key and depth of each income row. `balance`: rows
    below both sides, as income label and key, expenditure label and "lines" or "nothing".
    `zero`, `unit` and `decimals` replace what the profile says.
    `chapters`: "all" numbered classes, or those "used". `income_base`: "current" or "all".
    """

    columns: tuple[tuple[str, ...], ...]
    own_columns: tuple[tuple[str, ...], ...] = ()
    income_header: tuple[str, ...] = ()
    income: tuple[tuple[str | int, ...], ...] = ()
    income_base: str = "current"
    chapters: str = "all"
    balance: tuple[tuple[str, str, str, str], ...] = ()
    rows: tuple[tuple[str, str, int], ...] = ()
    total_name: str = "合计"
    pairs: bool = False
    with_carried: bool = False
    zero: bool | None = None
    unit: str = ""
    decimals: int | None = None


class Layouts(msgspec.Struct, frozen=True):
    """All layouts of a profile; `zero` prints "0" where blank cells would stand."""

    decimals: int
    empty_note: str
    department_line: str
    total_last: bool
    zero: bool
    tables: dict[str, Layout]


@cache
def layouts(profile: str) -> Layouts:
    """The layouts of a profile. Raises WrongUsage where it has none."""
    path = Path(__file__).parent / "layouts" / f"{profile}.toml"
    if not path.is_file():
        known = "、".join(sorted(file.stem for file in path.parent.glob("*.toml")))
        raise WrongUsage(f"没有公开样式“{profile}”的版式，可用：{known}。")
    raw = msgspec.toml.decode(path.read_bytes(), type=dict[str, msgspec.Raw | object])
    return Layouts(
        decimals=msgspec.convert(raw["decimals"], int),
        empty_note=msgspec.convert(raw["empty_note"], str),
        department_line=msgspec.convert(raw["department_line"], str),
        total_last=bool(raw.get("total_last", False)),
        zero=bool(raw.get("zero", False)),
        tables={
            name: msgspec.convert(found, Layout)
            for name, found in raw.items()
            if isinstance(found, dict)
        },
    )


def columns_of(
    wanted: tuple[tuple[str, ...], ...], year: int, side: Side | None = None
) -> tuple[Column, ...]:
    """Columns of figures with their printed labels."""
    return tuple(
        Column(key, tuple(label.format(year=year) for label in labels), side)
        for key, *labels in wanted
    )
