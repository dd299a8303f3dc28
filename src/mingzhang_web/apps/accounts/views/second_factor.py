"""One's own second factor (动态码): enrolling, recovery codes, doing without."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from mingzhang.model import WrongUsage
from mingzhang_web.apps.accounts import factors, services, signing_in
from mingzhang_web.apps.accounts.access import Access
from mingzhang_web.apps.accounts.forms import CodeForm
from mingzhang_web.apps.accounts.guards import signed_in_user
from mingzhang_web.apps.accounts.middleware import SHOWN_FACTOR
from mingzhang_web.apps.journal.actor import Actor


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def enrol(request: HttpRequest) -> HttpResponseBase:
    """Scan, type the first code, keep the recovery codes."""
    user = signed_in_user(request)
    if factors.has_factor(user):
        return redirect("accounts:profile")
    form = CodeForm(request.POST or None)
    form.fields["code"].help_text = "验证器里“明账”一项当前显示的 6 位数字。"
    if form.is_valid():
        key = request.session.session_key or ""
        try:
            codes = services.enrol(Actor.of(request), user, form.cleaned_data["code"], key)
        except WrongUsage as error:
            form.add_error("code", str(error))
        else:
            request.session[SHOWN_FACTOR] = True
            return render(request, "accounts/codes.html", {"codes": codes})
    words = {"form": form, "key": factors.key_of(factors.unconfirmed(user))}
    words["required"] = factors.is_required(Access.of_request(request))
    return render(request, "accounts/enrol.html", words, status=422 if form.errors else 200)


@login_required
@never_cache
@require_safe
def enrol_picture(request: HttpRequest) -> HttpResponse:
    """The QR code of the device that is being enrolled."""
    user = signed_in_user(request)
    if factors.has_factor(user):
        raise Http404
    return HttpResponse(factors.picture(factors.unconfirmed(user)), content_type="image/svg+xml")


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def codes(request: HttpRequest) -> HttpResponseBase:
    """New recovery codes, against a code."""
    user = signed_in_user(request)
    if not factors.has_factor(user):
        return redirect("accounts:enrol")
    form = _checked(request)
    if form.is_valid():
        made = services.renew_codes(Actor.of(request), user)
        return render(request, "accounts/codes.html", {"codes": made})
    return _ask(request, form, "更换恢复码", "更换后，以前的恢复码都不能再用。")


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def remove(request: HttpRequest) -> HttpResponseBase:
    """Do without a second factor, or take a new phone; against a code."""
    user = signed_in_user(request)
    if not factors.has_factor(user):
        return redirect("accounts:profile")
    form = _checked(request)
    if form.is_valid():
        services.remove_factor(Actor.of(request), user)
        request.session[SHOWN_FACTOR] = False
        messages.success(request, "动态码已取消。")
        return redirect("accounts:profile")
    return _ask(request, form, "取消动态码", "换手机时先取消，再用新手机重新启用。")


def _checked(request: HttpRequest) -> CodeForm:
    """The form with a code; an error on it where the code is wrong."""
    form = CodeForm(request.POST or None)
    form.fields["code"].help_text = "输入当前的动态码确认是您本人。"
    if form.is_valid():
        refusal = signing_in.check_code(request, signed_in_user(request), form.cleaned_data["code"])
        if refusal is not None:
            form.add_error("code", refusal.sentence)
    return form


def _ask(request: HttpRequest, form: CodeForm, title: str, text: str) -> HttpResponse:
    words = {"form": form, "title": title, "text": text}
    return render(request, "accounts/confirm.html", words, status=422 if form.errors else 200)
