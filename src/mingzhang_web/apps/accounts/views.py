"""Pages of one's own account (我的账号)."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


@login_required
def profile(request: HttpRequest) -> HttpResponse:
    """Who one is, and what one may do."""
    return render(request, "accounts/profile.html")
