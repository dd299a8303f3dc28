"""The lists of findings, files and the ledger of a year (发现、导入、账簿的列表): their columns."""

from decimal import Decimal
from functools import cache
from operator import attrgetter
from typing import Any

from django.db.models import Case, Value, When
from django.utils import timezone

from mingzhang.checks.report import rule_infos
from mingzhang.ledger.sheets import Field, Holds, SheetForm
from mingzhang.model.figures import parse_number
from mingzhang_web.apps.jobs.models import State
from mingzhang_web.apps.workspace.models import Finding, Import
from mingzhang_web.apps.workspace.selectors.checks import (
    WEIGHTS,
    state_in_words,
    weight_of,
    where_of,
)
from mingzhang_web.apps.workspace.selectors.imports import Alike
from mingzhang_web.ui.tables import Column, Table, reading
from mingzhang_web.ui.templatetags.ui import SEVERITIES


def _weight(finding: Finding) -> str:
    return SEVERITIES[weight_of(finding)][0]


def _title(finding: Finding) -> str:
    info = rule_infos().get(finding.rule)
    return info.title if info else ""


def _state(finding: Finding) -> str:
    return state_in_words(finding, timezone.localdate())


_BY_WEIGHT = Case(
    When(verdict="rounding", then=Value(len(WEIGHTS))),
    *(When(severity=weight, then=Value(place)) for place, weight in enumerate(WEIGHTS)),
    default=Value(len(WEIGHTS)),
)
FINDINGS: Table[Finding] = Table(
    "findings",
    "发现",
    (
        Column("order", "序号", lambda one: one.order + 1, "order", numeric=True, width=6),
        Column("weight", "严重程度", _weight, (_BY_WEIGHT, "order"), width=10),
        Column("rule", "规则", attrgetter("rule"), ("rule", "order"), width=8),
        Column("title", "名称", _title, width=24),
        Column("message", "说明", attrgetter("message"), heads=True, width=60),
        Column("places", "位置", lambda one: "；".join(where_of(one)), width=40),
        Column("state", "状态", _state, width=12),
        Column(
            "person",
            "处理人",
            lambda one: str(one.assigned_to or ""),
            (reading("assigned_to__full_name"), "order"),
            width=12,
        ),
        Column("due", "处理期限", attrgetter("due_on"), ("due_on", "order"), width=12),
        Column(
            "said", "评论", lambda one: getattr(one, "said", 0), numeric=True, shown=False, width=8
        ),
    ),
    order="order",
    page=500,
)


def _errors(made: Import) -> int | None:
    return made.check_made.errors if made.check_made else None


def _warnings(made: Import) -> int | None:
    return made.check_made.warnings if made.check_made else None


def _result(made: Import) -> str:
    if made.problems:
        return f"要改正 {len(made.problems)} 处"
    if made.check_made:
        return f"错误 {made.check_made.errors}，警告 {made.check_made.warnings}"
    return made.job.message


def _stands(made: Import) -> str:
    if made.taken_over_at:
        return "已接收"
    return "失败" if made.job.state == State.FAILED else made.job.get_state_display()


_BY_RESULT = ("check_made__errors", "check_made__warnings")
IMPORTS: Table[Import] = Table(
    "imports",
    "导入的文件",
    (
        Column("name", "文件", attrgetter("name"), reading("name"), heads=True, width=40),
        Column(
            "bytes", "大小", attrgetter("bytes"), "bytes", numeric=True, falls=True, shown=False
        ),
        Column("kind", "类别", lambda one: one.get_kind_display(), "kind", width=10),
        Column("result", "结果", _result, _BY_RESULT, falls=True, width=30),
        Column("errors", "错误", _errors, _BY_RESULT[0], numeric=True, falls=True, shown=False),
        Column("warnings", "警告", _warnings, _BY_RESULT[1], numeric=True, falls=True, shown=False),
        Column("by", "导入人", lambda one: str(one.imported_by), reading("imported_by__full_name")),
        Column("at", "导入时间", attrgetter("imported_at"), "imported_at", falls=True, width=16),
        Column("state", "状态", _stands, ("taken_over_at", "job__state"), width=10),
    ),
    order="-at",
    page=50,
)
PROBLEMS: Table[Alike] = Table(
    "problems",
    "要先改正的地方",
    (
        Column("sheet", "工作表", attrgetter("sheet"), attrgetter("sheet"), heads=True),
        Column("message", "问题", attrgetter("message"), attrgetter("message"), width=60),
        Column(
            "count",
            "处数",
            lambda one: len(one.spots),
            lambda one: len(one.spots),
            numeric=True,
            falls=True,
            width=8,
        ),
        Column("spots", "位置", lambda one: "、".join(one.spots), width=60),
    ),
)


@cache
def sheet_table(form: SheetForm) -> Table[Any]:
    """A sheet of the ledger, its rows as the page draws them, unsorted as they stand in it."""
    first = form.fields[0]
    columns = [_of_sheet(field, heads=field is first) for field in form.fields]
    return Table(f"sheet-{form.name}", form.name, tuple(columns), page=0)


def _of_sheet(field: Field, *, heads: bool) -> Column[Any]:
    counted = field.holds in (Holds.AMOUNT, Holds.COUNT)

    def typed(line: Any) -> str:
        return str(line.row.values.get(field.header, ""))

    def number(line: Any) -> Decimal | None:
        read = parse_number(typed(line))
        return Decimal(read[0]) if read else None

    def held(line: Any) -> str | Decimal:
        found = number(line) if counted else None
        return typed(line) if found is None else found

    return Column(
        field.header,
        field.header,
        held,
        number if counted else lambda line: typed(line) or None,
        numeric=counted,
        heads=heads,
        falls=counted,
        width=field.width,
    )
