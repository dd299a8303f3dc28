"""From a disclosure that was read back to a ledger (由公开文本反推账簿), as far as it goes.

Published tables fix sums, not lines: what they leave open stays blank and is told. Amounts are
those of the goal forms in 元 where a project has one, else the printed ones.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from mingzhang.classification import Kind, codes_of_name, government_class
from mingzhang.disclosure import Disclosure, Funds, ProjectForm, Role, Table
from mingzhang.disclosure import Row as Printed
from mingzhang.ledger.model import CENT, Fund, LineKind, UnitKind
from mingzhang.ledger.recovery_narrative import assets, last_year, purchases
from mingzhang.ledger.rows import LedgerRows, Row, filled, yuan
from mingzhang.ledger.sheets import (
    ASSETS,
    ATTRIBUTES,
    DEPARTMENT,
    INDICATOR_LEVELS,
    INDICATORS,
    LAST_YEAR,
    LINES,
    OVERALL,
    PROCUREMENT,
    PROJECTS,
    PROSE,
    SOURCES,
)
from mingzhang.model import Figure

_FUNDS = {
    "general_budget": Fund.GENERAL,
    "government_fund": Fund.GOVERNMENT_FUND,
    "state_capital": Fund.STATE_CAPITAL,
    "special_account": Fund.SPECIAL_ACCOUNT,
    "unit_funds": Fund.UNIT_FUNDS,
}
_PROJECTS = ("project_expenditure", "project_expenditure_carryover")


@dataclass(frozen=True, slots=True)
class Recovered:
    """The rows by sheet, as `read_rows` takes them, and one sentence for each thing left open."""

    rows: LedgerRows
    open: tuple[str, ...]


def recover(disclosure: Disclosure) -> Recovered:
    """The rows that the published tables, forms and texts determine."""
    return _Recovery(disclosure).result()


@dataclass(slots=True)
class _Recovery:
    """Goes through the disclosure once; `left_open` collects what it does not say."""

    disclosure: Disclosure
    left_open: list[str] = field(default_factory=list)

    def result(self) -> Recovered:
        """Every sheet that anything is known for."""
        units = self._units()
        before, reasons = last_year(self.disclosure)
        rows = {
            DEPARTMENT.name: self._department(units),
            LINES.name: [*self._basic(units), *self._project_lines(units)],
            PROJECTS.name: [_project(form) for form in self.disclosure.projects],
            INDICATORS.name: list(self._indicators()),
            OVERALL.name: list(self._overall()),
            PROSE.name: [*self._prose(), *reasons],
            LAST_YEAR.name: before,
            PROCUREMENT.name: purchases(self.disclosure),
            ASSETS.name: assets(self.disclosure),
        }
        if self.disclosure.projects:
            self.left_open.append("“项目”表：各项目属于其他运转类还是特定目标类，请填写。")
        told = "、".join(row["项目"] for row in before)
        known = f"由本年数和增减额推出了{told}，其余" if told else "本年数和增减额推不出，"
        self.left_open += [
            f"“上年”表：{known}请按上年公开文本填写。",
            "“采购”“资产”表和增减原因：只填了说明文字写明的，请核对补全。",
            "“分年资金”“合同”表：公开文本不印，有跨年度的请填写。",
        ]
        return Recovered(rows, tuple(self.left_open))

    def _table(self, subject: str) -> Table | None:
        return next((t for t in self.disclosure.tables if t.subject == subject), None)

    def _units(self) -> list[str]:
        """The budget units: those of the project table, then those with 机关运行经费."""
        names: dict[str, None] = {}
        for subject in (*_PROJECTS, "agency_operating_expenses"):
            table = self._table(subject)
            for row in table.rows if table else ():
                if row.role is Role.UNIT:
                    names.setdefault(row.name)
        if not names:
            names.setdefault(self.disclosure.department.name)
            self.left_open.append("“部门”表：公开文本没有列出预算单位，只填了部门本身。")
        return list(names)

    def _department(self, units: list[str]) -> list[Row]:
        department = self.disclosure.department
        head: dict[str, str | int] = {
            "层级": "部门",
            "代码": department.code or "",
            "名称": department.name,
            "年度": self.disclosure.year or "",
            "公开样式": self.disclosure.profile or "",
        }
        self.left_open.append("“部门”表：地区和级次请填写。")
        return [filled(head), *(self._unit(name) for name in units)]

    def _unit(self, name: str) -> Row:
        body = next(
            (b for b in self.disclosure.organisation.bodies if b.name.startswith(name)), None
        )
        kind = next((k.value for k in UnitKind if body and k.value in body.kind), "")
        if not kind:
            self.left_open.append(f"“部门”表：单位“{name}”的性质没有印出，请填写。")
        people = (body.quota, body.staff, body.retired) if body else ()
        counts = zip(("编制", "在职", "退休"), map(_count, people), strict=False)
        return filled({"层级": "单位", "名称": name, "性质": kind, **dict(counts)})

    def _basic(self, units: list[str]) -> Iterator[Row]:
        """Pairs of economic classes; unit and function only where there is just one."""
        table = self._table("basic_expenditure")
        unit = units[0] if len(units) == 1 else ""
        function = self._only_function("basic")
        found = False
        for row in table.rows if table else ():
            for key, kind in (("personnel", LineKind.STAFF), ("public", LineKind.PUBLIC)):
                figure = row.values.get(key)
                if figure is not None and figure.value and _is_leaf(row):
                    found = True
                    yield filled(
                        {
                            "单位": unit,
                            "类别": kind.value,
                            "功能科目": function,
                            "部门经济科目": _economic(row),
                            "政府经济科目": _government(row),
                            "资金": Fund.GENERAL.value,
                            "本年金额": _yuan(figure),
                        }
                    )
        if table is not None and not any(row.government_class for row in table.rows):
            self.left_open.append("“预算明细”表：公开文本没有印政府经济科目，请逐行填写。")
        if found and not (unit and function):
            self.left_open.append("“预算明细”表：基本支出各行的单位和功能科目不能由公开报表确定。")

    def _only_function(self, key: str) -> str:
        """The one function item with such expenditure, or ""."""
        table = self._table("expenditure_summary")
        rows = table.rows if table else ()
        codes = [r.code for r in rows if len(r.code) == 7 and _positive(r.values.get(key))]
        return codes[0] if len(codes) == 1 else ""

    def _project_lines(self, units: list[str]) -> Iterator[Row]:
        open_names = []
        for subject in _PROJECTS:
            table = self._table(subject)
            unit, function = "", ""
            for row in table.rows if table else ():
                if row.role is Role.UNIT:
                    unit, function = row.name, self._function_of(row)
                elif row.role is Role.PROJECT:
                    if not function:
                        open_names.append(row.name)
                    yield from self._project_line(row, unit, function, subject == _PROJECTS[1])
        if not any(self._table(subject) for subject in _PROJECTS):
            self.left_open.append(
                "“预算明细”表：公开文本没有项目支出表，项目支出只知道各功能科目的合计，请逐项填写。"
            )
        if open_names:
            self.left_open.append(
                f"“预算明细”表：{len(open_names)} 个项目的功能科目不能由公开报表确定，请填写。"
            )

    def _function_of(self, unit: Printed) -> str:
        """The one item whose project expenditure is just this unit's, or the only one."""
        only = self._only_function("project")
        total = unit.values.get("total")
        table = self._table("expenditure_summary")
        if only or total is None or table is None:
            return only
        codes = [
            row.code
            for row in table.rows
            if len(row.code) == 7
            and (figure := row.values.get("project")) is not None
            and figure.value == total.value
        ]
        return codes[0] if len(codes) == 1 else ""

    def _project_line(self, row: Printed, unit: str, function: str, carried: bool) -> Iterator[Row]:
        paid = [(fund, row.values.get(key)) for key, fund in _FUNDS.items()]
        paid = [(fund, figure) for fund, figure in paid if _positive(figure)]
        exact = None if carried or len(paid) != 1 else self._form_amount(unit, row.name)
        for fund, figure in paid:
            if figure is not None:
                amount = exact or _yuan(figure)
                yield filled(
                    {
                        "单位": unit,
                        "类别": LineKind.PROJECT.value,
                        "功能科目": function,
                        "项目": row.name,
                        "资金": fund.value,
                        "上年结转" if carried else "本年金额": amount,
                    }
                )

    def _form_amount(self, unit: str, name: str) -> str:
        for form in self.disclosure.projects:
            if form.name == name and form.unit in ("", unit):
                return _yuan(form.annual_funds.total) if form.annual_funds.total else ""
        return ""

    def _indicators(self) -> Iterator[Row]:
        for form in self.disclosure.projects:
            annual = {one.level3: one.target.raw for one in form.annual_indicators}
            for one in form.indicators:
                raw = one.target.raw
                year = annual.get(one.level3, "")
                yield filled(
                    {
                        "单位": form.unit,
                        "项目名称": form.name,
                        "二级指标": one.level2 if one.level2 in INDICATOR_LEVELS else "",
                        "指标名称": one.level3,
                        "指标值": raw,
                        "年度指标值": year if year != raw else "",
                    }
                )

    def _overall(self) -> Iterator[Row]:
        goal = self.disclosure.overall_goal
        if goal is None:
            return
        for kind, text in (("战略目标", goal.strategy), ("年度目标", goal.annual_goal)):
            if text:
                yield {"类别": kind, "内容": text}
        for duty, work in goal.tasks:
            yield filled({"类别": "重点任务", "名称": duty, "内容": work})
        for one in goal.indicators:
            level2, target = one.level2, one.target.raw
            yield filled({"类别": "指标", "二级指标": level2, "名称": one.level3, "内容": target})

    def _prose(self) -> list[Row]:
        goal, offices = self.disclosure.overall_goal, self.disclosure.organisation.offices
        texts = {"部门职责": goal.duties if goal else "", "内设机构": "、".join(offices)}
        return [{"项目": key, "内容": text} for key, text in texts.items() if text]


def _is_leaf(row: Printed) -> bool:
    return bool(row.government_class) or len(row.code) == 5


def _positive(figure: Figure | None) -> bool:
    return figure is not None and figure.value > 0


def _yuan(figure: Figure) -> str:
    return yuan(figure.value // CENT)


def _count(figure: Figure | None) -> str | int:
    return "" if figure is None else int(figure.value // (CENT * 100))


def _economic(row: Printed) -> str:
    if row.code:
        return row.code
    codes = [code for code in codes_of_name(Kind.ECONOMIC, row.name) if len(code) == 5]
    return codes[0] if len(codes) == 1 else ""


def _government(row: Printed) -> str:
    """The government class of a printed name; of a 类 and 款 with one name, the 款."""
    if not row.government_class:
        return ""
    entry = government_class(row.government_class)
    if entry is not None and entry.level == 2:
        return entry.code
    codes = [c for c in codes_of_name(Kind.GOVERNMENT, row.government_class) if len(c) == 5]
    return codes[0] if len(codes) == 1 else ""


def _sources(horizon: str, funds: Funds) -> Row:
    parts = (funds.central, funds.provincial, funds.municipal, funds.self_raised, funds.other)
    named = zip(SOURCES, parts, strict=True)
    return {f"{horizon}{name}": _yuan(one) for name, one in named if one is not None and one.value}


def _project(form: ProjectForm) -> Row:
    return filled(
        {
            "单位": form.unit,
            "项目名称": form.name,
            "项目属性": form.attribute if form.attribute in ATTRIBUTES else "",
            "项目期": form.period,
            **_sources("实施期", form.total_funds),
            **_sources("年度", form.annual_funds),
            "项目概况": form.overview,
            "立项依据": form.basis,
            "必要性": form.necessity,
            "制度措施": form.measures,
            "实施计划": form.plan,
            "实施期目标": form.total_goal,
            "年度目标": form.annual_goal,
            "填报日期": form.filled_at,
        }
    )
