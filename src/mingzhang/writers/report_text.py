"""The report for a terminal (终端报告): summary, what could not be decided, then findings."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from mingzhang.disclosure import Disclosure
from mingzhang.model import Finding, Place, Report, Severity, Verdict
from mingzhang.model.rule_info import RuleCase, RuleInfo
from mingzhang.writers.checklist import Answer, ChecklistRow
from mingzhang.writers.terminal import Palette, wrap
from mingzhang.writers.words import WEIGHTS, Language, document_name, undecided, weight, word

WIDTH = 80
_SHOWN_PLACES = 4
_SHOWN_PROBLEMS = 6
_COLOURS: dict[Severity | Verdict, str] = {
    Severity.ERROR: "red",
    Severity.WARNING: "yellow",
    Severity.INFO: "cyan",
    Verdict.ROUNDING: "dim",
    Verdict.UNDETERMINED: "magenta",
}
_ANSWERS = {Answer.YES: "green", Answer.NO: "red", Answer.UNDETERMINED: "magenta"}
_LABELS = {
    "file": ("文件", "File"),
    "document": ("文本", "Document"),
    "conclusion": ("结论", "Conclusion"),
    "rules": ("规则", "Rules"),
    "coverage": ("说明文字", "Narrative"),
    "problems": ("读取问题", "Reading problems"),
    "unclaimed": ("没有规则核对的数字", "Numbers no rule uses"),
    "expected": ("应为", "Expected"),
    "actual": ("实为", "Actual"),
    "difference": ("差额", "Difference"),
    "places": ("位置", "Where"),
    "remedy": ("处理", "Remedy"),
    "basis": ("依据", "Basis"),
    "statement": ("要求", "Requirement"),
    "formula": ("公式", "Formula"),
    "severity": ("严重程度", "Severity"),
    "certainty": ("依据确认程度", "Certainty"),
    "examples": ("例", "Examples"),
    "checklist": ("检查表", "Checklist"),
    "more": ("另有 {} 处，见网页报告（--format html）。", "{} more: see --format html."),
    "tails": ("四舍五入造成，不是错误", "explained by rounding, no errors"),
    "none": ("没有发现问题。", "Nothing found."),
    "blocked": ("有错误，更正之前不宜公布。", "Errors: correct before publishing."),
    "undecided": ("有规则无法判定，请先补读缺失的内容。", "Some rules could not decide."),
    "explain": ("没有错误；请逐条说明警告。", "No errors; explain the warnings."),
    "clean": ("没有错误和警告。", "No errors or warnings."),
}


class Style(msgspec.Struct, frozen=True):
    """How the text is laid out: language of labels, colours, columns of the terminal."""

    language: Language = Language.CHINESE
    colour: bool = False
    width: int = WIDTH

    def label(self, key: str) -> str:
        """A label of the report in the chosen language."""
        return _LABELS[key][0 if self.language is Language.CHINESE else 1]

    def field(self, key: str, text: str, indent: str = "") -> str:
        """One line "标签：内容", wrapped under its own text."""
        colon = "：" if self.language is Language.CHINESE else ": "
        return wrap(text, self.width, indent + "    ", indent + self.label(key) + colon)

    @property
    def palette(self) -> Palette:
        """The colours of this style."""
        return Palette(self.colour)


def report_text(
    disclosure: Disclosure,
    report: Report,
    rules: Mapping[str, RuleInfo],
    checklist: Sequence[ChecklistRow] = (),
    style: Style | None = None,
) -> str:
    """The whole report; ends with a line break."""
    style = style or Style()
    parts = [
        _summary(disclosure, report, style),
        _undetermined(report, rules, style),
        *(_listed(report, rules, kind, style) for kind in WEIGHTS),
        _unclaimed(report, style),
        _checklist(checklist, style),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _summary(disclosure: Disclosure, report: Report, style: Style) -> str:
    paint = style.palette.paint
    kinds = Counter(map(weight, report.findings))
    kinds[Verdict.UNDETERMINED] = report.summary.undetermined
    counts = [
        paint(f"{word(kind, style.language)} {kinds[kind]}", colour if kinds[kind] else "dim")
        for kind, colour in _COLOURS.items()
    ]
    lines = [
        style.field("document", document_name(disclosure, style.language)),
        style.field("file", report.source.name),
        style.field("conclusion", style.label(conclusion(report))),
        "  ".join(counts),
        style.field("rules", _rule_counts(report, style)),
        style.field("coverage", _coverage(report, style)),
    ]
    return "\n".join(lines)


def conclusion(report: Report) -> str:
    """Which sentence sums the report up: blocked, undecided, explain or clean."""
    summary = report.summary
    if summary.error:
        return "blocked"
    if summary.undetermined:
        return "undecided"
    return "explain" if summary.warning else "clean"


def _rule_counts(report: Report, style: Style) -> str:
    verdicts = [result.verdict for result in report.rules]
    shown = ((verdict, verdicts.count(verdict)) for verdict in Verdict)
    comma = "，" if style.language is Language.CHINESE else ", "
    return comma.join(f"{word(verdict, style.language)} {count}" for verdict, count in shown)


def _coverage(report: Report, style: Style) -> str:
    coverage = report.coverage
    total, claimed = coverage.numbers_in_narrative, coverage.claimed_by_rules
    share = f"{claimed * 100 / total:.1f} %" if total else "—"
    if style.language is Language.ENGLISH:
        return f"{claimed} of {total} numbers checked by rules ({share})"
    return f"{total} 个数字中有 {claimed} 个被规则核对（{share}）"


def _undetermined(report: Report, rules: Mapping[str, RuleInfo], style: Style) -> str:
    """Reading problems and rules that could not decide: silence is never success."""
    lines: list[str] = []
    reasons = undecided(report, rules)
    if reasons:
        heading = f"{word(Verdict.UNDETERMINED, style.language)}（{report.summary.undetermined}）"
        lines.append(style.palette.paint(heading, "magenta"))
        lines += [
            wrap(f"{'、'.join(names)}：{reason}", style.width, "    ", "  - ")
            for reason, names in reasons.items()
        ]
    if report.problems:
        lines.append(f"{style.label('problems')}（{len(report.problems)}）")
        lines += [
            wrap(_located(problem.message, problem.at), style.width, "    ", "  - ")
            for problem in report.problems[:_SHOWN_PROBLEMS]
        ]
        if len(report.problems) > _SHOWN_PROBLEMS:
            rest = len(report.problems) - _SHOWN_PROBLEMS
            lines.append(f"  - {style.label('more').format(rest)}")
    return "\n".join(lines)


def _located(message: str, at: Place) -> str:
    where = str(at)
    return f"{message}［{where}］" if where else message


def _title(rule: str, rules: Mapping[str, RuleInfo]) -> str:
    info = rules.get(rule)
    return info.title if info else rule


def _listed(
    report: Report, rules: Mapping[str, RuleInfo], kind: Severity | Verdict, style: Style
) -> str:
    numbered = [
        (number, finding)
        for number, finding in enumerate(report.findings, 1)
        if weight(finding) is kind
    ]
    if not numbered:
        return ""
    heading = f"{word(kind, style.language)}（{len(numbered)}）"
    if kind is Verdict.ROUNDING:
        heading += f" {style.label('tails')}"
    parts = [style.palette.paint(heading, _COLOURS[kind])]
    parts += [_finding(number, finding, rules, style) for number, finding in numbered]
    return "\n".join(parts)


def _finding(number: int, finding: Finding, rules: Mapping[str, RuleInfo], style: Style) -> str:
    head = f"{number}. {finding.rule} {_title(finding.rule, rules)}"
    lines = [
        style.palette.paint(wrap(head, style.width, "   ", ""), _COLOURS[weight(finding)]),
        wrap(finding.message, style.width, "   "),
    ]
    values = _values(finding, style)
    if values:
        lines.append("   " + values)
    where = _places(finding.places)
    if where:
        lines.append(style.field("places", where, "   "))
    if finding.remedy:
        lines.append(style.field("remedy", finding.remedy, "   "))
    return "\n".join(lines)


def _places(places: Sequence[Place]) -> str:
    """The first places, each once; a sum of fifty parts would bury the rest."""
    known = [where for where in dict.fromkeys(map(str, places)) if where]
    more = f"；等 {len(known)} 处" if len(known) > _SHOWN_PLACES else ""
    return "；".join(known[:_SHOWN_PLACES]) + more


def _values(finding: Finding, style: Style) -> str:
    """Both values and the difference, with their unit."""
    unit = finding.unit or ""
    shown = (
        ("expected", finding.expected),
        ("actual", finding.actual),
        ("difference", finding.difference),
    )
    return "  ".join(
        f"{style.label(key)} {text} {unit}".rstrip() for key, text in shown if text is not None
    )


def _unclaimed(report: Report, style: Style) -> str:
    unclaimed = report.coverage.unclaimed
    if not unclaimed:
        return ""
    heading = f"{style.label('unclaimed')}（{len(unclaimed)}）"
    shown = "；".join(f"{figure.text}{figure.unit}（{figure.at}）" for figure in unclaimed)
    return f"{heading}\n{wrap(shown, style.width, '  ')}"


def _checklist(rows: Sequence[ChecklistRow], style: Style) -> str:
    if not rows:
        return ""
    lines = [style.label("checklist")]
    for row in rows:
        answer = style.palette.paint(f"[{row.answer.value}]", _ANSWERS[row.answer])
        lines.append(f"  {answer} " + wrap(row.title, style.width - 16, "    ", ""))
        if row.wrong:
            lines.append(wrap(row.wrong, style.width, "      "))
    return "\n".join(lines)


def explain(info: RuleInfo, cases: Iterable[RuleCase] = (), style: Style | None = None) -> str:
    """One rule on its own: what must hold, formula, basis, remedy, worked examples."""
    style = style or Style()
    lines = [
        style.palette.paint(f"{info.id} {info.title}", _COLOURS[info.severity]),
        style.field("statement", info.statement),
        style.field("formula", info.formula),
        style.field("basis", info.basis),
        *_certainty(info, style),
        style.field("severity", word(info.severity, style.language)),
        style.field("remedy", info.remedy),
    ]
    examples = [_case(case, style) for case in cases]
    if examples:
        lines += ["", style.label("examples"), *examples]
    return "\n".join(lines) + "\n"


def _certainty(info: RuleInfo, style: Style) -> list[str]:
    """How sure a cited law is; an identity of accounts needs no such word."""
    if "《" not in info.basis:
        return []
    return [style.field("certainty", word(info.certainty, style.language))]


def _case(case: RuleCase, style: Style) -> str:
    figures = "；".join(
        f"{label} = {'未读到' if text is None else text}" for label, text in case.figures.items()
    )
    lines = [wrap(f"{word(case.verdict, style.language)}：{case.name}", style.width, "    ", "  ")]
    lines += [wrap(text, style.width, "    ") for text in (figures, case.message) if text]
    return "\n".join(lines)
