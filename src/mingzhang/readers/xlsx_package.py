"""The parts of a workbook that all its sheets share: sheet list, shared strings, number formats."""

import posixpath
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from mingzhang.model import UnreadableFile
from mingzhang.readers.archive import Archive, parse
from mingzhang.readers.blocks import shown
from mingzhang.readers.built_in_formats import built_in_format
from mingzhang.readers.number_format import Printer, general, printer

MAX_STRINGS = 2_000_000

_RELATION_ID = re.compile(r"https?://\S+/relationships id")
_OLD_FORMAT = "内容是二进制工作簿（xlsb）或其他表格格式，请在原软件中另存为 .xlsx 再试"


@dataclass(frozen=True, slots=True)
class SheetPart:
    """One sheet as the workbook lists it (工作表): its name, its member, whether it is shown.

    `kind` is worksheet, chartsheet, dialogsheet or another last word of its relation type.
    """

    name: str
    member: str
    kind: str
    hidden: bool


class Package:
    """A workbook's shared parts (工作簿), each read when first asked for."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        self.sheets: list[SheetPart] = []
        self.date1904 = False
        self.recalculates = False
        self._members = {member.lower(): member for member in archive.names}
        self._workbook = self._workbook_member()
        self._relations = self._read_relations(self._workbook)
        self._read_workbook()

    def _workbook_member(self) -> str:
        for kind, member in self._read_relations("").values():
            if kind == "officeDocument" and member.endswith(".xml"):
                if member.startswith("word/"):
                    raise self._unreadable("内容是 Word 文档，请把扩展名改为 .docx 再试")
                return member
        if "xl/workbook.xml" in self.archive:
            return "xl/workbook.xml"
        raise self._unreadable(_OLD_FORMAT)

    def _unreadable(self, why: str) -> UnreadableFile:
        return UnreadableFile(f"文件“{self.archive.name}”{why}。")

    def _read_relations(self, member: str) -> dict[str, tuple[str, str]]:
        """Relation id → (kind, member) of the parts that `member` points at."""
        folder, _, file = member.rpartition("/")
        relations = self._members.get(posixpath.join(folder, "_rels", f"{file}.rels").lower())
        found: dict[str, tuple[str, str]] = {}

        def start(name: str, attributes: dict[str, str]) -> None:
            if name.endswith(" Relationship") and attributes.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, attributes["Target"]))
                part = self._members.get(target[1:].lower(), target[1:])
                found[attributes["Id"]] = (attributes["Type"].rpartition("/")[2], part)

        if relations:
            self._parse(relations, start)
        return found

    def _parse(self, member: str, start: Callable[[str, dict[str, str]], None]) -> None:
        try:
            parse(self.archive, member, start)
        except KeyError as error:
            raise self._unreadable(f"的部件 {member} 缺少必要内容，请用原软件重新另存") from error

    def _read_workbook(self) -> None:
        def start(name: str, attributes: dict[str, str]) -> None:
            element = name.rpartition(" ")[2]
            if element == "sheet":
                self._add_sheet(attributes)
            elif element == "workbookPr":
                self.date1904 = attributes.get("date1904") in ("1", "true")
            elif element == "calcPr":
                self.recalculates = attributes.get("fullCalcOnLoad") in ("1", "true")

        self._parse(self._workbook, start)

    def _add_sheet(self, attributes: dict[str, str]) -> None:
        ids = [value for key, value in attributes.items() if _RELATION_ID.fullmatch(key)]
        kind, member = self._relations.get(ids[0] if ids else "", ("", ""))
        if member not in self.archive:
            name = attributes.get("name", "")
            raise self._unreadable(f"的工作表“{name}”内容缺失，请用原软件重新另存")
        hidden = attributes.get("state", "visible") != "visible"
        self.sheets.append(SheetPart(attributes.get("name", ""), member, kind, hidden))

    def _part(self, kind: str) -> str | None:
        members = [member for found, member in self._relations.values() if found == kind]
        return members[0] if members and members[0] in self.archive else None

    @cached_property
    def strings(self) -> list[str]:
        """The shared strings in their order, rich text joined, phonetic hints left out."""
        member = self._part("sharedStrings")
        if member is None:
            return []
        xml = plain_xml(self.archive.read(member), "sst")
        strings = _parsed_strings(self.archive, member) if xml is None else _plain_strings(xml)
        if strings is None:
            raise self._unreadable(f"的文字超过 {MAX_STRINGS} 条，不像预算公开文件，未读取")
        return strings

    @cached_property
    def printers(self) -> "Printers":
        """Printers of numbers by the cell's style number."""
        member = self._part("styles")
        codes: dict[int, str] = {}
        formats: list[int] = []
        inside: list[str] = []

        def start(name: str, attributes: dict[str, str]) -> None:
            element = name.rpartition(" ")[2]
            if element == "numFmt":
                number = small_number(attributes.get("numFmtId", ""))
                codes[-1 if number is None else number] = attributes.get("formatCode", "")
            elif element in ("cellXfs", "cellStyleXfs", "dxfs"):
                inside[:] = [element]
            elif element == "xf" and inside == ["cellXfs"]:
                formats.append(small_number(attributes.get("numFmtId", "")) or 0)

        if member:
            self._parse(member, start)
        return Printers([codes.get(f, built_in_format(f)) for f in formats], self.date1904)


class Printers(dict[str, Printer]):
    """Printer of numbers by style number as written in a cell; compiled when first used."""

    def __init__(self, codes: list[str], date1904: bool) -> None:
        super().__init__()
        self._codes = codes
        self._date1904 = date1904

    def __missing__(self, style: str) -> Printer:
        index = int(style or 0)
        known = index < len(self._codes)
        made = printer(self._codes[index], self._date1904) if known else general
        self[style] = made
        return made


_MAIN = ("openxmlformats.org/spreadsheetml/2006/main", "purl.oclc.org/ooxml/spreadsheetml/main")
_ROOT = re.compile(rf'<(?:worksheet|sst)[^>]* xmlns="[^"]*(?:{"|".join(map(re.escape, _MAIN))})"')


def plain_xml(data: bytes, root: str) -> str | None:
    """The text of an XML part that patterns may cut without mistake, or None.

    Such a part is UTF-8 without comments, CDATA and document type, its elements have no
    prefix, and its end is there. Almost every part of almost every workbook is one.
    """
    head = data[:2000].lower()
    if b"encoding=" in head and b'encoding="utf-8"' not in head:
        return None
    try:
        xml = shown(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return None
    plain = (
        _ROOT.search(xml, 0, 2000)
        and sum(map(xml.count, _MAIN)) == 1
        and "<!" not in xml
        and xml.rstrip().endswith(f"</{root}>")
    )
    return xml if plain else None


_STRING = re.compile(r"<si>(.*?)</si>|<si/>", re.DOTALL)
_TEXT = re.compile(r"<t(?: [^>]*)?>([^<]*)</t>")
_PHONETIC = re.compile(r"<rPh .*?</rPh>", re.DOTALL)


def _plain_strings(xml: str) -> list[str] | None:
    if xml.count("<si") > MAX_STRINGS:
        return None
    strings = []
    for item in _STRING.findall(xml):
        texts = _TEXT.findall(_PHONETIC.sub("", item) if "<rPh" in item else item)
        strings.append(tidy(unescape(texts[0] if len(texts) == 1 else "".join(texts))))
    return strings


def _parsed_strings(archive: Archive, member: str) -> list[str] | None:
    strings: list[str] = []
    pieces: list[str] = []
    open_elements: list[str] = []

    def start(name: str, _: dict[str, str]) -> None:
        open_elements.append(name.rpartition(" ")[2])

    def text(piece: str) -> None:
        if open_elements[-1] == "t" and "rPh" not in open_elements:
            pieces.append(shown(piece))

    def end(_: str) -> None:
        if open_elements.pop() == "si" and len(strings) <= MAX_STRINGS:
            strings.append(tidy("".join(pieces)))
            pieces.clear()

    parse(archive, member, start, end, text, lambda: len(open_elements))
    return strings if len(strings) <= MAX_STRINGS else None


_ENTITY = re.compile(r"&(?:(lt|gt|amp|quot|apos)|#([0-9]{1,7})|#x([0-9A-Fa-f]{1,6}));")
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"', "apos": "'"}
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def unescape(text: str) -> str:
    """Resolve the entities and character numbers of plain XML text."""
    return _ENTITY.sub(_character, text) if "&" in text else text


def _character(entity: re.Match[str]) -> str:
    name, decimal, hexadecimal = entity.groups()
    if name:
        return _NAMED[name]
    return _char(int(decimal) if decimal else int(hexadecimal, 16))


def _char(number: int) -> str:
    """The character of a number; nothing for numbers that are no character of their own."""
    return "" if 0xD800 <= number <= 0xDFFF or number > 0x10FFFF else chr(number)


_SMALL_NUMBER = re.compile(r"[0-9]{1,7}")


def small_number(text: str) -> int | None:
    """The whole number of up to seven digits that an attribute holds, or None."""
    return int(text) if _SMALL_NUMBER.fullmatch(text) else None


def tidy(text: str) -> str:
    """A cell's text without outer blanks; line breaks as one character, escapes resolved."""
    if "_x" in text:
        text = _ESCAPED.sub(lambda escape: _char(int(escape[1], 16)), text)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text.strip()
