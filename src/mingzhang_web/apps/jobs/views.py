"""Progress of a job, asked again and again by the page that waits for it (进度)."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from mingzhang_web.apps.jobs import selectors, services
from mingzhang_web.apps.jobs.models import Job
from mingzhang_web.apps.journal.actor import Actor


@login_required
@require_safe
def progress(request: HttpRequest, job: UUID) -> HttpResponse:
    """The part of a page that shows how far a job is; where it ended the whole page is fetched anew."""
    found = _own(request, job)
    response = render(request, "jobs/progress.html", {"job": found})
    if not found.is_open:
        response["HX-Refresh"] = "true"
    return response


@login_required
@require_POST
def cancel(request: HttpRequest, job: UUID) -> HttpResponse:
    """Ask for the end of a job."""
    found = _own(request, job)
    services.cancel(Actor.of(request), found)
    found.refresh_from_db()
    return render(request, "jobs/progress.html", {"job": found})


def _own(request: HttpRequest, job: UUID) -> Job:
    found = selectors.own_job(request.user, job)  # type: ignore[arg-type]
    if found is None:
        raise Http404
    return found
