"""The pages of the published tables (预算报表): a list, and each table on a page of its own."""

from collections.abc import Iterator, Sequence

from mingzhang.disclosure import Disclosure, Role, Table
from mingzhang.writers.site.grid import Grids, shown
from mingzhang.writers.site.markup import href, icon, text
from mingzhang.writers.site.pen import SitePen
from mingzhang.writers.site.shell import Sheet

LIST = "tables.html"
# So many columns of figures stand side by side on a desk without scrolling.
_FITTING = 7


def table_path(number: int) -> str:
    """The page of a table, counted from 1."""
    return f"tables/{number:02}.html"


def table_title(table: Table) -> str:
    """Its printed caption."""
    return table.title or f"没有标题的表（{table.id}）"


def table_pages(disclosure: Disclosure, pen: SitePen, grids: Grids) -> Iterator[Sheet]:
    """A page for each table, in printed order."""
    tables = disclosure.tables
    for number, table in enumerate(tables, 1):
        path = pen.page = table_path(number)
        pen.name("d", table.at)
        yield Sheet(
            path=path,
            title=table_title(table),
            body=_body(table, grids) + _beside(tables, number, path),
            section=LIST,
            lead=_facts(table),
            trail=((LIST, "预算报表"),),
            tools=_downloads(number),
        )


def _facts(table: Table) -> str:
    facts = [table.number_label, table.department, f"单位：{table.unit}" if table.unit else ""]
    return "　".join(text(fact) for fact in facts if fact)


def _body(table: Table, grids: Grids) -> str:
    title = table_title(table)
    drawn = grids.draw(table, title + (f"（单位：{table.unit}）" if table.unit else ""))
    notes = table.notes or ((table.empty_note,) if table.empty_note else ())
    below = "".join(f'<p class="note">{text(note)}</p>' for note in notes)
    if not drawn:
        return below or '<p class="note">本表没有数据。</p>'
    fits = " fits" if len(table.columns) <= _FITTING else ""
    return (
        '<p class="hint live">点任何一个数，看它是怎样得来、与哪些数核对过；点列名排序。</p>'
        f'<div class="scroll{fits}" role="region" tabindex="0" aria-label="{text(title)}">{drawn}</div>'
        f"{below}"
    )


def _downloads(number: int) -> str:
    return "".join(
        f'<a class="button" href="{number:02}.{ending}" download>{icon(picture)}{label}</a>'
        for ending, picture, label in (
            ("csv", "file-type-csv", "下载 CSV"),
            ("json", "json", "下载 JSON"),
        )
    )


def _beside(tables: Sequence[Table], number: int, path: str) -> str:
    """Links to the table before and the one after."""
    links = []
    if number > 1:
        links.append(_link(tables, number - 1, path, "上一张", "prev"))
    if number < len(tables):
        links.append(_link(tables, number + 1, path, "下一张", "next"))
    return f'<nav class="beside" aria-label="前后报表">{"".join(links)}</nav>' if links else ""


def _link(tables: Sequence[Table], number: int, path: str, word: str, rel: str) -> str:
    target = href(path, table_path(number))
    title = text(table_title(tables[number - 1]))
    return f'<a class="{rel}" rel="{rel}" href="{target}"><small>{word}</small>{title}</a>'


def table_list(disclosure: Disclosure) -> Sheet:
    """All tables with what their total says."""
    items = "".join(_item(table, number) for number, table in enumerate(disclosure.tables, 1))
    count = len(disclosure.tables)
    return Sheet(
        path=LIST,
        title="预算报表" if disclosure.kind == "budget" else "决算报表",
        body=f'<ol class="index">{items}</ol>',
        section=LIST,
        lead=f"共 {count} 张表，每张可以排序、下载，每个数都能看到出处。",
    )


def _item(table: Table, number: int) -> str:
    mark = text(table.number_label or f"第{number}表")
    return (
        f'<li><a href="{table_path(number)}"><small>{mark}</small>'
        f"<b>{text(table_title(table))}</b>{_total(table)}</a></li>"
    )


def _total(table: Table) -> str:
    """The total that the table prints, or that it prints none."""
    if table.empty_note and not any(f for row in table.rows for f in row.values.values()):
        return '<span class="quiet">本表无数据</span>'
    totals = [row for row in table.rows if row.role is Role.TOTAL]
    figures = [figure for row in totals[-1:] for figure in row.values.values() if figure]
    if not figures:
        return f'<span class="quiet">{len(table.rows)} 行</span>'
    figure = figures[0]
    return f'<span class="amount">{text(shown(figure))}<i>{text(figure.unit)}</i></span>'
