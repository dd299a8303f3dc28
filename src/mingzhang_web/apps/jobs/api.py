"""The API of long work (任务)."""

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Router, Schema

from mingzhang_web.api import demand, found
from mingzhang_web.apps.accounts.models import User
from mingzhang_web.apps.jobs import selectors, services
from mingzhang_web.apps.jobs.models import Job, State
from mingzhang_web.apps.journal.actor import Actor

router = Router(tags=["任务"])


class JobOut(Schema):
    """How far a job is (进度)."""

    id: UUID
    kind: str
    state: State
    step: int = Field(description="做完几步")
    steps: int = Field(description="共几步")
    message: str
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None


@router.get("/jobs/{job_id}", response=JobOut, summary="任务进度", operation_id="job")
def progress(request: HttpRequest, job_id: UUID) -> Job:
    """A job that one asked for oneself."""
    return _own(request, job_id)


@router.post(
    "/jobs/{job_id}/cancel", response=JobOut, summary="取消任务", operation_id="cancel_job"
)
def cancel(request: HttpRequest, job_id: UUID) -> Job:
    """At once where it waits, at its next step where it runs; nothing where it has ended."""
    job = _own(request, job_id)
    services.cancel(Actor.of(request), job)
    job.refresh_from_db()
    return job


def _own(request: HttpRequest, job_id: UUID) -> Job:
    demand(request)
    user = request.user
    return found(selectors.own_job(user, job_id) if isinstance(user, User) else None)
