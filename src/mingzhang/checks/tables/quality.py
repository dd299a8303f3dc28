"""Every table: codes, names, units, captions, notes (各表的形式)."""

import re
from collections.abc import Iterator

from mingzhang.checks.engine import BUDGET, FINAL, rule
from mingzhang.checks.facts import SUBJECT_NAMES, Facts, NotApplicable, Sheet, illegible
from mingzhang.checks.trials import holds, undetermined
from mingzhang.classification import Certainty, ClassEntry, Kind, class_list, is_official
from mingzhang.classification import plain_name as plain_class
from mingzhang.disclosure import Role, Row
from mingzhang.model import Severity, Trial
from mingzhang.profiles import profiles

_ECONOMIC_SUBJECTS = ("basic_expenditure", "expenditure_by_economic_class")
_BY_CLASS = ("income_expenditure_summary", "fiscal_summary")
_SUBTABLE = ("government_fund_income", "state_capital_income")


def _coded(facts: Facts) -> list[Sheet]:
    found = [sheet for sheet in facts.sheets() if sheet.by_code]
    if not found:
        raise NotApplicable("没有按科目编码列示的表。")
    return found


def is_function(sheet: Sheet) -> bool:
    """Whether a coded table lists function classes (not economic ones, not income items)."""
    if sheet.table.subject in (*_ECONOMIC_SUBJECTS, *_SUBTABLE):
        return False
    economic = sum(code.startswith(("3", "5")) for code in sheet.by_code)
    return economic * 2 <= len(sheet.by_code)


def is_listing(sheet: Sheet) -> bool:
    """Whether a table lists one row a purpose, so that its classes come again and again."""
    repeated = sum(len(rows) - 1 for rows in _by_body(sheet).values())
    return repeated * 4 > sum(bool(row.code) for row in sheet.table.rows)


_Own = tuple[str, str, str, int]


def _by_body(sheet: Sheet) -> dict[_Own, list[Row]]:
    found: dict[_Own, list[Row]] = {}
    for row in sheet.table.rows:
        if row.code:
            own = (row.code, row.government_class, row.unit, row.group)
            found.setdefault(own, []).append(row)
    return found


@rule(
    "A13",
    "科目编码的结构",
    "科目编码为3、5、7位，下级编码以上级开头且上级已列，按顺序排列，同一表内不重复。",
    remedy="补列缺少的上级科目，改正编码或删去重复的行。",
    law=("表内逻辑",),
)
def code_structure(facts: Facts) -> Iterator[Trial]:
    """编码长度 ∈ {3, 5, 7}；上级编码在表内；升序；不重复"""
    for sheet in _coded(facts):
        if sheet.table.subject in _SUBTABLE:
            continue
        yield from _unread_codes(sheet)
        if not is_listing(sheet):
            yield from _structure(sheet)


def _structure(sheet: Sheet) -> Iterator[Trial]:
    rows = [row for row in sheet.table.rows if row.role is not Role.PROJECT]
    own = _by_body(sheet)
    lengths = {len(code) for code in sheet.by_code}
    ascending = is_function(sheet)
    above: dict[int, str] = {}
    for row in rows:
        last = above.get(row.group, "")
        if not row.code:
            above[row.group] = "" if row.role is Role.UNIT else last
            continue
        alike = [other for other in own[row.code, row.government_class, row.unit, row.group]
                 if other.role is not Role.PROJECT]  # fmt: skip
        fault = _fault(row, sheet, len(alike), last, lengths)
        yield holds(not fault, _say(sheet, row, fault), places=(row.at,))
        last = row.code if ascending else ""


def _unread_codes(sheet: Sheet) -> Iterator[Trial]:
    for row in sheet.table.rows:
        if row.code_text:
            note = f"{sheet.name}“{row.name}”的编码印的是“{row.code_text}”，不是编码，无法核对。"
            yield undetermined(note, row.at)


def _fault(row: Row, sheet: Sheet, alike: int, last: str, lengths: set[int]) -> str:
    if len(row.code) not in (3, 5, 7, 9):
        return f"编码有{len(row.code)}位，应为3、5或7位"
    if alike > 1:
        return "编码在同一表内重复"
    above = row.code[:-2]
    if len(above) in lengths and len(above) > 2 and above not in sheet.by_code:
        return f"上级科目{above}没有列出"
    if last and row.code < last:
        return f"没有按编码顺序排列（前一行是{last}）"
    return ""


def _say(sheet: Sheet, row: Row, fault: str) -> str:
    return f"{sheet.name}“{row.code} {row.name}”{fault}。"


@rule(
    "A14",
    "列到项级",
    "功能分类支出列到项级（7位编码）。",
    law=("budget-law-regulation:6",),
    remedy="补列到项级科目；涉密事项按规定处理并注明。",
)
def down_to_item(facts: Facts) -> Iterator[Trial]:
    """功能分类各表的末级编码为7位"""
    coded = [sheet for sheet in _coded(facts) if is_function(sheet)]
    sheets = [sheet for sheet in coded if sheet.table.subject not in _BY_CLASS]
    if not sheets:
        raise NotApplicable("没有按功能分类列示的表。")
    items = {code for sheet in coded for code in sheet.by_code if len(code) >= 7}
    for sheet in sheets:
        yield from _unread_codes(sheet)
        deep = any(len(code) >= 7 for code in sheet.by_code)
        for code in (code for code in sheet.leaf_codes if code.startswith("2")):
            row = sheet.by_code[code]
            elsewhere = not deep and any(item.startswith(code) for item in items)
            shown = len(code) >= 7 or elsewhere
            note = f"{sheet.name}“{code} {row.name}”没有列到项级。"
            yield holds(shown, note, places=(row.at,))


@rule(
    "A34",
    "经济科目名称",
    "经济科目的名称与官方名称一致。",
    severity=Severity.WARNING,
    law=("economic-classification-reform",),
    certainty="known",
    remedy="改用《政府收支分类科目》中的名称。",
)
def economic_names(facts: Facts) -> Iterator[Trial]:
    """基本支出表的科目名称 = 官方名称"""
    sheet = facts.need("basic_expenditure")
    year = facts.disclosure.year
    economic, government = class_list(Kind.ECONOMIC, year), class_list(Kind.GOVERNMENT, year)
    for row in sheet.table.rows:
        if row.role is not Role.DETAIL:
            continue
        if illegible(row.name + row.government_class):
            yield undetermined(f"{sheet.name}“{row.name}”一行的科目名称看不清。", row.at)
            continue
        if not row.code and row.name:
            known = bool(economic.codes_of(plain_class(row.name)))
            note = f"{sheet.name}的科目名称“{row.name}”不是部门预算支出经济科目的名称。"
            yield holds(known, note, places=(row.at,))
        if row.government_class:
            known = bool(government.codes_of(plain_class(row.government_class)))
            note = f"{sheet.name}的科目名称“{row.government_class}”不是政府预算支出经济科目的名称。"
            yield holds(known, note, places=(row.at,))


@rule(
    "A61",
    "金额的写法",
    "金额不为负数，小数位数不超过单位允许的位数（元2位、万元6位以内）。",
    law=("数据质量",),
    remedy="核对该金额；确为负数的请说明。",
)
def amounts(facts: Facts) -> Iterator[Trial]:
    """金额 ≥ 0；不足一分的小数不出现"""
    for sheet in facts.sheets():
        yield from _texts(sheet)
        for row in sheet.table.rows:
            for key, figure in row.values.items():
                if figure is None or key.startswith(("difference", "rate")):
                    continue
                if figure.value >= 0 and figure.quantum >= 10_000:
                    continue
                note = f"{sheet.name}“{row.name}”{sheet.label(key)}印的是{figure.text}{figure.unit}，不合金额写法。"
                usual = "结余" in row.name or "结转" in row.name or "carryover" in key
                excused = usual or facts.disclosure.kind == FINAL or key.startswith("column")
                level = Severity.WARNING if figure.value < 0 and excused else None
                yield holds(False, note, sheet.term(row, key), severity=level)
        yield holds(True, "", places=())


def _texts(sheet: Sheet) -> Iterator[Trial]:
    for row in sheet.table.rows:
        for key, text in (row.texts or {}).items():
            if any(mark.isalnum() for mark in text):
                note = f"{sheet.name}“{row.name}”{sheet.label(key)}印的是“{text}”，不是金额，无法核对。"
                yield undetermined(note, row.at)


@rule(
    "A62",
    "单位与部门名称",
    "每张表都印有金额单位；各表所印的部门名称相同。",
    severity=Severity.WARNING,
    law=("数据质量",),
    remedy="补印金额单位，统一部门名称。",
)
def unit_lines(facts: Facts) -> Iterator[Trial]:
    """各表有“单位：元/万元”；各表部门名称一致"""
    own = facts.disclosure.department.name
    for sheet in facts.sheets():
        table = sheet.table
        yield holds(table.unit is not None, f"{sheet.name}没有印金额单位。", places=(table.at,))
        if table.department and illegible(table.department):
            yield undetermined(f"{sheet.name}的部门名称“{table.department}”看不清。", table.at)
        elif table.department and own:
            same = own in table.department or table.department in own
            note = f"{sheet.name}的部门名称“{table.department}”与其他表的“{own}”不同。"
            yield holds(same, note, places=(table.at,))


@rule(
    "A65",
    "科目存在且名称一致",
    "科目编码和名称在当年的《政府收支分类科目》中。",
    law=("revenue-expenditure-classification",),
    certainty="uncertain",
    remedy="核对编码和名称；装入当年官方科目后此项按错误处理。",
)
def known_codes(facts: Facts) -> Iterator[Trial]:
    """(编码, 名称) ∈ 当年政府收支分类科目"""
    year = facts.disclosure.year
    lists = {kind: class_list(kind, year) for kind in Kind}
    levels = {kind: None if is_official(kind, year) else Severity.WARNING for kind in Kind}
    seen: set[tuple[str, str]] = set()
    for sheet in _coded(facts):
        if sheet.table.subject in _SUBTABLE:
            continue
        yield from _unread_codes(sheet)
        if is_listing(sheet):
            continue
        for row in sheet.table.rows:
            spending = row.code[:1] in _SPENDING and row.role is not Role.PROJECT
            if spending and (row.code, row.name) not in seen:
                seen.add((row.code, row.name))
                kind = _kind(row, sheet)
                yield _known(sheet, row, lists[kind].get(row.code), levels[kind])


_SPENDING = {kind.first_digit for kind in Kind}


def _kind(row: Row, sheet: Sheet) -> Kind:
    told = _BY_DIGIT.get(row.code[0])
    return told or (Kind.FUNCTION if is_function(sheet) else Kind.ECONOMIC)


_BY_DIGIT = {kind.first_digit: kind for kind in Kind}


def _known(sheet: Sheet, row: Row, entry: ClassEntry | None, level: Severity | None) -> Trial:
    if entry is None:
        note = f"{sheet.name}的科目“{row.code} {row.name}”不在已有的科目表中。"
        return holds(False, note, places=(row.at,), severity=level)
    if entry.certainty is Certainty.OLD and level is not None:
        level = Severity.INFO
    note = f"{sheet.name}的科目“{row.code}”印为“{row.name}”，科目表中是“{entry.name}”。"
    return holds(entry.is_named(row.name), note, places=(row.at,), severity=level)


@rule(
    "A66",
    "年终结转",
    "年初预算一般不列年终结转。",
    severity=Severity.WARNING,
    law=("表内逻辑",),
    certainty="known",
    kinds=(BUDGET,),
    remedy="核对年终结转；确需列示的请说明。",
)
def closing_blank(facts: Facts) -> Iterator[Trial]:
    """表一[年终结转] = 0"""
    sheet = facts.need("income_expenditure_summary")
    rows = [
        row for row in sheet.table.rows if row.name.startswith(("年终结转", "结转下年", "年末结转"))
    ]
    if not rows:
        raise NotApplicable("收支总表没有年终结转一行。")
    for row in rows:
        term = sheet.term(row, sheet.side_keys(row.side)[0])
        yield holds(term.value == 0, f"{sheet.name}列有{row.name}。", term)


@rule(
    "A67",
    "表的齐全与标题",
    "应公开的各表都在，按顺序排列，标题年份与文本年份一致，编号连续。",
    severity=Severity.WARNING,
    law=("budget-disclosure-directory",),
    remedy="补齐缺少的表，改正标题、年份或编号。",
)
def captions(facts: Facts) -> Iterator[Trial]:
    """应有的表齐全；标题年份 = 文本年份；编号齐全、顺序正确"""
    disclosure = facts.disclosure
    unknown = [t for t in disclosure.tables if t.subject is None and any(r.values for r in t.rows)]
    for subject in disclosure.expected_subjects:
        if facts.sheet(*_ALIKE.get(subject, (subject,))) is None:
            title = _caption(facts, subject)
            if unknown:
                yield undetermined(
                    f"没有读到“{title}”，但有{len(unknown)}张表不能识别，无法判断是否缺表。"
                )
            else:
                yield holds(False, f"没有找到应公开的“{title}”。", severity=Severity.ERROR)
    for sheet in facts.sheets():
        yield from _caption_year(sheet, disclosure.year)
    yield from _numbering(facts)


_FAMILIES = (
    ("state_capital_income_expenditure", "state_capital_expenditure"),
    ("government_fund_income_expenditure", "government_fund_expenditure"),
    ("general_budget_income_expenditure", "general_budget_expenditure"),
    ("three_public_expenses", "three_public_and_operating_expenses"),
)
_ALIKE = {subject: family for family in _FAMILIES for subject in family}


def _caption(facts: Facts, subject: str) -> str:
    for profile in profiles():
        if profile.id == facts.disclosure.profile:
            return next(t.caption for t in profile.tables if t.subject == subject).format(
                year=facts.disclosure.year
            )
    return SUBJECT_NAMES.get(subject, "列入目录的表")


_CAPTION_YEAR = re.compile(r"20\d\d(?=年)")


def _caption_year(sheet: Sheet, year: int | None) -> Iterator[Trial]:
    match = _CAPTION_YEAR.search(sheet.table.title)
    if match and year:
        note = f"“{sheet.name}”的年份与文本的{year}年不一致。"
        yield holds(int(match[0]) == year, note, places=(sheet.table.at,), severity=Severity.ERROR)


def _numbering(facts: Facts) -> Iterator[Trial]:
    """Tables carry the profile's numbering: all of them or none."""
    profile = next((p for p in profiles() if p.id == facts.disclosure.profile), None)
    tables = [s.table for s in facts.sheets()]
    labelled = [table for table in tables if table.number_label]
    if profile is None or not labelled:
        return
    if facts.disclosure.kind == FINAL:
        yield from _ascending(facts)
        return
    labels = {table.subject: table.number_label for table in profile.tables}
    for table in tables:
        expected = labels.get(table.subject or "")
        if not expected:
            continue
        shown = table.number_label or "（没有编号）"
        note = f"“{table.title}”的编号是“{shown}”，应为“{expected}”。"
        yield holds(table.number_label == expected, note, places=(table.at,))


def _ascending(facts: Facts) -> Iterator[Trial]:
    """Editions number the later tables differently; each still counts up."""
    last = 0
    for table in facts.disclosure.tables:
        digits = re.search(r"\d+", table.number_label or "")
        if digits and table.subject:
            note = f"“{table.title}”的编号“{table.number_label}”没有接着前一张表往下编。"
            yield holds(int(digits[0]) > last, note, places=(table.at,))
            last = int(digits[0])


@rule(
    "A68",
    "空表的说明",
    "没有数据的表列出空表并说明；有数据的表不能写“本表无数据”。",
    law=("budget-disclosure-directory",),
    remedy="空表补写“注：本表无数据”及原因；有数据的表删去该注。",
)
def empty_notes(facts: Facts) -> Iterator[Trial]:
    """表内无数 ⇔ 有“本表无数据”的说明"""
    for sheet in facts.sheets():
        table = sheet.table
        if any(f is not None and f.value for row in table.rows for f in row.values.values()):
            plain = table.empty_note is None or not _EMPTY.search(table.empty_note)
            note = f"{sheet.name}有数据，却注明“{table.empty_note}”。"
            yield holds(plain, note, places=(table.at,))
        elif any(row.texts for row in table.rows) and table.empty_note is None:
            yield undetermined(f"{sheet.name}的数字没有读出来，无法判断是不是空表。", table.at)
        else:
            note = f"{sheet.name}没有数据，也没有“本表无数据”的说明。"
            said = table.empty_note is not None or sheet.has_figures or _explained(facts, sheet)
            yield holds(said, note, places=(table.at,))


_EMPTY = re.compile(r"(?:本|此|该)表(?:为空|无数|没有数|是空)|空表|表中无数")
_ABOUT = (
    ("government_fund", "政府性基金"),
    ("state_capital", "国有资本经营"),
    ("three_public", "三公"),
    ("special_account", "财政专户"),
    ("project_expenditure_carryover", "结转"),
    ("procurement", "政府采购"),
    ("service_purchase", "购买服务"),
)
_NOTHING = re.compile(
    r"(?:没有|无|未安排|不涉及|未使用)[^，。；]{0,30}(?:预算|收入|支出|拨款|安排|资金|经费|项目|收支)"
    r"|为空表|为0(?:\.0+)?[万千亿]?元"
)


def _explained(facts: Facts, sheet: Sheet) -> bool:
    """Whether the narrative says that there is nothing of what an empty table is about."""
    subject = sheet.table.subject or ""
    words = next((word for start, word in _ABOUT if subject.startswith(start)), None)
    texts = [p.text for p in facts.disclosure.narrative if words and words in p.text]
    return any(_NOTHING.search(text) for text in texts)
