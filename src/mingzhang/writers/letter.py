"""A letter of findings (核对意见函) as a Word document in the form of official letters.

Title, addressee, body with numbered findings and both values, signature and date stand as
GB/T 9704-2012 says for letters.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from mingzhang.ledger.numerals import ordinal
from mingzhang.model import Finding, Place, Report, Severity, Verdict
from mingzhang.model.rule_info import RuleInfo
from mingzhang.writers.published.pages import Page
from mingzhang.writers.word.markup import paragraph, run
from mingzhang.writers.word.package import package
from mingzhang.writers.word.sheets import section
from mingzhang.writers.words import undecided

_TITLE = '<w:pageBreakBefore w:val="0"/>'
_TITLE_FONT = '<w:rFonts w:eastAsia="方正小标宋简体"/><w:sz w:val="44"/><w:szCs w:val="44"/>'
_FLUSH = '<w:ind w:firstLineChars="0" w:firstLine="0"/>'
_SIGNED = '<w:keepNext/><w:spacing w:before="560"/><w:ind w:rightChars="200" w:right="640"/><w:jc w:val="right"/>'
_DATED = '<w:ind w:rightChars="400" w:right="1280"/><w:jc w:val="right"/>'
_SHOWN_PLACES = 3
_CHAPTERS = (
    (Severity.ERROR, "须改正的错误"),
    (Severity.WARNING, "须核实并说明的事项"),
    (Severity.INFO, "提请注意的事项"),
)


@dataclass(frozen=True, slots=True)
class Letter:
    """What a letter says besides the findings.

    `document`: what was checked, such as 某局2026年度部门预算; `reply_by`: until when an answer is
    asked for.
    """

    sender: str
    addressee: str
    document: str
    dated: date
    reply_by: date | None = None


def letter(
    head: Letter,
    report: Report,
    findings: Sequence[Finding],
    rules: Mapping[str, RuleInfo],
    where: Callable[[Place], str] = str,
) -> bytes:
    """The letter about those of a report's findings that are still to be dealt with.

    `where` words their places.
    """
    title = _in_lines(head).replace("\n", "")
    body = "".join(
        (
            paragraph("Heading1", run(_in_lines(head), _TITLE_FONT), _TITLE),
            paragraph("BodyText", run(f"{head.addressee}："), _FLUSH),
            _said(_opening(head, report, findings)),
            *_chapters(report, findings, rules, where),
            _said(_closing(head, findings)),
            paragraph("BodyText", run(head.sender), _SIGNED),
            paragraph("BodyText", run(_day(head.dated)), _DATED),
        )
    )
    properties = {
        "title": title,
        "subject": "预算公开核对意见",
        "creator": head.sender,
        "keywords": "预算公开,核对意见",
    }
    return package(body + section(Page.TEXT), properties)


def _in_lines(head: Letter) -> str:
    """The title, broken behind the name of the department."""
    rest = head.document.removeprefix(head.addressee)
    named = f"关于{head.addressee}\n" if rest != head.document else "关于"
    return f"{named}{rest.strip()}公开文本核对意见的函"


def _opening(head: Letter, report: Report, findings: Sequence[Finding]) -> str:
    counted = [
        f"{_word(severity)} {len(found)} 处"
        for severity, _ in _CHAPTERS
        if (found := _of(findings, severity))
    ]
    undetermined = report.summary.undetermined
    rest = f"另有 {undetermined} 条规则因需要的内容没有读到而无法判定。" if undetermined else ""
    if not counted:
        return f"{head.document}公开文本已经核对，没有需要处理的发现。{rest}"
    return (
        f"{head.document}公开文本已经核对，发现{'、'.join(counted)}。{rest}现将核对意见函告如下："
    )


def _chapters(
    report: Report,
    findings: Sequence[Finding],
    rules: Mapping[str, RuleInfo],
    where: Callable[[Place], str],
) -> Iterator[str]:
    chapter = 0
    for severity, heading in _CHAPTERS:
        found = _of(findings, severity)
        if not found:
            continue
        chapter += 1
        yield paragraph("Heading2", run(f"{ordinal(chapter)}、{heading}"))
        for number, finding in enumerate(found, start=1):
            yield _said(f"{number}. {_finding(finding, rules, where)}")
    reasons = undecided(report, rules)
    if reasons:
        yield paragraph("Heading2", run(f"{ordinal(chapter + 1)}、无法判定的内容"))
        for number, (reason, names) in enumerate(reasons.items(), start=1):
            yield _said(f"{number}. {reason}（涉及：{'、'.join(names)}）")


def _finding(finding: Finding, rules: Mapping[str, RuleInfo], where: Callable[[Place], str]) -> str:
    """One finding: what does not agree, both values, where, why, and what to do."""
    info = rules.get(finding.rule)
    title = f"{info.title}：" if info else ""
    parts = [f"{title}{finding.message}", _values(finding), _places(finding, where)]
    if finding.basis:
        parts.append(f"依据：{finding.basis.rstrip('。')}。")
    if finding.remedy:
        parts.append(f"处理：{finding.remedy}")
    return "".join(parts)


def _values(finding: Finding) -> str:
    unit = finding.unit or ""
    named = (("应为", finding.expected), ("实为", finding.actual), ("差额", finding.difference))
    shown = [f"{name} {value}{unit}" for name, value in named if value is not None]
    return f"{'，'.join(shown)}。" if len(shown) > 1 else ""


def _places(finding: Finding, where: Callable[[Place], str]) -> str:
    places = list(dict.fromkeys(filter(None, map(where, finding.places))))
    if not places:
        return ""
    more = f"等 {len(places)} 处" if len(places) > _SHOWN_PLACES else ""
    return f"位置：{'；'.join(places[:_SHOWN_PLACES])}{more}。"


def _closing(head: Letter, findings: Sequence[Finding]) -> str:
    if not findings:
        return "特此函告。"
    until = f"于{_day(head.reply_by)}前" if head.reply_by else "尽快"
    return f"请逐条核实，改正错误、说明情况，并{until}将结果函复我单位。"


def _of(findings: Sequence[Finding], severity: Severity) -> list[Finding]:
    """The findings of a severity; a tail of rounding (尾差) is no matter for a letter."""
    return [f for f in findings if f.severity is severity and f.verdict is Verdict.FAIL]


def _word(severity: Severity) -> str:
    return {Severity.ERROR: "错误", Severity.WARNING: "警告", Severity.INFO: "提示"}[severity]


def _said(words: str) -> str:
    return paragraph("BodyText", run(words))


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
