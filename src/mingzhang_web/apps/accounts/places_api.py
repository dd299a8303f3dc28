"""Bureaus, departments, units and offices for programs (机构接口)."""

from datetime import date
from enum import StrEnum
from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema, Status
from ninja.pagination import paginate

from mingzhang_web.api import Id, Line, Pages, cleaned, demand, found
from mingzhang_web.apps.accounts.place_forms import (
    BureauForm,
    DepartmentForm,
    OfficeForm,
    UnitForm,
    form_of,
)
from mingzhang_web.apps.accounts.roles import Action
from mingzhang_web.apps.journal.actor import Actor
from mingzhang_web.apps.organisations import selectors, services
from mingzhang_web.apps.organisations.models import Department, Place

router = Router(tags=["机构"])


class NamedOut(Schema):
    """A part of the organisation; `closed_on`: its last day (最后一天), none while it stands."""

    id: int
    name: str
    closed_on: date | None


class BureauOut(NamedOut):
    """A finance bureau (财政部门)."""

    region: str


class BureauIn(Schema):
    """A finance bureau to be founded."""

    name: Line
    region: Line


class UnitOut(NamedOut):
    """A budget unit (预算单位)."""

    code: str


class UnitIn(Schema):
    """A budget unit to be founded."""

    name: Line
    code: Line = ""


class NameIn(Schema):
    """A name."""

    name: Line


class DepartmentOut(NamedOut):
    """A department with its units and offices (部门)."""

    code: str
    slug: str
    level: str
    bureau: str
    units: list[UnitOut]
    offices: list[NamedOut]

    @classmethod
    def of(cls, one: Department) -> "DepartmentOut":
        """A department."""
        return cls(
            id=one.pk,
            name=one.name,
            code=one.code,
            slug=one.slug,
            level=one.level,
            closed_on=one.closed_on,
            bureau=one.bureau.name,
            units=[UnitOut.from_orm(unit) for unit in one.units.all()],
            offices=[NamedOut.from_orm(office) for office in one.offices.all()],
        )


class DepartmentIn(Schema):
    """A department to be founded."""

    bureau: Id
    code: Line
    name: Line
    slug: Line
    level: Line = "市级"


class PlaceKind(StrEnum):
    """财政部门、部门、预算单位、科室."""

    BUREAU = "bureau"
    DEPARTMENT = "department"
    UNIT = "unit"
    OFFICE = "office"


class PlaceIn(Schema):
    """What is to be changed; what is left out stays. A new `bureau` or `department` moves it."""

    name: Line | None = None
    region: Line | None = None
    code: Line | None = None
    level: Line | None = None
    bureau: Id | None = None
    department: Id | None = None


class PlaceOut(NamedOut):
    """One part of the organisation."""

    kind: PlaceKind
    takes_work: bool

    @classmethod
    def of(cls, place: Place) -> "PlaceOut":
        """A place as it stands."""
        return cls(
            id=place.pk,
            name=str(place),
            closed_on=place.closed_on,
            kind=PlaceKind(place._meta.model_name or ""),
            takes_work=not place.is_closed,
        )


class LastDayIn(Schema):
    """The last day of a place."""

    last_day: date


@router.get("/organisations", response=list[DepartmentOut], summary="部门、预算单位和科室")
@paginate(Pages)
def departments(request: HttpRequest) -> Any:
    """Every department."""
    demand(request, Action.MANAGE_USERS)
    chosen = selectors.departments().prefetch_related("units", "offices")
    return [DepartmentOut.of(one) for one in chosen]


@router.post("/organisations/bureaus", response={201: BureauOut}, summary="建立财政部门")
def found_bureau(request: HttpRequest, body: BureauIn) -> Any:
    """A finance bureau."""
    demand(request, Action.MANAGE_USERS)
    given = cleaned(BureauForm(body.dict()))
    return Status(201, services.found_bureau(Actor.of(request), **given))


@router.post("/organisations", response={201: DepartmentOut}, summary="建立部门")
def found_department(request: HttpRequest, body: DepartmentIn) -> Any:
    """A department."""
    demand(request, Action.MANAGE_USERS)
    given = cleaned(DepartmentForm(body.dict()))
    return Status(201, DepartmentOut.of(services.found_department(Actor.of(request), **given)))


@router.post(
    "/organisations/{int:department}/units", response={201: UnitOut}, summary="建立预算单位"
)
def found_unit(request: HttpRequest, department: Id, body: UnitIn) -> Any:
    """A budget unit."""
    demand(request, Action.MANAGE_USERS)
    place = found(selectors.departments().filter(pk=department).first())
    given = cleaned(UnitForm(place, body.dict()))
    return Status(201, services.found_unit(Actor.of(request), place, **given))


@router.post(
    "/organisations/{int:department}/offices", response={201: NamedOut}, summary="建立科室"
)
def found_office(request: HttpRequest, department: Id, body: NameIn) -> Any:
    """An office."""
    demand(request, Action.MANAGE_USERS)
    place = found(selectors.departments().filter(pk=department).first())
    given = cleaned(OfficeForm(place, body.dict()))
    return Status(201, services.found_office(Actor.of(request), place, **given))


@router.get("/organisations/bureaus", response=list[BureauOut], summary="财政部门")
def bureaus(request: HttpRequest) -> Any:
    """By name."""
    demand(request, Action.MANAGE_USERS)
    return selectors.bureaus()


@router.patch("/organisations/{kind}/{int:place}", response=PlaceOut, summary="修改、移动机构")
def edit(request: HttpRequest, kind: PlaceKind, place: Id, body: PlaceIn) -> Any:
    """Rename it, change what is known about it, or move it under another parent."""
    one = _place(request, kind, place)
    given = dict(form_of(one).initial) | body.dict(exclude_none=True)
    services.edit(Actor.of(request), one, cleaned(form_of(one, given)))
    return PlaceOut.of(_place(request, kind, place))


@router.post("/organisations/{kind}/{int:place}/close", response=PlaceOut, summary="停用机构")
def close(request: HttpRequest, kind: PlaceKind, place: Id, body: LastDayIn) -> Any:
    """Give it its last day: it stays readable and takes no new work afterwards."""
    one = _place(request, kind, place)
    services.close(Actor.of(request), one, body.last_day)
    return PlaceOut.of(one)


@router.post("/organisations/{kind}/{int:place}/reopen", response=PlaceOut, summary="恢复机构")
def reopen(request: HttpRequest, kind: PlaceKind, place: Id) -> Any:
    """Take the last day back."""
    one = _place(request, kind, place)
    services.reopen(Actor.of(request), one)
    return PlaceOut.of(one)


@router.post("/organisations/{kind}/{int:place}/change-kind", response=PlaceOut, summary="改类别")
def change_kind(request: HttpRequest, kind: PlaceKind, place: Id) -> Any:
    """A unit becomes an office, or the other way round, while nothing hangs on it."""
    one = _place(request, kind, place)
    return PlaceOut.of(services.change_kind(Actor.of(request), one))


def _place(request: HttpRequest, kind: PlaceKind, pk: int) -> Place:
    demand(request, Action.MANAGE_USERS)
    return selectors.place_or_404(kind, pk)
