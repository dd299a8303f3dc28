"""The rows of each CSV file, from a disclosure; None is a blank cell."""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeAlias

from mingzhang.disclosure import FUND_SOURCES, Disclosure, Funds, Indicator, Role, Table
from mingzhang.model import Figure, Place, format_money
from mingzhang.model.figures import MILLIONTHS
from mingzhang.writers.open_data import resources
from mingzhang.writers.published.forms import printings

Value: TypeAlias = str | int | None
Rows: TypeAlias = Iterator[Sequence[Value]]
_KINDS = {"basic": "基本支出", "project": "项目支出"}


def yuan(figure: Figure | None) -> str | None:
    """An amount in 元 as a decimal; None for what is no money."""
    if figure is None or not figure.unit.endswith("元"):
        return None
    return format_money(figure.value, MILLIONTHS, figure.quantum)


def _amount(figure: Figure | None) -> tuple[Value, Value, Value]:
    """Printed text, printed unit, worth in 元."""
    return (figure.text, figure.unit, yuan(figure)) if figure is not None else (None,) * 3


def _at(place: Place) -> str:
    return str(place)


def _tables(disclosure: Disclosure) -> Rows:
    for number, table in enumerate(disclosure.tables, 1):
        label, note = table.number_label, table.empty_note
        place = _at(table.at)
        yield (
            *(number, table.id, table.subject, label, table.title),
            *(table.department, table.unit, note, place),
        )


def _columns(disclosure: Disclosure) -> Rows:
    for number, table in enumerate(disclosure.tables, 1):
        for index, column in enumerate(table.columns, 1):
            side = column.side.value if column.side else None
            yield number, index, column.key, "/".join(column.header), side


def _rows(disclosure: Disclosure) -> Rows:
    for number, table in enumerate(disclosure.tables, 1):
        for index, row in enumerate(table.rows, 1):
            side = row.side.value if row.side else None
            yield (
                *(number, index, side, row.code, row.name, row.government_class),
                *(row.role.value, row.level, _at(row.at)),
            )


def _figures(disclosure: Disclosure) -> Rows:
    for number, table in enumerate(disclosure.tables, 1):
        for index, row in enumerate(table.rows, 1):
            for key, figure in row.values.items():
                if figure is not None:
                    yield number, index, key, *_amount(figure), _at(figure.at)


def _spending(disclosure: Disclosure) -> Rows:
    """Leaf functions of the expenditure summary; a table that does not split has only totals."""
    table = next((t for t in disclosure.tables if t.subject == "expenditure_summary"), None)
    if table is None:
        return
    phase = "executed" if disclosure.kind == "final_accounts" else "approved"
    department = disclosure.department
    keys = [column.key for column in table.columns if column.key in _KINDS] or ["total"]
    seen: set[tuple[str, str]] = set()
    for code, name, values in _leaves(table):
        for key in keys:
            figure = values.get(key)
            if figure is None or (code, key) in seen:
                continue
            seen.add((code, key))
            yield (
                *(disclosure.year, phase, "Expenditure", department.code, department.name),
                *(code, name, _KINDS.get(key, "支出"), yuan(figure)),
            )


def _leaves(table: Table) -> Iterator[tuple[str, str, dict[str, Figure | None]]]:
    codes = [row.code for row in table.rows if row.code]
    for row in table.rows:
        inner = any(code != row.code and code.startswith(row.code) for code in codes)
        if row.code and row.role is Role.DETAIL and not inner:
            yield row.code, row.name, row.values


def _projects(disclosure: Disclosure) -> Rows:
    seen: dict[str, int] = {}
    for number, form in enumerate(printings(disclosure.projects), 1):
        seen[form.name] = seen.get(form.name, 0) + 1
        yield (
            *(number, seen[form.name], form.name, form.unit, form.department, form.attribute),
            *(form.period, form.overview, form.basis, form.necessity, form.measures, form.plan),
            *(form.total_goal, form.annual_goal, form.filled_at, _at(form.at)),
        )


def _project_funds(disclosure: Disclosure) -> Rows:
    for number, form in enumerate(printings(disclosure.projects), 1):
        for horizon, funds in (("total", form.total_funds), ("annual", form.annual_funds)):
            yield from ((number, horizon, *line) for line in _fund_lines(funds))


def _fund_lines(funds: Funds) -> Rows:
    for name, label in FUND_SOURCES:
        figure: Figure | None = getattr(funds, name)
        words = funds.texts.get(name)
        if figure is not None:
            yield label, *_amount(figure)
        elif words:
            yield label, words, None, None


def _indicators(disclosure: Disclosure) -> Rows:
    goal = disclosure.overall_goal
    if goal is not None:
        yield from _indicator_rows(0, "annual", goal.indicators)
    for number, form in enumerate(printings(disclosure.projects), 1):
        yield from _indicator_rows(number, "total", form.indicators)
        yield from _indicator_rows(number, "annual", form.annual_indicators)


def _indicator_rows(form: int, horizon: str, items: Sequence[Indicator]) -> Rows:
    for number, item in enumerate(items, 1):
        target = item.target
        yield (
            *(form, horizon, number, item.level1, item.level2, item.level3, target.raw),
            *(target.type, target.comparator, target.value, target.unit, _at(item.at)),
        )


def _overall(disclosure: Disclosure) -> Rows:
    goal = disclosure.overall_goal
    if goal is None:
        return
    for kind, lines in (("fund", goal.funds), ("fact", goal.facts)):
        for label, figure in lines.items():
            yield kind, label, *_amount(figure)


def _narrative(disclosure: Disclosure) -> Rows:
    for number, part in enumerate(disclosure.narrative, 1):
        yield number, part.heading, part.section, part.text, _at(part.at)


def _statements(disclosure: Disclosure) -> Rows:
    for number, said in enumerate(disclosure.statements, 1):
        yield (
            *(number, said.kind, said.subject, said.comparison, *_amount(said.figure)),
            *(said.clause, _at(said.figure.at)),
        )


def _catalogue(disclosure: Disclosure) -> Rows:
    for number, entry in enumerate(disclosure.catalogue, 1):
        yield number, entry.section, entry.code, entry.name, entry.level, entry.irregular


def _glossary(disclosure: Disclosure) -> Rows:
    for number, entry in enumerate(disclosure.glossary, 1):
        yield number, entry.term, entry.text


ROWS: dict[str, Callable[[Disclosure], Rows]] = {
    resources.TABLES.name: _tables,
    resources.COLUMNS.name: _columns,
    resources.ROWS.name: _rows,
    resources.FIGURES.name: _figures,
    resources.SPENDING.name: _spending,
    resources.PROJECTS.name: _projects,
    resources.PROJECT_FUNDS.name: _project_funds,
    resources.INDICATORS.name: _indicators,
    resources.OVERALL.name: _overall,
    resources.NARRATIVE.name: _narrative,
    resources.STATEMENTS.name: _statements,
    resources.CATALOGUE.name: _catalogue,
    resources.GLOSSARY.name: _glossary,
}
