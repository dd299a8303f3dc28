"""A ledger as the rows of its workbook (账簿的行): the way back of reading."""

from collections.abc import Iterable

from mingzhang.ledger.model import Body, Ledger, Sources, Unit
from mingzhang.ledger.sheets import (
    ASSETS,
    DATE_KEY,
    DEPARTMENT,
    INDICATORS,
    LAST_YEAR,
    LINES,
    OVERALL,
    PROCUREMENT,
    PROJECTS,
    PROSE,
)

Value = str | int
"""A text, a count, or an amount as text in 元."""

Rows = list[list[Value]]


def rows_of(ledger: Ledger) -> dict[str, Rows]:
    """The rows below the header of every sheet, by sheet name; blanks are ""."""
    assets: Rows = [[key, count] for key, count in ledger.assets.counts.items()]
    return {
        DEPARTMENT.name: _department(ledger),
        LINES.name: _lines(ledger),
        PROJECTS.name: _projects(ledger),
        INDICATORS.name: _indicators(ledger),
        OVERALL.name: _overall(ledger),
        PROSE.name: [[key, text] for key, text in ledger.prose.items()],
        LAST_YEAR.name: [[key, yuan(amount)] for key, amount in ledger.last_year.items()],
        PROCUREMENT.name: _procurement(ledger),
        ASSETS.name: [[DATE_KEY, ledger.assets.date], *assets],
    }


def yuan(cents: int) -> str:
    """An amount of 分 in 元 without needless decimals."""
    whole, rest = divmod(cents, 100)
    return f"{whole}.{rest:02d}" if rest else str(whole)


def _amount(cents: int) -> str:
    return yuan(cents) if cents else ""


def _department(ledger: Ledger) -> Rows:
    head: list[Value] = ["部门", ledger.code, ledger.name, ""]
    head += [ledger.year, ledger.region, ledger.level, ledger.profile, *[""] * 5]
    rows = [head]
    rows += [_people("单位", unit.code, unit, unit.kind.value) for unit in ledger.units]
    rows += [_people("机构", "", body, body.kind) for body in ledger.bodies]
    return rows


def _people(level: str, code: str, of: Unit | Body, kind: str) -> list[Value]:
    counts: list[Value] = [of.quota, of.staff, of.retired, of.temporary]
    return [level, code, of.name, kind, *[""] * 4, *counts, of.note]


def _lines(ledger: Ledger) -> Rows:
    return [
        [
            line.unit,
            line.kind.value,
            line.function,
            line.economic,
            line.government,
            line.project,
            line.fund.value,
            _amount(line.current),
            _amount(line.carried),
            *line.revenue,
            "、".join(line.tags),
        ]
        for line in ledger.lines
    ]


def _sources(sources: Sources) -> Iterable[str]:
    parts = (sources.central, sources.provincial, sources.municipal)
    return map(_amount, (*parts, sources.self_raised, sources.other))


def _projects(ledger: Ledger) -> Rows:
    return [
        [
            project.unit,
            project.name,
            project.category,
            project.attribute,
            project.period,
            *_sources(project.total_funds),
            *_sources(project.annual_funds),
            project.overview,
            project.basis,
            project.necessity,
            project.measures,
            project.plan,
            project.total_goal,
            project.annual_goal,
            project.filled_at,
        ]
        for project in ledger.projects
    ]


def _indicators(ledger: Ledger) -> Rows:
    return [
        [project.unit, project.name, one.level2, one.name, one.target, one.annual_target]
        for project in ledger.projects
        for one in project.indicators
    ]


def _overall(ledger: Ledger) -> Rows:
    goal = ledger.overall
    texts = (("战略目标", goal.strategy), ("年度目标", goal.annual_goal))
    rows: Rows = [[kind, "", "", text] for kind, text in texts if text]
    rows += [["重点任务", "", duty, work] for duty, work in goal.tasks]
    rows += [["指标", one.level2, one.name, one.target] for one in goal.indicators]
    return rows


def _procurement(ledger: Ledger) -> Rows:
    bought = ledger.procurement
    amounts = (
        ("货物", bought.goods),
        ("工程", bought.works),
        ("服务", bought.services),
        ("预留中小企业", bought.reserved),
        ("预留小微企业", bought.reserved_small),
    )
    rows: Rows = [[kind, "", "", yuan(amount)] for kind, amount in amounts]
    rows += [["购买服务", one.code, one.name, ""] for one in ledger.declared]
    return rows
