"""Progress is for a person who waits: never in a log, never for short work."""

import io

from mingzhang.writers.progress import Progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


class Clock:
    def __init__(self, *seconds: float) -> None:
        self.seconds = list(seconds)

    def __call__(self) -> float:
        return self.seconds.pop(0) if len(self.seconds) > 1 else self.seconds[0]


def _written(stream: io.StringIO, clock: Clock, *, quiet: bool = False) -> str:
    with Progress(2, quiet=quiet, stream=stream, clock=clock) as progress:
        progress.step("读取")
        progress.step("核对")
    return stream.getvalue()


def test_work_under_a_second_shows_nothing():
    assert _written(Terminal(), Clock(0.0, 0.3, 0.9)) == ""


def test_longer_work_shows_a_bar_and_wipes_it():
    written = _written(Terminal(), Clock(0.0, 0.5, 1.2))
    assert "2/2 核对" in written
    assert written.endswith("\r\x1b[K")


def test_a_log_file_gets_nothing():
    assert _written(io.StringIO(), Clock(0.0, 5.0)) == ""


def test_quiet_shows_nothing():
    assert _written(Terminal(), Clock(0.0, 5.0), quiet=True) == ""
