"""What is due when (期限), as the law and the assignments say."""

from dataclasses import dataclass
from datetime import date

from mingzhang.workdays import UnknownYear, add_calendar_days, working_days_between
from mingzhang_web.apps.workspace.models import BudgetYear
from mingzhang_web.apps.workspace.models.years import Stage
from mingzhang_web.apps.workspace.selectors.checks import open_on

PUBLICATION_DAYS = 20
WARN_DAYS = 2


@dataclass(frozen=True, slots=True)
class Deadline:
    """One thing that is due (期限).

    `left`: calendar days, negative where it is past; `working_left`: working days, None where
    a year's holidays are not loaded. `done`: it was met and no longer runs.
    """

    title: str
    due: date
    left: int
    working_left: int | None
    basis: str
    done: bool = False

    @property
    def late(self) -> int:
        """Calendar days past the day; 0 where it is not past."""
        return max(0, -self.left)

    @property
    def weight(self) -> str:
        """How urgent, as a severity: error when past, warning in the last days, else info."""
        if self.done:
            return "success"
        return "error" if self.left < 0 else "warning" if self.left <= WARN_DAYS else "info"


def publication(year: BudgetYear, today: date) -> Deadline | None:
    """The clock of publication: within 20 days after the reply (批复后二十日内, 预算法 第十四条).

    Calendar days; it does not move where the last day is one of rest. None without a reply.
    """
    if year.approved_on is None:
        return None
    due = add_calendar_days(year.approved_on, PUBLICATION_DAYS)
    done = year.stage in (Stage.PUBLISHED, Stage.CORRECTED)
    return _deadline("公开", due, today, "《预算法》第十四条：批复后二十日内公开", done=done)


def assignments(year: BudgetYear, today: date) -> list[Deadline]:
    """Findings that somebody must deal with by a day, the nearest first."""
    open_ = year.findings.filter(open_on(today), due_on__isnull=False)
    return [
        _deadline(f"{finding.rule} {finding.message[:40]}", finding.due_on, today, "分派的期限")
        for finding in open_.order_by("due_on")
        if finding.due_on
    ]


def _deadline(title: str, due: date, today: date, basis: str, *, done: bool = False) -> Deadline:
    try:
        working = working_days_between(today, due)
    except UnknownYear:
        working = None
    return Deadline(title, due, (due - today).days, working, basis, done)
