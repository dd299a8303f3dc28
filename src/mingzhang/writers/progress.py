"""A progress bar on standard error (进度), only for long work and only before a person."""

import sys
import time
from collections.abc import Callable
from types import TracebackType
from typing import TextIO

PATIENCE = 1.0
_BAR = 24


class Progress:
    """Shows how far the work is once it takes over a second on a terminal.

    Used as a context; the line is wiped at its end, so that nothing remains in a log.
    `total` is the number of steps, `quiet` the user's wish for silence; the clock returns
    seconds.
    """

    def __init__(
        self,
        total: int,
        *,
        quiet: bool = False,
        stream: TextIO | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._total = max(total, 1)
        self._done = 0
        self._stream = sys.stderr if stream is None else stream
        self._shown = not quiet and self._stream.isatty()
        self._clock = clock
        self._begun = clock()
        self._drawn = False

    def __enter__(self) -> "Progress":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._drawn:
            self._stream.write("\r\033[K")
            self._stream.flush()

    def step(self, label: str = "") -> None:
        """One step more is done; `label` names what is worked on now."""
        self._done = min(self._done + 1, self._total)
        if self._shown and self._clock() - self._begun >= PATIENCE:
            self._draw(label)

    def _draw(self, label: str) -> None:
        filled = _BAR * self._done // self._total
        bar = "#" * filled + "-" * (_BAR - filled)
        self._stream.write(f"\r\033[K[{bar}] {self._done}/{self._total} {label}")
        self._stream.flush()
        self._drawn = True
