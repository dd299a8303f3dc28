"""What a comparison says: one change a figure, grouped by table or form."""

from dataclasses import dataclass
from enum import Enum

from mingzhang.model import Figure


class Change(Enum):
    """What became of a figure (变化): 新增, 减去, 改变, 相同."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class Line:
    """One figure in both documents; None where a document does not print it.

    `words` name it (code, name, column); `before` and `after` may be printed in other units.
    """

    words: str
    before: Figure | None
    after: Figure | None

    @property
    def change(self) -> Change:
        """What became of it; two printings of one amount in other units are the same."""
        if self.before is None:
            return Change.ADDED
        if self.after is None:
            return Change.REMOVED
        quantum = max(self.before.quantum, self.after.quantum)
        same = self.before.restated(quantum) == self.after.restated(quantum)
        return Change.SAME if same else Change.CHANGED

    @property
    def difference(self) -> int:
        """After less before in millionths of the base unit; a missing figure counts zero."""
        before = self.before.value if self.before is not None else 0
        after = self.after.value if self.after is not None else 0
        return after - before


@dataclass(frozen=True, slots=True)
class Part:
    """One table or form of either document with its figures in printed order.

    `status`: ADDED or REMOVED where only one document has it, else SAME.
    """

    title: str
    status: Change
    lines: tuple[Line, ...]

    def changed(self) -> tuple[Line, ...]:
        """The lines that are not the same."""
        return tuple(line for line in self.lines if line.change is not Change.SAME)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two documents by their names, and every part of them."""

    old: str
    new: str
    parts: tuple[Part, ...]

    def count(self, change: Change) -> int:
        """How many figures changed so."""
        return sum(line.change is change for part in self.parts for line in part.lines)
