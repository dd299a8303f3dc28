"""Selections of a ledger's amounts, and their sums (按条件汇总)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from mingzhang.ledger.model import FISCAL, BudgetLine, Fund, Ledger, LineKind, UnitKind

_Key = TypeVar("_Key", str, tuple[str, str])


@dataclass(frozen=True, slots=True)
class Entry:
    """One amount of a line in 分: this year's, or what is carried over."""

    line: BudgetLine
    amount: int
    carried: bool


@dataclass(frozen=True, slots=True)
class Lines:
    """Some amounts of a ledger, in its order."""

    entries: tuple[Entry, ...]

    @classmethod
    def of(cls, ledger: Ledger) -> "Lines":
        """Every amount that is not zero."""
        found = []
        for line in ledger.lines:
            if line.current:
                found.append(Entry(line, line.current, False))
            if line.carried:
                found.append(Entry(line, line.carried, True))
        return cls(tuple(found))

    def where(self, wanted: Callable[[BudgetLine], bool]) -> "Lines":
        """Those whose line answers a question."""
        return Lines(tuple(entry for entry in self.entries if wanted(entry.line)))

    @property
    def current(self) -> "Lines":
        """This year's (当年预算安排)."""
        return Lines(tuple(entry for entry in self.entries if not entry.carried))

    @property
    def carried(self) -> "Lines":
        """Carried over (上年结转)."""
        return Lines(tuple(entry for entry in self.entries if entry.carried))

    @property
    def basic(self) -> "Lines":
        """基本支出."""
        return self.where(lambda line: line.kind is not LineKind.PROJECT)

    @property
    def projects(self) -> "Lines":
        """项目支出."""
        return self.where(lambda line: line.kind is LineKind.PROJECT)

    @property
    def staff(self) -> "Lines":
        """人员经费."""
        return self.where(lambda line: line.kind is LineKind.STAFF)

    @property
    def public(self) -> "Lines":
        """公用经费."""
        return self.where(lambda line: line.kind is LineKind.PUBLIC)

    @property
    def fiscal(self) -> "Lines":
        """财政拨款."""
        return self.fund(*FISCAL)

    def fund(self, *funds: Fund) -> "Lines":
        """Those paid from one of the funds."""
        return self.where(lambda line: line.fund in funds)

    def function(self, prefix: str) -> "Lines":
        """Those of one function class and everything below it."""
        return self.where(lambda line: line.function.startswith(prefix))

    def unit(self, name: str) -> "Lines":
        """Those of one unit."""
        return self.where(lambda line: line.unit == name)

    def revenue(self, revenue: tuple[str, str]) -> "Lines":
        """Those booked under one income class, given by code and name."""
        return self.where(lambda line: line.revenue == revenue)

    def tagged(self, tag: str) -> "Lines":
        """Those that carry a tag."""
        return self.where(lambda line: tag in line.tags)

    @property
    def total(self) -> int:
        """Their sum in 分."""
        return sum(entry.amount for entry in self.entries)

    def by_function(self, *lengths: int) -> dict[str, "Lines"]:
        """Every 类, 款 and 项 (or only codes of these lengths) with its lines, ascending."""
        return self._by_code(lambda line: line.function, lengths or (3, 5, 7))

    def by_economic(self, *lengths: int) -> dict[str, "Lines"]:
        """Every 类 and 款 of the department economic classes with its lines, ascending."""
        return self._by_code(lambda line: line.economic, lengths or (3, 5))

    def by_pair(self) -> dict[tuple[str, str], "Lines"]:
        """Every pair of department and government economic class with its lines, ascending."""
        return dict(sorted(self._grouped(lambda line: (line.economic, line.government)).items()))

    def by_project(self) -> dict[str, "Lines"]:
        """Every project with its lines, in ledger order."""
        return self._grouped(lambda line: line.project)

    def _by_code(
        self, of: Callable[[BudgetLine], str], lengths: tuple[int, ...]
    ) -> dict[str, "Lines"]:
        found: dict[str, list[Entry]] = {}
        for entry in self.entries:
            code = of(entry.line)
            for length in lengths if code else ():
                found.setdefault(code[:length], []).append(entry)
        return {code: Lines(tuple(found[code])) for code in sorted(found)}

    def _grouped(self, of: Callable[[BudgetLine], _Key]) -> dict[_Key, "Lines"]:
        found: dict[_Key, list[Entry]] = {}
        for entry in self.entries:
            found.setdefault(of(entry.line), []).append(entry)
        return {key: Lines(tuple(entries)) for key, entries in found.items()}

    def units(self) -> list[str]:
        """Their units, each once, in ledger order."""
        return list(dict.fromkeys(entry.line.unit for entry in self.entries))


OPERATING_KINDS = (UnitKind.ADMINISTRATIVE, UnitKind.CIVIL_SERVICE_LIKE)
"""Units whose public expenditure is 机关运行经费 (行政单位和参公事业单位)."""


def operating_units(ledger: Ledger) -> list[str]:
    """The units that print 机关运行经费, in the ledger's order."""
    return [unit.name for unit in ledger.units if unit.kind in OPERATING_KINDS]


def operating_expenses(ledger: Ledger, lines: Lines) -> Lines:
    """机关运行经费: this year's fiscal public expenditure of 行政 and 参公 units."""
    units = set(operating_units(ledger))
    return lines.current.fiscal.public.where(lambda line: line.unit in units)
