"""A small world: two departments of one bureau, somebody for every role."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from importlib import import_module

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client, TransactionTestCase

from mingzhang.ledger.rows import rows_of
from mingzhang.ledger.worked import worked_example
from mingzhang_web.apps.accounts.middleware import SHOWN_FACTOR
from mingzhang_web.apps.accounts.models import User
from mingzhang_web.apps.accounts.roles import Role
from mingzhang_web.apps.accounts.services import grant, make_user
from mingzhang_web.apps.journal.actor import SYSTEM
from mingzhang_web.apps.organisations.models import Bureau, Department, Office
from mingzhang_web.apps.organisations.services import (
    found_bureau,
    found_department,
    found_office,
    found_unit,
)
from mingzhang_web.apps.workspace.models import BudgetYear
from mingzhang_web.apps.workspace.services.ledgers import project_of, replace_rows
from mingzhang_web.apps.workspace.services.years import open_year
from web.browser import chromium, open_as

__all__ = ["chromium", "open_as"]

PASSWORD = "Correct-Horse-7"


@dataclass
class World:
    """Who and what exists in a test; `users` by role, `strangers` have the role elsewhere."""

    bureau: Bureau
    department: Department
    other: Department
    office: Office
    second_office: Office
    year: BudgetYear
    other_year: BudgetYear
    users: dict[Role, User] = field(default_factory=dict)
    strangers: dict[Role, User] = field(default_factory=dict)


@pytest.fixture(autouse=True, scope="session")
def journal_yields_to_cleaning_up() -> Iterator[None]:
    """Tests with transactions of their own empty the tables afterwards, the journal too."""
    triggers = import_module("mingzhang_web.apps.journal.migrations.0002_append_only")
    clean_up = TransactionTestCase._fixture_teardown

    def without_triggers(case: TransactionTestCase) -> None:
        with connection.schema_editor() as editor:
            triggers.release(None, editor)
        clean_up(case)
        with connection.schema_editor() as editor:
            triggers.protect(None, editor)

    TransactionTestCase._fixture_teardown = without_triggers  # type: ignore[method-assign]
    yield
    TransactionTestCase._fixture_teardown = clean_up  # type: ignore[method-assign]


@pytest.fixture(autouse=True)
def nothing_remembered() -> None:
    cache.clear()


@pytest.fixture
def world(db: None) -> World:
    bureau = found_bureau(SYSTEM, "平川市财政局", "平川市")
    elsewhere = found_bureau(SYSTEM, "远山市财政局", "远山市")
    rows = rows_of(worked_example())
    head = rows["部门"][0]
    department = found_department(SYSTEM, bureau, head["代码"], head["名称"], "first")
    other = found_department(SYSTEM, elsewhere, "900", "另一个部门", "other")
    office = found_office(SYSTEM, department, "一科")
    second = found_office(SYSTEM, department, "二科")
    for row in rows["部门"]:
        if row["层级"] == "单位":
            found_unit(SYSTEM, department, row["名称"], row.get("代码", ""))
    year = open_year(SYSTEM, department, int(head["年度"]), head["公开样式"])
    other_year = open_year(SYSTEM, other, int(head["年度"]), head["公开样式"])
    projects = list(map(project_of, rows["项目"]))
    answering = {project: office if n == 0 else second for n, project in enumerate(projects)}
    replace_rows(SYSTEM, year, rows, answering)
    found = World(bureau, department, other, office, second, year, other_year)
    other_office = found_office(SYSTEM, other, "外科室")
    for role in Role:
        found.users[role] = _member(role, "", bureau, department, office)
        found.strangers[role] = _member(role, "x-", elsewhere, other, other_office)
    return found


def _member(
    role: Role, prefix: str, bureau: Bureau, department: Department, office: Office
) -> User:
    user = make_user(
        SYSTEM, f"{prefix}{role.value}", f"{prefix}{role.label}", PASSWORD, must_change=False
    )
    match role:
        case Role.REVIEWER:
            grant(SYSTEM, user, role, bureau=bureau)
        case Role.SYSTEM_ADMIN | Role.SECURITY_ADMIN | Role.AUDIT_ADMIN:
            grant(SYSTEM, user, role)
        case Role.PROJECT_OFFICE:
            grant(SYSTEM, user, role, department=department, office=office)
        case _:
            grant(SYSTEM, user, role, department=department)
    return user


SignedIn = Callable[[User | Role], Client]


@pytest.fixture
def signed_in(world: World) -> SignedIn:
    """A client signed in as a user, or as this department's somebody of a role."""

    def client_of(who: User | Role) -> Client:
        client = Client()
        client.force_login(world.users[who] if isinstance(who, Role) else who)
        session = client.session
        session[SHOWN_FACTOR] = True
        session.save()
        return client

    return client_of
