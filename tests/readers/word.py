"""Writes Word documents by hand, so that a test says what it needs and nothing else.

    from readers.word import Table, docx, lines

    docx(["一、收支情况", Table([["项目", "金额"], ["合计", "12.00"]])])
    docx(lines("表一\n项目\t金额\n合计\t12.00"))

Blocks are paragraphs (str), tables (`Table`, or plain rows of texts) and raw XML (`Xml`).
"""

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import escape, quoteattr

TRANSITIONAL = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NAMESPACES = {
    "w": TRANSITIONAL,
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "v": "urn:schemas-microsoft-com:vml",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
}


_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


class Xml(str):
    """WordprocessingML that goes into the document as it is, with the usual prefixes."""

    __slots__ = ()


@dataclass(frozen=True)
class Table:
    """A table as a full grid: what a merged cell covers stands as "" in `rows`.

    `merges`: (row, column) → (rows, columns), 0-based, as in `TableBlock.spans`.
    A line break in a text starts a new paragraph of the cell.
    """

    rows: Sequence[Sequence[str]]
    merges: Mapping[tuple[int, int], tuple[int, int]] = field(default_factory=dict)


Block = str | Table | Sequence[Sequence[str]]


def docx(
    blocks: Sequence[Block],
    *,
    footnotes: Sequence[str] = (),
    styles: str | None = None,
    numbering: str | None = None,
    namespace: str = TRANSITIONAL,
    like_word: bool = False,
    parts: Mapping[str, str | bytes] | None = None,
) -> bytes:
    """The bytes of a Word document.

    footnotes: their texts. styles, numbering: the XML inside w:styles and w:numbering;
    without `styles` there are Heading1–3 and TOC1–3. namespace: TRANSITIONAL or STRICT.
    like_word: with the fonts, sizes and ids that Word adds to every run and paragraph.
    parts: further members by name; they replace what this function would write.
    """
    members: dict[str, str | bytes] = {
        "[Content_Types].xml": _CONTENT_TYPES,
        "_rels/.rels": _relations({"officeDocument": "word/document.xml"}),
        "word/_rels/document.xml.rels": _relations(
            {part: f"{part}.xml" for part in ("styles", "numbering", "footnotes")}
        ),
        "word/document.xml": _root("document", f"<w:body>{_body(blocks, like_word)}</w:body>"),
        "word/styles.xml": _root("styles", _STYLES if styles is None else styles),
        "word/numbering.xml": _root("numbering", numbering or ""),
        "word/footnotes.xml": _root("footnotes", _footnotes(footnotes)),
        **(parts or {}),
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in members.items():
            text = content if isinstance(content, bytes) else content.encode()
            file.writestr(name, text.replace(TRANSITIONAL.encode(), namespace.encode()))
    return buffer.getvalue()


def lines(text: str) -> list[Block]:
    """Blocks of a text: lines with tabs are table rows, others paragraphs, blank ones nothing.

    Rows are filled up to the longest of their table.
    """
    blocks: list[Block] = []
    rows: list[list[str]] = []
    for line in [*text.split("\n"), None]:
        if line is not None and "\t" in line:
            rows.append(line.split("\t"))
        elif line is None or line.strip():
            if rows:
                width = max(map(len, rows))
                blocks.append(Table([row + [""] * (width - len(row)) for row in rows]))
                rows = []
            if line is not None:
                blocks.append(line)
    return blocks


def paragraph(text: str = "", properties: str = "", run_properties: str = "") -> Xml:
    """A w:p: tabs and line breaks of `text` become w:tab and w:br; properties are raw XML."""
    marks = f"<w:pPr>{properties}</w:pPr>" if properties else ""
    return Xml(f"<w:p>{marks}{run(text, run_properties) if text else ''}</w:p>")


def run(text: str, properties: str = "") -> str:
    """A w:r with a text; characters that XML cannot hold are dropped."""
    marks = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    inner = (
        escape(_NOT_IN_XML.sub("", text))
        .replace("\t", "</w:t><w:tab/><w:t>")
        .replace("\n", "</w:t><w:br/><w:t>")
    )
    return f'<w:r>{marks}<w:t xml:space="preserve">{inner}</w:t></w:r>'


def styled(text: str, style: str) -> Xml:
    """A paragraph in a style, by its id."""
    return paragraph(text, f"<w:pStyle w:val={quoteattr(style)}/>")


def numbered(text: str, number: int, level: int = 0) -> Xml:
    """A paragraph that Word numbers by itself."""
    return paragraph(
        text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    )


def table(*rows: str) -> Xml:
    """A w:tbl of raw w:tr."""
    return Xml(f"<w:tbl><w:tblPr/>{''.join(rows)}</w:tbl>")


def row(*cells: str, properties: str = "") -> Xml:
    """A w:tr of w:tc; a plain text becomes a cell."""
    marks = f"<w:trPr>{properties}</w:trPr>" if properties else ""
    inner = "".join(one if isinstance(one, Xml) else cell(one) for one in cells)
    return Xml(f"<w:tr>{marks}{inner}</w:tr>")


def cell(content: str = "", properties: str = "") -> Xml:
    """A w:tc; `content` is `Xml` or a plain text of one or more lines."""
    if not isinstance(content, Xml):
        content = "".join(paragraph(line) for line in content.split("\n"))
    marks = f"<w:tcPr>{properties}</w:tcPr>" if properties else ""
    return Xml(f"<w:tc>{marks}{content}</w:tc>")


def text_box(content: str) -> str:
    """A run with a text box as Word writes it: once for new readers, once for old ones."""
    inner = f"<w:txbxContent>{content}</w:txbxContent>"
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:wsp><wps:txbx>'
        f"{inner}</wps:txbx></wps:wsp></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape>"
        f"<v:textbox>{inner}</v:textbox></v:shape></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )


def abstract_number(number: int, *levels: tuple[str, str], start: int = 1) -> str:
    """A w:abstractNum with the w:num of the same id; levels are (numFmt, lvlText)."""
    inner = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for level, (form, text) in enumerate(levels)
    )
    return (
        f'<w:abstractNum w:abstractNumId="{number}">{inner}</w:abstractNum>'
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>'
    )


def _body(blocks: Sequence[Block], like_word: bool) -> str:
    xml = "".join(map(_block, blocks))
    if like_word:
        xml = xml.replace("<w:r><w:t", f"<w:r>{_WORD_RUN}<w:t")
        xml = xml.replace("<w:tc><w:p>", f"<w:tc>{_WORD_CELL}<w:p>")
        pieces = xml.split("<w:p><w:r>")
        xml = pieces[0] + "".join(
            f'<w:p w14:paraId="{number:08X}" {_WORD_IDS}>{_WORD_PARAGRAPH}<w:r>{piece}'
            for number, piece in enumerate(pieces[1:])
        )
    return xml


def _block(block: Block) -> str:
    if isinstance(block, Xml):
        return block
    if isinstance(block, str):
        return paragraph(block)
    grid = block if isinstance(block, Table) else Table(block)
    return table(*(_grid_row(grid, index) for index in range(len(grid.rows))))


def _grid_row(grid: Table, index: int) -> str:
    cells = []
    column = 0
    while column < len(grid.rows[index]):
        width, marks = 1, ""
        for (top, left), (height, columns) in grid.merges.items():
            if left == column and top <= index < top + height:
                width = columns
                marks = f'<w:gridSpan w:val="{columns}"/>' if columns > 1 else ""
                if height > 1:
                    restart = ' w:val="restart"' if top == index else ""
                    marks += f"<w:vMerge{restart}/>"
        cells.append(cell(grid.rows[index][column], marks))
        column += width
    return row(*cells)


def _footnotes(texts: Sequence[str]) -> str:
    separator = '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p>'
    notes = "".join(
        f'<w:footnote w:id="{number}">{paragraph(text)}</w:footnote>'
        for number, text in enumerate(texts, 1)
    )
    return f"{separator}</w:footnote>{notes}"


def _root(name: str, content: str) -> str:
    declared = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in _NAMESPACES.items())
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<w:{name} {declared}>{content}</w:{name}>'


def _relations(targets: Mapping[str, str]) -> str:
    inner = "".join(
        f'<Relationship Id="r{number}" Type="{_RELATIONS}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets.items())
    )
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<Relationships xmlns="{package}">{inner}</Relationships>'


def _style(identity: str, name: str, properties: str = "") -> str:
    return (
        f'<w:style w:type="paragraph" w:styleId="{identity}"><w:name w:val="{name}"/>'
        f"<w:pPr>{properties}</w:pPr></w:style>"
    )


_STYLES = "".join(
    _style(f"Heading{level}", f"heading {level}", f'<w:outlineLvl w:val="{level - 1}"/>')
    + _style(f"TOC{level}", f"toc {level}")
    for level in (1, 2, 3)
)
_CONTENT_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'wordprocessingml.document.main+xml"/></Types>'
)
_WORD_RUN = (
    '<w:rPr><w:rFonts w:ascii="宋体" w:hAnsi="宋体" w:cs="宋体" w:hint="eastAsia"/>'
    '<w:color w:val="000000"/><w:kern w:val="0"/><w:sz w:val="20"/><w:szCs w:val="20"/></w:rPr>'
)
_WORD_CELL = (
    '<w:tcPr><w:tcW w:w="1200" w:type="dxa"/><w:tcBorders><w:top w:val="nil"/>'
    '<w:left w:val="nil"/><w:bottom w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
    '<w:right w:val="single" w:sz="4" w:space="0" w:color="auto"/></w:tcBorders>'
    '<w:shd w:val="clear" w:color="auto" w:fill="auto"/><w:noWrap/>'
    '<w:vAlign w:val="center"/><w:hideMark/></w:tcPr>'
)
_WORD_IDS = 'w14:textId="77777777" w:rsidR="00A77B3E" w:rsidRDefault="00A77B3E"'
_WORD_PARAGRAPH = (
    '<w:pPr><w:widowControl/><w:jc w:val="right"/><w:rPr><w:rFonts w:ascii="宋体"/>'
    '<w:kern w:val="0"/><w:sz w:val="20"/></w:rPr></w:pPr>'
)
