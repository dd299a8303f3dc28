"""Reading a stranger's file in a process of its own (隔离读取): whatever it does, this one lives.

The child inherits no open file, no database connection and no setting of its parent. It may
use so much memory and so many seconds and is ended where it wants more.
"""

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable

import msgspec

from mingzhang.batch.limits import MAX_MEMORY, seconds_for
from mingzhang.batch.messages import Answer, Ask, Unread
from mingzhang.disclosure import Disclosure

PAUSE = 0.2
WAITS = 15
"""How often the processor's time may pass by the clock: others work on the machine, too."""


def read_apart(
    name: str,
    data: bytes,
    previous: Disclosure | None = None,
    waiting: Callable[[], None] = lambda: None,
) -> Answer:
    """A disclosure or a ledger, read and checked by a child process.

    `previous` is last year's disclosure. `waiting` is called while the child works; an
    exception from it ends the child and goes on to the caller.
    """
    with tempfile.TemporaryFile() as question:
        question.write(msgspec.msgpack.encode(Ask(name, data, previous)))
        question.seek(0)
        child = subprocess.Popen(
            [sys.executable, "-I", "-m", "mingzhang.batch.child"],
            stdin=question,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8"},
            close_fds=True,
        )
    try:
        output = _listen(child, waiting, WAITS * seconds_for(len(data)))
    finally:
        child.kill()
        child.wait()
    if output is None or child.returncode:
        return Unread(_why(name, child.returncode))
    answer: Answer = msgspec.msgpack.decode(output, type=Answer)
    return answer


def _listen(
    child: subprocess.Popen[bytes], waiting: Callable[[], None], patience: float
) -> bytes | None:
    """What the child answers; None where it does not in time.

    The question is a file: what `communicate` could not write before its first time-out to a
    pipe, it would never write.
    """
    passed = 0.0
    while passed < patience:
        try:
            return child.communicate(timeout=PAUSE)[0]
        except subprocess.TimeoutExpired:
            passed += PAUSE
            waiting()
    return None


def _why(name: str, status: int | None) -> str:
    if status in (-signal.SIGXCPU, -signal.SIGKILL):
        return f"“{name}”处理时间过长，不像正常文档，已经停止，请确认文件后再试。"
    most = MAX_MEMORY // 1024 // 1024
    return f"“{name}”超出处理能力（内存上限 {most} MB）或内部结构已损坏，未读取，请重新导出后再试。"
