"""Signing in at the provider of single sign-on (单点登录)."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from mingzhang_web.apps.accounts import services, sign_on, signing_in
from mingzhang_web.apps.accounts.models import User
from mingzhang_web.apps.accounts.views.sign_in import go_on
from mingzhang_web.apps.journal.actor import Actor

_ASKED = "sign_on"


@never_cache
@require_safe
def begin(request: HttpRequest) -> HttpResponseBase:
    """Send the browser to the provider."""
    _require_provider()
    after = signing_in.safe_address(request, request.GET.get("next", ""))
    try:
        address, asked = sign_on.begin(_back(request), after)
    except sign_on.NotSignedOn as error:
        return _refuse(request, str(error))
    request.session[_ASKED] = asked.kept()
    return redirect(address)


@never_cache
@require_safe
def back(request: HttpRequest) -> HttpResponseBase:
    """The browser came back from the provider."""
    _require_provider()
    kept = request.session.pop(_ASKED, None)
    if kept is None:
        return _refuse(request, "这次登录不是从本页面开始的，请重新登录。")
    asked = sign_on.Request(**kept)
    try:
        identity = sign_on.finish(_back(request), asked, request.GET.dict())
    except sign_on.NotSignedOn as error:
        services.tell_failed(Actor.of(request), None, "统一身份认证", 0)
        return _refuse(request, str(error))
    user = User.objects.filter(sign_on_subject=identity.subject).first()
    if user is None or not user.is_active:
        return _refuse(request, _unwelcome(request, user, identity.subject))
    return go_on(request, user, "单点登录", asked.after, factor=identity.strong)


def _unwelcome(request: HttpRequest, user: User | None, subject: str) -> str:
    """Why somebody whom the provider knows is not let in; who is shut out has proved who it is."""
    if user is None:
        services.tell_failed(Actor.of(request), None, f"统一身份认证的标识“{subject}”", 0)
        return f"标识 {subject} 还没有对应的用户，请把它告诉系统管理员。"
    services.tell_failed(Actor.of(request), user, "账号状态", 0)
    return f"用户“{user}”已经停用，请联系系统管理员。"


def _require_provider() -> None:
    if not settings.SIGN_ON:
        raise Http404


def _back(request: HttpRequest) -> str:
    return request.build_absolute_uri(reverse("accounts:sign-on-back"))


def _refuse(request: HttpRequest, sentence: str) -> HttpResponseBase:
    messages.error(request, sentence)
    return redirect("accounts:sign-in")
