"""The whole disclosure on one page (全文), in printed order, fit to print and to read again."""

from collections.abc import Iterator

from mingzhang.disclosure import Disclosure, NarrativeParagraph, OverallGoal, ProjectForm, Table
from mingzhang.writers.published.catalogue import TITLE as CATALOGUE_TITLE
from mingzhang.writers.published.catalogue import catalogue_cells
from mingzhang.writers.published.cells import Cell, Cells, Look
from mingzhang.writers.published.flow import Catalogue, Part, cover_lines, parts
from mingzhang.writers.published.forms import (
    OVERALL_TITLE,
    PROJECT_TITLE,
    overall_cells,
    project_cells,
)
from mingzhang.writers.published.tables import table_cells
from mingzhang.writers.site.markup import lines, text
from mingzhang.writers.site.outline import Outline
from mingzhang.writers.site.shell import Sheet

DOCUMENT = "document.html"
_CLASSES = {
    Look.HEAD: "h",
    Look.LABEL: "b",
    Look.TEXT: "",
    Look.CODE: "code",
    Look.NUMBER: "m",
    Look.SECTION: "b",
}


def document_page(disclosure: Disclosure) -> Sheet:
    """Every part once, in the order of the document."""
    body = "".join(_drawn(disclosure))
    publisher, title = cover_lines(disclosure)
    return Sheet(
        path=DOCUMENT,
        title=f"{publisher}{title}" or "全文",
        body=f'<article class="prose document">{body}</article>',
        section=DOCUMENT,
    )


def _drawn(disclosure: Disclosure) -> Iterator[str]:
    outline, names = Outline(), _Names()
    for part in parts(disclosure):
        if not isinstance(part, NarrativeParagraph):
            yield _part(part, disclosure, names)
        elif part.heading:
            level = outline.level(part.heading)
            yield f"<h{level}>{text(part.text)}</h{level}>"
        else:
            yield f"<p>{lines(part.text)}</p>"


class _Names:
    """Names of the tables of a page, no two alike (同名的表加次序)."""

    def __init__(self) -> None:
        self._seen: dict[str, int] = {}

    def __call__(self, name: str) -> str:
        """The name, with its number from the second time on."""
        count = self._seen[name] = self._seen.get(name, 0) + 1
        return f"{name}（{count}）" if count > 1 else name


def _part(part: Part, disclosure: Disclosure, names: _Names) -> str:
    if isinstance(part, Table):
        return _table(part, disclosure.level, names)
    if isinstance(part, OverallGoal):
        return _form(overall_cells(part), OVERALL_TITLE, disclosure.year, names(OVERALL_TITLE))
    if isinstance(part, ProjectForm):
        return "".join(
            _form(
                project_cells(form),
                PROJECT_TITLE,
                form.form_year or disclosure.year,
                names(f"{PROJECT_TITLE}：{form.name}"),
            )
            for form in (part, *part.variants)
        )
    if isinstance(part, Catalogue):
        # A short line that ends in 目录 would pass for the heading of a table of contents.
        titled = any(CATALOGUE_TITLE in one.text for one in disclosure.narrative)
        caption = "" if titled else f'<p class="caption">附件：{CATALOGUE_TITLE}</p>'
        return caption + _grid(catalogue_cells(part.entries), names(CATALOGUE_TITLE))
    assert not isinstance(part, NarrativeParagraph)
    return "".join(f"<p>{text(entry.term)}：{text(entry.text)}</p>" for entry in part.entries)


def _table(table: Table, level: str, names: _Names) -> str:
    label = "单位名称" if level == "unit" else "部门名称"
    left = f"{label}：{table.department}" if table.department else ""
    right = f"单位：{table.unit}" if table.unit else ""
    heads = (
        ("number", table.number_label or ""),
        ("caption", table.title),
        ("facts", f"{left}　{right}".strip()),
    )
    above = "".join(f'<p class="{kind}">{text(words)}</p>' for kind, words in heads if words)
    notes = table.notes or ((table.empty_note,) if table.empty_note else ())
    below = "".join(f'<p class="note">{text(note)}</p>' for note in notes)
    return f"{above}{_grid(table_cells(table), names(table.title or table.id))}{below}"


def _form(cells: Cells, title: str, year: int | None, name: str) -> str:
    of_year = f'<p class="facts">（{year}年度）</p>' if year else ""
    return f'<p class="caption">{text(title)}</p>{of_year}{_grid(cells, name)}'


def _grid(cells: Cells, name: str) -> str:
    """A table as cells with their merges; its header rows repeat on paper."""
    if not cells.rows:
        return ""
    width = len(cells.widths)
    head = "".join(_row(row, width, "th") for row in cells.rows[: cells.header])
    body = "".join(_row(row, width, "td") for row in cells.rows[cells.header :])
    drawn = f"<thead>{head}</thead>" if head else ""
    return (
        f'<div class="scroll" role="region" tabindex="0" aria-label="{text(name)}">'
        f'<table class="sheet">{drawn}<tbody>{body}</tbody></table></div>'
    )


def _row(row: tuple[Cell, ...], width: int, element: str) -> str:
    return f"<tr>{''.join(_cell(cell, element) for cell in row)}</tr>"


def _cell(cell: Cell, element: str) -> str:
    across = f' colspan="{cell.across}"' if cell.across > 1 else ""
    down = f' rowspan="{cell.down}"' if cell.down > 1 else ""
    kinds = [_CLASSES[cell.look], f"l{cell.level + 1}" if cell.level else ""]
    kinds.append("strong" if cell.strong and element == "td" else "")
    kind = " ".join(filter(None, kinds))
    scope = ""
    if element == "th":
        scope = ' scope="colgroup"' if cell.across > 1 else ' scope="col"'
    classed = f' class="{kind}"' if kind and element == "td" else ""
    return f"<{element}{across}{down}{scope}{classed}>{lines(cell.words)}</{element}>"
