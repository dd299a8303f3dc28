"""Grants (角色授权): for the security administrator, who gives rights but makes no users."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from mingzhang.model import WrongUsage
from mingzhang_web.apps.accounts import selectors, services
from mingzhang_web.apps.accounts.admin_forms import GrantForm, PeriodForm
from mingzhang_web.apps.accounts.guards import needs
from mingzhang_web.apps.accounts.lists import GRANTS
from mingzhang_web.apps.accounts.models import Grant
from mingzhang_web.apps.accounts.roles import Action, Role
from mingzhang_web.apps.journal.actor import Actor
from mingzhang_web.ui.tables import Listing


@needs(Action.MANAGE_GRANTS)
@require_http_methods(["GET", "POST"])
def grants(request: HttpRequest) -> HttpResponseBase:
    """Who has which role where; a new grant."""
    form = GrantForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.grant(Actor.of(request), **form.wanted())
            messages.success(request, f"已授予{made.user}：{made}。")
            return redirect("accounts:grants")
        except WrongUsage as error:
            form.add_error(None, str(error))
    text = request.GET.get("text", "").replace("\0", "")[:60]
    role = request.GET.get("role", "")
    found = selectors.users(text, role if role in Role.values else "")
    listing = Listing.of(GRANTS, request, found)
    context = {
        "grants": listing,
        "form": form,
        "text": text,
        "role": role,
        "roles": Role.choices,
    }
    status = 422 if form.errors else 200
    return listing.answer() or render(request, "accounts/grants.html", context, status=status)


@needs(Action.MANAGE_GRANTS)
@require_http_methods(["GET", "POST"])
def grant(request: HttpRequest, pk: int) -> HttpResponse:
    """One grant: from when until when it holds."""
    found = _grant(pk)
    known = {"valid_from": found.valid_from, "valid_until": found.valid_until}
    form = PeriodForm(request.POST or None, initial=known)
    if request.method == "POST" and form.is_valid():
        try:
            services.set_period(Actor.of(request), found, form.period())
            messages.success(request, f"已保存{found.user}的期限：{found}。")
            return redirect("accounts:grants")
        except WrongUsage as error:
            form.add_error(None, str(error))
    context = {"held": found, "form": form}
    return render(request, "accounts/grant.html", context, status=422 if form.errors else 200)


@needs(Action.MANAGE_GRANTS)
@require_POST
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one grant back."""
    found = _grant(pk)
    try:
        told = f"{found.user}：{found}"
        services.revoke(Actor.of(request), found)
        messages.success(request, f"已收回{told}。")
    except WrongUsage as error:
        messages.error(request, str(error))
    return redirect("accounts:grants")


@needs(Action.MANAGE_GRANTS)
@require_POST
def remove_factor(request: HttpRequest, pk: int) -> HttpResponse:
    """Take away the second factor of somebody who lost their phone; not one's own.

    The system administrator resets passwords; whoever could do both could come in as anybody.
    """
    found = selectors.users().filter(pk=pk).first()
    if found is None:
        raise Http404
    if found.pk == request.user.pk:
        messages.error(request, "自己的动态码在“我的账号”里取消。")
    else:
        services.remove_factor(Actor.of(request), found)
        messages.success(request, f"已取消{found}的动态码，下次登录时重新启用。")
    return redirect("accounts:grants")


def _grant(pk: int) -> Grant:
    found = selectors.grant_of(pk)
    if found is None:
        raise Http404
    return found
