"""What a number is said of (主语): the words between the last mark and the number."""

import re
from functools import lru_cache
from typing import NamedTuple

from mingzhang.recognition.narrative.vocabulary import any_of, vocabulary

_LONGEST = 300
_YEAR = re.compile(r"(?:19|20)\d\d(?=年)")
_BASE = (
    r"(?:按?(?:同|可比)口径)?(?:比|较|与|同|和)(?P<base>(?:上年|上一|去年|前年|同期|年初|预算|决算|调整|全年|计划|当年"
    r"|本年|(?:19|20)\d\d)[^，]{0,20}?)(?:相比较?|比较)?"
)
_TAIL = re.compile(
    r"(?:(?:约为|分别为|合计为|均为|各为|共计|累计|总共|共有|达到|不少于|不超过|不低于|不高于|超过|至少|分别|人民币|[¥￥]"
    r"|(?<![人车批户])均|[为是约达近共即≥≤><=（(“：:])\s?)+$"
)
_FRONT = re.compile(
    r"^(?:(?:[一二三四五六七八九十]{1,2}、|其中|主要包括|包括|另外|以及|其(?!他)|共(?=核定)|共[计有]|[、，和及含）)的则另])[：:，,]?)+"
    r"|^(?:截至|截止)?(?:19|20)\d\d年?度?[，,]?"
)
_PART = re.compile(r"(?:其中|包括|含)[：:，,]?")
_AFTER = re.compile(r"^.*(?:共有|现有|拥有|占有使用|涉及)(?=.)")
_EARLIER = re.compile(r"^[比较](上年|去年|上一年|(?:19|20)\d\d年)度?(?:同期)?([^，。]{0,8})$")
_EARLIER_YEAR = re.compile(r"^(?:比|较|与)(?:(?:19|20)\d\d年|上年|去年)?度?(?:的)?")
_REMARK = re.compile(r"（(?:以|含|不含|包括|按|其中)[^）]*）$")
_EMPTY = frozenset(("共计", "合计", "累计", "共", "总计"))
_QUOTES = str.maketrans("", "", '“”‘’"「」『』')
_COMPARED = re.compile(r"^(?:与|同|和|比|较)(?P<base>.+?)(?:相比较?|比较)$")
_BALANCE = str.maketrans({"(": "（", ")": "）"})


class Lead(NamedTuple):
    """The parsed words before a number; "" where the text names none.

    `noun`: the thing; `measure`: which amount of it; `comparison` and `base`; `period`: a year
    in the words; `own_year`: 本年 or 当年 before the measure; `part`: the words say that it is a
    part (其中, 包括, 含); `within`: that it is one by 包括 or 含.
    """

    noun: str = ""
    measure: str = ""
    comparison: str = ""
    base: str = ""
    period: str = ""
    own_year: str = ""
    part: bool = False
    within: bool = False


_PLACES = "省市区县旗州"
_SHORTEST_NAME = 4


def parse_lead(text: str, publisher: str = "") -> Lead:
    """Take the words before a number apart.

    `publisher` is the department's name, which says nothing about the figure and is cut out, also
    without the place before it. Of words that run on without any mark only the last ones are said of it.
    """
    for name in _names_of(publisher):
        start = text.find(name)
        if start >= 0 and (start == 0 or text[start - 1] not in _PLACES):
            text = text.replace(name, "")
            break
    return _parse(text[-_LONGEST:])


@lru_cache(maxsize=64)
def _names_of(publisher: str) -> tuple[str, ...]:
    """The whole name, then what is left of it behind each place: 某县某镇人民政府, 某镇人民政府."""
    starts = [0, *(at + 1 for at, sign in enumerate(publisher) if sign in _PLACES)]
    return tuple(name for start in starts if len(name := publisher[start:]) >= _SHORTEST_NAME)


@lru_cache(maxsize=8192)
def _parse(text: str) -> Lead:
    text = _TAIL.sub("", text)
    part = _PART.match(text)
    text, comparison, base = _compared(text)
    years = _YEAR.findall(text)
    noun = _inside_bracket(text).translate(_QUOTES)
    noun = _AFTER.sub("", _FRONT.sub("", _FRONT.sub("", noun)))
    noun = _REMARK.sub("", noun)
    earlier = _EARLIER.match(noun)
    if earlier is not None and not comparison:
        when, said = earlier.groups()
        return Lead("", said, "", "", when if when[0] in "上去" else when[:4] + "年")
    measured = _measure().search(noun)
    measure, own_year = "", ""
    if measured is not None:
        measure, own_year = measured["measure"], measured["own"] or ""
        noun = noun[: measured.start()]
    noun = _EARLIER_YEAR.sub("", noun).strip("、，的 ")
    period = years[-1] + "年" if years else _prior(noun)
    return Lead(
        "" if noun in _EMPTY else noun, measure, comparison, base, period, own_year,
        part is not None, part is not None and not part.group().startswith("其中"),
    )  # fmt: skip


def _prior(noun: str) -> str:
    """上年 where the words are of last year; 上年结转 is money of this year."""
    return "上年" if noun.startswith(("上年", "去年")) and "结转" not in noun else ""


def compared_with(clause: str) -> str:
    """The base that a clause of its own names: "与2023年度相比" → "2023年度"."""
    found = _COMPARED.match(clause.strip())
    return found["base"] if found else ""


def _compared(text: str) -> tuple[str, str, str]:
    """(words without the comparison at their end, its verb, its base)."""
    for pattern in _comparisons():
        found = pattern.search(text)
        if found is not None:
            return text[: found.start()], found["verb"], (found["base"] or "").strip("的")
    return text, "", ""


def _inside_bracket(text: str) -> str:
    """After the last bracket that was opened and not closed: "（含外宾接待支出" → inside."""
    text = text.translate(_BALANCE)
    depth = 0
    for position in range(len(text) - 1, -1, -1):
        if text[position] == "）":
            depth += 1
        elif text[position] == "（":
            depth -= 1
            if depth < 0:
                return text[position + 1 :]
    return text


@lru_cache(maxsize=1)
def _comparisons() -> tuple[re.Pattern[str], ...]:
    words = vocabulary()
    level = any_of(words.level_comparison)
    verbs = any_of(words.comparison)
    adverbs = "(?:同比|按?(?:同|可比)口径|总体|共|净|相应|均|略|有所|分别|各|合计)*"
    either = r"(?:（(?:增长|下降|增加|减少)）|/(?:增长|下降|增加|减少))?"
    return (
        re.compile(rf"(?:{_BASE})?(?P<verb>{level})$"),
        re.compile(rf"(?:{_BASE})?{adverbs}(?P<verb>{verbs})(?:了|幅度|比例|的)?{either}$"),
        re.compile(rf"(?:^|{_BASE}){adverbs}(?P<verb>[增减])$"),
        re.compile(
            r"所?(?P<verb>占)(?!用|有|地)(?P<base>[^，]*?)(?:的|(?:总额)?的?比(?:例|重)?)?$"
        ),
        re.compile(r"(?P<verb>完成)(?P<base>[^，]*?)的?$"),
    )


@lru_cache(maxsize=1)
def _measure() -> re.Pattern[str]:
    """An amount word at the end, with the year that stands before it."""
    measures = any_of(vocabulary().measures)
    return re.compile(
        rf"(?:(?:(?:19|20)\d\d|上|全)年度?|(?P<own>[本当]年)度?)?(?P<measure>{measures})$"
    )
