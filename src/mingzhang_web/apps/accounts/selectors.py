"""Looking up users, grants, sessions and tokens (查账号)."""

from django.db.models import Q, QuerySet

from mingzhang_web.apps.accounts.models import Grant, SignedIn, Token, User


def users(text: str = "", role: str = "", *, active: bool | None = None) -> QuerySet[User]:
    """Users with their grants, by name; `text` in the user name, name or e-mail."""
    found = User.objects.order_by("username").prefetch_related(
        "grants__bureau", "grants__department", "grants__unit", "grants__office"
    )
    if text:
        found = found.filter(
            Q(username__icontains=text) | Q(full_name__icontains=text) | Q(email__icontains=text)
        )
    if role:
        found = found.filter(pk__in=Grant.objects.filter(role=role).values("user"))
    return found if active is None else found.filter(is_active=active)


def own_sessions(user: User) -> QuerySet[SignedIn]:
    """A user's open sessions, the one in use last first."""
    return user.sessions.order_by("-seen_at", "-pk")


def own_tokens(user: User) -> QuerySet[Token]:
    """A user's tokens, newest first, ended ones too."""
    return user.tokens.all()
