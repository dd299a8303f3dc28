"""Where a figure of a compiled disclosure comes from in the ledger (由账生成的来历).

A figure of a table is said to come from budget lines only where those lines, chosen by its
row and its column, come to exactly what it prints.
"""

from dataclasses import dataclass, field

from mingzhang.classification import Kind, class_list
from mingzhang.disclosure import Column, Role, Row, Statement, Table
from mingzhang.ledger import CENT, BudgetLine, Lines
from mingzhang.ledger.lines import Entry
from mingzhang.model import Figure
from mingzhang.projection import Compiled
from mingzhang.tables.selection import SELECTIONS, select
from mingzhang.writers.evidence import Key, key
from mingzhang.writers.site.project_rows import project_rows

_GENERAL = {"general_budget_expenditure", "basic_expenditure"}
_FUNDS = {
    "government_fund_expenditure": "government_fund",
    "state_capital_expenditure": "state_capital",
    "fiscal_summary": "fiscal",
}


@dataclass(slots=True)
class Origin:
    """Answers where the figures of one compiled disclosure come from; empty for one read."""

    compiled: Compiled | None = None
    _said: dict[Key, str] = field(default_factory=dict)
    _lines: Lines | None = None
    _by_row: dict[int, dict[int, Lines]] = field(default_factory=dict)
    _scopes: dict[int, Lines] = field(default_factory=dict)
    _known: dict[tuple[str, ...], Lines] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.compiled is not None:
            self._lines = Lines.of(self.compiled.ledger)
            for said in self.compiled.disclosure.statements:
                expression = self._bound(said)
                if expression:
                    self._said[key(said.figure.at)] = expression

    def of_statement(self, figure: Figure) -> str:
        """The expression over the ledger that a number of the narrative was computed from."""
        return self._said.get(key(figure.at), "")

    def of_cell(self, table: Table, row: Row, column: Column, figure: Figure) -> str:
        """The budget lines that a figure of a table is the sum of, in words; "" if unknown."""
        if self._lines is None or column.key not in SELECTIONS or not _sums(table, row):
            return ""
        chosen = self._candidates(table, row, column.key)
        total = sum(entry.amount for entry in chosen.entries)
        if not chosen.entries or total * CENT != figure.value:
            return ""
        return f"账簿“预算明细”中 {len(chosen.entries)} 条合计：{_listed(chosen)}"

    def _candidates(self, table: Table, row: Row, column: str) -> Lines:
        """The budget lines that a row and a column speak of."""
        if row.role is Role.PROJECT:
            return select(self._of_row(table, row), column)
        wanted = (table.id, row.code or row.name, row.government_class, column)
        found = self._known.get(wanted)
        if found is None:
            found = self._known[wanted] = select(self._of_row(table, row), column)
        return found

    def _of_row(self, table: Table, row: Row) -> Lines:
        scope = self._scope(table)
        if table.subject == "basic_expenditure" and row.role is not Role.TOTAL:
            return scope.where(lambda line: self._is_class(row, line))
        if row.code:
            return scope.function(row.code)
        if row.role is Role.UNIT:
            return scope.unit(row.name)
        if row.role is Role.PROJECT:
            return self._projects(table, scope).get(id(row), Lines(()))
        return scope

    def _projects(self, table: Table, scope: Lines) -> dict[int, Lines]:
        """The budget lines of each row of a project table."""
        found = self._by_row.get(id(table))
        if found is None:
            entries: dict[tuple[str, str], list[Entry]] = {}
            for entry in scope.entries:
                entries.setdefault((entry.line.unit, entry.line.project), []).append(entry)
            found = self._by_row[id(table)] = {
                id(row): Lines(tuple(entries.get((unit, row.name), ())))
                for unit, row in project_rows(table)
            }
        return found

    def _is_class(self, row: Row, line: BudgetLine) -> bool:
        """Whether a line belongs to a row of economic classes, by code or by both names."""
        if row.code:
            return line.economic.startswith(row.code)
        names = {self._named(Kind.ECONOMIC, line.economic[:length]) for length in (3, 5)}
        government = row.government_class
        return row.name in names and (
            not government or self._named(Kind.GOVERNMENT, line.government) == government
        )

    def _named(self, kind: Kind, code: str) -> str:
        assert self.compiled is not None
        entry = class_list(kind, self.compiled.ledger.year).get(code)
        return entry.name if entry else code

    def _scope(self, table: Table) -> Lines:
        found = self._scopes.get(id(table))
        if found is None:
            found = self._scopes[id(table)] = self._lines_of(table)
        return found

    def _lines_of(self, table: Table) -> Lines:
        """The budget lines that a table speaks of at all."""
        assert self._lines is not None
        lines = self._lines
        subject = table.subject or ""
        if subject in _GENERAL:
            lines = select(lines, "general_budget").current
        elif subject in _FUNDS:
            lines = select(lines, _FUNDS[subject])
        elif subject == "project_expenditure":
            lines = lines.projects.current
        elif subject == "project_expenditure_carryover":
            lines = lines.projects.carried
        return lines.basic if subject == "basic_expenditure" else lines

    def _bound(self, said: Statement) -> str:
        assert self.compiled is not None
        at = said.figure.at
        for binding in self.compiled.bindings.get(said.paragraph, ()):
            if at.start is not None and binding.start <= at.start < binding.end:
                return binding.expression
        return ""


def _sums(table: Table, row: Row) -> bool:
    """Whether a row is a selection of budget lines at all, not one of 三公 or 机关运行."""
    subject = table.subject or ""
    named = bool(row.code) or subject == "basic_expenditure"
    return (named or row.role in (Role.TOTAL, Role.UNIT, Role.PROJECT)) and not (
        subject.startswith(("three_public", "agency")) or "income" in subject
    )


def _listed(chosen: Lines, most: int = 4) -> str:
    """Some of the lines by unit, class and project."""
    shown = []
    for entry in chosen.entries[:most]:
        line = entry.line
        shown.append(" ".join(part for part in (line.unit, line.function, line.project) if part))
    return "；".join(dict.fromkeys(shown)) + ("……" if len(chosen.entries) > most else "")
