"""The goal forms as the rules see them (核对用的绩效目标表): money, texts, indicators, once read."""

import unicodedata
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property, lru_cache

from mingzhang.checks.facts import Facts, NotApplicable, Undetermined
from mingzhang.checks.goals.milestones import Step, steps_of
from mingzhang.checks.goals.quantities import Wanted, wanted_of
from mingzhang.checks.goals.text_items import Plan, Text, money_plan, read_text
from mingzhang.disclosure import Funds, Indicator, OverallGoal, ProjectForm
from mingzhang.model import Place, Relation, Severity, Term, Trial, Unit, Verdict, format_money

SOURCES = {
    "fiscal": "财政拨款",
    "central": "中央财政资金",
    "provincial": "省级财政资金",
    "municipal": "市县财政资金",
    "carryover": "上年结转",
    "self_raised": "单位自筹",
    "other": "其他资金",
}
SIDES = {"total_funds": "实施期", "annual_funds": "年度"}
TEXTS = {
    "overview": "项目概况",
    "basis": "立项依据",
    "necessity": "项目设立必要性",
    "measures": "保证项目实施的制度、措施",
    "plan": "项目实施计划",
    "total_goal": "实施期目标",
    "annual_goal": "年度目标",
}
_PASS, _HOLDS = Verdict.PASS, Relation.HOLDS
_ATTRIBUTES = ("一次性", "延续性", "经常性")
_DEFINED = ("1年结束", "阶段开展", "长期开展")
_TICKS = "√☑■✓✔"
_BOXES = _TICKS + "□○☐"
_IGNORED = str.maketrans("", "", " \t\r\n\u3000\u00a0“”\"'‘’「」《》<>〈〉·、，,。.-—_")
_BRACKETS = str.maketrans("（）【】［］〔〕", "()[][][]")


@lru_cache(maxsize=4096)
def same_name(name: str) -> str:
    """A name for comparing: no spaces, quotes or marks, brackets and width alike."""
    text = unicodedata.normalize("NFKC", name).translate(_IGNORED)
    return text.translate(_BRACKETS).lower()


def _is_ticked(printed: str, word: str) -> bool:
    """Whether the box of an option is ticked; boxes stand before all options or after all."""
    start = printed.index(word)
    if printed.lstrip()[:1] in _BOXES:
        return printed[:start].rstrip()[-1:] in _TICKS
    rest = printed[start + len(word) :].removeprefix("项目").lstrip()
    return bool(rest) and rest[0] in _TICKS


class Form:
    """One project goal form; what rules ask of it is read once.

    `name` is the printed name of the project, `label` what messages call the form, `cut_off`
    whether it is cut off in print; `year` is the budget year of the document.
    """

    def __init__(self, form: ProjectForm, year: int | None) -> None:
        self.form = form
        self.year = year
        self.name = form.name
        self.cut_off = form.truncated
        self.label = f"“{form.name or '（没有项目名称）'}”项目绩效目标表"
        self._terms: dict[tuple[str, str], Term] = {}
        self._texts: dict[str, Text] = {}
        self._printed: dict[str, list[str]] = {}

    def funds(self, side: str) -> Funds:
        """The money of one side: total_funds or annual_funds."""
        return self.form.total_funds if side == "total_funds" else self.form.annual_funds

    def printed(self, side: str) -> list[str]:
        """The sources for which one side prints something."""
        known = self._printed.get(side)
        if known is None:
            funds = self.funds(side)
            texts = funds.texts
            known = [k for k in SOURCES if getattr(funds, k) is not None or k in texts]
            self._printed[side] = known
        return known

    def term(self, side: str, key: str = "total") -> Term:
        """One amount of the form; blank is a blank term."""
        known = self._terms.get((side, key))
        if known is None:
            funds = self.funds(side)
            name = "资金总额" if key == "total" else SOURCES[key]
            figure = getattr(funds, key)
            label = f"“{self.name}”的{SIDES[side]}{name}"
            at = figure.at if figure is not None else self.form.at
            known = Term(label, figure, 1, at, funds.texts.get(key, ""))
            self._terms[side, key] = known
        return known

    @cached_property
    def annual(self) -> Term:
        """年度资金总额."""
        return self.term("annual_funds")

    @cached_property
    def total(self) -> Term:
        """实施期资金总额."""
        return self.term("total_funds")

    def need(self, side: str) -> Term | Trial:
        """The total of one side, or the trial that says it was not read."""
        term = self.term(side)
        if term.figure is not None:
            return term
        if term.unread:
            return cannot(f"{term.label}印的是“{term.unread}”，不是数字，无法核对。", self.form.at)
        return cannot(f"{term.label}没有读到，无法核对。", self.form.at)

    def place(self, field: str) -> Place:
        """Where a text stands; the form where that is not known."""
        return self.form.text_places.get(field, self.form.at)

    def text(self, field: str) -> str:
        """One text of the form, "" where it prints none."""
        found: str = getattr(self.form, field)
        return found

    def read(self, field: str) -> Text:
        """The amounts and numbered lists of one text."""
        known = self._texts.get(field)
        if known is None:
            known = read_text(self.text(field), self.place(field), self.year)
            self._texts[field] = known
        return known

    @cached_property
    def money(self) -> Plan | None:
        """How the overview splits its money."""
        return money_plan(self.read("overview"))

    @cached_property
    def annual_side(self) -> tuple[Indicator, ...]:
        """The year's indicators; those of the whole period where the form has no other."""
        return self.form.annual_indicators or self.form.indicators

    @cached_property
    def indicators(self) -> tuple[Indicator, ...]:
        """Each indicator once: the fuller of its two printings."""
        longer, other = self.form.indicators, self.form.annual_indicators
        if len(other) > len(longer):
            longer, other = other, longer
        same = {one.level3 for one in longer}
        lost = [one for one in other if one.level3 not in same and not one.truncated]
        if not lost:
            return longer
        known = {same_name(name) for name in same}
        return (*longer, *(one for one in lost if not _is_part(same_name(one.level3), known)))

    @cached_property
    def pairs(self) -> list[tuple[Indicator, Indicator]]:
        """The indicators that stand under one name in both horizons: 实施期, 年度."""
        annual = {one.level3: one for one in self.form.annual_indicators}
        found = ((one, annual.get(one.level3)) for one in self.form.indicators if one.level3)
        return [(one, other) for one, other in found if other is not None]

    @cached_property
    def by_name(self) -> dict[str, Indicator]:
        """The indicators by their plain names."""
        return {same_name(one.level3): one for one in self.indicators if one.level3}

    @cached_property
    def wanted(self) -> list[Wanted]:
        """The year's count indicators, to be looked for in the texts."""
        return wanted_of(self.annual_side)

    @cached_property
    def steps(self) -> list[Step]:
        """The dated steps of the plan; none where the year is not known."""
        return steps_of(self.text("plan"), self.year) if self.year else []

    @property
    def is_tail(self) -> bool:
        """Whether the project only pays what is left of finished contracts (尾款项目)."""
        return "尾款" in self.name

    @cached_property
    def attribute(self) -> str:
        """一次性, 延续性 or 经常性; "" where none, or several unmarked ones, are printed."""
        printed = self.form.attribute
        named = [word for word in _ATTRIBUTES if word in printed]
        if len(named) > 1:
            named = [word for word in named if _is_ticked(printed, word)]
        return named[0] if len(named) == 1 else ""

    @property
    def is_once(self) -> bool:
        """一次性项目."""
        return self.attribute == "一次性"

    @property
    def is_defined(self) -> bool:
        """Whether the attribute says what it means: （1年结束）, （阶段开展）, （长期开展）."""
        return any(word in self.form.attribute for word in _DEFINED)


def _is_part(name: str, known: set[str]) -> bool:
    """Whether a name is the beginning of a known one, or the other way round."""
    return any(full.startswith(name) or name.startswith(full) for full in known if full)


class Goals:
    """The goal forms of one document."""

    def __init__(self, facts: Facts) -> None:
        disclosure = facts.disclosure
        self.forms = tuple(Form(form, disclosure.year) for form in disclosure.projects)
        self.overall = disclosure.overall_goal


def goals_of(facts: Facts) -> Goals:
    """The goal forms of a document, prepared once for all rules."""
    return facts.once(Goals)


def forms_of(facts: Facts) -> tuple[Form, ...]:
    """The project forms of a document.

    Raises:
        Undetermined: the text says that forms are published, but none was read.
        NotApplicable: the document has none.
    """
    forms = goals_of(facts).forms
    if forms:
        return forms
    if says_forms(facts):
        raise Undetermined("正文说公开了项目绩效目标，但没有读到项目绩效目标表，无法核对。")
    raise NotApplicable("本文件没有项目绩效目标表。")


def says_forms(facts: Facts) -> bool:
    """Whether a caption of a project goal form stands in the text without its table."""
    return any(
        len(paragraph.text) < 60 and "项目" in paragraph.text and "绩效目标" in paragraph.text
        and paragraph.text.rstrip("）)").endswith("表")
        for paragraph in facts.disclosure.narrative
        if "绩效目标" in paragraph.text
    )  # fmt: skip


def overall_of(facts: Facts) -> OverallGoal:
    """The overall goal form.

    Raises:
        Undetermined: its caption stands in the text, but the form was not read.
        NotApplicable: the document has none.
    """
    goal = goals_of(facts).overall
    if goal is not None:
        return goal
    for paragraph in facts.disclosure.narrative:
        text = paragraph.text
        if len(text) < 60 and "整体" in text and "绩效目标" in text and "表" in text[-6:]:
            raise Undetermined("有部门整体支出绩效目标表的标题，但没有读到表，无法核对。")
    raise NotApplicable("本文件没有部门整体支出绩效目标表。")


def each_form(facts: Facts, check: Callable[[Form], Iterable[Trial]]) -> Iterator[Trial]:
    """Every form under a check; of a form that is cut off nothing can be said."""
    for form in forms_of(facts):
        if form.cut_off:
            yield cut_off(form)
        else:
            yield from check(form)


def cut_off(form: Form) -> Trial:
    """A form that is cut off in print."""
    return cannot(f"{form.label}没有印完整，无法核对。", form.form.at)


def cannot(note: str, *places: Place) -> Trial:
    """What could not be decided, and why."""
    return Trial(Verdict.UNDETERMINED, Relation.HOLDS, note=note, places=places)


def passed(*terms: Term) -> Trial:
    """A condition that holds, over the figures it was tried on."""
    return Trial(_PASS, _HOLDS, terms)


def failed(
    note: str, *places: Place, severity: Severity | None = None, terms: tuple[Term, ...] = ()
) -> Trial:
    """A condition that does not hold; `note` is the Chinese sentence."""
    return Trial(Verdict.FAIL, Relation.HOLDS, terms, note=note, places=places, severity=severity)


def wan(value: int) -> str:
    """Millionths of a 元 in 万元, with four decimals at most."""
    scale = Unit.TEN_THOUSAND.scale
    quantum = scale // 10_000
    text = format_money(value // quantum * quantum, scale, quantum)
    return f"{text.rstrip('0').rstrip('.')}万元"


def verdict_of(problems: list[Trial], *terms: Term) -> Iterator[Trial]:
    """The failures found in one form, or one trial that says it passed."""
    if problems:
        yield from problems
    else:
        yield passed(*terms)
