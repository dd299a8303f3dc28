"""The rank of headings on a page (标题层级): no level is skipped, whatever the document skips."""

from dataclasses import dataclass, field


@dataclass(slots=True)
class Outline:
    """Turns the printed depth of headings into h2 to h6, one after another."""

    _open: list[int] = field(default_factory=list)

    def level(self, depth: int) -> int:
        """The level of the next heading, printed at this depth (1 第一部分, 2 一、, …)."""
        while self._open and self._open[-1] >= depth:
            self._open.pop()
        self._open.append(depth)
        return min(len(self._open) + 1, 6)
