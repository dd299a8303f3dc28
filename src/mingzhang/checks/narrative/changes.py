"""Changes against another year (增减): the amount, the two levels, the rate, unchanged ones."""

import re
from weakref import WeakKeyDictionary

import msgspec

from mingzhang.checks.facts import Facts
from mingzhang.checks.narrative.binding import cells
from mingzhang.checks.narrative.story import Part, Phase, Role, Said, story
from mingzhang.checks.narrative.things import (
    BOTH,
    ONLY_MEASURE,
    TOTALS,
    Thing,
    is_alike,
    is_same_total,
    thing_of_words,
)
from mingzhang.checks.narrative.vocabulary import vocabulary
from mingzhang.checks.trials import minus
from mingzhang.model import Term

_EXECUTED = re.compile("执行|决算")
_BRACKETED = re.compile(r"[（(][^（()）]*[)）]")
_MARKS = re.compile("[，,。；;、：:（）()]")
_YEAR = re.compile(r"(?:19|20)\d\d")


class Change(msgspec.Struct, eq=False):
    """An amount by which something grew or shrank.

    `now`: this year's level of the same thing in its paragraph, if it is there. `base`: 上年, or
    a year, with 执行 where it is compared with what was spent.
    """

    said: Said
    now: Said | None
    base: str

    @property
    def of_execution(self) -> bool:
        """Whether it is compared with what was spent, not with what was planned."""
        return bool(_EXECUTED.search(self.said.statement.base))

    @property
    def signed(self) -> Term:
        """The change with its sign."""
        return self.said.term if self.said.sign > 0 else minus(self.said.term)


def changes(facts: Facts) -> list[Change]:
    """Every change of the narrative, reasons left out."""
    return facts.once(_changes)


def _changes(facts: Facts) -> list[Change]:
    return [
        Change(said, level_now(said), _base(said))
        for part in story(facts).parts
        for said in part.said
        if said.role is Role.CHANGE and not said.reason
    ]


def _base(said: Said) -> str:
    text = said.statement.base
    year = _YEAR.search(text)
    return (year[0] if year else "上年") + ("执行" if _EXECUTED.search(text) else "")


def subjects_of(said: Said) -> tuple[str, ...]:
    """The subject a change speaks of, and the whole it may speak of instead."""
    return tuple(s for s in (said.statement.subject, said.statement.topic) if s)


def level_now(said: Said) -> Said | None:
    """This year's level of the thing a change or rate speaks of, in the same paragraph."""
    for subject in subjects_of(said):
        before = [
            level
            for level in said.part.levels
            if level.start < said.start
            and level.phase is Phase.CURRENT
            and level.statement.subject == subject
        ]
        if before:
            return before[-1]
    return None


def level_before(said: Said) -> Said | None:
    """Last year's level of the thing, in the same paragraph; spent or planned as the base says.

    Of the same thing as this year's level, where that is there. One that the change follows
    without a mark is meant (比年初预算5.00万元减少), whatever it is of.
    """
    joined = _joined(said)
    if joined is not None:
        return joined
    base = said.statement.base
    spent = bool(_EXECUTED.search(base))
    known = spent or "预算" in base
    same = [
        level
        for level in said.part.levels
        if level.start < said.start
        and level.phase is Phase.PRIOR
        and level.statement.subject in subjects_of(said)
    ]
    now = level_now(said)
    if now is not None:
        same = [level for level in same if level.statement.subject == now.statement.subject]
    fitting = [s for s in same if bool(_EXECUTED.search(s.statement.measure)) is spent]
    chosen = fitting if known and fitting else same
    return chosen[-1] if chosen else None


def _joined(said: Said) -> Said | None:
    """The level of last year, or of the plan, that a change follows without a mark between."""
    before = [level for level in said.part.levels if level.start < said.start]
    if not before or before[-1].phase is Phase.CURRENT:
        return None
    last = before[-1]
    between = said.part.text[last.start + len(last.statement.figure.text) : said.start]
    known = last.statement.subject in subjects_of(said) and not _MARKS.search(between)
    return last if known else None


def change_beside(said: Said) -> Said | None:
    """The amount of change that a rate restates: the nearest one before it of the same subject."""
    before = [
        other
        for other in said.part.said
        if other.role is Role.CHANGE
        and other.start < said.start
        and other.statement.subject == said.statement.subject
    ]
    return before[-1] if before else None


def levels_elsewhere(facts: Facts, said: Said) -> list[Term]:
    """This year's level from the tables or the section, where the paragraph does not print it."""
    terms = cells(facts).of(said.thing)
    if terms:
        return terms[:1]
    near = [
        level
        for level in story(facts).amounts
        if level.phase is Phase.CURRENT and level.part.scope == said.part.scope
    ]
    same = [level for level in near if level.statement.subject == said.statement.subject]
    if said.thing.kind not in ("", "name"):
        same += [level for level in near if is_alike(level.thing, said.thing)]
    totals = [level for level in near if is_same_total(level.thing, said.thing)]
    if said.thing.side == BOTH:
        totals += [level for level in said.part.levels if _is_side_of(level.thing, said.thing)]
    if len({level.value for level in totals}) == 1:
        same += totals
    return [level.term for level in same[:1]]


def _is_side_of(side: Thing, both: Thing) -> bool:
    """Whether one is 收入总计 or 支出总计 where the other is 收、支总计."""
    return side.kind in TOTALS and side.sure and side.side != "" and side.fund == both.fund


class Unchanged(msgspec.Struct, frozen=True):
    """A comparison without a number (与上年持平): the thing, and where it is said."""

    part: Part
    thing: Thing
    subject: str
    start: int
    end: int
    base: str


_UNCHANGED: "WeakKeyDictionary[Part, list[Unchanged]]" = WeakKeyDictionary()


def unchanged(part: Part) -> list[Unchanged]:
    """Every 持平 and 相同 of a paragraph with the thing it is said of."""
    known = _UNCHANGED.get(part)
    if known is None:
        known = _UNCHANGED[part] = _read_unchanged(part)
    return known


def _read_unchanged(part: Part) -> list[Unchanged]:
    found = []
    for match in vocabulary().unchanged.finditer(part.text):
        subject = _subject_before(part, match.start())
        if subject:
            found.append(
                Unchanged(
                    part,
                    thing_of_words(subject, part.scope),
                    subject,
                    match.start(),
                    match.end(),
                    match["base"] or "",
                )
            )
    return found


def _subject_before(part: Part, position: int) -> str:
    """The words of the clause before it, else the subject of the amount before it."""
    clause_start = max(part.text.rfind(mark, 0, position) for mark in "，。；：、,;:") + 1
    words = part.text[clause_start:position].strip()
    within = [said for said in part.said if clause_start <= said.start < position]
    if within:
        return within[-1].statement.subject
    if len(words) >= 3 and not ONLY_MEASURE.fullmatch(words):
        return words
    outside = re.sub(_BRACKETED, lambda found: " " * len(found[0]), part.text[:position])
    before = [s for s in part.levels if s.start < position and outside[s.start] != " "]
    return before[-1].statement.subject if before else ""
