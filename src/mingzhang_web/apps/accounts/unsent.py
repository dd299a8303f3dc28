"""A form that came when its sign-in was over (没有提交的内容): kept until its owner is back."""

from dataclasses import dataclass
from datetime import timedelta

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from mingzhang_web.apps.accounts.models import User

_KEPT = "unsent"
_MOST = 100_000
"""Bytes of a form that is kept."""
_PATIENCE = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Unsent:
    """Where a form was going, the page it stood on, its fields as they were typed."""

    address: str
    page: str
    fields: tuple[tuple[str, str], ...]

    @property
    def typed(self) -> list[str]:
        """The words its owner would miss; choices and numbers are sent again with them."""
        return [value for _, value in self.fields if not value.isascii()]


def keep(request: HttpRequest, user: User, page: str) -> None:
    """Keep the form of a user who is no longer signed in; no files, and nothing of one's own
    account, where passwords and codes are typed.
    """
    own = (reverse("accounts:profile"), reverse("accounts:sign-in"), reverse("accounts:verify"))
    too_long = int(request.META.get("CONTENT_LENGTH") or 0) > _MOST
    if request.method != "POST" or request.path_info.startswith(("/api/", *own)) or too_long:
        return
    fields = [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name != "csrfmiddlewaretoken"
    ]
    if fields and not request.FILES:
        request.session[_KEPT] = {
            "user": user.pk,
            "at": timezone.now().timestamp(),
            "address": request.get_full_path(),
            "page": page or reverse("workspace:home"),
            "fields": fields,
        }


def is_kept(request: HttpRequest) -> bool:
    """Whether a form waits for its owner in this session."""
    return _KEPT in request.session


def of(request: HttpRequest, user: User) -> Unsent | None:
    """The form of this user that waits; that of another, or an old one, is thrown away."""
    kept = request.session.get(_KEPT)
    if kept is None:
        return None
    age = timezone.now().timestamp() - kept["at"]
    if kept["user"] != user.pk or age > _PATIENCE.total_seconds():
        forget(request)
        return None
    fields = tuple((name, value) for name, value in kept["fields"])
    return Unsent(kept["address"], kept["page"], fields)


def forget(request: HttpRequest) -> None:
    """Nothing waits any more."""
    request.session.pop(_KEPT, None)
