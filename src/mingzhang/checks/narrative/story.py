"""The narrative as the rules read it (说明的含义): every number with its role, thing and scope."""

import re
from enum import Enum
from functools import cached_property, lru_cache

import msgspec

from mingzhang.checks.facts import Facts
from mingzhang.checks.narrative.things import Thing, thing_of
from mingzhang.checks.narrative.vocabulary import first_match, vocabulary
from mingzhang.disclosure import NarrativeParagraph, Statement
from mingzhang.model import Term
from mingzhang.recognition.narrative.labels import match_label

_PRIOR = re.compile(r"上年|去年|上一年")
_OWN_SECTIONS = frozenset(
    {"three_public", "operating", "procurement", "performance", "assets", "general", "fund",
     "capital", "fiscal", "basic", "income", "expenditure"}
)  # fmt: skip
_RUN_IN_SECTIONS = frozenset(
    {"three_public", "operating", "procurement", "service_purchase", "performance", "assets"}
)
_RUN_IN = re.compile(r"\s*([^。：:，,；;\d]{2,24})[。：:]")
_OWN_OFFICE = re.compile(r"(?:本级|本部|机关)$")
_MONEY = "amount"
_SENTENCE = 12
_REASON_ENDS = re.compile(
    "[。；;]|[，,](?=[一二三四五六七八九十]{1,2}、(?![一二三四五六七八九十]))"
)
_PATH_HEAD = re.compile(r"^.*[（(][类款][）)](?=.*[（(][款项][）)])")


class Role(Enum):
    """What a number does in its sentence."""

    LEVEL = "level"
    CHANGE = "change"
    RATE = "rate"
    SHARE = "share"
    COMPLETION = "completion"
    LIMIT = "limit"
    COUNT = "count"
    PLAIN = "plain"


class Phase(Enum):
    """Which year and stage a level is of."""

    CURRENT = "current"
    PLANNED = "planned"
    PRIOR = "prior"


class Said(msgspec.Struct, eq=False):
    """One number of the narrative with its meaning.

    `sign`: 1 for 增加, -1 for 减少, 0 else. `reason`: it stands in a sentence that explains.
    `start`: where it begins in its paragraph.
    """

    statement: Statement
    part: "Part"
    role: Role
    thing: Thing
    phase: Phase
    sign: int
    reason: bool
    term: Term
    start: int

    @property
    def short(self) -> Term:
        """The same figure under a name without its section, for sums."""
        return Term(f"“{_words(self.statement)}”", self.statement.figure)

    @property
    def value(self) -> int:
        """In millionths of the base unit."""
        return self.statement.figure.value


class Part(msgspec.Struct, eq=False, weakref=True):
    """One paragraph of the narrative: its scope by the headings above it, and its numbers.

    `levels`: the amounts that are no change, in printed order. `of_unit`: a heading names one
    of the department's units. `section`: the headings down to the first one of this scope.
    """

    paragraph: NarrativeParagraph
    text: str
    scope: str
    headings: tuple[str, ...]
    of_unit: bool = False
    section: tuple[str, ...] = ()
    said: list[Said] = []
    levels: list[Said] = []


class Story:
    """The whole narrative by paragraphs; made once a document."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.year = facts.disclosure.year
        self.is_final = facts.disclosure.kind == "final_accounts"
        self.parts = self._parts()

    def _parts(self) -> list[Part]:
        by_paragraph = self.facts.statements_by_paragraph
        parts: list[Part] = []
        headings: dict[int, str] = {}
        for paragraph in self.facts.disclosure.narrative:
            level, title = paragraph.heading, paragraph.text
            if not level:
                level, title = _run_in(paragraph.text)
            if level:
                headings = {depth: text for depth, text in headings.items() if depth < level}
                headings[level] = title
            chain = tuple(headings[depth] for depth in sorted(headings))
            scope, section = _scope(chain)
            of_unit = self._of_unit(chain)
            part = Part(paragraph, paragraph.text, scope, chain, of_unit, section)
            if statements := by_paragraph.get(paragraph.index):
                part.said = self._said(part, statements)
                part.levels = [said for said in part.said if said.role is Role.LEVEL]
            parts.append(part)
        return parts

    def _of_unit(self, headings: tuple[str, ...]) -> bool:
        return any(
            _OWN_OFFICE.search(heading) or any(name in heading for name in self.units)
            for heading in headings
        )

    @cached_property
    def units(self) -> tuple[str, ...]:
        """The names of the bodies below the department."""
        own = self.facts.disclosure.department.name
        bodies = self.facts.disclosure.organisation.bodies
        return tuple(body.name for body in bodies if body.name and body.name not in own)

    def _said(self, part: Part, statements: list[Statement]) -> list[Said]:
        reasons = _reasons(part.text)
        periods: dict[str, str] = {}
        found = []
        for statement in statements:
            role = _role(statement)
            if role is None:
                continue
            start = statement.figure.at.start or 0
            period = statement.period or periods.get(statement.topic, "")
            periods[statement.subject] = period
            found.append(
                Said(
                    statement,
                    part,
                    role,
                    self._thing(statement, part),
                    self._phase(statement, period),
                    _sign(statement.comparison),
                    any(begin < start < end for begin, end in reasons),
                    Term(_label(part, statement), statement.figure),
                    start,
                )
            )
        return found

    def _thing(self, statement: Statement, part: Part) -> Thing:
        """What a number is; in the section of one unit nothing is the department's for sure."""
        thing = thing_of(statement, part.scope)
        if statement.note == "部分" or part.of_unit:
            return msgspec.structs.replace(thing, sure=False)
        return thing

    def _phase(self, statement: Statement, period: str) -> Phase:
        """`period`: that of the number, else of the whole it is a part of."""
        words = vocabulary()
        if self.is_final and statement.measure in words.planned_measures:
            return Phase.PLANNED
        if _PRIOR.search(period):
            return Phase.PRIOR
        if period and self.year and period[:4] != str(self.year):
            return Phase.PRIOR
        if statement.measure in words.executed_measures and not self.is_final:
            return Phase.PRIOR
        budget = self.is_final and statement.measure in ("预算", "预算数")
        return Phase.PLANNED if budget else Phase.CURRENT

    @cached_property
    def amounts(self) -> list[Said]:
        """The amounts of this year (and this year's budget), reasons and thresholds left out."""
        return [
            said
            for part in self.parts
            for said in part.said
            if said.role is Role.LEVEL and said.phase is not Phase.PRIOR and not said.reason
        ]

    @cached_property
    def has_text(self) -> bool:
        """Whether anything beside headings and the glossary was read."""
        return any(
            part.scope != "glossary" and not part.paragraph.heading and len(part.text) >= _SENTENCE
            for part in self.parts
        )

    def in_scope(self, *scopes: str) -> list[Part]:
        """The paragraphs whose nearest telling heading is about one of these."""
        return [part for part in self.parts if part.scope in scopes and not part.paragraph.heading]

    @property
    def body(self) -> list[Part]:
        """All paragraphs that are no heading."""
        return [part for part in self.parts if not part.paragraph.heading]


def story(facts: Facts) -> Story:
    """The narrative of a document, read once."""
    return facts.once(Story)


def _run_in(text: str) -> tuple[int, str]:
    """(depth, words) of a heading that its text follows ("（二）“三公”经费：2024年…"), (0, "") of
    none that opens a section of its own.
    """
    label = match_label(text)
    title = _RUN_IN.match(text, label[2]) if label is not None else None
    if label is None or title is None:
        return 0, ""
    opens = first_match(vocabulary().scopes, title[1]) in _RUN_IN_SECTIONS
    return (label[0], title[1]) if opens else (0, "")


@lru_cache(maxsize=512)
def _scope(headings: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """(scope by the nearest heading that says what it is about, headings down to the first such).

    总体情况 below 一般公共预算, “三公”经费 and the like says nothing new.
    """
    scopes = [first_match(vocabulary().scopes, heading) for heading in headings]
    own = [one for one in scopes if one in _OWN_SECTIONS]
    scope = next((one for one in reversed(scopes) if one and not (own and one == "whole")), "")
    return scope, headings[: scopes.index(scope) + 1] if scope else ()


def _role(statement: Statement) -> Role | None:
    kind, comparison = statement.kind, statement.comparison
    if statement.note == "界限":
        return Role.LIMIT
    if kind == _MONEY:
        return Role.CHANGE if _sign(comparison) else Role.LEVEL
    if kind == "percentage" or statement.note:
        if comparison in ("占", "完成"):
            return Role.SHARE if comparison == "占" else Role.COMPLETION
        return Role.RATE if _sign(comparison) else Role.PLAIN
    if kind in ("count", "area"):
        return Role.COUNT
    return Role.PLAIN if kind == "other" else None


def _sign(comparison: str) -> int:
    words = vocabulary()
    if comparison in words.up:
        return 1
    return -1 if comparison in words.down else 0


def _reasons(text: str) -> list[tuple[int, int]]:
    """Where sentences explain: from 原因 to the end of the sentence, or to the next item."""
    spans = []
    for found in vocabulary().reason.finditer(text):
        end = _REASON_ENDS.search(text, found.end())
        spans.append((found.end(), end.start() if end else len(text)))
    return spans


def _label(part: Part, statement: Statement) -> str:
    section = part.paragraph.section
    where = f"说明“{section}”中的" if section else "说明文字中的"
    return f"{where}“{_words(statement)}”"


def _words(statement: Statement) -> str:
    """How messages call a number: its subject (of a class path the last part), what it does."""
    words = _PATH_HEAD.sub("", statement.subject)
    words += statement.measure if statement.kind == _MONEY else ""
    if statement.comparison and statement.comparison not in words:
        words += "占比" if statement.comparison == "占" else statement.comparison
    return words or "数字"
