"""A layout and its ledger → the printed document, and the truth about each of its figures."""

import re
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from document_layout import Block, Paragraph, Table
from layouts.ledger import DEPARTMENTS, Line, make, select, varied
from layouts.places import Layout, Money, TableSpec
from layouts.rows import Entry, entries

_NUMBER = re.compile(r"(预算|部门|财决)?(公开)?表?[\d一二三四五六七八九十-]+表?[:：]?")
SCALES = {"元": 1, "千元": 1_000, "万元": 10_000, "百万元": 1_000_000, "亿元": 100_000_000}


@dataclass
class TrueRow:
    """One row as it should be read: `values` holds what its figure cells print, by key."""

    name: str
    code: str
    role: str
    side: str | None
    values: dict[str, str] = field(default_factory=dict)


@dataclass
class TrueTable:
    """One table as it should be read; `keys`: its figure columns in printed order."""

    subject: str | None
    title: str
    unit: str
    keys: list[str]
    rows: list[TrueRow]


@dataclass
class Document:
    """What is printed and what is true."""

    layout: Layout
    blocks: list[Block]
    tables: list[TrueTable]

    @property
    def text(self) -> str:
        """The tab-separated text of the document."""
        return "\n".join(map(_plain, self.blocks)) + "\n"


def _plain(block: Block) -> str:
    if isinstance(block, Paragraph):
        return block.text
    return "\n".join("\t".join(row) for row in block.rows)


class Books:
    """The year's ledger, last year's and the plan, asked by words."""

    def __init__(self, layout: Layout, seed: int) -> None:
        own = DEPARTMENTS[layout.department]
        now = make(own, seed, layout.step, layout.funds, layout.carried, layout.left)
        self.own = own
        self.now = now
        self.prior = varied(now, seed + 1, layout.step, 0.7, 1.3)
        self.planned = varied(now, seed + 2, layout.step, 1.0, 1.4)

    def lines(self, words: str) -> list[Line]:
        """The lines that words ask for; `prior` and `planned` choose another ledger."""
        found = words.split()
        base = self.prior if "prior" in found else self.planned if "planned" in found else self.now
        rest = [word for word in found if word not in ("prior", "planned")]
        return select(base, " ".join(rest))


def build(layout: Layout, seed: int = 1) -> Document:
    """The document of a layout."""
    books = Books(layout, seed)
    blocks: list[Block] = [Paragraph(line, "title") for line in layout.title]
    truths = []
    for spec in layout.tables:
        printed, truth = _table(spec, books)
        blocks += printed
        truths.append(truth)
    return Document(layout, blocks, truths)


def _table(spec: TableSpec, books: Books) -> tuple[list[Block], TrueTable]:
    groups = _column_groups(spec)
    drawn = _Drawn(spec, books, groups)
    header, merges = _header(spec.header)
    width = max(len(header[0]) if header else 0, sum(map(len, groups)))
    top = [[line] + [""] * (width - 1) for line in spec.before] if spec.inside else []
    rows = top + header + drawn.rows
    shifted = {(r + len(top), c): size for (r, c), size in merges.items()}
    shifted |= {(r, 0): (1, width) for r in range(len(top)) if width > 1}
    shifted |= {(r + len(top) + len(header), c): s for (r, c), s in drawn.merges.items()}
    before = [] if spec.inside else [Paragraph(line, _kind(line)) for line in spec.before]
    table = Table(rows, shifted, len(top) + len(header))
    titles = [line for line in spec.before if _kind(line) == "caption"]
    title = next((line for line in titles if not _NUMBER.fullmatch(line)), "")
    truth = TrueTable(spec.subject, title, spec.money.unit, drawn.keys, drawn.truth)
    return [*before, table, *(Paragraph(line) for line in spec.after)], truth


def _kind(line: str) -> str:
    if "单位：" in line or "单位:" in line:
        return "line"
    return "caption" if "表" in line else "line"


def _column_groups(spec: TableSpec) -> list[list[str]]:
    groups: list[list[str]] = [[]]
    for column in spec.columns:
        if column == "||":
            groups.append([])
        else:
            groups[-1].append(column)
    return groups


def _header(lines: list[str]) -> tuple[list[list[str]], dict[tuple[int, int], tuple[int, int]]]:
    marks = [[cell.strip() for cell in line.split("|")] for line in lines]
    merges: dict[tuple[int, int], tuple[int, int]] = {}
    for r, row in enumerate(marks):
        for c, cell in enumerate(row):
            if cell in ("<", "^"):
                continue
            wide = 1
            while c + wide < len(row) and row[c + wide] == "<":
                wide += 1
            high = 1
            while r + high < len(marks) and marks[r + high][c] == "^":
                high += 1
            if (high, wide) != (1, 1):
                merges[r, c] = (high, wide)
    rows = [["" if cell in ("<", "^") else cell for cell in row] for row in marks]
    return rows, merges


class _Drawn:
    """The body of a table as printed cells and as truth."""

    def __init__(self, spec: TableSpec, books: Books, groups: list[list[str]]) -> None:
        self.spec, self.books, self.groups = spec, books, groups
        self.rows: list[list[str]] = []
        self.truth: list[TrueRow] = []
        self.merges: dict[tuple[int, int], tuple[int, int]] = {}
        self.keys = [c.split("=")[0].strip() for group in groups for c in group if "=" in c]
        sides = spec.group_sides if len(groups) > 1 else [None]
        columns = [entries(spec, books, number) for number in range(len(groups))]
        height = max(map(len, columns))
        for index in range(height):
            row: list[str] = []
            for number, group in enumerate(groups):
                side = sides[number] if number < len(sides) else sides[-1]
                entry = columns[number][index] if index < len(columns[number]) else None
                row += self._cells(entry, group, side if side != "none" else None, index)
            self.rows.append(row)
        for group_start, label in _label_columns(groups):
            if label in spec.merged:
                self._merge(group_start)

    def _cells(
        self, entry: Entry | None, group: list[str], side: str | None, index: int
    ) -> list[str]:
        if entry is None:
            return [str(self.line(index, group, c)) if c == "line" else "" for c in group]
        role = entry.role
        if role == "project" and not (self.spec.subject or "").startswith("project"):
            role = "detail"
        truth = TrueRow(entry.true_name, entry.code, role, side)
        amounts: dict[str, int | None] = {}
        cells = []
        for column in group:
            if "=" not in column:
                cells.append(self._label(entry, column, index, group))
                continue
            key, words = (part.strip() for part in column.split("=", 1))
            text = self._figure(entry, words, amounts, key)
            cells.append(text)
            if any(mark.isdigit() for mark in text):
                truth.values[key] = text
        if entry.role != "blank":
            self.truth.append(truth)
        return cells

    def line(self, index: int, group: list[str], column: str) -> int:
        """The printed number of a line (行次): the right side goes on where the left ended."""
        first = self.groups[0] is group
        return index + 1 + (0 if first else 31)

    def _label(self, entry: Entry, column: str, index: int, group: list[str]) -> str:
        if column == "line":
            return str(self.line(index, group, column))
        if column == "seq":
            return str(index + 1)
        return entry.label(column)

    def _figure(self, entry: Entry, words: str, amounts: dict[str, int | None], key: str) -> str:
        money = self.spec.money
        if words.startswith("@"):
            return self._worked_out(words, amounts, money, key)
        if entry.words is None or "blank" in words.split():
            return ""
        asked = " ".join((self.spec.scope, entry.words, words))
        amount = sum(line.amount for line in self.books.lines(asked))
        amounts[key] = amount
        return shown(amount, money)

    def _worked_out(
        self, words: str, amounts: dict[str, int | None], money: Money, key: str
    ) -> str:
        left, sign, right = words.split()
        one, two = amounts.get(left[1:]) or 0, amounts.get(right[1:]) or 0
        if sign == "-":
            amounts[key] = one - two
            return shown(one - two, money)
        if not two:
            return ""
        rate = Decimal(one - two if sign == "~" else one) * 100 / Decimal(two)
        return f"{rate.quantize(Decimal('0.01'), ROUND_HALF_UP)}%"

    def _merge(self, column: int) -> None:
        start = 0
        for index in range(1, len(self.rows) + 1):
            same = index < len(self.rows) and self.rows[index][column] == self.rows[start][column]
            if same and self.rows[start][column]:
                self.rows[index][column] = "\0"
                continue
            if index - start > 1 and self.rows[start][column]:
                self.merges[start, column] = (index - start, 1)
            start = index
        for row in self.rows:
            row[column] = row[column].replace("\0", "")


def _label_columns(groups: list[list[str]]) -> list[tuple[int, str]]:
    flat = [column for group in groups for column in group]
    return [(number, column) for number, column in enumerate(flat) if "=" not in column]


def shown(amount: int, money: Money) -> str:
    """An amount of 元 as the place prints it."""
    if amount == 0:
        return money.zero
    places = Decimal(1).scaleb(-money.decimals)
    value = (Decimal(amount) / SCALES[money.unit]).quantize(places, ROUND_HALF_UP)
    return f"{value:,f}" if money.thousands else f"{value:f}"
