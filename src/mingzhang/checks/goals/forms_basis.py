"""What a project rests on and buys (立项依据、支出内容、资产配置标准)."""

import re
from collections.abc import Iterator

import msgspec

from mingzhang.checks.engine import BUDGET, rule
from mingzhang.checks.facts import Facts, NotApplicable
from mingzhang.checks.goals.forms import (
    TEXTS,
    Form,
    cannot,
    each_form,
    failed,
    forms_of,
    passed,
    verdict_of,
)
from mingzhang.checks.goals.late import Late
from mingzhang.checks.goals.text_amounts import Amount, Part
from mingzhang.checks.goals.words import any_of, asset_standards, pattern
from mingzhang.model import Place, Severity, Trial
from mingzhang.model.figures import MILLIONTHS
from mingzhang.recognition.vocabulary import HAN

_DOUBLED = Late(rf"^({HAN})\1{HAN}{{0,12}}$")
_AGENCY = Late(rf"{HAN}{{2,14}}$")
_NOT_AGENCY = Late(r"[的、和及]|通知|意见|办法|根据|依据|按照")
_LONGEST_AGENCY = 14


@rule(
    "D27",
    "依据文号",
    "概况、立项依据和制度措施中的文号写作“机关代字〔年份〕序号号”，年份不晚于预算年度。",
    severity=Severity.INFO,
    law=("official-documents-regulation",),
    certainty="known",
    kinds=(BUDGET,),
    remedy="对照原文改正文号。",
)
def document_numbers(facts: Facts) -> Iterator[Trial]:
    """文号 = 机关代字〔年份〕序号号；年份 ≤ 预算年度"""
    _need(facts, "overview", "basis", "measures")
    yield from each_form(facts, _documents)


def _need(facts: Facts, *keys: str) -> None:
    """Forms of some places have no such field at all."""
    if not any(form.text(key) for form in forms_of(facts) for key in keys):
        names = "、".join(TEXTS[key] for key in keys)
        raise NotApplicable(f"项目绩效目标表都没有{names}一栏。")


def _documents(form: Form) -> Iterator[Trial]:
    problems: list[Trial] = []
    found = False
    for key in ("overview", "basis", "measures"):
        for match in pattern("documents", "number").finditer(form.text(key)):
            found = True
            text = form.text(key)
            wrong = _wrong(form, text, match)
            if wrong:
                shown = f"{_agency(text, match)}{match[0]}"
                note = f"{form.label}{TEXTS[key]}的文号“{shown}”{wrong}。"
                problems.append(failed(note, _spot(form, key, match)))
    if found:
        yield from verdict_of(problems)
    elif not form.text("basis"):
        yield cannot(f"{form.label}没有读到立项依据，文号无法核对。", form.form.at)


def _wrong(form: Form, text: str, match: re.Match[str]) -> str:
    agency = _agency(text, match)
    if form.year is not None and int(match[2]) > form.year:
        return f"的年份晚于{form.year}年"
    if match[1] != "〔" or match[3] != "〕":
        return "的年份应放在六角括号〔〕中"
    if agency and _DOUBLED.match(agency):
        return "的机关代字有重复的字"
    return ""


def _agency(text: str, match: re.Match[str]) -> str:
    """The letters of the issuer right before the bracket."""
    found = _AGENCY.search(text[max(0, match.start() - _LONGEST_AGENCY) : match.start()])
    return _NOT_AGENCY.split(found[0])[-1] if found else ""


def _spot(form: Form, key: str, match: re.Match[str]) -> Place:
    return msgspec.structs.replace(form.place(key), start=match.start(), end=match.end())


@rule(
    "D29",
    "项目与基本支出的界限",
    "项目中不应列支办公用品、差旅、日常运转等应由基本支出保障的内容。",
    severity=Severity.WARNING,
    law=("budget-law-regulation:6",),
    certainty="known",
    kinds=(BUDGET,),
    remedy="应由公用经费保障的改列基本支出；确属专项业务的，写明理由。",
)
def running_costs(facts: Facts) -> Iterator[Trial]:
    """项目概况 ∩ {办公用品、差旅费、水电费、日常运转 …} = ∅"""
    _need(facts, "overview")
    yield from each_form(facts, _running_costs)


def _running_costs(form: Form) -> Iterator[Trial]:
    text = form.text("overview")
    if not text:
        yield cannot(f"{form.label}没有读到项目概况，无法核对。", form.form.at)
        return
    found = list(dict.fromkeys(any_of("purpose", "running_costs").findall(text)))
    if found:
        items = "、".join(found[:4])
        note = f"{form.label}列有{items}，属于日常公用支出，请确认不应由基本支出保障。"
        yield failed(note, form.place("overview"))
    else:
        yield passed()


@rule(
    "D30",
    "通用资产配置标准",
    "购置通用办公设备和家具的单价不超过配置标准。",
    severity=Severity.WARNING,
    law=("asset-standard-notice",),
    certainty="uncertain",
    kinds=(BUDGET,),
    remedy="按本地通用资产配置标准核对单价；有特殊需要的写明理由。",
)
def asset_prices(facts: Facts) -> Iterator[Trial]:
    """概况[设备、家具单价] ≤ 配置标准"""
    _need(facts, "overview")
    yield from each_form(facts, _asset_prices)


def _asset_prices(form: Form) -> Iterator[Trial]:
    text = form.text("overview")
    if not text:
        yield cannot(f"{form.label}没有读到项目概况，无法核对。", form.form.at)
        return
    problems: list[Trial] = []
    tried = False
    for amount in form.read("overview").amounts:
        if amount.part is not Part.PRICE:
            continue
        standard = _standard(text, amount)
        if standard is None:
            continue
        tried = True
        name, price = standard
        if amount.value > price * MILLIONTHS:
            note = (
                f"{form.label}的{name}单价{amount.figure.text}{amount.figure.unit}，"
                f"高于国家通用办公设备家具配置标准{price}元，请按本地标准核对。"
            )
            problems.append(failed(note, amount.figure.at))
    if tried:
        yield from verdict_of(problems)


def _standard(text: str, amount: Amount) -> tuple[str, int] | None:
    """The kind of asset that a price is for: the nearest name before it in its list entry."""
    cut = max(text.rfind(mark, 0, amount.start) for mark in "；;。")
    before = text[cut + 1 : amount.start]
    last: tuple[int, str, int] | None = None
    for kind, price in asset_standards():
        for match in kind.finditer(before):
            if last is None or match.start() > last[0]:
                last = (match.start(), match[0], price)
    return (last[1], last[2]) if last else None
