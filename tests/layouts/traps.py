"""What makes tables hard to read, done to a whole document: the truth stays the same."""

import re
from collections.abc import Callable
from dataclasses import replace

from document_layout import Block, Paragraph, Table
from layouts.build import Document

Spoil = Callable[[list[Block]], list[Block]]

_MONEY = re.compile(r"-?(\d{1,3}(,\d{3})+|\d+)\.\d+")
_WIDE = str.maketrans("0123456789.,-", "０１２３４５６７８９．，－")


def _tables(change: Callable[[Table], list[Block]]) -> Spoil:
    def spoil(blocks: list[Block]) -> list[Block]:
        return [
            made
            for block in blocks
            for made in (change(block) if isinstance(block, Table) else [block])
        ]

    return spoil


def _cells(change: Callable[[str], str]) -> Spoil:
    def changed(table: Table) -> list[Block]:
        rows = [
            row if r < table.headers else [change(cell) for cell in row]
            for r, row in enumerate(table.rows)
        ]
        return [replace(table, rows=rows)]

    return _tables(changed)


def full_width(cell: str) -> str:
    """１２．３４"""
    return cell.translate(_WIDE) if _MONEY.fullmatch(cell) else cell


def with_unit(cell: str) -> str:
    """12.34万元 is printed in the cell itself."""
    return f"{cell}万元" if _MONEY.fullmatch(cell) else cell


def padded(cell: str) -> str:
    """Blanks of all kinds around and inside."""
    return f" \u3000{cell}\u00a0 " if cell else cell


def in_brackets(cell: str) -> str:
    """A negative amount as accountants print it: (12.30)."""
    return f"（{cell[1:]}）" if _MONEY.fullmatch(cell) and cell[0] == "-" else cell


def dashes(cell: str) -> str:
    """Nothing is printed as a dash."""
    return cell or "—"


def _dashed(table: Table) -> list[Block]:
    covered = {
        (r + dr, c + dc)
        for (r, c), (h, w) in table.merges.items()
        for dr in range(h)
        for dc in range(w)
    }
    figures = [
        any(_MONEY.fullmatch(row[c]) for row in table.rows[table.headers :])
        for c in range(len(table.rows[0]))
    ]
    rows = [
        [
            "—" if r >= table.headers and figures[c] and not cell and (r, c) not in covered
            and any(row) else cell
            for c, cell in enumerate(row)
        ]
        for r, row in enumerate(table.rows)
    ]  # fmt: skip
    return [replace(table, rows=rows)]


def _inside(blocks: list[Block]) -> list[Block]:
    """The lines over a table stand in its first rows, each merged over its width."""
    found: list[Block] = []
    for block in blocks:
        if not isinstance(block, Table):
            found.append(block)
            continue
        lines: list[str] = []
        while found and isinstance(found[-1], Paragraph) and found[-1].kind in ("caption", "line"):
            lines.insert(0, found.pop().text)
        width = len(block.rows[0])
        top = [[line] + [""] * (width - 1) for line in lines]
        merges = {(r + len(top), c): size for (r, c), size in block.merges.items()}
        merges |= {(r, 0): (1, width) for r in range(len(top)) if width > 1}
        found.append(Table([*top, *block.rows], merges, block.headers + len(top)))
    return found


def _unit_in_caption(blocks: list[Block]) -> list[Block]:
    """部门收支总表（单位：万元）, and no line for the unit."""
    found: list[Block] = []
    for block in blocks:
        if isinstance(block, Paragraph) and "单位：" in block.text and "表" not in block.text:
            unit = re.search(r"单位：(\S*元)", block.text)
            at = next(
                i for i in reversed(range(len(found)))
                if isinstance(found[i], Paragraph) and found[i].text.endswith(("表", "）"))
            )  # fmt: skip
            assert unit is not None
            found[at] = Paragraph(f"{found[at].text}（单位：{unit[1]}）", "caption")
        else:
            found.append(block)
    return found


def _unit_in_header(blocks: list[Block]) -> list[Block]:
    """预算数（万元） in the header, and no line for the unit."""
    unit = "万元"
    found: list[Block] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            if match := re.search(r"单位：(\S*元)", block.text):
                unit = match[1]
            else:
                found.append(block)
            continue
        rows = [list(row) for row in block.rows]
        done = False
        for row in rows[: block.headers]:
            for c, cell in enumerate(row):
                if re.search(r"预算数?$|决算数?$|金额$|合计$|总计$|总   计$", cell) and not done:
                    row[c] = f"{cell}（{unit}）"
                    done = True
        found.append(replace(block, rows=rows))
    return found


def _cut(table: Table, between: list[Block], header: bool) -> list[Block]:
    body = len(table.rows) - table.headers
    if body < 8:
        return [table]
    cut = table.headers + body // 2
    if any(r < cut < r + h for (r, _), (h, _) in table.merges.items()):
        return [table]
    first = Table(table.rows[:cut], {k: v for k, v in table.merges.items() if k[0] < cut},
                  table.headers)  # fmt: skip
    top = table.rows[: table.headers] if header else []
    shift = len(top) - cut
    merges = {(r + shift, c): v for (r, c), v in table.merges.items() if r >= cut}
    merges |= {k: v for k, v in table.merges.items() if header and k[0] < table.headers}
    return [first, *between, Table([*top, *table.rows[cut:]], merges, len(top))]


def _page_rows(table: Table) -> list[Block]:
    """A page number and the header stand between the rows."""
    body = len(table.rows) - table.headers
    cut = table.headers + body // 2
    if body < 8 or any(r < cut < r + h for (r, _), (h, _) in table.merges.items()):
        return [table]
    width = len(table.rows[0])
    page = [["第 1 页，共 2 页"] + [""] * (width - 1)]
    extra = [*page, *table.rows[: table.headers]]
    rows = [*table.rows[:cut], *extra, *table.rows[cut:]]
    merges = {(r if r < cut else r + len(extra), c): v for (r, c), v in table.merges.items()}
    return [Table(rows, merges, table.headers)]


def _continued(blocks: list[Block]) -> list[Block]:
    """A second page with the caption again and （续表）, and the header again."""
    found: list[Block] = []
    title = ""
    for block in blocks:
        if isinstance(block, Paragraph):
            title = block.text if block.kind == "caption" else title
            found.append(block)
        else:
            found += _cut(block, [Paragraph(f"{title}（续表）", "caption")], header=True)
    return found


def _continued_by_word(blocks: list[Block]) -> list[Block]:
    """A second page with 续表 alone on its line, and the header again."""
    return _tables(lambda table: _cut(table, [Paragraph("续表")], header=True))(blocks)


def _new_page(blocks: list[Block]) -> list[Block]:
    """A second page with the header again, and nothing else."""
    return _tables(lambda table: _cut(table, [], header=True))(blocks)


def _without_header(blocks: list[Block]) -> list[Block]:
    """A second page that goes on with the rows."""
    return _tables(lambda table: _cut(table, [], header=False))(blocks)


def _blank_column(table: Table) -> list[Block]:
    """An empty column stands before the last."""
    at = len(table.rows[0]) - 1
    if any(c < at < c + w for (_, c), (_, w) in table.merges.items()):
        return [table]
    rows = [[*row[:at], "", *row[at:]] for row in table.rows]
    merges = {(r, c if c < at else c + 1): size for (r, c), size in table.merges.items()}
    return [Table(rows, merges, table.headers)]


def _blank_rows(table: Table) -> list[Block]:
    """Empty rows at the end, as spreadsheets leave them."""
    width = len(table.rows[0])
    return [replace(table, rows=[*table.rows, *([""] * width for _ in range(3))])]


def _watermark(blocks: list[Block]) -> list[Block]:
    """A word across every page that is no part of the document."""
    found: list[Block] = []
    for block in blocks:
        found.append(block)
        if isinstance(block, Table):
            found.append(Paragraph("仅供公开使用"))
    return found


def _note_rows(blocks: list[Block]) -> list[Block]:
    """The lines below a table stand in its last rows, merged over its width."""
    found: list[Block] = []
    for block in blocks:
        last = found[-1] if found else None
        note = isinstance(block, Paragraph) and block.text.startswith(("注：", "说明：", "备注："))
        if note and isinstance(last, Table) and isinstance(block, Paragraph):
            width = len(last.rows[0])
            merges = dict(last.merges)
            if width > 1:
                merges[len(last.rows), 0] = (1, width)
            found[-1] = replace(last, rows=[*last.rows, [block.text] + [""] * (width - 1)],
                                merges=merges)  # fmt: skip
        else:
            found.append(block)
    return found


def _merged_total(table: Table) -> list[Block]:
    """合计 stands in a cell merged over all its columns of words."""
    merges = dict(table.merges)
    for r, row in enumerate(table.rows):
        if r < table.headers or "".join("".join(row[:1]).split()) not in ("合计", "总计"):
            continue
        width = next((c for c, cell in enumerate(row) if c and cell), len(row))
        if width > 1 and (r, 0) not in merges:
            merges[r, 0] = (1, width)
    return [replace(table, merges=merges)]


def without_tails(text: str) -> str:
    """A text extraction leaves out the blanks at the end of a row."""
    return "\n".join(
        f"{line.rstrip()}\t" if "\t" in line.rstrip() else line for line in text.split("\n")
    )


def _wrapped(text: str, cut: Callable[[str, str], list[tuple[str, str]]]) -> str:
    lines = []
    for line in text.split("\n"):
        cells = line.split("\t")
        long = next((c for c, cell in enumerate(cells) if _LONG.fullmatch(cell)), None)
        if long is None or not any(_MONEY.fullmatch(cell) for cell in cells[long:]):
            lines.append(line)
            continue
        for kept, piece in cut(cells[long], line):
            blank = [""] * len(cells)
            row = list(cells) if kept else blank
            row[long] = piece
            lines.append("\t".join(row))
    return "\n".join(lines)


_LONG = re.compile(r"(?!.*预算|.*拨款)[^\W\d_A-Za-z]{11,}")


def wrapped_below(text: str) -> str:
    """The end of a long name stands in a row of its own."""
    return _wrapped(text, lambda name, _: [("figures", name[:9]), ("", name[9:])])


def wrapped_around(text: str) -> str:
    """The figures stand in the middle between the halves of a long name."""
    return _wrapped(text, lambda name, _: [("", name[:9]), ("figures", ""), ("", name[9:])])


TEXT_TRAPS: dict[str, Callable[[str], str]] = {
    "without_tails": without_tails,
    "wrapped_below": wrapped_below,
    "wrapped_around": wrapped_around,
}

TRAPS: dict[str, Spoil] = {
    "inside": _inside,
    "unit_in_caption": _unit_in_caption,
    "unit_in_header": _unit_in_header,
    "continued": _continued,
    "continued_by_word": _continued_by_word,
    "new_page": _new_page,
    "without_header": _without_header,
    "page_rows": _tables(_page_rows),
    "blank_column": _tables(_blank_column),
    "blank_rows": _tables(_blank_rows),
    "watermark": _watermark,
    "note_rows": _note_rows,
    "merged_total": _tables(_merged_total),
    "full_width": _cells(full_width),
    "with_unit": _cells(with_unit),
    "padded": _cells(padded),
    "in_brackets": _cells(in_brackets),
    "dashes": _tables(_dashed),
}


def spoiled(document: Document, trap: str) -> Document:
    """The document with one trap set in it."""
    return replace(document, blocks=TRAPS[trap](document.blocks))
