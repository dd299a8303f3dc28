"""What a tab-separated disclosure looks like as a document: paragraphs, and tables with merges.

A text extraction keeps the blanks of merged cells; a blank beside or below a header belongs to
it, and so does a blank below a level name of a goal form.
"""

import re
from dataclasses import dataclass, field

Span = tuple[int, int]
Merges = dict[Span, Span]


@dataclass(frozen=True)
class Paragraph:
    """One line outside tables; `kind`: body, title, contents, caption, line (department, unit)."""

    text: str
    kind: str = "body"


@dataclass(frozen=True)
class Table:
    """One table, its rows filled up to one width; `headers` rows repeat on every page."""

    rows: list[list[str]]
    merges: Merges = field(default_factory=dict)
    headers: int = 0


Block = Paragraph | Table

_NUMBER = re.compile(r"-?\d[\d,]*(\.\d+)?")
_DATA = re.compile(r"合计$|部门合计$|[一二三四五六七八九十]+、|[①-⑩]|A$|\d")
_FORM = {"项目属性", "部门基本信息", "一级指标"}
_LINE = re.compile(r"(部门名称|编制部门|编报单位|单位)：")
_CAPTION = re.compile(
    r"(?!第.部分)((预算|部门)公开表\d+|[（(]?\d{4}[）)]?年?度?[）)]? ?(年度)?|.{4,50}[表录]|.{4,60}表（.{2,8}）)"
)


def blocks(text: str) -> list[Block]:
    """The document's blocks in printed order; a table cut by a page break is whole again."""
    found: list[Block | list[list[str]]] = []
    contents = False
    for line in text.split("\n"):
        listed = contents and bool(re.search(r"\t\d+$", line))
        if "\t" in line and not listed:
            _add_row(found, line.split("\t"))
            continue
        if line.replace(" ", "") == "目录":
            contents = True
        elif line.strip() and not listed:
            contents = False
        if line.strip():
            found.append(Paragraph(line, "contents" if listed else _kind(line, len(found))))
        elif found and isinstance(found[-1], list):
            found[-1].append([])
    return _captions([_table(one) if isinstance(one, list) else one for one in found])


def _add_row(found: list[Block | list[list[str]]], row: list[str]) -> None:
    """Add a row to the table above; after a blank line only where its width goes on."""
    last = found[-1] if found else None
    if not isinstance(last, list):
        found.append([row])
        return
    rows = [one for one in last if one]
    if last[-1] or len(row) == len(rows[0]):
        last.append(row)
    else:
        found.append([row])


def _kind(line: str, before: int) -> str:
    if before < 2:
        return "title"
    return "line" if _LINE.match(line) else "body"


def _captions(found: list[Block]) -> list[Block]:
    """Mark the paragraphs that stand directly over a table as its caption."""
    out = list(found)
    for index, block in enumerate(found):
        above = index - 1
        while isinstance(block, Table) and above > 1:
            paragraph = out[above]
            if not isinstance(paragraph, Paragraph) or paragraph.kind not in ("body", "line"):
                break
            if paragraph.kind == "body":
                if not _CAPTION.fullmatch(paragraph.text):
                    break
                out[above] = Paragraph(paragraph.text, "caption")
            above -= 1
    return out


def _table(printed: list[list[str]]) -> Table:
    rows = _without_repeated_headers(printed)
    width = max(map(len, rows))
    filled = [row + [""] * (width - len(row)) for row in rows]
    if any(_FORM & set(row) for row in filled):
        return Table(filled, _form_merges(filled))
    headers = _header_rows(filled)
    merges = _header_merges(filled[:headers])
    merges |= {
        (index, 0): (1, width)
        for index, row in enumerate(filled)
        if index >= headers and filled[0][0] == "代码" and row[0] and not any(row[1:])
    }
    return Table(filled, merges, headers)


def _without_repeated_headers(printed: list[list[str]]) -> list[list[str]]:
    """Blank marks of page breaks left out, and the header rows that follow them."""
    rows: list[list[str]] = []
    heads: list[list[str]] = []
    for row in printed:
        if not row:
            heads = rows[:4]
        elif heads and row == heads[0]:
            heads = heads[1:]
        else:
            heads = []
            rows.append(row)
    return rows


def _header_rows(rows: list[list[str]]) -> int:
    for index, row in enumerate(rows):
        numbers = any(_NUMBER.fullmatch(cell) for cell in row)
        if index and (numbers or _DATA.match(row[0]) or (row[0] and not any(row[1:]))):
            return index
    return 1


def _header_merges(rows: list[list[str]]) -> Merges:
    """Blanks right of or below a header label belong to it."""
    owner: dict[Span, Span] = {}
    size: dict[Span, list[int]] = {}
    for r, row in enumerate(rows):
        for c, cell in enumerate(row):
            if cell:
                owner[r, c] = (r, c)
                size[r, c] = [1, 1]
                continue
            up = owner.get((r - 1, c))
            if up is not None and not any(row[up[1] : up[1] + size[up][1]]):
                owner[r, c] = up
                size[up][0] = r - up[0] + 1
            elif (left := owner.get((r, c - 1))) is not None and left[0] == r:
                owner[r, c] = left
                size[left][1] = c - left[1] + 1
    return {at: (h, w) for at, (h, w) in size.items() if (h, w) != (1, 1)}


def _form_merges(rows: list[list[str]]) -> Merges:
    """Texts run to the right over blanks; labels and level names run down over blanks."""
    size: dict[Span, list[int]] = {}
    indicators = False
    above: dict[int, Span] = {}
    for r, row in enumerate(rows):
        alone = "实施期目标" in row or "核心职能" in row
        down = (0, 1, 2, 5) if indicators and not row[0] else (0,)
        blank = [c for c in down if c < len(row) and not row[c] and c in above and not alone]
        for c in blank:
            size[above[c]][0] += 1
        _run_right(r, row, size, indicators and not row[0], above)
        if "一级指标" in row:
            indicators = True
    return _sound({at: (h, w) for at, (h, w) in size.items() if (h, w) != (1, 1)}, rows)


def _sound(merges: Merges, rows: list[list[str]]) -> Merges:
    """Without those that would cover a text or one another, as damaged rows make them."""
    taken: set[Span] = set()
    found: Merges = {}
    for at, (h, w) in sorted(merges.items()):
        area = {(at[0] + r, at[1] + c) for r in range(h) for c in range(w)}
        if not area & taken and not any(rows[r][c] for r, c in area - {at}):
            taken |= area
            found[at] = (h, w)
    return found


def _run_right(
    r: int, row: list[str], size: dict[Span, list[int]], indicator: bool, above: dict[int, Span]
) -> None:
    last: Span | None = None
    for c, cell in enumerate(row):
        if cell:
            last = (r, c)
            size[last] = [1, 1]
            above[c] = last
        elif last is not None and not indicator and "一级指标" not in row:
            size[last][1] += 1
