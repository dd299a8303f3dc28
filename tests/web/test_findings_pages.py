"""The pages of imports, findings and review, as each role opens them."""

from collections.abc import Callable
from datetime import date
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from mingzhang_web.apps.accounts.access import Access
from mingzhang_web.apps.accounts.roles import Role
from mingzhang_web.apps.jobs import worker
from mingzhang_web.apps.journal.actor import SYSTEM
from mingzhang_web.apps.organisations.services import found_department
from mingzhang_web.apps.workspace.models import BudgetYear, Check, Finding, Import
from mingzhang_web.apps.workspace.models.years import Stage
from mingzhang_web.apps.workspace.selectors.ledgers import typed_rows
from mingzhang_web.apps.workspace.selectors.verdicts import verdicts, visible_verdicts
from mingzhang_web.apps.workspace.services.ledgers import replace_rows
from mingzhang_web.apps.workspace.services.years import open_year
from web.conftest import SignedIn, World
from web.test_checks import changed, check, spoil

MEMBERS = (Role.PROJECT_OFFICE, Role.FINANCE_OFFICER, Role.LEADER, Role.PUBLISHER)
WHOLE = (Role.FINANCE_OFFICER, Role.LEADER, Role.PUBLISHER)


@pytest.fixture
def checked(world: World) -> Check:
    spoil(world)
    return check(world)


def at(world: World, stage: Stage) -> None:
    BudgetYear.objects.filter(pk=world.year.pk).update(stage=stage)


def finding_of(world: World) -> Finding:
    return world.year.findings.filter(severity="error")[0]


@pytest.mark.parametrize("role", Role)
def test_members_see_the_desk_and_the_bureau_after_checking(
    world: World, signed_in: SignedIn, checked: Check, role: Role
) -> None:
    message = finding_of(world).message
    for stage in (Stage.COMPILED, Stage.CHECKED):
        at(world, stage)
        page = signed_in(role).get(f"/work/{world.year.pk}/findings/")
        seen = role in MEMBERS or role is Role.REVIEWER
        assert page.status_code == (200 if seen else 404)
        whole = role in WHOLE or (role is Role.REVIEWER and stage is Stage.CHECKED)
        assert (message in unescape(page.content.decode())) == whole
        assert signed_in(world.strangers[role]).get(page.request["PATH_INFO"]).status_code == 404


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize(
    "address", ["", "document/", "proofs/", "report/html/", "report/xlsx/", "report/json/"]
)
def test_document_is_open_to_who_sees_the_whole(
    world: World, signed_in: SignedIn, checked: Check, role: Role, address: str
) -> None:
    for stage, seen in ((Stage.COMPILED, WHOLE), (Stage.CHECKED, (*WHOLE, Role.REVIEWER))):
        at(world, stage)
        answer = signed_in(role).get(f"/work/checks/{checked.pk}/{address}")
        assert answer.status_code == (200 if role in seen else 404)
    path = f"/work/checks/{checked.pk}/{address}"
    assert signed_in(world.strangers[role]).get(path).status_code == 404


def test_downloads_are_saved_and_never_run(
    world: World, signed_in: SignedIn, checked: Check
) -> None:
    client = signed_in(Role.FINANCE_OFFICER)
    for kind in ("html", "xlsx", "json", "checklist"):
        answer = client.get(f"/work/checks/{checked.pk}/report/{kind}/")
        assert answer["Content-Disposition"].startswith("attachment")
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in answer["Content-Security-Policy"]
    assert client.get(f"/work/checks/{checked.pk}/report/exe/").status_code == 404


def test_explaining_by_the_page_keeps_what_was_typed_when_refused(
    world: World, signed_in: SignedIn, checked: Check
) -> None:
    finding = finding_of(world)
    client = signed_in(Role.FINANCE_OFFICER)
    typed = {"state": "explained", "reason": "口径不同", "valid_until": "2001-01-01"}
    refused = client.post(f"/work/findings/{finding.pk}/answer/", typed)
    assert refused.status_code == 422
    assert "口径不同" in refused.content.decode()
    assert "不能早于今天" in refused.content.decode()
    done = client.post(f"/work/findings/{finding.pk}/answer/", {**typed, "valid_until": ""})
    assert done.status_code == 302
    finding.refresh_from_db()
    assert finding.state == Finding.State.EXPLAINED
    assert client.post(f"/work/findings/{finding.pk}/delete/").status_code == 404


def test_wrong_dates_are_told(world: World, signed_in: SignedIn, checked: Check) -> None:
    path = f"/work/findings/{finding_of(world).pk}/assign/"
    answer = signed_in(Role.FINANCE_OFFICER).post(path, {"person": "", "due_on": "明天"})
    assert answer.status_code == 422
    assert "日期要写成" in answer.content.decode()


def test_filters_give_the_list_alone_to_htmx(
    world: World, signed_in: SignedIn, checked: Check
) -> None:
    client = signed_in(Role.FINANCE_OFFICER)
    path = f"/work/{world.year.pk}/findings/?weight=warning&state=nonsense&rule=%00&words=%00"
    part = client.get(path, headers={"HX-Request": "true"}).content.decode()
    assert part.lstrip().startswith("<section")
    assert "<html" not in part


def upload(client: Client, world: World, *named: tuple[str, bytes]) -> object:
    sent = [SimpleUploadedFile(name, data) for name, data in named]
    return client.post(f"/work/{world.year.pk}/imports/", {"files": sent})


def test_several_files_are_handed_in_at_once(world: World, signed_in: SignedIn) -> None:
    client = signed_in(Role.FINANCE_OFFICER)
    answer = upload(client, world, ("一.txt", "甲局".encode()), ("二.exe", b"MZ"))
    text = answer.content.decode()  # type: ignore[attr-defined]
    assert answer.status_code == 422  # type: ignore[attr-defined]
    assert "二.exe" in text
    assert list(Import.objects.values_list("name", flat=True)) == ["一.txt"]
    worker.do_one()
    page = client.get(f"/work/imports/{Import.objects.get().pk}/")
    assert page.status_code == 200
    assert client.get(f"/work/imports/{Import.objects.get().pk}/file/").content == "甲局".encode()


@pytest.mark.parametrize("role", Role)
def test_imports_are_seen_by_their_own_side(world: World, signed_in: SignedIn, role: Role) -> None:
    upload(signed_in(Role.FINANCE_OFFICER), world, ("一.txt", "甲局".encode()))
    made = Import.objects.get()
    for path in (f"/work/imports/{made.pk}/", f"/work/imports/{made.pk}/file/"):
        expected = 200 if role in WHOLE else 404
        assert signed_in(role).get(path).status_code == expected
        assert signed_in(world.strangers[role]).get(path).status_code == 404


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize(
    "path", ["/work/review/", "/work/review/?download=xlsx", "/work/review/compare/"]
)
def test_review_belongs_to_the_bureau(
    world: World, signed_in: SignedIn, role: Role, path: str
) -> None:
    expected = 200 if role is Role.REVIEWER else 403
    assert signed_in(role).get(path).status_code == expected
    if role is Role.REVIEWER:
        text = signed_in(world.strangers[role]).get(path).content.decode("utf-8", "replace")
        assert world.department.name not in text


def test_review_shows_counts_from_checking_on(
    world: World, signed_in: SignedIn, checked: Check
) -> None:
    client = signed_in(Role.REVIEWER)
    link = f'<a href="/work/{world.year.pk}/findings/">'
    assert link not in client.get("/work/review/").content.decode()
    world.year.approved_on = date(2026, 1, 20)
    world.year.stage = Stage.CHECKED
    world.year.save()
    text = client.get("/work/review/").content.decode()
    assert link in text
    assert "2026-02-09" in text


def test_letter_is_for_the_bureau_alone(world: World, signed_in: SignedIn, checked: Check) -> None:
    at(world, Stage.CHECKED)
    path = f"/work/checks/{checked.pk}/letter/?reply_by=2026-12-01"
    assert signed_in(Role.REVIEWER).get(path).content.startswith(b"PK")
    assert signed_in(Role.FINANCE_OFFICER).get(path).status_code == 403
    assert signed_in(Role.REVIEWER).get(path + "x").status_code == 404


def last_year_of(world: World) -> BudgetYear:
    before = open_year(SYSTEM, world.department, world.year.year - 1, world.year.profile)
    rows = typed_rows(world.year)
    rows["部门"][0]["年度"] = str(before.year)
    for sheet in ("分年资金", "合同"):
        rows[sheet] = []
    line = next(row for row in rows["预算明细"] if row["类别"] == "人员")
    line["本年金额"] = str(int(line["本年金额"]) + 10000)
    replace_rows(SYSTEM, before, rows)
    return before


def test_departments_are_held_against_last_year(
    world: World, signed_in: SignedIn, checked: Check
) -> None:
    this_year, before = world.year, last_year_of(world)
    world.year = before
    check(world)
    world.year = this_year
    BudgetYear.objects.filter(pk__in=(this_year.pk, before.pk)).update(stage=Stage.CHECKED)
    client = signed_in(Role.REVIEWER)
    table = client.get(f"/work/review/compare/?year={this_year.year}").content.decode()
    assert "-" in table.split("支出总计变化的中位</dt>")[1].split("</dd>")[0]
    page = client.get(f"/work/{this_year.pk}/last-year/").content.decode()
    assert "个数不同" in page
    BudgetYear.objects.filter(pk=before.pk).update(stage=Stage.COMPILED)
    assert "没有可以比较" in client.get(f"/work/{this_year.pk}/last-year/").content.decode()


def queries(action: Callable[[], object]) -> int:
    with CaptureQueriesContext(
        connection,
    ) as caught:
        action()
    return len(caught)


@pytest.mark.parametrize(
    ("role", "path"),
    [
        (Role.FINANCE_OFFICER, "/work/{year}/findings/?state=all"),
        (Role.FINANCE_OFFICER, "/work/{year}/imports/"),
        (Role.REVIEWER, "/work/review/"),
        (Role.REVIEWER, "/work/review/compare/"),
    ],
)
def test_pages_ask_the_database_equally_often(
    world: World, signed_in: SignedIn, checked: Check, role: Role, path: str
) -> None:
    at(world, Stage.CHECKED)
    client = signed_in(role)
    finance = client if role is Role.FINANCE_OFFICER else signed_in(Role.FINANCE_OFFICER)
    address = path.format(year=world.year.pk)
    upload(finance, world, ("一.txt", b"x"))
    client.get(address)
    first = queries(lambda: client.get(address))
    for number in range(3):
        more = found_department(SYSTEM, world.bureau, f"8{number}", f"第{number}局", f"d{number}")
        year = open_year(SYSTEM, more, world.year.year, world.year.profile)
        Finding.objects.create(
            budget_year=world.year,
            fingerprint=f"更多{number}",
            rule="A01",
            severity="error",
            verdict="fail",
            message="不符",
            places=[],
            order=1000 + number,
            first_seen_at=checked.made_at,
            assigned_to=world.users[Role.FINANCE_OFFICER],
        )
        copied = Check.objects.get(pk=checked.pk)
        copied.pk, copied.budget_year = None, year
        copied.save()
        BudgetYear.objects.filter(pk=year.pk).update(stage=Stage.CHECKED, current_check=copied)
        upload(finance, world, (f"{number}.txt", b"x%d" % number))
    assert queries(lambda: client.get(address)) == first
    assert first <= 16


def test_home_counts_what_each_sees(world: World, signed_in: SignedIn, checked: Check) -> None:
    whole = signed_in(Role.FINANCE_OFFICER).get("/work/").content.decode()
    assert f"错误 {world.year.findings.filter(severity='error', verdict='fail').count()}" in whole
    office = signed_in(Role.PROJECT_OFFICE)
    assert "没有分派给您的" in office.get("/work/").content.decode()
    world.year.findings.filter(pk=finding_of(world).pk).update(
        assigned_to=world.users[Role.PROJECT_OFFICE]
    )
    assert "错误 1<" in office.get("/work/").content.decode()


def test_home_says_so_where_nothing_is_open(
    world: World, signed_in: SignedIn, checked: Check
) -> None:
    world.year.findings.update(state=Finding.State.EXPLAINED)
    assert "没有待处理" in signed_in(Role.LEADER).get("/work/").content.decode()


def test_finding_leads_to_the_row_that_is_put_right_and_to_the_next(
    world: World, signed_in: SignedIn
) -> None:
    overall = world.year.rows.filter(sheet="整体绩效", values__类别="指标")[0]
    second, row = world.year.rows.filter(sheet="绩效指标")[1:3]
    second.values["指标值"] = "大概"
    row.values["指标名称"], row.values["指标值"] = overall.values["名称"], "≥3个"
    for one in (second, row):
        one.save()
    check(world)
    first, after = world.year.findings.filter(verdict="fail")[:2]
    page = signed_in(Role.FINANCE_OFFICER).get(f"/work/findings/{first.pk}/").content.decode()
    assert any(f"/work/{world.year.pk}/rows/{one.pk}/" in page for one in (row, second))
    assert f"/work/findings/{after.pk}/" in page


def test_office_is_told_of_its_own_row_where_a_rule_holds_it_against_the_whole(
    world: World,
) -> None:
    overall = world.year.rows.filter(sheet="整体绩效", values__类别="指标")[0]
    own = world.year.rows.filter(sheet="绩效指标", office=world.office)[0]
    own.values["指标名称"], own.values["指标值"] = overall.values["名称"], "≥3个"
    own.save()
    changed(world)
    (told,) = [n for n in verdicts(world.year).notes if n.rule == "C12"]
    assert {pin[1] for pin in told.pins()} == {overall.pk, own.pk}
    access = Access.of(world.users[Role.PROJECT_OFFICE])
    (seen,) = [n for n in visible_verdicts(access, world.year).notes if n.rule == "C12"]
    assert seen.pins() == (("绩效指标", own.pk),)


def test_trend_ends_with_what_is_open_now(
    world: World, signed_in: SignedIn, checked: Check
) -> None:
    world.year.findings.update(state=Finding.State.EXPLAINED)
    page = signed_in(Role.LEADER).get(f"/work/{world.year.pk}/findings/").content.decode()
    assert f"待处理的错误由 {checked.open_errors} 到 0" in page
    assert "说明以后" in page
