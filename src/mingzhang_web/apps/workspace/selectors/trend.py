"""How open findings came down from check to check (发现走势), as a small drawing with its words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from mingzhang_web.apps.workspace.models import Check

WIDTH, HEIGHT, EDGE = 320, 90, 8


@dataclass(frozen=True, slots=True)
class Point:
    """One check, or now: its time, what was open after it, where it is drawn."""

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
    def of(cls, checks: Sequence[Check], now: Mapping[str, int], at: datetime) -> "Trend":
        """Draw the checks from left to right, then what is open `now` (error, warning)."""
        known = [
            (one.current_at or one.made_at, one.source_name, one.open_errors, one.open_warnings)
            for one in checks
        ]
        if known and known[-1][2:] != (now["error"], now["warning"]):
            known.append((at, "说明以后", now["error"], now["warning"]))
        most = max((max(errors, warnings) for _, _, errors, warnings in known), default=0)
        step = (WIDTH - 2 * EDGE) / max(len(known) - 1, 1)

        def height(count: int) -> float:
            return round(HEIGHT - EDGE - count * (HEIGHT - 2 * EDGE) / max(most, 1), 1)

        points = (
            Point(
                when,
                source,
                errors,
                warnings,
                round(EDGE + number * step, 1),
                height(errors),
                height(warnings),
            )
            for number, (when, source, errors, warnings) in enumerate(known)
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
            f"待处理的错误由 {first.errors} 到 {last.errors}，"
            f"警告由 {first.warnings} 到 {last.warnings}。"
        )
