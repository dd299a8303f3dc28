"""目录、年份、文号、公开时限：what the narrative refers to."""

import re
from collections.abc import Iterator
from datetime import date

from mingzhang.checks.engine import rule
from mingzhang.checks.facts import Facts, NotApplicable, Undetermined, plain_name
from mingzhang.checks.narrative.binding import cells
from mingzhang.checks.narrative.claims import narrative
from mingzhang.checks.narrative.story import Phase
from mingzhang.checks.narrative.texts import running_texts
from mingzhang.checks.narrative.wording import around
from mingzhang.checks.trials import holds
from mingzhang.model import Severity, Trial
from mingzhang.recognition.vocabulary import HAN

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?=年)")
_BASE_YEAR = re.compile(
    r"(?:比|较|与|同)((?:19|20)\d\d)年度?(?:预算|决算|年初|相比|增加|减少|增长|下降|持平)"
)
_OWN_TITLE = re.compile(
    r"(?:部门|单位)(?:预算|决算)|(?:预算|决算)(?:总体)?(?:情况)?(?:的)?(?:说明|总表|表)"
)
_LABEL = re.compile(
    r"^(?:第[一二三四五六七八九十\d]+部分|[一二三四五六七八九十]+[、.．]"
    r"|[（(][一二三四五六七八九十\d]+[）)]、?|\d{1,3}[.．、)）]|表(?:[一二三四五六七八九十]+|\d{1,2}(?!\d)))[：:\s]*"
)
_PLAIN_TITLE = re.compile(
    r"(?:19|20)\d\d年度?|本?部门|本?单位|[的、，,：:（）()\s“”\"]|情况|说明|预算|决算"
)
_DOCUMENT_NUMBER = re.compile(
    r"(?P<open>[〔【\[（(])(?P<year>(?:19|20)\d\d)[〕】\]）)]第?(?P<number>\d+)号"
)
_AGENCY = re.compile(rf"{HAN}+$")
_LONGEST_AGENCY = 6
_DOUBLED = re.compile(rf"({HAN})\1")
_APPROVED = re.compile(r"((?:19|20)\d\d)年(\d{1,2})月(\d{1,2})日[^。]{0,20}批[复准]")
_PUBLISHED = re.compile(
    r"(?:公开|发布)(?:时间|日期)[：:]\s*((?:19|20)\d\d)年(\d{1,2})月(\d{1,2})日"
)
_PUBLISH_DAYS = 20


@rule(
    "B36",
    "年份一致",
    "标题和各部分的年份是文本的年度，比较的年份是上一年。",
    law=("数据质量",),
    remedy="改正年份，可能沿用了上年的文本。",
)
def years(facts: Facts) -> Iterator[Trial]:
    """标题年份 = 文本年度；比较年份 = 文本年度 − 1；本年数的年份 = 文本年度"""
    told = narrative(facts)
    year = facts.disclosure.year
    if year is None:
        raise Undetermined("没有读到文本的年度。")
    for part in told.parts:
        if part.paragraph.heading:
            for match in _YEAR.finditer(part.text):
                note = f"标题“{part.text}”的年份与{year}年度的文本不符。"
                own = _OWN_TITLE.search(part.text) is not None
                level = None if own else Severity.WARNING
                before = not own and not told.is_final and "决算" in part.text
                right = int(match[1]) in {year, year - before}
                yield holds(right, note, places=(part.paragraph.at,), severity=level)
            continue
        for match in _BASE_YEAR.finditer(part.text):
            spot = around(part.text, match.start(), match.end())
            note = f"“{spot}”比较的年份是{match[1]}年，{year}年度应与{year - 1}年比较。"
            allowed = {year - 1}
            if told.is_final and match.group().endswith(("预算", "年初")):
                allowed.add(year)
            elif not told.is_final and "决算" in match.group():
                allowed.add(year - 2)
            right = int(match[1]) in allowed
            yield holds(right, note, places=(part.paragraph.at,))
    yield from _left_from_last_year(facts)


def _left_from_last_year(facts: Facts) -> Iterator[Trial]:
    """An amount under another year that is this year's figure to the last place."""
    finder = cells(facts)
    for part in narrative(facts).parts:
        current = {s.thing.kind for s in part.levels if s.phase is Phase.CURRENT}
        for said in part.levels:
            period = said.statement.period
            if said.phase is not Phase.PRIOR or not period[:4].isdigit() or not said.value:
                continue
            terms = finder.of(said.thing) if said.thing.sure else []
            if said.thing.kind in current or not terms:
                continue
            same = terms[0].figure is not None and terms[0].value == said.value
            note = f"{said.term.label}写的是{period}，金额却等于本年的数，年份可能没有更新。"
            yield holds(not same, note, said.term, severity=Severity.WARNING)


@rule(
    "B37",
    "目录与正文",
    "目录所列的各部分在正文中都有。",
    severity=Severity.WARNING,
    law=("数据质量",),
    remedy="按正文改正目录，或补写缺少的部分。",
)
def contents(facts: Facts) -> Iterator[Trial]:
    """目录.标题 ⊆ 正文.标题 ∪ 表的标题"""
    told = narrative(facts)
    titles = facts.disclosure.contents
    if not titles:
        raise NotApplicable("文本没有目录。")
    printed = {_core(part.text) for part in told.parts if len(part.text) < 80}
    printed |= {_core(table.title) for table in facts.disclosure.tables if table.title}
    unknown = any(
        t.subject is None and any(r.values for r in t.rows) for t in facts.disclosure.tables
    )
    whole = "\n".join(sorted(printed))
    for title in titles:
        core = _core(title)
        if len(core) < 2 or unknown:
            continue
        found = core in printed or core in whole
        yield holds(found, f"目录列有“{title}”，正文中没有找到。")
    yield holds(True, "")


def _core(title: str) -> str:
    return _PLAIN_TITLE.sub("", _LABEL.sub("", plain_name(title)))


@rule(
    "B42",
    "引用的文号",
    "文号写成“机关代字〔年份〕序号号”，年份不晚于文本年度。",
    severity=Severity.INFO,
    law=("official-documents-regulation",),
    certainty="known",
    remedy="核对文件，改正文号的写法。",
)
def document_numbers(facts: Facts) -> Iterator[Trial]:
    """文号 = 机关代字〔年〕号；年 ≤ 文本年度"""
    narrative(facts)
    found = False
    for text, at in running_texts(facts):
        if "号" not in text:
            continue
        for match in _DOCUMENT_NUMBER.finditer(text):
            found = True
            agency = _AGENCY.search(text[max(0, match.start() - _LONGEST_AGENCY) : match.start()])
            words = agency.group() if agency else ""
            fault = _fault(match, words, facts.disclosure.year)
            yield holds(not fault, f"文号“{words}{match.group()}”{fault}。", places=(at,))
    if not found:
        raise NotApplicable("文本没有引用文号。")


def _fault(match: re.Match[str], agency: str, year: int | None) -> str:
    if year is not None and int(match["year"]) > year:
        return f"的年份晚于{year}年度"
    if match["open"] != "〔":
        return "的年份应写在六角括号〔〕内"
    doubled = _DOUBLED.search(agency)
    return f"的机关代字“{doubled.group()}”重复" if doubled else ""


@rule(
    "B38",
    "公开的时限",
    "部门预算、决算在批复后20日内公开。",
    law=("budget-law:14",),
    remedy="核对批复日期和公开日期。",
)
def in_time(facts: Facts) -> Iterator[Trial]:
    """公开日期 − 批复日期 ≤ 20日"""
    texts = [part.text for part in narrative(facts).parts]
    approved = next((m for text in texts if (m := _APPROVED.search(text))), None)
    published = next((m for text in texts if (m := _PUBLISHED.search(text))), None)
    if approved is None or published is None:
        raise NotApplicable("文本没有同时写批复日期和公开日期。")
    try:
        days = (_date(published) - _date(approved)).days
    except ValueError:
        raise Undetermined("批复日期或公开日期不是有效的日期。") from None
    note = f"批复后第{days}日才公开，超过{_PUBLISH_DAYS}日。"
    yield holds(days <= _PUBLISH_DAYS, note)


def _date(match: re.Match[str]) -> date:
    return date(int(match[1]), int(match[2]), int(match[3]))
