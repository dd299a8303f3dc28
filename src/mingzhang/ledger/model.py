"""The facts of one department's budget year (部门预算的账). All money is in 分, exact."""

from dataclasses import dataclass, field
from enum import Enum

from mingzhang.ledger.commitments import Contract, YearFunds
from mingzhang.model import Place

CENT = 10_000
"""Millionths of a 元 in one 分."""

NOWHERE = Place()


class UnitKind(Enum):
    """The nature of a budget unit (单位性质): 行政, 参照公务员法管理, 事业."""

    ADMINISTRATIVE = "行政"
    CIVIL_SERVICE_LIKE = "参公"
    INSTITUTION = "事业"


class LineKind(Enum):
    """What a budget line pays for (支出类别): 人员经费, 公用经费, 项目支出."""

    STAFF = "人员"
    PUBLIC = "公用"
    PROJECT = "项目"


class Fund(Enum):
    """Where the money comes from (资金来源)."""

    GENERAL = "一般公共预算"
    GOVERNMENT_FUND = "政府性基金预算"
    STATE_CAPITAL = "国有资本经营预算"
    SPECIAL_ACCOUNT = "财政专户管理资金"
    SERVICE_INCOME = "事业收入"
    OPERATING_INCOME = "事业单位经营收入"
    OTHER_INCOME = "其他收入"
    UNIT_FUNDS = "单位资金"


FISCAL = (Fund.GENERAL, Fund.GOVERNMENT_FUND, Fund.STATE_CAPITAL)
OWN = (Fund.SERVICE_INCOME, Fund.OPERATING_INCOME, Fund.OTHER_INCOME, Fund.UNIT_FUNDS)


@dataclass(frozen=True, slots=True)
class Unit:
    """One budget unit (预算单位) with its people: 编制, 在编实有, 退休, 编外."""

    name: str
    kind: UnitKind
    code: str = ""
    quota: int = 0
    staff: int = 0
    retired: int = 0
    temporary: int = 0
    note: str = ""
    head: bool = False


@dataclass(frozen=True, slots=True)
class Body:
    """A body of the department without a budget of its own (下属机构), and its people."""

    name: str
    kind: str
    quota: int = 0
    staff: int = 0
    retired: int = 0
    temporary: int = 0
    note: str = ""


@dataclass(frozen=True, slots=True)
class BudgetLine:
    """One budget line (预算明细).

    `function` has 7 digits, `economic` and `government` 5 digits or "" in projects; `project`
    is the project's name, "" in basic expenditure. `revenue` is the code and name of the income
    class that a government fund or state capital is booked under, blank where not given.
    """

    unit: str
    function: str
    economic: str
    government: str
    kind: LineKind
    project: str
    fund: Fund
    current: int
    carried: int = 0
    revenue: tuple[str, str] = ("", "")
    tags: tuple[str, ...] = ()
    at: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Sources:
    """Money of a project by source (资金来源): 中央, 省级, 市县, 自筹, 其他."""

    central: int = 0
    provincial: int = 0
    municipal: int = 0
    self_raised: int = 0
    other: int = 0

    @property
    def total(self) -> int:
        """All sources together."""
        return self.central + self.provincial + self.municipal + self.self_raised + self.other


@dataclass(frozen=True, slots=True)
class Indicator:
    """One three-level indicator (绩效指标); `annual_target` is "" where it is the same."""

    level2: str
    name: str
    target: str
    annual_target: str = ""


@dataclass(frozen=True, slots=True)
class Project:
    """One project with the texts of its goal form (项目); a unit has each name once.

    `years`: what it takes in each year of its period, ascending, where that is planned;
    `quarters`: what it pays in each quarter of this year (用款计划), empty without a plan.
    """

    unit: str
    name: str
    category: str = ""
    attribute: str = ""
    period: str = ""
    total_funds: Sources = Sources()
    annual_funds: Sources = Sources()
    overview: str = ""
    basis: str = ""
    necessity: str = ""
    measures: str = ""
    plan: str = ""
    total_goal: str = ""
    annual_goal: str = ""
    filled_at: str = ""
    form_name: str = ""
    indicators: tuple[Indicator, ...] = ()
    years: tuple[YearFunds, ...] = ()
    performer: str = ""
    quarters: tuple[int, ...] = ()
    at: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class OverallGoal:
    """The whole department's goals (整体绩效): `tasks` are pairs of 核心职能 and 重点任务."""

    strategy: str = ""
    annual_goal: str = ""
    tasks: tuple[tuple[str, str], ...] = ()
    indicators: tuple[Indicator, ...] = ()


@dataclass(frozen=True, slots=True)
class Procurement:
    """Purchases (政府采购) in 分, and what is reserved for small businesses."""

    goods: int = 0
    works: int = 0
    services: int = 0
    reserved: int = 0
    reserved_small: int = 0

    @property
    def total(self) -> int:
        """货物, 工程 and 服务."""
        return self.goods + self.works + self.services


@dataclass(frozen=True, slots=True)
class DeclaredPurchase:
    """A service that is bought by the purchase catalogue (政府购买服务项目)."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Assets:
    """What the department uses (国有资产占有使用情况).

    `counts`: label → printed number (领导用车 → 1; 办公用房面积 → "2386.45").
    """

    date: str = ""
    counts: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Ledger:
    """One department's budget year (账): the only source of everything that is published.

    `last_year`: label or function code → 分. `prose`: key → free text of the officers.
    """

    code: str
    name: str
    year: int
    region: str
    level: str
    profile: str
    units: tuple[Unit, ...]
    lines: tuple[BudgetLine, ...]
    bodies: tuple[Body, ...] = ()
    projects: tuple[Project, ...] = ()
    contracts: tuple[Contract, ...] = ()
    overall: OverallGoal = OverallGoal()
    last_year: dict[str, int] = field(default_factory=dict)
    procurement: Procurement = Procurement()
    declared: tuple[DeclaredPurchase, ...] = ()
    assets: Assets = Assets()
    prose: dict[str, str] = field(default_factory=dict)

    @property
    def people(self) -> tuple[Unit | Body, ...]:
        """Everything that has people: units, and bodies without a budget."""
        return (*self.units, *self.bodies)

    def unit(self, name: str) -> Unit | None:
        """The unit of a name."""
        return next((unit for unit in self.units if unit.name == name), None)
