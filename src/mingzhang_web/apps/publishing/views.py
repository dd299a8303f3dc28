"""The public portal (公开门户): no sign-in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from mingzhang_web.apps.organisations import selectors


def portal(request: HttpRequest) -> HttpResponse:
    """The departments that publish."""
    return render(request, "publishing/portal.html", {"departments": selectors.departments()})
