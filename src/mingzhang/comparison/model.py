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

    `row` (code and name) and `column` name it; `before` and `after` may be printed in other
    units.
    """

    row: str
    column: str
    before: Figure | None
    after: Figure | None

    @property
    def words(self) -> str:
        """Row and column in one phrase."""
        return f"{self.row}的{self.column}" if self.column else self.row

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
class Wording:
    """One indicator's target or another text of a form in both documents; None where absent."""

    words: str
    before: str | None
    after: str | None

    @property
    def change(self) -> Change:
        """What became of it; blanks make no difference."""
        if self.before is None:
            return Change.ADDED
        if self.after is None:
            return Change.REMOVED
        return Change.SAME if _bare(self.before) == _bare(self.after) else Change.CHANGED


def _bare(text: str) -> str:
    return "".join(text.split())


@dataclass(frozen=True, slots=True)
class Part:
    """One table or form of either document, or its narrative, in printed order.

    `status`: ADDED or REMOVED where only one document has it, else SAME. `former`: what the
    old document calls it, "" where both names mean the same. `project`: whether it is the form
    of a project.
    """

    title: str
    status: Change
    lines: tuple[Line, ...]
    wordings: tuple[Wording, ...] = ()
    former: str = ""
    project: bool = False

    def changed(self) -> tuple[Line, ...]:
        """The figures that are not the same."""
        return tuple(line for line in self.lines if line.change is not Change.SAME)

    def reworded(self) -> tuple[Wording, ...]:
        """The texts that are not the same."""
        return tuple(one for one in self.wordings if one.change is not Change.SAME)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two documents by their names, and every part of them."""

    old: str
    new: str
    parts: tuple[Part, ...]

    def count(self, change: Change) -> int:
        """How many figures changed so."""
        return sum(line.change is change for part in self.parts for line in part.lines)

    def projects(self, change: Change) -> list[str]:
        """The goal forms that came or went, by the names of their projects."""
        return [part.title for part in self.parts if part.project and part.status is change]
