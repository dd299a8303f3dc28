"""The column beside the document: findings, checklist, rules, numbers nobody checked, contents."""

from collections.abc import Iterable, Mapping, Sequence

from mingzhang.disclosure import Disclosure
from mingzhang.model import Finding, Place, Report, RuleResult, Verdict
from mingzhang.model.rule_info import RuleInfo
from mingzhang.writers.checklist import Answer, ChecklistRow
from mingzhang.writers.evidence import Mark, key
from mingzhang.writers.report_html.drawing import Pen
from mingzhang.writers.report_html.markup import MARK_CLASS, badge, icon, text
from mingzhang.writers.words import undecided, word

_GROUPS = (
    (Mark.ERROR, "错误"),
    (Mark.WARNING, "警告"),
    (Mark.INFO, "提示"),
    (Mark.ROUNDING, "尾差（四舍五入造成，不是错误）"),
)
_SHOWN_PLACES = 6
_VERDICT_MARK = {
    Verdict.PASS: Mark.PASS,
    Verdict.ROUNDING: Mark.ROUNDING,
    Verdict.FAIL: Mark.ERROR,
    Verdict.UNDETERMINED: Mark.UNDETERMINED,
    Verdict.NOT_APPLICABLE: Mark.NONE,
}
_ANSWER_MARK = {
    Answer.YES: Mark.PASS,
    Answer.NO: Mark.ERROR,
    Answer.UNDETERMINED: Mark.UNDETERMINED,
}
_WORST_FIRST = (
    Verdict.UNDETERMINED,
    Verdict.FAIL,
    Verdict.ROUNDING,
    Verdict.PASS,
    Verdict.NOT_APPLICABLE,
)


def undetermined(report: Report, rules: Mapping[str, RuleInfo], pen: Pen) -> str:
    """What could not be decided or read: it stands before every finding."""
    rows = [
        f"<li><b>{text('、'.join(names))}</b>：{text(reason)}</li>"
        for reason, names in undecided(report, rules).items()
    ]
    doubts = [
        f"<li>{text(problem.message)}{_link(problem.at, pen)}</li>" for problem in report.problems
    ]
    return _box(
        "", f"无法判定 {report.summary.undetermined} 条规则", rows, opened=len(rows) <= 12
    ) + _box(" problems", f"读取时有疑问 {len(doubts)} 处", doubts, opened=len(doubts) <= 3)


def _box(kind: str, label: str, rows: Sequence[str], *, opened: bool) -> str:
    if not rows:
        return ""
    return (
        f'<details class="undecided{kind}"{" open" if opened else ""}>'
        f"<summary>{icon(Mark.UNDETERMINED)}{label}</summary><ul>{''.join(rows)}</ul></details>"
    )


def filters(report: Report, rules: Mapping[str, RuleInfo], pen: Pen) -> str:
    """Which findings are listed: by severity, by rule, by a word."""
    marks = [pen.evidence.mark_of_finding(number) for number in range(len(report.findings))]
    boxes = "".join(
        f'<label><input type="checkbox" name="mark" value="{MARK_CLASS[mark]}" checked>'
        f"{icon(mark)}{label[:2]} {marks.count(mark)}</label>"
        for mark, label in _GROUPS
        if mark in marks
    )
    used: dict[str, int] = {}
    for finding in report.findings:
        used[finding.rule] = used.get(finding.rule, 0) + 1
    options = "".join(
        f'<option value="{text(rule)}">{text(rule)} {text(_title(rule, rules))}（{count}）</option>'
        for rule, count in sorted(used.items())
    )
    return (
        f'<form class="filters" role="search" aria-label="筛选发现"><fieldset>'
        f'<legend class="vh">严重程度</legend>{boxes}</fieldset>'
        f'<label class="vh" for="rule">规则</label><select id="rule">'
        f'<option value="">全部规则</option>{options}</select>'
        '<label class="vh" for="find">在发现中查找</label>'
        '<input id="find" type="search" placeholder="在发现中查找" autocomplete="off">'
        '<p id="count" role="status"></p></form>'
    )


def findings(report: Report, rules: Mapping[str, RuleInfo], pen: Pen) -> str:
    """Every finding as a card, worst first; tails of rounding folded at the end."""
    groups: dict[Mark, list[str]] = {mark: [] for mark, _ in _GROUPS}
    for number, finding in enumerate(report.findings):
        mark = pen.evidence.mark_of_finding(number)
        groups[mark].append(_card(number, finding, mark, rules, pen))
    parts = [_group(mark, label, groups[mark]) for mark, label in _GROUPS if groups[mark]]
    return "".join(parts) or '<p class="none">没有发现不符的地方。</p>'


def _group(mark: Mark, label: str, cards: Sequence[str]) -> str:
    letter = MARK_CLASS[mark]
    body = f'<ol class="cards">{"".join(cards)}</ol>'
    if mark is Mark.ROUNDING:
        return (
            f'<details class="group {letter}"><summary>{icon(mark)}{label} '
            f"<b>{len(cards)}</b></summary>{body}</details>"
        )
    return (
        f'<section class="group {letter}"><h3>{icon(mark)}{label} <b>{len(cards)}</b></h3>'
        f"{body}</section>"
    )


def _card(
    number: int, finding: Finding, mark: Mark, rules: Mapping[str, RuleInfo], pen: Pen
) -> str:
    letter = MARK_CLASS[mark]
    why = "".join(
        f"<dt>{label}</dt><dd>{text(value)}</dd>"
        for label, value in (("依据", finding.basis), ("处理", finding.remedy))
        if value
    )
    folded = f"<details><summary>依据和处理</summary><dl>{why}</dl></details>" if why else ""
    return (
        f'<li class="card {letter}" id="f{number}" data-mark="{letter}" '
        f'data-rule="{text(finding.rule)}">'
        f'<h4><button data-finding="{number}"><span class="no">{number + 1}</span>'
        f"{icon(mark)}{text(finding.rule)} {text(_title(finding.rule, rules))}</button></h4>"
        f"<p>{text(finding.message)}</p>{_values(finding)}"
        f"{_places(finding.places, pen)}{folded}</li>"
    )


def _values(finding: Finding) -> str:
    unit = finding.unit or ""
    shown = (("应为", finding.expected), ("实为", finding.actual), ("差额", finding.difference))
    cells = "".join(
        f"<div><dt>{label}</dt><dd>{text(value)} {text(unit)}</dd></div>"
        for label, value in shown
        if value is not None
    )
    return f'<dl class="values">{cells}</dl>' if cells else ""


def _places(places: Sequence[Place], pen: Pen) -> str:
    shown = list({str(place): place for place in reversed(places)}.values())[::-1]
    links = [link for place in shown[:_SHOWN_PLACES] if (link := _link(place, pen))]
    more = f"等 {len(shown)} 处" if len(shown) > _SHOWN_PLACES else ""
    return f'<p class="places">{"".join(links)}{more}</p>' if links else ""


def _link(place: Place, pen: Pen) -> str:
    """A place as a link to where it is drawn; plain words where it is not."""
    where = str(place)
    found = pen.find(place)
    if not where:
        return ""
    if found is None:
        return f'<span class="at">{text(where)}</span>'
    return f'<a class="at" href="#{found}">{text(where)}</a>'


def _title(rule: str, rules: Mapping[str, RuleInfo]) -> str:
    info = rules.get(rule)
    return info.title if info else ""


def checklist_table(rows: Sequence[ChecklistRow], pen: Pen) -> str:
    """The reviewer's checklist, in the order of the document."""
    body = "".join(
        f'<tr><th scope="row">{text(row.title)}{_link(row.at, pen) if row.at else ""}'
        f'<span class="basis">{text(row.basis)}</span></th>'
        f"<td>{badge(_ANSWER_MARK[row.answer], row.answer.value)}</td>"
        f"<td>{text(row.wrong)}{_finding_links(row.findings)}</td></tr>"
        for row in rows
    )
    return (
        '<table class="list"><caption class="vh">检查表</caption><thead><tr>'
        '<th scope="col">应公开的内容</th><th scope="col">有无</th><th scope="col">问题</th>'
        f"</tr></thead><tbody>{body}</tbody></table>"
    )


def _finding_links(numbers: Iterable[int]) -> str:
    links = [f'<a class="flag" href="#f{number - 1}">{number}</a>' for number in numbers]
    return f'<span class="links">{"".join(links)}</span>' if links else ""


def rules_table(report: Report, rules: Mapping[str, RuleInfo]) -> str:
    """Every rule with its verdict, those that could not decide first."""
    ranked = sorted(report.rules, key=lambda r: (_WORST_FIRST.index(r.verdict), r.rule))
    body = "".join(_rule_row(result, rules) for result in ranked)
    return (
        '<table class="list"><caption class="vh">规则</caption><thead><tr>'
        '<th scope="col">规则</th><th scope="col">结论</th><th scope="col">核对次数</th>'
        f"</tr></thead><tbody>{body}</tbody></table>"
    )


def _rule_row(result: RuleResult, rules: Mapping[str, RuleInfo]) -> str:
    info = rules.get(result.rule)
    title = f"{text(result.rule)} {text(info.title if info else '')}"
    facts = (("要求", info.statement), ("公式", info.formula), ("依据", info.basis)) if info else ()
    why = "".join(f"<dt>{label}</dt><dd>{text(value)}</dd>" for label, value in facts)
    reason = f'<span class="basis">{text(result.reason)}</span>' if result.reason else ""
    shown = badge(_VERDICT_MARK[result.verdict], word(result.verdict))
    return (
        f'<tr><th scope="row"><details><summary>{title}</summary><dl>{why}</dl></details>'
        f"{reason}</th><td>{shown}</td><td>{result.tested}</td></tr>"
    )


def unclaimed(disclosure: Disclosure, report: Report, pen: Pen) -> str:
    """Numbers of the narrative that no rule used: a person must check them."""
    clauses = {key(said.figure.at): said.clause for said in disclosure.statements}
    items = "".join(
        f"<li><b>{text(figure.text)}{text(figure.unit)}</b> "
        f"{text(_shortened(clauses.get(key(figure.at), '')))}{_link(figure.at, pen)}</li>"
        for figure in report.coverage.unclaimed
    )
    if not items:
        return '<p class="none">说明文字中的数字都有规则核对。</p>'
    return f'<p>下面这些数字没有规则核对，请人工核对。</p><ul class="unclaimed">{items}</ul>'


def _shortened(clause: str) -> str:
    return clause if len(clause) <= 60 else clause[:60] + "…"


def contents(report: Report, pen: Pen) -> str:
    """The parts of the document, each with the findings that lie in it."""
    inside: dict[str, dict[Mark, int]] = {}
    for number, finding in enumerate(report.findings):
        mark = pen.evidence.mark_of_finding(number)
        for part in {pen.part_of(place) for place in finding.places}:
            if part is not None:
                counts = inside.setdefault(part, dict.fromkeys(Mark, 0))
                counts[mark] += 1
    items = "".join(
        f'<li><a href="#{identity}">{text(title)}</a>{_counts(inside.get(identity, {}))}</li>'
        for identity, title in pen.parts
    )
    return f'<ol class="contents">{items}</ol>'


def _counts(counts: Mapping[Mark, int]) -> str:
    shown = (Mark.ERROR, Mark.WARNING, Mark.INFO)
    return "".join(badge(mark, str(counts[mark])) for mark in shown if counts.get(mark))
