"""Goal forms as pages (绩效目标表): the whole department's, and one page a project."""

from collections.abc import Iterator, Mapping, Sequence

from mingzhang.disclosure import (
    FUND_SOURCES,
    Disclosure,
    Funds,
    Indicator,
    OverallGoal,
    ProjectForm,
    Row,
    Table,
)
from mingzhang.model import Figure, Place
from mingzhang.recognition.vocabulary import bare
from mingzhang.writers.report_html.narrative import Words
from mingzhang.writers.site.grid import shown
from mingzhang.writers.site.indicators import target_html
from mingzhang.writers.site.markup import chip, href, text
from mingzhang.writers.site.pen import SitePen
from mingzhang.writers.site.project_rows import project_rows
from mingzhang.writers.site.shell import Sheet
from mingzhang.writers.site.tables import table_title

LIST = "projects.html"
GOAL = "goal.html"
_TEXTS = (
    ("overview", "项目概况"),
    ("basis", "立项依据"),
    ("necessity", "项目设立必要性"),
    ("measures", "保证项目实施的制度、措施"),
    ("plan", "项目实施计划"),
)
_GOALS = (("total_goal", "实施期目标"), ("annual_goal", "年度目标"))
_KINDS = {"source": "按资金来源", "direction": "按资金方向"}


def project_path(number: int) -> str:
    """The page of a project, counted from 1."""
    return f"projects/{number:02}.html"


class Forms:
    """Draws goal forms with one pen; `rows_of`: bare project name → rows of tables."""

    def __init__(self, disclosure: Disclosure, words: Words, pen: SitePen) -> None:
        self._disclosure = disclosure
        self._words = words
        self._pen = pen
        self._rows_of = _rows_by_name(disclosure.tables)

    def pages(self) -> Iterator[Sheet]:
        """A page for each project, in printed order."""
        projects = self._disclosure.projects
        for number, form in enumerate(projects, 1):
            path = self._pen.page = project_path(number)
            body = self.form(form, self._in_tables(form)) + self._printings(form)
            yield Sheet(
                path=path,
                title=form.name or "没有名称的项目",
                body=body + _beside(projects, number, path),
                section=LIST,
                lead=_facts(form),
                trail=((LIST, "项目"),),
            )

    def goal(self, goal: OverallGoal) -> Sheet:
        """The whole department's form."""
        self._pen.page = GOAL
        self._pen.name("d", goal.at)
        places = goal.text_places
        money = "".join(
            f"<h3>{text(title)}</h3>{self._figures(found)}" for title, found in _by_kind(goal.funds)
        )
        duties = self._said("职能", "duties", goal.duties, places)
        strategy = self._said("战略目标", "strategy", goal.strategy, places)
        annual = self._said("年度绩效目标", "annual_goal", goal.annual_goal, places)
        body = (
            _block("基本情况", self._figures(goal.facts))
            + _block("资金", money)
            + _block("职能和目标", duties + strategy + annual)
            + _block("重点任务", _tasks(goal.tasks))
            + _block("绩效指标", self._indicators(goal.indicators, ()))
        )
        return Sheet(
            path=GOAL,
            title="部门整体支出绩效目标",
            body=body,
            section="indicators.html",
            trail=(("indicators.html", "绩效指标"),),
        )

    def form(self, form: ProjectForm, beside: str = "") -> str:
        """Funds, goals, indicators and texts of one printed form; `beside` stands by the funds."""
        self._pen.name("d", form.at)
        money = _block("资金", self._funds(form)) + beside
        goals = self._texts(form, _GOALS)
        indicators = self._indicators(form.indicators, form.annual_indicators)
        return (
            (f'<div class="halves">{money}</div>' if money else "")
            + _block("绩效目标", goals)
            + _block("绩效指标", indicators)
            + _block("项目说明", self._texts(form, _TEXTS) + _end(form))
        )

    def _texts(self, form: ProjectForm, wanted: Sequence[tuple[str, str]]) -> str:
        places = form.text_places
        return "".join(
            self._said(label, name, getattr(form, name), places) for name, label in wanted
        )

    def _funds(self, form: ProjectForm) -> str:
        total, annual = form.total_funds, form.annual_funds
        rows = [
            f'<tr><th scope="row">{label}</th>{self._fund(total, name, f"实施期{label}")}'
            f"{self._fund(annual, name, f'年度{label}')}</tr>"
            for name, label in FUND_SOURCES
            if any(getattr(funds, name) or funds.texts.get(name) for funds in (total, annual))
        ]
        if not rows:
            return ""
        unit = next(
            (
                f.unit
                for funds in (total, annual)
                for n, _ in FUND_SOURCES
                if (f := getattr(funds, n))
            ),
            "",
        )
        said = f"（{unit}）" if unit else ""
        return (
            f'<div class="scroll fits"><table class="sheet"><caption class="vh">资金来源{said}</caption>'
            f'<thead><tr><th scope="col">资金来源{said}</th><th scope="col">实施期</th>'
            f'<th scope="col">年度</th></tr></thead><tbody>{"".join(rows)}</tbody></table></div>'
        )

    def _fund(self, funds: Funds, name: str, label: str) -> str:
        figure: Figure | None = getattr(funds, name)
        if figure is None:
            return f'<td class="m">{text(funds.texts.get(name, ""))}</td>'
        return f'<td class="m">{self._pen.figure(figure, shown(figure), label)}</td>'

    def _said(self, label: str, name: str, value: str, places: Mapping[str, Place]) -> str:
        """One text of a form; its numbers open their derivations."""
        if not value:
            return ""
        place = places.get(name)
        identity = ""
        drawn = text(value)
        if place is not None:
            identity = f' id="{self._pen.name("p", place)}"'
            drawn = self._words.paragraph(place, value)
        paragraphs = "".join(f"<p>{part}</p>" for part in drawn.split("\n") if part.strip())
        return f'<div class="said"{identity}><h3>{label}</h3>{paragraphs}</div>'

    def _figures(self, figures: Mapping[str, Figure | None]) -> str:
        items = "".join(
            f"<div><dt>{text(label)}</dt><dd>{self._with_unit(figure, label)}</dd></div>"
            for label, figure in figures.items()
            if figure is not None
        )
        return f'<dl class="facts">{items}</dl>' if items else ""

    def _with_unit(self, figure: Figure, label: str) -> str:
        drawn = self._pen.figure(figure, shown(figure), label)
        return f"{drawn}<i>{text(figure.unit)}</i>" if figure.unit != "%" else drawn

    def _indicators(self, total: Sequence[Indicator], annual: Sequence[Indicator]) -> str:
        if not total and not annual:
            return ""
        dual = bool(total) and bool(annual)
        pairs = _paired(total, annual)
        heads = ("实施期", "年度") if dual else ("指标值",)
        head = "".join(
            f'<th scope="col">{label}</th>'
            for label in ("一级指标", "二级指标", "三级指标", *heads)
        )
        rows = "".join(self._indicator(pair, dual) for pair in pairs)
        return (
            '<div class="scroll fits" role="region" tabindex="0" aria-label="绩效指标">'
            '<table class="sheet indicators"><caption class="vh">绩效指标</caption>'
            f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
        )

    def _indicator(self, pair: "tuple[Indicator | None, Indicator | None]", dual: bool) -> str:
        items = [item for item in pair if item is not None]
        identity = self._pen.name("r", *(item.at for item in items))
        first = items[0]
        sides = pair if dual else (first,)
        targets = "".join(f"<td>{target_html(item.target) if item else ''}</td>" for item in sides)
        return (
            f'<tr id="{identity}"><td>{text(first.level1)}</td><td>{text(first.level2)}</td>'
            f'<th scope="row">{text(first.level3)}{_cut(first)}</th>{targets}</tr>'
        )

    def _in_tables(self, form: ProjectForm) -> str:
        """The rows of the published tables that name the project."""
        found = self._rows_of.get(bare(form.name), [])
        items = "".join(self._row(table, unit, row) for table, unit, row in found)
        return _block("在预算报表中", f'<ul class="mentions">{items}</ul>') if items else ""

    def _row(self, table: Table, unit: str, row: Row) -> str:
        figures = [
            (column, figure)
            for column in table.columns
            if (figure := row.values.get(column.key)) is not None and figure.value
        ]
        said = "，".join(
            f"{text(column.header[-1] if column.header else '金额')} "
            f"<b>{text(shown(figure))}</b>{text(figure.unit)}"
            for column, figure in figures
        )
        target = self._pen.address(row.at) or href(self._pen.page, "tables.html")
        where = f"{table_title(table)}“{row.name}”" + (f"（{unit}）" if unit else "")
        return f'<li><a href="{target}">{text(where)}</a><br>{said}</li>'

    def _printings(self, form: ProjectForm) -> str:
        """Other printings of the same form, folded."""
        return "".join(
            f'<details class="block"><summary>同一张表的另一次印出：{text(other.name)}</summary>'
            f"{self.form(other)}</details>"
            for other in form.variants
        )


def _block(title: str, content: str) -> str:
    return f'<section class="block"><h2>{text(title)}</h2>{content}</section>' if content else ""


def _cut(item: Indicator) -> str:
    return ' <span class="quiet">（原文名称不完整）</span>' if item.truncated else ""


def _end(form: ProjectForm) -> str:
    notes = []
    if form.truncated:
        notes.append("原文中这张表没有印完。")
    if form.filled_at:
        notes.append(f"填报日期：{_day(form.filled_at)}")
    return f'<p class="note">{text("　".join(notes))}</p>' if notes else ""


def _day(printed: str) -> str:
    """20250305184748 → 2025-03-05 18:47:48; anything else as printed."""
    if len(printed) != 14 or not printed.isdigit():
        return printed
    year, rest = printed[:4], [printed[at : at + 2] for at in range(4, 14, 2)]
    return f"{year}-{rest[0]}-{rest[1]} {rest[2]}:{rest[3]}:{rest[4]}"


def _facts(form: ProjectForm) -> str:
    facts = (("", form.unit), ("", form.attribute), ("项目期：", form.period))
    return "".join(chip(label + value) for label, value in facts if value)


def _tasks(tasks: Sequence[tuple[str, str]]) -> str:
    items = "".join(
        f"<div><dt>{text(duty) or '任务'}</dt><dd>{text(task)}</dd></div>" for duty, task in tasks
    )
    return f'<dl class="pairs">{items}</dl>' if items else ""


def _by_kind(
    funds: Mapping[str, Figure | None],
) -> list[tuple[str, dict[str, Figure | None]]]:
    """Funds by source, then by direction, each in printed order."""
    found: dict[str, dict[str, Figure | None]] = {}
    for label, figure in funds.items():
        kind, colon, name = label.partition(":")
        title = _KINDS.get(kind, kind) if colon else "资金总额"
        found.setdefault(title, {})[name if colon else label] = figure
    return list(found.items())


def _paired(
    total: Sequence[Indicator], annual: Sequence[Indicator]
) -> list[tuple[Indicator | None, Indicator | None]]:
    """Both horizons of an indicator of the same levels and name beside each other."""
    waiting = list(annual)
    found: list[tuple[Indicator | None, Indicator | None]] = []
    for item in total:
        same = next((other for other in waiting if _named(other) == _named(item)), None)
        if same is not None:
            waiting.remove(same)
        found.append((item, same))
    return found + [(None, item) for item in waiting]


def _named(item: Indicator) -> tuple[str, str, str]:
    return item.level1, item.level2, item.level3


def _rows_by_name(tables: Sequence[Table]) -> dict[str, list[tuple[Table, str, Row]]]:
    """Bare name → rows of the project tables that bear it."""
    found: dict[str, list[tuple[Table, str, Row]]] = {}
    for table in tables:
        if (table.subject or "").startswith("project_expenditure"):
            for unit, row in project_rows(table):
                found.setdefault(bare(row.name), []).append((table, unit, row))
    return found


def _beside(projects: Sequence[ProjectForm], number: int, path: str) -> str:
    links = []
    for other, word, rel in ((number - 1, "上一个", "prev"), (number + 1, "下一个", "next")):
        if 0 < other <= len(projects):
            target = href(path, project_path(other))
            name = text(projects[other - 1].name)
            links.append(
                f'<a class="{rel}" rel="{rel}" href="{target}"><small>{word}</small>{name}</a>'
            )
    return f'<nav class="beside" aria-label="前后项目">{"".join(links)}</nav>' if links else ""


def project_list(disclosure: Disclosure) -> Sheet:
    """All projects with their year's money, as a table that can be sorted."""
    projects = disclosure.projects
    rows = "".join(_listed(form, number) for number, form in enumerate(projects, 1))
    head = "".join(
        f'<th scope="col" data-column="{column}">{label}</th>'
        for column, label in enumerate(("项目", "实施单位", "年度资金", "实施期资金", "指标数"))
    )
    unit = _unit(projects)
    caption = f"项目一览{f'（单位：{unit}）' if unit else ''}"
    return Sheet(
        path=LIST,
        title="项目",
        body=(
            '<div class="scroll fits" role="region" tabindex="0" aria-label="项目一览">'
            f'<table class="sheet sortable" data-blocks="0-5"><caption>{caption}</caption>'
            f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
        ),
        section=LIST,
        lead=f"{len(projects)} 个项目编报了绩效目标。点项目名看目标、资金和指标。",
    )


def _unit(projects: Sequence[ProjectForm]) -> str:
    figures = (form.annual_funds.total or form.total_funds.total for form in projects)
    units = {figure.unit for figure in figures if figure is not None}
    return units.pop() if len(units) == 1 else ""


def _listed(form: ProjectForm, number: int) -> str:
    count = len(form.annual_indicators) or len(form.indicators)
    cells = "".join(
        f'<td class="m">{text(shown(figure)) if figure else ""}</td>'
        for figure in (form.annual_funds.total, form.total_funds.total)
    )
    name = text(form.name) or "没有名称的项目"
    return (
        f'<tr><th scope="row"><a href="{project_path(number)}">{name}</a></th>'
        f'<td>{text(form.unit)}</td>{cells}<td class="m">{count}</td></tr>'
    )
