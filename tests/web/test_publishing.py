"""Publishing: conditions, one frozen edition, corrections, what visitors get and can prove."""

import csv
from decimal import Decimal
from hashlib import sha256
from urllib.parse import quote
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from mingzhang.writers.publication import Manifest
from mingzhang_web import files
from mingzhang_web.apps.accounts.access import Access
from mingzhang_web.apps.accounts.roles import ALLOWED, Action, Role
from mingzhang_web.apps.jobs.models import Job, State
from mingzhang_web.apps.jobs.services import cancel
from mingzhang_web.apps.jobs.worker import do_one
from mingzhang_web.apps.journal.actor import Actor
from mingzhang_web.apps.journal.models import Entry
from mingzhang_web.apps.publishing.making import make
from mingzhang_web.apps.publishing.models import Edition
from mingzhang_web.apps.publishing.services.editions import Made, ask, keep
from mingzhang_web.apps.workspace.models import BudgetYear, Finding
from mingzhang_web.apps.workspace.models.years import Stage
from mingzhang_web.apps.workspace.services import stages
from mingzhang_web.apps.workspace.services.checks import check_ledger
from mingzhang_web.apps.workspace.services.refusals import Refused
from mingzhang_web.apps.workspace.services.rows import Edit, edit_rows
from web.conftest import SignedIn, World


def who(world: World, role: Role) -> tuple[Actor, Access, BudgetYear]:
    user = world.users[role]
    return Actor(user.pk, str(user)), Access.of(user), world.year


def approved(world: World) -> BudgetYear:
    """A checked year without open errors that the leader has approved."""
    year = world.year
    BudgetYear.objects.filter(pk=year.pk).update(stage=Stage.COMPILED)
    year.refresh_from_db()
    check_ledger(*who(world, Role.FINANCE_OFFICER))
    Finding.objects.filter(budget_year=year).update(severity="warning")
    BudgetYear.objects.filter(pk=year.pk).update(
        stage=Stage.APPROVED, approved_on=timezone.localdate()
    )
    year.refresh_from_db()
    return year


@pytest.fixture(scope="module")
def written() -> dict[int, Made]:
    """What was written once: writing all forms takes a second."""
    return {}


def published(world: World, written: dict[int, Made]) -> Edition:
    """The year, published."""
    year = approved(world)
    if 0 not in written:
        written[0] = make(year, lambda done, message: None)
    made = written[0]
    now = Made(year.revision, made.disclosure, made.manifest, made.found)
    return keep(who(world, Role.PUBLISHER)[0], year, uuid4(), now)


def address(edition: Edition, path: str = "") -> str:
    return edition.get_absolute_url() + path


def test_a_year_is_published_with_all_its_files(world: World) -> None:
    year = approved(world)
    job = ask(*who(world, Role.PUBLISHER))
    assert do_one()
    job.refresh_from_db()
    assert job.state == State.DONE, job.message
    edition = Edition.objects.get(budget_year=year)
    year.refresh_from_db()
    assert year.stage == Stage.PUBLISHED
    assert edition.number == 1
    formats = set(edition.files.values_list("format", flat=True))
    assert formats == {"docx", "pdf", "xlsx", "html", "data"}
    for one in edition.files.all():
        assert sha256(files.content(one.sha256)).hexdigest() == one.sha256
    assert Entry.objects.filter(action="edition.publish").count() == 1


def test_the_same_publication_done_twice_makes_one_edition(world: World) -> None:
    approved(world)
    job = ask(*who(world, Role.PUBLISHER))
    do_one()
    Job.objects.filter(pk=job.pk).update(state=State.QUEUED)
    do_one()
    job.refresh_from_db()
    assert job.state == State.DONE
    assert Edition.objects.count() == 1


def test_nothing_is_published_while_a_condition_is_missing(world: World) -> None:
    with pytest.raises(Refused, match="已批准"):
        ask(*who(world, Role.PUBLISHER))
    year = approved(world)
    BudgetYear.objects.filter(pk=year.pk).update(approved_on=None)
    with pytest.raises(Refused, match="批复日期"):
        ask(*who(world, Role.PUBLISHER))
    assert not Job.objects.filter(kind="publish").exists()


def test_a_year_is_not_published_twice_at_once(world: World) -> None:
    approved(world)
    ask(*who(world, Role.PUBLISHER))
    with pytest.raises(Refused, match="正在公开"):
        ask(*who(world, Role.PUBLISHER))


def test_a_cancelled_publication_leaves_nothing(world: World) -> None:
    year = approved(world)
    job = ask(*who(world, Role.PUBLISHER))
    cancel(who(world, Role.PUBLISHER)[0], job)
    do_one()
    year.refresh_from_db()
    assert not Edition.objects.exists()
    assert year.stage == Stage.APPROVED


@pytest.mark.parametrize("role", Role)
def test_only_who_may_publish_does(world: World, role: Role) -> None:
    approved(world)
    if Action.PUBLISH in ALLOWED[role]:
        assert ask(*who(world, role)).kind == "publish"
    else:
        with pytest.raises(PermissionDenied):
            ask(*who(world, role))


def test_a_ledger_changed_meanwhile_is_not_published(
    world: World, written: dict[int, Made]
) -> None:
    published(world, written)
    made = written[0]
    stale = Made(world.year.revision - 1, made.disclosure, made.manifest, made.found)
    with pytest.raises(Refused, match="有改动"):
        keep(who(world, Role.PUBLISHER)[0], world.year, uuid4(), stale)
    assert Edition.objects.count() == 1


def test_a_correction_is_the_next_edition_and_the_first_stays(
    world: World, written: dict[int, Made]
) -> None:
    first = published(world, written)
    stages.take(*who(world, Role.PUBLISHER), stages.CORRECT, "漏列一个项目")
    second = published(world, written)
    assert (second.number, second.reason) == (2, "漏列一个项目")
    page = Client().get(address(first)).content.decode()
    assert "这一版已经更正" in page
    bar = Client().get(address(first, "html/index.html")).content.decode()
    assert "这一版已经更正" in bar
    newest = Client().get(address(second)).content.decode()
    assert "漏列一个项目" in newest
    assert "这一版已经更正" not in newest
    changes = Client().get(address(second, "changes/")).content.decode()
    assert "所有的数都相同" in changes


def test_visitors_read_and_save_what_was_published(world: World, written: dict[int, Made]) -> None:
    edition = published(world, written)
    visitor = Client()
    for path in (
        "/",
        f"/d/{world.department.slug}/",
        address(edition),
        "/search/?q=项目",
        "/feed/",
    ):
        answer = visitor.get(path)
        assert answer.status_code == 200, path
        assert visitor.head(path).status_code == 200, path
        assert not answer.cookies, path
        assert "public" in answer.headers["Cache-Control"], path
    page = visitor.get(address(edition, "html/index.html"))
    assert page.headers["Content-Type"].startswith("text/html")
    assert not page.cookies
    for one in edition.files.exclude(format="html")[:4]:
        answer = visitor.get(address(edition, one.path))
        assert sha256(answer.content).hexdigest() == one.sha256
        assert answer.headers["Content-Disposition"].startswith("attachment")
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "immutable" in answer.headers["Cache-Control"]
        again = visitor.get(address(edition, one.path), headers={"If-None-Match": answer["ETag"]})
        assert again.status_code == 304
    assert visitor.get(address(edition, "html/../../secret")).status_code == 404
    assert visitor.get(f"/d/{world.department.slug}/1999/budget/").status_code == 404


def test_the_manifest_names_every_file(world: World, written: dict[int, Made]) -> None:
    edition = published(world, written)
    found = Client().get(address(edition, "manifest.json")).json()
    assert {one["path"]: one["sha256"] for one in found["outputs"]} == dict(
        edition.files.values_list("path", "sha256")
    )
    assert Manifest.__struct_fields__ == tuple(found)


def test_figures_of_all_years_are_one_file(world: World, written: dict[int, Made]) -> None:
    edition = published(world, written)
    visitor = Client()
    of_department = f"/d/{world.department.slug}/figures"
    figures = visitor.get(f"{of_department}.json").json()
    printed = sum(
        figure is not None
        for table in written[0].disclosure.tables
        for row in table.rows
        for figure in row.values.values()
    )
    assert len(figures) == printed
    total = next(one for one in figures if one["column"] and one["yuan"])
    assert {total["year"], total["edition"]} == {world.year.year, 1}
    heads, *rows = csv.reader(
        visitor.get(f"{of_department}.csv").content.decode("utf-8-sig").splitlines()
    )
    assert heads[:3] == ["年度", "预决算", "版次"]
    assert [row[-1] for row in rows] == [one["yuan"] or "" for one in figures]
    book = visitor.get(f"{of_department}.xlsx")
    assert book.content.startswith(b"PK")
    assert quote(f"{world.department.name}各年报表.xlsx") in book["Content-Disposition"]
    key = {one["name"]: one["yuan"] for one in visitor.get("/figures.json").json()}
    assert key["支出总计"] == edition.figures["支出总计"]
    assert visitor.get("/d/nobody/figures.csv").status_code == 404


def test_a_correction_shows_the_figures_that_it_changed(
    world: World, written: dict[int, Made]
) -> None:
    published(world, written)
    stages.take(*who(world, Role.PUBLISHER), stages.CORRECT, "一笔支出少列一万元")
    line = next(row for row in world.year.rows.all() if row.values.get("本年金额"))
    more = str(Decimal(line.values["本年金额"]) + 10_000)
    edit_rows(*who(world, Role.FINANCE_OFFICER), [Edit(line.pk, line.version, {"本年金额": more})])
    year = approved(world)
    made = make(year, lambda done, message: None)
    second = keep(who(world, Role.PUBLISHER)[0], year, uuid4(), made)
    page = Client().get(address(second, "changes/")).content.decode()
    assert "所有的数都相同" not in page
    assert "1.00" in page


def test_a_correction_takes_the_place_of_its_first_edition_in_all_years(
    world: World, written: dict[int, Made]
) -> None:
    published(world, written)
    stages.take(*who(world, Role.PUBLISHER), stages.CORRECT, "漏列一个项目")
    published(world, written)
    lines = Client().get(f"/d/{world.department.slug}/figures.json").json()
    assert {line["edition"] for line in lines} == {2}


def test_a_file_is_verified_by_its_content(world: World, written: dict[int, Made]) -> None:
    edition = published(world, written)
    one = edition.files.get(format="docx")
    data = files.content(one.sha256)
    good = Client().post("/verify/", {"file": SimpleUploadedFile("别的名字.docx", data)})
    assert "是这里公开的文件" in good.content.decode()
    assert one.path in good.content.decode()
    bad = Client().post("/verify/", {"file": SimpleUploadedFile("a.docx", data + b" ")})
    assert "不是这里公开的文件" in bad.content.decode()
    known = Client().get("/verify/", {"sha256": one.sha256.upper()})
    assert "是这里公开的文件" in known.content.decode()
    typo = Client().get("/verify/", {"sha256": "abc"})
    assert typo.status_code == 422


def test_the_feed_tells_of_publications(world: World, written: dict[int, Made]) -> None:
    edition = published(world, written)
    feed = Client().get("/feed/")
    assert feed.headers["Content-Type"].startswith("application/atom+xml")
    assert address(edition) in feed.content.decode()


def test_the_page_says_what_is_missing_and_publishes(world: World, signed_in: SignedIn) -> None:
    client = signed_in(Role.PUBLISHER)
    path = f"/work/{world.year.pk}/publish/"
    assert "要在“已批准”之后" in client.get(path).content.decode()
    approved(world)
    assert client.post(path, follow=True).status_code == 200
    assert Job.objects.filter(kind="publish", state=State.QUEUED).count() == 1
    assert "排队" in client.get(path).content.decode()


def test_a_page_may_be_asked_for_its_head_alone(world: World) -> None:
    answer = Client().head("/")
    assert (answer.status_code, answer.content) == (200, b"")
