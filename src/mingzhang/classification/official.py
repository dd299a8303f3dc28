"""Reading a yearly official code list out of a spreadsheet's rows (官方科目表)."""

import re
from collections.abc import Sequence

import msgspec

from mingzhang.classification.entries import Certainty, ClassEntry, Kind, plain_name
from mingzhang.model import Place, Problem

_CODE_HEADS = ("科目编码", "科目代码", "编码", "代码", "科目编号")
_NAME_HEADS = ("科目名称", "名称", "科目")
_LEVEL_HEADS = ("类", "款", "项")
_CODE_WORD = re.compile(r"(?:编码|代码|编号)$")
_NAME_WORD = re.compile(r"名称$")


class OfficialRows(msgspec.Struct, frozen=True):
    """What a spreadsheet gave: classes in the order of the rows, and the rows that are doubtful."""

    entries: tuple[ClassEntry, ...]
    problems: tuple[Problem, ...]


class _Columns(msgspec.Struct, frozen=True):
    """Where the codes (one column, or 类 款 项 side by side) and the names stand."""

    codes: tuple[int, ...]
    name: int


def official_rows(
    rows: Sequence[Sequence[str]],
    kind: Kind,
    year: int,
    places: Sequence[Place] | None = None,
) -> OfficialRows:
    """Find the code and name columns by their headings and read the classes below.

    Codes stand joined (2010306) or split into 类, 款, 项, each repeated or only where it
    changes. Headings may come again on every page. `places` has one place a row.
    """
    return _Rows(kind, year, places).read(rows)


class _Rows:
    def __init__(self, kind: Kind, year: int, places: Sequence[Place] | None) -> None:
        self._kind = kind
        self._year = year
        self._places = places
        self._entries: dict[str, ClassEntry] = {}
        self._problems: list[Problem] = []
        self._parts = ["", "", ""]

    def read(self, rows: Sequence[Sequence[str]]) -> OfficialRows:
        columns: _Columns | None = None
        for index, row in enumerate(rows):
            found = _columns(row, rows[index + 1] if index + 1 < len(rows) else ())
            if found:
                columns = found
            elif columns and not _is_heading(row):
                self._read_row(index, row, columns)
        if columns is None:
            self._doubt(0, "找不到“科目编码”和“科目名称”两列，请核对表头。")
        return OfficialRows(tuple(self._entries.values()), tuple(self._problems))

    def _doubt(self, index: int, message: str) -> None:
        at = self._places[index] if self._places else Place(row=index + 1)
        self._problems.append(Problem(message, at))

    def _read_row(self, index: int, row: Sequence[str], columns: _Columns) -> None:
        cells = ["".join(_cell(row, column).split()) for column in columns.codes]
        name = _cell(row, columns.name).strip()
        if not any(cells):
            if name:
                self._doubt(index, f"“{name}”没有科目编码，未装入，请核对。")
            return
        code = cells[0] if len(cells) == 1 else self._joined(cells)
        if wrong := self._what_is_wrong(code, name):
            self._doubt(index, f"科目“{code} {name}”{wrong}，未装入，请核对。")
            return
        if len(code) > 3 and code[:-2] not in self._entries:
            self._doubt(index, f"科目“{code} {name}”的上级 {code[:-2]} 没有出现，请核对。")
        self._entries.setdefault(
            code, ClassEntry(self._kind, code, name, Certainty.OFFICIAL, str(self._year))
        )

    def _joined(self, cells: list[str]) -> str:
        """One code out of 类, 款, 项; a level left blank above goes on from the rows before."""
        for level, cell in enumerate(cells):
            if cell:
                before = "".join(self._parts[:level])
                part = cell.removeprefix(before) if len(cell) > 3 else cell
                self._parts[level] = part if level == 0 else part.zfill(2)
                self._parts[level + 1 :] = [""] * (2 - level)
        return "".join(self._parts)

    def _what_is_wrong(self, code: str, name: str) -> str | None:
        lengths = (3, 5, 7) if self._kind is Kind.FUNCTION else (3, 5)
        if not (code.isascii() and code.isdecimal()) or len(code) not in lengths:
            return f"的编码不是 {'、'.join(map(str, lengths))} 位数字"
        if not code.startswith(self._kind.first_digit):
            return f"不是{self._kind.title}的科目"
        if not name:
            return "没有名称"
        before = self._entries.get(code)
        if before and plain_name(before.name) != plain_name(name):
            return f"与前面的“{before.name}”编码重复"
        return None


def _cell(row: Sequence[str], column: int) -> str:
    return row[column] if column < len(row) else ""


def _columns(row: Sequence[str], below: Sequence[str]) -> _Columns | None:
    """The columns that a heading row names; 类 款 项 may stand in the row below it."""
    heads = ["".join(cell.split()) for cell in row]
    names = [at for at, head in enumerate(heads) if _NAME_WORD.search(head)]
    names = names or [at for at, head in enumerate(heads) if head in _NAME_HEADS]
    levels = _levels(heads) or _levels(["".join(cell.split()) for cell in below])
    codes = [at for at, head in enumerate(heads) if head in _CODE_HEADS or _CODE_WORD.search(head)]
    if not names or not (levels or codes):
        return None
    return _Columns(levels or (codes[0],), names[0])


def _levels(heads: list[str]) -> tuple[int, ...]:
    found = tuple(heads.index(level) for level in _LEVEL_HEADS if level in heads)
    return found if len(found) >= 2 else ()


def _is_heading(row: Sequence[str]) -> bool:
    return bool(_levels(["".join(cell.split()) for cell in row]))
