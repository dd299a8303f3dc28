"""The lists of the workspace: sorted, narrowed, whole as a file, for who may see the page."""

import csv
import io
from datetime import date
from decimal import Decimal

import pytest
from django.http import HttpResponse

from mingzhang_web.apps.accounts.roles import Role
from mingzhang_web.apps.journal.actor import SYSTEM
from mingzhang_web.apps.organisations.services import found_department
from mingzhang_web.apps.workspace.models import BudgetYear, Check, Finding
from mingzhang_web.apps.workspace.models.years import Stage
from mingzhang_web.apps.workspace.selectors.differences import Difference, InPart
from mingzhang_web.apps.workspace.services.years import open_year
from web.conftest import SignedIn, World
from web.test_findings_pages import checked

__all__ = ["checked"]
REVIEW = "/work/review/"


def lines(answer: HttpResponse) -> list[dict[str, str]]:
    text = b"".join(answer).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def of(answer: HttpResponse, title: str) -> list[str]:
    return [line[title] for line in lines(answer)]


def finding(year: BudgetYear, order: int, message: str, **more: object) -> Finding:
    given = {"rule": "A01", "severity": "error", "verdict": "fail", "places": []}
    return Finding.objects.create(
        budget_year=year,
        fingerprint=message,
        message=message,
        order=order,
        first_seen_at=year.created_at,
        **{**given, **more},
    )


@pytest.fixture
def three_departments(world: World, checked: Check) -> None:
    """Departments of one bureau: two were checked, one has two errors, the other none."""
    for number, (name, stage) in enumerate((("甲局", Stage.CHECKED), ("乙局", Stage.DRAFT))):
        place = found_department(SYSTEM, world.bureau, f"9{number}", name, f"n{number}")
        year = open_year(SYSTEM, place, world.year.year, world.year.profile)
        BudgetYear.objects.filter(pk=year.pk).update(
            stage=stage, current_check=checked, approved_on=date(2026, 1, 20)
        )
    BudgetYear.objects.filter(pk=world.year.pk).update(stage=Stage.CHECKED)


def test_the_bureau_sorts_its_departments_by_what_is_open(
    world: World, signed_in: SignedIn, three_departments: None
) -> None:
    Finding.objects.all().delete()
    finding(world.year, 0, "一")
    client = signed_in(Role.REVIEWER)
    falling = client.get(REVIEW, {"sort": "-errors", "download": "csv"})
    assert of(falling, "部门") == [world.department.name, "甲局", "乙局"]
    rising = client.get(REVIEW, {"sort": "errors", "download": "csv"})
    assert of(rising, "部门") == ["甲局", world.department.name, "乙局"]
    assert of(client.get(REVIEW, {"sort": "errors", "download": "csv"}), "错误") == ["0", "1", ""]


def test_a_file_bears_the_year_and_leaves_the_buttons_on_the_page(
    world: World, signed_in: SignedIn, three_departments: None
) -> None:
    answer = signed_in(Role.REVIEWER).get(REVIEW, {"download": "csv"})
    assert f"{world.year.year}" in answer.headers["Content-Disposition"]
    found = lines(answer)
    assert "核对意见" not in found[0]
    assert [line["公开期限"] for line in found] == ["", "2026-02-09", "2026-02-09"]


def test_findings_are_sorted_by_weight_and_by_the_day_they_are_due(
    world: World, signed_in: SignedIn, checked: Check
) -> None:
    Finding.objects.all().delete()
    finding(world.year, 0, "尾差", verdict="rounding")
    finding(world.year, 1, "提示", severity="info", due_on=date(2026, 5, 2))
    finding(world.year, 2, "警告", severity="warning")
    finding(world.year, 3, "错误", due_on=date(2026, 5, 1))
    client, path = signed_in(Role.FINANCE_OFFICER), f"/work/{world.year.pk}/findings/"
    asked = {"download": "csv"}
    assert of(client.get(path, asked), "说明") == ["尾差", "提示", "警告", "错误"]
    by_weight = lines(client.get(path, {**asked, "sort": "weight"}))
    for title in ("说明", "严重程度"):
        assert [line[title] for line in by_weight] == ["错误", "警告", "提示", "尾差"]
    by_day = client.get(path, {**asked, "sort": "due"})
    assert of(by_day, "说明") == ["错误", "提示", "尾差", "警告"]
    assert of(client.get(path, {**asked, "weight": "warning"}), "说明") == ["警告"]
    page = client.get(path, {"sort": "due"}, headers={"HX-Request": "true"}).content.decode()
    assert page.index("错误") < page.index("提示")
    assert "?sort=due&amp;download=csv" in page


def test_an_office_downloads_what_is_assigned_to_it_alone(
    world: World, signed_in: SignedIn, checked: Check
) -> None:
    finding(world.year, 900, "分派的", assigned_to=world.users[Role.PROJECT_OFFICE])
    path = f"/work/{world.year.pk}/findings/"
    answer = signed_in(Role.PROJECT_OFFICE).get(path, {"download": "csv"})
    assert of(answer, "说明") == ["分派的"]


LISTS = ("findings", "imports", "offices", "publish", "last-year")


@pytest.mark.parametrize("page", LISTS)
@pytest.mark.parametrize("asked", [{"download": "csv"}, {"download": "xlsx"}, {"columns": ""}])
def test_no_list_is_for_another_department(
    world: World, signed_in: SignedIn, checked: Check, page: str, asked: dict[str, str]
) -> None:
    path = f"/work/{world.year.pk}/{page}/"
    for role in Role:
        assert signed_in(world.strangers[role]).get(path, asked).status_code == 404, role


def test_home_lists_every_year_in_pages(world: World, signed_in: SignedIn) -> None:
    for number in range(120):
        open_year(SYSTEM, world.department, 2040 + number, world.year.profile)
    client = signed_in(Role.FINANCE_OFFICER)
    assert "共 121 条" in client.get("/work/").content.decode()
    assert len(lines(client.get("/work/", {"download": "csv"}))) == 121
    oldest = client.get("/work/", {"sort": "year"}).context["years"].page
    assert next(iter(oldest)).year == world.year


def test_steps_are_sorted_in_the_order_they_are_taken(world: World, signed_in: SignedIn) -> None:
    for number, stage in enumerate(reversed(Stage)):
        year = open_year(SYSTEM, world.department, 2001 + number, world.year.profile)
        BudgetYear.objects.filter(pk=year.pk).update(stage=stage)
    found = of(
        signed_in(Role.FINANCE_OFFICER).get("/work/", {"sort": "stage", "download": "csv"}), "环节"
    )
    assert list(dict.fromkeys(found)) == [stage.label for stage in Stage]


def test_changes_of_another_unit_are_sorted_by_their_size(
    world: World, signed_in: SignedIn, checked: Check, monkeypatch: pytest.MonkeyPatch
) -> None:
    from mingzhang_web.apps.workspace.views import review

    def changed(name: str, by: str, size: int) -> InPart:
        return InPart("收支总表", 0, Difference(name, "合计", "改变", "", "", by, "", size, None))

    found = [changed("元", "9000", 9_000), changed("万元", "2", 20_000), changed("减", "-1", -1)]
    monkeypatch.setattr(review, "in_parts", lambda *_: found)
    path = f"/work/{world.year.pk}/last-year/"
    answer = signed_in(Role.FINANCE_OFFICER).get(path, {"sort": "-by", "download": "csv"})
    assert of(answer, "行") == ["万元", "元", "减"]


def test_a_sheet_of_the_ledger_is_sorted_by_its_amounts(world: World, signed_in: SignedIn) -> None:
    client, path = signed_in(Role.FINANCE_OFFICER), f"/work/{world.year.pk}/ledger/预算明细/"
    rows = lines(client.get(path, {"sort": "-本年金额", "download": "csv"}))
    amounts = [Decimal(row["本年金额"]) for row in rows if row["本年金额"]]
    assert len(rows) == world.year.rows.filter(sheet="预算明细").count()
    assert amounts == sorted(amounts, reverse=True)
    assert all(len(row["功能科目"]) == 7 for row in rows)


def test_an_office_downloads_the_rows_of_its_own_projects(
    world: World, signed_in: SignedIn
) -> None:
    path, asked = f"/work/{world.year.pk}/ledger/项目/", {"download": "csv"}
    own = world.year.rows.filter(sheet="项目", office=world.office)
    found = of(signed_in(Role.PROJECT_OFFICE).get(path, asked), "项目名称")
    assert found == [row.values["项目名称"] for row in own]
    assert signed_in(world.strangers[Role.PROJECT_OFFICE]).get(path, asked).status_code == 404
