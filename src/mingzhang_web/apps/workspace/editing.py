"""Which rows of a ledger somebody may see and change (账簿的可见与可改范围)."""

from dataclasses import dataclass

from mingzhang.ledger.sheets import DEPARTMENT, INDICATORS, LINES, PROJECTS, SHEETS
from mingzhang_web.apps.accounts.access import Access
from mingzhang_web.apps.accounts.roles import Action
from mingzhang_web.apps.workspace.models import BudgetYear, LedgerRow
from mingzhang_web.apps.workspace.models.years import Stage

OPEN_STAGES = (Stage.DRAFT, Stage.SUBMITTED, Stage.COMPILED, Stage.CHECKED, Stage.CORRECTED)
OF_PROJECTS = (PROJECTS.name, INDICATORS.name)
OF_UNITS = tuple(form.name for form in SHEETS if any(f.header == "单位" for f in form.fields))


@dataclass(frozen=True, slots=True)
class Reach:
    """What one user reaches of one budget year's ledger.

    `sees_all`: the whole ledger. `units`, `offices`: the limits of the right to edit, None for
    none. `handed_in`: offices whose projects are handed in, closed for them. `open`: whether
    the stage allows changes at all.
    """

    sees_all: bool
    edits_ledger: bool
    edits_projects: bool
    units: frozenset[str] | None
    offices: frozenset[int] | None
    handed_in: frozenset[int]
    open: bool

    @classmethod
    def of(cls, access: Access, year: BudgetYear) -> "Reach":
        """Read the limits from the grants, and which offices have handed in."""
        at = (year.department, year.year)
        offices = access.offices(Action.EDIT_PROJECTS, *at)
        limited = access.offices(Action.SEE, *at) is not None
        units = access.units(Action.SEE, *at)
        return cls(
            sees_all=access.may(Action.SEE, *at) and not limited and units is None,
            edits_ledger=access.may(Action.EDIT_LEDGER, *at),
            edits_projects=access.may(Action.EDIT_PROJECTS, *at),
            units=units,
            offices=offices,
            handed_in=standing_submissions(year) if offices is not None else frozenset(),
            open=year.stage in OPEN_STAGES,
        )

    @property
    def by_office(self) -> bool:
        """Whether this is somebody of a project office."""
        return self.offices is not None

    def sees(self, row: LedgerRow, own_projects: frozenset[tuple[str, str]]) -> bool:
        """Whether a row may be shown; `own_projects`: (单位, 项目名称) of the own offices."""
        if self.sees_all:
            return True
        if self.units is not None and self.offices is None:
            return row.sheet == DEPARTMENT.name or row.values.get("单位") in self.units
        if row.sheet in OF_PROJECTS:
            return row.office_id in (self.offices or ())
        project = (row.values.get("单位", ""), row.values.get("项目", ""))
        return row.sheet == LINES.name and project in own_projects

    def may_add(self, sheet: str) -> bool:
        """Whether new rows of a sheet may be typed in, as far as the sheet alone tells."""
        if not self.open:
            return False
        if sheet in OF_PROJECTS:
            waiting = self.offices is None or bool(self.offices - self.handed_in)
            return self.edits_projects and waiting
        return self.edits_ledger and (self.units is None or sheet in OF_UNITS)

    def why_not(self, sheet: str, office: int | None, unit: str | None) -> str:
        """Why a row may not be changed, as one sentence; "" where it may."""
        if not self.open:
            return "这个预算年度已经批准或公开，不能再改。需要更正时请由公开专员发起更正。"
        if sheet in OF_PROJECTS and self.offices is not None:
            if not self.edits_projects or office not in self.offices:
                return "这个项目由其他科室填报，您不能修改。"
            if office in self.handed_in:
                return "本科室的项目已经提交，不能再改。需要修改时请联系财务人员退回。"
            return ""
        allowed = self.edits_projects if sheet in OF_PROJECTS else self.edits_ledger
        if not allowed:
            return "您没有修改这张表的权限。"
        if self.units is not None and (sheet not in OF_UNITS or unit not in self.units):
            return "这一行属于其他单位，您不能修改。"
        return ""


def standing_submissions(year: BudgetYear) -> frozenset[int]:
    """The offices whose newest submission was not returned."""
    newest = {one.office_id: one.returned_at is None for one in year.submissions.all()}
    return frozenset(office for office, stands in newest.items() if stands)
