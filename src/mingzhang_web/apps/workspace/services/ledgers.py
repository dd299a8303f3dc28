"""Putting a whole ledger in place (装入账簿)."""

from collections.abc import Mapping, Sequence

from django.db import transaction
from django.db.models import F

from mingzhang.ledger.sheets import INDICATORS, PROJECTS
from mingzhang_web.apps.journal.actor import Actor
from mingzhang_web.apps.journal.services import record
from mingzhang_web.apps.organisations.models import Office
from mingzhang_web.apps.workspace.models import BudgetYear, LedgerRow

Rows = Mapping[str, Sequence[Mapping[str, str]]]
OF_PROJECTS = (PROJECTS.name, INDICATORS.name)


@transaction.atomic
def replace_rows(
    actor: Actor,
    year: BudgetYear,
    rows: Rows,
    offices: Mapping[tuple[str, str], Office] | None = None,
    source: str = "",
) -> None:
    """All rows of a ledger in place of the ones there (sheet → rows, as `read_rows` takes them).

    `offices`: (单位, 项目名称) → the office that answers for the project; projects that were there
    keep theirs. `source` is told in the journal.
    """
    old = year.rows.count()
    known = {**offices_of_projects(year), **(offices or {})}
    year.rows.all().delete()
    LedgerRow.objects.bulk_create(
        LedgerRow(
            budget_year=year,
            sheet=sheet,
            position=position,
            values=dict(values),
            office=known.get(project_of(values)) if sheet in OF_PROJECTS else None,
        )
        for sheet, found in rows.items()
        for position, values in enumerate(found, start=1)
    )
    BudgetYear.objects.filter(pk=year.pk).update(revision=F("revision") + 1)
    year.refresh_from_db(fields=["revision"])
    record(
        actor,
        "ledger.replace",
        f"{year}：装入账簿{f'（{source}）' if source else ''}",
        year,
        department_id=year.department_id,
        old={"rows": old},
        new={"rows": sum(map(len, rows.values())), "source": source},
    )


def project_of(values: Mapping[str, str]) -> tuple[str, str]:
    """The unit and name of the project that a row of the project or indicator sheet is about."""
    return values.get("单位", ""), values.get("项目名称", "")


def offices_of_projects(year: BudgetYear) -> dict[tuple[str, str], Office]:
    """Which office answers for which project (单位, 项目名称)."""
    rows = year.rows.filter(sheet=PROJECTS.name, office__isnull=False).select_related("office")
    return {project_of(row.values): row.office for row in rows if row.office}
