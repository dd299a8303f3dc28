"""Who sends a request, and whether they may (接口的身份与权限)."""

from typing import Any, TypeVar

from django.http import HttpRequest
from ninja.security import APIKeyCookie, HttpBearer
from ninja.utils import check_csrf

from mingzhang_web.api.problems import WORDS, Refused
from mingzhang_web.apps.accounts import tokens
from mingzhang_web.apps.accounts.access import Access
from mingzhang_web.apps.accounts.models import User
from mingzhang_web.apps.accounts.roles import Action
from mingzhang_web.apps.organisations.models import Department

Thing = TypeVar("Thing")


class Token(HttpBearer):
    """A token in `Authorization: Bearer …`; a wrong one is refused even with a session."""

    def authenticate(self, request: HttpRequest, token: str) -> User:
        """The token's owner, narrowed to its scopes. Raises Refused for a token that is none."""
        held = tokens.holder(token)
        if held is None:
            raise Refused(401, "bad_token", "令牌无效、过期或已收回，请重新建立。")
        request.user, request.token = held.user, held.token  # type: ignore[attr-defined]
        request.access = Access.of(held.user, held.actions)  # type: ignore[attr-defined]
        return held.user


class Session(APIKeyCookie):
    """The session of a page; writes carry the page's `X-CSRFToken`."""

    param_name = "sessionid"

    def __call__(self, request: HttpRequest) -> User | None:
        """Who is signed in. Raises Refused for a write that no page of this site sent."""
        user = request.user
        if not isinstance(user, User) or not user.is_active:
            return None
        if check_csrf(request):
            raise Refused(403, "stale_form", "页面已过期，请刷新后再试。")
        request.by_session = True  # type: ignore[attr-defined]
        return user

    def authenticate(self, request: HttpRequest, key: str | None) -> Any:
        """Unused: the session decides, not the cookie's text."""
        raise NotImplementedError


def demand(
    request: HttpRequest,
    action: Action | None = None,
    department: Department | None = None,
    year: int | None = None,
) -> Access:
    """The access of whoever sends the request. Raises Refused where the action is not theirs."""
    access = Access.of_request(request)
    if action is not None and not access.may(action, department, year):
        raise Refused(403, *WORDS[403])
    return access


def person(request: HttpRequest) -> User:
    """Who acts through a page. Raises Refused for a token: some things a program must not do."""
    user = request.user
    if not getattr(request, "by_session", False) or not isinstance(user, User):
        raise Refused(403, "session_only", "这项操作要本人登录后做，不能用令牌。")
    return user


def found(thing: Thing | None) -> Thing:
    """What was looked up. Raises Refused (404) where it is not there or not to be seen."""
    if thing is None:
        raise Refused(404, *WORDS[404])
    return thing
