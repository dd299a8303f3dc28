"""Work of every day (每日任务): reminders by mail."""

from datetime import date
from typing import Any

from mingzhang.model import MingzhangError
from mingzhang_web.apps.jobs.registry import Handle, daily
from mingzhang_web.apps.workspace.services import reminding


@daily("workspace.remind")
def remind(handle: Handle, arguments: dict[str, Any]) -> None:
    """One mail to everybody who has a mail address and something to do.

    Raises:
        MingzhangError: some could not be sent; all others were.
    """
    sent = reminding.remind(date.fromisoformat(arguments["day"]), handle.step)
    if sent.failed:
        raise MingzhangError(
            f"{len(sent.failed)} 封提醒没有发出（{'、'.join(sent.failed[:5])}）："
            "请检查邮件服务器，再运行 mingzhang remind。"
        )
