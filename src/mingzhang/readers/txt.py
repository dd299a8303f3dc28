"""Plain text (文本): table rows whose cells are set apart by tabs, or by upright bars."""

import re

from mingzhang.model import Place, UnreadableFile
from mingzhang.readers.blocks import Block, Content, Paragraph, TableBlock, shown

MAX_BYTES = 16 * 1024 * 1024
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x1c-\x1f\x7f\ufffe\uffff]")
_RULE = "|+-: \t"
"""What the lines between the rows of a drawn table are made of: |---|:--:|, +----+."""
_BOLD = re.compile(r"\*\*([^*\t\n]{0,99}[一-鿿][^*\t\n]{0,99})\*\*")
_HEADING = re.compile(r"^#{1,6} +", re.MULTILINE)
"""Marks of text that a conversion wrote in Markdown: **合计**, ## 一、部门职责."""
_TAG = re.compile(r"</?(?:p|br|span|div|b|i|u|strong|em)\s*/?>", re.IGNORECASE)


def read(data: bytes, name: str) -> Content:
    """Cut a text into paragraphs and runs of table rows.

    A line with a tab is a table row, and so is one with two bars or more (| 科目 | 金额 |);
    rows belong together until a line of running text comes (blank lines are page ends, not
    table ends).

    Raises:
        UnreadableFile: empty, too large, binary, or in an unknown encoding.
    """
    text = decode(data, name)
    if "\f" in text or "\r" in text or "\v" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n")
    if "<" in text:
        text = _TAG.sub("", text)
    if "**" in text or "#" in text:
        text = _HEADING.sub("", _BOLD.sub(r"\1", text))
    blocks: list[Block] = []
    rows: list[list[str]] = []
    places: list[Place] = []
    table = 1
    for number, line in enumerate(text.split("\n"), 1):
        cells = _cells(line)
        if cells:
            rows.append(cells)
            places.append(Place(number, table=table, row=len(rows)))
        elif _is_ruled(line):
            continue
        elif line and not line.isspace():
            if rows:
                blocks.append(TableBlock(rows, places))
                rows, places, table = [], [], table + 1
            blocks.append(Paragraph(line.strip(), Place(number)))
    if rows:
        blocks.append(TableBlock(rows, places))
    return Content(blocks, [])


def _cells(line: str) -> list[str]:
    """The cells of a table row; none where the line is running text or a ruled line."""
    if "\t" in line:
        return line.split("\t")
    if line.count("|") < 2 or _is_ruled(line):
        return []
    cells = line.strip().removeprefix("|").removesuffix("|").split("|")
    return [cell.strip() for cell in cells]


def _is_ruled(line: str) -> bool:
    """Whether a line only draws: bars or crosses with dashes between."""
    return "-" in line and ("|" in line or "+" in line) and not line.strip(_RULE)


def decode(data: bytes, name: str) -> str:
    """Bytes → text: byte order mark, UTF-8, UTF-16 without a mark, GB18030.

    Raises:
        UnreadableFile: empty, too large, binary, or in none of these encodings.
    """
    if not data.strip():
        raise UnreadableFile(f"“{name}”是空文件，没有可核对的内容。")
    if len(data) > MAX_BYTES:
        raise UnreadableFile(
            f"“{name}”有 {len(data) // 1024 // 1024} MB 文本，超过 {MAX_BYTES // 1024 // 1024} MB "
            "的上限，请只提交预算公开文本本身。"
        )
    for encoding in _candidates(data):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _CONTROL.search(text) is None:
            return shown(text)
    raise UnreadableFile(
        f"“{name}”不是可识别的文本（编码不是 UTF-8、UTF-16 或 GB18030，或含有二进制内容）。"
    )


def _candidates(data: bytes) -> list[str]:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return [encoding]
    sample = data[:4096]
    if sample.count(0) > len(sample) // 8:
        little = sample[1::2].count(0) >= sample[0::2].count(0)
        return ["utf-16-le" if little else "utf-16-be"]
    return ["utf-8", "gb18030"]
