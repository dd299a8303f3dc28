"""Indicators by the form they stand in (指标所在的表): each project's, and the whole department's."""

from collections.abc import Callable, Iterable, Iterator

import msgspec

from mingzhang.checks.facts import Facts, NotApplicable
from mingzhang.checks.goals.forms import Form, cannot, forms_of, goals_of, verdict_of
from mingzhang.disclosure import Indicator
from mingzhang.model import Place, Trial


class Group(msgspec.Struct, frozen=True):
    """The indicators of one form, each once; `form` is None for the whole department's."""

    label: str
    indicators: tuple[Indicator, ...]
    at: Place
    form: Form | None


def groups_of(facts: Facts) -> list[Group]:
    """The forms with indicators, the overall one first; forms cut off are left out.

    Raises:
        NotApplicable, Undetermined: the document has no goal forms, or they were not read.
    """
    goals = goals_of(facts)
    found: list[Group] = []
    if goals.overall is not None:
        goal = goals.overall
        found.append(Group("整体绩效目标表", goal.indicators, goal.at, None))
    elif not goals.forms:
        forms_of(facts)
    found += [
        Group(f"“{form.name}”", form.indicators, form.form.at, form)
        for form in goals.forms
        if not form.cut_off
    ]
    return found


def each_group(facts: Facts, check: Callable[[Group], Iterable[Trial | None]]) -> Iterator[Trial]:
    """Every form's indicators under a check that returns the failures; the rest pass."""
    groups = groups_of(facts)
    for form in goals_of(facts).forms:
        if form.cut_off:
            yield cannot(f"{form.label}没有印完整，指标无法核对。", form.form.at)
    for group in groups:
        yield from verdict_of([trial for trial in check(group) if trial is not None])


def unread(group: Group, one: Indicator) -> Trial:
    """An indicator whose target was not understood."""
    note = f"{group.label}指标“{one.level3}”的指标值“{one.target.raw}”读不懂，无法核对。"
    return cannot(note, one.at)


def need_previous(facts: Facts) -> Facts:
    """Last year's document.

    Raises:
        NotApplicable: none was given.
    """
    if facts.previous is None:
        raise NotApplicable("没有提供上年的公开文本。")
    return facts.previous
