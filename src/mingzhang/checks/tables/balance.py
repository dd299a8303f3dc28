"""The two sides of a summary table (收支总表的两方): sources, carry-over, classes, totals."""

from collections.abc import Iterator
from functools import cached_property

from mingzhang.checks.facts import Facts, Sheet, Undetermined, plain_name
from mingzhang.checks.tables.algebra import NO_SUM, nested, one_of, sums_down
from mingzhang.checks.trials import at_most, minus
from mingzhang.classification import Kind, codes_of_name
from mingzhang.disclosure import Role, Row, Side
from mingzhang.model import Severity, Term, Trial, Verdict
from mingzhang.recognition.vocabulary import column_word

SOURCES = {
    "general_budget": ("一般公共预算", "一般公共预算拨款", "一般公共预算资金"),
    "government_fund": ("政府性基金", "政府性基金预算", "政府性基金预算拨款"),
    "state_capital": ("国有资本经营", "国有资本经营预算"),
    "special_account": ("财政专户管理资金", "财政专户", "专户", "教育收费"),
    "unit_funds": ("单位资金", "单位自有资金"),
    "fiscal": ("财政拨款",),
    "superior_subsidy": ("上级补助",),
    "service_income": ("事业收入", "事业预算收入"),
    "operating_income": ("事业单位经营", "经营收入"),
    "subordinate_payment": ("附属单位上缴",),
    "other_income": ("其他收入", "其他资金"),
}
_BUDGETS = ("general_budget", "government_fund", "state_capital")


class Half:
    """One side of a summary table, or a table that lists one side by ordinals.

    current: the 本年合计 row; total: the 总计 row; area: the rows that `current` (or `total`)
    sums up, above it or, where 一、本年收入 opens the side, below it; details: the outermost of
    them; extras: further rows up to `total` (carry-over, surplus); carry_parts: the rows printed
    under a carry-over row as its parts. group: which of several lists of this side.
    """

    def __init__(self, sheet: Sheet, side: Side | None, group: int | None = None) -> None:
        self.sheet = sheet
        rows = list(sheet.rows(side))
        if group is None and rows and side is not None:
            group = rows[0].group
        self.rows = [row for row in rows if group is None or row.group == group]
        self.keys = tuple(dict.fromkeys(key for row in self.rows for key in row.values))
        self.keys = self.keys or sheet.side_keys(side)
        self.total = next((row for row in reversed(self.rows) if row.role is Role.TOTAL), None)
        self.current = next((row for row in self.rows if row.role is Role.SUBTOTAL), None)
        self.area: list[Row] = []
        self.extras: list[Row] = []
        self.carry_parts: list[Row] = []
        self._sort()
        top = min((row.level for row in self.area), default=1)
        self.details = [row for row in self.area if row.level == top]

    def _sort(self) -> None:
        carry: Row | None = None
        summing = True
        for row in self.rows:
            if row is self.current:
                carry, summing = None, not self.area
            elif row.role in (Role.TOTAL, Role.SUBTOTAL):
                carry, summing = None, False
            elif row.role is Role.CARRYOVER:
                self.extras.append(row)
                carry = row
                summing = summing and self.current is None
            elif carry is not None and _is_carried(row, carry):
                self.carry_parts.append(row)
            elif summing or self.current is None:
                self.area.append(row)
            elif row.level == 1:
                self.extras.append(row)

    @cached_property
    def main(self) -> str:
        """The column of whole amounts.

        Raises:
            Undetermined: this side has no column of figures.
        """
        if not self.keys:
            raise Undetermined(f"{self.sheet.name}有一方没有读到金额栏，无法核对。")
        return next((key for key in ("total", "amount") if key in self.keys), self.keys[0])

    def source(self, key: str) -> Row | None:
        """The row of one source of income (一般公共预算, 政府性基金, …), at any level."""
        for row in self.rows:
            if row in self.carry_parts or row.role is not Role.DETAIL:
                continue
            if is_source(row, key):
                return row
        return None

    def named(self, name: str) -> Row | None:
        """The row of this name among those that the side sums up."""
        return next((row for row in self.area if plain_name(row.name) == name), None)

    @cached_property
    def classes(self) -> list[Row]:
        """The rows of function classes (类), by their names."""
        return [row for row in self.area if is_class(plain_name(row.name))]

    def terms(self, rows: list[Row], key: str = "") -> list[Term]:
        """The cells of rows in one column, the main one by default."""
        return [self.sheet.term(row, key or self.main) for row in rows]

    @cached_property
    def base(self) -> list[Row]:
        """What a total starts from: 本年合计, or the details where none is printed."""
        return [self.current] if self.current is not None else self.details

    def total_sums(self) -> Iterator[Trial]:
        """总计 = 本年合计 + 结转等各项, in every column; carry-over = its parts."""
        if self.total is None or not (self.base or self.extras):
            return
        flat = [*(self.base if self.current is not None else self.area), *self.extras]
        for key in self._summed:
            rows = [*self.base, *self.extras]
            if any(row.values.get(key) or row.texts for row in (self.total, *rows)):
                readings = [self.terms(rows, key), self.terms(flat, key)]
                yield one_of(self.terms([self.total], key), readings)
        for head in self.extras:
            own = [r for r in self.carry_parts if self._head_of(r) is head]
            if own and sum(term.value for term in self.terms(own)):
                yield from sums_down(self.sheet, head, own, self._summed)

    @cached_property
    def _summed(self) -> tuple[str, ...]:
        """The columns of amounts: rates do not add up."""
        return tuple(key for key in self.keys if not key.startswith(NO_SUM))

    def _head_of(self, part: Row) -> Row | None:
        before = self.rows[: self.rows.index(part)]
        return next((row for row in reversed(before) if row.role is Role.CARRYOVER), None)

    def current_sums(self) -> Iterator[Trial]:
        """本年合计 = 各项之和, in every column; each item = what is printed under it."""
        if self.current is not None and self.details:
            for key in self._summed:
                if any(row.values.get(key) or row.texts for row in (self.current, *self.area)):
                    readings = [self.terms(self.details, key), self.terms(self.area, key)]
                    yield one_of(self.terms([self.current], key), readings)
        if not self._is_flat():
            yield from self._item_sums()

    def _is_flat(self) -> bool:
        """Whether rows without ordinals are items like the others, not parts of one above."""
        whole = self.current or self.total
        if whole is None or len(self.area) == len(self.details):
            return False
        extras = [] if self.current is not None else self.extras
        target = self.sheet.term(whole, self.main).value
        sums = [
            sum(term.value for term in self.terms([*rows, *extras]))
            for rows in (self.details, self.area)
        ]
        return sums[1] == target != sums[0]

    def _item_sums(self) -> Iterator[Trial]:
        for head, parts in nested(self.area):
            unmarked = not any(plain_name(part.name) != part.name for part in parts)
            for trial in sums_down(self.sheet, head, parts, self._summed):
                if unmarked and trial.verdict is Verdict.FAIL and trial.difference > 0:
                    trial.severity = Severity.WARNING
                yield trial


def _is_carried(row: Row, carry: Row) -> bool:
    """Whether a row below 上年结转 is a part of it: deeper, or one of the budgets by name."""
    if row.level > carry.level:
        return True
    return column_word(plain_name(row.name)) in (*_BUDGETS, "special_account", "unit_funds")


def is_source(row: Row, key: str) -> bool:
    """Whether a row's name says that it is this source of income."""
    name = plain_name(row.name)
    return any(name.startswith(start) for start in SOURCES[key])


def is_class(name: str) -> bool:
    """Whether a name is that of a function class (类)."""
    return any(len(code) == 3 for code in codes_of_name(Kind.FUNCTION, name))


def halves(facts: Facts, subject: str) -> tuple[Half, Half]:
    """Income side and expenditure side of a two-sided summary.

    Raises:
        Undetermined: it was expected but not read, or its sides were not told apart.
        NotApplicable: nobody expects it here.
    """
    return facts.once(_halves, subject)


def _halves(facts: Facts, subject: str) -> tuple[Half, Half]:
    sheet = facts.need(subject)
    return Half(sheet, Side.INCOME), Half(sheet, Side.EXPENDITURE)


def carried_of(half: Half, key: str) -> list[Term]:
    """Last year's money of one budget where 上年结转 is printed by budgets."""
    rows = [row for row in half.carry_parts if is_source(row, key)]
    return [term for term in half.terms(rows) if term.value]


def spending_of_budget(
    own: list[Term], income: Half, spending: Half, key: str, without_carryover: bool
) -> Iterator[Trial]:
    """One budget's spending against its income, where the spending side does not part budgets.

    It is this year's income, last year's money with it or not, less what is left for next
    year; where the latter two are printed for all budgets together, it lies between.
    """
    source = income.source(key)
    if source is None:
        return
    given = income.terms([source])
    carried = carried_of(income, key)
    mixed = [] if income.carry_parts else [t for t in income.terms(income.extras) if t.value]
    if without_carryover:
        carried = mixed = []
    left = [minus(term) for term in spending.terms(spending.extras) if term.value]
    moves: tuple[list[Term], ...] = ([], carried, mixed, left, [*carried, *left], [*mixed, *left])
    trial = one_of(own, [[*given, *move] for move in moves])
    if trial.verdict in (Verdict.PASS, Verdict.ROUNDING) or not (mixed or left):
        yield trial
        return
    yield at_most(own, [*given, *carried, *mixed])
    yield at_most([*given, *left], own)


def other_lists(facts: Facts, subject: str) -> list[Half]:
    """Further lists of the expenditure side (按部门经济分类、按政府经济分类) beside the first."""
    sheet = facts.need(subject)
    spent = [row for row in sheet.table.rows if row.side is Side.EXPENDITURE]
    groups = list(dict.fromkeys(row.group for row in spent))[1:]
    return [Half(sheet, Side.EXPENDITURE, group) for group in groups]


def listed(sheet: Sheet) -> Half | None:
    """A table that lists income or expenditure by ordinals, as a summary does; else None."""
    coded = sheet.by_code or any(row.role is Role.UNIT for row in sheet.table.rows)
    if coded or not any(row.role is Role.SUBTOTAL for row in sheet.table.rows):
        return None
    return Half(sheet, None)
