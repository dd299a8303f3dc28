"""Where the money comes from and goes (资金流向), as far as the tables determine it.

Stages: 资金来源 → 功能分类 → 基本、项目支出 → 单位 → 项目. A stage follows another only through
amounts that a table prints for both; where none does, the money runs through one sum.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from mingzhang.checks.facts import Facts, Sheet, plain_name
from mingzhang.disclosure import Role, Row, Side
from mingzhang.writers.site.project_rows import project_rows

_FUNDS = (
    ("general_budget", "一般公共预算"),
    ("government_fund", "政府性基金预算"),
    ("state_capital", "国有资本经营预算"),
    ("fiscal", "财政拨款"),
    ("special_account", "财政专户管理资金"),
    ("superior_subsidy", "上级补助收入"),
    ("service_income", "事业收入"),
    ("operating_income", "经营收入"),
    ("subordinate_payment", "附属单位上缴收入"),
    ("other_income", "其他收入"),
    ("unit_funds", "单位资金"),
    ("carryover", "上年结转"),
)
_KINDS = (
    ("basic", "基本支出"),
    ("project", "项目支出"),
    ("superior_payment", "上缴上级支出"),
    ("operating_expenditure", "经营支出"),
    ("subordinate_subsidy", "对附属单位补助支出"),
)
_RANKS = {name: rank for rank, (_, name) in enumerate((*_FUNDS, *_KINDS))}
_MOST_PROJECTS = 24


@dataclass(frozen=True, slots=True)
class Link:
    """Money from one node to another, in millionths of 元; nodes by stage and name."""

    source: tuple[int, str]
    target: tuple[int, str]
    value: int


@dataclass(slots=True)
class Flows:
    """The links in their order, and the stages that have any."""

    links: list[Link] = field(default_factory=list)

    @property
    def nodes(self) -> list[tuple[int, str]]:
        """Every node once, by stage; funds and kinds of spending in their usual order."""
        found = dict.fromkeys(node for one in self.links for node in (one.source, one.target))
        return sorted(found, key=lambda node: (node[0], _RANKS.get(node[1], len(_RANKS))))

    def add(self, source: tuple[int, str], target: tuple[int, str], value: int) -> None:
        """One link; nothing and less than nothing cannot be drawn."""
        if value > 0:
            self.links.append(Link(source, target, value))


STAGES = ("资金来源", "合计", "功能分类", "支出性质", "单位", "项目")


def flows(facts: Facts) -> Flows:
    """All links that the tables determine."""
    found = Flows()
    sheet = facts.sheet("expenditure_summary")
    chapters = _chapters(sheet) if sheet is not None else []
    if sheet is None or not chapters:
        return found
    _sources(facts, found)
    for row in chapters:
        for key, name in _KINDS:
            found.add((2, row.name), (3, name), _value(row, key))
    _projects(facts, found)
    return found


def _chapters(sheet: Sheet) -> list[Row]:
    """One row a class of functions (类), with money."""
    rows = [row for code, row in sheet.by_code.items() if len(code) == 3]
    return [row for row in rows if _value(row, sheet.main) > 0]


def _sources(facts: Facts, found: Flows) -> None:
    """Funds to functions by the income table, where it goes by function, else by one sum."""
    spending = {row.code: row for row in _chapters(facts.need("expenditure_summary"))}
    income = facts.sheet("income_summary")
    rows = _chapters(income) if income is not None else []
    keys = [(key, name) for key, name in _FUNDS if income is not None and key in income.keys]
    if "general_budget" in dict(keys):
        keys = [pair for pair in keys if pair[0] != "fiscal"]
    if rows and all(_balanced(row, spending, keys) for row in rows) and len(rows) == len(spending):
        for row in rows:
            for name, value in _divided(facts, row, keys):
                found.add((0, name), (2, row.name), value)
        return
    _through_one_sum(facts, found, list(spending.values()))


def _balanced(row: Row, spending: dict[str, Row], keys: Sequence[tuple[str, str]]) -> bool:
    """Whether the funds of a class come to what is spent on it."""
    out = spending.get(row.code)
    return out is not None and sum(_value(row, key) for key, _ in keys) == _value(out, "total")


def _divided(facts: Facts, row: Row, keys: Sequence[tuple[str, str]]) -> Iterator[tuple[str, int]]:
    """The funds of a class; 财政拨款 by its three budgets, where the fiscal table divides it."""
    for key, name in keys:
        value = _value(row, key)
        parts = _fiscal_parts(facts, row) if key == "fiscal" else []
        if parts and sum(amount for _, amount in parts) == value:
            yield from parts
        else:
            yield name, value


def _fiscal_parts(facts: Facts, row: Row) -> list[tuple[str, int]]:
    sheet = facts.sheet("fiscal_summary")
    found = sheet.find(plain_name(row.name), side=Side.EXPENDITURE) if sheet else None
    return [(name, _value(found, key)) for key, name in _FUNDS[:3]] if found else []


def _through_one_sum(facts: Facts, found: Flows, chapters: Sequence[Row]) -> None:
    hub = (1, "支出合计")
    for name, value in _fund_totals(facts):
        found.add((0, name), hub, value)
    for row in chapters:
        found.add(hub, (2, row.name), _value(row, "total"))


def _fund_totals(facts: Facts) -> Iterator[tuple[str, int]]:
    """The income side of the summary, without totals and without parts of other rows."""
    sheet = facts.sheet("income_expenditure_summary")
    if sheet is None:
        return
    key = sheet.side_keys(Side.INCOME)[:1]
    for row in sheet.rows(Side.INCOME):
        own = row.side is Side.INCOME and row.role in (Role.DETAIL, Role.CARRYOVER)
        if own and row.level <= 1 and key:
            yield plain_name(row.name), _value(row, key[0])


def _projects(facts: Facts, found: Flows) -> None:
    """项目支出 to the units and projects of the project tables."""
    placed = [
        pair
        for subject in ("project_expenditure", "project_expenditure_carryover")
        for sheet in facts.all(subject)
        for pair in project_rows(sheet.table)
    ]
    rows = [row for _, row in placed]
    whole = sum(link.value for link in found.links if link.target == (3, "项目支出"))
    if not rows or sum(_value(row, "total") for row in rows) != whole:
        return
    units = dict.fromkeys(unit for unit, _ in placed)
    large = sorted(rows, key=lambda row: -_value(row, "total"))[:_MOST_PROJECTS]
    chosen = {id(row) for row in large}
    for unit in units:
        own = [row for other, row in placed if other == unit]
        if len(units) > 1 or unit:
            found.add((3, "项目支出"), (4, unit), sum(_value(row, "total") for row in own))
        source = (4, unit) if unit else (3, "项目支出")
        for row in sorted(own, key=lambda row: -_value(row, "total")):
            if id(row) in chosen:
                found.add(source, (5, row.name), _value(row, "total"))
        rest = [row for row in own if id(row) not in chosen]
        found.add(source, (5, f"其他 {len(rest)} 个项目"), sum(_value(r, "total") for r in rest))


def _value(row: Row, key: str) -> int:
    figure = row.values.get(key)
    return figure.value if figure is not None else 0


@dataclass(frozen=True, slots=True)
class Branch:
    """A class of functions with what it holds; `value` in millionths of 元."""

    code: str
    name: str
    value: int
    inner: tuple["Branch", ...]


def spending_tree(facts: Facts) -> list[Branch]:
    """The expenditure summary by 类, 款 and 项, each with money."""
    sheet = facts.sheet("expenditure_summary") or facts.sheet("general_budget_expenditure")
    if sheet is None:
        return []
    rows = sheet.by_code
    return list(_branches("", (3, 5, 7), rows, sheet.main))


def _branches(
    prefix: str, lengths: tuple[int, ...], rows: dict[str, Row], key: str
) -> Iterator[Branch]:
    for code, row in rows.items():
        if len(code) == lengths[0] and code.startswith(prefix) and _value(row, key) > 0:
            inner = tuple(_branches(code, lengths[1:], rows, key)) if lengths[1:] else ()
            yield Branch(code, row.name, _value(row, key), inner)
