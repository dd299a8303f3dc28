"""One sheet of a workbook: its cells, merged ranges and hidden parts, out of the sheet's XML.

Almost every sheet is plain XML that patterns cut four times faster than a parser calls back;
each cut is counted, and a sheet that does not count up is parsed instead.
"""

import re
from collections.abc import Iterator
from operator import methodcaller

from mingzhang.model import UnreadableFile
from mingzhang.readers.archive import Archive, check_depth, fed, parser
from mingzhang.readers.blocks import column_name
from mingzhang.readers.xlsx_package import plain_xml, small_number

LAST_ROW = 1_048_576
LAST_COLUMN = 16_384
MAX_MERGES = 100_000

RawCell = tuple[str, str, str, str, str]
"""Address ("B12"), style number, type, formula element if any, stored value or inline text."""

Range = tuple[int, int, int, int]
"""First row, first column, last row, last column; all from 0, both ends inclusive."""

_CELL = re.compile(
    r'<c r="([A-Z]{1,3}[0-9]{1,7})"(?: s="([0-9]{1,6})")?(?: t="([A-Za-z]+)")?>'
    r"(<f[^>]*>(?:[^<]*</f>)?)?<(?:v|is><t[^>]*)>([^<]*)</"
)
_SMALL = 4_000_000  # beyond, a list of all cells would cost memory that a walk does not
_MERGE = re.compile(r'<mergeCell ref="([A-Z]{1,3}[0-9]{1,7}):([A-Z]{1,3}[0-9]{1,7})"')
_ROW = re.compile(r"<row ([^>]*)>")
_COLUMN = re.compile(r"<col ([^>]*)>")
_ATTRIBUTE = re.compile(r'([A-Za-z:]+)="([^"]*)"')
_ADDRESS = re.compile(r"[A-Z]{1,3}[0-9]{1,7}")


class Positions(dict[str, tuple[int, int]]):
    """Address → row and column from 0; sheets of a workbook share most of their addresses."""

    def __missing__(self, address: str) -> tuple[int, int]:
        letters = address.rstrip("0123456789")
        column = 0
        for letter in letters:
            column = column * 26 + ord(letter) - 64
        position = int(address[len(letters) :]) - 1, column - 1
        if len(self) >= 100_000:
            self.clear()
        self[address] = position
        return position


POSITIONS = Positions()


class SheetXml:
    """A sheet's XML on its way to cells.

    Walk the cells of `plain` if it gives any and there are `expected` of them, else those of
    `parsed`; the other fields are complete when the walk ends. Rows and columns count from 0;
    `hidden_columns` holds a 1 for each hidden column.
    """

    def __init__(self, archive: Archive, member: str) -> None:
        self.merges: list[Range] = []
        self.hidden_rows: set[int] = set()
        self.hidden_columns = bytearray(LAST_COLUMN)
        self._archive = archive
        self._member = member
        self._xml = plain_xml(archive.read(member), "worksheet")

    def plain(self) -> Iterator[RawCell] | None:
        """The filled cells cut out by patterns, or None if this XML is not plain.

        They hold only if there are `expected()` of them.
        """
        xml = self._xml
        if xml is None:
            return None
        for merge in _MERGE.finditer(xml):
            self._merge(*merge.groups())
        if len(self.merges) != xml.count("<mergeCell "):
            return None
        if "hidden=" in xml:
            for row in _ROW.finditer(xml):
                self._row(dict(_ATTRIBUTE.findall(row[1])))
            for column in _COLUMN.finditer(xml):
                self._column(dict(_ATTRIBUTE.findall(column[1])))
        if len(xml) < _SMALL:
            return iter(_CELL.findall(xml))
        return map(methodcaller("groups", ""), _CELL.finditer(xml))

    def expected(self) -> int:
        """How many cells with content the plain XML closes."""
        return self._xml.count("</c>") if self._xml is not None else 0

    def parsed(self) -> Iterator[RawCell]:
        """The filled cells by way of an XML parser. Raises UnreadableFile for broken XML."""
        self.merges.clear()
        self.hidden_rows.clear()
        self.hidden_columns = bytearray(LAST_COLUMN)
        self._xml = None
        events = _CellEvents(self)
        made = parser(self._archive.name)
        made.StartElementHandler = events.start
        made.CharacterDataHandler = events.text
        made.EndElementHandler = events.end
        for _ in fed(made, self._archive, self._member):
            check_depth(events.depth, self._archive.name)
            yield from events.take()

    def _merge(self, first: str, last: str) -> None:
        (top, left), (bottom, right) = POSITIONS[first], POSITIONS[last]
        self.merges.append((top, left, bottom, right))
        if len(self.merges) > MAX_MERGES:
            raise UnreadableFile(
                f"文件“{self._archive.name}”的一张工作表有超过 {MAX_MERGES} 处合并单元格，"
                "不像预算公开文件，未读取。"
            )

    def _row(self, attributes: dict[str, str]) -> None:
        number = small_number(attributes.get("r", ""))
        if attributes.get("hidden") in ("1", "true") and number:
            self.hidden_rows.add(number - 1)

    def _column(self, attributes: dict[str, str]) -> None:
        first = small_number(attributes.get("min", ""))
        last = small_number(attributes.get("max", ""))
        if attributes.get("hidden") in ("1", "true") and first and last:
            last = min(last, LAST_COLUMN)
            self.hidden_columns[first - 1 : last] = b"\1" * (last - first + 1)


class _CellEvents:
    """Turns the events of an XML parser into raw cells; positions left out are counted on."""

    def __init__(self, sheet: SheetXml) -> None:
        self._sheet = sheet
        self._ready: list[RawCell] = []
        self._row = 0
        self._column = 0
        self._namespace = ""
        self._attributes: dict[str, str] = {}
        self._formula = ""
        self._value: list[str] = []
        self._text: list[str] = []
        self._into: list[str] | None = None
        self._phonetic = False
        self.depth = 0

    def take(self) -> list[RawCell]:
        """The cells finished since the last call."""
        ready, self._ready = self._ready, []
        return ready

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element opens."""
        self.depth += 1
        namespace, _, element = name.rpartition(" ")
        self._namespace = self._namespace or namespace
        if namespace != self._namespace:
            return
        if element == "c":
            self._open_cell(attributes)
        elif element == "v":
            self._into = self._value
        elif element == "t":
            self._into = None if self._phonetic else self._text
        elif element == "f":
            self._formula = "<f"
        elif element == "rPh":
            self._phonetic = True
        else:
            self._open_other(element, attributes)

    def _open_other(self, element: str, attributes: dict[str, str]) -> None:
        if element == "row":
            self._row = small_number(attributes.get("r", "")) or self._row + 1
            self._column = 0
            self._sheet._row({**attributes, "r": str(self._row)})
        elif element == "col":
            self._sheet._column(attributes)
        elif element == "mergeCell":
            first, _, last = attributes.get("ref", "").partition(":")
            if _ADDRESS.fullmatch(first) and _ADDRESS.fullmatch(last):
                self._sheet._merge(first, last)

    def _open_cell(self, attributes: dict[str, str]) -> None:
        address = attributes.get("r", "")
        if _ADDRESS.fullmatch(address):
            self._row, self._column = (number + 1 for number in POSITIONS[address])
        else:
            self._column += 1
        self._attributes = attributes
        self._formula = ""
        self._value = []
        self._text = []

    def text(self, piece: str) -> None:
        """Characters of a value or an inline text."""
        if self._into is not None:
            self._into.append(piece)

    def end(self, name: str) -> None:
        """An element closes."""
        self.depth -= 1
        element = name.rpartition(" ")[2]
        if element in ("v", "t"):
            self._into = None
        elif element == "rPh":
            self._phonetic = False
        elif element == "c" and (self._value or self._text or self._formula):
            self._ready.append(self._cell())

    def _cell(self) -> RawCell:
        style, kind = self._attributes.get("s", ""), self._attributes.get("t", "")
        content = "".join(self._text if kind == "inlineStr" else self._value)
        return (
            f"{column_name(self._column - 1)}{self._row}",
            "" if small_number(style) is None else style,
            kind,
            self._formula,
            content.replace("&", "&amp;"),  # as in the XML, where patterns cut it
        )
