"""A table in a template (列表): the cells it describes are drawn so, all others as their value.

{% table users %}
  {% cell "name" %}<a href="{% url 'accounts:user' row.pk %}">{{ value }}</a>{% endcell %}
  {% empty %}<p class="empty">还没有用户。</p>
{% endtable %}
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import template
from django.template import Context, Node, NodeList
from django.template.base import FilterExpression, Parser, Token
from django.template.loader import get_template
from django.utils.html import escape
from django.utils.safestring import SafeString

from mingzhang_web.ui.tables.columns import Column, text_of
from mingzhang_web.ui.tables.listing import Listing

register = template.Library()


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a column; `state` as aria-sort has it, "" where it is not sorted by it."""

    column: Column[Any]
    address: str
    state: str


@dataclass(frozen=True, slots=True)
class Cell:
    """One drawn cell."""

    column: Column[Any]
    drawn: str


@register.tag("table")
def table(parser: Parser, token: Token) -> Node:
    """`{% table listing [style] %}` … `{% endtable %}`."""
    _, listing, *style = token.split_contents()
    cells: dict[str, NodeList] = {}
    empty = NodeList()
    while True:
        parser.parse(("cell", "empty", "endtable"))
        found = parser.next_token().split_contents()
        if found[0] == "cell":
            cells[found[1].strip("\"'")] = parser.parse(("endcell",))
            parser.delete_first_token()
        elif found[0] == "empty":
            empty = parser.parse(("endtable",))
        else:
            return TableNode(
                parser.compile_filter(listing), cells, empty, style[0].strip("\"'") if style else ""
            )


class TableNode(Node):
    """Draws a listing with `ui/table.html`."""

    def __init__(
        self,
        listing: FilterExpression,
        cells: dict[str, NodeList],
        empty: NodeList,
        style: str,
    ) -> None:
        self.listing, self.cells, self.empty, self.style = listing, cells, empty, style

    def render(self, context: Context) -> SafeString:
        """Everything around the rows too: choice of columns, files, pages."""
        listing: Listing[Any] = self.listing.resolve(context)
        rows = list(listing.page)
        if not rows:
            return self.empty.render(context)
        parts = {
            "listing": listing,
            "style": self.style,
            "heads": [_head(listing, column) for column in listing.columns],
            "rows": [list(self._cells(listing, row, context)) for row in rows],
        }
        return get_template("ui/table.html").render(parts)  # type: ignore[return-value]

    def _cells(self, listing: Listing[Any], row: Any, context: Context) -> Iterator[Cell]:
        for column in listing.columns:
            value = column.value(row)
            drawn = self.cells.get(column.name)
            if drawn is None:
                yield Cell(column, escape(text_of(value)))
            else:
                with context.push(row=row, value=text_of(value)):
                    yield Cell(column, drawn.render(context))


def _head(listing: Listing[Any], column: Column[Any]) -> Head:
    if column.sort is None:
        return Head(column, "", "")
    sorted_by = listing.sorted_by is not None and listing.sorted_by.name == column.name
    falls = not listing.falling if sorted_by else column.falls
    query = listing.query("page", "after", sort=f"-{column.name}" if falls else column.name)
    state = ("descending" if listing.falling else "ascending") if sorted_by else ""
    return Head(column, f"?{query}", state)


@register.simple_tag
def table_head(listing: Listing[Any] | str, name: str) -> Head | None:
    """The head of a column by its name, for a table that is drawn otherwise; None without one."""
    column = listing.table.column(name) if isinstance(listing, Listing) else None
    return _head(listing, column) if isinstance(listing, Listing) and column else None


@register.simple_tag
def table_query(listing: Listing[Any], *without: str, **more: object) -> str:
    """The query of this address without some words of the table, with others."""
    return listing.query(*without, **{name: str(value) for name, value in more.items()})


@register.inclusion_tag("ui/table_kept.html")
def table_kept(listing: Listing[Any]) -> dict[str, object]:
    """For a form of filters: the order of the table stays when it is sent."""
    word = listing.word("sort")
    return {"kept": [(word, value) for value in listing.request.GET.getlist(word)]}


@register.inclusion_tag("ui/table_pages.html")
def table_pages(listing: Listing[Any]) -> dict[str, object]:
    """The way to the other pages of a table."""
    return {"listing": listing}


@register.inclusion_tag("ui/table_tools.html")
def table_tools(listing: Listing[Any], label: str = "选择列") -> dict[str, object]:
    """The choice of columns and the files of a table."""
    shown = {one.name for one in listing.columns}
    return {
        "listing": listing,
        "label": label,
        "choices": [(one, one.name in shown) for one in listing.table.columns],
        "word": listing.word("columns"),
        "given": listing.given("columns"),
    }
