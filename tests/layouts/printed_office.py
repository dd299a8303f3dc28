"""Tables as office programs print them: Word documents and workbooks with chosen lines and widths."""

import io
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import xlsxwriter

import pdf_pages
from document_layout import Block, Paragraph, Table
from readers import word

_MONEY = re.compile(r"-?\d[\d,]*(\.\d+)?")


@dataclass(frozen=True)
class Look:
    """How tables are printed. `lines`: all, rows, header, none, outer; `width`: share of the page."""

    lines: str = "all"
    shaded: bool = False
    landscape: bool = False
    size: float = 9.0
    width: float = 1.0
    separators: bool = False
    break_rows: bool = True
    padding: int = 60
    header_repeats: bool = True


WORD = {
    "word-grid": Look(),
    "word-rows": Look("rows"),
    "word-header": Look("header"),
    "word-none": Look("none"),
    "word-shaded": Look("none", shaded=True),
    "word-narrow": Look(width=0.62, padding=20),
    "word-narrow-rows": Look("rows", width=0.75, padding=20),
    "word-narrow-header": Look("header", width=0.75, padding=20),
    "word-narrow-none": Look("none", width=0.75, padding=20),
    "word-landscape-none": Look("none", landscape=True, size=8),
    "word-landscape-header": Look("header", landscape=True),
    "word-separators-header": Look("header", landscape=True, separators=True),
    "word-outer": Look("outer", landscape=True),
    "word-no-repeat": Look("header", landscape=True, header_repeats=False),
}
SHEETS = {
    "sheet-grid": Look(),
    "sheet-rows": Look("rows", landscape=True),
    "sheet-header": Look("header", landscape=True),
    "sheet-none": Look("none", landscape=True),
    "sheet-narrow-none": Look("none", width=0.7),
    "sheet-narrow-header": Look("header", width=0.7, separators=True),
    "sheet-shaded": Look("none", shaded=True, landscape=True),
}


def widths(table: Table, total: float) -> list[float]:
    """Column widths by the usual length of the texts, as a clerk would drag them."""
    count = max(map(len, table.rows))
    wants = [2.0] * count
    for r, row in enumerate(table.rows):
        for c, one in enumerate(row):
            if table.merges.get((r, c), (1, 1))[1] > 1:
                continue
            length = pdf_pages.width_of(one, 1.0)
            most = 3.0 if r < table.headers else (99 if _MONEY.fullmatch(one) else 12.0)
            wants[c] = max(wants[c], min(length, most))
    return [want * total / sum(wants) for want in wants]


def _longest_number(table: Table, column: int, look: Look) -> int:
    """Of a number that does not fit into its cell a workbook prints ### alone."""
    shown = [_shown(row[column], look) for row in table.rows]
    return max([len(one) for one in shown if _MONEY.fullmatch(one)], default=0)


def _shown(text: str, look: Look) -> str:
    if look.separators and re.fullmatch(r"-?\d+\.\d\d", text):
        return f"{float(text):,.2f}"
    return text


def _align(table: Table, r: int, c: int) -> str:
    one = table.rows[r][c]
    if r < table.headers:
        return "center"
    if _MONEY.fullmatch(one) and (set(".,") & set(one) or one == "0"):
        return "right"
    if one.replace(" ", "") in ("合计", "总计"):
        return "center"
    return "left"


# Word


def docx(found: list[Block], look: Look) -> bytes:
    """A Word document whose tables look as asked."""
    page = (16838, 11906) if look.landscape else (11906, 16838)
    made: list[word.Block] = []
    seen = False
    for block in found:
        if isinstance(block, Table):
            made.append(_word_table(block, look, page[0] - 2 * 1000))
            seen = True
            continue
        properties = ""
        if block.kind == "caption":
            properties = '<w:jc w:val="center"/>'
            if seen:
                properties = "<w:pageBreakBefore/>" + properties
                seen = False
        elif block.text.startswith(("单位：", "单位:")):
            properties = '<w:jc w:val="right"/>'
        made.append(word.paragraph(block.text.replace("\t", "……………"), properties))
    made.append(
        word.Xml(
            f'<w:sectPr><w:pgSz w:w="{page[0]}" w:h="{page[1]}"/>'
            '<w:pgMar w:top="1100" w:bottom="1100" w:left="1000" w:right="1000" w:header="500"'
            ' w:footer="500" w:gutter="0"/></w:sectPr>'
        )
    )
    return word.docx(made)


def _edge(name: str, on: bool) -> str:
    return f'<w:{name} w:val="{"single" if on else "nil"}" w:sz="4" w:space="0" w:color="000000"/>'


def _word_table(table: Table, look: Look, room: int) -> word.Xml:
    lines, outer = look.lines, look.lines in ("all", "outer")
    edges = (
        _edge("top", lines != "none") + _edge("left", outer) + _edge("bottom", lines != "none")
        + _edge("right", outer) + _edge("insideH", lines in ("all", "rows"))
        + _edge("insideV", lines == "all")
    )  # fmt: skip
    sizes = [round(w) for w in widths(table, room * look.width)]
    rows = []
    covered = {
        (r + i, c + j): (r, c)
        for (r, c), (high, wide) in table.merges.items()
        for i in range(high)
        for j in range(wide)
        if (i, j) != (0, 0)
    }
    for r, row in enumerate(table.rows):
        cells = []
        for c, one in enumerate(row):
            owner = covered.get((r, c))
            if owner and (owner[0] == r or owner[1] != c):
                continue
            at = owner or (r, c)
            high, wide = table.merges.get(at, (1, 1))
            properties = f'<w:tcW w:w="{sum(sizes[c : c + wide])}" w:type="dxa"/>'
            if wide > 1:
                properties += f'<w:gridSpan w:val="{wide}"/>'
            if high > 1:
                properties += "<w:vMerge/>" if owner else '<w:vMerge w:val="restart"/>'
            if (
                lines == "header"
                and r + (1 if owner else high) >= table.headers
                and (r < table.headers)
            ):
                properties += f"<w:tcBorders>{_edge('bottom', True)}</w:tcBorders>"
            if look.shaded and (r % 2 or r < table.headers):
                properties += '<w:shd w:val="clear" w:color="auto" w:fill="DDE6F2"/>'
            properties += '<w:vAlign w:val="center"/>'
            text = "" if owner else _shown(one, look)
            body = word.paragraph(
                text,
                f'<w:spacing w:before="20" w:after="20"/><w:jc w:val="{_align(table, r, c)}"/>',
                f'<w:sz w:val="{round(look.size * 2)}"/>',
            )
            cells.append(f"<w:tc><w:tcPr>{properties}</w:tcPr>{body}</w:tc>")
        head = "<w:tblHeader/>" if r < table.headers and look.header_repeats else ""
        cant = "" if look.break_rows else "<w:cantSplit/>"
        rows.append(f"<w:tr><w:trPr>{cant}{head}</w:trPr>{''.join(cells)}</w:tr>")
    grid = "".join(f'<w:gridCol w:w="{size}"/>' for size in sizes)
    return word.Xml(
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(sizes)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{edges}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        f'<w:tblCellMar><w:left w:w="{look.padding}" w:type="dxa"/>'
        f'<w:right w:w="{look.padding}" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


# Workbook


def xlsx(found: list[Block], look: Look) -> bytes:
    """A workbook, one sheet a table, whose tables look as asked."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    formats: dict[Any, Any] = {}

    def form(**keys: Any) -> Any:
        key = tuple(sorted(keys.items()))
        if key not in formats:
            formats[key] = book.add_format(keys)
        return formats[key]

    parts: list[list[Block]] = [[]]
    for block in found:
        closed = parts[-1] and isinstance(parts[-1][-1], Table)
        if closed and (
            isinstance(block, Table) or block.kind == "caption" or block.kind == "title"
        ):
            parts.append([])
        parts[-1].append(block)
    for part in parts:
        sheet = book.add_worksheet()
        sheet.set_paper(9)
        sheet.set_margins(0.5, 0.5, 0.6, 0.6)
        if look.landscape:
            sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        table = next((b for b in part if isinstance(b, Table)), None)
        count = 1
        if table:
            total = (130 if look.landscape else 90) * look.width
            found_widths = [
                max(width, _longest_number(table, c, look) * look.size / 8 + 1.5)
                for c, width in enumerate(widths(table, total))
            ]
            count = len(found_widths)
            for c, w in enumerate(found_widths):
                sheet.set_column(c, c, w)
        else:
            sheet.set_column(0, 0, 85)
        r = 0
        for block in part:
            if isinstance(block, Paragraph):
                align = (
                    "center"
                    if block.kind == "caption"
                    else ("right" if block.text.startswith("单位") else "left")
                )
                style = form(align=align, text_wrap=True, font_name="Noto Sans CJK SC")
                text = block.text.replace("\t", "……………")
                if count > 1:
                    sheet.merge_range(r, 0, r, count - 1, text, style)
                else:
                    sheet.write_string(r, 0, text, style)
                r += 1
            else:
                _sheet_table(sheet, block, look, r, form)
                _set_heights(sheet, block, look, r, found_widths)
                if block.headers:
                    sheet.repeat_rows(r, r + block.headers - 1)
                r += len(block.rows)
    book.close()
    return buffer.getvalue()


def _set_heights(sheet: Any, table: Table, look: Look, top: int, columns: list[float]) -> None:
    """Rows as high as their texts, as a clerk would drag them."""
    for r, row in enumerate(table.rows):
        most = 1.0
        for c, one in enumerate(row):
            high, wide = table.merges.get((r, c), (1, 1))
            room = sum(columns[c : c + wide]) * 5.25 - 6
            lines = -(-pdf_pages.width_of(_shown(one, look), look.size) * 1.08 // room)
            most = max(most, lines / high)
        sheet.set_row(top + r, most * look.size * 1.5 + 3)


def _sheet_table(sheet: Any, table: Table, look: Look, top: int, form: Callable[..., Any]) -> None:
    last = len(table.rows) - 1
    covered: set[tuple[int, int]] = set()
    for (r, c), (high, wide) in table.merges.items():
        covered |= {(r + i, c + j) for i in range(high) for j in range(wide)}
    for r, row in enumerate(table.rows):
        for c, one in enumerate(row):
            high, wide = table.merges.get((r, c), (1, 1))
            if (r, c) in covered and (r, c) not in table.merges:
                continue
            end = r + high - 1
            keys: dict[str, Any] = {
                "align": _align(table, r, c), "valign": "vcenter", "text_wrap": True,
                "font_size": look.size, "font_name": "Noto Sans CJK SC",
            }  # fmt: skip
            if look.lines == "all":
                keys["border"] = 1
            elif look.lines == "rows" or (
                look.lines == "header" and end in (table.headers - 1, last)
            ):
                keys["bottom"] = 1
                if r == 0:
                    keys["top"] = 1
            elif look.lines == "header" and r == 0:
                keys["top"] = 1
            if look.shaded and (r % 2 or r < table.headers):
                keys["bg_color"] = "#DDE6F2"
            text = _shown(one, look)
            if (high, wide) != (1, 1):
                sheet.merge_range(top + r, c, top + end, c + wide - 1, text, form(**keys))
            elif re.fullmatch(r"-?\d[\d,]*\.\d\d", text):
                keys["num_format"] = "#,##0.00" if look.separators else "0.00"
                sheet.write_number(top + r, c, float(text.replace(",", "")), form(**keys))
            else:
                sheet.write_string(top + r, c, text, form(**keys))
