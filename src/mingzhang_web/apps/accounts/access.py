"""What one user may do where (访问范围): read once a request, asked many times."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone

from mingzhang_web.apps.accounts.models import Grant, User
from mingzhang_web.apps.accounts.roles import ALLOWED, Action, Role
from mingzhang_web.apps.organisations.models import Department


@dataclass(frozen=True)
class Access:
    """The grants of a user that hold today. `scopes`: a token's own limits, None for a person's session."""

    grants: tuple[Grant, ...]
    scopes: frozenset[Action] | None = None

    @classmethod
    def of(
        cls,
        user: User | AnonymousUser,
        scopes: frozenset[Action] | None = None,
        day: date | None = None,
    ) -> "Access":
        """The access of a user on a day, today where none is given.

        Nobody signed in, or somebody shut out, may nothing.
        """
        if not isinstance(user, User) or not user.is_active:
            return cls(())
        held = user.grants.in_force(day or timezone.localdate())
        grants = held.select_related("bureau", "department", "unit", "office")
        return cls(tuple(grants), scopes)

    @classmethod
    def of_request(cls, request: HttpRequest) -> "Access":
        """The access of whoever sends a request, read once.

        A request refused before it was known who sends it, as for a foreign host, has no user.
        """
        known: Access | None = getattr(request, "access", None)
        if known is None:
            known = cls.of(getattr(request, "user", AnonymousUser()))
            request.access = known  # type: ignore[attr-defined]
        return known

    @cached_property
    def roles(self) -> frozenset[Role]:
        """Every role held anywhere."""
        return frozenset(Role(grant.role) for grant in self.grants)

    def granting(self, action: Action) -> tuple[Grant, ...]:
        """The grants that allow an action somewhere."""
        if self.scopes is not None and action not in self.scopes:
            return ()
        return tuple(grant for grant in self.grants if action in ALLOWED[grant.role])

    def may(
        self, action: Action, department: Department | None = None, year: int | None = None
    ) -> bool:
        """Whether an action is allowed at this place and year; without a place, anywhere."""
        return any(_reaches(grant, department, year) for grant in self.granting(action))

    def units(self, action: Action, department: Department, year: int) -> frozenset[str] | None:
        """Names, former ones too, of the units an action is limited to; None for the whole."""
        here = [g for g in self.granting(action) if _reaches(g, department, year)]
        if any(grant.unit is None for grant in here):
            return None
        units = [grant.unit for grant in here if grant.unit]
        return frozenset(name for unit in units for name in (unit.name, *unit.former_names))

    def offices(self, action: Action, department: Department, year: int) -> frozenset[int] | None:
        """Offices an action is limited to there; None for all of them."""
        here = [g for g in self.granting(action) if _reaches(g, department, year)]
        if any(g.office_id is None and g.role != Role.PROJECT_OFFICE for g in here):
            return None
        return frozenset(grant.office_id for grant in here if grant.office_id)

    def within(self, action: Action, department: str = "department", year: str = "year") -> Q:
        """The condition for a query: rows of the departments and years an action is allowed in.

        `department` and `year` name the lookups of the queried model; bureaus reach all of
        their departments.
        """
        condition = Q(pk__in=())
        for grant in self.granting(action):
            part = Q()
            if grant.department_id:
                part &= Q(**{f"{department}_id": grant.department_id})
            elif grant.bureau_id:
                part &= Q(**{f"{department}__bureau_id": grant.bureau_id})
            else:
                continue
            if grant.year:
                part &= Q(**{year: grant.year})
            condition |= part
        return condition


def _reaches(grant: Grant, department: Department | None, year: int | None) -> bool:
    if grant.year is not None and year is not None and grant.year != year:
        return False
    if department is None:
        return True
    if grant.department_id is not None:
        return grant.department_id == department.pk
    return grant.bureau_id is not None and grant.bureau_id == department.bureau_id
