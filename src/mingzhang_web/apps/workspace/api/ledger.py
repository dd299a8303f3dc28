"""The ledger for programs and for the table of the page (账簿接口): edit, paste, undo, verdicts."""

from collections.abc import Callable
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Field, Router, Schema, Status

from mingzhang.performance import in_words, parse_target
from mingzhang_web.api import Id
from mingzhang_web.api.problems import Problem
from mingzhang_web.apps.accounts.access import Access
from mingzhang_web.apps.journal.actor import Actor
from mingzhang_web.apps.workspace.models import BudgetYear, LedgerRow
from mingzhang_web.apps.workspace.selectors.ledgers import visible_rows
from mingzhang_web.apps.workspace.selectors.verdicts import visible_verdicts
from mingzhang_web.apps.workspace.selectors.years import year_or_404
from mingzhang_web.apps.workspace.services import rows as services
from mingzhang_web.apps.workspace.services.refusals import Refused
from mingzhang_web.apps.workspace.services.rows import Conflict, Edit

router = Router(tags=["账簿"])

Version = Annotated[int, Field(ge=1, le=2**31 - 1)]
Text = Annotated[str, Field(max_length=services.LONGEST)]
Texts = dict[str, Text]
Work = Callable[[Actor, Access, BudgetYear], list[LedgerRow]]


class RowOut(Schema):
    """One row as it stands: its sheet, its cells by header, the version to name when changing it."""

    id: int
    sheet: str
    version: int
    values: dict[str, str]

    @classmethod
    def of(cls, row: LedgerRow) -> "RowOut":
        """What programs see of a row."""
        return cls(id=row.pk, sheet=row.sheet, version=row.version, values=row.values)


class RowsOut(Schema):
    """Rows, and the revision that the ledger has reached."""

    revision: int
    rows: list[RowOut]


class EditIn(Schema):
    """New texts for cells of one row; "" empties a cell."""

    row: Id
    version: Version
    texts: Texts


class EditsIn(Schema):
    """Changes that are made together or not at all."""

    edits: list[EditIn] = Field(max_length=2000)


class AddIn(Schema):
    """A new row, below `after` or at the end."""

    sheet: Annotated[str, Field(max_length=20)]
    texts: Texts
    after: Id | None = None


class DeleteIn(Schema):
    """The version of the row that is deleted."""

    version: Version


class PasteIn(Schema):
    """A block of cells, pasted from the row `first` and the column headers[0] on."""

    sheet: Annotated[str, Field(max_length=20)]
    first: Id | None = None
    headers: list[Annotated[str, Field(max_length=40)]] = Field(max_length=60)
    cells: list[list[Text]] = Field(max_length=5000)


class Refusal(Problem):
    """Why nothing was changed; `row` as it stands where somebody changed it."""

    row: RowOut | None = None


class Done(Schema):
    """What was done, in one sentence."""

    message: str
    revision: int


class NoteOut(Schema):
    """One thing to put right, and where in the ledger it lies."""

    severity: str
    message: str
    sheet: str | None
    row: int | None
    header: str | None
    rule: str


class TargetOut(Schema):
    """How a written target is understood; `known` is false where it fits no form."""

    known: bool
    type: str
    words: str


class VerdictsOut(Schema):
    """What the rules say of this revision; `compiled`: whether the ledger could be compiled."""

    revision: int
    compiled: bool
    errors: int
    warnings: int
    notes: list[NoteOut]


Refusals = {409: Refusal, 422: Refusal}


@router.get("/{int:year}/rows", response=RowsOut, summary="读账簿的行")
def rows(request: HttpRequest, year: Id, sheet: str | None = None) -> Any:
    """The rows that one may see, all sheets or one."""
    found, access = _year(request, year)
    seen = visible_rows(access, found)
    chosen = seen.values() if sheet is None else [seen.get(sheet, [])]
    return _rows(found, [row for rows in chosen for row in rows])


@router.patch("/{int:year}/rows", response={200: RowsOut, **Refusals}, summary="修改单元格")
def edit(request: HttpRequest, year: Id, body: EditsIn) -> Any:
    """Change cells; 409 where somebody changed a row since it was read."""
    edits = [Edit(one.row, one.version, one.texts) for one in body.edits]

    def work(actor: Actor, access: Access, found: BudgetYear) -> list[LedgerRow]:
        return services.edit_rows(actor, access, found, edits)

    return _tried(request, year, work)


@router.post("/{int:year}/rows", response={200: RowsOut, **Refusals}, summary="增加一行")
def add(request: HttpRequest, year: Id, body: AddIn) -> Any:
    """Add a row."""

    def work(actor: Actor, access: Access, found: BudgetYear) -> list[LedgerRow]:
        return [services.add_row(actor, access, found, body.sheet, body.texts, body.after)]

    return _tried(request, year, work)


@router.post(
    "/{int:year}/rows/{int:row}/delete", response={200: RowsOut, **Refusals}, summary="删除一行"
)
def delete(request: HttpRequest, year: Id, row: Id, body: DeleteIn) -> Any:
    """Delete a row."""

    def work(actor: Actor, access: Access, found: BudgetYear) -> list[LedgerRow]:
        services.delete_row(actor, access, found, row, body.version)
        return []

    return _tried(request, year, work)


@router.post("/{int:year}/paste", response={200: RowsOut, **Refusals}, summary="粘贴一片单元格")
def paste(request: HttpRequest, year: Id, body: PasteIn) -> Any:
    """Paste a block; rows that are missing are added."""

    def work(actor: Actor, access: Access, found: BudgetYear) -> list[LedgerRow]:
        block = (body.sheet, body.first, body.headers, body.cells)
        return services.paste(actor, access, found, *block)

    return _tried(request, year, work)


@router.post("/{int:year}/undo", response={200: Done, **Refusals}, summary="撤销自己的上一次修改")
def undo(request: HttpRequest, year: Id) -> Any:
    """Take back one's own newest change."""
    found, access = _year(request, year)
    try:
        message = services.undo(Actor.of(request), access, found)
    except Conflict as conflict:
        return Status(409, _refusal(conflict))
    except Refused as refused:
        return Status(422, Refusal(code="refused", message=str(refused)))
    found.refresh_from_db(fields=["revision"])
    return Status(200, Done(message=message, revision=found.revision))


@router.get("/{int:year}/verdicts", response=VerdictsOut, summary="即时核对")
def judge(request: HttpRequest, year: Id) -> Any:
    """What is to be put right in the part of the ledger that one may see."""
    found, access = _year(request, year)
    said = visible_verdicts(access, found)
    return VerdictsOut(
        revision=said.revision,
        compiled=said.compiled,
        errors=said.count("error"),
        warnings=said.count("warning"),
        notes=[NoteOut.from_orm(note) for note in said.notes],
    )


@router.get("/target", response=TargetOut, summary="读一个指标值")
def target(request: HttpRequest, text: Annotated[str, Field(max_length=200)]) -> Any:
    """A target as it is written (≥95%), told back in words (不低于 95%)."""
    read = parse_target(text)
    return TargetOut(
        known=read.type not in ("unknown", "empty"), type=read.type, words=in_words(read)
    )


def _year(request: HttpRequest, year: int) -> tuple[BudgetYear, Access]:
    access = Access.of_request(request)
    return year_or_404(access, year), access


def _tried(request: HttpRequest, year: int, work: Work) -> Any:
    found, access = _year(request, year)
    try:
        changed = work(Actor.of(request), access, found)
    except Conflict as conflict:
        return Status(409, _refusal(conflict))
    except Refused as refused:
        return Status(422, Refusal(code="refused", message=str(refused)))
    found.refresh_from_db(fields=["revision"])
    return Status(200, _rows(found, changed))


def _rows(year: BudgetYear, rows: list[LedgerRow]) -> RowsOut:
    return RowsOut(revision=year.revision, rows=[RowOut.of(row) for row in rows])


def _refusal(conflict: Conflict) -> Refusal:
    row = RowOut.of(conflict.row) if conflict.row else None
    return Refusal(code="conflict", message=str(conflict), row=row)
