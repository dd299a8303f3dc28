"""Files that were handed in, as their pages show them (查导入)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import msgspec
from django.db.models import OuterRef, QuerySet, Subquery

from mingzhang.ledger.recovery import recover
from mingzhang.ledger.sheets import DEPARTMENT
from mingzhang.model import Place, Problem
from mingzhang_web.apps.workspace.models import Import
from mingzhang_web.apps.workspace.packing import disclosure_of
from mingzhang_web.apps.workspace.selectors.sight import Sight

LISTED = 100


@dataclass(frozen=True, slots=True)
class ProblemLine:
    """One thing wrong with a ledger: its sheet, its row or cell, its column, and what to do."""

    sheet: str
    row: str
    header: str
    message: str


def handed_in(sight: Sight) -> QuerySet[Import]:
    """Files of a year that one may see, newest first; each with the first of the same content.

    `first_name` and `first_at` are those of the file that first brought it, `first` its number.
    """
    found = sight.imports().select_related("imported_by", "job", "check_made")
    alike = sight.imports().filter(sha256=OuterRef("sha256")).order_by("imported_at", "pk")
    return found.defer("rows", "check_made__disclosure", "check_made__report").annotate(
        first=Subquery(alike.values("pk")[:1]),
        first_name=Subquery(alike.values("name")[:1]),
        first_at=Subquery(alike.values("imported_at")[:1]),
    )


def listed(sight: Sight) -> list[Import]:
    """The newest files of a year that one may see."""
    return list(handed_in(sight)[:LISTED])


def earlier(sight: Sight, digest: str, before: Import | None = None) -> Import | None:
    """The first time that the same content was handed in here; None where it never was."""
    found = sight.imports().filter(sha256=digest).select_related("imported_by")
    if before is not None:
        found = found.filter(imported_at__lt=before.imported_at).exclude(pk=before.pk)
    return found.order_by("imported_at").first()


def problem_lines(made: Import) -> list[ProblemLine]:
    """Everything wrong with a ledger, in the order of its sheets."""
    return [_line(msgspec.convert(one, Problem)) for one in made.problems]


@dataclass(frozen=True, slots=True)
class Alike:
    """The same thing wrong in several places of a sheet."""

    sheet: str
    message: str
    spots: tuple[str, ...]


def alike(lines: list[ProblemLine]) -> list[Alike]:
    """Problems with the same words in a sheet together, in the order of their first places."""
    found: dict[tuple[str, str], list[str]] = {}
    for line in lines:
        spot = "".join(filter(None, (line.row, line.header and f"“{line.header}”")))
        found.setdefault((line.sheet, line.message), []).append(spot)
    return [Alike(sheet, message, tuple(spots)) for (sheet, message), spots in found.items()]


def _line(problem: Problem) -> ProblemLine:
    at = problem.at
    return ProblemLine(at.sheet or "", _spot(at), at.header or "", problem.message)


def _spot(at: Place) -> str:
    return at.cell or (f"第{at.row}行" if at.row else "")


@dataclass(frozen=True, slots=True)
class TakeOver:
    """What taking a file over would put into the ledger, and what it leaves open.

    `other_department`: whose it is, where it is not this department's; "" where it is.
    """

    rows: Mapping[str, int]
    left_open: tuple[str, ...]
    other_department: str


def what_would_come(made: Import) -> TakeOver:
    """The number of rows by sheet, and one sentence for each thing that a document leaves open."""
    rows: Mapping[str, Any] = made.rows or {}
    left_open: tuple[str, ...] = ()
    if made.kind == Import.Kind.DISCLOSURE and made.check_made is not None:
        recovered = recover(disclosure_of(made.check_made.disclosure))
        rows, left_open = recovered.rows, recovered.open
    counts = {sheet: len(found) for sheet, found in rows.items() if found}
    return TakeOver(counts, left_open, _other_department(made, rows))


def _other_department(made: Import, rows: Mapping[str, Any]) -> str:
    named = [row for row in rows.get(DEPARTMENT.name, ()) if row.get("层级") == "部门"]
    name = str(named[0].get("名称", "")) if named else ""
    return "" if name == made.budget_year.department.name else name
