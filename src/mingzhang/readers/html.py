"""Web pages (.html): paragraphs and tables as a browser would show them, without scripts."""

import codecs
import re

from mingzhang.model import Place, Problem, UnreadableFile
from mingzhang.readers.blocks import Block, Content, Paragraph
from mingzhang.readers.html_flow import Lines
from mingzhang.readers.html_page import Page

MAX_BYTES = 32 * 1024 * 1024
MAX_TAGS = 1_000_000

_HEAD = 4096
_CHARSET = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_:.-]+)""", re.IGNORECASE)
_CHINESE = {"gb2312", "gbk", "gb18030", "hz", "x-gbk", "cp936", "gb_2312-80"}
_KNOWN_TAG = re.compile(
    r"<(?:!doctype\s+html|html|head|body|table|tr|td|div|p|h[1-6]|span|br|ul|ol|center|font)[\s/>]",
    re.IGNORECASE,
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")


def read(data: bytes, name: str) -> Content:
    """Read a web page from its bytes; `name` is its name for messages.

    A paragraph with line breaks gives one `Paragraph` a line, of which only the last is known
    to be whole. A table that only frames the page is read as if it were not there.

    Raises:
        UnreadableFile: empty, too large, no web page, or absurd.
    """
    text, problems = _decoded(data, name)
    if _KNOWN_TAG.search(text) is None:
        raise UnreadableFile(f"文件“{name}”不是网页（没有找到网页标记），请核对文件类型。")
    if text.count("<") > MAX_TAGS:
        raise UnreadableFile(f"网页“{name}”的标记超过 {MAX_TAGS} 个，不像正常文档，未读取。")
    page = Page(name)
    page.read(text)
    return _content(page, problems)


def _content(page: Page, problems: list[Problem]) -> Content:
    """Give every block its place, and say what was not read."""
    blocks: list[Block] = []
    paragraphs = tables = 0
    for found in page.blocks:
        if isinstance(found, Lines):
            paragraphs += 1
            blocks += _paragraphs(found, Place(paragraph=paragraphs))
        else:
            tables += 1
            blocks.append(found.finish(tables))
    if page.breaks_off:
        problems.append(Problem("网页在标记中间中断，其后的内容未读取，请重新保存网页后再试。"))
    if page.images and not tables:
        problems.append(
            Problem(f"网页没有表格但有 {page.images} 张图片，图片中的文字未读取，请提供原文件。")
        )
    return Content(blocks, problems)


def _paragraphs(found: Lines, place: Place) -> list[Paragraph]:
    last = len(found.texts) - 1
    return [
        Paragraph(text.strip(), place, None if index < last else False, found.kind)
        for index, text in enumerate(found.texts)
    ]


def _decoded(data: bytes, name: str) -> tuple[str, list[Problem]]:
    """Bytes → text by byte order mark, declaration, UTF-8 or GB18030.

    Raises:
        UnreadableFile: empty, too large, binary, or in none of these encodings.
    """
    if not data.strip():
        raise UnreadableFile(f"网页“{name}”是空文件，没有可核对的内容。")
    if len(data) > MAX_BYTES:
        raise UnreadableFile(f"网页“{name}”超过 {MAX_BYTES // 1024 // 1024} MB，未读取。")
    encodings = _candidates(data)
    for encoding in encodings:
        try:
            return _checked(data.decode(encoding), name), []
        except UnicodeDecodeError:
            continue
    text = data.decode(encodings[0], "replace")
    damaged = text.count("\ufffd")
    if damaged * 1000 > len(text):
        raise UnreadableFile(
            f"网页“{name}”的编码无法识别（不是 UTF-8 或 GB18030），请另存为 UTF-8 再试。"
        )
    remark = f"网页有 {damaged} 处字符损坏，已用“\ufffd”代替，请对照原网页核对。"
    return _checked(text, name), [Problem(remark)]


def _checked(text: str, name: str) -> str:
    """The text, if it is text: no NUL, hardly a control character."""
    controls = len(_CONTROL.findall(text[:100_000]))
    if "\0" in text or controls * 100 > min(len(text), 100_000):
        raise UnreadableFile(f"文件“{name}”含有二进制内容，不是网页，请核对文件类型。")
    return text


def _candidates(data: bytes) -> list[str]:
    """Encodings to try, the likeliest first."""
    if data.startswith(codecs.BOM_UTF8):
        return ["utf-8-sig"]
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return ["utf-16"]
    found = _CHARSET.search(data, 0, _HEAD)
    declared = found[1].decode("ascii").lower() if found else ""
    if declared in _CHINESE:
        return ["gb18030", "utf-8"]
    if declared in ("big5", "big5-hkscs"):
        return ["big5hkscs", "utf-8", "gb18030"]
    return ["utf-8", "gb18030"]
