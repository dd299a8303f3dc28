"""The ledger behind the example, as far as its published tables determine it (示例的账).

The tables fix every sum over units; how basic expenditure divides among the three units, and
what lies below 0.01万元, is chosen so that each published figure is its sum rounded half up.
Two projects that print one name carry the names of their goal forms.
"""

from decimal import Decimal

import msgspec

from mingzhang.example.facts import Facts, Form, load, rows
from mingzhang.ledger import (
    Assets,
    Body,
    BudgetLine,
    DeclaredPurchase,
    Fund,
    Indicator,
    Ledger,
    LineKind,
    OverallGoal,
    Procurement,
    Project,
    Sources,
    Unit,
    UnitKind,
)

PROFILE = "shanxi-2025"
_KINDS = {
    "office": UnitKind.ADMINISTRATIVE,
    "hall": UnitKind.CIVIL_SERVICE_LIKE,
    "trading": UnitKind.INSTITUTION,
}
_FUNCTIONS = {"office": "2010306", "hall": "2010306", "trading": "2010399"}
_SCHOOLING = ("P02", "2050299")
_LEVEL2 = {
    "经济效益": "经济效益指标",
    "社会效益": "社会效益指标",
    "生态效益": "生态效益指标",
    "可持续影响": "可持续影响指标",
    "服务对象满意度": "服务对象满意度指标",
}
_SPECIFIC = "P02"


class _Line(msgspec.Struct, frozen=True):
    """One line of basic expenditure; the amount in 元."""

    unit: str
    function: str
    economic: str
    government: str
    kind: str
    amount: str


def example_ledger() -> Ledger:
    """The whole year; last year's figures follow from the published changes."""
    facts = load()
    department = facts.department
    return Ledger(
        code=department.code,
        name=department.name,
        year=department.year,
        region=department.city,
        level="市级",
        profile=PROFILE,
        units=_units(facts),
        lines=(*_basic(facts), *_projects_lines(facts)),
        bodies=_bodies(facts),
        projects=tuple(_project(facts, form) for form in facts.forms),
        overall=_overall(facts),
        last_year=_last_year(facts),
        procurement=Procurement(*(_cents(sum_) for sum_ in department.purchases.values())),
        declared=_declared(facts),
        assets=_assets(facts),
        prose=_prose(facts),
    )


def _cents(wan: str) -> int:
    """万元 as printed → 分."""
    return int(Decimal(wan) * 1_000_000)


def _units(facts: Facts) -> tuple[Unit, ...]:
    department = facts.department
    found = []
    for key, name in department.units.items():
        head = name == department.name
        body = next(b for b in department.bodies if b.name.removesuffix("（本级）") == name)
        found.append(
            Unit(
                name,
                _KINDS[key],
                quota=body.quota,
                staff=body.staff,
                retired=body.retired,
                temporary=department.staff["temporary"] if head else 0,
                note="其中公务员44名、工勤人员1名" if head else body.note,
                head=head,
            )
        )
    return tuple(found)


def _bodies(facts: Facts) -> tuple[Body, ...]:
    units = set(facts.department.units.values())
    return tuple(
        Body(body.name, body.kind, body.quota, body.staff, body.retired, note=body.note)
        for body in facts.department.bodies
        if body.name.removesuffix("（本级）") not in units
    )


def _basic(facts: Facts) -> list[BudgetLine]:
    lines = msgspec.convert(list(rows("lines")), type=tuple[_Line, ...])
    return [
        BudgetLine(
            unit=facts.department.units[line.unit],
            function=line.function,
            economic=line.economic,
            government=line.government,
            kind=LineKind(line.kind),
            project="",
            fund=Fund.GENERAL,
            current=int(line.amount) * 100,
        )
        for line in lines
    ]


def _projects_lines(facts: Facts) -> list[BudgetLine]:
    forms = {form.id: form for form in facts.forms}
    found = []
    for project in facts.projects:
        schooling = project.id == _SCHOOLING[0]
        found.append(
            BudgetLine(
                unit=facts.department.units[project.unit],
                function=_SCHOOLING[1] if schooling else _FUNCTIONS[project.unit],
                economic="",
                government="",
                kind=LineKind.PROJECT,
                project=_name(facts, forms[project.id]),
                fund=Fund.GENERAL,
                current=forms[project.id].annual * 100,
            )
        )
    return found


def _name(facts: Facts, form: Form) -> str:
    """The name in the table, or the form's where two projects of the table share one."""
    names = [project.name for project in facts.projects]
    name = next(project.name for project in facts.projects if project.id == form.id)
    return form.name if names.count(name) > 1 else name


def _project(facts: Facts, form: Form) -> Project:
    return Project(
        unit=facts.unit_of(form),
        name=_name(facts, form),
        category="特定目标类" if form.id == _SPECIFIC else "其他运转类",
        attribute=form.attribute,
        period=form.period,
        total_funds=Sources(municipal=form.total * 100),
        annual_funds=Sources(municipal=form.annual * 100),
        overview=form.overview,
        basis=form.basis,
        necessity=form.necessity,
        measures=form.measures,
        plan=form.plan,
        total_goal=form.total_goal,
        annual_goal=form.annual_goal,
        filled_at=form.filled_at,
        form_name=form.name,
        indicators=_indicators(facts, form.id),
    )


def _indicators(facts: Facts, form: str) -> tuple[Indicator, ...]:
    return tuple(
        Indicator(_LEVEL2.get(one.level2, one.level2), one.name, one.target)
        for one in facts.indicators
        if one.form == form
    )


def _overall(facts: Facts) -> OverallGoal:
    goal = facts.overall
    return OverallGoal(
        goal.strategy,
        goal.annual_goal,
        tuple((task.duty, task.work) for task in goal.task),
        _indicators(facts, "P00"),
    )


def _last_year(facts: Facts) -> dict[str, int]:
    department = facts.department
    spent, total = department.three_public, facts.function("").total
    reception, car = _cents(spent.reception), _cents(spent.car_running)
    running = sum(map(_cents, department.running.values()))
    before = _cents(total) + _cents(department.change.total[0])
    return {
        "收支总计": before,
        "一般公共预算": before,
        "三公经费": reception + car,
        "因公出国（境）费": 0,
        "公务接待费": reception,
        "公务用车购置费": 0,
        "公务用车运行维护费": car,
        "机关运行经费": running + _cents(department.change.running[0]),
    }


def _declared(facts: Facts) -> tuple[DeclaredPurchase, ...]:
    cited = facts.department.catalogue
    names = {entry.code: entry.name for entry in facts.catalogue.sections[cited.section]}
    return tuple(DeclaredPurchase(code, names[code]) for code in cited.declared)


def _assets(facts: Facts) -> Assets:
    assets = facts.department.assets
    counts = {
        "车辆编制": str(assets.cars),
        "其他公务用车": str(assets.cars),
        "办公用房面积": str(assets.area),
    }
    return Assets(assets.date, counts)


def _prose(facts: Facts) -> dict[str, str]:
    department = facts.department
    return {
        "部门职责": (
            f"{department.name}于{department.founded}挂牌，加挂“{department.second_name}”牌子，"
            "承担划转事项的集中审批、政务服务改革和公共资源交易管理。"
        ),
        "内设机构": "、".join(department.offices.names),
        "收支总计原因": "人员和其他运转类项目减少",
        "一般公共预算原因": "人员和其他运转类项目减少",
        "机关运行经费原因": "人员减少",
        "购买服务目录": department.catalogue.id,
        "购买服务目录部门": "、".join(department.catalogue.printed),
    }
