"""Sessions, and what somebody must do first, on every request (会话与首要事项)."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect

from mingzhang_web.api.problems import answer
from mingzhang_web.apps.accounts import factors, passwords, sessions
from mingzhang_web.apps.accounts.access import Access
from mingzhang_web.apps.accounts.models import User

Handler = Callable[[HttpRequest], HttpResponse]
SHOWN_FACTOR = "second_factor"
"""The session's note that its owner showed the second factor."""

_ALWAYS = frozenset(
    {
        "health",
        "accounts:sign-in",
        "accounts:sign-out",
        "accounts:password",
        "accounts:enrol",
        "accounts:enrol-picture",
        "api-1:factor",
        "api-1:enrol-factor",
    }
)


def session_limits(get_response: Handler) -> Handler:
    """A session that was ended elsewhere, or rested too long, is over."""

    def middleware(request: HttpRequest) -> HttpResponse:
        user = request.user
        if isinstance(user, User) and not sessions.still_open(request, user):
            logout(request)
            request.session["ended"] = True
        return get_response(request)

    return middleware


class FirstThings:
    """A password that must be changed, a second factor that must be enrolled, come first."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Go on."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        """Lead to what comes first; the portal and the way out stay open."""
        user, match = request.user, request.resolver_match
        if not isinstance(user, User) or match is None:
            return None
        if match.view_name in _ALWAYS or "publishing" in match.app_names:
            return None
        if passwords.must_change(user):
            return _first(request, "accounts:password", "请先更改密码。", "password_due")
        required = factors.is_required(Access.of_request(request))
        if required and not request.session.get(SHOWN_FACTOR):
            return _first(request, "accounts:enrol", "请先启用动态码。", "second_factor_due")
        return None


def _first(request: HttpRequest, page: str, message: str, code: str) -> HttpResponseBase:
    if request.path_info.startswith("/api/"):
        return answer(403, message, code)
    messages.warning(request, message)
    return redirect(page)
