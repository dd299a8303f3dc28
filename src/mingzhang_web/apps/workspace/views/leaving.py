"""Somebody leaves (离岗): what they have in hand, who takes it over, and shutting them out."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from mingzhang.model import MingzhangError
from mingzhang_web.apps.accounts.access import Access
from mingzhang_web.apps.accounts.guards import needs
from mingzhang_web.apps.accounts.models import User
from mingzhang_web.apps.accounts.roles import Action
from mingzhang_web.apps.journal.actor import Actor
from mingzhang_web.apps.workspace.selectors.leaving import Assigned, assigned_to, posts_of
from mingzhang_web.apps.workspace.services.leaving import leave


@needs(Action.MANAGE_USERS)
@require_http_methods(["GET", "POST"])
def leaving(request: HttpRequest, user: int) -> HttpResponse:
    """One page and one step: shut somebody out and hand over; or hand over afterwards."""
    person = User.objects.filter(pk=user).first()
    if person is None:
        raise Http404
    today, refused = timezone.localdate(), ""
    assigned = assigned_to(person, today)
    if request.method == "POST":
        to = {one.year: heir for one in assigned if (heir := _chosen(request, one))}
        lock = request.POST.get("what") != "hand-over"
        try:
            moved = leave(Actor.of(request), Access.of_request(request), person, to, lock=lock)
        except MingzhangError as error:
            refused = str(error)
        else:
            messages.success(request, _said(person, moved, lock=lock))
            return redirect("accounts:user", user)
    context = {
        "person": person,
        "assigned": [(one, request.POST.get(f"heir-{one.year.pk}", "")) for one in assigned],
        "posts": posts_of(person, today),
        "refused": refused,
    }
    return render(request, "workspace/leaving.html", context, status=422 if refused else 200)


def _chosen(request: HttpRequest, one: Assigned) -> User | None:
    typed = request.POST.get(f"heir-{one.year.pk}", "")
    return next((heir for heir in one.heirs if str(heir.pk) == typed), None)


def _said(person: User, moved: int, *, lock: bool) -> str:
    parts = [f"{person}已停用，会话和令牌都已结束"] if lock else []
    parts += [f"{moved} 条发现已移交"] if moved or not lock else []
    return "；".join(parts) + "。"
