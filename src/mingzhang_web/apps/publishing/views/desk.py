"""The page that publishes (公开): what stands in the way, the clock, the editions so far."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from mingzhang_web.apps.accounts.access import Access
from mingzhang_web.apps.journal.actor import Actor
from mingzhang_web.apps.publishing.lists import EDITIONS
from mingzhang_web.apps.publishing.selectors.editions import editions, last_job, reason_of
from mingzhang_web.apps.publishing.services.editions import ask
from mingzhang_web.apps.workspace.selectors.deadlines import publication
from mingzhang_web.apps.workspace.selectors.years import year_or_404
from mingzhang_web.apps.workspace.services import stages
from mingzhang_web.apps.workspace.services.refusals import Refused
from mingzhang_web.apps.workspace.services.stages import CORRECT, PUBLISH
from mingzhang_web.ui.tables import Listing


@login_required
@require_http_methods(["GET", "POST"])
def publish(request: HttpRequest, year: int) -> HttpResponseBase:
    """Where publication stands; POST begins it."""
    access = Access.of_request(request)
    found = year_or_404(access, year)
    if request.method == "POST":
        try:
            ask(Actor.of(request), access, found)
        except Refused as refused:
            messages.error(request, str(refused))
        return redirect("publishing:publish", found.pk)
    job = last_job(found)
    may = access.may(PUBLISH.action, found.department, found.year)
    published = editions().select_related("published_by").filter(budget_year=found)
    listing = Listing.of(EDITIONS, request, published, f"{found}已公开的版本")
    context = {
        "year": found,
        "missing": stages.blockers(found, PUBLISH),
        "may": may,
        "may_correct": may and found.stage in CORRECT.before,
        "correct": CORRECT,
        "reason": reason_of(found),
        "clock": publication(found, timezone.localdate()),
        "job": job,
        "mine": job is not None and job.user_id == request.user.pk,
        "newest": published.first(),
        "editions": listing,
    }
    return listing.answer() or render(request, "publishing/publish.html", context)
