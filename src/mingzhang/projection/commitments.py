"""What templates and goal forms may name of contracts and of the years of projects (跨年度事项)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from mingzhang.ledger import Contract, Ledger, Precision, Project
from mingzhang.ledger.sheets import PROJECT_TEXTS
from mingzhang.model import Unit
from mingzhang.projection.expressions import CannotCompute
from mingzhang.projection.money import Money

Item = dict[str, object]

_PARTS: dict[str, Callable[[Contract], int]] = {
    "已付": lambda contract: contract.paid,
    "本年应付": lambda contract: contract.payable,
    "以后年度应付": lambda contract: contract.following + contract.later,
    "下年应付": lambda contract: contract.following,
    "尾款": lambda contract: contract.tail,
    "质保金": lambda contract: contract.retention,
    "签订金额": lambda contract: contract.amount,
}
_WORTH = "金额"
_QUARTERS = ("一季度", "二季度", "三季度", "四季度")
_PAYMENTS = ("已付", "本年应付", "以后年度应付")
_SCOPES: dict[str, Callable[[Contract], bool]] = {
    "": lambda _: True,
    "跨年": lambda contract: contract.spans_years,
    "尾款": lambda contract: contract.tail > 0,
    "质保": lambda contract: contract.retention > 0,
}


@dataclass(frozen=True, slots=True)
class Commitments:
    """Names and functions over some contracts and projects.

    `precision`: how amounts are printed; None prints each to its last 分, as goal forms do.
    """

    contracts: tuple[Contract, ...]
    projects: tuple[Project, ...]
    unit: Unit
    precision: Precision | None

    @classmethod
    def of_project(cls, ledger: Ledger, project: Project, unit: Unit) -> "Commitments":
        """Those of one project's goal form."""
        key = (project.unit, project.name)
        contracts = tuple(one for one in ledger.contracts if (one.unit, one.project) == key)
        return cls(contracts, (project,), unit, None)

    def names(self) -> dict[str, object]:
        """Every name with its value or function."""
        return {
            "合同": self.contract,
            "合同数": self.count,
            "各合同": self.each,
            "分年": self.year,
            "各用款项目": self.planned,
            "用款项目数": self.count_planned,
            "跨年项目数": self.count_projects,
            "跨年项目金额": self.projects_amount,
        }

    def contract(self, part: str, scope: str = "", name: str = "") -> Money:
        """合同("本年应付", "跨年") or 合同("已付", name="…"): a sum over contracts."""
        wanted = self._chosen(scope, name)
        if part == _WORTH:
            return self._worth(wanted)
        if part not in _PARTS:
            known = "、".join((_WORTH, *_PARTS))
            raise CannotCompute(f"合同没有“{part}”一项，可用：{known}。")
        return self._money(sum(_PARTS[part](one) for one in wanted))

    def _worth(self, contracts: list[Contract]) -> Money:
        """Printed beside its payments it is their sum, unless something is left unscheduled."""
        if self.precision is None or any(one.scheduled != one.worth for one in contracts):
            return self._money(sum(one.worth for one in contracts))
        parts = [sum(_PARTS[part](one) for one in contracts) for part in _PAYMENTS]
        precision = self.precision
        return Money(precision.total(parts), self.unit, precision.quantum)

    def count(self, scope: str = "") -> int:
        """合同数("跨年"): also 尾款, 质保; all of them without a word."""
        return len(self._chosen(scope, ""))

    def each(self, scope: str = "") -> Iterator[Item]:
        """各合同("尾款"): 序号, 名称, 对方单位, 编号 and the amounts of each contract."""
        for number, one in enumerate(self._chosen(scope, ""), start=1):
            amounts: Item = {label: self._money(of(one)) for label, of in _PARTS.items()}
            yield {
                "序号": number,
                "名称": one.name,
                "编号": one.number,
                "对方单位": one.supplier,
                "变更说明": one.amendment,
                "质保到期日": one.warranty_end,
                _WORTH: self._money(one.worth),
                **amounts,
            }

    def year(self, year: int) -> Money:
        """分年(2026): what the projects take in one year."""
        amounts = (one.amount for each in self.projects for one in each.years if one.year == year)
        return self._money(sum(amounts))

    def planned(self) -> Iterator[Item]:
        """各用款项目(): texts and quarterly payments of projects that plan them, exact."""
        exact = replace(self, precision=None)
        for number, one in enumerate((p for p in self.projects if p.quarters), start=1):
            quarters = {
                name: exact._money(q) for name, q in zip(_QUARTERS, one.quarters, strict=True)
            }
            texts = {header: getattr(one, key) for key, header in PROJECT_TEXTS.items()}
            yield {
                "序号": number,
                "名称": one.name,
                "实施主体": one.performer or one.unit,
                **texts,
                "年度目标": one.annual_goal or one.total_goal,
                "年度资金": exact._money(one.annual_funds.total),
                **quarters,
            }

    def count_planned(self) -> int:
        """用款项目数(): projects with a plan of quarterly payments."""
        return sum(bool(project.quarters) for project in self.projects)

    def _lasting(self) -> list[Project]:
        return [project for project in self.projects if len(project.years) > 1]

    def count_projects(self) -> int:
        """跨年项目数(): projects that are planned over several years."""
        return len(self._lasting())

    def projects_amount(self) -> Money:
        """跨年项目金额(): what those take in their whole period."""
        return self._money(sum(one.total_funds.total for one in self._lasting()))

    def _chosen(self, scope: str, name: str) -> list[Contract]:
        if scope not in _SCOPES:
            known = "、".join(one for one in _SCOPES if one)
            raise CannotCompute(f"合同没有“{scope}”这种范围，可用：{known}。")
        wanted = [one for one in self.contracts if _SCOPES[scope](one)]
        if not name:
            return wanted
        named = [one for one in wanted if one.name == name]
        if not named:
            raise CannotCompute(f"“合同”表里没有名为“{name}”的合同，请核对。")
        return named

    def _money(self, amount: int) -> Money:
        if self.precision is None:
            return Money(amount, self.unit, _last_place(amount))
        return Money(self.precision.printed(amount), self.unit, self.precision.quantum)


def _last_place(amount: int) -> int:
    """The largest power of ten that divides an amount, at most 0.01万元."""
    quantum = 10_000
    while amount % quantum:
        quantum //= 10
    return quantum
