"""甲（类）乙（款）丙（项）：the row that a class path names."""

import re

from mingzhang.checks.facts import Sheet, plain_name
from mingzhang.disclosure import Row

_PATH = re.compile(r"^(?:(?P<a>.+?)\(类\))?(?:(?P<b>.+?)\(款\))?(?:(?P<c>.+?)\(项\))?$")


def row_of_path(sheet: Sheet, path: str) -> Row | None:
    """The row of 甲（类）乙（款）丙（项）, the 款 allowed to differ where 类 and 项 agree.

    乙（款） alone is the one row of that name.
    """
    found = _PATH.match(path)
    names = [found[key] for key in ("a", "b", "c") if found[key]] if found is not None else []
    if found is None or not names:
        return None
    alone = found["a"] is None
    wanted = 5 if alone else 1 + 2 * len(names)
    rows = [
        row
        for row in sheet.by_code.values()
        if len(row.code) == wanted and _core(plain_name(row.name)) == _core(names[-1])
    ]
    cores = [_core(name) for name in names]
    exact = [row for row in rows if alone or _parents(sheet, row) == cores[:-1]]
    near = [row for row in rows if _parents(sheet, row)[:1] == cores[:1]]
    chosen = exact or near
    return chosen[0] if len(chosen) == 1 else None


def _parents(sheet: Sheet, row: Row) -> list[str]:
    codes = [row.code[:length] for length in range(3, len(row.code), 2)]
    return [_core(plain_name(sheet.by_code[code].name)) for code in codes if code in sheet.by_code]


def _core(name: str) -> str:
    """卫生健康 and 卫生健康支出 are one class."""
    return name.removesuffix("支出")
