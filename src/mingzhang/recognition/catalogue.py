"""The purchase catalogue (政府购买服务指导性目录): sections, codes, levels, names."""

import re

from mingzhang.disclosure import CatalogueEntry
from mingzhang.model import Place, Problem
from mingzhang.readers.blocks import TableBlock

_LEVEL_HEADS = {
    f"{numeral}级{suffix}": level
    for level, numeral in enumerate("一二三四五", 1)
    for suffix in ("目录", "", "品目", "名称", "目录名称", "服务")
}
_CODE_HEADS = frozenset(
    {"代码", "编码", "目录编码", "目录代码", "品目编码", "项目代码", "服务编码"}
)
_CODE = re.compile(r"[A-Za-z](?:\d\d)*")
_DEFAULT_LEVELS = {1: 1, 2: 2, 3: 3, 4: 4}
_LENGTHS = {1: 1, 2: 3, 3: 5, 4: 7, 5: 9}
_NO_COLUMN = 1_000_000
_NUMERALS = "零一二三四五"
_MONEY = re.compile(r"^(?:预算)?(?:金额|预算数|合计|总计)(?:[(（].*[)）])?$|^单位[:：].*元$")


def is_catalogue(block: TableBlock) -> bool:
    """Whether a table is (a page of) the catalogue: by its header, else by codes and names."""
    first = block.rows[:5]
    if any(_MONEY.search(_plain(text)) for row in first[:4] for text in row):
        return False
    if any(_header(row) for row in first[:4]):
        return True
    coded = 0
    for row in first:
        filled = [text for text in row if text]
        coded += len(filled) == 2 and _CODE.fullmatch(filled[0]) is not None
    return coded >= 3


def _plain(text: str) -> str:
    return "".join(text.split())


def _header(row: list[str]) -> dict[int, int] | None:
    """The columns of the levels, by a header row; column -1 stands for the code's column."""
    levels: dict[int, int] = {}
    for column, text in enumerate(row):
        if text and len(text) <= 12:
            label = _plain(text)
            level = _LEVEL_HEADS.get(label)
            if level:
                levels[column] = level
            elif label in _CODE_HEADS:
                levels[-1] = column
    return levels if len(levels) - (-1 in levels) >= 2 else None


def read_catalogue(blocks: list[TableBlock]) -> tuple[list[CatalogueEntry], list[Problem]]:
    """All entries in printed order, and what is odd about the catalogue as a whole.

    A row with nothing but a name in its first cell heads a section (部门). Codes stay as
    printed; what is wrong with one is said in `irregular`.
    """
    reader = _Reader()
    for block in blocks:
        reader.block(block)
    return reader.entries, reader.problems


class _Reader:
    def __init__(self) -> None:
        self.entries: list[CatalogueEntry] = []
        self.problems: list[Problem] = []
        self.code_column = 0
        self.set_levels(_DEFAULT_LEVELS)
        self.section = ""
        self.headed = False
        self.parents = ["", "", "", "", "", ""]
        self.seen: set[str] = set()

    def set_levels(self, levels: dict[int, int]) -> None:
        """Take the columns of the levels from a header row.

        `columns` is the column of each level below the first, `by_length` the level of a code
        of so many signs; level 0 leads to the code's own column and so to no name.
        """
        self.levels = levels
        self.columns = [_NO_COLUMN] * 6
        for column, level in levels.items():
            self.columns[level] = column
        self.by_length = {
            size: level
            for level, size in _LENGTHS.items()
            if level > 1 and self.columns[level] != _NO_COLUMN
        }

    def block(self, block: TableBlock) -> None:
        """Take one table row by row."""
        index = self._regular(block, 0)
        while index < len(block.rows):
            self._other(block.rows[index], block, index)
            index = self._regular(block, index + 1)

    def _regular(self, block: TableBlock, start: int) -> int:
        """Take the rows from `start` on that are a regular code below its parent, as most are.

        The index of the first row that is not.
        """
        column, columns, by_length = self.code_column, self.columns, self.by_length
        parents, seen, section, places = self.parents, self.seen, self.section, block.places
        for index in range(start, len(block.rows)):
            row = block.rows[index]
            width = len(row)
            if width - row.count("") != 2 or column >= width:
                return index
            code = row[column]
            level = by_length.get(len(code), 0)
            at = columns[level]
            if at >= width or not row[at] or code in seen or code[:-2] != parents[level - 1]:
                return index
            parents[level] = code
            seen.add(code)
            self.entries.append(
                CatalogueEntry(section, code, row[at].strip(), level, places[index])
            )
        return len(block.rows)

    def _keep(self, code: str, name: str, level: int, at: Place, irregular: str = "") -> None:
        self.parents[level] = code
        self.seen.add(code)
        self.headed = False
        self.entries.append(CatalogueEntry(self.section, code, name, level, at, irregular))

    def _entry(self, code: str, name: str, level: int, at: Place) -> None:
        if level == 1 and code in self.seen and not self.headed:
            self._lost_heading(code, name, at)
        self._keep(code, name, level, at, self._irregular(code, level))

    def _lost_heading(self, code: str, name: str, at: Place) -> None:
        """A first level that the section already has starts a section whose heading is lost."""
        self._start("")
        message = f"购买服务目录中“{code} {name}”之前没有印部门名称，这一段目录无法归到部门。"
        self.problems.append(Problem(message, at))

    def _irregular(self, code: str, level: int) -> str:
        if not code[0].isalpha():
            return "代码缺少首字母"
        if _CODE.fullmatch(code) is None:
            return "代码不是字母加成对数字"
        if len(code) != _LENGTHS[level]:
            return f"代码位数与{_NUMERALS[level]}级目录不符"
        if code in self.seen:
            return "代码在本部门内重复"
        parent = code[:-2]
        if level == 1 or parent == self.parents[level - 1]:
            return ""
        if parent not in self.seen:
            return f"本部门内没有上级 {parent}"
        return f"没有印在上级 {parent} 之下"

    def _other(self, row: list[str], block: TableBlock, index: int) -> None:
        """A header, a section, an odd code, a name that goes on, or several names in a row."""
        filled = [
            (column, said) for column, text in enumerate(row) if text and (said := text.strip())
        ]
        header = _header(row) if len(filled) > 1 else None
        if header:
            self.code_column = header.pop(-1, self.code_column)
            self.set_levels(header)
        elif len(filled) == 1:
            self._alone(*filled[0], block, index)
        elif filled:
            self._several(filled, block, index)

    def _alone(self, column: int, text: str, block: TableBlock, index: int) -> None:
        level = self.levels.get(column)
        if _CODE.fullmatch(text):
            self._nameless(text, block, index)
        elif level is not None and self.entries and self.entries[-1].level == level:
            last = self.entries[-1]
            self.entries[-1] = CatalogueEntry(
                last.section, last.code, last.name + text, last.level, last.at, last.irregular
            )
        else:
            self._start(text)

    def _nameless(self, code: str, block: TableBlock, index: int) -> None:
        level = next((level for level, size in _LENGTHS.items() if size == len(code)), 4)
        self.entries.append(
            CatalogueEntry(self.section, code, "", level, block.places[index], "没有印名称")
        )

    def _several(self, filled: list[tuple[int, str]], block: TableBlock, index: int) -> None:
        """A row that repeats the upper levels: the deepest name is its entry."""
        names = [(self.levels[column], text) for column, text in filled if column in self.levels]
        code = next((text for column, text in filled if column == self.code_column), "")
        if not names or not code.isascii():
            return
        level, name = max(names)
        if code:
            self._entry(code, name, level, block.places[index])
        else:
            self.entries.append(CatalogueEntry(self.section, "", name, level, block.places[index]))

    def _start(self, section: str) -> None:
        self.section = section
        self.headed = True
        self.parents = [""] * len(self.parents)
        self.seen = set()
