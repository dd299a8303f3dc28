"""From a disclosure that was read back to a ledger (由公开文本反推账簿), as far as it goes.

Published tables fix sums, not lines: what they leave open stays blank and is told. Amounts are
those of the goal forms in 元 where a project has one, else the printed ones.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from mingzhang.disclosure import Disclosure, Funds, ProjectForm, Role
from mingzhang.ledger.model import CENT, UnitKind
from mingzhang.ledger.recovery_lines import PROJECT_TABLES, LinesRecovery, table_of, yuan_of
from mingzhang.ledger.recovery_narrative import assets, last_year, purchases
from mingzhang.ledger.rows import LedgerRows, Row, filled
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
from mingzhang.profiles import budget_profiles


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
        if self._executed:
            self.left_open.append(
                "这是决算，印的是执行结果，账簿记的是预算：预算明细、上年预算数和原因都没有取，请按预算填写。"
            )
        units = self._units()
        before, reasons = ([], []) if self._executed else last_year(self.disclosure)
        rows = {
            DEPARTMENT.name: self._department(units),
            LINES.name: self._lines(units),
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

    @property
    def _executed(self) -> bool:
        return self.disclosure.kind == "final_accounts"

    def _lines(self, units: list[str]) -> list[Row]:
        return [] if self._executed else LinesRecovery(self.disclosure, self.left_open).read(units)

    def _units(self) -> list[str]:
        """The budget units: those of the project table, then those with 机关运行经费."""
        names: dict[str, None] = {}
        for subject in (*PROJECT_TABLES, "agency_operating_expenses"):
            table = table_of(self.disclosure, subject)
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
        }
        profile = self.disclosure.profile
        if profile in budget_profiles():
            head["公开样式"] = profile or ""
        asked = "地区和级次" if "公开样式" in head else "地区、级次和公开样式"
        self.left_open.append(f"“部门”表：{asked}请填写。")
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


def _count(figure: Figure | None) -> str | int:
    return "" if figure is None else int(figure.value // (CENT * 100))


def _sources(horizon: str, funds: Funds) -> Row:
    parts = (funds.central, funds.provincial, funds.municipal, funds.self_raised, funds.other)
    named = zip(SOURCES, parts, strict=True)
    return {
        f"{horizon}{name}": yuan_of(one) for name, one in named if one is not None and one.value
    }


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
