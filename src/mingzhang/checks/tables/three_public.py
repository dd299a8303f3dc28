"""表十 “三公”经费表: travel abroad, reception, official vehicles; printed by rows or by columns."""

import re
from collections.abc import Iterator

from mingzhang.checks.engine import FINAL, rule
from mingzhang.checks.facts import Facts, NotApplicable, Sheet, plain_name
from mingzhang.checks.tables.algebra import one_of, rows_across
from mingzhang.checks.tables.basic import BASIC, items
from mingzhang.checks.trials import adds_up, at_most, equal
from mingzhang.disclosure import Role, Row
from mingzhang.model import Severity, Term, Trial

THREE_PUBLIC = ("three_public_expenses", "three_public_and_operating_expenses")
_YEAR = re.compile(r"20\d\d年")
_ROW_WORDS = (
    ("vehicles", ("公务用车购置及", "公务用车购置和", "公务用车费", "公务用车经费")),
    ("vehicle_purchase", ("公务用车购置", "购置费", "车辆购置")),
    ("vehicle_operation", ("公务用车运行", "运行", "车辆运行")),
    ("reception", ("公务接待",)),
    ("abroad", ("因公出国",)),
)


class ThreePublic:
    """The figures of a 三公 table by component and column, whichever way it is printed.

    columns: the sets of figures: ("total", "general_budget", …) where components are rows,
    phases ("", "budget", "final") where they are columns. whole: the row of the document's own
    year and of all its bodies, where components are columns.
    """

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.by_row = any(
            column.key.startswith(("vehicle", "reception")) for column in sheet.table.columns
        )
        self._rows = {} if self.by_row else _component_rows(sheet)
        dated = [row for row in sheet.table.rows if _YEAR.match(row.name)]
        last = max(dated, key=lambda row: row.name[:4], default=None)
        self.whole = sheet.total or last or next(iter(sheet.table.rows), None)

    @property
    def columns(self) -> tuple[str, ...]:
        """What to loop over: columns, or phases."""
        if not self.by_row:
            return self.sheet.keys
        return tuple(dict.fromkeys(key.partition(".")[2] for key in self.sheet.keys))

    @property
    def main(self) -> str:
        """The column (or phase) of the document's own whole amounts."""
        if not self.by_row:
            return self.sheet.main
        return next((p for p in ("final", "") if p in self.columns), self.columns[0])

    def term(self, component: str, column: str) -> Term | None:
        """One component (total, abroad, reception, vehicles, …); None where not printed."""
        if not self.by_row:
            row = self._rows.get(component)
            return self.sheet.term(row, column) if row is not None else None
        return self.cell(self.whole, component, column)

    def cell(self, row: Row | None, component: str, phase: str) -> Term | None:
        """One component in one row of a table that prints components as columns."""
        names = ("three_public", component) if component == "total" else (component,)
        keys = [f"{name}.{phase}" if phase else name for name in names]
        key = next((key for key in keys if key in self.sheet.keys), None)
        return self.sheet.term(row, key) if row is not None and key else None


def _is_whole(row: Row) -> bool:
    """Whether a row is the total of all components: 合计, “三公”经费支出, 支出合计."""
    words = plain_name(row.name).startswith(("三公", "支出合计"))
    return words or row.role in (Role.TOTAL, Role.SUBTOTAL)


def _component_rows(sheet: Sheet) -> dict[str, Row]:
    found: dict[str, Row] = {}
    for row in sheet.table.rows:
        name = plain_name(row.name)
        if _is_whole(row):
            found.setdefault("total", row)
            continue
        word = next((w for w, starts in _ROW_WORDS if name.startswith(starts)), None)
        if word and word not in found:
            found[word] = row
    return found


def three_public(facts: Facts) -> ThreePublic:
    """The document's 三公 table.

    Raises:
        Undetermined: expected but not read.
        NotApplicable: nobody expects it here.
    """
    return ThreePublic(facts.need(*THREE_PUBLIC))


@rule(
    "A47",
    "“三公”经费各项之和",
    "“三公”经费合计等于出国、接待、车辆三项之和，车辆等于购置加运行，各行等于各资金来源之和。",
)
def parts(facts: Facts) -> Iterator[Trial]:
    """表十[合计] = 因公出国 + 公务接待 + 公务用车；公务用车 = 购置 + 运行维护；行合计 = Σ资金来源"""
    facts.need(*THREE_PUBLIC)
    for sheet in (sheet for subject in THREE_PUBLIC for sheet in facts.all(subject)):
        table = ThreePublic(sheet)
        if table.by_row:
            for row in sheet.table.rows:
                for phase in table.columns:
                    yield from _row_parts(table, row, phase)
            continue
        yield from _same_wholes(sheet)
        for column in table.columns:
            if not column.startswith("rate"):
                terms = {name: table.term(name, column) for name in _COMPONENTS}
                yield from _add_up({name: term for name, term in terms.items() if term})
        yield from rows_across(sheet)


def _same_wholes(sheet: Sheet) -> Iterator[Trial]:
    """The total printed in more than one row is the same in each."""
    rows = [row for row in sheet.table.rows if _is_whole(row)]
    for row in rows[1:]:
        for key in sheet.keys:
            if row.values.get(key) is not None:
                yield equal(sheet.term(row, key), sheet.term(rows[0], key))


_COMPONENTS = (
    "total",
    "abroad",
    "reception",
    "vehicles",
    "vehicle_purchase",
    "vehicle_operation",
    "conference",
    "training",
)


def _row_parts(table: ThreePublic, row: Row, phase: str) -> Iterator[Trial]:
    """One body's, or one year's, components in columns; 合计 may have 会议费 and 培训费 too."""
    terms = {name: t for name in _COMPONENTS if (t := table.cell(row, name, phase)) is not None}
    if not any(term.figure is not None or term.unread for term in terms.values()):
        return
    yield from _add_up(terms)
    key = f"total.{phase}" if phase else "total"
    own = table.cell(row, "three_public", phase)
    further = [terms[name] for name in ("conference", "training") if name in terms]
    if own is not None and key in table.sheet.keys and further:
        yield adds_up(table.sheet.term(row, key), [own, *further])


def _add_up(terms: dict[str, Term]) -> Iterator[Trial]:
    cars = [terms[name] for name in ("vehicle_purchase", "vehicle_operation") if name in terms]
    if "vehicles" in terms and len(cars) == 2:
        yield adds_up(terms["vehicles"], cars)
    cars = [terms["vehicles"]] if "vehicles" in terms else cars
    main = [terms[name] for name in ("abroad", "reception") if name in terms]
    if "total" not in terms or len(main) < 2 or not cars:
        return
    further = [terms[name] for name in ("conference", "training") if name in terms]
    yield one_of([terms["total"]], [[*main, *cars], [*main, *cars, *further]])


def _basic_within(facts: Facts, component: str, code: str, name: str) -> Iterator[Trial]:
    """A 三公 component covers at least what basic expenditure prints for it."""
    table, sheet = three_public(facts), facts.need(BASIC)
    column = "general_budget" if "general_budget" in table.columns else table.main
    whole = table.term(component, column)
    inside = items(sheet, code)
    if whole is None or not inside or not (whole.value or sum(t.value for t in inside)):
        return
    yield at_most(inside, whole)
    if sum(t.value for t in inside) < whole.value:
        note = f"差额应为项目支出中的{name}，请核对。"
        yield equal(inside, [whole], note, Severity.INFO)


@rule(
    "A48",
    "公务接待费两表对应",
    "“三公”经费表的公务接待费不少于基本支出表的公务接待费；多出部分应在项目支出中。",
)
def reception(facts: Facts) -> Iterator[Trial]:
    """表六[30217] ≤ 表十[公务接待费].一般公共预算（差额 = 项目支出中的接待费）"""
    yield from _basic_within(facts, "reception", "30217", "公务接待费")


@rule(
    "A49",
    "车辆和出国费两表对应",
    "“三公”经费表的车辆运行、车辆购置、出国费（及会议费、培训费）不少于基本支出表的同一科目。",
)
def vehicles(facts: Facts) -> Iterator[Trial]:
    """表六[30231] ≤ 表十[运行维护费]；表六[30212] ≤ 表十[因公出国]；表六[31013] ≤ 表十[购置费]"""
    yield from _basic_within(facts, "vehicle_operation", "30231", "公务用车运行维护费")
    yield from _basic_within(facts, "abroad", "30212", "因公出国（境）费")
    yield from _basic_within(facts, "vehicle_purchase", "31013", "公务用车购置费")
    yield from _basic_within(facts, "conference", "30215", "会议费")
    yield from _basic_within(facts, "training", "30216", "培训费")


@rule(
    "A70",
    "“三公”经费不超预算",
    "“三公”经费决算数不超过预算数。",
    severity=Severity.WARNING,
    law=("frugality-regulation",),
    certainty="known",
    remedy="核对决算数与预算数；确有追加的，请在说明中写明原因和批准依据。",
    kinds=(FINAL,),
)
def within_budget(facts: Facts) -> Iterator[Trial]:
    """表七[决算数] ≤ 表七[预算数]（各项）"""
    table = three_public(facts)
    if not {"budget", "final"} <= set(table.columns):
        raise NotApplicable("“三公”经费表没有同时列预算数和决算数。")
    for component in ("total", "abroad", "reception", "vehicles"):
        spent, planned = table.term(component, "final"), table.term(component, "budget")
        if spent is not None and planned is not None:
            yield at_most(spent, planned)
