"""Budget years for programs (预算年度接口): where they stand, steps, submissions, deadlines."""

from datetime import date, datetime
from typing import Any, Literal

from django.http import HttpRequest
from django.utils import timezone
from ninja import Field, Router, Schema, Status
from ninja.pagination import paginate

from mingzhang.ledger.sheets import PROJECTS
from mingzhang_web.api import Id, Line, Pages, Text, cleaned, demand, found
from mingzhang_web.apps.accounts.access import Access
from mingzhang_web.apps.accounts.roles import Action
from mingzhang_web.apps.journal.actor import Actor
from mingzhang_web.apps.organisations.models import Office
from mingzhang_web.apps.workspace.forms import OpenYearForm
from mingzhang_web.apps.workspace.models import BudgetYear, LedgerRow
from mingzhang_web.apps.workspace.models.years import Kind, Stage
from mingzhang_web.apps.workspace.selectors import deadlines
from mingzhang_web.apps.workspace.selectors.years import year_or_404, years
from mingzhang_web.apps.workspace.services import stages
from mingzhang_web.apps.workspace.services.conditions import outstanding_offices
from mingzhang_web.apps.workspace.services.ledgers import project_of
from mingzhang_web.apps.workspace.services.rows import assign_project
from mingzhang_web.apps.workspace.services.years import begin_year

router = Router(tags=["预算年度"])
_STEPS = {step.name: step for step in stages.STEPS if step is not stages.PUBLISH}


class DeadlineOut(Schema):
    """One thing that is due (期限); `left` in calendar days, negative where it is past."""

    title: str
    due: date
    left: int
    working_left: int | None
    basis: str
    done: bool


class YearOut(Schema):
    """One budget year (预算年度)."""

    id: int
    department: str
    year: int
    kind: str
    profile: str
    stage: Stage
    stage_label: str
    revision: int
    approved_on: date | None
    errors: int | None = Field(description="最近一次核对的错误数，没有核对过为空")
    warnings: int | None

    @classmethod
    def of(cls, year: BudgetYear) -> "YearOut":
        """A year with the counts of its current check."""
        check = year.current_check
        return cls(
            id=year.pk,
            department=year.department.name,
            year=year.year,
            kind=year.kind,
            profile=year.profile,
            stage=Stage(year.stage),
            stage_label=year.get_stage_display(),
            revision=year.revision,
            approved_on=year.approved_on,
            errors=check.errors if check else None,
            warnings=check.warnings if check else None,
        )


class TransitionOut(Schema):
    """One step that was taken (流转)."""

    before: str
    after: str
    at: datetime
    by: str
    reason: str


class StepOut(Schema):
    """A step that this user may take from here; `missing` stands in its way."""

    name: str
    label: str
    needs_reason: bool
    missing: list[str]


class YearDetail(YearOut):
    """One budget year with its steps, deadlines and what happened."""

    steps: list[StepOut]
    deadlines: list[DeadlineOut]
    outstanding: list[str] = Field(description="还没有提交的科室")
    transitions: list[TransitionOut]


class StepIn(Schema):
    """A step to take."""

    step: Literal["compile", "check", "approve", "reject", "correct"]
    reason: Text = ""


class ReasonIn(Schema):
    """Why."""

    reason: Text


class DayIn(Schema):
    """The day of the finance bureau's reply, or none."""

    approved_on: date | None


class BeginIn(Schema):
    """A budget year to be opened; `carry_on`: the year whose ledger it begins with."""

    department: Id
    year: int = Field(ge=2000, le=2100)
    kind: Kind = Kind.BUDGET
    profile: Line
    carry_on: Id | None = None


class ProjectOut(Schema):
    """A project and the office that answers for it; none: the finance office."""

    row: int
    unit: str
    name: str
    office: int | None
    office_name: str | None

    @classmethod
    def of(cls, row: LedgerRow) -> "ProjectOut":
        """The row of a project."""
        unit, name = project_of(row.values)
        office = str(row.office) if row.office else None
        return cls(row=row.pk, unit=unit, name=name, office=row.office_id, office_name=office)


class OfficeIn(Schema):
    """The office that is to answer for a project; none: the finance office."""

    office: Id | None


@router.get("", response=list[YearOut], summary="可以查看的预算年度")
@paginate(Pages)
def listed(request: HttpRequest) -> Any:
    """The newest first."""
    return [YearOut.of(year) for year in years(demand(request))]


@router.post("", response={201: YearDetail}, summary="开立预算年度")
def begin(request: HttpRequest, body: BeginIn) -> Any:
    """Open a budget year of an own department; one that is open already is left as it is."""
    access = demand(request, Action.COMPILE)
    given = cleaned(OpenYearForm(access, body.dict(exclude_none=True)))
    made = begin_year(Actor.of(request), access, **given)
    return Status(201, _detail(*_year(request, made.pk)))


@router.get("/{int:year}/projects", response=list[ProjectOut], summary="项目和负责的科室")
def projects(request: HttpRequest, year: Id) -> Any:
    """Every project of the year, for who gives them to offices."""
    chosen = year_or_404(demand(request), year, Action.EDIT_LEDGER)
    rows = chosen.rows.filter(sheet=PROJECTS.name).select_related("office")
    return [ProjectOut.of(row) for row in rows]


@router.put("/{int:year}/projects/{int:row}", response=ProjectOut, summary="分派项目给科室")
def assign(request: HttpRequest, year: Id, row: Id, body: OfficeIn) -> Any:
    """Say which office answers for a project and its indicators."""
    chosen, access = _year(request, year)
    office = None if body.office is None else _office(chosen, body.office)
    assign_project(Actor.of(request), access, chosen, row, office)
    return ProjectOut.of(chosen.rows.select_related("office").get(pk=row))


@router.get("/{int:year}", response=YearDetail, summary="一个预算年度")
def one(request: HttpRequest, year: Id) -> Any:
    """Where it stands and what comes next."""
    return _detail(*_year(request, year))


@router.post("/{int:year}/step", response=YearDetail, summary="走一步流程")
def step(request: HttpRequest, year: Id, body: StepIn) -> Any:
    """Compile, check, approve, reject or begin a correction."""
    chosen, access = _year(request, year)
    stages.take(Actor.of(request), access, chosen, _STEPS[body.step], body.reason)
    return _detail(chosen, access)


@router.post("/{int:year}/offices/{int:office}/submit", response=YearDetail, summary="科室提交项目")
def submit(request: HttpRequest, year: Id, office: Id) -> Any:
    """Hand in the projects of an office."""
    chosen, access = _year(request, year)
    stages.submit(Actor.of(request), access, chosen, _office(chosen, office))
    return _detail(chosen, access)


@router.post("/{int:year}/offices/{int:office}/return", response=YearDetail, summary="退回科室项目")
def send_back(request: HttpRequest, year: Id, office: Id, body: ReasonIn) -> Any:
    """Return the projects of an office."""
    chosen, access = _year(request, year)
    stages.send_back(Actor.of(request), access, chosen, _office(chosen, office), body.reason)
    return _detail(chosen, access)


@router.put("/{int:year}/approved-on", response=YearDetail, summary="填写财政批复日期")
def approved_on(request: HttpRequest, year: Id, body: DayIn) -> Any:
    """The 20 days of publication run from this day."""
    chosen, access = _year(request, year)
    stages.set_approved_on(Actor.of(request), access, chosen, body.approved_on)
    return _detail(chosen, access)


def _year(request: HttpRequest, year: int) -> tuple[BudgetYear, Access]:
    access = demand(request)
    return year_or_404(access, year), access


def _office(year: BudgetYear, office: int) -> Office:
    return found(year.department.offices.filter(pk=office).first())


def _detail(year: BudgetYear, access: Access) -> YearDetail:
    today = timezone.localdate()
    clock = deadlines.publication(year, today)
    whole = access.offices(Action.SEE, year.department, year.year) is None
    due = [clock, *(deadlines.assignments(year, today) if whole else ())]
    return YearDetail(
        **YearOut.of(year).dict(),
        steps=[
            StepOut(
                name=one.name,
                label=one.label,
                needs_reason=one.needs_reason,
                missing=stages.blockers(year, one),
            )
            for one in _STEPS.values()
            if year.stage in one.before and access.may(one.action, year.department, year.year)
        ],
        deadlines=[DeadlineOut.from_orm(one) for one in due if one],
        outstanding=[str(office) for office in outstanding_offices(year)],
        transitions=[
            TransitionOut(
                before=one.before,
                after=one.after,
                at=one.at,
                by=str(one.user or "系统"),
                reason=one.reason,
            )
            for one in year.transitions.select_related("user")
        ],
    )
