"""The budget lines that published tables determine (由公开报表反推预算明细)."""

from collections.abc import Iterator
from dataclasses import dataclass

from mingzhang.classification import Kind, codes_of_name, government_class
from mingzhang.disclosure import Disclosure, Role, Table
from mingzhang.disclosure import Row as Printed
from mingzhang.ledger.model import CENT, Fund, LineKind
from mingzhang.ledger.rows import Row, filled, yuan
from mingzhang.model import Figure

_FUNDS = {
    "general_budget": Fund.GENERAL,
    "government_fund": Fund.GOVERNMENT_FUND,
    "state_capital": Fund.STATE_CAPITAL,
    "special_account": Fund.SPECIAL_ACCOUNT,
    "unit_funds": Fund.UNIT_FUNDS,
}
_BY_FUNCTION = {
    "general_budget_expenditure": Fund.GENERAL,
    "government_fund_expenditure": Fund.GOVERNMENT_FUND,
    "state_capital_expenditure": Fund.STATE_CAPITAL,
}
PROJECT_TABLES = ("project_expenditure", "project_expenditure_carryover")


def table_of(disclosure: Disclosure, subject: str) -> Table | None:
    """The printed table of a subject."""
    return next((table for table in disclosure.tables if table.subject == subject), None)


def yuan_of(figure: Figure) -> str:
    """A printed amount in 元, as a ledger holds it."""
    return yuan(figure.value // CENT)


@dataclass(slots=True)
class LinesRecovery:
    """Reads lines off the tables; `left_open` collects what they do not say."""

    disclosure: Disclosure
    left_open: list[str]

    def read(self, units: list[str]) -> list[Row]:
        """Basic expenditure by economic class, then the projects, of these units."""
        return [*self._basic(units), *self._project_lines(units)]

    def _table(self, subject: str) -> Table | None:
        return table_of(self.disclosure, subject)

    def _basic(self, units: list[str]) -> Iterator[Row]:
        """Pairs of economic classes; unit and function only where there is just one."""
        table = self._table("basic_expenditure")
        unit = units[0] if len(units) == 1 else ""
        function = self._only_function("basic")
        found = False
        for row in table.rows if table else ():
            for key, kind in (("personnel", LineKind.STAFF), ("public", LineKind.PUBLIC)):
                figure = row.values.get(key)
                if figure is not None and figure.value and _is_leaf(row):
                    found = True
                    yield filled(
                        {
                            "单位": unit,
                            "类别": kind.value,
                            "功能科目": function,
                            "部门经济科目": _economic(row),
                            "政府经济科目": _government(row),
                            "资金": Fund.GENERAL.value,
                            "本年金额": yuan_of(figure),
                        }
                    )
        if table is not None and not any(row.government_class for row in table.rows):
            self.left_open.append("“预算明细”表：公开文本没有印政府经济科目，请逐行填写。")
        if found and not (unit and function):
            self.left_open.append("“预算明细”表：基本支出各行的单位和功能科目不能由公开报表确定。")

    def _only_function(self, key: str) -> str:
        """The one function item with such expenditure, or ""."""
        table = self._table("expenditure_summary")
        rows = table.rows if table else ()
        codes = [r.code for r in rows if len(r.code) == 7 and _positive(r.values.get(key))]
        return codes[0] if len(codes) == 1 else ""

    def _project_lines(self, units: list[str]) -> Iterator[Row]:
        open_names = []
        for subject in PROJECT_TABLES:
            table = self._table(subject)
            unit, function = "", ""
            for row in table.rows if table else ():
                if row.role is Role.UNIT:
                    unit, function = row.name, self._function_of(row)
                elif row.role is Role.PROJECT:
                    if not function:
                        open_names.append(row.name)
                    yield from self._project_line(row, unit, function, subject == PROJECT_TABLES[1])
        if not any(self._table(subject) for subject in PROJECT_TABLES):
            yield from self._by_function(units)
            self.left_open.append(
                "“预算明细”表：公开文本没有项目支出表，项目支出只填了各功能科目的合计，"
                "请分到各项目并填写项目名称。"
            )
        if open_names:
            self.left_open.append(
                f"“预算明细”表：{len(open_names)} 个项目的功能科目不能由公开报表确定，请填写。"
            )

    def _function_of(self, unit: Printed) -> str:
        """The one item whose project expenditure is just this unit's, or the only one."""
        only = self._only_function("project")
        total = unit.values.get("total")
        table = self._table("expenditure_summary")
        if only or total is None or table is None:
            return only
        codes = [
            row.code
            for row in table.rows
            if len(row.code) == 7
            and (figure := row.values.get("project")) is not None
            and figure.value == total.value
        ]
        return codes[0] if len(codes) == 1 else ""

    def _project_line(self, row: Printed, unit: str, function: str, carried: bool) -> Iterator[Row]:
        paid = [(fund, row.values.get(key)) for key, fund in _FUNDS.items()]
        paid = [(fund, figure) for fund, figure in paid if _positive(figure)]
        exact = None if carried or len(paid) != 1 else self._form_amount(unit, row.name)
        for fund, figure in paid:
            if figure is not None:
                amount = exact or yuan_of(figure)
                yield filled(
                    {
                        "单位": unit,
                        "类别": LineKind.PROJECT.value,
                        "功能科目": function,
                        "项目": row.name,
                        "资金": fund.value,
                        "上年结转" if carried else "本年金额": amount,
                    }
                )

    def _by_function(self, units: list[str]) -> Iterator[Row]:
        """Project expenditure by function and fund, in lines that still lack their project."""
        fiscal: dict[str, int] = {}
        for subject, fund in _BY_FUNCTION.items():
            for row, amount in self._items(subject):
                fiscal[row.code] = fiscal.get(row.code, 0) + amount
                yield self._unnamed(units, row, fund.value, amount)
        for row, amount in self._items("expenditure_summary"):
            if own := max(amount - fiscal.get(row.code, 0), 0):
                yield self._unnamed(units, row, "", own)

    def _items(self, subject: str) -> Iterator[tuple[Printed, int]]:
        """The items of a table with their project expenditure in 分, where there is any."""
        table = self._table(subject)
        for row in table.rows if table else ():
            figure = row.values.get("project")
            if len(row.code) == 7 and figure is not None and figure.value > 0:
                yield row, figure.value // CENT

    def _unnamed(self, units: list[str], row: Printed, fund: str, amount: int) -> Row:
        return filled(
            {
                "单位": units[0] if len(units) == 1 else "",
                "类别": LineKind.PROJECT.value,
                "功能科目": row.code,
                "资金": fund,
                "本年金额": yuan(amount),
            }
        )

    def _form_amount(self, unit: str, name: str) -> str:
        for form in self.disclosure.projects:
            if form.name == name and form.unit in ("", unit):
                return yuan_of(form.annual_funds.total) if form.annual_funds.total else ""
        return ""


def _is_leaf(row: Printed) -> bool:
    return bool(row.government_class) or len(row.code) == 5


def _positive(figure: Figure | None) -> bool:
    return figure is not None and figure.value > 0


def _economic(row: Printed) -> str:
    if row.code:
        return row.code
    codes = [code for code in codes_of_name(Kind.ECONOMIC, row.name) if len(code) == 5]
    return codes[0] if len(codes) == 1 else ""


def _government(row: Printed) -> str:
    """The government class of a printed name; of a 类 and 款 with one name, the 款."""
    if not row.government_class:
        return ""
    entry = government_class(row.government_class)
    if entry is not None and entry.level == 2:
        return entry.code
    codes = [c for c in codes_of_name(Kind.GOVERNMENT, row.government_class) if len(c) == 5]
    return codes[0] if len(codes) == 1 else ""
