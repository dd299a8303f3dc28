"""Editions and their files (查版本)."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.http import Http404

from mingzhang.comparison import compare
from mingzhang_web.apps.jobs.models import Job, State
from mingzhang_web.apps.journal.parts import of_kind
from mingzhang_web.apps.publishing.models import Edition, EditionFile
from mingzhang_web.apps.workspace.models import BudgetYear
from mingzhang_web.apps.workspace.models.years import Stage
from mingzhang_web.apps.workspace.packing import disclosure_of
from mingzhang_web.apps.workspace.selectors.differences import Differences, told

WAITING = (State.QUEUED, State.RUNNING)
_HEAVY = ("disclosure", "manifest")


def open_job(year: BudgetYear) -> Job | None:
    """The publication of a year that is under way."""
    return _jobs(year).filter(state__in=WAITING).first()


def last_job(year: BudgetYear) -> Job | None:
    """The newest publication of a year that was asked for."""
    return _jobs(year).order_by("-created_at").first()


def _jobs(year: BudgetYear) -> QuerySet[Job]:
    return Job.objects.filter(kind="publish", arguments__year=year.pk)


def editions() -> QuerySet[Edition]:
    """All editions with their year and department, without the heavy parts."""
    return Edition.objects.select_related("budget_year__department__bureau").defer(*_HEAVY)


def newest_editions() -> QuerySet[Edition]:
    """The newest edition of each budget year."""
    newest = Edition.objects.filter(budget_year=OuterRef("budget_year")).order_by("-number")
    return editions().filter(number=Subquery(newest.values("number")[:1]))


def edition_or_404(slug: str, year: int, kind: str, number: int | None = None) -> Edition:
    """One edition by its address, the newest without a number. Raises Http404."""
    found = editions().filter(
        budget_year__department__slug=slug, budget_year__year=year, budget_year__kind=kind
    )
    edition = (found if number is None else found.filter(number=number)).first()
    if edition is None:
        raise Http404
    return edition


def file_or_404(edition: Edition, path: str) -> EditionFile:
    """One file of an edition. Raises Http404."""
    found = edition.files.filter(path=path).first()
    if found is None:
        raise Http404
    return found


@dataclass(frozen=True, slots=True)
class Known:
    """A file that was published here: where, under which name, whether it is still the newest."""

    edition: Edition
    path: str
    at: datetime
    newest: int

    @property
    def corrected(self) -> bool:
        """Whether a later edition has taken its place."""
        return self.newest > self.edition.number


def published_as(digest: str) -> list[Known]:
    """Every edition in which a file of this hash was published, newest first."""
    newest = Edition.objects.filter(budget_year=OuterRef("edition__budget_year"))
    found = (
        EditionFile.objects.filter(sha256=digest)
        .select_related("edition__budget_year__department")
        .defer(*(f"edition__{name}" for name in _HEAVY))
        .annotate(newest=Subquery(newest.order_by("-number").values("number")[:1]))
        .order_by("-edition__published_at")
    )
    return [
        Known(one.edition, one.path, one.edition.published_at, one.newest) for one in found[:100]
    ]


def differences(edition: Edition) -> Differences | None:
    """What a correction changed against the edition before it; None for a first edition."""
    both = Edition.objects.filter(
        budget_year=edition.budget_year_id, number__in=(edition.number - 1, edition.number)
    ).order_by("number")
    objects = [disclosure_of(one.disclosure) for one in both.only("disclosure")]
    return told(compare(*objects)) if len(objects) == 2 else None


def reason_of(year: BudgetYear) -> str:
    """Why the newest correction was begun; "" where there was none."""
    begun = year.transitions.filter(after=Stage.CORRECTED).order_by("-at", "-pk").first()
    return begun.reason if begun else ""


def newest_number(edition: Edition) -> int:
    """The number of the newest edition of the same budget year."""
    found = Edition.objects.filter(budget_year=edition.budget_year_id)
    return found.values_list("number", flat=True)[0]


def of_year(pk: int) -> Q:
    """The journal's entries about the editions of a budget year."""
    own = Edition.objects.filter(budget_year=pk).order_by()
    return of_kind(Edition._meta.label_lower, own.values_list("pk", flat=True))
