"""One form printed twice (重复印出的绩效目标表): the more complete printing leads."""

import unicodedata
from collections.abc import Callable

import msgspec

from mingzhang.disclosure import Funds, Indicator, ProjectForm

_TEXTS = ("department", "attribute", "period", "overview", "basis", "necessity", "measures",
          "plan", "total_goal", "annual_goal", "filled_at")  # fmt: skip
_QUOTES = str.maketrans("", "", "“”\"'‘’《》")


def merge_variants(forms: list[ProjectForm]) -> list[ProjectForm]:
    """Forms of one name, unit and money become one, the other printings in `variants`.

    A printing that goes on over a page end fills what the leading one lacks: indicators below
    the cut, the date at the foot. Contradictions stay in the variants. Printed order is kept.
    """
    groups: list[list[ProjectForm]] = []
    by_key: dict[object, list[list[ProjectForm]]] = {}
    for form in forms:
        same = by_key.setdefault(_key(form), [])
        group = next((group for group in same if _one_form(group, form)), None)
        if group is None:
            group = []
            groups.append(group)
            same.append(group)
        group.append(form)
    return [_merged(group) for group in groups]


def _key(form: ProjectForm) -> tuple[object, ...]:
    return (
        _name(form.name),
        _name(form.unit),
        _values(form.total_funds),
        _values(form.annual_funds),
    )


def _name(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).translate(_QUOTES).split())


def _values(funds: Funds) -> int | None:
    return funds.total.value if funds.total else None


def _one_form(group: list[ProjectForm], form: ProjectForm) -> bool:
    """Two sheets that were both filled in, at different times, are two forms."""
    dates = {sheet.filled_at for sheet in (*group, form)} - {""}
    return len(dates) <= 1


def _merged(group: list[ProjectForm]) -> ProjectForm:
    if len(group) == 1:
        return group[0]
    main = max(group, key=_completeness)
    others = tuple(form for form in group if form is not main)
    return msgspec.structs.replace(
        main,
        indicators=_together(main, others, lambda form: form.indicators),
        annual_indicators=_together(main, others, lambda form: form.annual_indicators),
        truncated=all(form.truncated for form in group),
        variants=others,
        text_places={key: at for form in (*others, main) for key, at in form.text_places.items()},
        **_blanks_filled(main, others),
    )


def _completeness(form: ProjectForm) -> tuple[int, int]:
    return len(form.indicators) + len(form.annual_indicators), len(form.overview) + len(form.plan)


def _together(
    main: ProjectForm,
    others: tuple[ProjectForm, ...],
    of: Callable[[ProjectForm], tuple[Indicator, ...]],
) -> tuple[Indicator, ...]:
    """The main printing's indicators, then those that only another printing has."""
    found = list(of(main))
    known = {_name(indicator.level3) for indicator in found}
    for other in others:
        found += [one for one in of(other) if _name(one.level3) not in known]
        known |= {_name(indicator.level3) for indicator in of(other)}
    return tuple(found)


def _blanks_filled(main: ProjectForm, others: tuple[ProjectForm, ...]) -> dict[str, str]:
    """Texts that the main printing leaves blank, from the first printing that has them."""
    filled: dict[str, str] = {}
    for key in _TEXTS:
        if not getattr(main, key):
            filled[key] = next((text for form in others if (text := getattr(form, key))), "")
    return filled
