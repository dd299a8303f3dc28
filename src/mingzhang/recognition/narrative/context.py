"""What a sentence is about while its numbers go by (上下文): whole, parts, class, base."""

import re

from mingzhang.recognition.narrative.leads import Lead, compared_with, parse_lead
from mingzhang.recognition.narrative.vocabulary import any_of, vocabulary

_SIDES = frozenset(("收入", "支出"))
_SHARES = frozenset(("占", "完成"))
_CHANGES = ("增加", "减少", "增长", "下降", "上升", "降低", "提高")
_PARTS = re.compile(any_of(vocabulary().part_markers))
_WITHIN = re.compile(r"(?P<whole>[^“”]{4,}|.*”.*)中$")
_TIME = re.compile(r"(?:过程|阶段|期间|当|年度|工作)$")
"""预算执行过程中 is a time, and nothing that has parts."""
_CLASS_PATH = re.compile(r"[（(][类款项][）)]")
_TELLING = re.compile(rf"(?:相比较?|比较|中|{any_of(_CHANGES)}|[（(][类款项][）)])$")
_WHOLE = re.compile(r"(?:总计|合计|总额|总预算|总决算|总支出|总收入)$")
_ASIDE = re.compile(r"(?:差[值额]|相差|[人车批]均)")
"""Worked out of what was named before, and nothing that has parts."""
_HEAD = re.compile(r"(?![与同较比])(?!.*(?:原因|说明|如下|注|附|是)$)[^，；]{2,20}$")
_TITLE = re.compile(r"(?:[^，,；;：:（(]|[（(][^）)]{1,4}[）)]){2,24}$")
_OTHER_HALF = {"基本支出": "项目支出", "人员经费": "公用经费"}
_SENTENCE_ENDS = "。！？!?"
_MAX_REASON = 20
_MAX_PATH = 120


class Context:
    """The thing the next number is said of, when its own words do not say.

    `entity` is the thing named last, `whole` the one whose parts are listed, `item` the class
    (类款项) that a list item is about. `_listed`: the parts are listed with commas, so a change
    after the last one is that of the whole ("其中：甲1元，乙2元，比上年增加…"). `_outer`: the whole
    whose list goes on behind a list within it. `_half`: a part whose counterpart may begin the
    next sentence, and their whole. `labelled`: the text is an item of a numbered list.
    """

    __slots__ = (
        "_base",
        "_brackets",
        "_half",
        "_kept",
        "_listed",
        "_mark",
        "_outer",
        "_parted",
        "_placed",
        "_publisher",
        "_topic",
        "_whole",
        "entity",
        "item",
        "labelled",
    )

    def __init__(self, publisher: str) -> None:
        self._publisher = publisher
        self.entity = ""
        self.item = ""
        self.labelled = False
        self._whole = ""
        self._topic = ""
        self._outer = ""
        self._base = ""
        self._kept = ""
        self._half = ("", "")
        self._mark = ""
        self._parted = False
        self._listed = False
        self._brackets: list[tuple[str, int, tuple[str, str, bool]]] = []
        self._placed = 0

    def begin_item(self, path: str) -> None:
        """The paragraph is about a class that a line above it names."""
        self.item = self.entity = self._whole = parse_lead(path, self._publisher).noun

    def bracket_opens(self) -> None:
        """Remember what was spoken of before a bracket."""
        listed = self._topic, self._outer, self._parted
        self._brackets.append((self.entity, self._placed, listed))

    def bracket_closes(self) -> None:
        """After a bracket with numbers the sentence goes on about what stood before it."""
        if self._brackets:
            entity, placed, listed = self._brackets.pop()
            if placed != self._placed:
                self.entity, self._listed = entity, False
                self._topic, self._outer, self._parted = listed

    def place(self, kind: str, lead: Lead) -> tuple[str, str, Lead]:
        """(subject, topic, lead) of a number by its own words or those of the numbers before it.

        "其中：甲9元，包括乙8元，丙…": 乙 alone is a part of 甲; after 其中 all that follows is.

        The lead comes back with the base that an earlier clause named.
        """
        self._placed += 1
        noun = lead.noun
        if self._half[1] and not self._parted and noun == _OTHER_HALF.get(self._half[0]):
            self._topic, self._parted = self._half[1], True
        if lead.part and not self._parted:
            self._open_part(nested=False)
        elif lead.part and noun and self.entity not in ("", self._topic):
            if lead.within:
                return noun, self.entity, lead
            self._open_part(nested=True)
        if not noun and lead.measure and (not self.entity or self._is_part_of_year(lead)):
            noun = lead.own_year + lead.measure
            lead = lead._replace(measure="")
        if noun and kind != "count" and noun not in _SIDES and self.entity.endswith(noun):
            noun = ""
        if noun and lead.comparison != "占" and not _ASIDE.match(noun):
            self._enter(noun, kind)
        elif not noun and self._listed and lead.comparison and lead.comparison not in _SHARES:
            self.entity, self._parted, self._listed = self._topic, False, False
        if lead.comparison and self._base and not lead.base:
            lead = lead._replace(base=self._base)
        topic = self._topic if self._parted else self.item
        subject = noun or self.entity
        return subject, topic if topic != subject else "", lead

    def _is_part_of_year(self, lead: Lead) -> bool:
        """ "其中：本年预算安排": a part of the total, no measure of the thing named before."""
        return self._parted and lead.own_year != "" and not self.item

    def clause_ends(self, clause: str, mark: str) -> None:
        """A mark comes: what the clause before it says about the numbers to come."""
        self._mark = mark
        if mark in _SENTENCE_ENDS:
            whole = self._topic if self._parted else ""
            if self._listed:
                self.entity = self._topic
            self._parted = self._listed = False
            self._base = self._outer = ""
            if self._kept:
                self.entity, self._kept = self._kept, ""
            self._half = self.entity, whole
            self._remember_item(clause)
            self._remember_title(clause)
        elif mark in "；;" and self._outer and self._listed:
            self._topic, self._outer, self._listed = self._outer, "", False
        elif mark in "：:" and _PARTS.search(clause, max(0, len(clause) - 12)):
            self._open_part(nested=self._parted and "其中" in clause)
        elif mark in "，," and clause.endswith("其中"):
            self._open_part(nested=self._parted)
        elif mark in "：:" and not self.entity and _HEAD.match(clause):
            self.entity = self._whole = self._topic = parse_lead(clause, self._publisher).noun
            self._parted = bool(self._topic)
        elif mark in "，,：:" and _TELLING.search(clause):
            self._tell(clause.strip(), mark)

    def _enter(self, noun: str, kind: str) -> None:
        """A new thing is spoken of."""
        if _CLASS_PATH.search(noun):
            self.item = noun
        if self._parted and _WHOLE.search(noun):
            self._parted = False
        self.entity = noun
        if not self._parted and (kind == "amount" or not self._whole):
            self._whole = noun
        self._listed = self._parted and self._mark in ("，", ",", "、")

    def _open_part(self, nested: bool) -> None:
        self._outer = self._topic if nested else ""
        self._topic = (self.entity if nested else self._whole) or self._whole or self.entity
        self._parted, self._listed = True, False
        self._mark = "："

    def _tell(self, clause: str, mark: str) -> None:
        """A clause without a number: a base, a reason, the whole of the parts to come."""
        base = compared_with(clause)
        if base:
            self._base = base
            return
        if mark in "，," and clause.endswith(_CHANGES):
            self._because(clause)
            return
        within = _WITHIN.match(clause)
        if within is None or _TIME.search(within["whole"]):
            self._remember_item(clause)
            return
        self._topic = parse_lead(within["whole"], self._publisher).noun or self.entity
        self._parted, self._mark = True, "："

    def _because(self, clause: str) -> None:
        """ "项目支出增加，较上年增加…": the reason names what the next number is about."""
        noun = parse_lead(clause, self._publisher).noun
        if noun and len(noun) <= _MAX_REASON:
            self._kept = self._kept or self.entity
            self.entity = noun

    def _remember_title(self, clause: str) -> None:
        """ "2．公务接待费。2025年预算数5.00万元": a heading that its text follows."""
        if self.labelled and not self._placed and not self.entity and _TITLE.match(clause):
            self.entity = self._whole = parse_lead(clause, self._publisher).noun

    def _remember_item(self, clause: str) -> None:
        if not self.item and len(clause) < _MAX_PATH and _CLASS_PATH.search(clause):
            self.item = self.entity = parse_lead(clause, self._publisher).noun
