"""Where something was printed (位置), and what could not be read there (问题)."""

import msgspec


class Place(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """One spot of a source document; only the fields its format knows are set.

    All numbers count from 1. `line` for text, `page` for PDF, `sheet` and `cell`
    ("B12") for workbooks, `paragraph` or `table`/`row`/`column` for Word and web pages;
    `sheet`, `row` and `header` for rows of a ledger that stand in no file.
    `start` and `end` cut a number out of its paragraph (0-based, end exclusive).
    """

    line: int | None = None
    page: int | None = None
    sheet: str | None = None
    cell: str | None = None
    paragraph: int | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None
    start: int | None = None
    end: int | None = None
    text: str | None = None
    header: str | None = None

    def __str__(self) -> str:
        """In Chinese, as an officer would point at it: 第3页 表5 第12行 第4列."""
        parts = [f"工作表“{self.sheet}”"] if self.sheet else []
        named = (
            (self.page, "第{}页"),
            (self.line, "第{}行"),
            (self.paragraph, "第{}段"),
            (self.table, "表格{}"),
            (None if self.line or self.cell else self.row, "第{}行"),
            (None if self.cell else self.column, "第{}列"),
        )
        parts += [form.format(number) for number, form in named if number is not None]
        if self.header:
            parts.append(f"“{self.header}”一栏")
        if self.cell:
            parts.append(f"{self.cell}单元格")
        return " ".join(parts)


class Problem(msgspec.Struct, frozen=True, gc=False):
    """Something that was not, or not surely, read; kept beside what was (读取问题)."""

    message: str
    at: Place = Place()


class Source(msgspec.Struct, frozen=True):
    """The file a disclosure was read from: `type` is txt, docx, xlsx, pdf or html."""

    name: str
    type: str
    sha256: str
