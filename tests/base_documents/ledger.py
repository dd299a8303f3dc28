"""A tiny budget ledger: the lines from which every printed number of a base document follows.

Amounts are whole hundreds of 元 (0.01 万元), so that 万元 with two decimals, 元 and every sum of
them are exact.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

GENERAL, FUND, STATE_CAPITAL, SPECIAL_ACCOUNT, OWN = (
    "一般公共预算",
    "政府性基金",
    "国资",
    "专户",
    "单位",
)
FISCAL = (GENERAL, FUND, STATE_CAPITAL)
ALL_FUNDS = (*FISCAL, SPECIAL_ACCOUNT, OWN)

STAFF, PUBLIC = "人员", "公用"


@dataclass(frozen=True)
class Line:
    """One budget line (预算明细)."""

    unit: str
    function: str
    amount: int
    department_class: str = ""
    government_class: str = ""
    project: str = ""
    fund: str = GENERAL
    carried: bool = False

    @property
    def kind(self) -> str:
        """人员 or 公用 of a basic line, "" of a project."""
        if self.project:
            return ""
        return PUBLIC if self.department_class.startswith(("302", "310")) else STAFF


@dataclass(frozen=True)
class Body:
    """One unit with its nature and its people (编制, 实有, 退休)."""

    name: str
    kind: str
    quota: int
    staff: int
    retired: int


@dataclass(frozen=True)
class Ledger:
    """A department's year; `previous` holds last year's printed amounts by label."""

    department: str
    code: str
    year: int
    bodies: tuple[Body, ...]
    lines: tuple[Line, ...]
    previous: dict[str, int] = field(default_factory=dict)

    def select(self, wanted: Callable[[Line], bool]) -> "Lines":
        """The lines that answer a question."""
        return Lines(tuple(line for line in self.lines if wanted(line)))

    @property
    def all(self) -> "Lines":
        """Every line."""
        return Lines(self.lines)

    @property
    def current(self) -> "Lines":
        """This year's lines, carry-over left out (不含上年结转)."""
        return self.select(lambda line: not line.carried)

    @property
    def carried(self) -> "Lines":
        """Carry-over of last year (上年结转)."""
        return self.select(lambda line: line.carried)


@dataclass(frozen=True)
class Lines:
    """Some lines, and their sums."""

    items: tuple[Line, ...]

    def where(self, wanted: Callable[[Line], bool]) -> "Lines":
        """Those of them that answer a question."""
        return Lines(tuple(line for line in self.items if wanted(line)))

    def fund(self, *funds: str) -> "Lines":
        """Those paid from one of the funds."""
        return self.where(lambda line: line.fund in funds)

    def function(self, prefix: str) -> "Lines":
        """Those of one function class and everything below it."""
        return self.where(lambda line: line.function.startswith(prefix))

    def economic(self, *prefixes: str) -> "Lines":
        """Those of one department economic class and everything below it."""
        return self.where(lambda line: line.department_class.startswith(prefixes))

    @property
    def basic(self) -> "Lines":
        """基本支出."""
        return self.where(lambda line: not line.project)

    @property
    def projects(self) -> "Lines":
        """项目支出."""
        return self.where(lambda line: bool(line.project))

    @property
    def staff(self) -> "Lines":
        """人员经费."""
        return self.where(lambda line: line.kind == STAFF)

    @property
    def public(self) -> "Lines":
        """公用经费."""
        return self.where(lambda line: line.kind == PUBLIC)

    @property
    def total(self) -> int:
        """Their sum in hundreds of 元."""
        return sum(line.amount for line in self.items)

    def function_codes(self) -> list[str]:
        """类, 款 and 项 of all lines, each once, ascending."""
        codes = {line.function[:length] for line in self.items for length in (3, 5, 7)}
        return sorted(codes)

    def names(self, of: Callable[[Line], str]) -> list[str]:
        """A property of the lines, each value once, in ledger order."""
        return list(dict.fromkeys(of(line) for line in self.items))


def wan(amount: int) -> str:
    """万元 with two decimals."""
    return f"{Decimal(amount) / 100:.2f}"


def wan_or_blank(amount: int) -> str:
    """万元, blank where nothing is printed."""
    return wan(amount) if amount else ""


def yuan(amount: int) -> str:
    """元 with thousands separators."""
    return f"{amount * 100:,}"


def yuan_or_blank(amount: int) -> str:
    """元, blank where nothing is printed."""
    return yuan(amount) if amount else ""


def percent(part: int, whole: int) -> str:
    """A share with two decimals, half up."""
    share = Decimal(part) * 100 / Decimal(whole)
    return f"{share.quantize(Decimal('0.01'), ROUND_HALF_UP)}%"


def change(now: int, before: int, unit: Callable[[int], str] = wan) -> str:
    """The comparison with last year: 比上年增加3.20万元，增长1.05%."""
    if now == before:
        return "与上年相同"
    word, growth = ("增加", "增长") if now > before else ("减少", "下降")
    return (
        f"比上年{word}{unit(abs(now - before))}万元，{growth}{percent(abs(now - before), before)}"
    )


def rows(lines: Iterable[Iterable[str]]) -> str:
    """Cells as tab-separated text."""
    return "\n".join("\t".join(cells) for cells in lines)
