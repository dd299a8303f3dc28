"""Goal forms as projections of the ledger (绩效目标表): the department's, and one a project."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from mingzhang.disclosure import Funds, OverallGoal, ProjectForm
from mingzhang.disclosure import Indicator as PrintedIndicator
from mingzhang.ledger import OWN, Fund, Indicator, Ledger, Lines, Precision, Project, Sources
from mingzhang.model import Figure, Place, Unit
from mingzhang.model.figures import MILLIONTHS
from mingzhang.performance import parse_target
from mingzhang.tables.building import figure

LEVEL1 = {
    "数量指标": "产出指标",
    "质量指标": "产出指标",
    "时效指标": "产出指标",
    "成本指标": "产出指标",
    "经济效益指标": "效益指标",
    "社会效益指标": "效益指标",
    "生态效益指标": "效益指标",
    "可持续影响指标": "效益指标",
    "服务对象满意度指标": "满意度指标",
}
"""二级指标 → 一级指标, in the order of the official form."""

_FUND_LABELS = (
    ("一般公共预算资金", (Fund.GENERAL,)),
    ("政府性基金预算资金", (Fund.GOVERNMENT_FUND,)),
    ("国有资本经营预算资金", (Fund.STATE_CAPITAL,)),
    ("社会保险基金预算资金", ()),
    ("专户管理资金", (Fund.SPECIAL_ACCOUNT,)),
    ("单位资金", OWN),
)


class Cells:
    """Hands out places of one form, row by row."""

    def __init__(self, table: int) -> None:
        self._table = table
        self._row = 1

    def next(self, column: int = 1) -> Place:
        """The place of a cell in the row below the last one."""
        self._row += 1
        return Place(table=self._table, row=self._row, column=column)


def project_form(ledger: Ledger, project: Project, table: int) -> ProjectForm:
    """One project's form; its money in 元, exact."""
    cells = Cells(table)
    at = cells.next(3)
    return ProjectForm(
        name=project.form_name or project.name,
        at=at,
        unit=project.unit,
        department=f"{ledger.code}-{ledger.name}" if ledger.code else ledger.name,
        attribute=project.attribute,
        period=project.period,
        total_funds=_funds(project.total_funds, Place(table=table, row=4, column=4)),
        annual_funds=_funds(project.annual_funds, Place(table=table, row=4, column=7)),
        overview=project.overview,
        basis=project.basis,
        necessity=project.necessity,
        measures=project.measures,
        plan=project.plan,
        total_goal=project.total_goal,
        annual_goal=project.annual_goal or project.total_goal,
        indicators=tuple(_indicators(project.indicators, table, 4)),
        annual_indicators=tuple(_indicators(project.indicators, table, 7)),
        filled_at=project.filled_at,
        form_year=ledger.year,
        text_places=_text_places(table),
    )


def _text_places(table: int) -> dict[str, Place]:
    """Where the form's texts stand: label → cell."""
    names = ("overview", "basis", "necessity", "measures", "plan")
    found = {name: Place(table=table, row=10 + i, column=3) for i, name in enumerate(names)}
    found["name"] = Place(table=table, row=1, column=3)
    found["department"] = Place(table=table, row=2, column=3)
    found["unit"] = Place(table=table, row=2, column=7)
    found["attribute"] = Place(table=table, row=3, column=3)
    found["period"] = Place(table=table, row=3, column=7)
    found["total_goal"] = Place(table=table, row=16, column=2)
    found["annual_goal"] = Place(table=table, row=16, column=6)
    return found


def _funds(sources: Sources, at: Place) -> Funds:
    def printed(amount: int, row: int) -> Figure:
        place = Place(table=at.table, row=(at.row or 0) + row, column=at.column)
        return figure(amount, Unit.YUAN, 1 if amount % 100 else 100, place)

    return Funds(
        total=printed(sources.total, 0),
        central=printed(sources.central, 1),
        provincial=printed(sources.provincial, 2),
        municipal=printed(sources.municipal, 3),
        self_raised=printed(sources.self_raised, 4),
        other=printed(sources.other, 5),
    )


def _indicators(wanted: Iterable[Indicator], table: int, column: int) -> Iterable[PrintedIndicator]:
    """In the order of the official levels; the year's half stands from column 7."""
    order = list(LEVEL1)
    found = sorted(wanted, key=lambda one: order.index(one.level2))
    for row, indicator in enumerate(found, start=18):
        annual = indicator.annual_target if column > 4 else ""
        yield PrintedIndicator(
            level1=LEVEL1[indicator.level2],
            level2=indicator.level2,
            level3=indicator.name,
            target=parse_target(annual or indicator.target),
            at=Place(table=table, row=row, column=column),
        )


def overall_goal(
    ledger: Ledger,
    lines: Lines,
    table: int,
    unit: Unit,
    precision: Precision,
    fill: Callable[[str], str],
) -> OverallGoal | None:
    """The whole department's form; None where the ledger promises nothing.

    `fill` computes the expressions that goals and targets may hold (≤{基本支出}万元).
    """
    goal = ledger.overall
    if not (goal.indicators or goal.annual_goal):
        return None
    return OverallGoal(
        at=Place(table=table, row=1),
        department=f"{ledger.code}-{ledger.name}" if ledger.code else ledger.name,
        funds=_overall_funds(lines, table, unit, precision),
        facts=_facts(ledger, table),
        duties=ledger.prose.get("部门职责", ""),
        strategy=fill(goal.strategy),
        annual_goal=fill(goal.annual_goal),
        tasks=goal.tasks,
        indicators=tuple(
            _indicators(
                [replace(one, target=fill(one.target)) for one in goal.indicators], table, 4
            )
        ),
        text_places={
            "duties": Place(table=table, row=6, column=2),
            "strategy": Place(table=table, row=7, column=2),
            "annual_goal": Place(table=table, row=16, column=2),
        },
    )


def _overall_funds(
    lines: Lines, table: int, unit: Unit, precision: Precision
) -> dict[str, Figure | None]:
    def printed(amount: int, row: int, column: int) -> Figure:
        place = Place(table=table, row=row, column=column)
        return figure(precision.printed(amount), unit, precision.quantum, place)

    found: dict[str, Figure | None] = {
        "source:合计": printed(lines.total, 9, 3),
        "direction:合计": printed(lines.total, 9, 5),
        "direction:基本支出": printed(lines.basic.total, 10, 5),
        "direction:项目支出": printed(lines.projects.total, 11, 5),
    }
    for row, (label, funds) in enumerate(_FUND_LABELS, start=10):
        found[f"source:{label}"] = printed(lines.fund(*funds).total, row, 3)
    return found


def _facts(ledger: Ledger, table: int) -> dict[str, Figure | None]:
    people = ledger.people
    staff = sum(one.staff for one in people)
    temporary = sum(one.temporary for one in people)
    offices = [name for name in ledger.prose.get("内设机构", "").split("、") if name.strip()]
    counted = (
        ("内设职能部门数", len(offices), "个"),
        ("所属预算单位数", len(ledger.units), "个"),
        ("核定的人员编制数", sum(one.quota for one in people), "人"),
        ("实际在职人员总数", staff + temporary, "人"),
        ("在编人员数", staff, "人"),
        ("其他人员数", temporary, "人"),
    )
    return {
        label: Figure(
            str(count), count * MILLIONTHS, MILLIONTHS, unit, Place(table=table, row=2 + i // 2)
        )
        for i, (label, count, unit) in enumerate(counted)
    }
