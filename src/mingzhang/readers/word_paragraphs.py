"""What the properties of a Word paragraph (段落属性) make of it: its kind, its number."""

from dataclasses import dataclass

from mingzhang.readers.word_numbering import Numbering
from mingzhang.readers.word_styles import Styles, is_heading_level


@dataclass(slots=True)
class Line:
    """A paragraph outside tables; `kind` as in `Paragraph`."""

    kind: str
    text: str


@dataclass(slots=True)
class Properties:
    """What the open paragraph's properties say, where they say anything of note."""

    style: str = ""
    number: str = ""
    level: str = ""
    outline: str = ""
    mark_deleted: bool = False
    mark_hidden: bool = False
    contents: bool = False


class ParagraphRules:
    """Applies the styles and lists of a document to its paragraphs, in their order."""

    def __init__(self, styles: Styles, numbering: Numbering) -> None:
        self._styles = styles
        self._numbering = numbering

    def number(self, marks: Properties) -> str:
        """The automatic number that is printed before the paragraph, "" if there is none."""
        style = self._styles[marks.style]
        number = marks.number or style.number
        if not number or number == "0":
            return ""
        if marks.level.isdecimal():
            return self._numbering.next(number, int(marks.level[:2]))
        if style.level is not None:
            return self._numbering.next(number, style.level)
        return self._numbering.next(number, self._numbering.level_of_style(number, marks.style))

    def kind(self, marks: Properties) -> str:
        """body, heading or contents."""
        style = self._styles[marks.style]
        if marks.contents or style.kind == "contents":
            return "contents"
        if marks.outline:
            return "heading" if is_heading_level(marks.outline) else "body"
        return style.kind
