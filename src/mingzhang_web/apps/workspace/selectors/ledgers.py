"""The ledger of a budget year (查账簿)."""

from mingzhang.ledger.sheets import SHEETS
from mingzhang_web.apps.workspace.models import BudgetYear, LedgerRow


def rows_by_sheet(year: BudgetYear) -> dict[str, list[LedgerRow]]:
    """All rows by sheet, sheets in their order; one query."""
    found: dict[str, list[LedgerRow]] = {form.name: [] for form in SHEETS}
    for row in year.rows.select_related("office"):
        found.setdefault(row.sheet, []).append(row)
    return found


def typed_rows(year: BudgetYear) -> dict[str, list[dict[str, str]]]:
    """The ledger as `mingzhang.ledger.reading.read_rows` takes it."""
    return {sheet: [row.values for row in rows] for sheet, rows in rows_by_sheet(year).items()}
