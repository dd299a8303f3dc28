"""Making users and granting roles (建立用户、授予角色)."""

from django.db import transaction

from mingzhang.model import WrongUsage
from mingzhang_web.apps.accounts.models import Grant, User
from mingzhang_web.apps.accounts.roles import ADMINISTRATORS, Role
from mingzhang_web.apps.journal.actor import Actor
from mingzhang_web.apps.journal.services import record
from mingzhang_web.apps.organisations.models import Bureau, Department, Office, Unit


@transaction.atomic
def make_user(
    actor: Actor, username: str, full_name: str, password: str, *, must_change: bool = True
) -> User:
    """A new user without any role. The caller has validated the password."""
    user = User(username=username, full_name=full_name, must_change_password=must_change)
    user.set_password(password)
    user.save()
    record(
        actor,
        "user.make",
        f"建立用户“{full_name}”",
        user,
        new={"username": username, "name": full_name},
    )
    return user


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
        WrongUsage: the role excludes one that the user holds.
    """
    held = set(user.grants.select_for_update().values_list("role", flat=True))
    others = held - {role}
    if others and (role in ADMINISTRATORS or others & ADMINISTRATORS):
        labels = "、".join(Role(other).label for other in sorted(others))
        raise WrongUsage(
            f"{user}已是{labels}，不能再做{role.label}：三类管理员相互独立，也不兼办业务。"
        )
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
            found,
            department_id=department.pk if department else None,
            new={"user": user.username, "role": role, "at": str(found)},
        )
    return found


@transaction.atomic
def revoke(actor: Actor, held: Grant) -> None:
    """Take a role back."""
    record(
        actor,
        "user.revoke",
        f"收回{held.user}：{held}",
        held,
        department_id=held.department_id,
        old={"user": held.user.username, "role": held.role, "at": str(held)},
    )
    held.delete()
