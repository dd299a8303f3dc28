"""Who acts (操作人): every write of the site names one."""

from dataclasses import dataclass

from django.http import HttpRequest


@dataclass(frozen=True, slots=True)
class Actor:
    """A person, a token of a person, or the system itself.

    `user_id` is None for the system. `address`: the network address, "" for the command line.
    """

    user_id: int | None
    name: str
    address: str = ""

    @classmethod
    def of(cls, request: HttpRequest) -> "Actor":
        """Who sends this request; an anonymous visitor acts as 访客."""
        user, address = request.user, address_of(request)
        if not user.is_authenticated:
            return cls(None, "访客", address)
        token = getattr(request, "token", None)
        name = f"{user}（令牌“{token}”）" if token else str(user)
        return cls(user.pk, name, address)


SYSTEM = Actor(None, "系统")


def address_of(request: HttpRequest) -> str:
    """The network address of the sender, as far as the own proxy vouches for it.

    Only the last entry of X-Forwarded-For is the proxy's own word, and only where the
    installation says that it stands behind one.
    """
    from django.conf import settings

    if settings.SECURE_PROXY_SSL_HEADER:
        forwarded = request.headers.get("X-Forwarded-For", "").rsplit(",", 1)[-1].strip()
        if forwarded:
            return forwarded[:45]
    return str(request.META.get("REMOTE_ADDR", ""))[:45]
