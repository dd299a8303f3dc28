"""One's own account (我的账号): password, sessions, tokens."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mingzhang.model import WrongUsage
from mingzhang_web.apps.accounts import factors, passwords, selectors, services, signing_in
from mingzhang_web.apps.accounts.access import Access
from mingzhang_web.apps.accounts.forms import PasswordForm, TokenForm
from mingzhang_web.apps.accounts.guards import signed_in_user
from mingzhang_web.apps.accounts.models import User
from mingzhang_web.apps.accounts.roles import Action
from mingzhang_web.apps.journal.actor import Actor


@login_required
@require_safe
def profile(request: HttpRequest) -> HttpResponse:
    """Who one is, what one may do, how one signs in."""
    user = signed_in_user(request)
    words = {
        "has_factor": factors.has_factor(user),
        "codes": user.recovery_codes.count(),
        "required": factors.is_required(Access.of_request(request)),
    }
    return render(request, "accounts/profile.html", words)


@sensitive_post_parameters()
@login_required
@require_http_methods(["GET", "POST"])
def password(request: HttpRequest) -> HttpResponseBase:
    """A new password."""
    user = signed_in_user(request)
    form = PasswordForm(user, request.POST or None)
    if form.is_valid() and _is_right(request, user, form):
        services.change_password(Actor.of(request), user, form.cleaned_data["new"])
        signing_in.renew(request, user)
        messages.success(request, "密码已修改，其他地方的登录都已结束。")
        return redirect("accounts:profile")
    words = {"form": form, "due": passwords.must_change(user)}
    status = 422 if form.errors else 200
    return render(request, "accounts/password.html", words, status=status)


def _is_right(request: HttpRequest, user: User, form: PasswordForm) -> bool:
    """Whether the current password is right; wrong ones lock as at sign-in."""
    checked = signing_in.check_password(request, user.username, form.cleaned_data["current"])
    if isinstance(checked, User):
        return True
    form.add_error("current", checked.sentence.replace("用户名或密码", "密码"))
    return False


@login_required
@require_safe
def sessions(request: HttpRequest) -> HttpResponse:
    """Where one is signed in."""
    user = signed_in_user(request)
    words = {"rows": selectors.own_sessions(user), "key": request.session.session_key}
    return render(request, "accounts/sessions.html", words)


@login_required
@require_POST
def end_session(request: HttpRequest, row: int) -> HttpResponse:
    """End one of one's own sessions."""
    user = signed_in_user(request)
    found = selectors.own_sessions(user).filter(pk=row).first()
    if found is None:
        raise Http404
    services.end_session(Actor.of(request), found)
    messages.success(request, "这个会话已结束。")
    return redirect("accounts:sessions")


@login_required
@require_POST
def end_others(request: HttpRequest) -> HttpResponse:
    """End all of one's own sessions but this one."""
    key = request.session.session_key or ""
    services.end_sessions(Actor.of(request), signed_in_user(request), but=key)
    messages.success(request, "其他会话都已结束。")
    return redirect("accounts:sessions")


@login_required
@require_http_methods(["GET", "POST"])
def tokens(request: HttpRequest) -> HttpResponse:
    """One's own tokens, and a new one; its text is shown in this answer alone."""
    user, secret = signed_in_user(request), ""
    form = TokenForm(Access.of_request(request), request.POST or None)
    if form.is_valid():
        given = form.cleaned_data
        actions = [Action[name] for name in given["scopes"]]
        try:
            _, secret = services.make_token(
                Actor.of(request), user, given["name"], actions, given["days"]
            )
            form = TokenForm(Access.of_request(request))
        except WrongUsage as error:
            form.add_error(None, str(error))
    words = {"form": form, "secret": secret, "now": timezone.now(), "actions": Action.__members__}
    words["rows"] = selectors.own_tokens(user)
    return render(request, "accounts/tokens.html", words, status=422 if form.errors else 200)


@login_required
@require_POST
def revoke_token(request: HttpRequest, token: int) -> HttpResponse:
    """Take back one of one's own tokens."""
    found = selectors.own_tokens(signed_in_user(request)).filter(pk=token).first()
    if found is None:
        raise Http404
    services.revoke_token(Actor.of(request), found)
    messages.success(request, f"令牌“{found}”已收回。")
    return redirect("accounts:tokens")
