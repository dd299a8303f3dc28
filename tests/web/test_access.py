"""Who may do what: by role, department, office and year; nobody sees another unit's drafts."""

import pytest

from mingzhang.model import WrongUsage
from mingzhang_web.apps.accounts.access import Access
from mingzhang_web.apps.accounts.roles import ADMINISTRATORS, ALLOWED, Action, Role
from mingzhang_web.apps.accounts.services import grant, make_user
from mingzhang_web.apps.journal.actor import SYSTEM
from mingzhang_web.apps.workspace.models import BudgetYear
from web.conftest import World


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("action", Action)
def test_role_may_only_what_is_listed_and_only_at_its_place(
    world: World, role: Role, action: Action
) -> None:
    access = Access.of(world.users[role])
    allowed = action in ALLOWED[role]
    assert access.may(action) is allowed
    placed = allowed and role not in ADMINISTRATORS
    assert access.may(action, world.department) is placed
    assert not access.may(action, world.other)


@pytest.mark.parametrize("role", [role for role in Role if role not in ADMINISTRATORS])
def test_queries_reach_the_own_department_alone(world: World, role: Role) -> None:
    for action in ALLOWED[role]:
        found = BudgetYear.objects.filter(Access.of(world.users[role]).within(action))
        assert list(found) == [world.year]


def test_grant_for_one_year_ends_with_it(world: World) -> None:
    user = make_user(SYSTEM, "temp", "临时财务", "x")
    grant(SYSTEM, user, Role.FINANCE_OFFICER, department=world.department, year=1999)
    access = Access.of(user)
    assert access.may(Action.SEE, world.department, 1999)
    assert not access.may(Action.SEE, world.department, world.year.year)


@pytest.mark.parametrize("administrator", sorted(ADMINISTRATORS))
@pytest.mark.parametrize("second", Role)
def test_administrators_hold_no_second_role(
    world: World, administrator: Role, second: Role
) -> None:
    if administrator == second:
        return
    with pytest.raises(WrongUsage, match="相互独立"):
        grant(SYSTEM, world.users[administrator], second, department=world.department)


def test_project_office_is_limited_to_its_office(world: World) -> None:
    access = Access.of(world.users[Role.PROJECT_OFFICE])
    year = world.year.year
    assert access.offices(Action.EDIT_PROJECTS, world.department, year) == {world.office.pk}
    finance = Access.of(world.users[Role.FINANCE_OFFICER])
    assert finance.offices(Action.EDIT_PROJECTS, world.department, year) is None


def test_shut_out_user_may_nothing(world: World) -> None:
    user = world.users[Role.FINANCE_OFFICER]
    user.is_active = False
    user.save()
    assert not Access.of(user).may(Action.SEE)
