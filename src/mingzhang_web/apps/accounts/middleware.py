"""Sessions, and what somebody must do first, on every request (会话与首要事项)."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from mingzhang_web.api.problems import answer
from mingzhang_web.apps.accounts import factors, passwords, sessions, unsent
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
            unsent.keep(request, user, own_page(request))
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
        if not isinstance(user, User):
            return _signed_out(request, view)
        if match is None:
            return None
        if match.view_name in _ALWAYS or "publishing" in match.app_names:
            return None
        if passwords.must_change(user):
            return _first(request, "accounts:password", "请先更改密码。", "password_due")
        required = factors.is_required(Access.of_request(request))
        if required and not request.session.get(SHOWN_FACTOR):
            return _first(request, "accounts:enrol", "请先启用动态码。", "second_factor_due")
        return None


def _signed_out(request: HttpRequest, view: Any) -> HttpResponseBase | None:
    """What somebody sends who is no longer signed in: afterwards lead to where it can be sent.

    A part of a page that htmx asks for gives way to the whole page of signing in.
    """
    is_part = request.headers.get("HX-Request") == "true"
    if not hasattr(view, "login_url") or (request.method in ("GET", "HEAD") and not is_part):
        return None
    page = reverse("accounts:unsent") if unsent.is_kept(request) else own_page(request)
    sign_in = redirect_to_login(page or reverse("workspace:home"))
    return HttpResponse(headers={"HX-Redirect": sign_in.url}) if is_part else sign_in


def own_page(request: HttpRequest) -> str:
    """The page of this site that a request comes from; "" where none is told."""
    told = urlsplit(request.headers.get("Referer", ""))
    return (
        urlunsplit(("", "", told.path, told.query, "")) if told.netloc == request.get_host() else ""
    )


def _first(request: HttpRequest, page: str, message: str, code: str) -> HttpResponseBase:
    if request.path_info.startswith("/api/"):
        return answer(403, message, code)
    messages.warning(request, message)
    return redirect(page)
