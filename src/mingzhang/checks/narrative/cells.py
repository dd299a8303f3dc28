"""Which cells of the tables an amount of the narrative repeats (对应的表格数)."""

from collections.abc import Callable, Iterator
from functools import cached_property, lru_cache

from mingzhang.checks.facts import Facts, NotApplicable, Sheet, Undetermined, plain_name
from mingzhang.checks.narrative.paths import row_of_path
from mingzhang.checks.narrative.things import BOTH, EXPENDITURE, INCOME, Thing
from mingzhang.checks.tables.balance import SOURCES, Half, halves
from mingzhang.checks.tables.basic import BASIC, whole
from mingzhang.checks.tables.operating import operating_total
from mingzhang.checks.tables.three_public import THREE_PUBLIC, ThreePublic
from mingzhang.checks.trials import blank
from mingzhang.classification import Kind, class_list, old_name
from mingzhang.disclosure import Role, Row
from mingzhang.model import Term

SUMMARY = "income_expenditure_summary"
INCOMES = "income_summary"
EXPENDITURES = "expenditure_summary"
FISCAL = "fiscal_summary"
GENERAL = "general_budget_expenditure"
FUND_TABLES = (
    "government_fund_expenditure",
    "government_fund_income_expenditure",
    "government_fund_income",
)
CAPITAL_TABLES = (
    "state_capital_expenditure",
    "state_capital_income_expenditure",
    "state_capital_income",
)
_BUDGETS = {"general_budget": (GENERAL,), "government_fund": FUND_TABLES,
            "state_capital": CAPITAL_TABLES}  # fmt: skip
_COMPONENTS = {
    "three_public": "total",
    "abroad": "abroad",
    "reception": "reception",
    "vehicles": "vehicles",
    "vehicle_purchase": "vehicle_purchase",
    "vehicle_operation": "vehicle_operation",
}
_SPENDING_COLUMNS = frozenset(
    {"basic", "project", "operating_expenditure", "superior_payment", "subordinate_subsidy"}
)


class Cells:
    """Finds the cells that repeat an amount, the one it should be read from first."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._halves: dict[tuple[str, str], Half | None] = {}
        self._finders: dict[str, Callable[[Thing], Iterator[Term]]] = {
            "total": self._totals,
            "current": self._current,
            "amount": self._amount,
            "carryover": self._carryover,
            "closing": self._closing,
            "class": self._class,
            "class_path": self._path,
            "personnel": self._staff_or_office,
            "public": self._staff_or_office,
            "operating": self._operating,
        }

    def of(self, thing: Thing, planned: bool = False) -> list[Term]:
        """The cells of a thing; `planned` asks for the budget column of a final account.

        Empty where no table read prints it, or the words name nothing that a table prints.
        """
        if thing.kind in _COMPONENTS:
            return list(self._component(thing, planned))
        if planned:
            return []
        if self.names_class(thing):
            return list(self._class(thing))
        if thing.kind in _SPENDING_COLUMNS:
            return list(self._column(thing))
        finder = self._finders.get(thing.kind)
        return list(finder(thing)) if finder else []

    def home(self, thing: Thing) -> str:
        """The subject of the table that should print a thing, "" where none should."""
        if thing.kind in _COMPONENTS:
            return THREE_PUBLIC[0]
        if thing.kind in ("personnel", "public"):
            return BASIC
        if thing.kind in ("total", "closing", "carryover", "current", "amount"):
            return FISCAL if thing.fund == "fiscal" else SUMMARY if thing.fund == "whole" else ""
        if thing.kind in _SPENDING_COLUMNS and thing.fund == "whole":
            return EXPENDITURES
        return GENERAL if thing.kind in ("class", "class_path") else ""

    def half(self, subject: str, side: str) -> Half | None:
        """One side of a two-sided summary, None where it was not read."""
        key = (subject, side)
        if key not in self._halves:
            self._halves[key] = self._read_half(subject, side)
        return self._halves[key]

    def _read_half(self, subject: str, side: str) -> Half | None:
        try:
            both = halves(self._facts, subject)
        except (NotApplicable, Undetermined):
            return None
        half = both[0] if side == INCOME else both[1]
        return half if half.keys else None

    def _totals(self, thing: Thing) -> Iterator[Term]:
        subject = FISCAL if thing.fund == "fiscal" else SUMMARY
        if thing.fund not in ("fiscal", "whole"):
            yield from self._amount(thing)
            return
        for side in self._sides(thing):
            half = self.half(subject, side)
            if half is not None and half.total is not None:
                yield half.sheet.term(half.total, half.main)

    @staticmethod
    def _sides(thing: Thing) -> tuple[str, ...]:
        return (INCOME, EXPENDITURE) if thing.side in (BOTH, "") else (thing.side,)

    def _current(self, thing: Thing) -> Iterator[Term]:
        if thing.fund not in ("fiscal", "whole"):
            yield from self._amount(thing)
            return
        subject = FISCAL if thing.fund == "fiscal" else SUMMARY
        for side in self._sides(thing):
            half = self.half(subject, side)
            if half is None or half.current is None:
                continue
            if "安排" in thing.name and "current" in half.keys:
                yield half.sheet.term(half.current, "current")
            yield half.sheet.term(half.current, half.main)
            if "current" in half.keys:
                yield half.sheet.term(half.current, "current")
        if thing.fund == "whole":
            yield from self._one_sided(thing)

    def _one_sided(self, thing: Thing) -> Iterator[Term]:
        """The totals of the income table and of the expenditure table."""
        for side, subject in ((INCOME, INCOMES), (EXPENDITURE, EXPENDITURES)):
            sheet = self._facts.sheet(subject)
            if sheet is not None and sheet.total is not None and side in self._sides(thing):
                yield sheet.term(sheet.total, sheet.main)

    def _amount(self, thing: Thing) -> Iterator[Term]:
        if thing.fund == "whole":
            if thing.side == EXPENDITURE:
                yield from self._one_sided(thing)
            yield from self._totals(thing)
            yield from self._current(thing)
        elif thing.fund == "fiscal":
            yield from self._fiscal(thing)
        elif thing.side == EXPENDITURE and thing.fund in _BUDGETS:
            yield from self._spent(thing.fund)
        else:
            yield from self._source(thing.fund)
            if thing.side in (BOTH, "") and thing.fund in _BUDGETS:
                yield from self._spent(thing.fund)

    def _fiscal(self, thing: Thing) -> Iterator[Term]:
        if thing.side != EXPENDITURE:
            yield from self._source("fiscal")
        for side in self._sides(thing):
            half = self.half(FISCAL, side)
            if half is None:
                continue
            for row in (half.total, half.current):
                if row is not None:
                    yield half.sheet.term(row, half.main)

    def _source(self, fund: str) -> Iterator[Term]:
        """One source of income in the summary, the income table, the fiscal summary."""
        for subject in (SUMMARY, FISCAL):
            half = self.half(subject, INCOME)
            row = half.source(fund) if half is not None and fund in SOURCES else None
            if half is not None and row is not None:
                yield half.sheet.term(row, half.main)
        sheet = self._facts.sheet(INCOMES)
        if sheet is not None and sheet.total is not None and fund in sheet.keys:
            yield sheet.term(sheet.total, fund)

    def _spent(self, fund: str) -> Iterator[Term]:
        """What one budget spends: its own table, then its column of the fiscal summary."""
        sheet = self._facts.sheet(*_BUDGETS[fund])
        if sheet is not None:
            yield _sheet_total(sheet, sheet.main)
        half = self.half(FISCAL, EXPENDITURE)
        if half is not None and fund in half.keys:
            for row in (half.current, half.total):
                if row is not None:
                    yield half.sheet.term(row, fund)

    def _carryover(self, thing: Thing) -> Iterator[Term]:
        for subject in self._summaries(thing):
            half = self.half(subject, INCOME)
            if half is None:
                continue
            rows = half.carry_parts if thing.fund in _BUDGETS else half.extras
            for row in rows:
                if thing.fund in _BUDGETS and not _is_of_fund(row, thing.fund):
                    continue
                if row.role is Role.CARRYOVER or thing.fund in _BUDGETS:
                    yield half.sheet.term(row, half.main)
        spending = self.half(SUMMARY, EXPENDITURE)
        if spending is not None and spending.current is not None and "carryover" in spending.keys:
            yield spending.sheet.term(spending.current, "carryover")
        yield from self._fund_column(thing, "opening_carryover")

    def _closing(self, thing: Thing) -> Iterator[Term]:
        for subject in self._summaries(thing):
            half = self.half(subject, EXPENDITURE)
            for row in half.extras if half is not None else ():
                if half is not None and row.role is Role.CARRYOVER:
                    yield half.sheet.term(row, half.main)
        yield from self._fund_column(thing, "closing_carryover")

    @staticmethod
    def _summaries(thing: Thing) -> tuple[str, ...]:
        if thing.fund == "whole":
            return (SUMMARY,)
        return (FISCAL,) if thing.fund in ("fiscal", *_BUDGETS) else ()

    def _fund_column(self, thing: Thing, key: str) -> Iterator[Term]:
        sheet = self._facts.sheet(*_BUDGETS.get(thing.fund, ()))
        if sheet is not None and key in sheet.keys:
            yield _sheet_total(sheet, key)

    def _column(self, thing: Thing) -> Iterator[Term]:
        """基本支出, 项目支出 and the like: the total row of the table of that money."""
        tables: tuple[str, ...] = (EXPENDITURES,)
        if thing.fund in _BUDGETS:
            tables = _BUDGETS[thing.fund]
        if thing.kind == "basic" and thing.fund == "general_budget":
            yield from self._basic_whole()
        sheet = self._facts.sheet(*tables)
        if sheet is not None and thing.kind in sheet.keys and thing.fund != "fiscal":
            yield _sheet_total(sheet, thing.kind)

    def _basic_whole(self) -> Iterator[Term]:
        sheet = self._facts.sheet(BASIC)
        if sheet is None:
            return
        try:
            terms = whole(sheet)
        except NotApplicable:
            return
        if len(terms) == 1:
            yield terms[0]

    def _staff_or_office(self, thing: Thing) -> Iterator[Term]:
        sheet = self._facts.sheet(BASIC)
        if sheet is None:
            return
        if sheet.total is not None and thing.kind in sheet.keys:
            yield sheet.term(sheet.total, thing.kind)
        word = "人员" if thing.kind == "personnel" else "公用"
        for row in sheet.table.rows:
            if row.role in (Role.SUBTOTAL, Role.TOTAL) and word in row.name:
                yield sheet.term(row, self._key_of(sheet, row))

    @staticmethod
    def _key_of(sheet: Sheet, row: Row) -> str:
        return next((key for key, figure in row.values.items() if figure is not None), sheet.main)

    def _component(self, thing: Thing, planned: bool) -> Iterator[Term]:
        sheet = self._facts.sheet(*THREE_PUBLIC)
        if sheet is None:
            return
        table = ThreePublic(sheet)
        column = "budget" if planned else table.main
        term = table.term(_COMPONENTS[thing.kind], column)
        if term is not None and (not planned or "budget" in table.columns):
            yield term
        elif not sheet.has_figures and not planned:
            yield blank(f"{sheet.name}（空表）", sheet.table.at)

    def _operating(self, thing: Thing) -> Iterator[Term]:
        try:
            yield operating_total(self._facts)
        except (NotApplicable, Undetermined):
            return

    @cached_property
    def _classes(self) -> frozenset[str]:
        """The names of function classes that any table prints, else all that are known."""
        names = {
            plain_name(row.name)
            for subject in (EXPENDITURES, GENERAL, *FUND_TABLES)
            if (sheet := self._facts.sheet(subject)) is not None
            for row in sheet.table.rows
            if len(row.code) == 3
        }
        for subject in (SUMMARY, FISCAL):
            half = self.half(subject, EXPENDITURE)
            names |= {plain_name(row.name) for row in half.details} if half is not None else set()
        return frozenset(names) or _known_classes()

    def names_class(self, thing: Thing) -> bool:
        """Whether the words are just the name of a function class, its old or short name too."""
        return thing.kind in ("amount", "name") and self._class_of(thing) in self._classes

    def is_short(self, thing: Thing) -> bool:
        """Whether a class is named without 支出: 一般公共服务, 住房保障."""
        return _class_name(thing) not in self._classes and not _class_name(thing).endswith("支出")

    def _class_of(self, thing: Thing) -> str:
        """The name by which the tables print a class that is named in the narrative."""
        name = _class_name(thing)
        if name in self._classes:
            return name
        if f"{name}支出" in self._classes:
            return f"{name}支出"
        replaced = old_name(name, self._facts.disclosure.year) if name.endswith("支出") else None
        return plain_name(replaced.current) if replaced is not None else name

    def _class(self, thing: Thing) -> Iterator[Term]:
        name = self._class_of(thing)
        half = self.half(FISCAL if thing.fund == "fiscal" else SUMMARY, EXPENDITURE)
        if thing.fund in ("fiscal", "whole") and half is not None:
            row = half.named(name)
            if row is not None:
                yield half.sheet.term(row, half.main)
        if thing.fund == "fiscal":
            return
        sheet = self._facts.sheet(*_BUDGETS.get(thing.fund, (EXPENDITURES,)))
        if sheet is None:
            return
        row = next((r for r in sheet.by_code.values() if plain_name(r.name) == name), None)
        if row is not None:
            yield sheet.term(row, sheet.main)
        elif half is None or half.named(name) is None:
            yield blank(f"{sheet.name}没有“{name}”一行，", sheet.table.at)

    def _path(self, thing: Thing) -> Iterator[Term]:
        for subject in (GENERAL, *FUND_TABLES, *CAPITAL_TABLES):
            sheet = self._facts.sheet(subject)
            if sheet is not None and (row := row_of_path(sheet, thing.name)) is not None:
                yield sheet.term(row, sheet.main)


def _sheet_total(sheet: Sheet, key: str) -> Term:
    """The 合计 of a table; an empty table counts as blank."""
    if sheet.total is not None:
        return sheet.term(sheet.total, key)
    return blank(f"{sheet.name}合计", sheet.table.at)


def _is_of_fund(row: Row, fund: str) -> bool:
    name = plain_name(row.name)
    return any(name.startswith(start) for start in SOURCES[fund])


@lru_cache(maxsize=1)
def _known_classes() -> frozenset[str]:
    entries = class_list(Kind.FUNCTION)
    return frozenset(plain_name(entry.name) for entry in entries if len(entry.code) == 3)


def _class_name(thing: Thing) -> str:
    """教育支出(类), 教育(类)支出 → 教育支出."""
    name = thing.name.replace("(类)", "").removesuffix("等").lstrip(".")
    return name if name.endswith("支出") or "(类)" not in thing.name else name + "支出"
