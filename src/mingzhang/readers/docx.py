"""Word documents (.docx, .docm): paragraphs and tables in printed order, straight from the XML.

What is printed counts: inserted text but not deleted text, results of fields but not their
instructions, automatic numbers, footnotes and text boxes; not headers, footers, comments and
hidden text.
"""

import posixpath

from mingzhang.model import Place, Problem, UnreadableFile
from mingzhang.readers.archive import Archive, open_archive, parse
from mingzhang.readers.blocks import Block, Content, Paragraph
from mingzhang.readers.word_body import Body
from mingzhang.readers.word_numbering import Numbering
from mingzhang.readers.word_paragraphs import Line, ParagraphRules
from mingzhang.readers.word_styles import Styles

_NOTES = ("footnotes", "endnotes")


def read(data: bytes, name: str) -> Content:
    """Read a Word document from its bytes; `name` is its name for messages.

    A paragraph that prints on several lines by line breaks gives one `Paragraph` a line, of
    which only the last is known to be whole. A cell's paragraphs are lines of its text.

    Raises:
        UnreadableFile: no Word document, damaged, encrypted, in the old format, or absurd.
    """
    package = _Package(open_archive(data, name))
    body = Body(name, package.rules)
    body.read(package.archive, package.document)
    if body.root != "w:document":
        raise UnreadableFile(f"文件“{name}”里没有 Word 文档的正文，请在 Word 中另存为 docx 再试。")
    for kind in _NOTES:
        member = package.related(kind)
        if member is not None:
            body.read(package.archive, member, "footnote")
    return _content(body)


class _Package:
    """The members of a Word document that matter, found by their relations."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        main = self._relations("").get("officeDocument", "word/document.xml")
        if main not in archive:
            raise UnreadableFile(
                f"文件“{archive.name}”里没有 Word 文档的正文，请在 Word 中另存为 docx 再试。"
            )
        self.document = main
        self._related = self._relations(main)

    def related(self, kind: str) -> str | None:
        """The member of a kind (styles, numbering, footnotes, endnotes), if there is one."""
        folder = posixpath.dirname(self.document)
        member = self._related.get(kind, posixpath.join(folder, f"{kind}.xml"))
        return member if member in self.archive else None

    @property
    def rules(self) -> ParagraphRules:
        """The styles and lists of the document; their members are read when first needed."""
        return ParagraphRules(
            Styles(self.archive, self.related("styles")),
            Numbering(self.archive, self.related("numbering")),
        )

    def _relations(self, member: str) -> dict[str, str]:
        """Kind → member of the relations that a member, or the package (""), declares."""
        folder, _, file = member.rpartition("/")
        relations = posixpath.join(folder, "_rels", f"{file}.rels")
        found: dict[str, str] = {}

        def start(_: str, attributes: dict[str, str]) -> None:
            kind = attributes.get("Type", "").rpartition("/")[2]
            target = posixpath.join("/", folder, attributes.get("Target", ""))
            if attributes.get("TargetMode") != "External":
                found.setdefault(kind, posixpath.normpath(target).lstrip("/"))

        if relations in self.archive:
            parse(self.archive, relations, start)
        return found


def _content(body: Body) -> Content:
    """Give every block its place, and every remark the place of the block before it."""
    blocks: list[Block] = []
    problems: list[Problem] = []
    places: list[Place] = [Place(paragraph=1)]
    paragraphs = tables = 0
    for found in body.blocks:
        if isinstance(found, Line):
            paragraphs += 1
            places.append(Place(paragraph=paragraphs))
            blocks += _lines(found, places[-1])
        elif found is not None and (table := found.finish(tables + 1)) is not None:
            tables += 1
            places.append(Place(table=tables))
            blocks.append(table)
            problems += found.problems(table)
        else:
            places.append(places[-1])
    problems += [Problem(sentence, places[index]) for sentence, index in body.remarks]
    if body.pictures:
        problems.append(
            Problem(
                f"文档含有 {body.pictures} 张图片或图表，其中的文字未读取，请确认表格不是图片。"
            )
        )
    return Content(blocks, problems)


def _lines(found: Line, place: Place) -> list[Paragraph]:
    texts = [text.strip() for text in found.text.split("\n")] if "\n" in found.text else []
    if not texts:
        return [Paragraph(found.text.strip(), place, False, found.kind)]
    printed = [text for text in texts if text]
    return [
        Paragraph(text, place, None if index < len(printed) else False, found.kind)
        for index, text in enumerate(printed, 1)
    ]
