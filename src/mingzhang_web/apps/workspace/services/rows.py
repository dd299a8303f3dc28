"""Changing rows of a ledger (修改账簿): each change can be undone, none overwrites another unseen."""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone

from mingzhang.ledger.sheets import INDICATORS, PROJECTS, SHEETS, SheetForm
from mingzhang.model import MingzhangError, WrongUsage
from mingzhang_web.apps.accounts.access import Access
from mingzhang_web.apps.journal.actor import Actor
from mingzhang_web.apps.journal.services import record
from mingzhang_web.apps.organisations.models import Office
from mingzhang_web.apps.organisations.services import demand_open
from mingzhang_web.apps.workspace.editing import OF_PROJECTS, Reach
from mingzhang_web.apps.workspace.models import BudgetYear, LedgerChange, LedgerRow
from mingzhang_web.apps.workspace.services.ledgers import project_of
from mingzhang_web.apps.workspace.services.refusals import Refused
from mingzhang_web.apps.workspace.services.stages import fall_back

LONGEST = 20_000
MOST_CELLS = 20_000
_FORMS: dict[str, SheetForm] = {form.name: form for form in SHEETS}


class Conflict(MingzhangError):
    """Somebody else changed the row meanwhile; `row` is as it stands now, None where it is gone."""

    def __init__(self, row: LedgerRow | None) -> None:
        gone = "这一行刚被别人删除，您填写的内容没有保存。"
        changed = "这一行刚被别人改过，您的内容没有保存，请看过新内容再改。"
        super().__init__(gone if row is None else changed)
        self.row = row


@dataclass(frozen=True, slots=True)
class Edit:
    """New texts for cells of one row (column header → text), seen at `version`."""

    row_id: int
    version: int
    texts: Mapping[str, str]


@transaction.atomic
def edit_rows(
    actor: Actor,
    access: Access,
    year: BudgetYear,
    edits: Sequence[Edit],
    undoes: UUID | None = None,
) -> list[LedgerRow]:
    """Change cells of rows: all of them, or none.

    Raises:
        Refused: a row may not be changed, or a text does not fit.
        Conflict: a row is not as it was seen.
    """
    book = _Book(actor, access, year, undoes)
    return [book.edit(edit) for edit in edits if edit.texts]


@transaction.atomic
def add_row(
    actor: Actor,
    access: Access,
    year: BudgetYear,
    sheet: str,
    texts: Mapping[str, str],
    after: int | None = None,
) -> LedgerRow:
    """A new row below the row `after`, else at the end of its sheet.

    A project of somebody of an office belongs to that office.

    Raises:
        Refused: rows of this sheet may not be added by this user, or a text does not fit.
    """
    book = _Book(actor, access, year)
    return book.add(sheet, texts, after)


@transaction.atomic
def delete_row(actor: Actor, access: Access, year: BudgetYear, row_id: int, version: int) -> None:
    """Delete a row.

    Raises:
        Refused: the row may not be changed.
        Conflict: the row is not as it was seen.
    """
    _Book(actor, access, year).delete(row_id, version)


@transaction.atomic
def paste(
    actor: Actor,
    access: Access,
    year: BudgetYear,
    sheet: str,
    first: int | None,
    headers: Sequence[str],
    cells: Sequence[Sequence[str]],
) -> list[LedgerRow]:
    """Put a block of cells over the rows from `first` on; rows that are missing are added.

    `headers`: the columns from the first pasted one on; cells beyond them are refused.

    Raises:
        Refused: a row may not be changed, a text does not fit, or the block is too wide.
    """
    if sum(map(len, cells)) > MOST_CELLS:
        raise Refused(f"一次最多粘贴 {MOST_CELLS} 个单元格，请分几次粘贴。")
    if any(len(line) > len(headers) for line in cells):
        raise Refused("粘贴的列比右边剩下的列多，没有粘贴。请从更靠左的一列开始。")
    book = _Book(actor, access, year)
    targets = iter(book.rows_from(sheet, first))
    found: list[LedgerRow] = []
    for line in cells:
        texts = dict(zip(headers, line, strict=False))
        row = next(targets, None)
        if row is None:
            found.append(book.add(sheet, texts, None))
        else:
            found.append(book.edit(Edit(row.pk, row.version, texts)))
    return found


@transaction.atomic
def undo(actor: Actor, access: Access, year: BudgetYear) -> str:
    """Take back the newest change that this user made and did not take back; what it was.

    Raises:
        Refused: there is none, or somebody changed one of its rows since.
    """
    mine = year.changes.filter(user_id=actor.user_id or 0, undone=False, undoes=None)
    last = mine.order_by("-pk").first()
    if last is None:
        raise Refused("没有可以撤销的修改。")
    book = _Book(actor, access, year, last.group)
    changes = list(year.changes.filter(group=last.group).order_by("-pk"))
    for change in changes:
        book.take_back(change)
    year.changes.filter(group=last.group).update(undone=True)
    return f"已撤销 {len(changes)} 行的修改。"


@transaction.atomic
def assign_project(
    actor: Actor, access: Access, year: BudgetYear, row_id: int, office: Office | None
) -> None:
    """Say which office answers for a project and its indicators; None for the finance office.

    Raises:
        Refused: no such project, another department's office, or not this user's to say.
    """
    book = _Book(actor, access, year)
    book.assign(row_id, office)


class _Book:
    """The rows of one ledger under change: looks, refuses, writes, remembers."""

    def __init__(
        self, actor: Actor, access: Access, year: BudgetYear, undoes: UUID | None = None
    ) -> None:
        self._actor = actor
        self._year = (
            BudgetYear.objects.select_for_update(of=("self",))
            .select_related("department")
            .get(pk=year.pk)
        )
        self._reach = Reach.of(access, self._year)
        self._group = uuid4()
        self._undoes = undoes

    def edit(self, edit: Edit) -> LedgerRow:
        """Change cells of a row that stands as it was seen."""
        row = self._seen(edit.row_id, edit.version)
        texts = _clean(row.sheet, edit.texts)
        self._demand(row.sheet, row.office_id, row.values)
        values = {**row.values, **texts}
        values = {header: text for header, text in values.items() if text}
        if values == row.values:
            return row
        self._demand(row.sheet, row.office_id, values)
        if self._reach.by_office and row.sheet == INDICATORS.name:
            self._demand_own_project(values)
        old = _whole(row)
        row.values = values
        row.version += 1
        row.save(update_fields=["values", "version"])
        self._remember(row, old, _whole(row))
        return row

    def add(self, sheet: str, texts: Mapping[str, str], after: int | None) -> LedgerRow:
        """A new row."""
        if sheet not in _FORMS:
            raise Refused("账簿没有这张表。")
        values = {header: text for header, text in _clean(sheet, texts).items() if text}
        office = self._office_for(sheet, values)
        self._demand(sheet, office, values)
        row = LedgerRow(
            budget_year=self._year,
            sheet=sheet,
            position=self._position(sheet, after),
            values=values,
            office_id=office,
        )
        row.save()
        self._remember(row, None, _whole(row))
        return row

    def delete(self, row_id: int, version: int) -> None:
        """Delete a row that stands as it was seen."""
        row = self._seen(row_id, version)
        self._demand(row.sheet, row.office_id, row.values)
        self._remember(row, _whole(row), None)
        row.delete()

    def assign(self, row_id: int, office: Office | None) -> None:
        """Give a project and its indicators to an office."""
        if not (self._reach.edits_ledger and self._reach.offices is None and self._reach.open):
            raise Refused("您不能分派项目。")
        if office is not None and office.department_id != self._year.department_id:
            raise Refused("科室不属于这个部门。")
        if office is not None:
            _demand_taking(office)
        row = self._year.rows.filter(pk=row_id, sheet=PROJECTS.name).first()
        if row is None:
            raise Refused("没有这个项目，请刷新页面。")
        project = project_of(row.values)
        rows = self._year.rows.filter(sheet__in=OF_PROJECTS)
        mine = [one.pk for one in rows if project_of(one.values) == project]
        self._year.rows.filter(pk__in=mine).update(office=office)
        record(
            self._actor,
            "ledger.assign",
            f"{self._year}：项目“{project[1]}”由{office or '财务'}填报",
            self._year,
            department_id=self._year.department_id,
            old={"office": row.office.name if row.office else ""},
            new={"office": office.name if office else ""},
        )

    def rows_from(self, sheet: str, first: int | None) -> Iterable[LedgerRow]:
        """The rows of a sheet from one on that this user may change; none without a first."""
        if first is None:
            return []
        rows = list(self._year.rows.filter(sheet=sheet))
        start = next((n for n, row in enumerate(rows) if row.pk == first), len(rows))
        return [
            row for row in rows[start:] if not self._why_not(row.sheet, row.office_id, row.values)
        ]

    def take_back(self, change: LedgerChange) -> None:
        """Put a row back as it was before a change."""
        row = self._year.rows.filter(pk=change.row_id).first()
        if (row.version if row else None) != (change.version if change.new else None):
            raise Refused("这一行后来又有人改过，不能撤销。")
        if change.old is None and row is not None:
            self.delete(row.pk, row.version)
        elif row is not None:
            blank = dict.fromkeys(row.values, "")
            before: dict[str, str] = (change.old or {})["values"]
            self.edit(Edit(row.pk, row.version, {**blank, **before}))
        else:
            self._restore(change)

    def _restore(self, change: LedgerChange) -> None:
        old: dict[str, Any] = change.old or {}
        self._demand(old["sheet"], old["office"], old["values"])
        row = LedgerRow(
            pk=change.row_id,
            budget_year=self._year,
            sheet=old["sheet"],
            position=old["position"],
            values=old["values"],
            office_id=old["office"],
            version=change.version + 1,
        )
        row.save(force_insert=True)
        self._remember(row, None, _whole(row))

    def _seen(self, row_id: int, version: int) -> LedgerRow:
        row = self._year.rows.select_for_update().filter(pk=row_id).first()
        if row is None or row.version != version:
            raise Conflict(row)
        return row

    def _why_not(self, sheet: str, office: int | None, values: Mapping[str, str]) -> str:
        return self._reach.why_not(sheet, office, values.get("单位"))

    def _demand(self, sheet: str, office: int | None, values: Mapping[str, str]) -> None:
        reason = self._why_not(sheet, office, values)
        if reason:
            raise Refused(reason)

    def _office_for(self, sheet: str, values: Mapping[str, str]) -> int | None:
        """The office of a new row: of its project, else the own one of somebody of an office."""
        if sheet not in OF_PROJECTS:
            return None
        owner = self._owner(values)
        if owner is not None:
            return owner.office_id
        offices = self._reach.offices
        if offices is None:
            return None
        if sheet == INDICATORS.name or len(offices) != 1:
            raise Refused("请先填写本科室的项目，再填写它的指标。")
        own = Office.objects.get(pk__in=offices)
        _demand_taking(own)
        return own.pk

    def _demand_own_project(self, values: Mapping[str, str]) -> None:
        owner = self._owner(values)
        if owner is None or owner.office_id not in (self._reach.offices or ()):
            raise Refused("指标要写在本科室的项目下，没有保存。")

    def _owner(self, values: Mapping[str, str]) -> LedgerRow | None:
        """The row of the project that a row is about."""
        wanted = project_of(values)
        rows = self._year.rows.filter(sheet=PROJECTS.name)
        return next((row for row in rows if project_of(row.values) == wanted), None)

    def _position(self, sheet: str, after: int | None) -> int:
        rows = self._year.rows.filter(sheet=sheet)
        above = rows.filter(pk=after or 0).values_list("position", flat=True).first()
        if above is None:
            highest: int = rows.aggregate(highest=Max("position"))["highest"] or 0
            return highest + 1
        rows.filter(position__gt=above).update(position=F("position") + 1)
        return above + 1

    def _remember(
        self, row: LedgerRow, old: dict[str, Any] | None, new: dict[str, Any] | None
    ) -> None:
        LedgerChange.objects.create(
            budget_year=self._year,
            group=self._group,
            row_id=row.pk,
            version=row.version,
            user_id=self._actor.user_id or 0,
            at=timezone.now(),
            old=old,
            new=new,
            undoes=self._undoes,
        )
        BudgetYear.objects.filter(pk=self._year.pk).update(revision=F("revision") + 1)
        fall_back(self._actor, self._year)
        verb = "删除" if new is None else "增加" if old is None else "修改"
        changed_old, changed_new = _differences(old, new)
        record(
            self._actor,
            "ledger.undo" if self._undoes else "ledger.edit",
            f"{self._year}：{'撤销，' if self._undoes else ''}{verb}“{row.sheet}”表的一行",
            row,
            department_id=self._year.department_id,
            old=changed_old,
            new=changed_new,
        )


def _whole(row: LedgerRow) -> dict[str, Any]:
    return {
        "sheet": row.sheet,
        "position": row.position,
        "values": row.values,
        "office": row.office_id,
    }


def _differences(
    old: dict[str, Any] | None, new: dict[str, Any] | None
) -> tuple[dict[str, str] | None, dict[str, str] | None]:
    """Only the cells that changed; all of a row that came or went."""
    before: dict[str, str] = old["values"] if old else {}
    after: dict[str, str] = new["values"] if new else {}
    changed = [h for h in {**before, **after} if before.get(h) != after.get(h)]
    parts = [{header: values.get(header, "") for header in changed} for values in (before, after)]
    return (parts[0] if old else None), (parts[1] if new else None)


def _clean(sheet: str, texts: Mapping[str, str]) -> dict[str, str]:
    """Texts without control characters and outer blanks; every header known."""
    headers = {field.header for field in _FORMS[sheet].fields}
    for header in texts:
        if header not in headers:
            raise Refused(f"“{sheet}”表没有“{header}”这一栏。")
    return {header: _plain(header, text) for header, text in texts.items()}


def _plain(header: str, text: str) -> str:
    if len(text) > LONGEST:
        raise Refused(f"“{header}”超过 {LONGEST} 个字，请精简。")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(
        character
        for character in text
        if character in "\n\t" or unicodedata.category(character) not in ("Cc", "Cs", "Co", "Cn")
    ).strip()


def _demand_taking(office: Office) -> None:
    """Raises Refused where an office is closed: it gets no more projects."""
    try:
        demand_open(office)
    except WrongUsage as closed:
        raise Refused(str(closed)) from None
