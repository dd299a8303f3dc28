"""The search page and its index (搜索): projects, promises, tables, narrative, catalogue, terms.

The index is a script file, because pages opened from a folder may not fetch; it holds the
texts once, and the page cuts them into pairs of signs when it is opened.
"""

from collections.abc import Iterator, Sequence
from typing import TypeAlias

from mingzhang.disclosure import Disclosure
from mingzhang.writers.site.forms import GOAL, project_path
from mingzhang.writers.site.grid import shown
from mingzhang.writers.site.indicators import Promise
from mingzhang.writers.site.markup import text
from mingzhang.writers.site.pen import SitePen
from mingzhang.writers.site.proofs import safe_json
from mingzhang.writers.site.reading import CATALOGUE, GLOSSARY, NARRATIVE
from mingzhang.writers.site.shell import Entry as Place
from mingzhang.writers.site.shell import Sheet
from mingzhang.writers.site.tables import table_path, table_title

PAGE = "search.html"
INDEX_FILE = "search-index.js"
KINDS = ("项目", "绩效指标", "预算报表", "报表的行", "情况说明", "名词解释", "购买服务目录")
Entry: TypeAlias = tuple[int, str, str, str]
"""Kind, title, words, address."""


def index_file(disclosure: Disclosure, found: Sequence[Promise], pen: SitePen) -> str:
    """The index as a script."""
    pen.page = PAGE
    entries = [
        *_projects(disclosure),
        *_promises(found, pen),
        *_tables(disclosure, pen),
        *_words(disclosure, pen),
    ]
    data = {"kinds": KINDS, "entries": [list(entry) for entry in entries]}
    return f"window.mingzhangIndex = {safe_json(data)};\n"


def _projects(disclosure: Disclosure) -> Iterator[Entry]:
    for number, form in enumerate(disclosure.projects, 1):
        figure = form.annual_funds.total
        money = f"年度资金 {shown(figure)}{figure.unit}　" if figure else ""
        yield 0, form.name, f"{money}{form.unit}　{form.overview[:90]}", project_path(number)


def _promises(found: Sequence[Promise], pen: SitePen) -> Iterator[Entry]:
    for one in found:
        item = one.item
        title = f"{item.level3}：{item.target.raw}" if item.target.raw else item.level3
        address = pen.address(item.at) or GOAL
        yield 1, title, f"{one.project}　{item.level1}　{item.level2}", address


def _tables(disclosure: Disclosure, pen: SitePen) -> Iterator[Entry]:
    for number, table in enumerate(disclosure.tables, 1):
        title, path = table_title(table), table_path(number)
        yield 2, title, table.number_label or "", path
        for row in table.rows:
            figures = [figure for figure in row.values.values() if figure and figure.value]
            if figures and row.name:
                said = f"{shown(figures[0])}{figures[0].unit}"
                name = f"{row.code} {row.name}".strip()
                yield 3, name, f"{said}　{title}", pen.address(row.at) or path


def _words(disclosure: Disclosure, pen: SitePen) -> Iterator[Entry]:
    for part in disclosure.narrative:
        address = pen.address(part.at)
        if not part.heading and address and address.startswith(NARRATIVE):
            yield 4, part.section, part.text, address
    for term in disclosure.glossary:
        yield 5, term.term, term.text[:120], pen.address(term.at) or GLOSSARY
    for entry in disclosure.catalogue:
        address = pen.address(entry.at) or CATALOGUE
        yield 6, f"{entry.code} {entry.name}".strip(), entry.section, address


def search_page(entries: Sequence[Place]) -> Sheet:
    """The page; without scripts it says where to look instead."""
    places = "".join(f'<li><a href="{one.path}">{text(one.label)}</a></li>' for one in entries)
    return Sheet(
        path=PAGE,
        title="搜索",
        body=(
            '<p class="quiet" id="found" role="status"></p>'
            '<div id="results"></div>'
            f"<noscript><p>浏览器没有运行脚本，不能搜索。请从这里找：</p><ul>{places}</ul></noscript>"
        ),
        section=PAGE,
        lead="在上方输入项目、指标、报表、科目或说明里的词。",
        scripts=(INDEX_FILE, "search.js"),
    )
