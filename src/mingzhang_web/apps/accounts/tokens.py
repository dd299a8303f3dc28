"""Tokens of programs (接口令牌): made once, kept as a hash, looked up on every request."""

import secrets
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256

from django.utils import timezone

from mingzhang_web.apps.accounts.models import Token, User
from mingzhang_web.apps.accounts.roles import Action

START = "mz_"
TOUCH = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Held:
    """A token that is good now: whose it is, and what it may at most."""

    token: Token
    user: User
    actions: frozenset[Action]


def new_secret() -> str:
    """A token's text: 256 random bits behind a start by which leaked ones are found."""
    return START + secrets.token_urlsafe(32)


def digest_of(secret: str) -> str:
    """What is kept of a token. Its text is random, so that a plain hash tells nobody anything."""
    return sha256(secret.encode("utf-8", "replace")).hexdigest()


def holder(secret: str) -> Held | None:
    """Whose token this is; None for one unknown, expired, revoked, or of somebody shut out."""
    now = timezone.now()
    good = Token.objects.filter(revoked_at=None, expires_at__gt=now, user__is_active=True)
    token = good.select_related("user").filter(digest=digest_of(secret)).first()
    if token is None:
        return None
    if token.last_used_at is None or now - token.last_used_at > TOUCH:
        Token.objects.filter(pk=token.pk).update(last_used_at=now)
    known = frozenset(Action[name] for name in token.scopes if name in Action.__members__)
    return Held(token, token.user, known)
