"""One printed table as a grid that may span pages (表格), before its meaning is known."""

import itertools
import re

import msgspec

from mingzhang.model import Place
from mingzhang.readers.blocks import TableBlock
from mingzhang.recognition.vocabulary import column_word, is_number, is_total, label_kind, phase_of

CODE = re.compile(r"\d{3}(?:\d\d){0,4}$")
_DRESSED = re.compile(
    r"['‘’`]?[\[【〔(（]?(\d{3}(?:\d\d){0,4}|\d{3}(?:[-－—.．_]\d\d){1,4})(?:\.0)?[\]】〕)）]?$"
)
_ORDINAL = re.compile(r"^(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[)）])")
_COLUMN_NUMBER = re.compile(r"(\d{1,2})(?:[=＝].*)?$")
_YEAR = re.compile(r"(?:19|20)\d\d$")
_NOT_NUMBERED = {"栏次", "行次", "序号", "-", "—", "——", "", "类", "款", "项", "类款项"}
MAX_HEADER_ROWS = 12


class Grid(msgspec.Struct):
    """Rows of cell texts with the block and row each came from; `spans` by (row, column)."""

    rows: list[list[str]]
    origins: list[tuple[TableBlock, int]]
    spans: dict[tuple[int, int], tuple[int, int]]

    @property
    def width(self) -> int:
        """The number of columns of the widest row."""
        return max((len(row) for row in self.rows), default=0)

    def at(self, row: int, column: int | None = None) -> Place:
        """The place of a cell or row in the source."""
        block, index = self.origins[row]
        return block.at(index, column)

    def add(self, block: TableBlock, start: int, stop: int) -> None:
        """Append rows [start, stop) of a block."""
        offset = len(self.rows) - start
        self.rows += block.rows[start:stop]
        self.origins += [(block, index) for index in range(start, stop)]
        for (row, column), span in (block.spans or {}).items():
            if start <= row < stop:
                self.spans[row + offset, column] = span

    def without(self, dropped: set[int]) -> "Grid":
        """The grid without some rows; spans that start in a dropped row go with it."""
        kept = [index for index in range(len(self.rows)) if index not in dropped]
        moved = {old: new for new, old in enumerate(kept)}
        spans = {(moved[r], c): span for (r, c), span in self.spans.items() if r in moved}
        return Grid([self.rows[i] for i in kept], [self.origins[i] for i in kept], spans)


def grid_of(block: TableBlock, start: int = 0, stop: int | None = None) -> Grid:
    """A grid of one block's rows [start, stop)."""
    grid = Grid([], [], {})
    grid.add(block, start, len(block.rows) if stop is None else stop)
    return grid


def plain_code(text: str) -> str:
    """A code without what programs and officers put on it: '2010306, [2010306], 201-03-06."""
    if text.isdigit() or (found := _DRESSED.match(text)) is None:
        return text
    return "".join(filter(str.isdigit, found[1]))


def is_column_numbers(row: list[str]) -> bool:
    """Whether a row only numbers the columns: 1 2 3 4, or 栏次 1 2=3+4 3 4 (栏次行)."""
    last = next((cell for cell in reversed(row) if cell), "").strip()
    if last not in _NOT_NUMBERED and _COLUMN_NUMBER.match(last) is None:
        return False
    cells = [cell.strip() for cell in row]
    cells = [cell for cell in cells if cell not in _NOT_NUMBERED]
    if len(cells) < 2 or not all(len(cell) < 14 for cell in cells):
        return False
    matches = [_COLUMN_NUMBER.match(cell) for cell in cells]
    numbers = [int(match[1]) for match in matches if match]
    if len(numbers) != len(cells) or numbers[0] > 2:
        return False
    steps = {after - before for before, after in itertools.pairwise(numbers)}
    named = any("".join(cell.split()) in ("栏次", "行次") for cell in row)
    return steps == {1} and (named or len(cells) > 2 or len(cells) == len(row))


def header_height(rows: list[list[str]]) -> int:
    """How many rows at the top are header; column-number rows count as header."""
    for index, row in enumerate(rows[:MAX_HEADER_ROWS]):
        if _is_body(row, index) or _is_lone_total(rows, index):
            return index
    return min(len(rows), MAX_HEADER_ROWS) if len(rows) <= MAX_HEADER_ROWS else 0


def _is_lone_total(rows: list[list[str]], index: int) -> bool:
    """An empty table's 合计, alone in its row under the label of names or codes."""
    filled = [(column, cell) for column, cell in enumerate(rows[index]) if cell.strip()]
    if len(filled) == 2 and filled[0][0] == 0 and filled[0][1].strip().isdigit():
        filled = filled[1:]
    if index == 0 or len(filled) != 1 or not is_total(filled[0][1].strip()):
        return False
    column = filled[0][0]
    for row in reversed(rows[:index]):
        label = next((cell for cell in reversed(row[: column + 1]) if cell.strip()), "")
        if label and not is_column_numbers(row):
            return label_kind(label) is not None
    return False


def _is_body(row: list[str], index: int) -> bool:
    cells = [cell for cell in row if cell and not cell.isspace()]
    if not cells or is_column_numbers(row):
        return False
    first = row[0].strip()
    if CODE.match(plain_code(first)) and not _YEAR.match(first):
        return True
    if any(_is_amount(cell) for cell in row[1:]) or (len(cells) == 1 and _is_amount(first)):
        return True
    if index == 0 or all(_is_year(cell) for cell in cells):
        return False
    if is_total(first):
        return not any(_is_header_word(cell) for cell in cells[1:])
    if _ORDINAL.match(first) or (len(cells) == 1 and first and label_kind(first) is None):
        return True
    return not any(_is_header_word(cell) for cell in cells)


def _is_amount(cell: str) -> bool:
    return is_number(cell) and not _is_year(cell)


def _is_year(cell: str) -> bool:
    return _YEAR.match(cell.strip()) is not None


def _is_header_word(cell: str) -> bool:
    return bool(label_kind(cell) or column_word(cell) or phase_of(cell) or is_total(cell))


def header_paths(grid: Grid, height: int) -> list[tuple[str, ...]]:
    """For each column its labels from the top down, merged cells filled, repeats dropped."""
    width = grid.width
    labels = [_padded(_labels(row), width) for row in grid.rows[:height]]
    if not grid.spans:
        _set_under_groups([row for row in labels if any(row)])
    _fill_spans(labels, grid, height)
    blank = _blank_columns(grid, height, labels)
    named = [index for index in range(height) if not is_column_numbers(grid.rows[index])]
    ends = {
        (named.index(row), column + columns)
        for (row, column), (_, columns) in grid.spans.items()
        if columns > 1 and row in named
    }
    _fill_blanks([labels[index] for index in named], blank, ends)
    labels.append(_padded(_labels_in_total(grid.rows[height : height + 1]), width))
    return [_path(labels, column) for column in range(width)]


def _labels_in_total(below: list[list[str]]) -> list[str]:
    """Labels that stand in the row of 合计 itself, among the amounts of the columns beside them.

    The forms of some places print 合计, 基本支出, 项目支出 of 本年支出 beside the name 合计.
    """
    row = below[0] if below else []
    labels = [
        "" if index == 0 or not _is_header_word(cell) else cell for index, cell in enumerate(row)
    ]
    few = sum(map(bool, labels)) < 2 or not any(map(_is_amount, row))
    return [] if few or not is_total(row[0].strip()) else labels


def _labels(row: list[str]) -> list[str]:
    """What a header row says; of a row of column numbers only 类, 款, 项."""
    if not is_column_numbers(row):
        return row
    return [cell if cell.strip() in ("类", "款", "项") else "" for cell in row]


def _set_under_groups(labels: list[list[str]]) -> None:
    """Put labels back under the groups they name, where a conversion moved them to the left.

    Text made from a page loses that a label reaches over rows (项目) or columns (预算数): two
    rows of labels then both begin in the first column, and the lower one ends too early.
    """
    if len(labels) != 2 or not all(row[0] for row in labels):
        return
    upper, lower = labels
    parts = [label for label in lower if label]
    if len(parts) == len(lower) or parts != lower[: len(parts)]:
        return
    extents = _extents(upper, parts)
    if extents is None:
        return
    upper[:] = [label for label, extent in extents for label in [label] + [""] * (extent - 1)]
    rest = iter(parts)
    lower[:] = [next(rest) if extent > 1 else "" for _, extent in extents for _ in range(extent)]


def _extents(upper: list[str], parts: list[str]) -> list[tuple[str, int]] | None:
    """Each label of the upper row with the columns it reaches over; None if nobody can tell."""
    starts = [column for column, label in enumerate(upper) if label]
    ends = [*starts[1:], len(upper)]
    printed = [(upper[start], end - start) for start, end in zip(starts, ends, strict=True)]
    if sum(extent for _, extent in printed if extent > 1) == len(parts):
        return printed
    alone = len(upper) - len(parts)
    groups = len(starts) - alone
    if starts != list(range(len(starts))) or groups < 1 or len(parts) % groups:
        return None
    extent = len(parts) // groups
    if extent < 2 or parts != parts[:extent] * groups:
        return None
    return [
        (label, 1 if column < alone else extent)
        for column, label in enumerate(upper[: len(starts)])
    ]


def _padded(row: list[str], width: int) -> list[str]:
    return ["".join(cell.split()) for cell in row] + [""] * (width - len(row))


def _fill_spans(labels: list[list[str]], grid: Grid, height: int) -> None:
    for (row, column), (rows, columns) in grid.spans.items():
        if row >= min(height, len(labels)):
            continue
        text = labels[row][column]
        for r in range(row, min(row + rows, len(labels))):
            for c in range(column, min(column + columns, len(labels[r]))):
                labels[r][c] = labels[r][c] or text


def _blank_columns(grid: Grid, height: int, labels: list[list[str]]) -> set[int]:
    """Columns in which nothing is printed, neither labels nor cells, nor a merged header."""
    named = {column for row in labels for column, label in enumerate(row) if label}
    unnamed = set(range(grid.width)) - named
    return {
        column
        for column in unnamed
        if not any(column < len(row) and row[column].strip() for row in grid.rows[height:])
    }


def _fill_blanks(labels: list[list[str]], blank: set[int], ends: set[tuple[int, int]]) -> None:
    """A blank label belongs to its left neighbour under the same parent; else it is merged up.

    blank: columns that print nothing. ends: where a merged label is known to end, by row.
    """
    for index, row in enumerate(labels):
        for column in range(1, len(row)):
            if row[column] or column in blank or (index, column) in ends:
                continue
            same_parent = all(above[column] == above[column - 1] for above in labels[:index])
            if same_parent:
                row[column] = row[column - 1]


def _path(labels: list[list[str]], column: int) -> tuple[str, ...]:
    path: list[str] = []
    for row in labels:
        if row[column] and (not path or path[-1] != row[column]):
            path.append(row[column])
    return tuple(path)


class Gap(msgspec.Struct, frozen=True):
    """Blanks put back into a row: `missing` cells from `start` on (补回的空格)."""

    start: int = 0
    missing: int = 0

    def printed(self, column: int) -> int:
        """The column in which the source prints the cell of an aligned column."""
        return column if column < self.start else max(self.start, column - self.missing)


def aligned(
    row: list[str], width: int, codes: list[int], name: int | None
) -> tuple[list[str], Gap]:
    """A ragged row set under its columns: blanks that the extraction dropped come back.

    codes: the columns of class codes; name: the column of the name. Blanks are missing before
    figures that stand under words, or in a code; else at the end. A row that has all its cells
    is returned unchanged.
    """
    if is_total(row[0].strip()) and name and any(map(_is_amount, row[1 : name + 1])):
        while row and not row[-1]:
            row = row[:-1]
    if len(row) >= width:
        return row, Gap()
    missing = width - len(row)
    first = row[0].strip()
    start = len(row)
    if is_total(first):
        if name and any(map(_is_amount, row[1 : name + 1])):
            start = 1
    elif codes and name is not None and CODE.match(first):
        parts = enumerate(row[1 : min(name, codes[-1] + 1)], 1)
        start = next((index for index, cell in parts if not _is_code_part(cell)), start)
    return [*row[:start], *[""] * missing, *row[start:]], Gap(start, missing)


def _is_code_part(cell: str) -> bool:
    return cell == "" or (cell.isdigit() and len(cell) <= 3)
