"""Signing in and out (登录、退出)."""

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mingzhang_web.apps.accounts import factors, services, signing_in, unsent
from mingzhang_web.apps.accounts.forms import CodeForm, SignInForm
from mingzhang_web.apps.accounts.guards import signed_in_user
from mingzhang_web.apps.accounts.models import User
from mingzhang_web.apps.accounts.signing_in import Refusal
from mingzhang_web.apps.journal.actor import Actor


@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponseBase:
    """Name and password."""
    after = signing_in.safe_address(
        request, request.POST.get("next") or request.GET.get("next", "")
    )
    form = SignInForm(request.POST or None)
    if request.user.is_authenticated and not request.POST:
        return redirect(after or settings.LOGIN_REDIRECT_URL)
    if form.is_valid():
        given = form.cleaned_data
        user = signing_in.check_password(request, given["username"], given["password"])
        if isinstance(user, User):
            return go_on(request, user, "密码", after)
        form.add_error(None, user.sentence)
    words = {"form": form, "next": after, "sign_on": settings.SIGN_ON}
    words["ended"] = request.session.get("ended", False)
    return render(request, "accounts/sign_in.html", words, status=422 if form.errors else 200)


def go_on(
    request: HttpRequest, user: User, way: str, after: str, *, factor: bool = False
) -> HttpResponseBase:
    """Past the first step: to the second factor, or in. `factor`: one was shown elsewhere."""
    if not factor and factors.has_factor(user):
        signing_in.wait_for_factor(request, user, way, after)
        return redirect("accounts:verify")
    signing_in.finish(request, user, way, factor=factor)
    return redirect(after or settings.LOGIN_REDIRECT_URL)


@never_cache
@require_http_methods(["GET", "POST"])
def verify(request: HttpRequest) -> HttpResponseBase:
    """The second factor of somebody whose password was right."""
    waiting = signing_in.waiting(request)
    if waiting is None:
        return redirect("accounts:sign-in")
    form = CodeForm(request.POST or None)
    form.fields["code"].help_text = "手机上验证器显示的 6 位数字；手机不在身边时输入一个恢复码。"
    if form.is_valid():
        refusal = signing_in.check_code(request, waiting.user, form.cleaned_data["code"])
        if not isinstance(refusal, Refusal):
            way = f"{waiting.way}和动态码"
            signing_in.finish(request, waiting.user, way, factor=True)
            return redirect(waiting.after or settings.LOGIN_REDIRECT_URL)
        form.add_error("code", refusal.sentence)
    words = {"form": form}
    return render(request, "accounts/verify.html", words, status=422 if form.errors else 200)


@login_required
@never_cache
@require_safe
def unsent_form(request: HttpRequest) -> HttpResponse:
    """What came when the sign-in was over, to be sent again or dropped."""
    kept = unsent.of(request, signed_in_user(request))
    if kept is None:
        return redirect(settings.LOGIN_REDIRECT_URL)
    return render(request, "accounts/unsent.html", {"unsent": kept})


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """The end of the session."""
    if isinstance(request.user, User):
        services.tell_signed_out(Actor.of(request), request.user)
    logout(request)
    return redirect("accounts:sign-in")
