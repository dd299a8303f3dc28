"""Which project of the expenditure tables a goal form belongs to (绩效目标表与项目支出表对应)."""

from collections.abc import Callable

import msgspec

from mingzhang.checks.facts import Facts, Sheet, Undetermined
from mingzhang.checks.goals.forms import Form, forms_of, same_name
from mingzhang.checks.tables.projects import CARRIED, PROJECTS
from mingzhang.disclosure import Role, Row
from mingzhang.model import Figure, Term

_SIMILAR = 0.72


class Line(msgspec.Struct, frozen=True, eq=False):
    """One project row of a table: its whole amount as `term`, the unit that holds it.

    `unit` is "" where none is printed.
    """

    sheet: Sheet
    row: Row
    unit: str
    term: Term

    @property
    def label(self) -> str:
        """What messages call it."""
        return f"{self.sheet.name}的项目“{self.row.name}”"


class Matches(msgspec.Struct):
    """Forms with their rows of this year's table (and of last year's money), and what is left."""

    lines: list[Line]
    pairs: list[tuple[Form, Line]]
    carried: dict[int, Line]
    forms_left: list[Form]
    lines_left: list[Line]

    def carried_line(self, form: Form) -> Line | None:
        """The form's row in the table of carried-over projects."""
        return self.carried.get(id(form))


def matches_of(facts: Facts) -> Matches:
    """Forms matched to the project rows, once for all rules.

    Raises:
        NotApplicable: there are no forms, or nobody expects a table of projects.
        Undetermined: the table was not read, or most forms have no row in it.
    """
    known = facts.once(_matches)
    if len(known.forms_left) * 2 > len(known.pairs) + len(known.forms_left):
        raise Undetermined("多数绩效目标表的项目名称在项目支出表中找不到，两处不能对应。")
    return known


def _matches(facts: Facts) -> Matches:
    forms = list(forms_of(facts))
    return _match(forms, _lines(facts.need(PROJECTS)), _carried_lines(facts))


def _carried_lines(facts: Facts) -> list[Line]:
    sheet = facts.sheet(CARRIED)
    return _lines(sheet) if sheet is not None else []


def _lines(sheet: Sheet) -> list[Line]:
    found: list[Line] = []
    unit = ""
    for row in sheet.table.rows:
        if row.role is Role.UNIT:
            unit = row.name
        elif row.role is Role.PROJECT:
            found.append(Line(sheet, row, unit, sheet.term(row, sheet.main)))
    return found


def same_amount(one: Figure | None, other: Figure | None) -> bool:
    """Whether two printings are one amount at the coarser precision."""
    if one is None or other is None:
        return False
    if one.quantum == other.quantum:
        return one.value == other.value
    quantum = max(one.quantum, other.quantum)
    return one.restated(quantum) == other.restated(quantum)


def _equal_amounts(form: Form, line: Line) -> bool:
    return same_amount(form.annual.figure, line.term.figure)


def _equal_names(form: Form, line: Line) -> bool:
    return same_name(form.name) == same_name(line.row.name)


def _similar_names(form: Form, line: Line) -> bool:
    one, other = same_name(form.name), same_name(line.row.name)
    if one and other and (one in other or other in one):
        return True
    return alike(one, other, _SIMILAR)


def alike(one: str, other: str, least: float) -> bool:
    """Whether two names have so much in common, from 0 to 1."""
    from difflib import SequenceMatcher  # slow to load, and few names come this far

    return SequenceMatcher(None, one, other).ratio() >= least


def same_unit(form: Form, line: Line) -> bool:
    """Whether form and row name the same unit, as far as both name one."""
    if form.form.unit == line.unit:
        return True
    one, other = _unit(form.form.unit), _unit(line.unit)
    return not one or not other or one == other or one in other or other in one


def _unit(name: str) -> str:
    text = same_name(name)
    for ending in ("(本级)", "本级", "(机关)", "机关", "(部门)"):
        text = text.removesuffix(ending)
    return text


_STAGES: tuple[Callable[[Form, Line], bool], ...] = (
    lambda f, r: _equal_amounts(f, r) and same_unit(f, r) and _similar_names(f, r),
    lambda f, r: _equal_names(f, r) and same_unit(f, r),
    lambda f, r: _equal_names(f, r),
    lambda f, r: same_unit(f, r) and _similar_names(f, r),
)


def _match(forms: list[Form], lines: list[Line], carried: list[Line]) -> Matches:
    pairs: list[tuple[Form, Line]] = []
    forms_left, lines_left = _by_name(forms, lines, pairs)
    for fits in _STAGES:
        forms_left, lines_left = _pair_up(fits, forms_left, lines_left, pairs)
    by_form: dict[int, Line] = {}
    for form in forms:
        line = next((c for c in carried if _equal_names(form, c) and same_unit(form, c)), None)
        if line is not None:
            by_form[id(form)] = line
    forms_left = [form for form in forms_left if id(form) not in by_form]
    return Matches(lines, pairs, by_form, forms_left, lines_left)


def _by_name(
    forms: list[Form], lines: list[Line], pairs: list[tuple[Form, Line]]
) -> tuple[list[Form], list[Line]]:
    """The first stage, without trying every form on every line."""
    named: dict[str, list[Line]] = {}
    for line in lines:
        named.setdefault(same_name(line.row.name), []).append(line)
    left: list[Form] = []
    for form in forms:
        same = named.get(same_name(form.name), [])
        fits = (line for line in same if _equal_amounts(form, line) and same_unit(form, line))
        found = next(fits, None)
        if found is None:
            left.append(form)
        else:
            same.remove(found)
            pairs.append((form, found))
    return left, [line for rest in named.values() for line in rest]


def _pair_up(
    fits: Callable[[Form, Line], bool],
    forms: list[Form],
    lines: list[Line],
    pairs: list[tuple[Form, Line]],
) -> tuple[list[Form], list[Line]]:
    """Take out the pairs that fit, each line once."""
    left: list[Form] = []
    free = list(lines)
    for form in forms:
        fitting = next((line for line in free if fits(form, line)), None)
        if fitting is None:
            left.append(form)
        else:
            free.remove(fitting)
            pairs.append((form, fitting))
    return left, free
