"""Workbooks (.xlsx): every visible sheet with content is one table, as it would be printed.

What is read: cached values of formulas, numbers as their cell's number format prints them,
merged ranges, and also hidden rows and columns, because totals may include them; a problem
names them. What is left out, each with a problem: hidden sheets, chart sheets, macros, text
in drawings, values behind a merged cell.
"""

from collections.abc import Iterator
from itertools import islice

from mingzhang.model import Place, Problem, UnreadableFile
from mingzhang.readers.archive import open_archive
from mingzhang.readers.blocks import Block, Content, Paragraph, TableBlock, column_name
from mingzhang.readers.xlsx_package import Package, SheetPart, tidy, unescape
from mingzhang.readers.xlsx_sheet import (
    LAST_COLUMN,
    LAST_ROW,
    POSITIONS,
    Range,
    RawCell,
    SheetXml,
)

MAX_AREA = 5_000_000
MAX_FILLED = 1_000_000
MAX_NAMED = 20
# A sheet of formulas that check the others prints figures of theirs again.
CHECKING_SHEET = "勾稽关系"


def read(data: bytes, name: str) -> Content:
    """Read a workbook; `name` is the file's name for messages.

    Each sheet gives a paragraph of kind "sheet" with its name, then one table without blank
    rows and columns around it; blank rows inside stay.
    Raises UnreadableFile for what is no .xlsx, for damaged parts, for a sheet that spreads
    over more than MAX_AREA cells, and for a workbook without any visible content.
    """
    return _Reader(Package(open_archive(data, name))).read()


class _Reader:
    """Reads the sheets of one workbook in their order."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._name = package.archive.name
        self._blocks: list[Block] = []
        self._problems: list[Problem] = []
        self._area = 0
        self._formulas = 0
        self._cached = False

    def read(self) -> Content:
        for sheet in self._package.sheets:
            if sheet.hidden:
                self._doubt(
                    f"工作表“{sheet.name}”是隐藏的，没有读取，请确认其内容是否应当公开。", sheet
                )
            elif sheet.name.startswith(CHECKING_SHEET):
                self._doubt(f"工作表“{sheet.name}”只有核对公式，不作为公开内容读取。", sheet)
            elif sheet.kind == "worksheet":
                self._read_sheet(sheet)
            else:
                self._doubt(f"“{sheet.name}”是图表或宏工作表，其中的数没有读取，请核对。", sheet)
        if not self._blocks:
            raise UnreadableFile(f"文件“{self._name}”的可见工作表里没有内容，请确认是否选错文件。")
        self._doubt_workbook()
        return Content(self._blocks, self._problems)

    def _doubt(self, message: str, sheet: SheetPart) -> None:
        self._problems.append(Problem(message, Place(sheet=sheet.name)))

    def _doubt_workbook(self) -> None:
        members = self._package.archive.names
        if any(member.endswith("vbaProject.bin") for member in members):
            self._problems.append(Problem("工作簿含有宏，宏没有运行也没有读取。"))
        if any(_is_drawing(member) and self._has_text(member) for member in members):
            self._problems.append(
                Problem("工作簿的图形或文本框里有文字，没有读取，请移到单元格里。")
            )
        if self._package.recalculates and self._formulas and not self._cached:
            message = "工作簿里的公式结果全部为 0，像是没有计算过，请用 Excel 打开并保存后再试。"
            self._problems.append(Problem(message))

    def _has_text(self, member: str) -> bool:
        return b"<a:t>" in self._package.archive.read(member)

    def _read_sheet(self, sheet: SheetPart) -> None:
        xml = SheetXml(self._package.archive, sheet.member)
        cells = _Cells(self._package)
        plain = xml.plain()
        few = xml.expected() <= MAX_FILLED
        if plain is None or not few or cells.take(plain) != xml.expected():
            cells = _Cells(self._package)
            cells.take(self._limited(xml.parsed()))
        if not cells.texts:
            return
        table = self._table(sheet, cells, xml.merges)
        self._blocks.append(Paragraph(sheet.name, Place(sheet=sheet.name), False, "sheet"))
        self._blocks.append(table)
        self._formulas += cells.formulas
        self._cached |= cells.calculated
        self._doubt_cells(sheet, cells)
        self._doubt_hidden(sheet, cells, xml)

    def _limited(self, cells: Iterator[RawCell]) -> Iterator[RawCell]:
        yield from islice(cells, MAX_FILLED)
        if next(cells, None):
            raise UnreadableFile(
                f"文件“{self._name}”有工作表超过 {MAX_FILLED} 个单元格，不像预算公开文件，未读取。"
            )

    def _table(self, sheet: SheetPart, cells: "_Cells", merges: list[Range]) -> TableBlock:
        top, left, bottom, right = box = cells.locate()
        last = f"{column_name(right)}{bottom + 1}"
        if top < 0 or bottom >= LAST_ROW or right >= LAST_COLUMN:
            raise UnreadableFile(
                f"文件“{self._name}”的工作表“{sheet.name}”有超出表格范围的单元格 {last}，"
                "请用原软件重新另存后再试。"
            )
        height, width = bottom - top + 1, right - left + 1
        self._area += height * width
        if self._area > MAX_AREA:
            raise UnreadableFile(
                f"文件“{self._name}”的工作表“{sheet.name}”内容一直延伸到 {last}，"
                "范围过大，请删除远处的多余内容后再试。"
            )
        rows = [[""] * width for _ in range(height)]
        for row, column, text in zip(cells.rows, cells.columns, cells.texts, strict=True):
            rows[row - top][column - left] = text
        spans = self._spans(sheet, rows, box, merges)
        places = [Place(sheet=sheet.name, row=row + 1) for row in range(top, bottom + 1)]
        return TableBlock(rows, places, spans, left)

    def _spans(
        self, sheet: SheetPart, rows: list[list[str]], box: Range, merges: list[Range]
    ) -> dict[tuple[int, int], tuple[int, int]]:
        """Merged ranges within the table, counted from its first cell; covered text is blanked."""
        spans: dict[tuple[int, int], tuple[int, int]] = {}
        height, width = len(rows), len(rows[0])
        room = height * width
        covered: list[str] = []
        for first_row, first_column, last_row, last_column in merges:
            top = first_row - box[0] if first_row > box[0] else 0
            left = first_column - box[1] if first_column > box[1] else 0
            bottom = last_row - box[0] + 1 if last_row < box[2] else height
            right = last_column - box[1] + 1 if last_column < box[3] else width
            if bottom <= top or right <= left:
                continue
            room -= (bottom - top) * (right - left)
            if room < 0:
                self._doubt(f"工作表“{sheet.name}”的合并单元格互相重叠，请重新合并后保存。", sheet)
                break
            if bottom - top > 1 or right - left > 1:
                spans[top, left] = (bottom - top, right - left)
            for row in range(top, bottom):
                start = left + (row == top)
                if any(rows[row][start:right]):
                    covered += _blanked(rows[row], start, right, row, box)
        if covered:
            shown = "、".join(covered[:MAX_NAMED])
            message = f"工作表“{sheet.name}”合并单元格遮住的 {shown} 里还有内容，没有读取，请核对。"
            self._doubt(message, sheet)
        return spans

    def _doubt_cells(self, sheet: SheetPart, cells: "_Cells") -> None:
        doubts = [
            (cells.uncached, "{}的公式没有缓存值，请用 Excel 重新计算并保存。"),
            (cells.errors, "{}显示错误值（如 #REF!、#DIV/0!），请改正公式或数据。"),
            (cells.lost, "{}引用的文字不存在，请用原软件重新另存。"),
        ]
        for found, message in doubts:
            for cell in islice(found, MAX_NAMED):
                place = Place(sheet=sheet.name, cell=cell)
                where = f"工作表“{sheet.name}”的 {cell} 单元格"
                self._problems.append(Problem(message.format(where), place))
            if len(found) > MAX_NAMED:
                where = f"工作表“{sheet.name}”另有 {len(found) - MAX_NAMED} 个单元格"
                self._doubt(message.format(where), sheet)

    def _doubt_hidden(self, sheet: SheetPart, cells: "_Cells", xml: SheetXml) -> None:
        rows = sorted(xml.hidden_rows.intersection(cells.rows)) if xml.hidden_rows else []
        columns = sorted(filter(xml.hidden_columns.__getitem__, set(cells.columns)))
        named = [f"第{'、'.join(str(row + 1) for row in rows[:MAX_NAMED])}行"] if rows else []
        if columns:
            named.append(f"{'、'.join(column_name(column) for column in columns[:MAX_NAMED])}列")
        if named:
            message = (
                f"工作表“{sheet.name}”的{'和'.join(named)}是隐藏的，内容已读取，请确认是否公开。"
            )
            self._doubt(message, sheet)


def _is_drawing(member: str) -> bool:
    return member.startswith("xl/drawings/") and member.endswith(".xml")


def _blanked(texts: list[str], start: int, end: int, row: int, box: Range) -> list[str]:
    """Blank what a merged range hides in one row; the addresses where something was."""
    found = [
        f"{column_name(column + box[1])}{row + box[0] + 1}"
        for column in range(start, end)
        if texts[column]
    ]
    texts[start:end] = [""] * (end - start)
    return found


class _Cells:
    """The printed texts of one sheet: `addresses` ("B12") and `texts` stand side by side.

    `rows` and `columns` (from 0) stand beside them once `locate` was called.
    """

    def __init__(self, package: Package) -> None:
        self.addresses: list[str] = []
        self.texts: list[str] = []
        self.rows: tuple[int, ...] = ()
        self.columns: tuple[int, ...] = ()
        self.errors: list[str] = []
        self.uncached: list[str] = []
        self.lost: list[str] = []
        self.formulas = 0
        self.calculated = False
        self._package = package

    def locate(self) -> Range:
        """First row, first column, last row, last column of the content."""
        self.rows, self.columns = zip(*map(POSITIONS.__getitem__, self.addresses), strict=True)
        return min(self.rows), min(self.columns), max(self.rows), max(self.columns)

    def take(self, cells: Iterator[RawCell]) -> int:
        """Take all cells and tell how many there were."""
        count = 0
        strings = self._package.strings
        printers = self._package.printers
        for address, style, kind, formula, value in cells:
            count += 1
            if formula:
                text = self._formula(address, style, kind, value)
            elif kind == "s":
                try:
                    text = strings[int(value)]
                except (ValueError, IndexError):
                    self.lost.append(address)
                    continue
            elif not kind or kind == "n":
                text = printers[style](value)
            else:
                text = self._other(address, kind, value)
            if text or formula:
                self.addresses.append(address)
                self.texts.append(text)
        return count

    def _formula(self, address: str, style: str, kind: str, value: str) -> str:
        if not value and kind != "str":
            self.uncached.append(address)
            return ""
        self.formulas += 1
        self.calculated |= value != "0"
        if kind in ("", "n"):
            return self._package.printers[style](value)
        return self._other(address, kind, value)

    def _other(self, address: str, kind: str, value: str) -> str:
        if kind == "e":
            self.errors.append(address)
        if kind == "b":
            return {"1": "TRUE", "0": "FALSE"}.get(value, "")
        return tidy(unescape(value))
