"""What the narrative tells of last year, purchases and assets (由说明文字反推上年、采购、资产)."""

import re
from collections.abc import Iterable, Iterator

from mingzhang.disclosure import Disclosure, NarrativeParagraph, Statement
from mingzhang.ledger.model import CENT
from mingzhang.ledger.rows import Row, yuan
from mingzhang.ledger.sheets import DATE_KEY, LAST_YEAR_KEYS

_LAST_YEAR = (
    (r"(?:预算)?(?:收支总计|收入总计|支出总计)", "收支总计"),
    (r"一般公共预算(?:当年)?(?:支出|拨款支出)?(?:预算)?", "一般公共预算"),
    (r"政府性基金(?:预算)?(?:拨款)?(?:支出)?(?:预算)?", "政府性基金预算"),
    (r"国有资本经营预算(?:拨款)?(?:支出)?(?:预算)?", "国有资本经营预算"),
    (r"财政拨款(?:收入|支出)?(?:预算)?", "财政拨款"),
    (r".*三公.*", "三公经费"),
    (r"因公出国.*", "因公出国（境）费"),
    (r"公务接待费", "公务接待费"),
    (r"公务用车购置费", "公务用车购置费"),
    (r"公务用车购置及运行(?:维护)?费", "公务用车购置及运行费"),
    (r"公务用车运行(?:维护)?费", "公务用车运行维护费"),
    (r".*机关运行经费.*", "机关运行经费"),
)
_PURCHASES = {"政府采购货物": "货物", "政府采购工程": "工程", "政府采购服务": "服务"}
_WHO = re.compile(r"^(?:[本我](?:部门|单位|年度?)|部门|\d{4}年度?|[“”\"])+")
_SAME = re.compile(r"[\d.,]+万?元，[与比同]?(?:上年|\d{4}年(?:度?预算)?)(?:预算)?(?:相同|持平)")
_REASON = re.compile(r"(?:相同|持平|[\d.]+[%元])，主要原因(?:是|为)?[：:]?([^。；]+)")
_DAY = re.compile(r"截至(\d{4}年\d{1,2}月\d{1,2}日)")
_VEHICLE_UNITS = ("辆",)
_QUOTA = {"编制": "车辆编制"}


def last_year(disclosure: Disclosure) -> tuple[list[Row], list[Row]]:
    """The sheet 上年 and the reasons for 说明, as far as this year and the change are stated."""
    amounts: dict[str, int] = {}
    reasons: dict[str, str] = {}
    paragraphs = {one.index: one.text for one in disclosure.narrative}
    changes = _changes(disclosure.statements)
    for said in disclosure.statements:
        key = _key(said, disclosure.department.name)
        if key is None or key in amounts:
            continue
        rest = paragraphs.get(said.paragraph, "")[said.figure.at.start or 0 :]
        change = changes.get((said.paragraph, said.subject))
        if change is None and not _SAME.match(rest):
            continue
        amounts[key] = said.figure.value - (_signed(change) if change else 0)
        start = (change.figure.at.start or 0) - (said.figure.at.start or 0) if change else 0
        reason = _REASON.search(rest[max(start, 0) :].partition("；")[0])
        if reason:
            reasons[f"{key}原因"] = reason[1].strip()
    found = [
        {"项目": key, "金额": yuan(value // CENT)}
        for key, value in amounts.items()
        if key in LAST_YEAR_KEYS
    ]
    return found, [{"项目": key, "内容": text} for key, text in reasons.items()]


def _changes(statements: Iterable[Statement]) -> dict[tuple[int, str], Statement]:
    """The first stated change of each subject of a paragraph against the year before."""
    found: dict[tuple[int, str], Statement] = {}
    for said in statements:
        if said.kind == "amount" and said.comparison in ("增加", "减少") and said.base:
            found.setdefault((said.paragraph, said.subject), said)
    return found


def _key(said: Statement, department: str) -> str | None:
    if said.kind != "amount" or said.comparison or said.figure.at.start is None:
        return None
    subject = _subject(said, department)
    return next((key for shape, key in _LAST_YEAR if re.fullmatch(shape, subject)), None)


def _subject(said: Statement, department: str) -> str:
    """What a statement is about, without the publisher itself."""
    return _WHO.sub("", said.subject.removeprefix(department))


def _signed(change: Statement) -> int:
    """This year less last year in millionths of a 元."""
    return change.figure.value if change.comparison == "增加" else -change.figure.value


def purchases(disclosure: Disclosure) -> list[Row]:
    """The sheet 采购: goods, works and services as stated."""
    found: dict[str, Row] = {}
    for said in disclosure.statements:
        kind = _PURCHASES.get(_subject(said, disclosure.department.name))
        if kind and said.kind == "amount" and not said.comparison:
            amount = yuan(said.figure.value // CENT)
            found.setdefault(kind, {"类别": kind, "金额": amount})
    return list(found.values())


def assets(disclosure: Disclosure) -> list[Row]:
    """The sheet 资产: the day, vehicles by their use, the area of offices."""
    rows: dict[str, str] = {}
    for paragraph in disclosure.narrative:
        rows |= _day(paragraph)
    day = rows.pop(DATE_KEY, None)
    for said in disclosure.statements:
        for label in _assets_of(said, disclosure.department.name):
            rows.setdefault(label, said.figure.text.replace(",", ""))
    if day is None:
        return []
    return [{"项目": key, "数量": text} for key, text in ((DATE_KEY, day), *rows.items())]


def _day(paragraph: NarrativeParagraph) -> dict[str, str]:
    match = _DAY.search(paragraph.text)
    return {DATE_KEY: match[1]} if match else {}


def _assets_of(said: Statement, department: str) -> Iterator[str]:
    subject = _subject(said, department)
    if said.kind == "count" and said.figure.unit in _VEHICLE_UNITS:
        if said.measure in _QUOTA:
            yield _QUOTA[said.measure]
        elif subject.endswith("用车") and subject != "公务用车":
            yield subject
    elif said.kind == "area" and "办公用房" in subject:
        yield "办公用房面积"
