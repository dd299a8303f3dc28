"""The paragraph styles of a published document (段落样式) as far as they take room; in twips."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Form:
    """The height of a line, the width of a letter, the space around, the first line's indent.

    `aside`: what the paragraph leaves free of the width; `keep`: the room that must follow
    on the same page.
    """

    line: int
    letter: float
    before: int = 0
    after: int = 0
    indent: int = 0
    aside: int = 0
    keep: int = 0


_BODY = 560
FORMS = {
    "BodyText": Form(_BODY, 320, indent=640),
    "Heading1": Form(640, 400, 120, 360, keep=_BODY),
    "Heading2": Form(_BODY, 320, 120, 60, 640, keep=_BODY),
    "Heading3": Form(_BODY, 320, indent=640, keep=_BODY),
    "Heading4": Form(_BODY, 320, indent=640, keep=_BODY),
    "TableNumber": Form(320, 240, after=60, keep=600),
    "Caption": Form(420, 320, 60, 120, keep=600),
    "FormTitle": Form(420, 320, 60, 60, keep=600),
    "FormYear": Form(320, 240, after=120, keep=600),
    "TableFacts": Form(300, 210, after=60, keep=600),
    "TableNote": Form(300, 210, 60),
}
