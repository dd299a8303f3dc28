"""What one user should not forget (提醒): their clocks and assignments, the most urgent first."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse

from mingzhang_web.apps.accounts.access import Access
from mingzhang_web.apps.accounts.models import User
from mingzhang_web.apps.accounts.roles import Action
from mingzhang_web.apps.workspace.editing import standing_submissions
from mingzhang_web.apps.workspace.models import BudgetYear, Finding
from mingzhang_web.apps.workspace.models.years import Stage
from mingzhang_web.apps.workspace.selectors.checks import open_on
from mingzhang_web.apps.workspace.selectors.deadlines import Deadline, publication
from mingzhang_web.apps.workspace.selectors.years import years

AHEAD = timedelta(days=5)
"""How long before its day something is reminded of."""


@dataclass(frozen=True, slots=True)
class Reminder:
    """One thing to do: a sentence, where it is done, and until when; `deadline` is None where
    no day is set."""

    sentence: str
    address: str
    deadline: Deadline | None = None


def reminders(user: User, access: Access, today: date) -> list[Reminder]:
    """Everything that waits for this user; a number of queries that does not grow with it."""
    found = [*_assigned(user, access, today), *_clocks(access, today), *_handing_in(access)]
    return sorted(found, key=lambda one: one.deadline.left if one.deadline else 1000)


def _clocks(access: Access, today: date) -> list[Reminder]:
    """Publication that comes due, for those who compile and publish."""
    mine = years(access, Action.PUBLISH) | years(access, Action.COMPILE)
    waiting = mine.filter(approved_on__isnull=False).exclude(
        stage__in=(Stage.PUBLISHED, Stage.CORRECTED)
    )
    found = []
    for year in waiting:
        clock = publication(year, today)
        if clock is not None and clock.due - today <= AHEAD:
            when = f"已超过 {clock.late} 天" if clock.left < 0 else f"还有 {clock.left} 天"
            found.append(
                Reminder(f"{year}应在{clock.due:%m月%d日}前公开，{when}。", _page(year), clock)
            )
    return found


def _assigned(user: User, access: Access, today: date) -> list[Reminder]:
    """Findings that were given to this user and are still theirs to deal with."""
    given = Finding.objects.filter(
        open_on(today),
        budget_year__in=years(access, Action.RESOLVE),
        assigned_to=user,
        due_on__lte=today + AHEAD,
    ).select_related("budget_year__department")
    found = []
    for finding in given.order_by("due_on"):
        assert finding.due_on is not None
        deadline = Deadline("处理发现", finding.due_on, (finding.due_on - today).days, None, "分派")
        what = f"{finding.budget_year}的发现 {finding.rule}"
        by = f"{finding.due_on:%m月%d日}"
        late = f"{what}应在{by}前处理，已逾期 {deadline.late} 天。"
        sentence = late if deadline.late else f"请在{by}前处理{what}。"
        found.append(Reminder(sentence, _page(finding.budget_year), deadline))
    return found


def _handing_in(access: Access) -> list[Reminder]:
    """Projects that the own office has not handed in."""
    found = []
    drafts = years(access, Action.SUBMIT).filter(stage=Stage.DRAFT)
    for year in drafts.prefetch_related("submissions"):
        offices = access.offices(Action.SUBMIT, year.department, year.year)
        if offices and offices - standing_submissions(year):
            found.append(Reminder(f"{year}：本科室的项目还没有提交。", _page(year)))
    return found


def _page(year: BudgetYear) -> str:
    return reverse("workspace:year", args=[year.pk])
