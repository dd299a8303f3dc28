"""Sections of the narrative (章节): which heading each paragraph stands under."""

from mingzhang.disclosure import NarrativeParagraph
from mingzhang.readers.blocks import Paragraph
from mingzhang.recognition.narrative.labels import heading_level
from mingzhang.recognition.narrative.vocabulary import vocabulary


def in_sections(paragraphs: list[Paragraph]) -> list[NarrativeParagraph]:
    """Number the paragraphs and name the section of each.

    The section is the nearest heading of the level 一、, or the part (第一部分, an unnumbered
    heading) where no such heading came yet. A heading belongs to the section it opens; the
    explained terms of a glossary are no headings.
    """
    placed: list[NarrativeParagraph] = []
    part, section, glossary = "", "", False
    for index, paragraph in enumerate(paragraphs):
        text = paragraph.text
        level = heading_level(text, paragraph.kind)
        if level == 1:
            part, section, glossary = text, "", opens_glossary(text)
        elif level and glossary:
            level = 0
        elif level == 2:
            section = text
        placed.append(NarrativeParagraph(section or part, text, paragraph.at, index, level))
    return placed


def opens_glossary(heading: str) -> bool:
    """Whether a heading is that of the explained terms (名词解释)."""
    return any(word in heading for word in vocabulary().glossary_headings)


def glossary_of(paragraphs: list[NarrativeParagraph]) -> list[NarrativeParagraph]:
    """The paragraphs under the heading 名词解释, up to the next heading of that level."""
    opened, found = 0, []
    for paragraph in paragraphs:
        level = paragraph.heading
        if level and opens_glossary(paragraph.text):
            opened = level
        elif opened and 0 < level <= opened:
            opened = 0
        elif opened:
            found.append(paragraph)
    return found
