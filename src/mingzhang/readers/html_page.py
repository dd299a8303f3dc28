"""The flow of a web page (网页正文): paragraphs and tables in the order in which they show."""

import re
from dataclasses import dataclass, field

from mingzhang.model import UnreadableFile
from mingzhang.readers.html_flow import LINE_BREAK, Block, Flow, Lines
from mingzhang.readers.html_tables import GridBuilder
from mingzhang.readers.html_tags import is_hidden, tags, value

MAX_NESTED_TABLES = 64

_VOID = frozenset(
    ("area", "base", "basefont", "bgsound", "col", "embed", "frame", "hr", "img", "input", "keygen",
     "link", "meta", "param", "source", "track", "wbr")
)  # fmt: skip
_BLOCKS = frozenset(
    ("address", "article", "aside", "blockquote", "body", "center", "dd", "details", "dialog",
     "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2",
     "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "html", "legend", "li", "main", "menu",
     "nav", "ol", "p", "pre", "search", "section", "summary", "ul")
)  # fmt: skip
_SKIPPED = frozenset(
    ("template", "select", "datalist", "svg", "object", "video", "audio", "canvas")
)
_SMALL_PRINT = frozenset(("rt", "rp"))
_FRAME_FACTOR = 4


@dataclass(slots=True)
class _Table:
    """A table that is open. `aside` takes what stands outside its cells; it shows above."""

    around: Flow
    aside: Flow
    grid: GridBuilder
    is_layout: bool
    row_hidden: bool = False
    cell: Flow | None = None
    extent: tuple[int, int] = (1, 1)
    cell_hidden: bool = False
    contents: list[Block] = field(default_factory=list)


class Page:
    """Reads one page; `blocks` are complete after `read`.

    `breaks_off`: the page ends inside a tag, a comment or a script. `images` counts pictures.
    """

    def __init__(self, name: str) -> None:
        self.breaks_off = False
        self.images = 0
        self._name = name
        self._flow = Flow()
        self._tables: list[_Table] = []
        self._starts = {
            "table": self._open_table,
            "caption": self._open_caption,
            **dict.fromkeys(("thead", "tbody", "tfoot"), self._open_group),
            "tr": self._open_row,
            **dict.fromkeys(("td", "th"), self._open_cell),
        }
        self._ends = {
            "table": self._close_table,
            "caption": self._close_caption,
            **dict.fromkeys(("thead", "tbody", "tfoot"), self._close_group),
            "tr": self._close_row,
            **dict.fromkeys(("td", "th"), self._close_cell),
        }

    @property
    def blocks(self) -> list[Block]:
        """Paragraphs and tables in order; a table inside a cell follows the table around it."""
        return self._flow.blocks

    def read(self, text: str) -> None:
        """Read the page's text. Raises UnreadableFile where its tables are absurd."""
        skipped, depth = "", 0
        for name, content, ends in tags(text):
            if depth:
                depth += (name == skipped) * (-1 if ends else not content.endswith("/"))
            elif not name:
                self._text(content)
                self.breaks_off = ends
            elif ends:
                self._end(name)
            elif name in _SKIPPED or (name == "table" and is_hidden(content)):
                skipped, depth = name, not content.endswith("/")
            else:
                self._start(name, content)
        self.breaks_off = self.breaks_off or depth > 0
        while self._tables:
            self._close_table()
        self._flush()

    def _text(self, text: str) -> None:
        flow = self._flow
        if flow.shown and text:
            if flow.counts.get("pre"):
                text = text.replace("\r\n", "\n").replace("\n", LINE_BREAK)
            elif LINE_BREAK in text:
                text = text.replace(LINE_BREAK, " ")
            flow.parts.append(text)

    def _start(self, name: str, attributes: str) -> None:
        act = self._starts.get(name)
        if act is not None:
            act(attributes)
        elif name == "br":
            self._break()
        elif name in _VOID:
            self.images += name == "img"
            if name == "hr":
                self._flush()
        else:
            if name in _BLOCKS:
                self._flush()
                self._flow.close("p")
            self._flow.open(name, name in _SMALL_PRINT or is_hidden(attributes))

    def _end(self, name: str) -> None:
        act = self._ends.get(name)
        if act is not None:
            act()
            return
        if name in _BLOCKS and (name == "p" or self._flow.counts.get(name)):
            self._flush()
        elif name == "br":
            self._break()
        self._flow.close(name)

    def _break(self) -> None:
        if self._flow.shown:
            self._flow.parts.append(LINE_BREAK)

    def _flush(self) -> None:
        """The open paragraph ends."""
        if self._flow.parts:
            self._flow.end_paragraph()

    def _open_table(self, attributes: str) -> None:
        self._flush()
        if self._tables and self._tables[-1].cell is None:
            self._close_table()
        if len(self._tables) >= MAX_NESTED_TABLES:
            raise UnreadableFile(f"网页“{self._name}”的表格嵌套过深，不像正常文档，未读取。")
        around = self._flow
        is_layout = "presentation" in attributes and value(attributes, "role") == "presentation"
        self._flow = Flow(hidden=not around.shown)
        self._tables.append(_Table(around, self._flow, GridBuilder(self._name), is_layout))

    def _close_table(self) -> None:
        if not self._tables:
            return
        self._close_group()
        self._flush()
        table = self._tables.pop()
        self._flow = table.around
        blocks = table.around.blocks
        blocks += table.aside.blocks
        if not table.aside.shown or not table.grid.rows:
            return
        if table.is_layout or _is_frame(table):
            blocks += table.contents
        else:
            blocks.append(table.grid)
            blocks += [block for block in table.contents if isinstance(block, GridBuilder)]

    def _open_caption(self, _: str) -> None:
        if self._tables:
            self._close_cell()
            self._flush()

    def _close_caption(self) -> None:
        if self._tables and self._tables[-1].cell is None:
            self._flush()

    def _open_group(self, attributes: str) -> None:
        self._close_group()

    def _close_group(self) -> None:
        if self._tables:
            self._close_cell()
            self._tables[-1].grid.close_group()

    def _open_row(self, attributes: str) -> None:
        if self._tables:
            self._close_row()
            self._tables[-1].row_hidden = is_hidden(attributes)
            if not self._tables[-1].row_hidden:
                self._tables[-1].grid.open_row()

    def _close_row(self) -> None:
        if self._tables:
            self._close_cell()
            self._tables[-1].grid.close_row()
            self._tables[-1].row_hidden = False

    def _open_cell(self, attributes: str) -> None:
        if not self._tables:
            self._flush()
            return
        self._close_cell()
        table = self._tables[-1]
        self._flush()
        table.cell_hidden = table.row_hidden or is_hidden(attributes)
        table.cell = self._flow = Flow(hidden=table.aside.hidden or table.cell_hidden)
        if "span" in attributes or "SPAN" in attributes:
            table.extent = _extent(attributes, "rowspan"), max(_extent(attributes, "colspan"), 1)
        else:
            table.extent = (1, 1)

    def _close_cell(self) -> None:
        if not self._tables or self._tables[-1].cell is None:
            return
        table = self._tables[-1]
        self._flush()
        flow, table.cell, self._flow = table.cell, None, table.aside
        if table.cell_hidden or flow is None:
            return
        lines = [text for block in flow.blocks if isinstance(block, Lines) for text in block.texts]
        table.grid.add("\n".join(lines), *table.extent)
        table.contents += flow.blocks


def _is_frame(table: _Table) -> bool:
    """True for a table that only frames the page, by its one column or its large contents."""
    inner = [block.cells for block in table.contents if isinstance(block, GridBuilder)]
    if table.grid.columns == 1:
        return table.grid.rows == 1 or bool(inner)
    return sum(inner) > _FRAME_FACTOR * table.grid.cells


def _extent(attributes: str, name: str) -> int:
    """A rowspan or colspan as browsers read it: leading digits, else 1."""
    found = re.match(r"\s*\+?([0-9]{1,6})", value(attributes, name) or "")
    return int(found[1]) if found else 1
