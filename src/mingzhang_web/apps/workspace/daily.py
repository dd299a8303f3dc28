"""Work of every day (每日任务): reminders by mail."""

from datetime import date
from typing import Any

from django.conf import settings
from django.core.mail import send_mail

from mingzhang_web.apps.accounts.access import Access
from mingzhang_web.apps.accounts.models import User
from mingzhang_web.apps.jobs.registry import Handle, daily
from mingzhang_web.apps.workspace.selectors.reminders import reminders


@daily("workspace.remind")
def remind(handle: Handle, arguments: dict[str, Any]) -> None:
    """One mail to everybody who has a mail address and something to do."""
    day = date.fromisoformat(arguments["day"])
    people = list(User.objects.filter(is_active=True).exclude(email=""))
    for number, user in enumerate(people):
        handle.step(number, len(people), "发送提醒")
        waiting = reminders(user, Access.of(user, day=day), day)
        if waiting:
            lines = "\n".join(f"- {one.sentence}" for one in waiting)
            text = f"{user}：\n\n{lines}\n\n请登录明账工作台处理。"
            send_mail(
                f"明账：{len(waiting)} 件事等您处理",
                text,
                settings.DEFAULT_FROM_EMAIL,
                [user.email],
            )
