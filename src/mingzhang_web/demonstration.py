"""The example year with people for every role (演示数据), for a first look at the workspace."""

import json
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from mingzhang.batch.messages import DisclosureRead
from mingzhang.checks.report import check
from mingzhang.example.document import FILE_NAME, build_example
from mingzhang.example.facts import load
from mingzhang.example.ledger import PROFILE, example_ledger
from mingzhang.ledger.rows import rows_of
from mingzhang.ledger.sheets import PROJECTS
from mingzhang.ledger.worked import worked_example
from mingzhang.recognition import read_disclosure
from mingzhang_web.apps.accounts import services as accounts
from mingzhang_web.apps.accounts.access import Access
from mingzhang_web.apps.accounts.models import User
from mingzhang_web.apps.accounts.roles import Role
from mingzhang_web.apps.jobs.models import State
from mingzhang_web.apps.jobs.services import end
from mingzhang_web.apps.journal.actor import SYSTEM, Actor
from mingzhang_web.apps.organisations import services as organisations
from mingzhang_web.apps.organisations.models import Bureau, Department, Office
from mingzhang_web.apps.publishing.services.editions import ask
from mingzhang_web.apps.workspace.models import BudgetYear
from mingzhang_web.apps.workspace.selectors.sight import Sight
from mingzhang_web.apps.workspace.services import stages
from mingzhang_web.apps.workspace.services.checks import check_ledger
from mingzhang_web.apps.workspace.services.imports import hand_in, keep_reading
from mingzhang_web.apps.workspace.services.ledgers import project_of, replace_rows
from mingzhang_web.apps.workspace.services.years import open_year

OFFICES = 4
FINANCE = "finance"
_OF_A_DEPARTMENT = (Role.FINANCE_OFFICER, Role.LEADER, Role.PUBLISHER)


@dataclass(frozen=True, slots=True)
class Person:
    """One demonstration user: the name signed in with says the role."""

    username: str
    full_name: str
    role: Role


PEOPLE = (
    Person("office", "项目科室（演示）", Role.PROJECT_OFFICE),
    Person(FINANCE, "财务人员（演示）", Role.FINANCE_OFFICER),
    Person("leader", "分管领导（演示）", Role.LEADER),
    Person("publisher", "公开专员（演示）", Role.PUBLISHER),
    Person("reviewer", "财政审核（演示）", Role.REVIEWER),
    Person("system", "系统管理员（演示）", Role.SYSTEM_ADMIN),
    Person("security", "安全管理员（演示）", Role.SECURITY_ADMIN),
    Person("audit", "审计管理员（演示）", Role.AUDIT_ADMIN),
)


def passwords(folder: Path) -> dict[str, str]:
    """The demonstration passwords of this installation by user name, made at its first start."""
    file = folder / "demonstration.json"
    if not file.exists():
        made = {person.username: f"Mz{secrets.randbelow(10**8):08d}!" for person in PEOPLE}
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as new:
            json.dump(made, new)
    found: dict[str, str] = json.loads(file.read_text("utf-8"))
    return found


@transaction.atomic
def load_demonstration(words: dict[str, str]) -> None:
    """The example department with its ledger and its people, once; `words`: user → password."""
    if User.objects.exists():
        return
    facts = load().department
    bureau = organisations.found_bureau(SYSTEM, f"{facts.city}财政局", facts.city)
    department = organisations.found_department(
        SYSTEM, bureau, facts.code, facts.name, f"{facts.code}"
    )
    offices = [
        organisations.found_office(SYSTEM, department, name)
        for name in facts.offices.names[:OFFICES]
    ]
    opened = _ledger(department, offices, facts.year)
    for person in PEOPLE:
        _join(person, words[person.username], bureau, department, offices[0])
    _handed_in(opened)
    _published(bureau)


def _ledger(department: Department, offices: list[Office], year: int) -> BudgetYear:
    rows = rows_of(example_ledger())
    for unit in rows["部门"]:
        if unit["层级"] == "单位":
            organisations.found_unit(SYSTEM, department, unit["名称"], unit.get("代码", ""))
    projects = map(project_of, rows[PROJECTS.name])
    answering = {project: offices[n % len(offices)] for n, project in enumerate(projects)}
    opened = open_year(SYSTEM, department, year, PROFILE)
    replace_rows(SYSTEM, opened, rows, answering, "示例")
    return opened


def _published(bureau: Bureau) -> None:
    """An invented department all the way to publication: its files are written by the worker."""
    rows = rows_of(worked_example())
    head = rows["部门"][0]
    department = organisations.found_department(
        SYSTEM, bureau, head["代码"], head["名称"], f"{head['代码']}-2"
    )
    office = organisations.found_office(SYSTEM, department, "办公室")
    for person in (person for person in PEOPLE if person.role in _OF_A_DEPARTMENT):
        user = User.objects.get(username=person.username)
        accounts.grant(SYSTEM, user, person.role, department=department)
    year = open_year(SYSTEM, department, int(head["年度"]), head["公开样式"])
    answering = {project_of(row): office for row in rows[PROJECTS.name]}
    replace_rows(SYSTEM, year, rows, answering, "示例")
    stages.submit(*_who(FINANCE), year, office)
    stages.take(*_who(FINANCE), year, stages.COMPILE)
    stages.take(*_who(FINANCE), year, stages.CHECK)
    stages.set_approved_on(*_who(FINANCE), year, timezone.localdate())
    stages.take(*_who("leader"), year, stages.APPROVE)
    ask(*_who("publisher"), year)


def _who(username: str) -> tuple[Actor, Access]:
    user = User.objects.get(username=username)
    return Actor(user.pk, str(user)), Access.of(user)


def _handed_in(year: BudgetYear) -> None:
    """The example disclosure, handed in and read, and the ledger checked: findings to begin with."""
    user = User.objects.get(username=FINANCE)
    actor, access = _who(FINANCE)
    data = build_example().encode()
    made = hand_in(actor, Sight.of(access, user, year), FILE_NAME, data)
    disclosure = read_disclosure(data, FILE_NAME)
    keep_reading(made, DisclosureRead(disclosure, check(disclosure, tolerant=True)))
    end(made.job, State.DONE)
    check_ledger(actor, access, year)


def _join(
    person: Person, password: str, bureau: Bureau, department: Department, office: Office
) -> None:
    user = accounts.make_user(
        SYSTEM, person.username, person.full_name, password, must_change=False
    )
    places: dict[str, Bureau | Department | Office] = {"department": department}
    if person.role is Role.REVIEWER:
        places = {"bureau": bureau}
    elif person.role in (Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN):
        places = {}
    elif person.role is Role.PROJECT_OFFICE:
        places["office"] = office
    accounts.grant(SYSTEM, user, person.role, **places)  # type: ignore[arg-type]
