"""The first page (概览): key figures, where money comes from and goes, both years, promises."""

from collections import Counter
from collections.abc import Sequence

from mingzhang.checks.facts import Facts
from mingzhang.disclosure import Disclosure
from mingzhang.model import Figure
from mingzhang.writers.published.flow import cover_lines
from mingzhang.writers.site.board import BOARD
from mingzhang.writers.site.forms import LIST as PROJECTS
from mingzhang.writers.site.forms import project_path
from mingzhang.writers.site.grid import shown
from mingzhang.writers.site.indicators import Promise, is_measured, type_name
from mingzhang.writers.site.key_figures import KeyFigure, key_figures
from mingzhang.writers.site.markup import icon, text
from mingzhang.writers.site.pen import SitePen
from mingzhang.writers.site.pictures import Pictures
from mingzhang.writers.site.proofs import safe_json
from mingzhang.writers.site.shell import Sheet
from mingzhang.writers.site.year_on_year import Change, changes

INDEX = "index.html"


class Overview:
    """Draws the first page from the facts of one disclosure."""

    def __init__(self, disclosure: Disclosure, found: Sequence[Promise], pen: SitePen) -> None:
        self._disclosure = disclosure
        self._promises = found
        self._pen = pen
        self._facts = Facts(disclosure)
        self._pictures = Pictures(self._facts, disclosure)

    def page(self) -> Sheet:
        """The page with its charts as data."""
        self._pen.page = INDEX
        figures = key_figures(self._facts)
        compared = changes(self._facts)
        body = "".join(
            (
                self._cards(figures, compared),
                self._pictures.flow(),
                self._pictures.tree(),
                self._years(compared),
                self._promised(),
                self._largest(),
            )
        )
        charts = self._pictures.data
        data = {"charts": safe_json(charts)} if charts else {}
        return Sheet(
            path=INDEX,
            title=cover_lines(self._disclosure)[1],
            body=body,
            section=INDEX,
            lead=self._lead(figures),
            scripts=("echarts.min.js", "charts.js") if charts else (),
            data=data,
        )

    def _lead(self, figures: Sequence[KeyFigure]) -> str:
        """What the whole is about, in one sentence."""
        said = {one.name: f"{shown(one.figure)}{one.figure.unit}" for one in figures}
        parts = [f"{name} {said[name]}" for name in ("收入总计", "支出总计") if name in said]
        count = len(self._disclosure.projects)
        if count:
            parts.append(f"{count} 个项目编报绩效目标")
        if self._promises:
            parts.append(f"{len(self._promises)} 项绩效指标")
        return text("，".join(parts) + "。") if parts else ""

    def _cards(self, figures: Sequence[KeyFigure], compared: Sequence[Change]) -> str:
        if not figures:
            return ""
        total = next((f.figure for f in figures if f.name == "支出总计"), None)
        items = "".join(self._card(one, total, _change_of(one, compared)) for one in figures)
        return f'<section aria-labelledby="key"><h2 id="key">主要数据</h2><ul class="cards">{items}</ul></section>'

    def _card(self, one: KeyFigure, total: Figure | None, change: Change | None) -> str:
        number = self._pen.figure(one.figure, shown(one.figure), one.name)
        notes = []
        if one.name in ("基本支出", "项目支出") and total is not None and total.value:
            notes.append(f"占支出总计 {_percent(one.figure.value, total.value)}")
        if change is not None and change.difference:
            word = "增加" if change.difference > 0 else "减少"
            notes.append(f"比上年{word} {change.shown(abs(change.difference))}{one.figure.unit}")
        parts = "".join(
            f"<li>{text(name)} <b>{text(shown(figure))}</b></li>"
            for name, figure in one.parts
            if figure.value
        )
        source = self._pen.address(one.figure.at)
        return (
            f'<li class="card"><h3>{icon(one.icon)}{text(one.name)}</h3>'
            f'<p class="big">{number}<i>{text(one.figure.unit)}</i></p>'
            + "".join(f'<p class="quiet">{text(note)}</p>' for note in notes)
            + (f'<ul class="parts">{parts}</ul>' if parts else "")
            + (
                f'<p class="more"><a href="{source}">看出处<span class="vh">：{text(one.name)}</span></a></p>'
                if source
                else ""
            )
            + "</li>"
        )

    def _years(self, compared: Sequence[Change]) -> str:
        """Both years as a table whose last cells draw them, each row by its own measure."""
        if not compared:
            return ""
        rows = "".join(self._change(one) for one in compared)
        last, this = _years(self._disclosure.year)
        heads = ("项目", last, this, "增减", "幅度", f"{last}（灰）与{this}（蓝）")
        head = "".join(f'<th scope="col">{label}</th>' for label in heads)
        worked_out = any(one.worked_out for one in compared)
        note = '<p class="quiet">上年数由公开的本年数和增减额推算。</p>' if worked_out else ""
        return (
            '<section class="chart-block" aria-labelledby="t-years">'
            f'<h2 id="t-years">与上年相比</h2>{note}'
            '<div class="scroll fits" role="region" tabindex="0" aria-label="两年对照表">'
            '<table class="sheet years"><caption class="vh">与上年相比</caption>'
            f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div></section>"
        )

    def _change(self, one: Change) -> str:
        sign = "+" if one.difference > 0 else ""
        now = self._pen.address(one.now.at)
        this = one.shown(one.now.value)
        linked = f'<a href="{now}">{this}</a>' if now else this
        cells = (one.shown(one.before), linked, sign + one.shown(one.difference), one.rate)
        drawn = "".join(f'<td class="m">{cell}</td>' for cell in cells)
        top = max(one.before, one.now.value, 1)
        bars = _bar(max(one.before, 0), top, "before") + _bar(max(one.now.value, 0), top)
        unit = f'<span class="quiet">（{text(one.now.unit)}）</span>'
        return f'<tr><th scope="row">{text(one.name)}{unit}</th>{drawn}<td class="pair">{bars}</td></tr>'

    def _promised(self) -> str:
        if not self._promises:
            return ""
        measured = sum(is_measured(one.item.target) for one in self._promises)
        kinds = Counter(type_name(one.item.target) for one in self._promises)
        tiles = [("绩效指标", len(self._promises)), ("能用数衡量", measured)]
        tiles += [(name, count) for name, count in kinds.most_common(6)]
        items = "".join(f"<li><b>{n}</b><span>{text(name)}</span></li>" for name, n in tiles)
        return (
            '<section aria-labelledby="promised"><h2 id="promised">绩效承诺</h2>'
            f'<ul class="tiles">{items}</ul>'
            f'<p class="more"><a href="{BOARD}">逐项查看绩效指标</a></p></section>'
        )

    def _largest(self, most: int = 8) -> str:
        """The projects with most money this year, as bars."""
        listed = [
            (form.annual_funds.total, form.name, number)
            for number, form in enumerate(self._disclosure.projects, 1)
        ]
        found = [(figure, name, number) for figure, name, number in listed if figure is not None]
        found = sorted(found, key=lambda one: (-one[0].value, one[2]))[:most]
        if not found or not found[0][0].value:
            return ""
        top = found[0][0].value
        rows = "".join(
            f'<li><a href="{project_path(number)}"><span>{text(name)}</span>'
            f"<b>{text(shown(figure))}<i>{text(figure.unit)}</i></b>{_bar(figure.value, top)}</a></li>"
            for figure, name, number in found
        )
        return (
            '<section aria-labelledby="largest"><h2 id="largest">年度资金最多的项目</h2>'
            f'<ol class="bars">{rows}</ol>'
            f'<p class="more"><a href="{PROJECTS}">全部项目</a></p></section>'
        )


def _change_of(one: KeyFigure, compared: Sequence[Change]) -> Change | None:
    """The change of the same amount under a name that says the same."""
    core = one.name.strip("“”").removesuffix("经费").strip("“”")
    same = (c for c in compared if c.now.value == one.figure.value and core in c.name)
    return next(same, None)


def _bar(value: int, top: int, kind: str = "now") -> str:
    return (
        '<svg class="bar" viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true">'
        '<rect class="all" width="1000" height="10"/>'
        f'<rect class="{kind}" width="{value * 1000 // top}" height="10"/></svg>'
    )


def _percent(part: int, whole: int) -> str:
    tenths = (abs(part) * 20000 + whole) // (2 * whole)
    return f"{'-' if part < 0 else ''}{tenths // 100}.{tenths % 100:02}%"


def _years(year: int | None) -> tuple[str, str]:
    return (f"{year - 1}年", f"{year}年") if year else ("上年", "本年")
