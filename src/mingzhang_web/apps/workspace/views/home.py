"""The first page behind sign-in (首页)."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from mingzhang_web.apps.accounts.access import Access
from mingzhang_web.apps.workspace.selectors.years import years


@login_required
def home(request: HttpRequest) -> HttpResponse:
    """The budget years somebody works on."""
    access = Access.of_request(request)
    return render(request, "workspace/home.html", {"years": years(access)})
