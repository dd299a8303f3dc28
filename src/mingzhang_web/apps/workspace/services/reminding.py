"""Reminders by mail (提醒邮件): one mail a day to everybody who has something to do."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import send_mail
from django.db.models import Q

from mingzhang_web.apps.accounts.access import Access
from mingzhang_web.apps.accounts.models import User
from mingzhang_web.apps.workspace.selectors.reminders import Reminder, reminders


@dataclass(frozen=True, slots=True)
class Sent:
    """Who got a mail, by name, and who did not because it could not be sent."""

    to: tuple[str, ...]
    failed: tuple[str, ...]


def remind(day: date, tell: Callable[[int, int, str], None]) -> Sent:
    """Mail everybody what waits for them by their roles of that day.

    However often it is done, a person gets one mail a day; who could not be reached is tried
    again the next time.
    """
    people = list(User.objects.filter(is_active=True).exclude(email=""))
    sent, failed = [], []
    for number, user in enumerate(people):
        tell(number, len(people), "发送提醒")
        waiting = reminders(user, Access.of(user, day=day), day)
        if not waiting or not _claim(user, day):
            continue
        try:
            _mail(user, waiting)
        except (SMTPException, OSError):
            User.objects.filter(pk=user.pk).update(reminded_on=user.reminded_on)
            failed.append(str(user))
        else:
            sent.append(str(user))
    return Sent(tuple(sent), tuple(failed))


def _claim(user: User, day: date) -> bool:
    """Whether nobody else has mailed them on this day, nor will."""
    not_yet = Q(reminded_on=None) | Q(reminded_on__lt=day)
    return bool(User.objects.filter(not_yet, pk=user.pk).update(reminded_on=day))


def _mail(user: User, waiting: list[Reminder]) -> None:
    lines = "\n".join(f"- {one.sentence}" for one in waiting)
    send_mail(
        f"明账：{len(waiting)} 件事等您处理",
        f"{user}：\n\n{lines}\n\n请登录明账工作台处理。",
        settings.DEFAULT_FROM_EMAIL,
        [user.email],
    )
