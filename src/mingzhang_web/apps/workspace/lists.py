"""The lists of years, departments and deadlines (年度、部门、期限的列表): their columns."""

from datetime import date
from decimal import Decimal
from operator import attrgetter
from typing import Any

from django.utils import timezone

from mingzhang_web.apps.workspace.models import LedgerRow
from mingzhang_web.apps.workspace.models.years import Stage
from mingzhang_web.apps.workspace.selectors.checks import Late
from mingzhang_web.apps.workspace.selectors.differences import InPart
from mingzhang_web.apps.workspace.selectors.home import YearLine
from mingzhang_web.apps.workspace.selectors.reviewing import COMPARED, Compared, DepartmentLine
from mingzhang_web.ui.tables import Column, Table

_STAGES = list(Stage)


def _alike(name: str, title: str, of: Any, **more: Any) -> Column[Any]:
    """A column that is sorted by what it shows."""
    return Column(name, title, of, of, **more)


def _number(name: str, title: str, of: Any, **more: Any) -> Column[Any]:
    return _alike(name, title, of, numeric=True, falls=True, **{"width": 10, **more})


def _due(line: Any) -> date | None:
    return line.clock.due if line.clock else None


def _left(line: Any) -> int | None:
    return line.clock.left if line.clock and not line.clock.done else None


_DEPARTMENT = _alike("department", "部门", attrgetter("year.department.name"), heads=True, width=34)
_CODE = _alike("code", "代码", attrgetter("year.department.code"), width=10)
_KIND = _alike("kind", "类别", lambda line: line.year.get_kind_display(), width=8)
_STAGE: Column[Any] = Column(
    "stage",
    "环节",
    lambda line: line.year.get_stage_display(),
    lambda line: _STAGES.index(line.year.stage),
    width=12,
)
_DUE = _alike("due", "公开期限", _due, width=12)
_LEFT = _alike("left", "剩余天数", _left, width=10)


def _open(line: YearLine) -> tuple[int, int]:
    return line.seen.errors, line.seen.warnings


YEARS: Table[YearLine] = Table(
    "years",
    "预算年度",
    (
        _DEPARTMENT,
        _alike("year", "年度", attrgetter("year.year"), falls=True, width=8),
        _KIND,
        _STAGE,
        Column("findings", "发现", attrgetter("findings"), _open, falls=True, width=20),
        _DUE,
        _LEFT,
    ),
)


def _received(line: DepartmentLine) -> date | None:
    return timezone.localtime(line.received).date() if line.received else None


REVIEW: Table[DepartmentLine] = Table(
    "review",
    "各部门",
    (
        _DEPARTMENT,
        _CODE,
        _KIND,
        _STAGE,
        _alike("received", "收到", _received, width=12),
        _number("errors", "错误", attrgetter("errors")),
        _number("warnings", "警告", attrgetter("warnings")),
        _number("undetermined", "无法判定", attrgetter("undetermined"), shown=False),
        _number("answered", "已说明", attrgetter("answered")),
        _DUE,
        _LEFT,
        Column("opinion", "核对意见", lambda line: None, filed=False),
    ),
    order="code",
)


_NO_CENTS = Decimal("0.00")
"""Added to an exact amount, it gives it two decimals at least."""


def _figure(number: int, name: str) -> tuple[Column[Compared], Column[Compared]]:
    def now(line: Compared) -> Decimal | None:
        return line.figures[number].now

    def shown(line: Compared) -> Decimal | None:
        amount = now(line)
        return None if amount is None else amount + _NO_CENTS

    def percent(line: Compared) -> Decimal | None:
        return line.figures[number].percent

    return (
        Column(f"now{number}", name, shown, now, numeric=True, falls=True, width=18),
        _number(f"by{number}", f"{name}增减%", percent, width=14),
    )


COMPARE: Table[Compared] = Table(
    "compare",
    "部门比较",
    (_DEPARTMENT, *(one for number, name in enumerate(COMPARED) for one in _figure(number, name))),
)
DIFFERENCES: Table[InPart] = Table(
    "differences",
    "与上年比较",
    (
        Column("part", "报表", attrgetter("part"), attrgetter("place"), width=30),
        _alike("row", "行", attrgetter("line.row"), heads=True, width=34),
        _alike("column", "栏", attrgetter("line.column"), width=24),
        _alike("what", "变化", attrgetter("line.what"), width=8),
        Column("before", "上年", attrgetter("line.before"), numeric=True, width=16),
        Column("after", "今年", attrgetter("line.after"), numeric=True, width=16),
        Column(
            "by", "增减", attrgetter("line.by"), attrgetter("line.size"), numeric=True, falls=True
        ),
        Column(
            "percent",
            "幅度",
            attrgetter("line.percent"),
            attrgetter("line.share"),
            numeric=True,
            falls=True,
            width=10,
        ),
    ),
)


def _person(late: Late) -> str | None:
    return str(late.finding.assigned_to) if late.finding.assigned_to else None


LATE: Table[Late] = Table(
    "late",
    "逾期的发现",
    (
        _alike("finding", "发现", attrgetter("finding.message"), heads=True, width=60),
        _alike("year", "预算年度", lambda late: str(late.finding.budget_year), width=30),
        _alike("person", "处理人", _person, width=12),
        _alike("due", "期限", attrgetter("finding.due_on"), shown=False, width=12),
        _number("days", "逾期（天）", attrgetter("days")),
    ),
    order="-days",
    prefix="late-",
)


def _cell(header: str) -> Any:
    return lambda row: row.values.get(header, "")


def _office(row: LedgerRow) -> str | None:
    return row.office.name if row.office else None


OFFICES: Table[LedgerRow] = Table(
    "offices",
    "项目分派",
    (
        _alike("unit", "单位", _cell("单位"), width=30),
        _alike("project", "项目", _cell("项目名称"), heads=True, width=40),
        _alike("office", "填报科室", _office, width=16),
    ),
)
