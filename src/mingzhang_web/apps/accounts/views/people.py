"""Users (用户): for the system administrator, who makes and locks them but gives no rights."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mingzhang.model import WrongUsage
from mingzhang_web.apps.accounts import selectors, services
from mingzhang_web.apps.accounts.admin_forms import EditUserForm, NewUserForm
from mingzhang_web.apps.accounts.guards import needs
from mingzhang_web.apps.accounts.lists import USERS
from mingzhang_web.apps.accounts.models import User
from mingzhang_web.apps.accounts.passwords import random_password
from mingzhang_web.apps.accounts.roles import Action, Role
from mingzhang_web.apps.journal.actor import Actor
from mingzhang_web.ui.tables import Listing


@needs(Action.MANAGE_USERS)
@require_safe
def users(request: HttpRequest) -> HttpResponseBase:
    """Everybody, with what they may do, in pages."""
    text, role = request.GET.get("text", "").replace("\0", ""), request.GET.get("role", "")
    active = {"1": True, "0": False}.get(request.GET.get("active", ""))
    found = selectors.users(text[:60], role if role in Role.values else "", active=active)
    listing = Listing.of(USERS, request, found)
    context = {
        "users": listing,
        "text": text,
        "role": role,
        "active": request.GET.get("active", ""),
        "roles": Role.choices,
    }
    return listing.answer() or render(request, "accounts/users.html", context)


@needs(Action.MANAGE_USERS)
@require_http_methods(["GET", "POST"])
def new_user(request: HttpRequest) -> HttpResponse:
    """A new user; the password for the first sign-in is shown in this answer alone."""
    form = NewUserForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        password = random_password()
        made = services.make_user(Actor.of(request), password=password, **form.cleaned_data)
        return _with_password(request, made, password)
    context = {"form": form, "title": "建立用户"}
    return render(request, "accounts/user_new.html", context, status=422 if form.errors else 200)


@needs(Action.MANAGE_USERS)
@require_http_methods(["GET", "POST"])
def user(request: HttpRequest, pk: int) -> HttpResponse:
    """One user: what is known, and what can be done."""
    found = _user(pk)
    form = EditUserForm(found, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.edit_user(Actor.of(request), found, form.cleaned_data)
            messages.success(request, "已保存。")
            return redirect("accounts:user", pk)
        except WrongUsage as error:
            form.add_error("sign_on_subject", str(error))
    status = 422 if form.errors else 200
    return render(request, "accounts/user.html", {"person": found, "form": form}, status=status)


@needs(Action.MANAGE_USERS)
@require_POST
def reset_password(request: HttpRequest, pk: int) -> HttpResponse:
    """A new password for the first sign-in, shown in this answer alone."""
    found = _user(pk)
    try:
        password = services.reset_password(Actor.of(request), found)
    except WrongUsage as error:
        messages.error(request, str(error))
        return redirect("accounts:user", pk)
    return _with_password(request, found, password)


@needs(Action.MANAGE_USERS)
@require_POST
def let_in(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a user in again; how one is shut out stands in the workspace, beside their work."""
    found = _user(pk)
    services.let_in(Actor.of(request), found)
    messages.success(request, f"{found}可以登录了。")
    return redirect("accounts:user", pk)


def _with_password(request: HttpRequest, found: User, password: str) -> HttpResponse:
    context = {"person": found, "password": password}
    response = render(request, "accounts/user_password.html", context)
    response["Cache-Control"] = "no-store"
    return response


def _user(pk: int) -> User:
    found = selectors.users().filter(pk=pk).first()
    if found is None:
        raise Http404
    return found
