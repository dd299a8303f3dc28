"""Signing in and out, and ending sessions, as the journal tells it (登录、退出、结束会话)."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from mingzhang_web.apps.accounts import sessions
from mingzhang_web.apps.accounts.models import SignedIn, User
from mingzhang_web.apps.journal.actor import Actor
from mingzhang_web.apps.journal.services import record


@transaction.atomic
def tell_signed_in(actor: Actor, user: User, way: str) -> None:
    """Somebody signed in; `way`: 密码, 密码和动态码…"""
    record(actor, "sign_in", f"{user}登录（{way}）", user, new={"way": way})


@transaction.atomic
def tell_signed_out(actor: Actor, user: User) -> None:
    """Somebody signed out."""
    record(actor, "sign_out", f"{user}退出", user)


@transaction.atomic
def tell_failed(actor: Actor, user: User | None, step: str, left: int) -> None:
    """An attempt to sign in failed at a step. A name that nobody has is not written down: people
    type their password there by mistake.
    """
    who = user.username if user else "不存在的用户"
    record(actor, "sign_in.failed", f"登录失败：{who}，{step}不对", user, new={"left": left})


@transaction.atomic
def tell_locked(actor: Actor, user: User | None, until: datetime) -> None:
    """So many attempts failed that a name or an address is locked for a while."""
    who = user.username if user else "不存在的用户"
    clock = timezone.localtime(until).strftime("%H:%M")
    record(actor, "sign_in.locked", f"登录锁定到 {clock}：{who}", user, new={"until": clock})


@transaction.atomic
def end_session(actor: Actor, row: SignedIn) -> None:
    """End one session by hand."""
    user = row.user
    sessions.end(row)
    record(actor, "session.end", f"结束{user}的一个会话", user, old={"address": row.address})


@transaction.atomic
def end_sessions(actor: Actor, user: User, *, but: str = "") -> None:
    """End all sessions of a user; `but`: the key of one that stays."""
    sessions.end_all(user, but=but)
    record(actor, "session.end_all", f"结束{user}的全部{'其他' if but else ''}会话", user)
