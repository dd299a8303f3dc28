"""The page of one budget year (预算年度): where it stands, what stands in the way, what is due."""

from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mingzhang.ledger.sheets import PROJECTS
from mingzhang_web.apps.accounts.access import Access
from mingzhang_web.apps.accounts.roles import Action
from mingzhang_web.apps.journal.actor import Actor
from mingzhang_web.apps.organisations.models import Office
from mingzhang_web.apps.organisations.selectors import standing
from mingzhang_web.apps.workspace.editing import standing_submissions
from mingzhang_web.apps.workspace.forms import OpenYearForm
from mingzhang_web.apps.workspace.lists import OFFICES
from mingzhang_web.apps.workspace.models import BudgetYear
from mingzhang_web.apps.workspace.models.years import Stage
from mingzhang_web.apps.workspace.selectors.checks import counts
from mingzhang_web.apps.workspace.selectors.deadlines import publication
from mingzhang_web.apps.workspace.selectors.sight import Sight
from mingzhang_web.apps.workspace.selectors.verdicts import visible_verdicts
from mingzhang_web.apps.workspace.selectors.years import year_or_404
from mingzhang_web.apps.workspace.services import stages
from mingzhang_web.apps.workspace.services.refusals import Refused
from mingzhang_web.apps.workspace.services.rows import assign_project
from mingzhang_web.apps.workspace.services.stages import NotYet, Step
from mingzhang_web.apps.workspace.services.years import begin_year
from mingzhang_web.apps.workspace.views.common import user_of
from mingzhang_web.ui.tables import Listing

WAY = (
    Stage.DRAFT,
    Stage.SUBMITTED,
    Stage.COMPILED,
    Stage.CHECKED,
    Stage.APPROVED,
    Stage.PUBLISHED,
)
HERE = tuple(step for step in stages.STEPS if step is not stages.PUBLISH)
"""The steps that are taken on this page; publishing has its own."""


@dataclass(frozen=True, slots=True)
class OfficeLine:
    """One office of the year: how many projects, whether handed in, what this user may do."""

    office: Office
    projects: int
    handed_in: bool
    may_submit: bool


@login_required
@require_http_methods(["GET", "POST"])
def begin(request: HttpRequest) -> HttpResponse:
    """Open a budget year of an own department."""
    access = Access.of_request(request)
    if not access.may(Action.COMPILE):
        raise PermissionDenied
    form = OpenYearForm(access, request.POST or None)
    if request.method == "POST" and form.is_valid():
        found = begin_year(Actor.of(request), access, **form.cleaned_data)
        messages.success(request, f"{found}已开立。")
        return redirect("workspace:year", found.pk)
    status = 422 if form.errors else 200
    return render(request, "workspace/begin.html", {"form": form}, status=status)


@login_required
@require_POST
def assign(request: HttpRequest, year: int, row: int) -> HttpResponse:
    """Say which office answers for a project."""
    access = Access.of_request(request)
    found = year_or_404(access, year)
    chosen = request.POST.get("office", "")
    office = _office(found, int(chosen)) if chosen.isdecimal() else None
    try:
        assign_project(Actor.of(request), access, found, row, office)
        messages.success(request, "已分派。")
    except Refused as error:
        messages.error(request, str(error))
    return redirect("workspace:offices", found.pk)


@login_required
@require_safe
def offices(request: HttpRequest, year: int) -> HttpResponseBase:
    """Every project with the office that answers for it."""
    access = Access.of_request(request)
    found = year_or_404(access, year, Action.EDIT_LEDGER)
    rows = list(found.rows.filter(sheet=PROJECTS.name).select_related("office"))
    listing = Listing.of(OFFICES, request, rows)
    context = {
        "year": found,
        "projects": listing,
        "offices": standing(found.department.offices.all()),
    }
    return listing.answer() or render(request, "workspace/offices.html", context)


@login_required
@require_safe
def overview(request: HttpRequest, year: int) -> HttpResponse:
    """Where a year stands and what comes next."""
    access = Access.of_request(request)
    found = year_or_404(access, year)
    said = visible_verdicts(access, found)
    sight = Sight.of(access, user_of(request), found)
    context = {
        "year": found,
        "way": [(stage.label, _passed(found, stage)) for stage in WAY],
        "steps": _steps(access, found),
        "offices": _offices(access, found),
        "may_assign": access.may(Action.EDIT_LEDGER, found.department, found.year),
        "may_return": _may_return(access, found),
        "may_date": _may_date(access, found),
        "clock": publication(found, timezone.localdate()),
        "errors": said.count("error"),
        "warnings": said.count("warning"),
        "compiled": said.compiled,
        "sight": sight,
        "open": counts(sight.findings()),
        "transitions": found.transitions.select_related("user").order_by("-at", "-pk")[:20],
    }
    return render(request, "workspace/year.html", context)


@login_required
@require_POST
def step(request: HttpRequest, year: int) -> HttpResponse:
    """Take a step of the way."""
    access = Access.of_request(request)
    found = year_or_404(access, year)
    chosen = next((one for one in HERE if one.name == request.POST.get("step")), None)
    if chosen is None:
        raise Http404
    try:
        stages.take(Actor.of(request), access, found, chosen, request.POST.get("reason", ""))
        messages.success(request, f"“{chosen.label}”完成，现在是“{found.get_stage_display()}”。")
    except NotYet as error:
        messages.error(request, str(error))
    return redirect("workspace:year", found.pk)


@login_required
@require_POST
def submit(request: HttpRequest, year: int, office: int) -> HttpResponse:
    """An office hands in its projects."""
    access = Access.of_request(request)
    found = year_or_404(access, year)
    chosen = _office(found, office)
    try:
        stages.submit(Actor.of(request), access, found, chosen)
        messages.success(request, f"{chosen}的项目已提交。")
    except NotYet as error:
        messages.error(request, str(error))
    return redirect("workspace:year", found.pk)


@login_required
@require_POST
def send_back(request: HttpRequest, year: int, office: int) -> HttpResponse:
    """Return an office's projects."""
    access = Access.of_request(request)
    found = year_or_404(access, year)
    chosen = _office(found, office)
    try:
        stages.send_back(Actor.of(request), access, found, chosen, request.POST.get("reason", ""))
        messages.success(request, f"已退回{chosen}。")
    except NotYet as error:
        messages.error(request, str(error))
    return redirect("workspace:year", found.pk)


@login_required
@require_POST
def approved_on(request: HttpRequest, year: int) -> HttpResponse:
    """Set the day of the finance bureau's reply."""
    access = Access.of_request(request)
    found = year_or_404(access, year)
    typed = request.POST.get("approved_on", "")
    try:
        day = date.fromisoformat(typed) if typed else None
        stages.set_approved_on(Actor.of(request), access, found, day)
        messages.success(request, "批复日期已保存。")
    except ValueError:
        messages.error(request, "日期要写成 2026-01-20 的样子。")
    except NotYet as error:
        messages.error(request, str(error))
    return redirect("workspace:year", found.pk)


def _passed(year: BudgetYear, stage: Stage) -> str:
    """Whether the way has passed a stage (done), stands there (here), or is to come ("")."""
    now = WAY.index(Stage.DRAFT if year.stage == Stage.CORRECTED else Stage(year.stage))
    place = WAY.index(stage)
    return "done" if place < now else "here" if place == now else ""


def _steps(access: Access, year: BudgetYear) -> list[tuple[Step, list[str]]]:
    """The steps that this user may take from here, each with what stands in its way."""
    return [
        (step, stages.blockers(year, step))
        for step in HERE
        if year.stage in step.before and access.may(step.action, year.department, year.year)
    ]


def _offices(access: Access, year: BudgetYear) -> list[OfficeLine]:
    offices = access.offices(Action.SUBMIT, year.department, year.year)
    sees_all = access.offices(Action.SEE, year.department, year.year) is None
    counts: dict[Office, int] = {}
    rows = year.rows.filter(sheet=PROJECTS.name, office__isnull=False).select_related("office")
    for row in rows:
        if row.office and (sees_all or row.office_id in (offices or ())):
            counts[row.office] = counts.get(row.office, 0) + 1
    handed_in = standing_submissions(year)
    may = access.may(Action.SUBMIT, year.department, year.year) and year.stage == Stage.DRAFT
    return [
        OfficeLine(
            office,
            count,
            office.pk in handed_in,
            may and office.pk not in handed_in and (offices is None or office.pk in offices),
        )
        for office, count in sorted(counts.items(), key=lambda pair: pair[0].name)
    ]


def _may_return(access: Access, year: BudgetYear) -> bool:
    at = (year.department, year.year)
    return access.may(Action.COMPILE, *at) and year.stage in stages.RETURNABLE


def _may_date(access: Access, year: BudgetYear) -> bool:
    at = (year.department, year.year)
    return access.may(Action.COMPILE, *at) or access.may(Action.PUBLISH, *at)


def _office(year: BudgetYear, pk: int) -> Office:
    found = Office.objects.filter(pk=pk, department_id=year.department_id).first()
    if found is None:
        raise Http404
    return found
