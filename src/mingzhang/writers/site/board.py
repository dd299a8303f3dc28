"""The indicator board (绩效指标一览): every promise with its typed target."""

from collections import Counter
from collections.abc import Iterable, Sequence

from mingzhang.disclosure import Disclosure
from mingzhang.writers.published.forms import printings
from mingzhang.writers.site.forms import GOAL, project_path
from mingzhang.writers.site.indicators import (
    HORIZONS,
    Promise,
    is_measured,
    meaning,
    target_html,
    type_name,
)
from mingzhang.writers.site.markup import text
from mingzhang.writers.site.pen import SitePen
from mingzhang.writers.site.shell import Sheet

BOARD = "indicators.html"


def board_page(disclosure: Disclosure, found: Sequence[Promise], pen: SitePen) -> Sheet:
    """All promises as one table with filters; without scripts the whole table shows."""
    pen.page = BOARD
    pages = _pages_of_forms(disclosure)
    rows = "".join(_row(promise, pages, pen) for promise in found)
    labels = ("项目", "一级指标", "二级指标", "三级指标", "指标值", "怎样算达到", "时段")
    head = "".join(
        f'<th scope="col" data-column="{column}">{label}</th>'
        for column, label in enumerate(labels)
    )
    goal = (
        f'<p><a class="button" href="{GOAL}">部门整体支出绩效目标</a></p>'
        if disclosure.overall_goal
        else ""
    )
    return Sheet(
        path=BOARD,
        title="绩效指标",
        body=(
            f"{_summary(found)}{goal}{_filters(found)}"
            '<div class="scroll fits" role="region" tabindex="0" aria-label="绩效指标一览">'
            '<table class="sheet sortable board" data-blocks="0-7" id="board">'
            f"<caption>绩效指标一览</caption><thead><tr>{head}</tr></thead>"
            f"<tbody>{rows}</tbody></table></div>"
        ),
        section=BOARD,
        lead=f"{len(found)} 项承诺，逐项列出指标值和它的类型。",
    )


def _pages_of_forms(disclosure: Disclosure) -> list[str]:
    """The page of each printed form: other printings stand on the page of the first."""
    return [
        project_path(number)
        for number, form in enumerate(disclosure.projects, 1)
        for _ in printings([form])
    ]


def _row(promise: Promise, pages: Sequence[str], pen: SitePen) -> str:
    item = promise.item
    page = pages[promise.form - 1] if promise.form else GOAL
    target = pen.address(item.at) or page
    return (
        f'<tr data-type="{text(type_name(item.target))}" data-horizon="{promise.horizon}">'
        f'<td><a href="{page}">{text(promise.project) or "没有名称"}</a></td>'
        f"<td>{text(item.level1)}</td><td>{text(item.level2)}</td>"
        f'<th scope="row"><a href="{target}">{text(item.level3) or "（未填名称）"}</a></th>'
        f"<td>{target_html(item.target)}</td><td>{text(meaning(item.target))}</td>"
        f"<td>{HORIZONS[promise.horizon]}</td></tr>"
    )


def _summary(found: Sequence[Promise]) -> str:
    measured = sum(is_measured(promise.item.target) for promise in found)
    levels = Counter(promise.item.level1 for promise in found)
    cards = [("能用数衡量", measured), *((level or "未分级", n) for level, n in levels.items())]
    return (
        '<ul class="tiles">'
        + "".join(f"<li><b>{count}</b><span>{text(label)}</span></li>" for label, count in cards)
        + "</ul>"
    )


def _filters(found: Sequence[Promise]) -> str:
    fields = (
        ("f-project", "项目", 0, (promise.project for promise in found)),
        ("f-level", "一级指标", 1, (promise.item.level1 for promise in found)),
        ("f-type", "指标值类型", "type", (type_name(p.item.target) for p in found)),
        ("f-horizon", "时段", 6, (HORIZONS[promise.horizon] for promise in found)),
    )
    drawn = "".join(_choice(name, label, by, values) for name, label, by, values in fields)
    return (
        '<form class="filters live" id="filters" role="search" aria-label="筛选指标">'
        '<p><label for="f-words">关键词</label>'
        '<input type="search" id="f-words" autocomplete="off"></p>'
        f'{drawn}<p><button type="reset">全部显示</button></p>'
        '<p class="count" role="status" id="shown"></p></form>'
    )


def _choice(name: str, label: str, by: object, values: Iterable[str]) -> str:
    options = "".join(f"<option>{text(value)}</option>" for value in dict.fromkeys(values) if value)
    return (
        f'<p><label for="{name}">{label}</label><select id="{name}" data-by="{by}">'
        f'<option value="">全部</option>{options}</select></p>'
    )
