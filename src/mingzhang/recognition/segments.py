"""Blocks in printed order → captioned tables, form runs, and the paragraphs between (分段)."""

import re
from collections import Counter
from enum import Enum

import msgspec

from mingzhang.readers.blocks import Block, Paragraph, TableBlock
from mingzhang.recognition.catalogue import is_catalogue
from mingzhang.recognition.forms import is_overall_goal, is_project_form
from mingzhang.recognition.grid import Grid, grid_of
from mingzhang.recognition.narrative.contents import (
    CONTENTS,
    contents_of_table,
    is_contents_heading,
)
from mingzhang.recognition.narrative.tokens import FULL_WIDTH, HAS_FULL_WIDTH
from mingzhang.recognition.tables import Caption, is_empty_note
from mingzhang.recognition.vocabulary import (
    caption_title,
    core_title,
    department_in,
    subject_of,
    tidy,
    unit_in,
    vocabulary,
)

_AROUND = 8
_SHORT = 20
_PAGE = ("header", "footer")
_YEAR_LINE = re.compile(r"^[（(]?(20\d\d)[)）]?年度?[)）]?$")


class Kind(Enum):
    """What a run of table blocks is: 报表, 项目绩效表, 整体绩效表, 采购目录, 其他."""

    TABLE = "table"
    PROJECT_FORM = "project_form"
    OVERALL_GOAL = "overall_goal"
    CATALOGUE = "catalogue"


class Segment(msgspec.Struct):
    """One table as printed, over all its pages, with its caption."""

    kind: Kind
    caption: Caption
    blocks: list[TableBlock]
    grid: Grid


class Segments(msgspec.Struct):
    """The parts of a document: tables of all kinds, and the paragraphs that are none."""

    tables: list[Segment]
    paragraphs: list[Paragraph]


class _Walk:
    """One pass over the blocks; `pending` are paragraphs since the last table.

    running: lines that pages repeat, which end no table.
    """

    def __init__(self, running: set[str]) -> None:
        self.running = running
        self.tables: list[Segment] = []
        self.paragraphs: list[Paragraph] = []
        self.pending: list[Paragraph] = []

    def paragraph(self, paragraph: Paragraph) -> None:
        if self.tables and not self._body_since() and self._is_note(paragraph):
            self.tables[-1].caption.notes.append(tidy(paragraph.text))
        elif is_empty_note(paragraph.text) and (caption := self._caption_right_above()):
            caption.notes.append(tidy(paragraph.text))
            self._flush()
            self.tables.append(Segment(Kind.TABLE, caption, [], Grid([], [], {})))
        else:
            self.pending.append(paragraph)

    def _body_since(self) -> bool:
        return any(self._is_body(p) for p in self.pending)

    def _is_body(self, paragraph: Paragraph) -> bool:
        return paragraph.kind not in _PAGE and tidy(paragraph.text) not in self.running

    @staticmethod
    def _is_note(paragraph: Paragraph) -> bool:
        return vocabulary().note.match(tidy(paragraph.text[:12])) is not None

    def table(self, block: TableBlock) -> None:
        entries = contents_of_table(block, going_on=self._in_contents())
        if entries:
            self.pending += entries
            return
        kind = _kind(block)
        parts = _parts(block) if kind is Kind.TABLE else []
        if kind in (Kind.TABLE, Kind.OVERALL_GOAL) and self._goes_on_with_goal(parts):
            self.tables[-1].blocks.append(block)
            return
        if kind is not Kind.TABLE:
            self._form(block, kind)
            return
        for part in parts:
            if isinstance(part, Paragraph):
                self.paragraph(part)
            else:
                self._data(block, part)

    def _in_contents(self) -> bool:
        """Whether the text above is the heading of the contents, or an entry of theirs."""
        above = next((p for p in reversed(self.pending) if self._is_body(p)), None)
        return above is not None and (above.kind == CONTENTS or is_contents_heading(above))

    def _goes_on_with_goal(self, parts: list[Paragraph | range]) -> bool:
        """Rows without a caption, right below the department's goal form or on its next page."""
        above = self.tables[-1].kind if self.tables else None
        captioned = any(isinstance(part, Paragraph) for part in parts)
        return above is Kind.OVERALL_GOAL and not captioned and not self._body_since()

    def _form(self, block: TableBlock, kind: Kind) -> None:
        caption = self._caption()
        self._flush()
        self.tables.append(Segment(kind, caption, [block], Grid([], [], {})))

    def _data(self, block: TableBlock, rows: range) -> None:
        caption = self._caption()
        previous = self.tables[-1] if self.tables else None
        if previous and self._continues(previous, caption):
            previous.blocks.append(block)
            if previous.kind is Kind.TABLE:
                previous.grid.add(block, rows.start, rows.stop)
            self._flush()
            return
        self._flush()
        grid = grid_of(block, rows.start, rows.stop)
        self.tables.append(Segment(Kind.TABLE, caption, [block], grid))

    def _continues(self, previous: Segment, caption: Caption) -> bool:
        """A continuation page: no caption of its own, or the same one printed again.

        A further sheet of a workbook goes on only where it says so.
        """
        sheet = any(p.kind == "sheet" for p in self.pending)
        if any(self._is_body(p) and p.kind != "sheet" for p in self.pending):
            return False
        if not caption.title:
            return caption.continues or not sheet
        if not previous.caption.title:
            return False
        if caption.department and caption.department != previous.caption.department:
            return False
        own, above = core_title(caption.title), core_title(previous.caption.title)
        return caption.title == previous.caption.title or (
            own == above and ("续" in caption.title or caption.continues)
        )

    def _caption(self) -> Caption:
        """Take title, number, unit and department out of the pending paragraphs."""
        caption = Caption(notes=[])
        taken: set[int] = set()
        for index in range(len(self.pending) - 1, max(-1, len(self.pending) - 1 - _AROUND), -1):
            paragraph = self.pending[index]
            if not self._is_body(paragraph) or paragraph.kind == "contents":
                continue
            if not _take(caption, paragraph):
                if caption.title or len(paragraph.text) > 40:
                    break
                continue
            taken.add(index)
        if not caption.title:
            taken = {i for i in taken if not caption_title(self.pending[i].text)}
        self.pending = [p for i, p in enumerate(self.pending) if i not in taken]
        return caption

    def _caption_right_above(self) -> Caption | None:
        """The caption over a note that says there is nothing, where no table is drawn (空表).

        A title that a table bears already is a heading of the narrative.
        """
        caption = Caption(notes=[])
        start = len(self.pending)
        for index in range(len(self.pending) - 1, -1, -1):
            paragraph = self.pending[index]
            if self._is_body(paragraph):
                if paragraph.kind == "contents" or not _take(caption, paragraph):
                    break
                start = index
        titles = {core_title(segment.caption.title) for segment in self.tables}
        if caption.subject is None or core_title(caption.title) in titles:
            return None
        self.pending = self.pending[:start]
        return caption

    def _flush(self) -> None:
        self.paragraphs += self.pending
        self.pending = []


def cut(blocks: list[Block]) -> Segments:
    """Cut a document into its tables and its text."""
    blocks = list(map(_half_width, blocks))
    walk = _Walk(_running_lines(blocks))
    for block in blocks:
        if isinstance(block, Paragraph):
            walk.paragraph(block)
        else:
            walk.table(block)
    walk._flush()
    return Segments(walk.tables, walk.paragraphs)


def _half_width(block: Block) -> Block:
    """A paragraph with plain digits for its full-width ones; every place stays what it is."""
    if isinstance(block, TableBlock) or HAS_FULL_WIDTH.search(block.text) is None:
        return block
    return msgspec.structs.replace(block, text=block.text.translate(FULL_WIDTH))


def _running_lines(blocks: list[Block]) -> set[str]:
    """Page numbers, and short lines that every page repeats (页眉、页脚、水印)."""
    lines = [tidy(block.text) for block in blocks if isinstance(block, Paragraph)]
    counts = Counter(line for line in lines if len(line) <= _SHORT)
    pages = {line for line in counts if vocabulary().page_line.match(line)}
    return pages | {line for line, n in counts.items() if n > 2 and not _is_spoken(line)}


def _is_spoken(line: str) -> bool:
    """Whether a short line says something of its table, however often it comes."""
    words = vocabulary()
    return bool(
        caption_title(line)
        or unit_in(line)
        or department_in(line)
        or words.number_label.match(core_title(line))
        or words.note.match(line)
        or words.continued.match(line)
        or _YEAR_LINE.match(line)
        or is_empty_note(line)
    )


def _take(caption: Caption, paragraph: Paragraph) -> bool:
    """Whether a paragraph belongs to a caption; what it says goes into it."""
    text = paragraph.text
    if not caption.title and (title := caption_title(text)):
        caption.title, caption.at = title, paragraph.at
        caption.subject = subject_of(title)
        caption.unit = caption.unit or unit_in(text)
        return True
    if vocabulary().continued.match(tidy(text)):
        caption.continues = True
        return True
    if len(text) > 80:
        return False
    if (year := _YEAR_LINE.match(tidy(text))) is not None:
        caption.year = caption.year or int(year[1])
        return True
    unit, department = unit_in(text), department_in(text)
    if unit or department:
        caption.unit = caption.unit or unit
        caption.department = caption.department or department
        return True
    label = core_title(tidy(text))
    if not caption.number_label and vocabulary().number_label.match(label):
        caption.number_label = label
        caption.unit = caption.unit or unit_in(text)
        caption.continues = caption.continues or "续" in text
        return True
    return False


def _kind(block: TableBlock) -> Kind:
    if is_project_form(block):
        return Kind.PROJECT_FORM
    if is_overall_goal(block):
        return Kind.OVERALL_GOAL
    if is_catalogue(block):
        return Kind.CATALOGUE
    return Kind.TABLE


def _parts(block: TableBlock) -> list[Paragraph | range]:
    """Rows of a block that are captions, unit lines or notes become paragraphs again."""
    parts: list[Paragraph | range] = []
    start = 0
    workbook = block.sheet_column is not None
    for index, row in enumerate(block.rows):
        lines = _lines(row, workbook and start == index)
        if lines is None:
            continue
        if start < index:
            parts.append(range(start, index))
        parts += [Paragraph(line, block.at(index)) for line in lines]
        start = index + 1
    if start < len(block.rows):
        parts.append(range(start, len(block.rows)))
    return parts


def _lines(row: list[str], at_top: bool) -> list[str] | None:
    """The lines of text in a row that is no table row, None where it is one."""
    cells = [cell.strip() for cell in row if cell and not cell.isspace()]
    if not cells:
        return [] if at_top else None
    if len(cells) > 3:
        return None
    headed = [_is_heading(cell) for cell in cells]
    if any(headed) and all(
        is_one or _is_unnamed(cell) for is_one, cell in zip(headed, cells, strict=True)
    ):
        return cells
    if len(cells) == 1 and (at_top or vocabulary().note.match(tidy(cells[0]))):
        return cells
    return None


def _is_unnamed(cell: str) -> bool:
    """A label of the department without its name, beside the unit: 编制部门："""
    return vocabulary().department_line.match(cell) is not None


def _is_heading(cell: str) -> bool:
    return bool(
        caption_title(cell)
        or (unit_in(cell) and len(cell) < 80)
        or department_in(cell)
        or vocabulary().number_label.match(tidy(cell))
    )
