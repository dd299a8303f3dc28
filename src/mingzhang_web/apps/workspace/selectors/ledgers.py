"""The ledger of a budget year (查账簿)."""

from mingzhang.ledger.sheets import PROJECTS, SHEETS
from mingzhang_web.apps.accounts.access import Access
from mingzhang_web.apps.workspace.editing import Reach
from mingzhang_web.apps.workspace.models import BudgetYear, LedgerRow

Rows = dict[str, list[LedgerRow]]


def rows_by_sheet(year: BudgetYear) -> Rows:
    """All rows by sheet, sheets in their order; one query."""
    found: Rows = {form.name: [] for form in SHEETS}
    for row in year.rows.select_related("office"):
        found.setdefault(row.sheet, []).append(row)
    return found


def typed_rows(year: BudgetYear) -> dict[str, list[dict[str, str]]]:
    """The ledger as `mingzhang.ledger.reading.read_rows` takes it."""
    return {sheet: [row.values for row in rows] for sheet, rows in rows_by_sheet(year).items()}


def as_seen(year: BudgetYear, row_id: int, version: int) -> dict[str, str]:
    """The cells of a row at an earlier version; {} where that is not known any more."""
    later = year.changes.filter(row_id=row_id, version=version + 1, old__isnull=False)
    change = later.order_by("-pk").first()
    found: dict[str, str] = change.old["values"] if change and change.old else {}
    return found


def visible_rows(access: Access, year: BudgetYear) -> Rows:
    """The rows that somebody may see, by sheet; sheets of which they see nothing are left out
    for people of an office or a unit."""
    rows = rows_by_sheet(year)
    reach = Reach.of(access, year)
    if reach.sees_all:
        return rows
    own = frozenset(
        (row.values.get("单位", ""), row.values.get("项目名称", ""))
        for row in rows[PROJECTS.name]
        if row.office_id in (reach.offices or ())
    )
    seen = {sheet: [row for row in found if reach.sees(row, own)] for sheet, found in rows.items()}
    return {sheet: found for sheet, found in seen.items() if found or reach.may_add(sheet)}
