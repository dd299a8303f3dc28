"""Long work of publishing (后台任务)."""

from typing import Any
from uuid import UUID

from mingzhang_web.apps.jobs.registry import Handle, job
from mingzhang_web.apps.publishing.making import STEPS, make
from mingzhang_web.apps.publishing.services.editions import JOB, keep, known
from mingzhang_web.apps.workspace.models import BudgetYear


@job(JOB)
def publish(handle: Handle, arguments: dict[str, Any]) -> None:
    """Write every form of a year and freeze it as an edition; doing it twice makes one edition.

    Raises:
        MingzhangError: it was not published; why.
    """
    request = UUID(arguments["request"])
    if known(request):
        return
    year = BudgetYear.objects.select_related("department").get(pk=arguments["year"])
    made = make(year, lambda done, message: handle.step(done, STEPS, message))
    keep(handle.actor, year, request, made)
