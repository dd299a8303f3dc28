"""The leader's board (领导看板)."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from mingzhang_web.apps.accounts.access import Access
from mingzhang_web.apps.accounts.roles import Action
from mingzhang_web.apps.workspace.lists import LATE
from mingzhang_web.apps.workspace.selectors import board as selectors
from mingzhang_web.ui.tables import Listing


@login_required
@require_safe
def board(request: HttpRequest) -> HttpResponseBase:
    """Everything on one page; `?year=` chooses the budget year that is drawn."""
    access = Access.of_request(request)
    if not access.may(Action.SEE_BOARD):
        raise PermissionDenied
    asked = request.GET.get("year", "")
    pk = int(asked) if asked.isdecimal() and len(asked) < 19 else None
    found = selectors.board(access, timezone.localdate(), pk)
    drawn = found.drawn
    late = Listing.of(LATE, request, found.late)
    context = {
        "board": found,
        "late": late,
        "pictures": mark_safe(drawn.html) if drawn else "",  # noqa: S308  # nosec B308 B703
        "data": mark_safe(drawn.data) if drawn else "",  # noqa: S308  # nosec B308 B703
    }
    return late.answer() or render(request, "workspace/board.html", context)
