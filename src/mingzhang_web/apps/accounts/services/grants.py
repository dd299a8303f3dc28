"""Granting and revoking roles (授予和收回角色), for good or for some days (代理期)."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from mingzhang.model import WrongUsage
from mingzhang_web.apps.accounts.models import Grant, Grants, User
from mingzhang_web.apps.accounts.roles import ADMINISTRATORS, Role
from mingzhang_web.apps.journal.actor import Actor
from mingzhang_web.apps.journal.services import record
from mingzhang_web.apps.organisations.models import Bureau, Department, Office, Unit
from mingzhang_web.apps.organisations.services import demand_open


@dataclass(frozen=True, slots=True)
class Period:
    """The first and last day that a grant holds, both included; None is without limit."""

    first: date | None = None
    last: date | None = None

    @classmethod
    def of(cls, grant: Grant) -> "Period":
        """The period of a grant."""
        return cls(grant.valid_from, grant.valid_until)

    def meets(self, other: "Period") -> bool:
        """Whether two periods have a day in common."""
        early, late = date.min, date.max
        first = max(self.first or early, other.first or early)
        return first <= min(self.last or late, other.last or late)


ALWAYS = Period()


@transaction.atomic
def grant(
    actor: Actor,
    user: User,
    role: Role,
    *,
    bureau: Bureau | None = None,
    department: Department | None = None,
    unit: Unit | None = None,
    office: Office | None = None,
    year: int | None = None,
    period: Period = ALWAYS,
) -> Grant:
    """Give a role at a place for a period; the existing grant where there is the same.

    Raises:
        WrongUsage: for oneself, a role that excludes one that the user holds on the same days, a
            place that does not fit the role or is closed, or days that have passed.
    """
    if actor.user_id == user.pk:
        raise WrongUsage("不能给自己授权，请由另一位安全管理员办理。")
    User.objects.select_for_update().get(pk=user.pk)
    _demand_days(period, earliest=timezone.localdate())
    _exclude(user, role, period, user.grants.exclude(role=role))
    _fit(role, bureau, department, unit, office)
    for place in filter(None, (bureau, department, unit, office)):
        demand_open(place)
    found, new = Grant.objects.get_or_create(
        user=user,
        role=role,
        bureau=bureau,
        department=department,
        unit=unit,
        office=office,
        year=year,
        valid_from=period.first,
        valid_until=period.last,
    )
    if new:
        record(
            actor,
            "user.grant",
            f"授予{user}：{found}",
            user,
            department_id=department.pk if department else None,
            new={"user": user.username, "role": role, "at": str(found), **_days(period)},
        )
    return found


@transaction.atomic
def set_period(actor: Actor, held: Grant, period: Period) -> None:
    """Change the days that a grant holds; one that is over stays as it was.

    Raises:
        WrongUsage: one's own, one that is over, days that have passed, days on which the user
            holds a role that excludes this one, or an end for the last security administrator.
    """
    _demand_changing(actor, held)
    before = Period.of(held)
    if period == before:
        return
    earliest = None if period.first == before.first else timezone.localdate()
    _demand_days(period, earliest=earliest)
    _exclude(held.user, Role(held.role), period, held.user.grants.exclude(role=held.role))
    if period.last is not None or period.first != before.first:
        _demand_another(held)
    held.valid_from, held.valid_until = period.first, period.last
    held.save(update_fields=["valid_from", "valid_until"])
    record(
        actor,
        "user.grant_period",
        f"修改{held.user}的授权期限：{held}",
        held.user,
        department_id=held.department_id,
        old=_days(before),
        new={"user": held.user.username, "role": held.role, "at": str(held), **_days(period)},
    )


@transaction.atomic
def revoke(actor: Actor, held: Grant) -> None:
    """Take one grant back, and no other; one that is over stays as history.

    Raises:
        WrongUsage: one's own, one that is over, or the last security administrator's.
    """
    _demand_changing(actor, held)
    _demand_another(held)
    record(
        actor,
        "user.revoke",
        f"收回{held.user}：{held}",
        held.user,
        department_id=held.department_id,
        old={
            "user": held.user.username,
            "role": held.role,
            "at": str(held),
            **_days(Period.of(held)),
        },
    )
    held.delete()


def lasting(role: Role) -> Grants:
    """The grants of a role that hold today and have no end, of people who may sign in."""
    held = Grant.objects.in_force(timezone.localdate())
    return held.filter(role=role, valid_until=None, user__is_active=True)


def _demand_changing(actor: Actor, held: Grant) -> None:
    if actor.user_id == held.user_id:
        raise WrongUsage("不能改动自己的角色，请由另一位安全管理员办理。")
    if held.is_over:
        raise WrongUsage("这项授权已经到期，留作记录；需要时请重新授予。")
    User.objects.select_for_update().get(pk=held.user_id)


def _demand_another(held: Grant) -> None:
    """Somebody else must be able to give rights for good."""
    if held.role != Role.SECURITY_ADMIN:
        return
    others = lasting(Role.SECURITY_ADMIN).select_for_update()
    if others.filter(pk=held.pk).exists() and not others.exclude(pk=held.pk).exists():
        raise WrongUsage("这是唯一长期的安全管理员，收回或到期后没有人能授权，请先授予另一位。")


def _demand_days(period: Period, *, earliest: date | None) -> None:
    if period.first and period.last and period.last < period.first:
        raise WrongUsage("结束日期早于开始日期。")
    if period.last and period.last < timezone.localdate():
        raise WrongUsage("结束日期已经过去。")
    if period.first and earliest and period.first < earliest:
        raise WrongUsage("开始日期不能早于今天，不写就是马上开始。")


def _days(period: Period) -> dict[str, str | None]:
    return {
        "valid_from": period.first.isoformat() if period.first else None,
        "valid_until": period.last.isoformat() if period.last else None,
    }


def _exclude(user: User, role: Role, period: Period, others: Grants) -> None:
    held = {Role(one.role) for one in others if Period.of(one).meets(period) and not one.is_over}
    if held and (role in ADMINISTRATORS or held & ADMINISTRATORS):
        labels = "、".join(str(other.label) for other in sorted(held))
        raise WrongUsage(
            f"{user}已是{labels}，不能再做{role.label}：三类管理员相互独立，也不兼办业务。"
        )


def _fit(
    role: Role,
    bureau: Bureau | None,
    department: Department | None,
    unit: Unit | None,
    office: Office | None,
) -> None:
    """A reviewer has a bureau, a member a department, an administrator no place."""
    if role in ADMINISTRATORS:
        if bureau or department or unit or office:
            raise WrongUsage(f"{role.label}管理整个系统，不限定机构。")
        return
    if role is Role.REVIEWER:
        if bureau is None or department or unit or office:
            raise WrongUsage("财政审核应授予到一个财政部门。")
        return
    if department is None or bureau:
        raise WrongUsage(f"{role.label}应授予到一个部门。")
    if role is Role.PROJECT_OFFICE and office is None:
        raise WrongUsage("项目科室应授予到一个科室。")
    if any(place and place.department_id != department.pk for place in (unit, office)):
        raise WrongUsage("预算单位和科室应属于所选的部门。")
