"""Granting and revoking roles (授予和收回角色)."""

from django.db import transaction

from mingzhang.model import WrongUsage
from mingzhang_web.apps.accounts.models import Grant, User
from mingzhang_web.apps.accounts.roles import ADMINISTRATORS, Role
from mingzhang_web.apps.journal.actor import Actor
from mingzhang_web.apps.journal.services import record
from mingzhang_web.apps.organisations.models import Bureau, Department, Office, Unit


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
) -> Grant:
    """Give a role at a place; the existing grant where there is one.

    Raises:
        WrongUsage: for oneself, a role that excludes one that the user holds, or a place that
            does not fit the role.
    """
    if actor.user_id == user.pk:
        raise WrongUsage("不能给自己授权，请由另一位安全管理员办理。")
    User.objects.select_for_update().get(pk=user.pk)
    held = set(user.grants.values_list("role", flat=True))
    _exclude(user, role, held - {role})
    _fit(role, bureau, department, unit, office)
    found, new = Grant.objects.get_or_create(
        user=user,
        role=role,
        bureau=bureau,
        department=department,
        unit=unit,
        office=office,
        year=year,
    )
    if new:
        record(
            actor,
            "user.grant",
            f"授予{user}：{found}",
            user,
            department_id=department.pk if department else None,
            new={"user": user.username, "role": role, "at": str(found)},
        )
    return found


def _exclude(user: User, role: Role, others: set[str]) -> None:
    if others and (role in ADMINISTRATORS or others & ADMINISTRATORS):
        labels = "、".join(Role(other).label for other in sorted(others))
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


@transaction.atomic
def revoke(actor: Actor, held: Grant) -> None:
    """Take a role back.

    Raises:
        WrongUsage: one's own, or the last security administrator's.
    """
    if actor.user_id == held.user_id:
        raise WrongUsage("不能收回自己的角色，请由另一位安全管理员办理。")
    others = Grant.objects.select_for_update().filter(role=held.role, user__is_active=True)
    if held.role == Role.SECURITY_ADMIN and not others.exclude(user=held.user_id).exists():
        raise WrongUsage("这是唯一的安全管理员，收回后没有人能授权，请先授予另一位。")
    record(
        actor,
        "user.revoke",
        f"收回{held.user}：{held}",
        held.user,
        department_id=held.department_id,
        old={"user": held.user.username, "role": held.role, "at": str(held)},
    )
    held.delete()
