"""What the tags of Word tables mean (表格标记): rows, cells, merges, tracked changes."""

from mingzhang.readers.markup import Act, attribute
from mingzhang.readers.word_tables import CONTINUE, MAX_SPAN, RESTART, TableBuilder


class TableTags:
    """The tables that are open, outermost first; `current` is the innermost, if any.

    A text box hides the tables around it: it opens with None.
    """

    def __init__(self) -> None:
        self.current: TableBuilder | None = None
        self._outer: list[TableBuilder | None] = []

    def open(self, table: TableBuilder | None) -> None:
        """A table, or a text box, begins."""
        self._outer.append(self.current)
        self.current = table

    def close(self, _: str = "") -> None:
        """A table, or a text box, ends."""
        self.current = self._outer.pop() if self._outer else None

    def acts(self) -> dict[str, tuple[Act | None, Act | None]]:
        """The acts of all tags inside tables but cells, whose text is not known here."""
        return {
            "w:tr": (None, self._close_row),
            "w:gridBefore": (self._before, None),
            "w:gridSpan": (self._span, None),
            "w:vMerge": (self._down, None),
            "w:hMerge": (self._across, None),
            "w:cellMerge": (self._tracked_merge, None),
            "w:cellDel": (self._deleted, None),
        }

    def delete_row(self) -> None:
        """A tracked change deletes the open row."""
        if self.current is not None:
            self.current.row_deleted = True

    def _close_row(self, _: str) -> None:
        if self.current is not None:
            self.current.close_row()

    def _before(self, tag: str) -> None:
        if self.current is not None:
            self.current.before = _count(tag)

    def _span(self, tag: str) -> None:
        if self.current is not None:
            self.current.marks.span = max(_count(tag), 1)

    def _down(self, tag: str) -> None:
        if self.current is not None:
            self.current.marks.down = RESTART if attribute(tag, "val") == "restart" else CONTINUE

    def _across(self, tag: str) -> None:
        if self.current is not None:
            self.current.marks.across = RESTART if attribute(tag, "val") == "restart" else CONTINUE

    def _tracked_merge(self, tag: str) -> None:
        merge = attribute(tag, "vMerge")
        if self.current is not None and merge is not None:
            self.current.marks.down = CONTINUE if merge.startswith("cont") else RESTART

    def _deleted(self, _: str) -> None:
        if self.current is not None:
            self.current.marks.deleted = True


def _count(tag: str) -> int:
    """The w:val of a tag as a count of grid columns."""
    value = attribute(tag, "val") or ""
    return min(int(value), MAX_SPAN) if value.isdecimal() and len(value) < 9 else 0
