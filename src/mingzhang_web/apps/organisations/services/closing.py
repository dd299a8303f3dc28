"""Closing with a last day, and reopening (停用和恢复)."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from mingzhang.model import WrongUsage
from mingzhang_web.apps.journal.actor import Actor
from mingzhang_web.apps.journal.services import record
from mingzhang_web.apps.organisations.models import Bureau, Department, Office, Place, Unit


def demand_open(place: Place) -> None:
    """Raises WrongUsage where a place is closed: it takes nothing new."""
    if place.is_closed:
        raise WrongUsage(
            f"“{place}”已停用（最后一天 {place.closed_on}），只能查看，不再接新的工作。"
        )


@transaction.atomic
def close(actor: Actor, place: Place, last_day: date) -> None:
    """Give a place its last day (停用): everything of it stays, nothing new begins after the day.

    Raises:
        WrongUsage: a bureau that departments still belong to.
    """
    if isinstance(place, Bureau):
        _demand_empty(place, last_day)
    if place.closed_on != last_day:
        _write(actor, place, last_day, "停用", f"，最后一天 {last_day}")


@transaction.atomic
def reopen(actor: Actor, place: Place) -> None:
    """Take the last day back (恢复).

    Raises:
        WrongUsage: what it belongs to is closed.
    """
    above = above_of(place)
    if above is not None:
        demand_open(above)
    if place.closed_on is not None:
        _write(actor, place, None, "恢复", "")


def above_of(place: Place) -> Place | None:
    """What a place belongs to; None for a bureau."""
    if isinstance(place, Department):
        return place.bureau
    return place.department if isinstance(place, Unit | Office) else None


def department_id_of(place: Place) -> int | None:
    """The department that an entry of the journal is about; None for a bureau."""
    if isinstance(place, Department):
        return place.pk
    return place.department_id if isinstance(place, Unit | Office) else None


def _demand_empty(bureau: Bureau, last_day: date) -> None:
    standing = bureau.departments.exclude(closed_on__lte=max(last_day, timezone.localdate()))
    if standing.exists():
        raise WrongUsage(
            f"“{bureau}”还有 {standing.count()} 个部门在用，请先移到别的财政部门，或者停用。"
        )


def _write(actor: Actor, place: Place, day: date | None, verb: str, more: str) -> None:
    old, place.closed_on = place.closed_on, day
    place.save(update_fields=["closed_on"])
    record(
        actor,
        "organisation.close" if day else "organisation.reopen",
        f"{verb}“{place}”{more}",
        place,
        department_id=department_id_of(place),
        old={"closed_on": old.isoformat() if old else None},
        new={"closed_on": day.isoformat() if day else None},
    )
