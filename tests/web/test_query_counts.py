"""However much there is, a page asks the database the same number of questions."""

from dataclasses import replace
from uuid import uuid4

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from mingzhang_web.apps.accounts.roles import Role
from mingzhang_web.apps.accounts.services import grant
from mingzhang_web.apps.journal.actor import SYSTEM
from mingzhang_web.apps.organisations.services import found_department, found_office
from mingzhang_web.apps.publishing.models import Edition
from mingzhang_web.apps.publishing.services.editions import Made, keep
from mingzhang_web.apps.workspace.models import BudgetYear, Finding
from mingzhang_web.apps.workspace.models.years import Stage
from mingzhang_web.apps.workspace.services.years import open_year
from web.conftest import SignedIn, World
from web.test_publishing import published, who, written

__all__ = ["written"]


def pages(world: World, edition: Edition) -> list[tuple[Role | None, str]]:
    year, own = world.year.pk, edition.get_absolute_url()
    return [
        (None, "/"),
        (None, f"/d/{world.department.slug}/"),
        (None, own),
        (None, f"{own}html/index.html"),
        (None, "/search/?q=支出"),
        (None, "/feed/"),
        (Role.FINANCE_OFFICER, "/work/"),
        (Role.FINANCE_OFFICER, f"/work/{year}/"),
        (Role.FINANCE_OFFICER, f"/work/{year}/ledger/预算明细/"),
        (Role.FINANCE_OFFICER, f"/work/{year}/findings/"),
        (Role.FINANCE_OFFICER, f"/work/{year}/imports/"),
        (Role.FINANCE_OFFICER, f"/api/v1/years/{year}/findings"),
        (Role.FINANCE_OFFICER, "/api/v1/years"),
        (Role.PUBLISHER, f"/work/{year}/publish/"),
        (Role.REVIEWER, f"/work/review/?year={world.year.year}"),
        (Role.REVIEWER, f"/work/review/compare/?year={world.year.year}"),
        (Role.LEADER, "/work/board/"),
        (Role.SYSTEM_ADMIN, "/accounts/users/"),
        (Role.SYSTEM_ADMIN, "/accounts/users/organisations/"),
        (Role.SECURITY_ADMIN, "/accounts/grants/"),
        (Role.AUDIT_ADMIN, "/accounts/journal/"),
        (Role.AUDIT_ADMIN, f"/accounts/journal/?about=workspace.budgetyear:{year}&action=year"),
    ]


def counted(world: World, edition: Edition, signed_in: SignedIn) -> dict[str, int]:
    found = {}
    for role, path in pages(world, edition):
        client = signed_in(role or Role.REVIEWER)
        if role is None:
            client.logout()
        client.get(path)  # what is remembered between requests is remembered now
        with CaptureQueriesContext(connection) as asked:
            assert client.get(path).status_code == 200, path
        found[path] = len(asked)
    return found


def more_of_everything(world: World, made: Made) -> None:
    year = world.year
    for number in range(4):
        place = found_department(
            SYSTEM, world.bureau, f"9{number}", f"又一局{number}", f"m{number}"
        )
        found_office(SYSTEM, place, "办公室")
        open_year(SYSTEM, world.department, 2001 + number, year.profile)
        other = open_year(SYSTEM, place, year.year, year.profile)
        other.current_check, other.approved_on = year.current_check, timezone.localdate()
        other.stage = Stage.APPROVED
        other.save()
        actor = who(world, Role.PUBLISHER)[0]
        grant(SYSTEM, world.users[Role.PUBLISHER], Role.PUBLISHER, department=place)
        BudgetYear.objects.filter(pk=other.pk).update(revision=year.revision)
        other.refresh_from_db()
        keep(actor, other, uuid4(), replace(made, revision=other.revision))
    for row in list(year.rows.filter(sheet="预算明细")[:10]):
        row.pk = None
        row.save()
    findings(year, range(1, 30))


def findings(year: BudgetYear, numbers: range) -> None:
    Finding.objects.bulk_create(
        Finding(
            budget_year=year,
            fingerprint=str(number),
            rule="A01",
            severity="warning",
            verdict="fail",
            message=f"不符 {number}",
            places=[],
            order=number,
            first_seen_at=timezone.now(),
        )
        for number in numbers
    )


def test_more_content_asks_no_more_questions(
    world: World, signed_in: SignedIn, written: dict[int, Made]
) -> None:
    edition = published(world, written)
    open_year(SYSTEM, world.department, 2000, world.year.profile)
    findings(world.year, range(1))
    few = counted(world, edition, signed_in)
    more_of_everything(world, written[0])
    many = counted(world, edition, signed_in)
    assert {path: (few[path], many[path]) for path in few if many[path] > few[path]} == {}
    assert max(few.values()) < 40
