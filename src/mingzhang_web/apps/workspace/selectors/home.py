"""The budget years somebody works on, one line each (预算年度一览)."""

from dataclasses import dataclass
from datetime import date

from mingzhang_web.apps.accounts.access import Access
from mingzhang_web.apps.accounts.models import User
from mingzhang_web.apps.workspace.models import BudgetYear
from mingzhang_web.apps.workspace.selectors.checks import Seen, seen_open
from mingzhang_web.apps.workspace.selectors.deadlines import Deadline, publication
from mingzhang_web.apps.workspace.selectors.years import years


@dataclass(frozen=True, slots=True)
class YearLine:
    """One budget year: what somebody sees of its open findings, its clock of publication."""

    year: BudgetYear
    seen: Seen
    clock: Deadline | None

    @property
    def findings(self) -> str:
        """What is open, in words."""
        if self.seen.errors or self.seen.warnings:
            return f"错误 {self.seen.errors}，警告 {self.seen.warnings}"
        if self.year.current_check_id is None:
            return "还没有核对"
        return "没有待处理" if self.seen.whole else "没有分派给您的"


def year_lines(access: Access, user: User, today: date) -> list[YearLine]:
    """Every budget year one sees, the newest first; as many queries however many there are."""
    found = list(years(access))
    seen = seen_open(access, user, found)
    return [YearLine(year, seen[year.pk], publication(year, today)) for year in found]
