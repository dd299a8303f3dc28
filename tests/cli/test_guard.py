"""The limits on work with a stranger's file: one sentence about one file, whatever ends it."""

import subprocess
import sys

WORK = """
import sys, time
from mingzhang.batch import limits
from mingzhang.cli import guard

limits.SECONDS = 0.4

def busy(seconds):
    until = time.process_time() + seconds
    while time.process_time() < until:
        pass

def work():
    guard.reading("公开.xlsx", 0)
    {what}
    return 2

sys.exit(guard.guarded(work))
"""


def outcome(what: str) -> tuple[int, str]:
    command = [sys.executable, "-c", WORK.format(what=what)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.returncode, done.stderr


def test_work_that_never_ends_is_stopped_in_one_sentence() -> None:
    status, said = outcome("busy(60)")

    assert status == 2
    assert said == "“公开.xlsx”处理时间过长，不像正常文档，已经停止，请确认文件后再试。\n"


def test_a_file_refused_late_has_time_to_be_cleared_up() -> None:
    """Clearing up beyond the limit of the reading adds no second sentence."""
    assert outcome("busy(0.3); guard.say('没有找到报表。'); busy(0.3)") == (2, "没有找到报表。\n")
