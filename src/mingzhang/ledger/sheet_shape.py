"""The shape of a ledger sheet (工作表的样子): its header, and what would be lost or overlooked."""

from collections import Counter
from collections.abc import Iterator

from mingzhang.ledger.cells import Grid
from mingzhang.ledger.sheets import SheetForm
from mingzhang.model import Place

NOTES = "备注"
"""A column whose header begins so is the officers' own and is not read."""

Fault = tuple[Place, str]
_HEADER_ROWS = 10
_NAMED = 5
_TOTALS = ("合计", "总计", "小计", "合 计", "总 计")


def header(grid: Grid, form: SheetForm) -> tuple[int, dict[str, int]] | None:
    """The row that names most columns, within the first rows, and where each stands."""
    known = {one.header for one in form.fields}
    best: tuple[int, dict[str, int]] | None = None
    for row in grid.rows()[:_HEADER_ROWS]:
        words = _words(grid, row).items()
        found = {text: column for column, text in reversed(words) if text in known}
        if len(found) >= min(2, len(known)) and (best is None or len(found) > len(best[1])):
            best = row, found
    return best


def _words(grid: Grid, row: int) -> dict[int, str]:
    """The words of one row by column, without the marks of required columns."""
    found = {column: cell for (at, column), cell in grid.cells.items() if at == row}
    return {column: found[column].printed.rstrip("*＊") for column in sorted(found)}


def is_total(grid: Grid, row: int, columns: dict[str, int]) -> bool:
    """Whether a row prints a sum instead of a fact."""
    cells = (grid.cells.get((row, column)) for column in columns.values())
    return any(cell is not None and cell.printed in _TOTALS for cell in cells)


def shape_faults(grid: Grid, row: int, form: SheetForm) -> Iterator[Fault]:
    """Everything about a sheet with its header in `row` that an officer may not see."""
    headers = _words(grid, row)
    yield from _headers(grid, row, form, headers)
    stray = {c: r for r, c in sorted(grid.cells, reverse=True) if r > row and c not in headers}
    for column, first in stray.items():
        yield grid.place(first, column), "这一列没有表头，请补上表头或清空这一列。"
    for top, left, bottom, right in grid.merges:
        if bottom > row and (bottom > top or right > left):
            yield (
                grid.place(max(top, row + 1), left),
                "这里是合并的单元格，只有左上一格有内容，请取消合并后逐格填写。",
            )
    yield from _hidden(grid, row, headers)


def _headers(grid: Grid, row: int, form: SheetForm, headers: dict[int, str]) -> Iterator[Fault]:
    known = {one.header for one in form.fields}
    count = Counter(headers.values())
    for column, words in headers.items():
        if words in known and count[words] > 1:
            yield grid.place(row, column), f"表头“{words}”出现了 {count[words]} 次，请只留一列。"
        elif words not in known and not words.startswith(NOTES):
            message = f"“{form.name}”表没有“{words}”一列，请按模板改名，或改为“{NOTES}”。"
            yield grid.place(row, column), message
    for one in form.fields:
        if one.required and one.header not in count:
            yield grid.place(row), f"“{form.name}”表缺少“{one.header}”一列，请补上。"


def _hidden(grid: Grid, row: int, headers: dict[int, str]) -> Iterator[Fault]:
    rows = [one for one in grid.rows() if one > row and one in grid.hidden_rows]
    if rows:
        named = "、".join(str(one + 1) for one in rows[:_NAMED])
        more = f"等 {len(rows)} 行" if len(rows) > _NAMED else "行"
        yield (
            grid.place(rows[0]),
            f"第{named}{more}是隐藏的或被筛选掉了，其中的数也会计入，请取消隐藏，不要的请删去。",
        )
    for column in sorted(grid.hidden_columns.intersection(headers)):
        yield grid.place(row, column), f"“{headers[column]}”一列是隐藏的，请取消隐藏后核对。"
