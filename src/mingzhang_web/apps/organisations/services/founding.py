"""Founding bureaus, departments, units and offices (建立机构)."""

from django.db import transaction

from mingzhang_web.apps.journal.actor import Actor
from mingzhang_web.apps.journal.services import record
from mingzhang_web.apps.organisations.models import Bureau, Department, Office, Unit
from mingzhang_web.apps.organisations.services.closing import demand_open


@transaction.atomic
def found_bureau(actor: Actor, name: str, region: str) -> Bureau:
    """A finance bureau; the existing one where the name is known."""
    bureau, new = Bureau.objects.get_or_create(name=name, defaults={"region": region})
    if new:
        record(actor, "organisation.bureau", f"建立财政部门“{name}”", bureau, new={"name": name})
    return bureau


@transaction.atomic
def found_department(
    actor: Actor, bureau: Bureau, code: str, name: str, slug: str, level: str = "市级"
) -> Department:
    """A department under a bureau; the existing one where the code is known there.

    Raises:
        WrongUsage: the bureau is closed.
    """
    demand_open(bureau)
    department, new = Department.objects.get_or_create(
        bureau=bureau, code=code, defaults={"name": name, "slug": slug, "level": level}
    )
    if new:
        record(
            actor,
            "organisation.department",
            f"建立部门“{name}”",
            department,
            department_id=department.pk,
            new={"code": code, "name": name, "slug": slug},
        )
    return department


@transaction.atomic
def found_unit(actor: Actor, department: Department, name: str, code: str = "") -> Unit:
    """A budget unit of a department; the existing one where the name is known.

    Raises:
        WrongUsage: the department is closed.
    """
    demand_open(department)
    unit, new = Unit.objects.get_or_create(
        department=department, name=name, defaults={"code": code}
    )
    if new:
        record(
            actor,
            "organisation.unit",
            f"{department}：建立预算单位“{name}”",
            unit,
            department_id=department.pk,
            new={"code": code, "name": name},
        )
    return unit


@transaction.atomic
def found_office(actor: Actor, department: Department, name: str) -> Office:
    """An office of a department; the existing one where the name is known.

    Raises:
        WrongUsage: the department is closed.
    """
    demand_open(department)
    office, new = Office.objects.get_or_create(department=department, name=name)
    if new:
        record(
            actor,
            "organisation.office",
            f"{department}：建立科室“{name}”",
            office,
            department_id=department.pk,
            new={"name": name},
        )
    return office
