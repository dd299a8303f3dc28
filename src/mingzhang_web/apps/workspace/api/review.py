"""Checked documents and the bureau's view of them for programs (核对与审核接口)."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Field, Router, Schema

from mingzhang.disclosure.json import as_object
from mingzhang_web.api import Id, a_file, demand
from mingzhang_web.apps.workspace.api.imports import CheckOut
from mingzhang_web.apps.workspace.selectors import checks, reviewing
from mingzhang_web.apps.workspace.selectors.differences import (
    Differences,
    differences_from_last_year,
)
from mingzhang_web.apps.workspace.selectors.drawings import REPORTS, unpacked
from mingzhang_web.apps.workspace.selectors.papers import (
    DOCX,
    XLSX,
    Paper,
    PaperKind,
    letter_paper,
    report_paper,
)
from mingzhang_web.apps.workspace.views.common import check_of, sight_of
from mingzhang_web.ui.downloads import attachment

router = Router(tags=["核对与审核"])


class DepartmentOut(Schema):
    """One department as its bureau sees it (审核)."""

    year_id: int
    department: str
    kind: str
    stage: str
    shown: bool = Field(description="内容可以查看：已核对且不在更正中")
    received: datetime | None
    errors: int | None
    warnings: int | None
    answered: int | None
    undetermined: int | None
    days_left: int | None


class ChangeOut(Schema):
    """One key figure in 元, exact, beside last year's; `percent`: how much more, 0–100."""

    name: str
    now: Decimal | None
    before: Decimal | None
    percent: Decimal | None


class ComparedOut(Schema):
    """One department among its peers (部门比较)."""

    year_id: int
    department: str
    kind: str
    figures: list[ChangeOut]


class MiddleOut(Schema):
    """The middle change of a figure among the departments, in percent."""

    name: str
    percent: Decimal | None


class ComparisonOut(Schema):
    """The departments of a year beside each other and beside last year."""

    departments: list[ComparedOut]
    medians: list[MiddleOut]


class DifferenceOut(Schema):
    """One changed figure, amounts as printed with their unit."""

    row: str
    column: str
    what: str
    before: str
    after: str
    by: str
    percent: str


class PartOut(Schema):
    """The changes in one table or form."""

    title: str
    lines: list[DifferenceOut]


class DifferencesOut(Schema):
    """What changed from one document to another; `same`: how many figures did not."""

    old: str
    new: str
    same: int
    added: list[str]
    removed: list[str]
    parts: list[PartOut]

    @classmethod
    def of(cls, found: Differences | None) -> "DifferencesOut | None":
        """None where there is nothing to compare with."""
        return None if found is None else cls.from_orm(found)


class PointOut(Schema):
    """What was open after one check (走势)."""

    id: int
    at: datetime | None = Field(alias="current_at")
    source_name: str
    errors: int = Field(alias="open_errors")
    warnings: int = Field(alias="open_warnings")


@router.get("/years/{int:year}/checks", response=list[PointOut], summary="历次核对")
def made(request: HttpRequest, year: Id) -> Any:
    """The checks that were current, the oldest first, with what was open after each."""
    sight = sight_of(request, year)
    return checks.trend(sight.year) if sight.whole else []


@router.get("/checks/{int:check}", response=CheckOut, summary="一次核对")
def one(request: HttpRequest, check: Id) -> Any:
    """What was checked, and how many findings there were."""
    return check_of(request, check)[0]


@router.get(
    "/checks/{int:check}/disclosure", response={200: dict[str, Any]}, summary="核对过的公开文本"
)
def disclosure(request: HttpRequest, check: Id) -> Any:
    """The whole document as it was read or compiled, as `mingzhang read --format json` prints it."""
    return as_object(unpacked(check_of(request, check)[0])[0])


@router.get(
    "/checks/{int:check}/report", summary="核对报告（JSON）", response={200: dict[str, Any]}
)
def report(request: HttpRequest, check: Id) -> Any:
    """The whole report, as `mingzhang check --format json` prints it."""
    chosen, _ = check_of(request, check)
    disclosure, said = unpacked(chosen)
    _, write = REPORTS["json"]
    return HttpResponse(write(disclosure, said), content_type="application/json")


@router.get(
    "/checks/{int:check}/report/{kind}",
    summary="核对报告和检查表（文件）",
    openapi_extra=a_file("text/html", "application/json", XLSX),
)
def report_file(request: HttpRequest, check: Id, kind: PaperKind) -> Any:
    """The report as a page, workbook or data; `checklist` is the 检查表 alone, as a workbook."""
    return _saved(report_paper(check_of(request, check)[0], kind))


@router.get("/checks/{int:check}/letter", summary="核对意见函（Word）", openapi_extra=a_file(DOCX))
def letter(request: HttpRequest, check: Id, reply_by: date | None = None) -> Any:
    """The letter of findings, for the finance bureau alone."""
    chosen, sight = check_of(request, check)
    if not sight.reviewer:
        raise PermissionDenied("核对意见函由财政审核取。")
    return _saved(letter_paper(chosen, sight, timezone.localdate(), reply_by))


@router.get("/years/{int:year}/last-year", response=DifferencesOut | None, summary="与上年比较")
def last_year(request: HttpRequest, year: Id) -> Any:
    """Figure by figure beside last year's document; null where there is none."""
    sight = sight_of(request, year)
    if not sight.whole:
        raise Http404
    return DifferencesOut.of(differences_from_last_year(sight))


@router.get("/review/{int:year}/comparison", response=ComparisonOut, summary="部门比较")
def comparison(request: HttpRequest, year: int) -> Any:
    """Key figures of the departments beside each other and beside last year; none for others."""
    known = 1900 <= year <= 2200
    lines = reviewing.compared(demand(request), year) if known else []
    return ComparisonOut(
        departments=[_compared(line) for line in lines],
        medians=[
            MiddleOut(name=name, percent=reviewing.median_change(lines, number))
            for number, name in enumerate(reviewing.COMPARED)
        ],
    )


@router.get("/review/{int:year}", response=list[DepartmentOut], summary="各部门的核对情况")
def review(request: HttpRequest, year: int) -> Any:
    """One row a department, for its finance bureau; none for others."""
    if not 1900 <= year <= 2200:
        return []
    lines = reviewing.department_lines(demand(request), year, timezone.localdate())
    return [_department(line) for line in lines]


def _department(line: reviewing.DepartmentLine) -> DepartmentOut:
    return DepartmentOut(
        year_id=line.year.pk,
        department=line.year.department.name,
        kind=line.year.kind,
        stage=line.year.stage,
        shown=line.shown,
        received=line.received,
        errors=line.errors,
        warnings=line.warnings,
        answered=line.answered,
        undetermined=line.undetermined,
        days_left=line.clock.left if line.clock and not line.clock.done else None,
    )


def _compared(line: reviewing.Compared) -> ComparedOut:
    named = zip(reviewing.COMPARED, line.figures, strict=True)
    return ComparedOut(
        year_id=line.year.pk,
        department=line.year.department.name,
        kind=line.year.kind,
        figures=[
            ChangeOut(name=name, now=one.now, before=one.before, percent=one.percent)
            for name, one in named
        ],
    )


def _saved(paper: Paper) -> HttpResponse:
    return attachment(paper.data, paper.name, paper.media_type)
