"""One reader a format: bytes → blocks in printed order, each with its place (读取)."""

from importlib import import_module

from mingzhang.model import UnreadableFile
from mingzhang.readers.blocks import Content, TableBlock

MAX_COLUMNS = 1_000
TYPES = {
    "txt": "txt", "text": "txt", "tsv": "txt",
    "docx": "docx", "docm": "docx",
    "xlsx": "xlsx", "xlsm": "xlsx",
    "pdf": "pdf",
    "html": "html", "htm": "html",
}  # fmt: skip
_LEGACY = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SIGNATURES = ((b"%PDF-", "pdf"), (b"PK\x03\x04", "zip"), (b"PK\x05\x06", "zip"))


def type_of(name: str) -> str:
    """The document type that a file name's ending says: txt, docx, xlsx, pdf or html.

    Raises:
        UnreadableFile: no such type is read.
    """
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    if ending in ("doc", "xls", "wps", "et"):
        raise UnreadableFile(
            f"“{name}”是旧格式（.{ending}），请用办公软件另存为 .docx 或 .xlsx 后再核对。"
        )
    if ending not in TYPES:
        raise UnreadableFile(
            f"“{name}”的类型不能识别，请提供 .txt、.docx、.xlsx、.pdf 或 .html 文件。"
        )
    return TYPES[ending]


def read(data: bytes, name: str, type_: str | None = None) -> Content:
    """Read one document; only the library of its own format is loaded.

    Raises:
        UnreadableFile: empty, encrypted, damaged, hostile, or not what its name says.
    """
    kind = type_ or type_of(name)
    if not data:
        raise UnreadableFile(f"“{name}”是空文件，没有可核对的内容。")
    _check_signature(data, name, kind)
    reader = import_module(f"mingzhang.readers.{kind}")
    content: Content = reader.read(data, name)
    if any(isinstance(block, TableBlock) and _is_too_wide(block) for block in content.blocks):
        raise UnreadableFile(
            f"“{name}”有一张表超过 {MAX_COLUMNS} 列，不像预算公开文本，未读取，请删除多余的列。"
        )
    return content


def _is_too_wide(block: TableBlock) -> bool:
    return max(map(len, block.rows), default=0) > MAX_COLUMNS


def _check_signature(data: bytes, name: str, kind: str) -> None:
    found = next((what for mark, what in _SIGNATURES if data.startswith(mark)), None)
    if kind in ("txt", "html") and (found or data.startswith(_LEGACY)):
        raise UnreadableFile(f"“{name}”的内容与后缀名不符，不是文本文件，请核对后缀名。")
    if kind == "pdf" and found != "pdf" and b"%PDF-" not in data[:1024]:
        raise UnreadableFile(f"“{name}”不是 PDF 文件，请核对后缀名。")
