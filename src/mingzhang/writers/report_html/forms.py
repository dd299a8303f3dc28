"""Goal forms drawn as forms: facts, funds by source, texts, three-level indicators."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

from mingzhang.disclosure import Funds, Indicator, OverallGoal, ProjectForm
from mingzhang.model import Figure, Place
from mingzhang.writers.report_html.drawing import Pen
from mingzhang.writers.report_html.markup import lines, scrolling, text
from mingzhang.writers.report_html.narrative import Words

_Pair: TypeAlias = tuple[Indicator | None, Indicator | None]
_SOURCES = (
    ("total", "资金总额"),
    ("central", "中央财政资金"),
    ("provincial", "省级财政资金"),
    ("municipal", "市县（区）财政资金"),
    ("fiscal", "财政拨款"),
    ("carryover", "上年结转"),
    ("self_raised", "单位自筹"),
    ("other", "其他资金"),
)
_KINDS = {"source": "按资金来源", "direction": "按资金方向"}
_TEXTS = (
    ("overview", "项目概况"),
    ("basis", "立项依据"),
    ("necessity", "项目设立必要性"),
    ("measures", "保证项目实施的制度、措施"),
    ("plan", "项目实施计划"),
)


class Forms:
    """Draws the goal forms of one document."""

    def __init__(self, words: Words, pen: Pen) -> None:
        self._words = words
        self._pen = pen

    def overall(self, goal: OverallGoal) -> str:
        """The whole department's form (部门整体支出绩效目标表)."""
        rows = [
            _row("部门名称", text(goal.department)),
            *(_row(label, self._with_unit(fact)) for label, fact in goal.facts.items()),
            self._text("duties", "部门职责", goal.duties, goal.text_places),
            self._text("strategy", "部门战略目标", goal.strategy, goal.text_places),
            *(_row(_fund(label), self._with_unit(fund)) for label, fund in _by_kind(goal.funds)),
            *(_row(f"重点任务：{duty}", lines(task)) for duty, task in goal.tasks),
            self._text("annual_goal", "年度绩效目标", goal.annual_goal, goal.text_places),
        ]
        indicators = self._indicators(goal.indicators, ())
        return self._form("部门整体支出绩效目标表", goal.at, rows, indicators)

    def project(self, form: ProjectForm, *, variant: bool = False) -> str:
        """One project's form (项目支出绩效目标表), other printings of it folded below."""
        facts = (
            ("主管部门及代码", form.department),
            ("实施单位", form.unit),
            ("项目属性", form.attribute),
            ("项目期", form.period),
        )
        places = form.text_places
        rows = [_row(label, text(value)) for label, value in facts if value]
        rows += self._funds(form.total_funds, form.annual_funds)
        rows += [self._text(name, label, getattr(form, name), places) for name, label in _TEXTS]
        rows.append(self._text("total_goal", "实施期目标", form.total_goal, places))
        rows.append(self._text("annual_goal", "年度目标", form.annual_goal, places))
        title = f"{'另一次印出：' if variant else ''}{form.name or '没有名称的项目'}"
        body = self._indicators(form.indicators, form.annual_indicators) + _end(form)
        variants = "".join(self.project(other, variant=True) for other in form.variants)
        if variants:
            body += f"<details><summary>同一张表在文中的其他印本</summary>{variants}</details>"
        return self._form(title, form.at, rows, body, nested=variant)

    def _form(
        self, title: str, at: Place, rows: Iterable[str], body: str, *, nested: bool = False
    ) -> str:
        identity = self._pen.part(at, title, nested=nested)
        level = "h4" if nested else "h3"
        flags = self._pen.flags(at)
        return (
            f'<section class="part form" id="{identity}">'
            f'<{level} tabindex="-1">{text(title)} {flags}</{level}>'
            f'<table class="sheet fields"><tbody>{"".join(rows)}</tbody></table>{body}</section>'
        )

    def _text(self, name: str, label: str, value: str, places: Mapping[str, Place]) -> str:
        """One text of a form with its numbers marked; "" where nothing is printed."""
        if not value:
            return ""
        place = places.get(name)
        if place is None:
            return _row(label, lines(value))
        drawn = self._words.paragraph(place, value).replace("\n", "<br>")
        return _row(label, drawn + self._pen.flags(place), self._pen.name("p", place))

    def _funds(self, total: Funds, annual: Funds) -> list[str]:
        pairs = [(label, getattr(total, name), getattr(annual, name)) for name, label in _SOURCES]
        shown = [pair for pair in pairs if pair[1] or pair[2]]
        if not shown:
            return []
        rows = "".join(
            f'<tr><th scope="row">{label}</th><td class=m>{self._figure(whole)}</td>'
            f"<td class=m>{self._figure(year)}</td></tr>"
            for label, whole, year in shown
        )
        unit = next((figure.unit for pair in shown for figure in pair[1:] if figure), "")
        inner = (
            f'<table class="inner"><thead><tr><th scope="col">资金来源（{text(unit)}）</th>'
            '<th scope="col">实施期</th><th scope="col">年度</th></tr></thead>'
            f"<tbody>{rows}</tbody></table>"
        )
        return [_row("项目资金", inner)]

    def _figure(self, figure: Figure | None) -> str:
        return "" if figure is None else self._pen.figure(figure)

    def _with_unit(self, figure: Figure | None) -> str:
        return "" if figure is None else self._pen.figure(figure) + text(figure.unit)

    def _indicators(self, indicators: Sequence[Indicator], annual: Sequence[Indicator]) -> str:
        """Both horizons beside each other; a level is printed once."""
        if not indicators and not annual:
            return '<p class="note">没有读到绩效指标</p>'
        levels = dict.fromkeys((item.level1, item.level2) for item in (*indicators, *annual))
        first_levels = dict.fromkeys(level1 for level1, _ in levels)
        rows: list[str] = []
        for level1 in first_levels:
            lines_of = [
                (level2, pair)
                for upper, level2 in levels
                if upper == level1
                for pair in _paired(
                    _under(indicators, level1, level2), _under(annual, level1, level2)
                )
            ]
            rows += self._group(level1, lines_of, two_sided=bool(annual))
        head = _indicator_head(bool(annual))
        body = "".join(rows)
        return scrolling(
            f'<table class="sheet indicators"><thead>{head}</thead><tbody>{body}</tbody></table>',
            "绩效指标",
        )

    def _group(
        self, level1: str, members: Sequence[tuple[str, _Pair]], *, two_sided: bool
    ) -> list[str]:
        rows: list[str] = []
        before = None
        for level2, pair in members:
            first = f'<th scope="rowgroup" rowspan="{len(members)}">{text(level1)}</th>'
            cells = [
                "" if rows else first,
                f"<td>{'' if level2 == before else text(level2)}</td>",
                *self._side(pair[0]),
                *(self._side(pair[1]) if two_sided else ()),
            ]
            identity = self._pen.name("r", *(item.at for item in pair if item))
            rows.append(f'<tr id="{identity}">{"".join(cells)}</tr>')
            before = level2
        return rows

    def _side(self, item: Indicator | None) -> tuple[str, str]:
        if item is None:
            return ("<td></td>", "<td></td>")
        target = self._pen.target(item.at, item.target.raw or "（空）")
        cut = '<span class="odd">（名称被截断）</span>' if item.truncated else ""
        name = f"<td>{text(item.level3)}{cut}{self._pen.flags(item.at)}</td>"
        return (name, f"<td>{target}</td>")


def _by_kind(funds: Mapping[str, Figure | None]) -> list[tuple[str, Figure | None]]:
    """Funds by source first, then by direction, each in printed order."""
    return sorted(funds.items(), key=lambda item: item[0].startswith("direction:"))


def _fund(label: str) -> str:
    kind, colon, name = label.partition(":")
    return f"{_KINDS.get(kind, kind)}：{name}" if colon else label


def _row(label: str, value: str, identity: str = "") -> str:
    name = f' id="{identity}"' if identity else ""
    return f'<tr{name}><th scope="row">{text(label)}</th><td>{value}</td></tr>'


def _under(items: Iterable[Indicator], level1: str, level2: str) -> list[Indicator]:
    return [item for item in items if (item.level1, item.level2) == (level1, level2)]


def _paired(left: Sequence[Indicator], right: Sequence[Indicator]) -> Iterator[_Pair]:
    """Both horizons of one indicator together; one that only a side prints stands alone."""
    waiting = list(right)
    for item in left:
        ahead = next((n for n, other in enumerate(waiting) if _alike(item, other)), None)
        if ahead is None and (not waiting or any(_alike(other, waiting[0]) for other in left)):
            yield item, None
            continue
        for other in waiting[: ahead or 0]:
            yield None, other
        yield item, waiting[ahead or 0]
        del waiting[: (ahead or 0) + 1]
    for other in waiting:
        yield None, other


def _alike(item: Indicator, other: Indicator) -> bool:
    """Names that agree as far as the shorter one was printed."""
    one, two = item.level3, other.level3
    return bool(one and two) and (one.startswith(two) or two.startswith(one))


def _indicator_head(two_sided: bool) -> str:
    names = '<th scope="col">三级指标</th><th scope="col">指标值</th>'
    if not two_sided:
        return f'<tr><th scope="col">一级指标</th><th scope="col">二级指标</th>{names}</tr>'
    return (
        '<tr><th scope="col" rowspan="2">一级指标</th><th scope="col" rowspan="2">二级指标</th>'
        '<th scope="colgroup" colspan="2">实施期</th><th scope="colgroup" colspan="2">年度</th>'
        f"</tr><tr>{names}{names}</tr>"
    )


def _end(form: ProjectForm) -> str:
    cut = '<p class="note">这张表在原文中没有印完。</p>' if form.truncated else ""
    filed = f'<p class="note">填报日期：{text(form.filled_at)}</p>' if form.filled_at else ""
    return cut + filed
