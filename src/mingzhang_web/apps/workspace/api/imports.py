"""Handing in files and taking them over for programs (导入与核对接口)."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Field, File, Router, Schema, Status
from ninja.files import UploadedFile

from mingzhang_web.api import Id, demand, found
from mingzhang_web.apps.accounts.models import User
from mingzhang_web.apps.journal.actor import Actor
from mingzhang_web.apps.workspace.models import Check, Import
from mingzhang_web.apps.workspace.selectors import imports as selectors
from mingzhang_web.apps.workspace.selectors import reviewing
from mingzhang_web.apps.workspace.selectors.drawings import REPORTS, unpacked
from mingzhang_web.apps.workspace.selectors.sight import (
    Sight,
    check_in_sight,
    import_in_sight,
    year_in_sight,
)
from mingzhang_web.apps.workspace.services import checks
from mingzhang_web.apps.workspace.services import imports as services
from mingzhang_web.apps.workspace.services.refusals import Refused

router = Router(tags=["导入与核对"])


class CheckOut(Schema):
    """One check (核对)."""

    id: int
    source_name: str
    from_ledger: bool
    revision: int
    errors: int
    warnings: int
    infos: int
    undetermined: int
    made_at: datetime


class ProblemOut(Schema):
    """One thing wrong with a ledger, and where."""

    sheet: str
    row: str
    header: str
    message: str


class ImportOut(Schema):
    """One file handed in (导入的文件)."""

    id: int
    name: str
    sha256: str
    bytes: int
    kind: Import.Kind
    job: UUID
    state: str = Field(description="任务状态：queued、running、done、failed、cancelled")
    message: str
    check: CheckOut | None
    problems: list[ProblemOut]
    taken_over_at: datetime | None

    @classmethod
    def of(cls, made: Import) -> "ImportOut":
        """A file with what was read of it."""
        check = made.check_made
        return cls(
            id=made.pk,
            name=made.name,
            sha256=made.sha256,
            bytes=made.bytes,
            kind=Import.Kind(made.kind),
            job=made.job_id,
            state=made.job.state,
            message=made.job.message,
            check=CheckOut.from_orm(check) if check else None,
            problems=[ProblemOut.from_orm(line) for line in selectors.problem_lines(made)],
            taken_over_at=made.taken_over_at,
        )


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


@router.get("/years/{int:year}/imports", response=list[ImportOut], summary="导入的文件")
def listed(request: HttpRequest, year: Id) -> Any:
    """Those one may see, newest first."""
    return [ImportOut.of(one) for one in selectors.listed(_sight(request, year))]


@router.post("/years/{int:year}/imports", response={202: ImportOut}, summary="导入文件")
def hand_in(request: HttpRequest, year: Id, file: File[UploadedFile]) -> Any:
    """Hand in one file; it is read by a job, and nothing changes before it is taken over."""
    sight = _sight(request, year)
    services.demand_importing(sight)
    name = services.safe_name(file.name or "")
    if (file.size or 0) > services.MAX_BYTES:
        raise Refused(f"“{name}”太大，没有导入。")
    made = services.hand_in(Actor.of(request), sight, name, file.read())
    return Status(202, ImportOut.of(made))


@router.get("/imports/{int:made}", response=ImportOut, summary="一个导入的文件")
def one(request: HttpRequest, made: Id) -> Any:
    """How far it is, and what was read."""
    return ImportOut.of(_import(request, made)[0])


@router.post("/imports/{int:made}/take-over", response=ImportOut, summary="接收")
def take_over(request: HttpRequest, made: Id) -> Any:
    """Put what was read in place of the ledger."""
    chosen, sight = _import(request, made)
    services.take_over(Actor.of(request), sight, chosen)
    return ImportOut.of(_import(request, made)[0])


@router.post("/years/{int:year}/check", response=CheckOut, summary="核对账簿")
def check_ledger(request: HttpRequest, year: Id) -> Any:
    """Compile the ledger as it stands, and check it."""
    sight = _sight(request, year)
    return checks.check_ledger(Actor.of(request), demand(request), sight.year)


@router.get(
    "/checks/{int:check}/report", summary="核对报告（JSON）", response={200: dict[str, Any]}
)
def report(request: HttpRequest, check: Id) -> Any:
    """The whole report, as `mingzhang check --format json` prints it."""
    chosen = _check(request, check)
    disclosure, said = unpacked(chosen)
    _, write = REPORTS["json"]
    return HttpResponse(write(disclosure, said), content_type="application/json")


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


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user


def _sight(request: HttpRequest, year: int) -> Sight:
    return year_in_sight(demand(request), _user(request), year)


def _import(request: HttpRequest, pk: int) -> tuple[Import, Sight]:
    return import_in_sight(demand(request), _user(request), pk)


def _check(request: HttpRequest, pk: int) -> Check:
    return found(check_in_sight(demand(request), _user(request), pk)[0])
