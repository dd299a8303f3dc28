"""Whether a project goal form is filled in, once and in its own words (填写完整、不串用)."""

from collections import Counter
from collections.abc import Iterator

from mingzhang.checks.engine import BUDGET, rule
from mingzhang.checks.facts import Facts, NotApplicable
from mingzhang.checks.goals.forms import (
    TEXTS,
    Form,
    cannot,
    cut_off,
    each_form,
    failed,
    forms_of,
    passed,
    same_name,
    verdict_of,
)
from mingzhang.checks.goals.late import Late
from mingzhang.disclosure import Indicator, ProjectForm
from mingzhang.model import Severity, Trial

_MEASURES = ("performance-target-measures",)
_GOALS = ("total_goal", "annual_goal")
_COPIED = ("overview", "plan", "total_goal", "annual_goal", "necessity")
_OWN_TEXTS = ("overview", "plan", "basis", "necessity", "measures", "total_goal", "annual_goal")
_SHORTEST_COPY = 16
_LONG_PHRASE = 11
_WORD = Late(r"\w")
_NUMBER = Late(r"\d+(?:\.\d+)?")


@rule(
    "D13",
    "必填文字",
    "项目概况、立项依据、必要性、制度措施、实施计划和总体目标都要填写，表要印完整。",
    law=_MEASURES,
    certainty="known",
    kinds=(BUDGET,),
    remedy="补填空白的栏目；没有印完的表重新公开完整的一份。",
)
def texts_filled(facts: Facts) -> Iterator[Trial]:
    """目标表[概况、依据、必要性、措施、计划、目标] ≠ 空"""
    forms = forms_of(facts)
    blank = {id(form): [key for key in TEXTS if not form.text(key)] for form in forms}
    often = Counter(key for keys in blank.values() for key in keys)
    usual = [key for key in TEXTS if 2 * often[key] < len(forms)]
    for form in forms:
        yield _filled(form, [key for key in blank[id(form)] if key in usual])


def _filled(form: Form, missing: list[str]) -> Trial:
    names = "、".join(TEXTS[key] for key in missing)
    if form.cut_off:
        last = next((form.text(key) for key in reversed(TEXTS) if form.text(key)), "")
        end = f"，最后印到“{last[-12:]}”" if last else ""
        lost = f"，缺少{names}和绩效指标" if names else "，缺少绩效指标"
        return failed(f"{form.label}没有印完整{end}{lost}。", form.form.at)
    if len(missing) > 2:
        return cannot(f"{form.label}没有读到{names}，不能判断是否填写。", form.form.at)
    if missing:
        return failed(f"{form.label}的{names}没有填写。", form.form.at)
    return passed()


@rule(
    "D15",
    "指标填写完整",
    "每个绩效指标都有三级指标名称和指标值。",
    law=_MEASURES,
    certainty="known",
    kinds=(BUDGET,),
    remedy="补上缺少的名称或指标值。",
)
def indicators_filled(facts: Facts) -> Iterator[Trial]:
    """每个三级指标：名称 ≠ 空，指标值 ≠ 空"""
    yield from each_form(facts, _indicators_filled)


def _indicators_filled(form: Form) -> Iterator[Trial]:
    problems = [p for one in form.form.indicators if (p := _incomplete(form, one, "实施期"))]
    known = form.form.indicators
    for one in form.form.annual_indicators:
        problem = _incomplete(form, one, "年度")
        if problem is None:
            continue
        if _known_elsewhere(one, known):
            problem.severity = Severity.WARNING
        if problem.severity is None or not one.truncated:
            problems.append(problem)
    yield from verdict_of(problems)


def _incomplete(form: Form, one: Indicator, side: str) -> Trial | None:
    empty = one.target.type == "empty"
    if (not empty and one.level3) or (empty and not _WORD.search(one.level3)):
        return None
    if empty and one.truncated:
        return cannot(f"{form.label}{side}指标“{one.level3}”在印刷中被截断，无法核对。", one.at)
    if empty and one.level3:
        return failed(f"{form.label}{side}指标“{one.level3}”没有指标值。", one.at)
    if not one.level3 and not empty:
        return failed(f"{form.label}{side}有一个指标值“{one.target.raw}”没有指标名称。", one.at)
    return None


def _known_elsewhere(one: Indicator, others: tuple[Indicator, ...]) -> bool:
    """Whether the other horizon has the indicator, under its full name, with a target."""
    name = same_name(one.level3)
    known = (same_name(other.level3) for other in others if other.target.type != "empty")
    return bool(name) and any(full.startswith(name) for full in known)


@rule(
    "D31",
    "重复印出的表内容一致",
    "同一张目标表印了两次的，两次内容应相同。",
    severity=Severity.WARNING,
    law=("数据质量",),
    kinds=(BUDGET,),
    remedy="只保留正确的一份；两份不同的，改正后重新公开。",
)
def printed_once(facts: Facts) -> Iterator[Trial]:
    """目标表第一次印出 = 目标表第二次印出（数字相同；文字差异只作提示）"""
    forms = forms_of(facts)
    repeated = [form for form in forms if form.form.variants]
    if not repeated:
        if any(form.cut_off for form in forms):
            yield from (cut_off(form) for form in forms if form.cut_off)
        yield passed()
    for form in repeated:
        for variant in form.form.variants:
            yield _printings(form, variant)


def _printings(form: Form, variant: ProjectForm) -> Trial:
    numbers: list[str] = []
    words: list[str] = []
    for key, label in TEXTS.items():
        one, other = form.text(key), getattr(variant, key)
        if not one or not other or one == other:
            continue
        said = _different_number(one, other)
        if said:
            numbers.append(f"{label}（{said}）")
        else:
            words.append(f"{label}（{_different_words(one, other)}）")
    note = f"{form.label}印了两次"
    if numbers:
        return failed(f"{note}，数字不一致：{'、'.join(numbers)}。", variant.at, form.form.at)
    said = f"，文字不一致：{'、'.join(words)}" if words else "，内容重复"
    return failed(f"{note}{said}。", variant.at, form.form.at, severity=Severity.INFO)


def _different_number(one: str, other: str) -> str:
    """The first number in which two printings differ, with the words around it."""
    for left, right in zip(_NUMBER.finditer(one), _NUMBER.finditer(other), strict=False):
        if left[0] != right[0]:
            return f"“{_around(one, *left.span())}”与“{_around(other, *right.span())}”"
    return ""


def _different_words(one: str, other: str) -> str:
    """The first words in which two printings differ."""
    pairs = enumerate(zip(one, other, strict=False))
    at = next((n for n, (a, b) in pairs if a != b), min(len(one), len(other)))
    return f"“{_around(one, at, at + 2)}”与“{_around(other, at, at + 2)}”"


def _around(text: str, start: int, end: int) -> str:
    return text[max(0, start - 4) : end + 4]


@rule(
    "D32",
    "不串用其他项目的文字",
    "一个项目的概况、计划、目标和指标不应照抄另一个项目，也不应写成另一个项目的名称。",
    severity=Severity.WARNING,
    law=("数据质量",),
    kinds=(BUDGET,),
    remedy="按本项目的内容重写。",
)
def own_words(facts: Facts) -> Iterator[Trial]:
    """目标表甲[文字] ≠ 目标表乙[文字]；甲[目标] 不写 乙[项目名称]；甲[指标] 不只见于 乙[概况]"""
    forms = forms_of(facts)
    if len(forms) < 2 and not any(form.cut_off for form in forms):
        raise NotApplicable("只有一张项目绩效目标表。")
    yield from (cut_off(form) for form in forms if form.cut_off)
    problems = [*_copies(forms), *_foreign_names(forms), *_foreign_indicators(forms)]
    yield from verdict_of(problems)


def _copies(forms: tuple[Form, ...]) -> Iterator[Trial]:
    seen: dict[tuple[str, str], Form] = {}
    for form in forms:
        for key in _COPIED:
            text = form.text(key)
            if len(text) < _SHORTEST_COPY:
                continue
            first = seen.setdefault((key, text), form)
            if first is not form:
                note = f"{form.label}的{TEXTS[key]}与“{first.name}”逐字相同。"
                yield failed(note, form.place(key), first.place(key))


def _foreign_names(forms: tuple[Form, ...]) -> Iterator[Trial]:
    """The goals name another project in full, and not their own."""
    goals = {(id(form), key): form.text(key) for form in forms for key in _GOALS}
    everything = "\n".join(goals.values())
    named = [form for form in forms if len(form.name) >= 6 and form.name in everything]
    for form in forms:
        for key in _GOALS if named else ():
            text = goals[id(form), key]
            others = (f for f in named if f.name in text and f.name not in form.name)
            other = next(others, None) if form.name not in text else None
            if other is not None and _said_of_other(form, other):
                note = f"{form.label}的{TEXTS[key]}写的是另一个项目“{other.name}”。"
                yield failed(note, form.place(key), other.form.at)


def _said_of_other(form: Form, other: Form) -> bool:
    """The form's own overview does not speak of the other project."""
    return other.name not in form.text("overview") and other.name not in form.text("basis")


def _foreign_indicators(forms: tuple[Form, ...]) -> Iterator[Trial]:
    """An indicator names at length what only another project's texts speak of."""
    texts = {id(form): "\n".join(form.text(key) for key in _OWN_TEXTS) for form in forms}
    everything = "\n".join(texts.values())
    speaking: dict[str, Form | None] = {}
    for form in forms:
        own = f"{form.name}\n{texts[id(form)]}"
        for one in form.indicators:
            start = one.level3[:_LONG_PHRASE]
            if len(start) < _LONG_PHRASE or "产出" not in one.level1 or start in own:
                continue
            if start not in speaking:
                speak = (f for f in forms if start in texts[id(f)])
                speaking[start] = next(speak, None) if start in everything else None
            other = speaking[start]
            if other is None:
                continue
            note = f"{form.label}的指标“{one.level3}”只在另一个项目“{other.name}”的文字中说到。"
            yield failed(note, one.at, other.form.at)


@rule(
    "D35",
    "分项编号连续",
    "概况、计划和目标中的编号从1开始连续，不缺号。",
    severity=Severity.INFO,
    law=("数据质量",),
    kinds=(BUDGET,),
    remedy="补上缺少的一项，或重新编号。",
)
def numbering(facts: Facts) -> Iterator[Trial]:
    """分项编号 = 1, 2, …, n"""
    yield from each_form(facts, _numbering)


def _numbering(form: Form) -> Iterator[Trial]:
    problems = []
    for key in ("overview", "plan", "total_goal", "annual_goal"):
        for items in form.read(key).lists:
            numbers = [item.number for item in items]
            if numbers != list(range(1, len(numbers) + 1)):
                gaps = sorted(set(range(1, numbers[-1] + 1)) - set(numbers))
                lost = "、".join(map(str, gaps))
                note = f"{form.label}的{TEXTS[key]}编号缺{lost}。"
                problems.append(failed(note, form.place(key)))
    yield from verdict_of(problems)
