"""表六与表五: one payment seen by economic class and by function class."""

from collections.abc import Iterator

from mingzhang.checks.engine import rule
from mingzhang.checks.facts import Facts, NotApplicable
from mingzhang.checks.tables.basic import BASIC, code_of, items
from mingzhang.checks.tables.general import GENERAL
from mingzhang.checks.trials import equal
from mingzhang.model import Severity, Term, Trial, Verdict

_REMEDY = "核对该项缴费在功能科目和经济科目两边的口径；口径不同的请在说明中写明。"


def _compare(
    facts: Facts, economic: tuple[str, ...], functions: tuple[str, ...]
) -> Iterator[Trial]:
    """The sum of economic classes against the basic expenditure of function classes."""
    sheet, general = facts.need(BASIC), facts.need(GENERAL)
    left = items(sheet, *economic)
    key = "basic" if "basic" in general.keys else general.main
    right = [general.term(row, key) for code in functions if (row := general.by_code.get(code))]
    unread = any(term.unread for term in (*left, *right))
    if not unread and not (_value(left) and _value(right)):
        raise NotApplicable("两张表中有一张没有列这一项。")
    yield equal(left, right)


def _value(terms: list[Term]) -> int:
    return sum(term.value for term in terms)


@rule("A35", "养老保险两表一致", "基本养老保险缴费(30108)等于功能科目2080505的基本支出。",
      severity=Severity.WARNING, certainty="known", remedy=_REMEDY)  # fmt: skip
def pension(facts: Facts) -> Iterator[Trial]:
    """表六[30108] = 表五[2080505].基本支出"""
    yield from _compare(facts, ("30108",), ("2080505",))


@rule("A36", "职业年金两表一致", "职业年金缴费(30109)等于功能科目2080506的基本支出。",
      severity=Severity.WARNING, certainty="known", remedy=_REMEDY)  # fmt: skip
def annuity(facts: Facts) -> Iterator[Trial]:
    """表六[30109] = 表五[2080506].基本支出"""
    yield from _compare(facts, ("30109",), ("2080506",))


@rule("A37", "医疗保险两表一致", "职工医保缴费等于行政、事业单位医疗，公务员医疗补助缴费等于公务员医疗补助。",
      severity=Severity.WARNING, certainty="known", remedy=_REMEDY)  # fmt: skip
def medical(facts: Facts) -> Iterator[Trial]:
    """表六[30110] = 表五[2101101] + 表五[2101102]；表六[30111] = 表五[2101103]"""
    yield from _compare(facts, ("30110",), ("2101101", "2101102"))
    sheet = facts.need(BASIC)
    if any(code_of(row) == "30111" for row in sheet.table.rows) and _value(items(sheet, "30111")):
        yield from _compare(facts, ("30111",), ("2101103",))


@rule("A38", "住房公积金两表一致", "住房公积金(30113)等于功能科目2210201的基本支出。",
      severity=Severity.WARNING, certainty="known", remedy=_REMEDY)  # fmt: skip
def housing(facts: Facts) -> Iterator[Trial]:
    """表六[30113] = 表五[2210201].基本支出"""
    yield from _compare(facts, ("30113",), ("2210201",))


@rule("A39", "离退休费两表对应", "离休费、退休费不超过功能科目2080501、2080502的基本支出；差额应是离退休公用支出。",
      severity=Severity.WARNING, certainty="known", remedy=_REMEDY)  # fmt: skip
def retirement(facts: Facts) -> Iterator[Trial]:
    """表六[30301 + 30302] ≤ 表五[2080501] + 表五[2080502] 的基本支出（差额 = 离退休公用支出）"""
    for trial in _compare(facts, ("30301", "30302"), ("2080501", "2080502")):
        if trial.verdict is Verdict.FAIL and trial.difference < 0:
            trial.severity = Severity.INFO
            trial.note = "差额应是离退休人员的公用支出，请核对。"
        yield trial


@rule("A40", "奖励金与计划生育", "奖励金(30309)等于功能科目2100799的基本支出（该项只列独生子女奖励时）。",
      severity=Severity.INFO, certainty="uncertain", remedy=_REMEDY)  # fmt: skip
def rewards(facts: Facts) -> Iterator[Trial]:
    """表六[30309] = 表五[2100799].基本支出"""
    yield from _compare(facts, ("30309",), ("2100799",))
