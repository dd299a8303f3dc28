"""The words around the tables (说明文字): whole paragraphs, sections, statements, bodies."""

import msgspec

from mingzhang.disclosure import NarrativeParagraph, Organisation, Statement
from mingzhang.model import Problem
from mingzhang.readers.blocks import Paragraph
from mingzhang.recognition.narrative.contents import (
    contents_of_table,
    split_contents,
    without_furniture,
)
from mingzhang.recognition.narrative.cover import Cover, read_cover
from mingzhang.recognition.narrative.organisation import read_organisation
from mingzhang.recognition.narrative.paragraphs import reflow
from mingzhang.recognition.narrative.sections import glossary_of, in_sections
from mingzhang.recognition.narrative.statements import statements_of

__all__ = [
    "Cover",
    "Narrative",
    "contents_of_table",
    "read_narrative",
    "split_contents",
]


class Narrative(msgspec.Struct, frozen=True):
    """What the words of a document say.

    `contents`: titles of the table of contents. `cover`: the lines before it and what they name.
    `glossary_paragraphs`: those under 名词解释, also among `paragraphs`.
    """

    contents: tuple[str, ...]
    cover: Cover
    paragraphs: tuple[NarrativeParagraph, ...]
    statements: tuple[Statement, ...]
    organisation: Organisation
    glossary_paragraphs: tuple[NarrativeParagraph, ...]
    problems: tuple[Problem, ...]

    @property
    def title_lines(self) -> tuple[str, ...]:
        """The printed lines of the cover, blanks left out."""
        return self.cover.lines


def read_narrative(
    paragraphs: list[Paragraph], kind: str = "", year: int | None = None
) -> Narrative:
    """Read the text blocks of a document, tables and their captions left out.

    `kind` is "budget" or "final_accounts", `year` that of the document; both may be unknown
    ("" and None) and then come from the cover.
    """
    kept = without_furniture([paragraph for paragraph in paragraphs if paragraph.text.strip()])
    contents, before, after = split_contents(kept)
    cover, rest = read_cover(before, after, kind, year)
    placed = in_sections(reflow(rest))
    statements = list(statements_of(placed, cover.department))
    return Narrative(
        contents=contents,
        cover=cover,
        paragraphs=tuple(placed),
        statements=tuple(statements),
        organisation=read_organisation(placed, statements),
        glossary_paragraphs=tuple(glossary_of(placed)),
        problems=(),
    )
