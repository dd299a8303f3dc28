"""自评表: weights, scores, money and results of a published self-evaluation form."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

import msgspec

from mingzhang.checks.engine import rule
from mingzhang.checks.facts import Facts, NotApplicable
from mingzhang.checks.ratios import HUNDRED_PERCENT, best, share_of
from mingzhang.checks.trials import adds_up, at_most, holds, rounded_ratio, undetermined
from mingzhang.disclosure import Indicator, Table, Target
from mingzhang.model import Place, Severity, Term, Trial, Unit, parse_figure
from mingzhang.model.figures import MILLIONTHS
from mingzhang.performance.polarity import Polarity, polarity
from mingzhang.performance.targets import is_comparator, parse_target

_SUBJECT = "performance_self_evaluation"
_FIRST = "项目名称"
_GOAL = re.compile("^(?:年度)?(?:总体|绩效)?目标(?:完成情况)?$|^预期目标")
_WHOLE = ("总分", "合计", "总计")
_TOTAL = re.compile("总额|合计")
_PART = "其中"
_NO_NUMBER = ("-", "—", "——", "/", "\\")
_NO_REASON = ("", "无", "-", "—", "/")
_COLUMNS = {
    "weight": re.compile("^(?:指标)?(?:分值|权重|标准分)"),
    "score": re.compile("得分(?:[（(]分[)）])?$"),
    "initial": re.compile("^(?:年初|全年初)预算"),
    "budget": re.compile("^(?:全年|调整后?|全年调整后?)?预算(?:数|金额|[（(]|$)"),
    "executed": re.compile("^(?:全年)?(?:预算)?执行(?:数|金额)"),
    "rate": re.compile("执行率"),
    "level2": re.compile("^二级指标"),
    "name": re.compile("^三级指标"),
    "sign": re.compile("^指标性质"),
    "target": re.compile("^(?:年度)?(?:指标|目标)值"),
    "unit": re.compile("^[计度]量单位"),
    "actual": re.compile("^(?:全年|年度)?(?:实际)?(?:完成|达成)(?:指标)?值"),
    "reason": re.compile("原因"),
}
_MONEY = ("initial", "budget", "executed")


class _Line(msgspec.Struct):
    """One row of a form under the header above it: cells by the meaning of their column."""

    table: Table
    places: Sequence[Place]
    cells: list[str]
    columns: dict[str, int]
    labels: list[str]

    def text(self, column: str) -> str:
        """What the row prints in a column; "" where the form has no such column."""
        index = self.columns.get(column, len(self.cells))
        return self.cells[index] if index < len(self.cells) else ""

    def at(self, column: str) -> Place:
        """The place of a cell."""
        return self.places[self.columns[column]]

    def term(self, column: str, unit: str = "分", scale: int = MILLIONTHS) -> Term | None:
        """The figure in a column; None where the cell is blank or a dash."""
        text = self.text(column)
        if not text or text in _NO_NUMBER:
            return None
        figure = parse_figure(
            text.rstrip("%％") if unit == "%" else text, scale, unit, self.at(column)
        )
        header = self.labels[self.columns[column]]
        label = f"{self.table.title}“{self.name}”的{header}"
        return Term(label, figure, 1, self.at(column), "" if figure else text)

    @property
    def name(self) -> str:
        """What the row is about: its indicator, or the words before its first figure."""
        if self.text("name"):
            return self.text("name")
        figures = [self.columns[word] for word in (*_MONEY, "weight") if word in self.columns]
        first = min(figures, default=0)
        name = next((cell for cell in reversed(self.cells[:first]) if cell), "")
        return name.rstrip("：:")


@rule(
    "E17",
    "自评表的分值",
    "自评表各项分值之和等于总分值，得分不超过分值，得分之和等于总得分。",
    law=("performance-evaluation-measures",),
    certainty="known",
    remedy="按绩效评价办法核对各级指标的分值和得分。",
)
def weights(facts: Facts) -> Iterator[Trial]:
    """Σ 分值 = 总分；得分 ≤ 分值；Σ 得分 = 总得分"""
    forms = [form for form in _forms(facts) if any("weight" in line.columns for line in form)]
    if not forms:
        raise NotApplicable("没有列分值的自评表。")
    for form in forms:
        yield from _weights(form)


def _weights(form: list[_Line]) -> Iterator[Trial]:
    lines: list[tuple[Term, Term | None]] = []
    total: tuple[Term, Term | None] | None = None
    for line in form:
        weight, score = line.term("weight"), line.term("score")
        if weight is None:
            continue
        if any(cell in _WHOLE for cell in line.cells):
            total = weight, score
            continue
        lines.append((weight, score))
        if score is not None:
            yield at_most(score, weight)
    table = form[0].table
    if total is None or not lines:
        name = table.title or "自评表"
        yield undetermined(f"{name}没有读到总分一行，分值无法合计。", table.at)
        return
    yield adds_up(total[0], [weight for weight, _ in lines])
    scores = [score for _, score in lines if score is not None]
    if total[1] is not None and scores:
        yield adds_up(total[1], scores)


@rule(
    "E24",
    "自评表的预算执行",
    "资金总额等于各项资金之和；执行率等于执行数除以全年预算数；执行数不超过全年预算数；"
    "执行率的得分按执行率折算。",
    law=("performance-evaluation-measures",),
    certainty="known",
    remedy="按决算核对预算数、执行数，重算执行率和它的得分。",
)
def execution(facts: Facts) -> Iterator[Trial]:
    """总额 = Σ 各项资金；执行率 = 执行数 ÷ 全年预算数；执行数 ≤ 全年预算数；得分 = 分值 × 执行率"""
    forms = [[line for line in form if "rate" in line.columns] for form in _forms(facts)]
    forms = [form for form in forms if form]
    if not forms:
        raise NotApplicable("没有列预算执行率的自评表。")
    for form in forms:
        unit = _money_unit(form[0].table)
        yield from _sums(form, unit)
        for line in form:
            yield from _executed(line, unit)


_MoneyUnit = tuple[str, int]
"""A unit of money and its worth in millionths of 元."""


def _sums(form: list[_Line], unit: _MoneyUnit) -> Iterator[Trial]:
    """The whole and its sources; where sources are split again nobody can tell what adds up."""
    totals = [line for line in form if _TOTAL.search(line.name)]
    parts = [line for line in form if not _TOTAL.search(line.name)]
    if len(totals) != 1 or sum(line.name.startswith(_PART) for line in parts) > 1:
        return
    for column in _MONEY:
        total = totals[0].term(column, *unit)
        terms = [line.term(column, *unit) for line in parts]
        printed = [term for term in terms if term is not None]
        if total is not None and printed:
            yield adds_up(total, printed)


def _money_unit(table: Table) -> _MoneyUnit:
    """The unit that a form prints in its headers; 万元 is the unit of the standard form."""
    words = "".join(cell for row in table.grid for cell in row if "元" in cell[-3:])
    unit = Unit.YUAN if "（元）" in words or "(元)" in words else Unit.TEN_THOUSAND
    return unit.value, unit.scale


def _executed(line: _Line, unit: _MoneyUnit) -> Iterator[Trial]:
    executed, budget, rate = line.term("executed", *unit), line.term("budget", *unit), _rate(line)
    if executed is None or budget is None:
        if rate and rate[0].value:
            note = f"{rate[0].label}有数，没有读到同一行的预算数和执行数，无法核对。"
            yield undetermined(note, line.at("rate"))
        return
    yield at_most(executed, budget, severity=Severity.WARNING)
    if rate:
        yield best([share_of(term, executed, budget) for term in rate])
    weight, score = line.term("weight"), line.term("score")
    if weight and score and weight.figure and score.figure and budget.value > 0:
        part = min(executed.value, budget.value)
        due = rounded_ratio(weight.value * part // MILLIONTHS, budget.value, score.figure)
        yield _execution_score(score.value - due, score, weight, executed, budget)


def _rate(line: _Line) -> list[Term]:
    """The printed rate; one without a sign may be a fraction of 1 as well."""
    rate = line.term("rate", "%")
    if rate is None or rate.figure is None or "%" in line.text("rate") or "％" in line.text("rate"):
        return [rate] if rate else []
    fraction = line.term("rate", "%", HUNDRED_PERCENT)
    return [rate, fraction] if fraction else [rate]


def _execution_score(difference: int, score: Term, *others: Term) -> Trial:
    """Less than in proportion is a warning; some places score in steps, which give more."""
    return holds(
        abs(difference) <= score.quantum,
        "执行率的得分不等于分值乘执行率；按档计分的，请在自评说明里写明。",
        score,
        *others,
        severity=Severity.WARNING if difference < 0 else Severity.INFO,
    )


@rule(
    "E25",
    "自评的完成值与得分",
    "没有达到指标值的不得满分；得分低于分值的写明偏差原因。",
    law=("performance-evaluation-measures",),
    certainty="known",
    severity=Severity.WARNING,
    remedy="核对完成值和得分，补写偏差原因和改进措施。",
)
def results(facts: Facts) -> Iterator[Trial]:
    """得分 = 分值 ⇒ 完成值达到指标值；得分 < 分值 ⇒ 写有偏差原因"""
    lines = [line for form in _forms(facts) for line in form if "actual" in line.columns]
    lines = [line for line in lines if not set(_WHOLE) & set(line.cells)]
    scored = [line for line in lines if line.term("weight") and line.term("score")]
    if not scored:
        raise NotApplicable("没有列完成值和得分的自评表。")
    for line in scored:
        yield from _result(line)


def _result(line: _Line) -> Iterator[Trial]:
    weight, score = line.term("weight"), line.term("score")
    if weight is None or score is None:
        return
    if weight.unread or score.unread:
        yield at_most(score, weight)
    elif score.value >= weight.value:
        reached = _reached(line)
        if reached is not None:
            target = line.text("sign") + line.text("target") + line.text("unit")
            note = f"“{line.name}”的指标值是“{target}”，完成值是“{line.text('actual')}”，没有达到却得满分。"
            said = (line.at("target"), line.at("actual"))
            yield holds(reached, note, score, weight, places=said)
    elif "reason" in line.columns:
        written = line.text("reason") not in _NO_REASON
        yield holds(written, f"“{line.name}”得分低于分值，没有写偏差原因。", score, weight)


def _reached(line: _Line) -> bool | None:
    """Whether the actual reaches the target; None where that is no matter of numbers or months."""
    sign = line.text("sign")
    printed = line.text("target") + line.text("unit")
    target = parse_target(sign + printed if is_comparator(sign) else printed)
    actual = parse_target(line.text("actual"))
    if target.type == "deadline" and actual.type in ("deadline", "month"):
        if not target.months or not actual.months or target.year != actual.year:
            return None
        return actual.months[-1] <= target.months[-1]
    if target.value is None or actual.value is None or actual.comparator or actual.upper:
        return None
    if actual.unit and actual.unit != target.unit:
        return None
    return _meets(line, target, Decimal(actual.value))


def _meets(line: _Line, target: Target, actual: Decimal) -> bool | None:
    value = Decimal(target.value or 0)
    indicator = Indicator("", line.text("level2"), line.name, target, line.at("target"))
    way = polarity(indicator)
    if way is Polarity.AT_MOST:
        return actual <= value
    if way in (Polarity.AT_LEAST, Polarity.EXACT):
        return actual >= value
    if way is Polarity.WITHIN and target.upper is not None:
        return value <= actual <= Decimal(target.upper)
    return None


def _forms(facts: Facts) -> list[list[_Line]]:
    """The rows of each form; a table may hold several, one under the other."""
    forms: list[list[_Line]] = []
    for table in facts.disclosure.tables:
        if table.subject != _SUBJECT:
            continue
        columns: dict[str, int] = {}
        labels: list[str] = []
        form: list[_Line] = []
        for places, row in zip(table.grid_at, table.grid, strict=True):
            cells = ["".join(cell.split()) for cell in row]
            if cells and cells[0] == _FIRST:
                forms.append(form)
                form, columns = [], {}
            header = _header(cells)
            if header or any(map(_GOAL.search, cells[:2])):
                columns, labels = header, cells
            elif columns:
                form.append(_Line(table, places, cells, columns, labels))
        forms.append(form)
    return [form for form in forms if form]


def _header(cells: list[str]) -> dict[str, int]:
    """The columns that a row of labels names; empty for a row of a form's own content."""
    found = {
        word: column
        for word, pattern in _COLUMNS.items()
        for column, cell in enumerate(cells)
        if len(cell) < 20 and pattern.search(cell)
    }
    return found if len(found) >= 2 and {"weight", "rate", "name"} & set(found) else {}
