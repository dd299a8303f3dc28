"""Queueing, holding and ending jobs (任务的建立、领取和结束)."""

from datetime import date, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone

from mingzhang_web.apps.jobs.models import Job, State
from mingzhang_web.apps.jobs.registry import Cancelled, daily_kinds
from mingzhang_web.apps.journal.actor import Actor

LEASE = timedelta(seconds=60)
ATTEMPTS = 3
_DAILY_LOCK = 0x6D7A64
"""The name of the lock under which a day's work is queued once (PostgreSQL)."""


@transaction.atomic
def enqueue(
    actor: Actor, kind: str, arguments: dict[str, Any], department_id: int | None = None
) -> Job:
    """A new job; the caller's write that wants it has its own journal entry."""
    return Job.objects.create(
        kind=kind,
        arguments=arguments,
        user_id=actor.user_id,
        user_name=actor.name,
        address=actor.address,
        department_id=department_id,
        created_at=timezone.now(),
    )


@transaction.atomic
def enqueue_daily(actor: Actor, day: date) -> list[Job]:
    """The work of a day, where it is not queued yet."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_DAILY_LOCK])
    arguments = {"day": day.isoformat()}
    known = set(
        Job.objects.filter(kind__in=daily_kinds(), arguments=arguments).values_list(
            "kind", flat=True
        )
    )
    return [enqueue(actor, kind, arguments) for kind in daily_kinds() if kind not in known]


@transaction.atomic
def claim() -> Job | None:
    """The oldest job that nobody works on, now held by the caller; None where there is none.

    A job that broke off too often fails.
    """
    now = timezone.now()
    free = Q(state=State.QUEUED) | Q(state=State.RUNNING, lease_until__lt=now)
    jobs = Job.objects.filter(free)
    if connection.vendor == "postgresql":
        jobs = jobs.select_for_update(skip_locked=True)
    job = jobs.first()
    if job is None:
        return None
    if job.attempts >= ATTEMPTS:
        end(job, State.FAILED, "处理多次中断，已经停止，请确认文件后再试。")
        return None
    job.state, job.started_at, job.lease_until = State.RUNNING, now, now + LEASE
    job.attempts += 1
    job.save(update_fields=["state", "started_at", "lease_until", "attempts"])
    return job


def tell(job: Job, step: int, steps: int, message: str) -> None:
    """Write down how far a job is, and keep holding it.

    Raises:
        Cancelled: somebody asked for the job to end, or another worker took it up.
    """
    held = Job.objects.filter(
        pk=job.pk, state=State.RUNNING, attempts=job.attempts, cancel_requested=False
    )
    if not held.update(step=step, steps=steps, message=message, lease_until=timezone.now() + LEASE):
        raise Cancelled


def end(job: Job, state: State, message: str = "") -> None:
    """The end of a job."""
    job.state, job.message, job.finished_at, job.lease_until = state, message, timezone.now(), None
    if state is State.DONE:
        job.step = job.steps
    job.save(update_fields=["state", "message", "finished_at", "lease_until", "step"])


@transaction.atomic
def cancel(actor: Actor, job: Job) -> None:
    """Ask for the end of a job: at once where it waits, at its next step where it runs."""
    Job.objects.filter(pk=job.pk, state=State.RUNNING).update(cancel_requested=True)
    waiting = Job.objects.filter(pk=job.pk, state=State.QUEUED)
    waiting.update(
        state=State.CANCELLED, finished_at=timezone.now(), message=f"{actor.name}已取消。"
    )
