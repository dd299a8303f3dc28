"""The report as one page (核对报告网页): opens offline, draws the document, proves each figure.

The page needs nothing from outside: style and script stand in it and are allowed by their
hashes alone, so that nothing in a document can run.
"""

import hashlib
from base64 import b64encode
from collections import Counter
from collections.abc import Mapping, Sequence
from string import Template

from mingzhang.disclosure import Disclosure
from mingzhang.model import Report, Severity, Verdict
from mingzhang.model.rule_info import RuleInfo
from mingzhang.writers.checklist import ChecklistRow
from mingzhang.writers.evidence import Mark
from mingzhang.writers.report_html import findings as side
from mingzhang.writers.report_html.drawing import Pen
from mingzhang.writers.report_html.markup import MARK_CLASS, badge, icon, piece, shared, text
from mingzhang.writers.report_html.whole import Drawing, draw
from mingzhang.writers.words import WEIGHTS, document_name, weight, word

__all__ = ["Drawing", "draw", "legend", "report_html"]

_MARKS: dict[Severity | Verdict, Mark] = {
    Severity.ERROR: Mark.ERROR,
    Severity.WARNING: Mark.WARNING,
    Severity.INFO: Mark.INFO,
    Verdict.ROUNDING: Mark.ROUNDING,
    Verdict.UNDETERMINED: Mark.UNDETERMINED,
}
_CONCLUSIONS = {
    "error": "有 {} 处错误，更正之前不宜公布。",
    "undetermined": "没有错误，但有 {} 条规则无法判定，请先补读缺失的内容。",
    "warning": "没有错误，有 {} 处警告需要逐条说明。",
    "clean": "没有发现错误和警告。",
}


def report_html(
    disclosure: Disclosure,
    report: Report,
    rules: Mapping[str, RuleInfo],
    checklist: Sequence[ChecklistRow] = (),
) -> bytes:
    """The whole page in UTF-8; the same input gives the same bytes."""
    drawing = draw(disclosure, report, rules)
    pen = drawing.pen
    style = shared("document.css") + piece("report.css")
    script = shared("document.js") + piece("report.js")
    page = Template(piece("page.html")).substitute(
        policy=_policy(style, script),
        style=style,
        script=script,
        sprite=drawing.sprite,
        title=text(document_name(disclosure)),
        source=text(report.source.name),
        fingerprint=text(report.source.sha256[:12]),
        conclusion=text(_conclusion(report)),
        counts=_counts(report),
        coverage=_coverage(report, pen),
        undetermined=side.undetermined(report, rules, pen),
        filters=side.filters(report, rules, pen),
        findings=side.findings(report, rules, pen),
        contents=side.contents(report, pen),
        checklist=side.checklist_table(checklist, pen),
        rules=side.rules_table(report, rules),
        unclaimed=side.unclaimed(disclosure, report, pen),
        legend=legend(),
        document=drawing.document,
        data=drawing.proofs,
    )
    return page.encode()


def _policy(style: str, script: str) -> str:
    """Nothing may be loaded; only this style and this script may act."""
    return (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )


def _hash(content: str) -> str:
    return "sha256-" + b64encode(hashlib.sha256(content.encode()).digest()).decode()


def _conclusion(report: Report) -> str:
    summary = report.summary
    for name, count in (
        ("error", summary.error),
        ("undetermined", summary.undetermined),
        ("warning", summary.warning),
    ):
        if count:
            return _CONCLUSIONS[name].format(count)
    return _CONCLUSIONS["clean"]


def _counts(report: Report) -> str:
    kinds: Counter[Severity | Verdict] = Counter(map(weight, report.findings))
    kinds[Verdict.UNDETERMINED] = report.summary.undetermined
    shown = [(kind, kinds[kind]) for kind in (*WEIGHTS, Verdict.UNDETERMINED)]
    return "".join(
        f"<li{'' if count else ' class=zero'}>{badge(_MARKS[kind], word(kind))}<b>{count}</b></li>"
        for kind, count in shown
        if count or kind is not Verdict.ROUNDING
    )


def _coverage(report: Report, pen: Pen) -> str:
    """Two bars: numbers of the narrative, and all figures of the document."""
    coverage = report.coverage
    drawn = sum(pen.marks.values())
    return _bar("说明中的数", coverage.claimed_by_rules, coverage.numbers_in_narrative) + _bar(
        "全文的数", drawn - pen.marks[Mark.NONE], drawn
    )


def _bar(label: str, done: int, total: int) -> str:
    share = done * 100 / total if total else 0
    return (
        f'<div class="cover"><span>{label} {done}／{total} 已核对</span>'
        f'<svg viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">'
        f'<rect class="all" width="100" height="4"/>'
        f'<rect class="done" width="{share:.1f}" height="4"/></svg></div>'
    )


def legend() -> str:
    """What the marks of figures mean."""
    samples = (
        (Mark.PASS, "核对通过"),
        (Mark.ERROR, "错误"),
        (Mark.WARNING, "警告"),
        (Mark.INFO, "提示"),
        (Mark.ROUNDING, "尾差"),
        (Mark.INVOLVED, "与不符的数有关"),
        (Mark.UNDETERMINED, "无法判定"),
        (Mark.NONE, "没有规则核对"),
    )
    flagged = {Mark.ERROR, Mark.WARNING, Mark.INFO, Mark.ROUNDING, Mark.UNDETERMINED}
    items = (
        f'<li><span class="f {MARK_CLASS[mark]}">{icon(mark) if mark in flagged else ""}12.30'
        f"</span>{label}</li>"
        for mark, label in samples
    )
    return f'<ul class="legend">{"".join(items)}</ul>'
