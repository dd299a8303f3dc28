"""The ledger of the year after (下年账簿): what outlives the year, and this year's published sums.

Contracts go on with what is paid by then, projects with the years that are left; amounts of the
new year stay blank where nothing fixes them.
"""

from collections.abc import Iterator
from dataclasses import replace

from mingzhang.ledger import (
    BudgetLine,
    Contract,
    Fund,
    Indicator,
    Ledger,
    LineKind,
    Lines,
    Precision,
    Project,
    Sources,
    rounded,
)
from mingzhang.ledger.recovery import Recovered
from mingzhang.ledger.rows import LedgerRows, rows_of
from mingzhang.ledger.sheets import (
    ASSETS,
    DATE_KEY,
    DEPARTMENT,
    INDICATORS,
    LINES,
    PROCUREMENT,
    PROJECTS,
    PROSE,
)
from mingzhang.projection.document import profile_named
from mingzhang.tables import printed_quantum
from mingzhang.tables.three_public_expenses import operating_amount, three_public_amounts

Key = tuple[str, str]
_REASON = "原因"


def next_year(ledger: Ledger) -> Recovered:
    """The rows of the next year's ledger, and one sentence for each thing to fill in."""
    projects = tuple(_projects(ledger))
    lasting = {(project.unit, project.name) for project in projects}
    following = replace(
        ledger,
        year=ledger.year + 1,
        lines=tuple(_lines(ledger, projects, lasting)),
        projects=projects,
        contracts=tuple(_contracts(ledger)),
        last_year=_last_year(ledger),
        prose={k: text for k, text in ledger.prose.items() if not k.endswith(_REASON)},
    )
    rows = _without_what_is_new(rows_of(following))
    return Recovered(rows, tuple(_open(ledger, following)))


def _projects(ledger: Ledger) -> Iterator[Project]:
    """Those that go on: planned for a later year, or long-term ones (经常性项目)."""
    for project in ledger.projects:
        years = [one for one in project.years if one.year > ledger.year]
        if years:
            amount = sum(one.amount for one in years if one.year == ledger.year + 1)
            yield _renewed(project, _as_before(project.annual_funds, amount))
        elif not project.years and project.attribute.startswith("经常性"):
            yield _renewed(project, Sources())


def _renewed(project: Project, annual: Sources) -> Project:
    """Goals and measures stay; what was promised for this year only does not."""
    return replace(
        project,
        annual_funds=annual,
        annual_goal="",
        filled_at="",
        indicators=tuple(_indicators(project.indicators)),
    )


def _indicators(found: tuple[Indicator, ...]) -> Iterator[Indicator]:
    return (replace(one, annual_target="") for one in found)


def _as_before(sources: Sources, amount: int) -> Sources:
    """The amount by source where there is just one, else nothing."""
    names = ("central", "provincial", "municipal", "self_raised", "other")
    used = [name for name in names if getattr(sources, name)]
    return Sources(**{used[0]: amount}) if len(used) == 1 else Sources()


def _lines(
    ledger: Ledger, projects: tuple[Project, ...], lasting: set[Key]
) -> Iterator[BudgetLine]:
    """Every line of basic expenditure and of lasting projects, each once."""
    amounts = {(one.unit, one.name): one.annual_funds.total for one in projects}
    count: dict[Key, int] = {}
    for line in ledger.lines:
        key = (line.unit, line.project)
        count[key] = count.get(key, 0) + bool(line.current)
    for line in ledger.lines:
        key = (line.unit, line.project)
        if line.kind is not LineKind.PROJECT:
            yield replace(line, current=0, carried=0)
        elif key in lasting and line.current:
            only = count[key] == 1
            yield replace(line, current=amounts[key] if only else 0, carried=0)


def _contracts(ledger: Ledger) -> Iterator[Contract]:
    """What is still to be paid; how that divides over the years after is not known yet."""
    for one in ledger.contracts:
        if one.following or one.later:
            yield replace(
                one,
                paid=one.paid + one.payable,
                payable=one.following,
                following=0,
                tail=0 if one.later else one.following,
            )


def _last_year(ledger: Ledger) -> dict[str, int]:
    """What this year's tables print, by the keys of the sheet 上年."""
    quantum = printed_quantum(profile_named(ledger.profile))
    facts = rounded(ledger, quantum)
    lines = Lines.of(facts)
    precision = Precision(quantum, quantum)
    public = three_public_amounts(lines, precision)
    current = lines.current
    return {
        "收支总计": lines.total,
        "财政拨款": current.fiscal.total,
        "一般公共预算": current.fund(Fund.GENERAL).total,
        "政府性基金预算": current.fund(Fund.GOVERNMENT_FUND).total,
        "国有资本经营预算": current.fund(Fund.STATE_CAPITAL).total,
        "三公经费": public["total"],
        "因公出国（境）费": public["abroad"],
        "公务接待费": public["reception"],
        "公务用车购置费": public["vehicle_purchase"],
        "公务用车运行维护费": public["vehicle_operation"],
        "机关运行经费": operating_amount(facts, lines, precision),
    }


def _without_what_is_new(rows: LedgerRows) -> LedgerRows:
    """The day of the assets and the purchases are new each year."""
    rows[ASSETS.name] = [row for row in rows[ASSETS.name] if row["项目"] != DATE_KEY]
    rows[PROCUREMENT.name] = []
    return rows


def _open(ledger: Ledger, following: Ledger) -> Iterator[str]:
    blank = sum(not line.current for line in following.lines)
    if blank:
        yield f"“{LINES.name}”表：{blank} 行的本年金额请填写，不再安排的请删去。"
    ended = len(ledger.projects) - len(following.projects)
    if ended:
        yield f"“{PROJECTS.name}”表：{ended} 个项目到{ledger.year}年为止，没有转入；新项目请补上。"
    if following.projects:
        yield f"“{PROJECTS.name}”“{INDICATORS.name}”表：年度资金、年度目标、指标值请按新的一年核对。"
    later = sum(one.later > 0 for one in following.contracts)
    if later:
        yield f"“合同”表：{later} 份合同的以后年度应付里，下年应付多少请填写。"
    yield f"“{DEPARTMENT.name}”表：人数请按最新情况核对。"
    yield f"“{PROSE.name}”表：增减原因请填写。"
    yield f"“{PROCUREMENT.name}”“{ASSETS.name}”表：采购预算、资产截止日期请填写，资产数量请核对。"
    yield f"“上年”表：已填入{ledger.year}年公开的预算数；功能科目的上年执行数请补上。"
