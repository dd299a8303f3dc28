"""Renaming, moving and turning into another kind (改名、移动、改类别)."""

from typing import Any

from django.db import transaction
from django.db.models import ForeignObjectRel

from mingzhang.model import WrongUsage
from mingzhang_web.apps.journal.actor import Actor
from mingzhang_web.apps.journal.services import record
from mingzhang_web.apps.organisations.models import Bureau, Department, Office, Place, Unit
from mingzhang_web.apps.organisations.services.closing import (
    above_of,
    demand_open,
    department_id_of,
)

LABELS = {
    "name": "名称",
    "region": "地区",
    "code": "预算代码",
    "level": "级次",
    "bureau": "财政部门",
    "department": "部门",
}
"""What can be changed, and how the journal calls it."""


@transaction.atomic
def edit(actor: Actor, place: Place, values: dict[str, Any]) -> None:
    """Change any of the fields in `LABELS`; a new parent moves the place. The caller has validated them.

    A unit keeps its former names: ledgers of earlier years have it under these.

    Raises:
        WrongUsage: a move of what roles or projects hang on, or to where nothing new may come.
    """
    place = type(place).objects.select_for_update().get(pk=place.pk)  # type: ignore[attr-defined]
    old = {field: getattr(place, field) for field in values}
    changed = [field for field in LABELS if field in values and old[field] != values[field]]
    if not changed:
        return
    if {"bureau", "department"} & set(changed):
        _demand_moving(place, values)
    if isinstance(place, Unit) and "name" in changed:
        place.former_names = [*dict.fromkeys([*place.former_names, place.name])]
    for field in changed:
        setattr(place, field, values[field])
    place.save()
    record(
        actor,
        "organisation.edit",
        f"修改机构“{old.get('name', place)}”的{'、'.join(LABELS[field] for field in changed)}",
        place,
        department_id=department_id_of(place),
        old={LABELS[field]: str(old[field]) for field in changed},
        new={LABELS[field]: str(values[field]) for field in changed},
    )


@transaction.atomic
def change_kind(actor: Actor, place: Place) -> Unit | Office:
    """A unit that should have been an office, or the other way round, while nothing hangs on it.

    Raises:
        WrongUsage: something hangs on it, it is neither, or the name is taken there.
    """
    if not isinstance(place, Unit | Office):
        raise WrongUsage("只有预算单位和科室可以互相改。")
    demand_open(place)
    _demand_unused(place, "改类别")
    department, name = place.department, place.name
    known = department.offices if isinstance(place, Unit) else department.units
    if known.filter(name=name).exists():
        raise WrongUsage(
            f"{department}已经有同名的{'科室' if isinstance(place, Unit) else '预算单位'}。"
        )
    made: Unit | Office
    if isinstance(place, Unit):
        made = Office.objects.create(department=department, name=name)
    else:
        made = Unit.objects.create(department=department, name=name)
    before, after = (KIND_NAMES[type(one)] for one in (place, made))
    place.delete()
    record(
        actor,
        "organisation.kind",
        f"{department}：“{name}”由{before}改为{after}",
        made,
        department_id=department.pk,
        old={"kind": before},
        new={"kind": after},
    )
    return made


KIND_NAMES: dict[type[Place], str] = {
    Bureau: "财政部门",
    Department: "部门",
    Unit: "预算单位",
    Office: "科室",
}
"""How each kind is called."""


def _demand_moving(place: Place, values: dict[str, Any]) -> None:
    above = above_of(place)
    demand_open(values["bureau" if isinstance(above, Bureau) else "department"])
    if not isinstance(place, Department):
        _demand_unused(place, "移到别的部门")


def _demand_unused(place: Place, what: str) -> None:
    """Nothing may refer to it: roles and projects stay where they were given."""
    links = [one for one in place._meta.get_fields(include_hidden=True) if one.auto_created]
    for link in links:
        if isinstance(link, ForeignObjectRel) and _refers(link, place):
            raise WrongUsage(
                f"“{place}”已有授权、项目或提交记录，不能{what}："
                "请给它写上最后一天停用，再在新的地方建立。"
            )


def _refers(link: ForeignObjectRel, place: Place) -> bool:
    rows: Any = link.related_model._base_manager
    return bool(rows.filter(**{link.field.name: place}).exists())
