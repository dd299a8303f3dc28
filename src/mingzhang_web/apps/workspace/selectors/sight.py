"""What one user sees of checks and findings (可见范围): the whole, or what was assigned to them.

Members see their department's; whoever is limited to an office or a unit sees the findings
assigned to them. A reviewer sees what is checked and not being changed, never drafts, and
what the bureau itself handed in.
"""

from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.http import Http404

from mingzhang_web.apps.accounts.access import Access
from mingzhang_web.apps.accounts.models import User
from mingzhang_web.apps.accounts.roles import Action
from mingzhang_web.apps.workspace.models import BudgetYear, Check, Finding, Import
from mingzhang_web.apps.workspace.models.years import Stage

REVIEWED = (Stage.CHECKED, Stage.APPROVED, Stage.PUBLISHED)


@dataclass(frozen=True, slots=True)
class Sight:
    """What a user sees of one budget year.

    `whole`: its current check with every finding. `member`: somebody of the department,
    `reviewer`: of its finance bureau; `user_id` sees what is assigned to them.
    """

    year: BudgetYear
    access: Access
    user_id: int
    member: bool
    reviewer: bool
    whole: bool

    @classmethod
    def of(cls, access: Access, user: User, year: BudgetYear) -> "Sight":
        """The sight of a user; the year comes with its department."""
        at = (year.department, year.year)
        member = access.may(Action.SEE, *at)
        reviewer = access.may(Action.REVIEW, *at)
        limited = (
            access.offices(Action.SEE, *at) is not None or access.units(Action.SEE, *at) is not None
        )
        whole = (member and not limited) or (reviewer and year.stage in REVIEWED)
        return cls(year, access, user.pk, member, reviewer, whole)

    def may(self, action: Action) -> bool:
        """Whether an action is allowed in this year."""
        return self.access.may(action, self.year.department, self.year.year)

    def findings(self) -> QuerySet[Finding]:
        """The findings one may see."""
        found = self.year.findings.all()
        return found if self.whole else found.filter(assigned_to=self.user_id)

    def check(self) -> Check | None:
        """The current check, where its document may be seen."""
        return self.year.current_check if self.whole else None

    def imports(self) -> QuerySet[Import]:
        """Files handed in: by the own side only."""
        side = Q(pk__in=())
        if self.member and self.whole:
            side |= Q(for_review=False)
        if self.reviewer:
            side |= Q(for_review=True)
        return self.year.imports.filter(side)


def year_in_sight(access: Access, user: User, pk: int) -> Sight:
    """The sight of a budget year that a user may see anything of.

    Raises:
        Http404: they may not, or there is none.
    """
    within = access.within(Action.SEE) | access.within(Action.REVIEW)
    years = BudgetYear.objects.select_related("department__bureau", "current_check").defer(
        "current_check__disclosure", "current_check__report"
    )
    year = years.filter(within).filter(pk=pk).first()
    if year is None:
        raise Http404
    return Sight.of(access, user, year)


def finding_in_sight(access: Access, user: User, pk: int) -> tuple[Finding, Sight]:
    """A finding that a user may see. Raises Http404 where they may not."""
    found = Finding.objects.filter(pk=pk).values_list("budget_year", flat=True).first()
    if found is None:
        raise Http404
    sight = year_in_sight(access, user, found)
    finding = sight.findings().select_related("assigned_to").filter(pk=pk).first()
    if finding is None:
        raise Http404
    finding.budget_year = sight.year
    return finding, sight


def import_in_sight(access: Access, user: User, pk: int) -> tuple[Import, Sight]:
    """A file handed in that a user may see. Raises Http404 where they may not."""
    found = Import.objects.filter(pk=pk).values_list("budget_year", flat=True).first()
    if found is None:
        raise Http404
    sight = year_in_sight(access, user, found)
    chosen = sight.imports().select_related("imported_by", "job", "check_made")
    one = chosen.defer("check_made__disclosure", "check_made__report").filter(pk=pk).first()
    if one is None:
        raise Http404
    one.budget_year = sight.year
    return one, sight


def check_in_sight(access: Access, user: User, pk: int) -> tuple[Check, Sight]:
    """A check whose document a user may see: the current one, or of a file they may see.

    Raises:
        Http404: they may not.
    """
    check = Check.objects.defer("disclosure", "report").filter(pk=pk).first()
    if check is None:
        raise Http404
    sight = year_in_sight(access, user, check.budget_year_id)
    own = sight.whole and sight.member and not check.imports.filter(for_review=True).exists()
    current = sight.whole and sight.year.current_check_id == check.pk
    if not (current or own or sight.imports().filter(check_made=check).exists()):
        raise Http404
    check.budget_year = sight.year
    return check, sight
