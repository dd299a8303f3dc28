"""The bodies of a department and their head counts (机构设置、人员编制)."""

import re
from collections.abc import Iterator
from functools import lru_cache

from mingzhang.disclosure import NarrativeParagraph, Organisation, OrganisationBody, Statement
from mingzhang.model import Figure, Place
from mingzhang.recognition.narrative.labels import match_label
from mingzhang.recognition.narrative.vocabulary import Vocabulary, any_of, vocabulary

_PEOPLE = frozenset(("人", "名"))
_SEPARATOR = re.compile(r"[、；;]|(?<![（(])[，,]|和(?=[^（）]{3,})")
_QUOTE = str.maketrans("", "", '“”"「」')
_KIND = re.compile(
    r"为[^，。；]{0,8}?(?P<kind>(?:[正副]?[处科局厅股]级)?[^，。；]{0,6}?(?:单位|机关|机构))"
)
_NATURE = re.compile(r"[（(](?:下属)?(?P<kind>[^（）()]*?单位|行政|参公|公益[一二]类)[）)]$")
_SECTION = re.compile(r"机构|单位构成|部门构成|人员|编制(?!说明)|基本(?:情况|概况)$")
_MAX_NAME = 45
_MAX_OFFICE = 20


def read_organisation(
    paragraphs: list[NarrativeParagraph], statements: list[Statement]
) -> Organisation:
    """The bodies named in the sections on organisation, and who works there.

    Head counts before the first named body, or before 其中, are those of the whole department.
    """
    reading = _Reading()
    by_paragraph: dict[int, list[Statement]] = {}
    for statement in statements:
        if statement.kind == "count" and statement.figure.unit in _PEOPLE:
            by_paragraph.setdefault(statement.paragraph, []).append(statement)
    for paragraph in _about_organisation(paragraphs):
        if paragraph.heading:
            reading.read_heading(paragraph)
        else:
            reading.read(paragraph, by_paragraph.get(paragraph.index, []))
    return reading.result()


def _about_organisation(paragraphs: list[NarrativeParagraph]) -> Iterator[NarrativeParagraph]:
    """The paragraphs under a heading on organisation, also one below the section's own."""
    heading = ""
    for paragraph in paragraphs:
        if paragraph.heading:
            heading = paragraph.text
        if _SECTION.search(paragraph.section) or _SECTION.search(heading):
            yield paragraph


class _Reading:
    """What was found so far; counts belong to the body named last."""

    def __init__(self) -> None:
        self.words: Vocabulary = vocabulary()
        self.bodies: dict[str, Place] = {}
        self.kinds: dict[str, str] = {}
        self.counts: dict[str, dict[str, Figure]] = {}
        self.headcount: dict[str, Figure] = {}
        self.offices: tuple[str, ...] = ()
        self.listing = False

    def read_heading(self, paragraph: NarrativeParagraph) -> None:
        """A line "1. 某局本部" without a full stop looks like a heading; others end the list."""
        self.listing = self.listing and _body_name().search(paragraph.text) is not None
        self._listed_line(paragraph.text, paragraph.at)

    def read(self, paragraph: NarrativeParagraph, people: list[Statement]) -> None:
        text = paragraph.text
        self._lists(text, paragraph.at)
        self._listed_line(text, paragraph.at)
        named = self._named(text, paragraph.at) if people else []
        for statement in people:
            self._count(statement, text, named)

    def _lists(self, text: str, at: Place) -> None:
        for found in _list_pattern().finditer(text):
            names = [name for name in _names(found["names"]) if name]
            if found["offices"]:
                self.offices = self.offices or tuple(names)
                continue
            for name in names:
                if _body_name().search(name):
                    self._body(name, at)
        counted = _counted_offices().search(text) if not self.offices else None
        if counted is not None and not counted["names"].rstrip().endswith("等"):
            names = _names(counted["names"])
            if len(names) > 1 and all(len(name) <= _MAX_OFFICE for name in names):
                self.offices = tuple(names)
        if text[-1] in "：:":
            self.listing = any(word in text[-24:] for word in self.words.body_lists) or (
                "单位" in text or "机构" in text
            )

    def _listed_line(self, text: str, at: Place) -> None:
        """ "1. 某局（本部）。" under "具体包括："."""
        label = match_label(text)
        if not self.listing or label is None:
            return
        name = text[label[2] :].rstrip("。；;， ")
        if len(name) <= _MAX_NAME and not set(name) & set("，。：；"):
            self._body(name, at)

    def _body(self, name: str, at: Place) -> str:
        nature = _NATURE.search(name)
        name = name.translate(_QUOTE).strip()
        if nature is not None:
            name = name[: nature.start()]
            self.kinds.setdefault(name, nature["kind"])
        self.bodies.setdefault(name, at)
        return name

    def _named(self, text: str, at: Place) -> list[tuple[int, str]]:
        """(position, name) of the bodies whose own head counts the text gives."""
        named: list[tuple[int, str]] = []
        for found in _subject_pattern().finditer(text):
            name = self._body(found["name"], at)
            kind = _KIND.match(text, found.end("name"))
            if kind is not None:
                self.kinds.setdefault(name, kind["kind"])
            named.append((found.start("name"), name))
        return named

    def _count(self, statement: Statement, text: str, named: list[tuple[int, str]]) -> None:
        start = statement.figure.at.start or 0
        label = self._label(statement, text, start)
        if not label:
            return
        owner = next((name for at, name in reversed(named) if at < start), None)
        counts = self.headcount if owner is None else self.counts.setdefault(owner, {})
        counts.setdefault(label, statement.figure)

    def _label(self, statement: Statement, text: str, start: int) -> str:
        """编制, 实有, 退休 or 编外 by the words right before the number."""
        before = text[max(0, start - 14) : start]
        for mark in "，。；：、":
            before = before.rpartition(mark)[2]
        best, at = "", -1
        for label, words in self.words.headcount.items():
            for word in words:
                position = before.rfind(word)
                if position >= 0 and position + len(word) > at:
                    best, at = label, position + len(word)
        return best

    def result(self) -> Organisation:
        bodies = tuple(
            OrganisationBody(
                name,
                at,
                self.counts.get(name, {}).get("编制"),
                self.counts.get(name, {}).get("实有"),
                self.counts.get(name, {}).get("退休"),
                self.kinds.get(name, ""),
            )
            for name, at in self.bodies.items()
        )
        return Organisation(bodies, self.offices, self.headcount)


def _names(text: str) -> list[str]:
    """Split a list of names; marks inside brackets do not split."""
    names, depth, start = [], 0, 0
    for found in re.finditer(r"[（(）)、，,；;]|以及|和(?=[^、，；]{4,}$)", text):
        sign = found.group()
        if sign in "（(":
            depth += 1
        elif sign in "）)":
            depth -= 1
        elif depth <= 0:
            names.append(text[start : found.start()].strip())
            start = found.end()
    names.append(text[start:].strip())
    return [name.rstrip("等") for name in names if name]


@lru_cache(maxsize=1)
def _list_pattern() -> re.Pattern[str]:
    words = vocabulary()
    return re.compile(
        rf"(?:(?P<offices>{any_of(words.office_lists)})|{any_of(words.body_lists)})"
        r"[^：:。，；]{0,12}[，,]?(?:分别)?(?:包括|为|有|是|如下)?[：:](?P<names>[^。；：\n]+)"
    )


@lru_cache(maxsize=1)
def _counted_offices() -> re.Pattern[str]:
    """ "设有4个科室，包括办公室、…", "内设3个机构处室，分别为…"."""
    return re.compile(
        r"(?:内设|设有|设置|设)(?:\d+|[一二三四五六七八九十]{1,3})个?(?:内设|职能|业务|综合|行政)*"
        r"(?:机构|科室|处室|股室|部门|科|处|股)+[，,：:]*(?:分别|主要)?(?:为|是|包括|有)[：:]?"
        r"(?P<names>[^。；：\n]+)"
    )


@lru_cache(maxsize=1)
def _body_name() -> re.Pattern[str]:
    words = vocabulary()
    ending, headquarters = any_of(words.body_endings), any_of(words.headquarters)
    return re.compile(rf"(?:{ending})(?:[（(]?(?:{headquarters})[）)]?)?(?:[（(][^）)]*[）)])?$")


@lru_cache(maxsize=1)
def _subject_pattern() -> re.Pattern[str]:
    """A body at the head of a clause that goes on about its staff."""
    words = vocabulary()
    ending, headquarters = any_of(words.body_endings), any_of(words.headquarters)
    return re.compile(
        r"(?:^|(?<=[。；：，]))(?:\d+[、.．]|（[一二三四五六七八九十]+）)?(?:其中[：:]?)?(?:下属|所属)?"
        rf"(?P<name>[^，。；：、\d（）]{{2,40}}?(?:{ending})(?:[（(]?(?:{headquarters})[）)]?)?)"
        r"(?=为[^，。；]{0,12}(?:单位|机关)|共?核定|，?(?:人员)?编制|实有|现有)"
    )
