"""Who may open a page (页面的门): visitors are led to sign in, others refused."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase

from mingzhang_web.apps.accounts.access import Access
from mingzhang_web.apps.accounts.models import User
from mingzhang_web.apps.accounts.roles import Action

View = Callable[..., HttpResponseBase]


def needs(*actions: Action) -> Callable[[View], View]:
    """Let in who may do any of these somewhere; where exactly is the view's own question."""

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            access = Access.of_request(request)
            if not any(access.may(action) for action in actions):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return login_required(guarded)

    return guard


def signed_in_user(request: HttpRequest) -> User:
    """The user behind a page that only opens signed in. Raises PermissionDenied otherwise."""
    user = request.user
    if not isinstance(user, User):
        raise PermissionDenied
    return user
