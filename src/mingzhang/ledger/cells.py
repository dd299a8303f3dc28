"""The cells of a ledger workbook or of a folder of CSV (账簿单元格), as they were typed.

Published documents are read as they are printed; a ledger is read as it is stored, because a
number format may hide a third decimal.
"""

import csv
import re
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path

from mingzhang.ledger.sheets import DEPARTMENT, LINES, SHEETS
from mingzhang.model import Place, Problem, UnreadableFile
from mingzhang.readers.archive import open_archive
from mingzhang.readers.blocks import column_name
from mingzhang.readers.xlsx_package import Package, SheetPart, tidy, unescape
from mingzhang.readers.xlsx_sheet import POSITIONS, Range, RawCell, SheetXml

MAX_CELLS = 2_000_000
# The apostrophe that keeps a spreadsheet from running the words of a cell.
_GUARD = re.compile(r"^'(?=[=+\-@])")
_ENCODINGS = ("utf-8-sig", "gb18030")
_FROM = "；要由公开文本反推账簿，请用 mingzhang compile --from"


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell stores, and what it prints: they differ for numbers (`number`) and dates."""

    stored: str
    printed: str
    number: bool = False


@dataclass(slots=True)
class Grid:
    """One sheet: cells by row and column, both counted from 0.

    `headers` of rows that stand in no file: the header of a column is told instead of the
    address of a cell, and rows count from the first below the headers. `broken`: cells that
    hold no value and have been told; `merges`: top, left, bottom, right of merged cells.
    """

    name: str
    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)
    headers: tuple[str, ...] = ()
    broken: set[tuple[int, int]] = field(default_factory=set)
    merges: list[Range] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)

    def place(self, row: int, column: int | None = None) -> Place:
        """Where a cell or a row stands."""
        if self.headers:
            header = None if column is None else self.headers[column]
            return Place(sheet=self.name, row=max(row, 1), header=header)
        if column is None:
            return Place(sheet=self.name, row=row + 1)
        return Place(sheet=self.name, cell=f"{column_name(column)}{row + 1}")

    def rows(self) -> list[int]:
        """The rows that have content, in their order."""
        return sorted({row for row, _ in self.cells})


@dataclass(frozen=True, slots=True)
class Book:
    """All sheets by name, and what could not be read."""

    grids: dict[str, Grid]
    problems: tuple[Problem, ...]


def read_book(path: Path) -> Book:
    """Read a workbook (.xlsx) or a folder with one .csv a sheet.

    Raises:
        UnreadableFile: there is no such ledger, or it is damaged.
    """
    if path.is_dir():
        return _ledger_of(_folder(path), path)
    if not path.is_file():
        raise UnreadableFile(f"没有找到账簿“{path}”，请给出 .xlsx 文件或 CSV 文件夹。")
    if path.suffix.lower() not in (".xlsx", ".xlsm"):
        raise UnreadableFile(f"账簿“{path.name}”应是 .xlsx 文件或 CSV 文件夹{_FROM}。")
    return _ledger_of(_Workbook(Package(open_archive(path.read_bytes(), path.name))).read(), path)


def _ledger_of(book: Book, path: Path) -> Book:
    """A book with the sheets that every ledger has; anything else is some other file."""
    wanted = (DEPARTMENT.name, LINES.name)
    if not (book.problems or book.grids.keys() & set(wanted)):
        raise UnreadableFile(f"“{path.name}”不是账簿，没有“{'”“'.join(wanted)}”等表{_FROM}。")
    return book


def book_of_rows(rows: Mapping[str, Sequence[Mapping[str, str]]]) -> Book:
    """Rows that stand in no file: by sheet name, each the typed-in cells by header."""
    return Book({name: _grid_of_rows(name, found) for name, found in rows.items()}, ())


def _grid_of_rows(name: str, rows: Sequence[Mapping[str, str]]) -> Grid:
    form = next((form for form in SHEETS if form.name == name), None)
    headers = dict.fromkeys(field.header for field in form.fields) if form else {}
    for row in rows:
        headers.update(dict.fromkeys(row))
    grid = Grid(name, headers=tuple(headers))
    for column, header in enumerate(headers):
        grid.cells[0, column] = Cell(header, header)
        for number, row in enumerate(rows, start=1):
            if text := row.get(header, "").strip():
                grid.cells[number, column] = Cell(text, text)
    return grid


def _folder(path: Path) -> Book:
    grids: dict[str, Grid] = {}
    for file in sorted(path.glob("*.csv")):
        grid = Grid(file.stem)
        for row, texts in enumerate(_csv_rows(file)):
            for column, text in enumerate(texts):
                if words := _GUARD.sub("", text.strip()):
                    grid.cells[row, column] = Cell(words, words)
        grids[file.stem] = grid
        _within_limit(sum(len(one.cells) for one in grids.values()))
    if not grids:
        raise UnreadableFile(f"文件夹“{path}”里没有 .csv 文件，请核对路径。")
    return Book(grids, ())


def _csv_rows(file: Path) -> list[list[str]]:
    try:
        return list(csv.reader(StringIO(_decoded(file), newline="")))
    except csv.Error:
        raise UnreadableFile(f"“{file.name}”有过长的单元格，不像账簿的表，请核对。") from None


def _within_limit(count: int) -> None:
    if count > MAX_CELLS:
        raise UnreadableFile(f"账簿超过 {MAX_CELLS} 个单元格，请删除多余内容后再试。")


def _decoded(file: Path) -> str:
    data = file.read_bytes()
    wide = data.startswith((BOM_UTF16_LE, BOM_UTF16_BE))
    for encoding in ("utf-16",) if wide else _ENCODINGS:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnreadableFile(f"“{file.name}”的文字编码不能识别，请另存为 UTF-8 的 CSV。")


class _Workbook:
    """Reads the visible sheets of one workbook."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._problems: list[Problem] = []
        self._count = 0

    def read(self) -> Book:
        if any(name.endswith("vbaProject.bin") for name in self._package.archive.names):
            message = "工作簿含有宏，请另存为不含宏的 .xlsx 后再试。"
            self._problems.append(Problem(message))
        grids = {}
        for sheet in self._package.sheets:
            if sheet.hidden:
                message = f"工作表“{sheet.name}”是隐藏的，没有读取，请取消隐藏或删除。"
                self._problems.append(Problem(message, Place(sheet=sheet.name)))
            elif sheet.kind == "worksheet":
                grids[sheet.name] = self._grid(sheet)
        return Book(grids, tuple(self._problems))

    def _grid(self, sheet: SheetPart) -> Grid:
        grid = Grid(sheet.name)
        xml = SheetXml(self._package.archive, sheet.member)
        for raw in self._cells(xml):
            self._count += 1
            _within_limit(self._count)
            cell = self._cell(grid, raw)
            if cell is None:
                grid.broken.add(POSITIONS[raw[0]])
            elif cell.printed:
                grid.cells[POSITIONS[raw[0]]] = cell
        grid.merges, grid.hidden_rows = xml.merges, xml.hidden_rows
        hidden = enumerate(xml.hidden_columns.rstrip(b"\0"))
        grid.hidden_columns = {column for column, is_hidden in hidden if is_hidden}
        return grid

    def _cells(self, xml: SheetXml) -> Iterator[RawCell]:
        plain = list(xml.plain() or ())
        return iter(plain) if plain and len(plain) == xml.expected() else xml.parsed()

    def _cell(self, grid: Grid, raw: RawCell) -> Cell | None:
        address, style, kind, formula, value = raw
        if formula and not value:
            self._doubt(grid, address, "公式没有算出结果，请用 Excel 打开并保存后再试。")
            return None
        if kind == "e":
            self._doubt(grid, address, f"是错误值“{value}”，请改正公式或数据。")
            return None
        if kind in ("", "n"):
            return Cell(value, self._package.printers[style](value).strip(), True)
        text = self._package.strings[int(value)] if kind == "s" else tidy(unescape(value))
        return Cell(text.strip(), text.strip())

    def _doubt(self, grid: Grid, address: str, message: str) -> None:
        place = Place(sheet=grid.name, cell=address)
        self._problems.append(Problem(f"这一格{message}", place))
