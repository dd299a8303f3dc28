"""A disclosure as a Word document (.docx): cover, contents, parts as printed."""

from collections.abc import Sequence
from pathlib import Path

from mingzhang.disclosure import Disclosure
from mingzhang.writers.published.composition import compose
from mingzhang.writers.published.flow import cover_lines
from mingzhang.writers.published.pages import Page
from mingzhang.writers.word.flow import Entry, Flow
from mingzhang.writers.word.markup import (
    CLOSE_FIELD,
    OPEN_FIELD,
    SHOW_FIELD,
    field,
    paragraph,
    run,
)
from mingzhang.writers.word.package import package
from mingzhang.writers.word.sheets import section

FILE_NAME = "公开文本.docx"
_CONTENTS = 'TOC \\o "1-2" \\h \\z \\u'


def write(disclosure: Disclosure, directory: Path) -> list[Path]:
    """Write the document into a directory, made where missing; returns the one file."""
    directory.mkdir(parents=True, exist_ok=True)
    file = directory / FILE_NAME
    file.write_bytes(document(disclosure))
    return [file]


def document(disclosure: Disclosure) -> bytes:
    """The bytes of the document, the same for the same disclosure."""
    publisher, title = cover_lines(disclosure)
    flow = Flow()
    body = flow.draw(compose(disclosure))
    front = _cover(publisher, title) + _contents(flow.entries)
    properties = {
        "title": f"{publisher}{title}",
        "subject": title,
        "creator": publisher,
        "keywords": "预算公开" if disclosure.kind == "budget" else "决算公开",
    }
    return package(front + body, properties)


def _cover(publisher: str, title: str) -> str:
    end = section(Page.TEXT, bare=True)
    return (
        paragraph("Title", run(publisher))
        + paragraph("Subtitle", run(title))
        + paragraph("SectionEnd", "", end)
    )


def _contents(entries: Sequence[Entry]) -> str:
    """The table of contents as a field that Word can update, with its lines ready."""
    end = section(Page.TEXT, numbers='<w:pgNumType w:fmt="lowerRoman" w:start="1"/>')
    if not entries:
        return ""
    lines = [_line(entry, opens=not number) for number, entry in enumerate(entries)]
    lines[-1] = lines[-1].removesuffix("</w:p>") + CLOSE_FIELD + "</w:p>"
    return (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/>'
        "<w:docPartUnique/></w:docPartObj></w:sdtPr><w:sdtContent>"
        f"{paragraph('TOCHeading', run('目　录'))}{''.join(lines)}</w:sdtContent></w:sdt>"
        + paragraph("SectionEnd", "", end)
    )


def _line(entry: Entry, *, opens: bool) -> str:
    begin = (
        f'{OPEN_FIELD}<w:r><w:instrText xml:space="preserve"> {_CONTENTS} </w:instrText></w:r>'
        f"{SHOW_FIELD}"
        if opens
        else ""
    )
    page = field(f"PAGEREF {entry.bookmark} \\h", str(entry.page))
    link = (
        f'<w:hyperlink w:anchor="{entry.bookmark}" w:history="1">{run(entry.words)}'
        f"<w:r><w:tab/></w:r>{page}</w:hyperlink>"
    )
    return paragraph(f"TOC{entry.level}", begin + link)
