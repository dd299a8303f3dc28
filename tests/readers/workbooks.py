"""Builds workbooks for the reader's tests: by openpyxl, or part by part from XML."""

import io
import zipfile
from collections.abc import Callable

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def workbook(fill: Callable[[Worksheet], None], title: str = "支出总表") -> bytes:
    """A workbook of one sheet that `fill` writes."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    fill(sheet)
    return saved(book)


def saved(book: Workbook) -> bytes:
    """The bytes of a workbook."""
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def from_xml(
    sheet: str,
    strings: str = "",
    styles: str = "",
    workbook: str = "",
    more: dict[str, bytes] | None = None,
) -> bytes:
    """A workbook of one sheet "表" out of raw XML parts; blank parts are left out."""
    parts = {
        "_rels/.rels": _relations([("officeDocument", "xl/workbook.xml")]),
        "xl/workbook.xml": workbook
        or f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets>'
        '<sheet name="表" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": _relations(
            [
                ("worksheet", "worksheets/sheet1.xml"),
                ("sharedStrings", "sharedStrings.xml"),
                ("styles", "styles.xml"),
            ]
        ),
        "xl/worksheets/sheet1.xml": sheet,
        "xl/sharedStrings.xml": strings,
        "xl/styles.xml": styles,
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            if text:
                archive.writestr(name, text)
        for name, data in (more or {}).items():
            archive.writestr(name, data)
    return file.getvalue()


def sheet_xml(rows: str, more: str = "") -> str:
    """A worksheet's XML around its rows."""
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return f'{head}<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData>{more}</worksheet>'


def _relations(targets: list[tuple[str, str]]) -> str:
    items = "".join(
        f'<Relationship Id="rId{number}" Type="{RELATIONS}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{PACKAGE}">{items}</Relationships>'
