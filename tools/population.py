"""A workspace with many departments (批量数据): random ledgers compiled, checked and published."""

import sys
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random
from uuid import UUID

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

PASSWORD = "Load-Bench-2026"
PROFILE = "shanxi-2025"
LAST_YEAR = 2026


@dataclass(frozen=True, slots=True)
class Size:
    """How many departments of how many years."""

    departments: int
    years: int


def populate(size: Size, tell=lambda done: None) -> None:
    """Fill an empty database: every department with its people, each year but the last published."""
    from mingzhang_web.apps.accounts.roles import Role
    from mingzhang_web.apps.accounts.services import grant, make_user
    from mingzhang_web.apps.journal.actor import SYSTEM
    from mingzhang_web.apps.organisations import services as organisations

    bureau = organisations.found_bureau(SYSTEM, "平川市财政局", "平川市")
    for number in range(3):
        user = make_user(SYSTEM, f"reviewer{number}", f"审核{number}", PASSWORD, must_change=False)
        grant(SYSTEM, user, Role.REVIEWER, bureau=bureau)
    for number in range(size.departments):
        name = f"平川市第{number + 1}局"
        place = organisations.found_department(SYSTEM, bureau, f"{number:03}", name, f"d{number}")
        organisations.found_office(SYSTEM, place, "办公室")
        people = {}
        for role in (Role.FINANCE_OFFICER, Role.LEADER, Role.PUBLISHER):
            user = make_user(
                SYSTEM,
                f"{role.value}{number}",
                f"{role.label}{number}",
                PASSWORD,
                must_change=False,
            )
            grant(SYSTEM, user, role, department=place)
            people[role] = user
        for back in range(size.years):
            year = LAST_YEAR - size.years + 1 + back
            _year(place, year, number * 100 + back, people, published=year < LAST_YEAR)
        tell(number + 1)


def _year(place, year: int, seed: int, people, *, published: bool) -> None:
    from dataclasses import replace

    from ledger.random_ledgers import random_ledger
    from mingzhang.ledger.rows import rows_of
    from mingzhang_web.apps.accounts.access import Access
    from mingzhang_web.apps.accounts.roles import Role
    from mingzhang_web.apps.journal.actor import SYSTEM, Actor
    from mingzhang_web.apps.workspace.models.years import Stage
    from mingzhang_web.apps.workspace.services.checks import check_ledger
    from mingzhang_web.apps.workspace.services.ledgers import replace_rows
    from mingzhang_web.apps.workspace.services.years import open_year

    made = random_ledger(seed, PROFILE)
    ledger = replace(made, year=year, code=place.code, name=place.name)
    opened = open_year(SYSTEM, place, year, PROFILE)
    replace_rows(SYSTEM, opened, rows_of(ledger), {}, "批量数据")
    opened.stage, opened.approved_on = Stage.COMPILED, date(year, 1, 1) + timedelta(days=20)
    opened.save()
    officer = people[Role.FINANCE_OFFICER]
    check_ledger(Actor(officer.pk, str(officer)), Access.of(officer), opened)
    _findings(opened, Random(seed))
    if published:
        _publish(opened, seed, people[Role.PUBLISHER])


def _findings(year, chance: Random) -> None:
    """Some open findings to look at, as a first draft has.

    The years are random, so that each contradicts what the last one printed: that is explained.
    """
    from django.utils import timezone

    from mingzhang_web.apps.workspace.models import Finding

    year.findings.filter(severity="error").update(state=Finding.State.EXPLAINED)
    Finding.objects.bulk_create(
        Finding(
            budget_year=year,
            fingerprint=f"{year.pk}-{number}",
            rule=f"A{chance.randrange(1, 60):02}",
            severity="warning",
            verdict="fail",
            message=f"第 {number} 处：两边相差 {chance.randrange(1, 900)}.00 万元",
            places=[],
            order=number,
            first_seen_at=timezone.now(),
        )
        for number in range(chance.randrange(5, 40))
    )


def _publish(year, seed: int, publisher) -> None:
    """As the worker does, but the site alone: it is what visitors read."""
    from mingzhang_web.apps.journal.actor import Actor
    from mingzhang_web.apps.publishing import making
    from mingzhang_web.apps.publishing.services.editions import keep
    from mingzhang_web.apps.workspace.models.years import Stage

    year.stage = Stage.APPROVED
    year.save()
    making.FORMATS = ("html",)
    keep(
        Actor(publisher.pk, str(publisher)),
        year,
        UUID(int=seed + (year.pk << 32)),
        making.make(year, lambda done, message: None),
    )
