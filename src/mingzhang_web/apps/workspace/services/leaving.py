"""Shutting somebody out who leaves, and handing over what they have in hand (停用和移交)."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from mingzhang_web.apps.accounts.access import Access
from mingzhang_web.apps.accounts.models import User
from mingzhang_web.apps.accounts.roles import Action
from mingzhang_web.apps.accounts.services import shut_out
from mingzhang_web.apps.journal.actor import Actor
from mingzhang_web.apps.journal.services import record
from mingzhang_web.apps.workspace.models import BudgetYear, Finding
from mingzhang_web.apps.workspace.selectors.checks import open_on
from mingzhang_web.apps.workspace.selectors.leaving import heirs
from mingzhang_web.apps.workspace.services.refusals import Refused


@transaction.atomic
def leave(
    actor: Actor,
    access: Access,
    leaver: User,
    to: Mapping[BudgetYear, User],
    *,
    lock: bool = True,
) -> int:
    """Shut somebody out and hand their open findings over, all or nothing; how many went over.

    No right is given with it: only who may deal with findings there already takes over.

    Raises:
        Refused: not this user's to do, or an heir has no right there.
        WrongUsage: oneself, or the last system administrator is to be shut out.
    """
    if not access.may(Action.MANAGE_USERS):
        raise Refused("只有系统管理员可以停用和移交。")
    if lock:
        shut_out(actor, leaver)
    return sum(_hand_over(actor, leaver, year, heir) for year, heir in to.items())


def _hand_over(actor: Actor, leaver: User, year: BudgetYear, heir: User) -> int:
    if heir not in heirs(leaver, year):
        raise Refused(f"{heir}没有处理{year}发现的权限，请选别人，或先由安全管理员授权。")
    open_ = year.findings.filter(open_on(timezone.localdate()), assigned_to=leaver)
    moved = list(open_.order_by("pk").values_list("pk", flat=True))
    if not moved:
        return 0
    Finding.objects.filter(pk__in=moved).update(assigned_to=heir)
    record(
        actor,
        "finding.hand_over",
        f"{year}：{leaver}的 {len(moved)} 条发现移交给{heir}",
        year,
        department_id=year.department_id,
        old={"to": str(leaver)},
        new={"to": str(heir), "findings": moved},
    )
    return len(moved)
