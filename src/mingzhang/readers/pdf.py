"""PDF documents with a text layer (PDF 文件): ruled and unruled tables, printed lines."""

from mingzhang.model import Place, Problem, UnreadableFile
from mingzhang.readers.blocks import Block, Content, Paragraph, TableBlock
from mingzhang.readers.pdf_layout import cells, flow, page, pdfium, split_rows, streams
from mingzhang.readers.pdf_layout.cells import Filled
from mingzhang.readers.pdf_layout.flow import Printed
from mingzhang.readers.pdf_layout.page import Sheet

MAX_BYTES = 300 * 1024 * 1024
MAX_PAGES = 5_000

_PASSWORD, _SECURITY = 4, 5
_PICTURE = 0.5
_FEW_GLYPHS = 40
_MANY_DRAWINGS = 200


def read(data: bytes, name: str) -> Content:
    """Read the text layer of a PDF page by page: one paragraph a printed line, tables in place.

    Places hold the page and the table's ordinal in the document with row and column, or the
    line's ordinal on its page. A table that runs over pages is one block a page.

    Raises:
        UnreadableFile: no PDF, damaged, locked by a password, too large, or only pictures.
    """
    if len(data) > MAX_BYTES:
        raise UnreadableFile(
            f"“{name}”有 {len(data) // 1024 // 1024} MB，超过 {MAX_BYTES // 1024 // 1024} MB 的上限，"
            "请只提交预算公开文本本身。"
        )
    document = _open(data, name)
    try:
        sheets, problems = _sheets(document, name)
    finally:
        pdfium.close_document(document)
    return Content(_blocks(sheets), problems)


def _open(data: bytes, name: str) -> int:
    """The document opened without a password, or with the empty one."""
    if not data.strip():
        raise UnreadableFile(f"“{name}”是空文件，没有可核对的内容。")
    if streams.has_bomb(data):
        limit = streams.MAX_INFLATED // 1024 // 1024
        raise UnreadableFile(
            f"“{name}”中有内容展开后超过 {limit} MB，不是正常的公开文本，请重新导出后再提交。"
        )
    document = pdfium.open_document(data, len(data), None)
    if document:
        return int(document)
    if pdfium.last_error() in (_PASSWORD, _SECURITY):
        raise UnreadableFile(f"“{name}”已加密，需要密码才能打开，请解除密码后再提交。")
    raise UnreadableFile(f"“{name}”不是完整的 PDF 文件（内容损坏或被截断），请重新导出后再提交。")


def _sheets(document: int, name: str) -> tuple[list[Sheet], list[Problem]]:
    """Every page, and what is doubtful on it. A page that cannot be opened is an empty one."""
    count = pdfium.count_pages(document)
    if count > MAX_PAGES:
        raise UnreadableFile(
            f"“{name}”有 {count} 页，超过 {MAX_PAGES} 页的上限，请只提交预算公开文本本身。"
        )
    sheets: list[Sheet] = []
    problems: list[Problem] = []
    pictures = 0
    for number in range(1, count + 1):
        sheet = page.read(document, number - 1, sheets[-1].model if sheets else None)
        if sheet is None:
            problems.append(_problem(number, "无法解析，本页内容没有读入，请重新导出"))
            sheet = Sheet(0.0, 0.0, 0.0, [], [], 0, 0.0, 0, 0, [])
        else:
            pictures += _is_picture(sheet)
            problems += _doubts(number, sheet)
        sheets.append(sheet)
    if not any(sheet.glyphs for sheet in sheets):
        raise UnreadableFile(_nothing(name, pictures))
    return sheets, problems


def _nothing(name: str, pictures: int) -> str:
    if pictures:
        return (
            f"“{name}”全部是扫描图像，没有文字层，请提交由文字处理软件导出的 PDF 或先做文字识别。"
        )
    return f"“{name}”没有任何可读的文字，请重新导出后再提交。"


def _is_picture(sheet: Sheet) -> bool:
    """Whether a page shows a picture, or letters drawn as shapes, in place of text."""
    if sheet.glyphs:
        return sheet.glyphs < _FEW_GLYPHS and sheet.images > _PICTURE
    return sheet.images > 0 or sheet.drawings > _MANY_DRAWINGS


def _doubts(number: int, sheet: Sheet) -> list[Problem]:
    """What of a page could not, or not surely, be read."""
    found: list[Problem] = []
    if _is_picture(sheet):
        what = "是扫描图像，没有文字层" if sheet.images else "的文字已转成图形，没有文字层"
        if sheet.glyphs:
            what = "除少量文字外是扫描图像"
        found.append(_problem(number, f"{what}，图像中的内容没有读入，请对照原件核对"))
    if sheet.unknown:
        found.append(
            _problem(number, f"有 {sheet.unknown} 个字符的字体没有编码，无法辨认，请对照原件核对")
        )
    found += [
        _problem(number, f"的{what}过多，只读入了一部分，请对照原件核对") for what in sheet.notes
    ]
    return found


def _problem(number: int, what: str) -> Problem:
    return Problem(f"第{number}页{what}。", Place(page=number))


def _blocks(sheets: list[Sheet]) -> list[Block]:
    """Tables and lines of all pages in printed order."""
    pages = [flow.printed(number, sheet) for number, sheet in enumerate(sheets, 1)]
    flow.mark_edges(pages, sheets)
    _join(pages, sheets)
    blocks: list[Block] = []
    tables = 0
    for number, (lines, sheet) in enumerate(zip(pages, sheets, strict=True), 1):
        items: list[Filled | Printed] = [*lines, *sheet.tables]
        if sheet.tables:
            items.sort(key=_top)
        for item in items:
            if isinstance(item, Printed):
                place = Place(page=number, paragraph=item.row)
                blocks.append(Paragraph(item.text, place, item.continues, item.kind))
            else:
                tables += 1
                blocks.append(_table(item, number, tables))
    split_rows.join(blocks)
    return blocks


def _top(item: Filled | Printed) -> float:
    return item.y0 if isinstance(item, Printed) else item.top


def _table(table: Filled, number: int, ordinal: int) -> TableBlock:
    places = [Place(None, number, None, None, None, ordinal, row + 1) for row in range(table.rows)]
    return TableBlock(cells.texts(table), places, table.spans)


def _join(pages: list[list[Printed]], sheets: list[Sheet]) -> None:
    """Tell for each line of text whether the next one, also on the next page, goes on with it."""
    margins = flow.margins(pages, sheets)
    before: Printed | None = None
    width, inner = 0, False
    for lines, sheet in zip(pages, sheets, strict=True):
        tops = sorted(table.top for table in sheet.tables)
        for line in lines:
            if line.kind != "body":
                continue
            while tops and tops[0] < line.y0:
                tops.pop(0)
                before = None
            if before is not None and width in margins:
                before.continues = flow.goes_on(before, line, margins[width], inner=inner)
            inner = before is not None and before.continues
            before, width = line, round(sheet.width)
        if tops:
            before = None
