"""Handing in files and taking them over for programs (导入与核对接口)."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest
from ninja import Field, File, Router, Schema, Status
from ninja.files import UploadedFile

from mingzhang_web import files
from mingzhang_web.api import Id, a_file, demand
from mingzhang_web.apps.accounts.models import User
from mingzhang_web.apps.journal.actor import Actor
from mingzhang_web.apps.workspace.models import Import
from mingzhang_web.apps.workspace.selectors import imports as selectors
from mingzhang_web.apps.workspace.selectors.sight import (
    Sight,
    import_in_sight,
    year_in_sight,
)
from mingzhang_web.apps.workspace.services import checks
from mingzhang_web.apps.workspace.services import imports as services
from mingzhang_web.apps.workspace.services.refusals import Refused
from mingzhang_web.ui.downloads import attachment

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


@router.get(
    "/imports/{int:made}/file",
    summary="导入的文件原样",
    openapi_extra=a_file("application/octet-stream"),
)
def file(request: HttpRequest, made: Id) -> Any:
    """The file as it was handed in."""
    chosen, _ = _import(request, made)
    try:
        data = files.content(chosen.sha256)
    except OSError:
        raise Http404 from None
    return attachment(data, chosen.name, "application/octet-stream")


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


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user


def _sight(request: HttpRequest, year: int) -> Sight:
    return year_in_sight(demand(request), _user(request), year)


def _import(request: HttpRequest, pk: int) -> tuple[Import, Sight]:
    return import_in_sight(demand(request), _user(request), pk)
