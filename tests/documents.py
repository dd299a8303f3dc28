"""The same disclosure as Word, workbook, web page and PDF, from its tab-separated text.

Used to measure what a reader loses against the text reading:

    from documents import as_docx, as_html, as_pdf, as_xlsx

    assert figures(read(as_xlsx(text))) == figures(read(text))
"""

import io
import re
from html import escape

import xlsxwriter

from document_layout import Block, Paragraph, Table, blocks
from pdf_pages import pages
from readers import word

_MONEY = re.compile(r"-?(\d{1,3}(,\d{3})+|\d+)(\.\d+)?")


def as_docx(text: str) -> bytes:
    """A Word document: headers merged, captions as paragraphs over their tables."""
    return docx_of(blocks(text))


def docx_of(found: list[Block]) -> bytes:
    """A Word document of these blocks."""
    made: list[word.Block] = []
    for block in found:
        if isinstance(block, Table):
            made.append(word.Table(block.rows, block.merges))
        elif block.kind == "contents":
            made.append(word.styled(block.text, "TOC1"))
        else:
            made.append(block.text)
    return word.docx(made)


def as_pdf(text: str, *, ruled: bool = True) -> bytes:
    """A PDF on landscape pages: tables that run over pages with repeated headers.

    ruled: with the borders of cells; without, a reader has only the alignment to go by.
    """
    return pages(blocks(text), ruled)


def as_html(text: str) -> bytes:
    """A web page with row and column spans."""
    return html_of(blocks(text), text.split("\n", 1)[0])


def html_of(found: list[Block], heading: str) -> bytes:
    """A web page of these blocks."""
    body = "\n".join(_html(block) for block in found)
    title = escape(heading)
    return (
        '<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="utf-8">'
        f"<title>{title}</title></head>\n<body>\n{body}\n</body></html>\n"
    ).encode()


def _html(block: Block) -> str:
    if isinstance(block, Paragraph):
        tag = {"title": "h1", "caption": "h3"}.get(block.kind, "p")
        inner = escape(block.text).replace("\t", "…………")
        return f"<{tag}>{inner}</{tag}>"
    covered = {cell for at, size in block.merges.items() for cell in _covered(at, size)}
    lines = []
    for r, row in enumerate(block.rows):
        cells = "".join(
            _html_cell(text, block.merges.get((r, c), (1, 1)), r < block.headers)
            for c, text in enumerate(row)
            if (r, c) not in covered
        )
        lines.append(f"<tr>{cells}</tr>")
    return "<table>\n" + "\n".join(lines) + "\n</table>"


def _covered(at: tuple[int, int], size: tuple[int, int]) -> list[tuple[int, int]]:
    spots = [(at[0] + r, at[1] + c) for r in range(size[0]) for c in range(size[1])]
    return spots[1:]


def _html_cell(text: str, size: tuple[int, int], header: bool) -> str:
    tag = "th" if header else "td"
    rows = f' rowspan="{size[0]}"' if size[0] > 1 else ""
    columns = f' colspan="{size[1]}"' if size[1] > 1 else ""
    return f"<{tag}{rows}{columns}>{escape(text)}</{tag}>"


def as_xlsx(text: str) -> bytes:
    """A workbook: one sheet a table, caption and unit rows on top; prose on sheets between."""
    return xlsx_of(blocks(text))


def xlsx_of(found: list[Block]) -> bytes:
    """A workbook of these blocks."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    formats = {key: book.add_format({"num_format": key}) for key in _forms()}
    for number, part in enumerate(_sheets(found), start=1):
        _write_sheet(book.add_worksheet(f"Sheet{number}"), part, formats)
    book.close()
    return buffer.getvalue()


def _forms() -> list[str]:
    whole = ("0", "#,##0")
    return [*whole, *(f"{form}.{'0' * places}" for form in whole for places in range(1, 7))]


def _sheets(found: list[Block]) -> list[list[Block]]:
    """Cut so that a caption opens a sheet, and prose after a table opens one too."""
    parts: list[list[Block]] = [[]]
    for index, block in enumerate(found):
        before = parts[-1][-1] if parts[-1] else None
        note = isinstance(block, Paragraph) and block.text.startswith(("注：", "说明："))
        opens = isinstance(block, Paragraph) and block.kind == "caption"
        opens = opens and not (isinstance(before, Paragraph) and before.kind == "caption")
        after = isinstance(block, Paragraph) and isinstance(before, Table) and not note
        if index and parts[-1] and (opens or after):
            parts.append([])
        parts[-1].append(block)
    return parts


Formats = dict[str, xlsxwriter.format.Format]


def _write_sheet(
    sheet: xlsxwriter.worksheet.Worksheet, part: list[Block], formats: Formats
) -> None:
    width = max((len(block.rows[0]) for block in part if isinstance(block, Table)), default=1)
    line = 0
    for block in part:
        if isinstance(block, Table):
            _write_table(sheet, line, block, formats)
            line += len(block.rows)
            continue
        text = block.text
        if block.kind == "caption" and width > 1:
            sheet.merge_range(line, 0, line, width - 1, text)
        elif block.kind == "line" and " 单位：" in text and width > 1:
            left, right = text.split(" 单位：")
            sheet.write_string(line, 0, left)
            sheet.write_string(line, width - 1, f"单位：{right}")
        else:
            sheet.write_string(line, 0, text)
        line += 1


def _write_table(
    sheet: xlsxwriter.worksheet.Worksheet, top: int, table: Table, formats: Formats
) -> None:
    for (r, c), (h, w) in table.merges.items():
        sheet.merge_range(top + r, c, top + r + h - 1, c + w - 1, "")
    for r, row in enumerate(table.rows):
        for c, text in enumerate(row):
            if text:
                _write_cell(sheet, top + r, c, text, formats)


def _write_cell(
    sheet: xlsxwriter.worksheet.Worksheet, row: int, column: int, text: str, formats: Formats
) -> None:
    """Money as a number in its format; codes and words as text, the way offices keep them."""
    money = _MONEY.fullmatch(text)
    if money is None or not ("." in text or "," in text or text == "0"):
        sheet.write_string(row, column, text)
        return
    decimals = text.partition(".")[2]
    form = ("#,##0" if "," in text else "0") + (f".{'0' * len(decimals)}" if decimals else "")
    sheet.write_number(row, column, float(text.replace(",", "")), formats[form])
