"""Who and what a project goal form is about (目标表与项目支出表、单位、年度、日期)."""

from collections import Counter
from collections.abc import Iterator

from mingzhang.checks.engine import BUDGET, rule
from mingzhang.checks.facts import Facts, NotApplicable
from mingzhang.checks.goals.forms import (
    Form,
    cannot,
    cut_off,
    failed,
    forms_of,
    goals_of,
    overall_of,
    passed,
    same_name,
)
from mingzhang.checks.goals.late import Late
from mingzhang.checks.goals.matching import Line, Matches, matches_of, same_unit
from mingzhang.checks.trials import equal, minus
from mingzhang.model import Severity, Term, Trial, Verdict

_MEASURES = ("performance-target-measures",)
_PUBLISHED = Late(r"公开(?:的)?项目(?:支出)?绩效目标(?:表)?(?:共|共计)?\s*(\d+)\s*个")
_ALL_OF_IT = Late(r"公开(?:的)?项目(?:支出)?绩效目标.{0,80}占.{0,20}100(?:\.0+)?%")
_CODE = Late(r"^(\d{3,9})\s*[-—－_]?\s*(.*)$")


@rule(
    "D04",
    "目标表资金与项目支出表",
    "绩效目标表的年度资金总额等于项目支出表同一项目的合计。",
    kinds=(BUDGET,),
    remedy="核对项目支出表和绩效目标表，两处金额应一致。",
)
def amount_of_line(facts: Facts) -> Iterator[Trial]:
    """目标表[年度资金总额] = 表十二[项目].合计（含上年结转的加表十三）"""
    matches = matches_of(facts)
    for form, line in matches.pairs:
        annual = form.need("annual_funds")
        if isinstance(annual, Trial):
            yield annual
        else:
            yield _same_amount(annual, line, matches.carried_line(form), form)
    for form in matches.forms_left:
        yield cannot(f"{form.label}在项目支出表中没有对应的项目，资金无法核对。", form.form.at)


def _same_amount(annual: Term, line: Line, carried: Line | None, form: Form) -> Trial:
    trial = equal(annual, line.term)
    if trial.verdict is Verdict.FAIL and carried is not None:
        with_carried = equal(annual, [line.term, carried.term])
        if with_carried.verdict is not Verdict.FAIL:
            return with_carried
    inner = form.term("annual_funds", "carryover")
    if trial.verdict is Verdict.FAIL and inner.value:
        without = equal([annual, minus(inner)], [line.term])
        if without.verdict is not Verdict.FAIL:
            return without
    if trial.verdict is Verdict.FAIL and same_name(form.name) != same_name(line.row.name):
        trial.severity = Severity.WARNING
        trial.note = f"两处项目名称也不同（“{form.name}”与“{line.row.name}”），请确认是否同一项目。"
    return trial


@rule(
    "D05",
    "项目名称一致",
    "绩效目标表的项目名称与项目支出表一致。",
    severity=Severity.WARNING,
    law=("数据质量",),
    kinds=(BUDGET,),
    remedy="以预算批复的项目名称为准，统一两处写法。",
)
def same_names(facts: Facts) -> Iterator[Trial]:
    """目标表[项目名称] = 表十二[项目名称]（空格、引号、括号不计）"""
    matches = matches_of(facts)
    for form, line in matches.pairs:
        if same_name(form.name) == same_name(line.row.name):
            yield passed()
        else:
            note = f"绩效目标表写“{form.name}”，{line.sheet.name}写“{line.row.name}”，名称不一致。"
            yield failed(note, form.form.at, line.row.at)
    for form in matches.forms_left:
        yield cannot(f"{form.label}在项目支出表中没有对应的项目，名称无法核对。", form.form.at)


@rule(
    "D06",
    "项目与目标表一一对应",
    "项目支出表的每个项目有且只有一张绩效目标表，每张目标表都有对应的项目。",
    law=("local-disclosure-procedure", "performance-target-measures"),
    certainty="known",
    kinds=(BUDGET,),
    remedy="补公开缺少的绩效目标表；没有预算的目标表应撤下。",
)
def one_to_one(facts: Facts) -> Iterator[Trial]:
    """|目标表(项目)| = 1，对表十二每一项目；目标表 ⊆ 表十二 ∪ 表十三"""
    matches = matches_of(facts)
    if not matches.lines:
        yield cannot("项目支出表没有读到项目各行，不能与绩效目标表对应。")
        return
    severity = _if_missing(facts, matches)
    if severity is None:
        yield passed()
    else:
        for line in matches.lines_left:
            note = f"{line.label}（{_shown(line.term)}）没有绩效目标表。"
            yield failed(note, line.row.at, severity=severity)
    for form in matches.forms_left:
        yield failed(f"{form.label}在项目支出表中没有对应的项目。", form.form.at)
    for _ in matches.pairs:
        yield passed()


def _shown(term: Term) -> str:
    return f"{term.figure.text}{term.figure.unit}" if term.figure else "金额空白"


def _if_missing(facts: Facts, matches: Matches) -> Severity | None:
    """How heavy a missing form weighs: None where the text says only some are published."""
    claimed = None
    for paragraph in facts.disclosure.narrative:
        if "公开" not in paragraph.text or "绩效目标" not in paragraph.text:
            continue
        match = _PUBLISHED.search(paragraph.text)
        if match:
            claimed = int(match[1])
        if _ALL_OF_IT.search(paragraph.text):
            return Severity.ERROR
    if claimed is None:
        return Severity.WARNING
    if claimed < len(matches.lines) and claimed == len(goals_of(facts).forms):
        return None
    return Severity.ERROR


@rule(
    "D11",
    "主管部门和实施单位",
    "各目标表的主管部门代码相同，实施单位就是项目支出表中列支该项目的单位。",
    law=("数据质量",),
    kinds=(BUDGET,),
    remedy="改正主管部门代码或实施单位。",
)
def owners(facts: Facts) -> Iterator[Trial]:
    """目标表[主管部门代码] 处处相同；目标表[实施单位] = 表十二[项目].单位"""
    forms = forms_of(facts)
    yield from _same_codes(forms)
    if facts.sheet("project_expenditure") is None:
        return
    matches = matches_of(facts)
    units = {same_name(line.unit) for line in matches.lines if line.unit}
    for form, line in matches.pairs:
        if not form.form.unit:
            yield cannot(f"{form.label}没有读到实施单位，无法核对。", form.form.at)
        elif same_unit(form, line):
            yield passed()
        else:
            known = same_name(form.form.unit) in units
            note = f"{form.label}的实施单位是“{form.form.unit}”，{line.sheet.name}把该项目列在“{line.unit}”。"
            severity = None if known else Severity.WARNING
            yield failed(note, form.place("unit"), line.row.at, severity=severity)


def _same_codes(forms: tuple[Form, ...]) -> Iterator[Trial]:
    codes = {id(form): code for form in forms if (code := department_code(form.form.department))}
    if not codes:
        return
    usual = Counter(codes.values()).most_common(1)[0][0]
    for form in forms:
        code = codes.get(id(form), usual)
        if code == usual:
            yield passed()
        else:
            note = f"{form.label}的主管部门代码是{code}，其他目标表是{usual}。"
            yield failed(note, form.place("department"))


def department_code(printed: str) -> str:
    """The code in "062-某某局", "" where none is printed."""
    match = _CODE.match(printed.strip())
    return match[1] if match else ""


@rule(
    "C14",
    "部门代码一致",
    "整体绩效目标表的部门代码与各项目绩效目标表的主管部门代码相同。",
    law=("数据质量",),
    kinds=(BUDGET,),
    remedy="改正写错的部门代码。",
)
def department_codes(facts: Facts) -> Iterator[Trial]:
    """整体目标表[部门代码] = 目标表[主管部门代码]"""
    goal = overall_of(facts)
    own = department_code(goal.department)
    others = [f for f in goals_of(facts).forms if department_code(f.form.department)]
    if not own and not others:
        raise NotApplicable("目标表没有印部门代码。")
    at = goal.text_places.get("department", goal.at)
    if not own:
        yield cannot("整体绩效目标表没有读到部门代码，无法核对。", at)
        return
    if not others:
        raise NotApplicable("项目绩效目标表没有印部门代码。")
    for form in others:
        code = department_code(form.form.department)
        note = f"整体绩效目标表的部门代码是{own}，{form.label}是{code}。"
        yield passed() if code == own else failed(note, at, form.place("department"))


@rule(
    "D12",
    "目标表的年度",
    "目标表标题下的年度是本文件的预算年度。",
    law=("数据质量",),
    kinds=(BUDGET,),
    remedy="改正目标表的年度，或换成本年度的目标表。",
)
def form_years(facts: Facts) -> Iterator[Trial]:
    """目标表[年度] = 文件年度"""
    forms = forms_of(facts)
    year = facts.disclosure.year
    printed = [form for form in forms if form.form.form_year is not None]
    if year is None or not printed:
        yield cannot("没有读到文件年度或目标表的年度，无法核对。", forms[0].form.at)
        return
    for form in printed:
        note = f"{form.label}标的是{form.form.form_year}年度，本文件是{year}年度。"
        yield passed() if form.form.form_year == year else failed(note, form.form.at)


_STAMP = Late(r"^(20\d\d)[-./年]?(\d{1,2})[-./月]?(\d{1,2})日?[\sT]*(\d{0,6}|[\d:：]{5,8})$")
_STAMP_DIGITS = Late(r"^(20\d\d)(\d\d)(\d\d)(?:\d{4}|\d{6})?$")


@rule(
    "D14",
    "填报日期",
    "填报日期写成年月日（可带时分秒），在预算年度或其上一年。",
    severity=Severity.WARNING,
    law=("数据质量",),
    kinds=(BUDGET,),
    remedy="补上或改正填报日期。",
)
def dates_of_forms(facts: Facts) -> Iterator[Trial]:
    """目标表[填报日期] = YYYYMMDD[hhmmss]，年份 ∈ {预算年度 − 1, 预算年度}"""
    forms = forms_of(facts)
    dated = [form for form in forms if form.form.filled_at]
    if not dated and not any(form.cut_off for form in forms):
        raise NotApplicable("目标表没有印填报日期。")
    for form in forms:
        if form.cut_off and not form.form.filled_at:
            yield cut_off(form)
        else:
            yield _date(form, facts.disclosure.year)


def _date(form: Form, year: int | None) -> Trial:
    printed = form.form.filled_at
    if not printed:
        return failed(f"{form.label}没有填报日期，其他目标表都有。", form.form.at)
    match = _STAMP_DIGITS.match(printed) or _STAMP.match(printed)
    valid = match and 1 <= int(match[2]) <= 12 and 1 <= int(match[3]) <= 31
    if not match or not valid:
        return failed(f"{form.label}的填报日期“{printed}”不是年月日。", form.place("filled_at"))
    if year is not None and not year - 1 <= int(match[1]) <= year:
        note = f"{form.label}的填报日期是{match[1]}年，应在{year - 1}年或{year}年。"
        return failed(note, form.place("filled_at"))
    return passed()
