"""What every reader gives: paragraphs and tables in printed order, each with its place."""

from collections.abc import Sequence

import msgspec

from mingzhang.model import Place, Problem

NOT_SHOWN = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"


class Paragraph(msgspec.Struct, gc=False):
    """One printed paragraph or line of text (段落).

    `continues`: True where the layout shows that the next paragraph goes on with it (the line
    ran to the right margin), False where it is known to be whole, None where nobody can tell.
    `kind`: body, heading, contents (目录), footnote, textbox, header, footer.
    """

    text: str
    at: Place
    continues: bool | None = None
    kind: str = "body"


class TableBlock(msgspec.Struct, gc=False):
    """One table as printed (表格).

    `rows`: the cells' texts in printed order, "" where blank; a merged cell's text stands in
    its first cell only and `spans` tells its extent (rows, columns) by (row, column), both
    0-based. `spans` is None where the format cannot tell (plain text), and the rows may then
    be ragged. `places`: one place a row; `at` adds the column to it.
    `sheet_column`: the workbook column of the first cell (0-based), None for other formats.
    """

    rows: list[list[str]]
    places: Sequence[Place]
    spans: dict[tuple[int, int], tuple[int, int]] | None = None
    sheet_column: int | None = None

    def at(self, row: int, column: int | None = None) -> Place:
        """The place of a cell, or of a whole row; counts of `row` and `column` start at 0."""
        place = self.places[row]
        if column is None:
            return place
        if self.sheet_column is not None:
            name = column_name(self.sheet_column + column)
            return msgspec.structs.replace(place, cell=f"{name}{place.row}")
        return Place(
            place.line,
            place.page,
            place.sheet,
            None,
            place.paragraph,
            place.table,
            place.row,
            column + 1,
        )


Block = Paragraph | TableBlock


class Content(msgspec.Struct):
    """One document as its reader sees it: blocks in printed order, and what it doubts."""

    blocks: list[Block]
    problems: list[Problem]


def shown(text: str) -> str:
    """The text without signs that nobody sees but that part words and figures (零宽字符)."""
    for sign in NOT_SHOWN:
        if sign in text:
            text = text.replace(sign, "")
    return text


def column_name(index: int) -> str:
    """The letters of a workbook column: 0 → A, 26 → AA."""
    name = ""
    index += 1
    while index:
        index, letter = divmod(index - 1, 26)
        name = chr(65 + letter) + name
    return name
