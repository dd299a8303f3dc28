"""How open findings came down from check to check (发现走势), as a small drawing with its words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from mingzhang_web.apps.workspace.models import Check

WIDTH, HEIGHT, EDGE = 320, 90, 8


@dataclass(frozen=True, slots=True)
class Point:
    """One check: its time, what was open after it, where it is drawn."""

    at: datetime
    source: str
    errors: int
    warnings: int
    x: float
    y_errors: float
    y_warnings: float


@dataclass(frozen=True, slots=True)
class Trend:
    """Points from the oldest to the newest check; `most` is the top of the drawing."""

    points: tuple[Point, ...]
    most: int

    @classmethod
    def of(cls, checks: Sequence[Check]) -> "Trend":
        """Draw the checks from left to right."""
        most = max((max(c.open_errors, c.open_warnings) for c in checks), default=0)
        step = (WIDTH - 2 * EDGE) / max(len(checks) - 1, 1)

        def height(count: int) -> float:
            return round(HEIGHT - EDGE - count * (HEIGHT - 2 * EDGE) / max(most, 1), 1)

        points = (
            Point(
                check.current_at or check.made_at,
                check.source_name,
                check.open_errors,
                check.open_warnings,
                round(EDGE + number * step, 1),
                height(check.open_errors),
                height(check.open_warnings),
            )
            for number, check in enumerate(checks)
        )
        return cls(tuple(points), most)

    @property
    def errors(self) -> str:
        """The line of errors, as SVG takes it."""
        return " ".join(f"{point.x},{point.y_errors}" for point in self.points)

    @property
    def warnings(self) -> str:
        """The line of warnings."""
        return " ".join(f"{point.x},{point.y_warnings}" for point in self.points)

    @property
    def words(self) -> str:
        """What the drawing shows, in one sentence."""
        if not self.points:
            return ""
        first, last = self.points[0], self.points[-1]
        return (
            f"{len(self.points)} 次核对：待处理的错误由 {first.errors} 到 {last.errors}，"
            f"警告由 {first.warnings} 到 {last.warnings}。"
        )
