"""The first page behind sign-in (首页)."""

from typing import cast

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

from mingzhang_web.apps.accounts.access import Access
from mingzhang_web.apps.accounts.models import User
from mingzhang_web.apps.accounts.roles import Action
from mingzhang_web.apps.workspace.lists import YEARS
from mingzhang_web.apps.workspace.selectors.home import year_lines
from mingzhang_web.apps.workspace.selectors.reminders import reminders
from mingzhang_web.ui.tables import Listing


@login_required
def home(request: HttpRequest) -> HttpResponseBase:
    """The budget years somebody works on, and what waits for them."""
    access = Access.of_request(request)
    today = timezone.localdate()
    user = cast(User, request.user)
    listing = Listing.of(YEARS, request, year_lines(access, user, today))
    context = {
        "years": listing,
        "reminders": reminders(user, access, today),
        "may_begin": access.may(Action.COMPILE),
    }
    return listing.answer() or render(request, "workspace/home.html", context)
