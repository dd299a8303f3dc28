"""Looking up users, grants, sessions and tokens (查账号)."""

from django.db.models import Q, QuerySet
from django.utils import timezone

from mingzhang_web.apps.accounts.models import Grant, Grants, SignedIn, Token, User


def users(text: str = "", role: str = "", *, active: bool | None = None) -> QuerySet[User]:
    """Users with their grants, by name; `text` in the user name, name or e-mail.

    `role`: those who hold it now or will.
    """
    found = User.objects.order_by("username").prefetch_related(
        "grants__bureau", "grants__department", "grants__unit", "grants__office"
    )
    if text:
        found = found.filter(
            Q(username__icontains=text) | Q(full_name__icontains=text) | Q(email__icontains=text)
        )
    if role:
        found = found.filter(pk__in=_standing().filter(role=role).values("user"))
    return found if active is None else found.filter(is_active=active)


def grant_of(pk: int, user: int | None = None) -> Grant | None:
    """One grant with its user and places; only that of a user where one is named."""
    found = Grant.objects.select_related("user", "bureau", "department", "unit", "office")
    return (found if user is None else found.filter(user=user)).filter(pk=pk).first()


def _standing() -> Grants:
    return Grant.objects.not_over(timezone.localdate())


def own_sessions(user: User) -> QuerySet[SignedIn]:
    """A user's open sessions, the one in use last first."""
    return user.sessions.order_by("-seen_at", "-pk")


def own_tokens(user: User) -> QuerySet[Token]:
    """A user's tokens, newest first, ended ones too."""
    return user.tokens.all()
