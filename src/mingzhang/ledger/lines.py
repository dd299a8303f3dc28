"""Selections of a ledger's amounts, and their sums (按条件汇总)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from mingzhang.ledger.model import FISCAL, BudgetLine, Fund, Ledger, LineKind, UnitKind


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

    def economic(self, *prefixes: str) -> "Lines":
        """Those of department economic classes and everything below them."""
        return self.where(lambda line: line.economic.startswith(prefixes))

    def unit(self, name: str) -> "Lines":
        """Those of one unit."""
        return self.where(lambda line: line.unit == name)

    def project(self, name: str) -> "Lines":
        """Those of one project's name."""
        return self.where(lambda line: line.project == name)

    def pair(self, economic: str, government: str) -> "Lines":
        """Those of a pair of department and government economic class."""
        return self.where(lambda line: (line.economic, line.government) == (economic, government))

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

    def function_codes(self) -> list[str]:
        """类, 款 and 项 of all lines, each once, ascending."""
        return _codes((entry.line.function for entry in self.entries), (3, 5, 7))

    def economic_codes(self) -> list[str]:
        """类 and 款 of the department economic classes, ascending."""
        return _codes((entry.line.economic for entry in self.entries), (3, 5))

    def units(self) -> list[str]:
        """Their units, each once, in ledger order."""
        return list(dict.fromkeys(entry.line.unit for entry in self.entries))

    def project_names(self) -> list[str]:
        """Their projects, each once, in ledger order."""
        return list(dict.fromkeys(entry.line.project for entry in self.entries))


def _codes(codes: Iterable[str], lengths: tuple[int, ...]) -> list[str]:
    return sorted({code[:length] for code in codes for length in lengths if code})


OPERATING_KINDS = (UnitKind.ADMINISTRATIVE, UnitKind.CIVIL_SERVICE_LIKE)
"""Units whose public expenditure is 机关运行经费 (行政单位和参公事业单位)."""


def operating_units(ledger: Ledger) -> list[str]:
    """The units that print 机关运行经费, in the ledger's order."""
    return [unit.name for unit in ledger.units if unit.kind in OPERATING_KINDS]


def operating_expenses(ledger: Ledger, lines: Lines) -> Lines:
    """机关运行经费: this year's fiscal public expenditure of 行政 and 参公 units."""
    units = set(operating_units(ledger))
    return lines.current.fiscal.public.where(lambda line: line.unit in units)
