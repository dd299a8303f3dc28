"""What an amount of the narrative is (所指): kind of amount, whose money, income or spending."""

import re
from functools import lru_cache

import msgspec

from mingzhang.checks.facts import plain_name
from mingzhang.checks.narrative.vocabulary import first_match, vocabulary
from mingzhang.disclosure import Statement

INCOME = "income"
EXPENDITURE = "expenditure"
BOTH = "both"
_BOTH_WORDS = re.compile(r"收入支出|收支|收、支|收入、支出")
_FUND_SCOPES = {
    "general": "general_budget",
    "fund": "government_fund",
    "capital": "state_capital",
    "fiscal": "fiscal",
}
_PLACED = frozenset({"total", "current", "amount", "carryover", "closing", "basic", "project"})
SOURCES = frozenset(
    {"special_account", "unit_funds", "operating_income", "service_income", "superior_subsidy",
     "subordinate_payment", "other_income"}
)  # fmt: skip
TOTALS = frozenset({"amount", "total", "current"})
"""Kinds of income or spending as a whole."""
_PATHS = frozenset({"class", "class_path"})
_NO_TABLE = frozenset({"performance", "project", "procurement", "assets", "organisation"})
_BUT_BASIC = re.compile("基本支出除外|(?:不含|除)基本支出")
_NARROW = frozenset({"three_public", "operating", "procurement", "assets"})
"""Sections that tell of less than all income or spending."""
_DEPARTMENT = re.compile(r"部门.*(?:资金|预算)|收入预算|支出预算")
_ONE_UNIT = re.compile(
    r"(?:事业|行政|参公|下属|所属|直属|二级)(?:预算)?单位(?!经营)|本级(?!财政|政府)|机关(?!运行|事业)|本部(?!门)|街道本"
)
ONLY_MEASURE = re.compile(r"(?:年初|全年|调整|当年|本年)*(?:预算|决算|执行|安排)*(?:数|总额|金额)*")
_MAX_REST = 6
_TOPIC_REST = 2


class Thing(msgspec.Struct, frozen=True):
    """What a subject names.

    kind: a key of the vocabulary's things, "name" for other words, "" for none. fund: whole,
    fiscal, general_budget, government_fund, state_capital, or another source of income. side:
    income, expenditure, both.
    name: the plain subject. sure: the subject holds no words beyond the known ones.
    """

    kind: str
    fund: str = "whole"
    side: str = ""
    name: str = ""
    sure: bool = True


def thing_of(statement: Statement, scope: str) -> Thing:
    """Read the subject of a number; `scope` is what its section is about."""
    return _thing(statement.subject, statement.measure, statement.topic, scope)


def thing_of_words(words: str, scope: str) -> Thing:
    """Read words that carry no number of their own ("本年支出合计" in 占本年支出合计的).

    What is left without 基本支出 (基本支出除外) is 项目支出.
    """
    if _BUT_BASIC.search(words):
        words = "项目支出"
    return _thing(words, "", "", scope)


def is_alike(one: Thing, other: Thing) -> bool:
    """Whether both are of one kind; income or spending as a whole also of the same money."""
    return one.kind == other.kind and (other.kind not in TOTALS or is_same_total(one, other))


def is_same_total(one: Thing, other: Thing) -> bool:
    """Whether both are income, or spending, as a whole (总收入, 支出合计) and of the same money."""
    totals = one.kind in TOTALS and other.kind in TOTALS and one.sure and other.sure
    return totals and one.side != "" and (one.fund, one.side) == (other.fund, other.side)


@lru_cache(maxsize=8192)
def _thing(subject: str, measure: str, topic: str, scope: str) -> Thing:
    name = plain_name(subject)
    words = name + measure
    if not words:
        return Thing("")
    kind, matched = _kind(words)
    fund = first_match(vocabulary().funds, words)
    untold = scope in _NO_TABLE or "项目" in words
    if kind == "amount" and untold and not _DEPARTMENT.search(words):
        return Thing("name", fund or "whole", "", name, False)
    sure = kind in _PATHS or _is_clear(kind, name.replace(matched, ""), name, topic, scope)
    if kind not in _PLACED and kind not in _PATHS:
        return Thing(kind or "name", fund or "whole", "", name, sure)
    fund = fund or _inherited_fund(topic, scope)
    side = _side(words, topic, scope, fund)
    if fund in SOURCES and side == EXPENDITURE:
        kind = "name"
    return Thing(kind, fund, side, name, sure)


def _kind(words: str) -> tuple[str, str]:
    """(key of the first pattern found, what it matched)."""
    for key, needed, pattern in vocabulary().things:
        if any(word in words for word in needed) and (found := pattern.search(words)):
            return key, found.group()
    return "", ""


def _is_clear(kind: str, rest: str, name: str, topic: str, scope: str) -> bool:
    """Whether the words, and those of the whole, name the department's amount and no other."""
    if kind in TOTALS and name.startswith("其他"):  # the class 其他支出合计, no total of all
        return False
    if _ONE_UNIT.search(name) or _ONE_UNIT.search(topic) or not _is_sure(rest, _MAX_REST):
        return False
    if kind not in _PLACED:
        return True
    bare = _is_bare(kind, name, scope)
    return not bare and _is_sure(name, 0) and _is_sure(plain_name(topic), _TOPIC_REST)


def _inherited_fund(topic: str, scope: str) -> str:
    """The fund of the whole it is a part of, else of the section."""
    fund = first_match(vocabulary().funds, plain_name(topic)) if topic else ""
    if fund and fund not in SOURCES:
        return fund
    return _FUND_SCOPES.get(scope, "whole")


def _side(words: str, topic: str, scope: str, fund: str) -> str:
    if _BOTH_WORDS.search(words):
        return BOTH
    for text in (words, topic):
        income, spending = "收入" in text, "支出" in text
        if income != spending:
            return INCOME if income else EXPENDITURE
    if fund in SOURCES:
        return INCOME
    if scope in (INCOME, EXPENDITURE):
        return scope
    return INCOME if "拨款" in words or _BOTH_WORDS.search(topic) else ""


def _is_bare(kind: str, name: str, scope: str) -> bool:
    """An amount without a name ("年初预算数") is told by its section only."""
    if kind != "amount" or scope in (INCOME, EXPENDITURE):
        return False
    return bool(ONLY_MEASURE.fullmatch(name)) or (scope in _NARROW and name in ("收入", "支出"))


def _is_sure(name: str, most: int) -> bool:
    """Whether at most so many characters are left beside the known words."""
    return len(vocabulary().known_words.sub("", name)) <= most
