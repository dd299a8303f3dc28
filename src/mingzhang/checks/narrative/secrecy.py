"""个人信息、涉密字样：what must not be published unseen."""

import re
from collections.abc import Iterator

from mingzhang.checks.engine import rule
from mingzhang.checks.facts import Facts
from mingzhang.checks.narrative.claims import narrative
from mingzhang.checks.narrative.texts import running_texts
from mingzhang.checks.narrative.wording import around, wording
from mingzhang.checks.trials import holds
from mingzhang.model import Severity, Trial

_ID_NUMBER = re.compile(r"(?<!\d)\d{17}[\dXx](?![\dA-Za-z])")
_MOBILE = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")
_CARD = re.compile(r"(?<!\d)62\d{14,17}(?!\d)")
_LONG_NUMBER = re.compile(r"[0-9][0-9]{10}")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


@rule(
    "B40",
    "个人信息",
    "公开文本不含身份证号、手机号、银行卡号。",
    law=("personal-information-law:28", "information-disclosure-regulation:15"),
    remedy="删去或遮盖个人信息。",
)
def personal(facts: Facts) -> Iterator[Trial]:
    """文本中没有身份证号、手机号、银行卡号"""
    narrative(facts)
    for text, at in running_texts(facts):
        if not _LONG_NUMBER.search(text):
            continue
        for name, pattern in (("身份证号", _ID_NUMBER), ("手机号", _MOBILE), ("银行卡号", _CARD)):
            for match in pattern.finditer(text):
                if name != "身份证号" or _is_id_number(match.group()):
                    shown = match.group()[:3] + "…" + match.group()[-2:]
                    yield holds(False, f"文本中印有{name}{shown}。", places=(at,))
    yield holds(True, "")


def _is_id_number(text: str) -> bool:
    """The check digit of GB 11643 holds."""
    total = sum(int(digit) * weight for digit, weight in zip(text[:17], _WEIGHTS, strict=True))
    return "10X98765432"[total % 11] == text[17].upper()


@rule(
    "B41",
    "涉密字样",
    "出现“涉密”“机密”等字样的，公开前要人工做保密审查。",
    severity=Severity.WARNING,
    law=("secrecy-regulation:42",),
    certainty="known",
    remedy="确认该内容已经保密审查；涉密内容删去。",
)
def classified(facts: Facts) -> Iterator[Trial]:
    """文本中没有涉密、机密、绝密等字样"""
    narrative(facts)
    words = re.compile(wording().classified)
    excused = re.compile(wording().classified_excused)
    said: set[str] = set()
    for text, at in running_texts(facts):
        if "密" not in text:
            continue
        for match in words.finditer(text):
            near = text[max(0, match.start() - 6) : match.end() + 6]
            if excused.search(near):
                continue
            spot = around(text, match.start(), match.end())
            if near not in said:
                yield holds(False, f"“{spot}”有“{match.group()}”字样，请人工审查。", places=(at,))
            said.add(near)
            break
    yield holds(True, "")
