"""The first page behind sign-in (首页)."""

from typing import cast

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from mingzhang_web.apps.accounts.access import Access
from mingzhang_web.apps.accounts.models import User
from mingzhang_web.apps.accounts.roles import Action
from mingzhang_web.apps.workspace.selectors.checks import seen_open
from mingzhang_web.apps.workspace.selectors.deadlines import publication
from mingzhang_web.apps.workspace.selectors.reminders import reminders
from mingzhang_web.apps.workspace.selectors.years import years

MOST = 200
"""Years shown at once; newest first."""


@login_required
def home(request: HttpRequest) -> HttpResponse:
    """The budget years somebody works on, and what waits for them."""
    access = Access.of_request(request)
    today = timezone.localdate()
    user = cast(User, request.user)
    found = list(years(access)[:MOST])
    seen = seen_open(access, user, found)
    context = {
        "lines": [(year, seen[year.pk], publication(year, today)) for year in found],
        "reminders": reminders(user, access, today),
        "may_begin": access.may(Action.COMPILE),
    }
    return render(request, "workspace/home.html", context)
