"""Making and revoking tokens of programs (建立和收回接口令牌)."""

from collections.abc import Iterable
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from mingzhang.model import WrongUsage
from mingzhang_web.apps.accounts.access import Access
from mingzhang_web.apps.accounts.models import Token, User
from mingzhang_web.apps.accounts.roles import Action
from mingzhang_web.apps.accounts.tokens import digest_of, new_secret
from mingzhang_web.apps.journal.actor import Actor
from mingzhang_web.apps.journal.services import record

MOST = 20


@transaction.atomic
def make_token(
    actor: Actor, user: User, name: str, actions: Iterable[Action], days: int
) -> tuple[Token, str]:
    """A token for a program, and its text, which nobody can look up later.

    Raises:
        WrongUsage: actions that the owner may not do, too long a life, or too many tokens.
    """
    wanted = frozenset(actions)
    missing = [action.value for action in wanted if not Access.of(user).may(action)]
    if missing:
        raise WrongUsage(f"您没有这些权限，不能授给令牌：{'、'.join(sorted(missing))}。")
    limit = settings.SIGN_IN.token_days
    if not 1 <= days <= (limit or days):
        raise WrongUsage(f"令牌的有效期应在 1 天到 {limit} 天之间。")
    now = timezone.now()
    if user.tokens.filter(revoked_at=None, expires_at__gt=now).count() >= MOST:
        raise WrongUsage(f"有效的令牌最多 {MOST} 个，请先收回不用的。")
    secret = new_secret()
    token = Token.objects.create(
        user=user,
        name=name,
        prefix=secret[:8],
        digest=digest_of(secret),
        scopes=sorted(action.name for action in wanted),
        created_at=now,
        expires_at=now + timedelta(days=days),
    )
    told = {"name": name, "scopes": token.scopes, "expires": token.expires_at.isoformat()}
    record(actor, "token.make", f"{user}建立接口令牌“{name}”", token, new=told)
    return token, secret


@transaction.atomic
def revoke_token(actor: Actor, token: Token) -> None:
    """End a token; one that has ended stays ended."""
    if token.revoked_at is not None:
        return
    token.revoked_at = timezone.now()
    token.save(update_fields=["revoked_at"])
    record(actor, "token.revoke", f"{token.user}收回接口令牌“{token.name}”", token)
