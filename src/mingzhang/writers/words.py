"""The words that every report uses for verdicts, severities and documents, in both languages."""

from collections.abc import Mapping
from enum import Enum

from mingzhang.disclosure import Disclosure
from mingzhang.model import Finding, Report, Severity, Verdict
from mingzhang.model.rule_info import RuleInfo


class Language(Enum):
    """The language of labels (标签语言); messages stay in Chinese."""

    CHINESE = "zh"
    ENGLISH = "en"


_WORDS: dict[object, tuple[str, str]] = {
    Severity.ERROR: ("错误", "error"),
    Severity.WARNING: ("警告", "warning"),
    Severity.INFO: ("提示", "info"),
    Verdict.PASS: ("通过", "pass"),
    Verdict.ROUNDING: ("尾差", "rounding"),
    Verdict.FAIL: ("不符", "fail"),
    Verdict.NOT_APPLICABLE: ("不适用", "not applicable"),
    Verdict.UNDETERMINED: ("无法判定", "undetermined"),
    "budget": ("预算", "budget"),
    "final_accounts": ("决算", "final accounts"),
    "department": ("部门", "department"),
    "unit": ("单位", "unit"),
    "confirmed": ("已查原文", "text seen"),
    "known": ("业内通行，未查原文", "known to practitioners"),
    "uncertain": ("未核实，可按当地规定调整", "not confirmed"),
}


def word(of: Severity | Verdict | str, language: Language = Language.CHINESE) -> str:
    """The word for a severity, a verdict, a kind or level of document."""
    known = _WORDS.get(of)
    if known is None:
        return str(of)
    return known[0] if language is Language.CHINESE else known[1]


def document_name(disclosure: Disclosure, language: Language = Language.CHINESE) -> str:
    """What the document is: 青禾市林业局 2025年度部门预算."""
    level, kind = word(disclosure.level, language), word(disclosure.kind, language)
    year = disclosure.year
    name = disclosure.department.name
    if language is Language.ENGLISH:
        return " ".join(part for part in (name, str(year or ""), level, kind) if part)
    period = f"{year}年度" if year else "年度不明的"
    return f"{name} {period}{level}{kind}".strip()


def weight(finding: Finding) -> Severity | Verdict:
    """What a finding is listed under: a tail of rounding (尾差) is none of the severities."""
    if finding.verdict is Verdict.ROUNDING:
        return Verdict.ROUNDING
    return finding.severity


WEIGHTS: tuple[Severity | Verdict, ...] = (*Severity, Verdict.ROUNDING)


def undecided(report: Report, rules: Mapping[str, RuleInfo]) -> dict[str, list[str]]:
    """Why rules could not decide → the rules ("A57 项目支出"), each reason once."""
    reasons: dict[str, list[str]] = {}
    for result in report.rules:
        if result.verdict is Verdict.UNDETERMINED:
            info = rules.get(result.rule)
            name = f"{result.rule} {info.title}" if info else result.rule
            reasons.setdefault(result.reason or "需要的数没有读到。", []).append(name)
    return reasons
