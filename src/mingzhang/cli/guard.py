"""Limits for work on files that nobody vouches for (资源上限): memory, time, and a crash.

The work is done in a child process. Where a library in C dies of a hostile file, or a limit
ends the work, the parent says so in one sentence; otherwise it passes the child's status on.
"""

import mmap
import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress

from mingzhang.batch.limits import MAX_MEMORY, limit_memory, seconds_for

FAILED = 2

_NAME_BYTES = 1024
_now_reading: mmap.mmap | None = None


def available() -> bool:
    """Whether the system can fork and limit a process."""
    return hasattr(os, "fork")


def guarded(work: Callable[[], int]) -> int:
    """The exit status of `work`, done in a child process under the limits."""
    global _now_reading
    _now_reading = mmap.mmap(-1, _NAME_BYTES)
    sys.stdout.flush()
    sys.stderr.flush()
    child = os.fork()
    if child == 0:
        limit_memory()
        os._exit(_finished(work))
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for wish in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(wish, lambda number, _: _pass_on(child, number))
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if status >= 0:
        return status
    if -status in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
        return 128 - status
    print(_sentence(-status), file=sys.stderr)
    return FAILED


def reading(name: str, size: int) -> None:
    """A file of `size` bytes is read from now on: its name for messages, its share of time.

    Does nothing outside of `guarded`.
    """
    if _now_reading is None:
        return
    label = name.encode()[: _NAME_BYTES - 1]
    _now_reading[: len(label) + 1] = label + b"\0"
    allow(size)


def allow(size: int) -> None:
    """Time of the processor for work on `size` bytes, from now on.

    Does nothing outside of `guarded`.
    """
    if _now_reading is not None:
        signal.setitimer(signal.ITIMER_PROF, seconds_for(size))


def say(sentence: object) -> None:
    """Tell the user on standard error how the work on a file ended, with time left to clear up.

    Clearing up after a huge file takes long, and nothing else shall be said of that file then.
    """
    allow(0)
    print(sentence, file=sys.stderr)


def _finished(work: Callable[[], int]) -> int:
    """The status of the work, with everything written."""
    try:
        status = work()
    except SystemExit as stop:
        status = 0 if stop.code is None else int(stop.code)
    with suppress(OSError):
        sys.stdout.flush()
    sys.stderr.flush()
    return status


def _pass_on(child: int, number: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(child, number)


def _sentence(number: int) -> str:
    """Why the child was ended by a signal, in words of the user."""
    label = bytes(_now_reading or b"").split(b"\0", 1)[0].decode(errors="ignore")
    named = f"“{label}”" if label else "文件"
    if number == signal.SIGPROF:
        return f"{named}处理时间过长，不像正常文档，已经停止，请确认文件后再试。"
    return f"{named}超出处理能力（内存上限 {MAX_MEMORY // 1024 // 1024} MB）或内部结构已损坏，未读取，请重新导出后再试。"
