"""Pages of the ledger (账簿): a fast table for each sheet, a form for each row."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from mingzhang.ledger.sheets import INDICATORS, PROJECTS, SHEETS, Field
from mingzhang_web.apps.accounts.access import Access
from mingzhang_web.apps.journal.actor import Actor
from mingzhang_web.apps.workspace.editing import Reach
from mingzhang_web.apps.workspace.forms import LONG, RowForm, codes_of
from mingzhang_web.apps.workspace.lists_of_a_year import sheet_table
from mingzhang_web.apps.workspace.models import BudgetYear, LedgerRow
from mingzhang_web.apps.workspace.selectors.ledgers import Rows, as_seen, visible_rows
from mingzhang_web.apps.workspace.selectors.verdicts import visible_verdicts
from mingzhang_web.apps.workspace.selectors.years import year_or_404
from mingzhang_web.apps.workspace.services.refusals import Refused
from mingzhang_web.apps.workspace.services.rows import (
    Conflict,
    Edit,
    add_row,
    delete_row,
    edit_rows,
)
from mingzhang_web.ui.tables import Listing

NAMED = 22
FORMS = {form.name: form for form in SHEETS}


@dataclass(frozen=True, slots=True)
class Line:
    """One row as the table draws it, with its number in the sheet."""

    row: LedgerRow
    number: int
    locked: str


@login_required
@require_safe
def ledger(request: HttpRequest, year: int) -> HttpResponse:
    """The first sheet that one may see."""
    access = Access.of_request(request)
    found = year_or_404(access, year)
    sheets = list(visible_rows(access, found))
    if not sheets:
        return render(request, "workspace/ledger_empty.html", {"year": found})
    return redirect(
        "workspace:sheet", found.pk, PROJECTS.name if PROJECTS.name in sheets else sheets[0]
    )


@login_required
@require_safe
def sheet(request: HttpRequest, year: int, name: str) -> HttpResponseBase:
    """One sheet as a table that is edited in place."""
    access = Access.of_request(request)
    found = year_or_404(access, year)
    rows = visible_rows(access, found)
    form = FORMS.get(name)
    if form is None or name not in rows:
        raise Http404
    reach = Reach.of(access, found)
    lines = [_line(row, n, reach) for n, row in enumerate(rows[name], start=1)]
    listing = Listing.of(sheet_table(form), request, lines, f"{found}账簿的“{name}”表")
    fields = [form.field(column.name) for column in listing.columns]
    context = {
        "year": found,
        "form": form,
        "sheets": _tabs(rows),
        "listing": listing,
        "lines": listing.whole,
        "fields": fields,
        "may_add": reach.may_add(name),
        "columns": [_column(field, found) for field in fields],
    }
    return listing.answer() or render(request, "workspace/sheet.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def row(request: HttpRequest, year: int, pk: int) -> HttpResponse:
    """One row as a form; a project shows its indicators too."""
    access = Access.of_request(request)
    found = year_or_404(access, year)
    rows = visible_rows(access, found)
    line = next((one for of in rows.values() for one in of if one.pk == pk), None)
    if line is None:
        raise Http404
    form = RowForm(FORMS[line.sheet], found, request.POST or None, line)
    status = 200
    if request.method == "POST" and form.is_valid():
        changed = Edit(line.pk, form.cleaned_data["version"], form.texts())
        try:
            edit_rows(Actor.of(request), access, found, [changed])
        except Conflict as conflict:
            status = 409
            form.show_theirs(conflict, as_seen(found, line.pk, changed.version))
        except Refused as refused:
            status = 422
            form.add_error(None, str(refused))
        else:
            messages.success(request, "已保存。")
            return redirect("workspace:row", found.pk, line.pk)
    return render(
        request, "workspace/row.html", _row_page(access, found, rows, line, form), status=status
    )


@login_required
@require_http_methods(["GET", "POST"])
def new_row(request: HttpRequest, year: int, name: str) -> HttpResponse:
    """A form for a new row."""
    access = Access.of_request(request)
    found = year_or_404(access, year)
    if name not in FORMS or not Reach.of(access, found).may_add(name):
        raise Http404
    form = RowForm(FORMS[name], found, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            added = add_row(Actor.of(request), access, found, name, form.texts())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "已增加。")
            return redirect("workspace:row", found.pk, added.pk)
    status = 422 if form.errors else 200
    context = {"year": found, "form": form, "sheet": FORMS[name]}
    return render(request, "workspace/new_row.html", context, status=status)


@login_required
@require_http_methods(["POST"])
def remove_row(request: HttpRequest, year: int, pk: int) -> HttpResponse:
    """Delete a row from its form."""
    access = Access.of_request(request)
    found = year_or_404(access, year)
    line = next(
        (one for of in visible_rows(access, found).values() for one in of if one.pk == pk), None
    )
    if line is None:
        raise Http404
    try:
        version = request.POST.get("version", "")
        delete_row(Actor.of(request), access, found, pk, int(version) if version.isdecimal() else 0)
    except (Conflict, Refused) as error:
        messages.error(request, str(error))
        return redirect("workspace:row", found.pk, pk)
    messages.success(request, "已删除，可以在表格里撤销。")
    return redirect("workspace:sheet", found.pk, line.sheet)


def _row_page(
    access: Access, year: BudgetYear, rows: Rows, line: LedgerRow, form: RowForm
) -> dict[str, Any]:
    reach = Reach.of(access, year)
    own = {line.pk}
    indicators: list[Line] = []
    if line.sheet == PROJECTS.name:
        project = (line.values.get("单位"), line.values.get("项目名称"))
        of_project = [
            one
            for one in rows.get(INDICATORS.name, [])
            if (one.values.get("单位"), one.values.get("项目名称")) == project
        ]
        indicators = [_line(one, n, reach) for n, one in enumerate(of_project, start=1)]
        own |= {one.pk for one in of_project}
    notes = [note for note in visible_verdicts(access, year).notes if note.row in own]
    form.show_notes([note for note in notes if note.row == line.pk])
    return {
        "year": year,
        "sheet": FORMS[line.sheet],
        "row": line,
        "form": form,
        "notes": notes,
        "locked": reach.why_not(line.sheet, line.office_id, line.values.get("单位")),
        "indicators": indicators,
        "indicator_sheet": INDICATORS,
        "fields": INDICATORS.fields,
        "columns": [_column(field, year) for field in INDICATORS.fields],
    }


def _line(row: LedgerRow, number: int, reach: Reach) -> Line:
    locked = reach.why_not(row.sheet, row.office_id, row.values.get("单位"))
    return Line(row, number, locked)


def _tabs(rows: Rows) -> list[tuple[str, int]]:
    return [(form.name, len(rows[form.name])) for form in SHEETS if form.name in rows]


def _column(field: Field, year: BudgetYear) -> dict[str, Any]:
    """What the script knows of a column."""
    return {
        "header": field.header,
        "holds": field.holds.name.lower(),
        "required": field.required,
        "note": field.note,
        "choices": list(field.choices),
        "codes": codes_of(field, year.year),
        "long": field.width >= LONG,
        "named": field.width >= NAMED,
        "target": field.header in ("指标值", "年度指标值"),
    }
