"""A disclosure as a PDF (.pdf): cover, contents, parts as printed; tagged, PDF/UA-1 and PDF/A-2a."""

import logging
from functools import cache
from pathlib import Path

import typst

from mingzhang.disclosure import Disclosure
from mingzhang.fonts import FOLDER as FONTS
from mingzhang.writers.published.composition import compose
from mingzhang.writers.published.flow import cover_lines
from mingzhang.writers.published.pages import Page
from mingzhang.writers.typeset.flow import FIRST_PAGE, Flow
from mingzhang.writers.typeset.literals import STAND_IN, Literals

FILE_NAME = "公开文本.pdf"
_STYLE = Path(__file__).parent / "typeset" / "style.typ"
# Archives want a date of every document; it must not change from run to run.
_NO_YEAR = 2000
# Letters on a line of the cover, and of the running head.
_ON_COVER, _IN_HEAD = 16.0, 40.0
_log = logging.getLogger(__name__)


def write(disclosure: Disclosure, directory: Path) -> list[Path]:
    """Write the document into a directory, made where missing; returns the one file."""
    directory.mkdir(parents=True, exist_ok=True)
    file = directory / FILE_NAME
    file.write_bytes(document(disclosure))
    return [file]


def document(disclosure: Disclosure) -> bytes:
    """The bytes of the document, the same for the same disclosure.

    A letter that the font does not have is printed as 〓 and named in a warning of the log.
    """
    literal = Literals()
    code = source(disclosure, literal)
    if literal.missing:
        told = "、".join(f"{letter}（U+{ord(letter):04X}）" for letter in sorted(literal.missing))
        _log.warning("PDF 的字体没有这些字，已印成“%s”，请核对：%s。", STAND_IN, told)
    return typeset(code)[0]


def typeset(code: str) -> tuple[bytes, list[str]]:
    """The document that Typst code gives, and what Typst warns of."""
    compiler = typst.Compiler(code.encode(), root=FONTS, font_paths=_fonts())
    made, warnings = compiler.compile_with_warnings(
        format="pdf", pdf_standards=["ua-1", "a-2a"], timestamp=0
    )
    if not isinstance(made, bytes):
        raise TypeError("typst gives the pages of a PDF in one piece")
    return made, [warning.message for warning in warnings]


@cache
def _fonts() -> typst.Fonts:
    """The project's own fonts and no others, so that every machine gives the same bytes."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])


def source(disclosure: Disclosure, literal: Literals) -> str:
    """The Typst code of the whole document."""
    publisher, title = cover_lines(disclosure)
    whole = f"{publisher}{title}"
    kind = "预算公开" if disclosure.kind == "budget" else "决算公开"
    facts = (
        f"#set document(title:{literal(whole)},author:{literal(publisher)},"
        f"keywords:{literal(kind)},"
        f"date:datetime(year:{disclosure.year or _NO_YEAR},month:1,day:1))\n"
    )
    cover = f"cover({literal.loose(publisher, _ON_COVER)},{literal(title)})\n"
    flow = Flow(literal, literal.loose(whole, _IN_HEAD))
    body = flow.draw(compose(disclosure))
    contents = flow.page(Page.TEXT, "i", f"{FIRST_PAGE}contents()") if flow.listed else ""
    return f"{_STYLE.read_text('utf-8')}{facts}#{{\n{cover}{contents}{body}}}\n"
