"""Lock-out after failed attempts (登录锁定), by the name typed and by the address.

A name that nobody has is treated as one that somebody has, so that nobody learns which exist.
An attempt is written down before the password is looked at: attempts made at the same moment
count each other.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone

from mingzhang_web.apps.accounts.models import FailedSignIn

KEPT = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Attempt:
    """One attempt: refused until a time, or open with so many left after it."""

    row: FailedSignIn | None
    locked_until: datetime | None = None
    left: int = 0


def begin(name: str, address: str) -> Attempt:
    """Write an attempt down; it counts as failed until `succeed`."""
    rules, now = settings.SIGN_IN, timezone.now()
    name = _key(name)
    row = FailedSignIn.objects.create(name=name, address=address, at=now)
    before = _recent(now).exclude(pk=row.pk)
    by_name = before.filter(name=name)
    until = _locked(by_name, rules.attempts)
    if address and until is None:
        until = _locked(before.filter(address=address), rules.address_attempts)
    if until is not None:
        row.delete()
        return Attempt(None, until)
    FailedSignIn.objects.filter(at__lt=now - KEPT).delete()
    return Attempt(row, None, max(rules.attempts - 1 - by_name.count(), 0))


def succeed(attempt: Attempt) -> None:
    """An attempt that succeeded: the name's failures are forgotten."""
    if attempt.row is not None:
        FailedSignIn.objects.filter(name=attempt.row.name).delete()


def locked_until(name: str) -> datetime | None:
    """Until when a name is locked; None where it is not."""
    return _locked(_recent(timezone.now()).filter(name=_key(name)), settings.SIGN_IN.attempts)


def clear(name: str) -> bool:
    """Forget a name's failures; whether there were any."""
    return bool(FailedSignIn.objects.filter(name=_key(name)).delete()[0])


def _key(name: str) -> str:
    return name.casefold()[:150]


def _recent(now: datetime) -> QuerySet[FailedSignIn]:
    return FailedSignIn.objects.filter(at__gt=now - _lock())


def _lock() -> timedelta:
    return timedelta(minutes=settings.SIGN_IN.lock_minutes)


def _locked(failures: QuerySet[FailedSignIn], limit: int) -> datetime | None:
    """When the oldest of the last `limit` failures is forgotten."""
    if not limit:
        return None
    times = failures.order_by("-at").values_list("at", flat=True)[limit - 1 : limit]
    return next((at + _lock() for at in times), None)
