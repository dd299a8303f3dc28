"""The Word file around a document: the members of its template, the same bytes every time."""

import io
import zipfile
from pathlib import Path

from mingzhang.writers.word.markup import text

_TEMPLATE = Path(__file__).parent / "template"
_EARLIEST = (1980, 1, 1, 0, 0, 0)
_MEMBERS = {
    "[Content_Types].xml": "content_types.xml",
    "_rels/.rels": "relations.xml",
    "docProps/app.xml": "app.xml",
    "docProps/core.xml": "core.xml",
    "word/_rels/document.xml.rels": "document_relations.xml",
    "word/fontTable.xml": "fontTable.xml",
    "word/footer.xml": "footer.xml",
    "word/header.xml": "header.xml",
    "word/settings.xml": "settings.xml",
    "word/styles.xml": "styles.xml",
}
_FILLED = frozenset({"app.xml", "core.xml", "header.xml"})
_ROOT = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
)


def package(body: str, properties: dict[str, str]) -> bytes:
    """The bytes of the file.

    body: the content of w:body. properties: title, subject, creator and keywords in words.
    """
    escaped = {name: text(words) for name, words in properties.items()}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=4) as file:
        for member, source in _MEMBERS.items():
            content = (_TEMPLATE / source).read_text("utf-8")
            if source in _FILLED:
                for name, words in escaped.items():
                    content = content.replace(f"{{{name}}}", words)
            _add(file, member, content)
        _add(file, "word/document.xml", f"{_ROOT}<w:body>{body}</w:body></w:document>")
    return buffer.getvalue()


def _add(file: zipfile.ZipFile, member: str, content: str) -> None:
    entry = zipfile.ZipInfo(member, _EARLIEST)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    file.writestr(entry, content.encode())
