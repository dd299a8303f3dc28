"""Open sessions (会话): begun at sign-in, touched while used, ended by rest, number or hand."""

from datetime import timedelta
from importlib import import_module

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest
from django.utils import timezone

from mingzhang_web.apps.accounts.models import SignedIn, User
from mingzhang_web.apps.journal.actor import address_of

TOUCH = timedelta(minutes=1)


def begin(request: HttpRequest, user: User) -> None:
    """Remember the session just begun; the ones longest at rest end where there are too many."""
    now = timezone.now()
    if request.session.session_key is None:  # emptied for another user, or a new password
        request.session.create()
    SignedIn.objects.update_or_create(
        session_key=request.session.session_key,
        defaults={
            "user": user,
            "address": address_of(request),
            "agent": request.headers.get("User-Agent", "")[:200],
            "started_at": now,
            "seen_at": now,
        },
    )
    limit = settings.SIGN_IN.sessions
    if limit:
        for row in user.sessions.order_by("-seen_at", "-pk")[limit:]:
            end(row)


def still_open(request: HttpRequest, user: User) -> bool:
    """Whether this request's session may go on; one that may is seen now."""
    row = user.sessions.filter(session_key=request.session.session_key).first()
    if row is None:
        return False
    now, idle = timezone.now(), settings.SIGN_IN.idle_minutes
    if idle and now - row.seen_at > timedelta(minutes=idle):
        end(row)
        return False
    if now - row.seen_at > TOUCH:
        SignedIn.objects.filter(pk=row.pk).update(seen_at=now)
    return True


def end(row: SignedIn) -> None:
    """End one session."""
    _store(row.session_key).delete()
    row.delete()


def end_all(user: User, *, but: str = "") -> None:
    """End every session of a user; `but`: the key of one that stays."""
    for row in user.sessions.exclude(session_key=but):
        end(row)


def forget(key: str | None) -> None:
    """A session that its owner signed out of."""
    SignedIn.objects.filter(session_key=key or "").delete()


def _store(key: str) -> SessionBase:
    engine = import_module(settings.SESSION_ENGINE)
    store: SessionBase = engine.SessionStore(key)
    return store
