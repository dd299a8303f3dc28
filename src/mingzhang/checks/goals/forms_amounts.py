"""Arithmetic of the overview (项目概况中的金额): items, stated totals, contracts, the plan's amounts.

Amounts in running text are exact, not rounded, so a sum may be off by no more than half of the
finest printed place of each.
"""

from collections.abc import Iterator, Sequence

from mingzhang.checks.engine import BUDGET, rule
from mingzhang.checks.facts import Facts
from mingzhang.checks.goals.contracts import Contract, contracts_of
from mingzhang.checks.goals.costs import costs_of
from mingzhang.checks.goals.forms import (
    Form,
    cannot,
    each_form,
    failed,
    passed,
    wan,
)
from mingzhang.checks.goals.late import Late
from mingzhang.checks.goals.matching import same_amount
from mingzhang.checks.goals.repeated import Repeat, repeats
from mingzhang.checks.goals.text_amounts import Amount, Part
from mingzhang.checks.goals.text_items import Item, Plan, Text
from mingzhang.checks.goals.words import any_of, pattern
from mingzhang.model import Figure, Relation, Severity, Term, Trial, Verdict

_SLIP = 10_000
_ORDINAL = Late(r"^[（(]?\d{1,2}(?:[.．、]|[）)])\s*(?!\d)")


def term_of(amount: Amount, label: str) -> Term:
    """An amount of a text as an operand."""
    return Term(label, amount.figure, 1, amount.figure.at)


def _part(amount: Amount) -> Term:
    """A part of a sum, called by the words before it."""
    words = _ORDINAL.sub("", amount.lead)[-18:]
    return term_of(amount, f"“{words}”" if words else "")


def _named(amount: Amount, form: Form) -> Term:
    """An amount that stands alone on its side, with its project."""
    return term_of(amount, f"“{form.name}”概况{_part(amount).label}")


def exact_sum(left: Sequence[Term], right: Sequence[Term], note: str) -> Trial:
    """Both sides come to one amount; several exact amounts leave no room for rounding."""
    lefts, rights = tuple(left), tuple(right)
    difference = sum(t.value for t in lefts) - sum(t.value for t in rights)
    finest = min((t.quantum for t in (*lefts, *rights) if t.quantum), default=0)
    verdict = Verdict.PASS
    if difference:
        slack = finest * (len(lefts) + len(rights))
        verdict = Verdict.ROUNDING if 2 * abs(difference) <= slack else Verdict.FAIL
    return Trial(verdict, Relation.EQUAL, lefts, rights, difference, note)


def _agree(parts: Sequence[Amount], figure: Figure | None) -> bool:
    """Whether amounts come to a figure, at the figure's or the amounts' coarser precision."""
    if figure is None:
        return False
    total = sum(part.value for part in parts)
    if len(parts) == 1:
        return same_amount(parts[0].figure, figure)
    return 2 * abs(total - figure.value) <= figure.quantum


@rule(
    "D16",
    "分项金额之和",
    "概况中各分项金额之和等于年度资金总额。",
    severity=Severity.WARNING,
    kinds=(BUDGET,),
    remedy="核对各分项金额，补上遗漏的分项，或改正资金总额。",
)
def items_of_overview(facts: Facts) -> Iterator[Trial]:
    """Σ 概况[分项金额] = 目标表[年度资金总额]（其中、包括的明细不重复计算）"""
    yield from each_form(facts, _items)


def _items(form: Form) -> Iterator[Trial]:
    plan = form.money
    if plan is None or not plan.parts or _is_whole_contract(plan):
        return
    annual = form.need("annual_funds")
    if isinstance(annual, Trial):
        yield annual
    else:
        yield from _items_against(form, plan, annual)


def _is_whole_contract(plan: Plan) -> bool:
    return plan.stated is not None and plan.stated.part in (Part.CONTRACT, Part.PAID)


def _items_against(form: Form, plan: Plan, annual: Term) -> Iterator[Trial]:
    terms = [_part(part) for part in plan.parts]
    note = ""
    if any(_agree(plan.parts, term.figure) for term in (annual, form.total)):
        yield Trial(Verdict.PASS, Relation.EQUAL, tuple(terms), (annual,))
        return
    trial = exact_sum(terms, [annual], note)
    if not plan.complete:
        trial.relation = Relation.AT_MOST
        trial.verdict = Verdict.PASS if trial.difference <= 0 else trial.verdict
    if trial.verdict is Verdict.FAIL and plan.stated is not None:
        return  # D17 holds the parts against the stated total, D33 that against the funds
    if trial.verdict is Verdict.FAIL and not plan.clear:
        yield cannot(
            f"{form.label}概况的分项金额层次不清，不能与年度资金核对。", form.place("overview")
        )
    else:
        yield trial


@rule(
    "D17",
    "分项之和与写明的总额",
    "概况写明总额的，各分项之和等于该总额。",
    severity=Severity.WARNING,
    kinds=(BUDGET,),
    remedy="核对各分项金额与写明的总额。",
)
def items_of_stated(facts: Facts) -> Iterator[Trial]:
    """Σ 概况[分项金额] = 概况[合计、共需、申报、合同额]"""
    yield from each_form(facts, _stated)


def _stated(form: Form) -> Iterator[Trial]:
    plan = form.money
    if plan is None or plan.stated is None or not plan.parts or plan.stated in plan.parts:
        return
    stated = _named(plan.stated, form)
    terms = [_part(part) for part in plan.parts]
    trial = exact_sum(terms, [stated], "")
    if _agree(plan.parts, plan.stated.figure) and (plan.stated.about or len(terms) == 1):
        trial.verdict = Verdict.PASS
    if not plan.complete:
        trial.relation = Relation.AT_MOST
        trial.verdict = Verdict.PASS if trial.difference <= 0 else trial.verdict
    if trial.verdict is Verdict.FAIL and not plan.clear:
        yield cannot(
            f"{form.label}概况的分项金额层次不清，不能与写明的总额核对。", form.place("overview")
        )
    else:
        yield trial


@rule(
    "D19",
    "尾款等于合同额减已付",
    "写明合同额和已付金额的，尾款等于两者之差；只写合同额的，尾款不超过合同额。",
    severity=Severity.WARNING,
    kinds=(BUDGET,),
    remedy="核对合同、补充协议和付款凭证。",
)
def tails(facts: Facts) -> Iterator[Trial]:
    """尾款 = 合同额 − 已付（另列其他费用的除外）；尾款 ≤ 合同额"""
    yield from each_form(facts, _tails)


def _tails(form: Form) -> Iterator[Trial]:
    for contract in contracts_of(form.read("overview")):
        yield _tail(form, contract)


def _tail(form: Form, contract: Contract) -> Trial:
    tail, whole = _named(contract.tail, form), _part(contract.whole)
    if contract.paid is None:
        difference = tail.value - whole.value
        verdict = Verdict.FAIL if difference > 0 else Verdict.PASS
        return Trial(verdict, Relation.AT_MOST, (tail,), (whole,), difference)
    paid = _part(contract.paid)
    trial = exact_sum([tail], [whole, Term(paid.label, paid.figure, -1, paid.at)], "")
    if trial.verdict is Verdict.FAIL and contract.other_fees:
        trial.severity = Severity.INFO
        trial.note = "尾款另列有监理、审计等其他费用，请写明各自的合同额和已付金额。"
    return trial


@rule(
    "D20",
    "计划与概况的金额",
    "实施计划中重复写到的金额与概况一致。",
    severity=Severity.WARNING,
    law=("数据质量",),
    kinds=(BUDGET,),
    remedy="统一概况和实施计划两处的金额。",
)
def repeated_amounts(facts: Facts) -> Iterator[Trial]:
    """实施计划[同一款项] = 概况[同一款项]"""
    yield from each_form(facts, _repeated)


def _repeated(form: Form) -> Iterator[Trial]:
    for repeat in repeats(form.read("overview"), form.read("plan")):
        yield _repeat(form, repeat)


def _repeat(form: Form, repeat: Repeat) -> Trial:
    terms = [_named(amount, form) for amount in repeat.first]
    again = term_of(repeat.again, f"“{form.name}”实施计划{_part(repeat.again).label}")
    if any(same_amount(again.figure, term.figure) for term in terms):
        return Trial(Verdict.PASS, Relation.EQUAL, (again,), (terms[0],))
    difference = again.value - terms[0].value
    return Trial(Verdict.FAIL, Relation.EQUAL, (again,), (terms[0],), difference)


@rule(
    "D33",
    "申报总额与年度资金",
    "概况写明的申报总额就是年度资金总额（或实施期资金总额）。",
    severity=Severity.WARNING,
    law=("数据质量",),
    kinds=(BUDGET,),
    remedy="改正概况中的总额，或说明差额由什么资金解决。",
)
def applied_total(facts: Facts) -> Iterator[Trial]:
    """概况[申报、共需、合计] ∈ {目标表[年度资金总额], 目标表[实施期资金总额]}"""
    yield from each_form(facts, _applied)


def _applied(form: Form) -> Iterator[Trial]:
    plan = form.money
    if plan is None or plan.applied is None or not _is_this_year(plan.applied, form):
        return
    applied = _named(plan.applied, form)
    annual = form.need("annual_funds")
    if isinstance(annual, Trial):
        yield annual
        return
    if any(same_amount(applied.figure, term.figure) for term in (annual, form.total)):
        yield Trial(Verdict.PASS, Relation.EQUAL, (applied,), (annual,))
    elif not _is_slip(applied.value, annual.value):
        difference = applied.value - annual.value
        yield Trial(Verdict.FAIL, Relation.EQUAL, (applied,), (annual,), difference)


def _is_this_year(amount: Amount, form: Form) -> bool:
    """No total of several years or of an earlier year is what is applied for."""
    lead = amount.lead
    if any_of("amounts", "many_years").search(lead) or "年均" in lead:
        return False
    return form.year is None or not any(f"{form.year - back}年" in lead for back in range(1, 6))


def _is_slip(one: int, other: int) -> bool:
    """One amount is ten thousand times the other: 元 and 万元 mixed up."""
    return bool(one and other) and (one == other * _SLIP or other == one * _SLIP)


@rule(
    "D34",
    "元与万元不混用",
    "概况和成本指标中的金额没有把元写成万元、把万元写成元。",
    severity=Severity.WARNING,
    law=("数据质量",),
    kinds=(BUDGET,),
    remedy="核对金额单位。",
)
def unit_slips(facts: Facts) -> Iterator[Trial]:
    """概况[金额]、成本指标[金额] ≠ 目标表[年度资金总额] × 10000 或 ÷ 10000"""
    yield from each_form(facts, _slips)


def _slips(form: Form) -> Iterator[Trial]:
    annual = form.need("annual_funds")
    if isinstance(annual, Trial):
        yield annual
        return
    amounts = [_named(a, form) for a in form.read("overview").amounts if a.payable]
    amounts += [cost for _, cost in costs_of(form, form.annual_side)]
    slips = [t for t in amounts if _is_slip(t.value, annual.value)]
    if not slips:
        yield passed(annual)
    for term in slips:
        figure = term.figure
        note = (
            f"{term.label}是{figure.text if figure else ''}{figure.unit if figure else ''}，"
            f"与年度资金总额{wan(annual.value)}正好相差一万倍，可能把元与万元写错。"
        )
        yield failed(note, terms=(term, annual))


@rule(
    "D36",
    "分项明细之和",
    "分项写明包括哪些明细的，明细之和等于该分项金额。",
    severity=Severity.WARNING,
    kinds=(BUDGET,),
    remedy="核对明细金额。",
)
def details_of_items(facts: Facts) -> Iterator[Trial]:
    """概况[分项] = Σ 概况[其中、包括的明细]"""
    yield from each_form(facts, _details)


def _details(form: Form) -> Iterator[Trial]:
    read = form.read("overview")
    for items in read.lists:
        for item in items:
            yield from _details_of(form, read, item)


def _details_of(form: Form, read: Text, item: Item) -> Iterator[Trial]:
    own = item.own
    if own is None:
        return
    later = [a for a in item.amounts if a.start > own.start and not a.bracketed]
    details = [a for a in later if a.part in (Part.PLAIN, Part.TOTAL)]
    if len(details) < 2 or details != later:
        return
    stop = read.text.find("。", own.end, item.end)
    if stop >= 0 and details[-1].start > stop:
        return
    if pattern("structure", "nested").search(read.text, own.end, details[0].start):
        yield exact_sum([_named(own, form)], [_part(a) for a in details], "")
