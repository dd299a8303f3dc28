"""Looking up jobs (查任务)."""

from uuid import UUID

from mingzhang_web.apps.accounts.models import User
from mingzhang_web.apps.jobs.models import Job


def own_job(user: User, id_: UUID) -> Job | None:
    """A job that this user asked for."""
    return Job.objects.filter(pk=id_, user_id=user.pk).first()
