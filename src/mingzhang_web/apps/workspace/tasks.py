"""Long work of the workspace (后台任务): reading what was handed in."""

import time
from typing import Any

from mingzhang.batch.apart import read_apart
from mingzhang.batch.messages import Unread
from mingzhang.model import UnreadableFile
from mingzhang_web import files
from mingzhang_web.apps.jobs.registry import Handle, job
from mingzhang_web.apps.workspace.models import Import
from mingzhang_web.apps.workspace.selectors.checks import previous_disclosure
from mingzhang_web.apps.workspace.services.imports import JOB, keep_reading

STEPS = 3
TOLD_EVERY = 1.0


@job(JOB)
def read_import(handle: Handle, arguments: dict[str, Any]) -> None:
    """Read one file apart and keep what was read; the same however often it is done.

    Raises:
        UnreadableFile: nothing was read; why.
    """
    made = Import.objects.select_related("budget_year__department").get(pk=arguments["import"])
    handle.step(0, STEPS, f"打开“{made.name}”")
    try:
        data = files.content(made.sha256)
    except OSError:
        raise UnreadableFile(f"“{made.name}”在文件库里找不到了，请重新导入。") from None
    handle.step(1, STEPS, "读取并核对")
    read = read_apart(made.name, data, previous_disclosure(made.budget_year), _Telling(handle))
    if isinstance(read, Unread):
        raise UnreadableFile(read.sentence)
    handle.step(2, STEPS, "保存核对结果")
    keep_reading(made, read)


class _Telling:
    """Keeps the job held while it waits, and learns whether it was cancelled."""

    def __init__(self, handle: Handle) -> None:
        self._handle = handle
        self._told = time.monotonic()

    def __call__(self) -> None:
        if time.monotonic() - self._told >= TOLD_EVERY:
            self._told = time.monotonic()
            self._handle.step(1, STEPS, "读取并核对")
