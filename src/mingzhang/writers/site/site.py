"""Every page and file of the site of one disclosure."""

from collections.abc import Iterator

from mingzhang.checks.report import check, rule_infos
from mingzhang.disclosure import Disclosure
from mingzhang.disclosure.json import as_object
from mingzhang.projection import Compiled
from mingzhang.writers import to_data
from mingzhang.writers.evidence import Evidence
from mingzhang.writers.printed_order import PrintedOrder
from mingzhang.writers.report_html.narrative import Words
from mingzhang.writers.site import board, document, downloads, forms, reading, search, tables
from mingzhang.writers.site.forms import Forms
from mingzhang.writers.site.grid import Grids
from mingzhang.writers.site.indicators import Promise, promises
from mingzhang.writers.site.origin import Origin
from mingzhang.writers.site.overview import INDEX, Overview
from mingzhang.writers.site.pen import SitePen
from mingzhang.writers.site.proofs import Proofs
from mingzhang.writers.site.shell import Entry, Sheet, Shell
from mingzhang.writers.site.table_files import table_csv, table_json

_TABLE_FILES = ("csv", "json")


def site_pages(disclosure: Disclosure, compiled: Compiled | None = None) -> dict[str, bytes]:
    """Path → bytes of every page, index.html first, then of the data beside the pages."""
    report, rules = check(disclosure, tolerant=True), rule_infos()
    pen = SitePen(Evidence(report, rules), PrintedOrder(disclosure), disclosure.statements)
    origin = Origin(compiled)
    grids = Grids(pen, origin)
    found = promises(disclosure)
    entries = _navigation(disclosure, found)
    package = to_data.contents(disclosure)
    sheets = [
        *_drawn(disclosure, pen, grids, found),
        document.document_page(disclosure),
        downloads.data_page(disclosure, package, report, rules),
        search.search_page(entries),
    ]
    sheets.sort(key=lambda sheet: sheet.path != INDEX)
    said = _origins(pen, origin) | grids.origins
    source = "账簿" if compiled is not None else "原文"
    proofs = Proofs(pen, rules, source, said)
    shell = Shell(disclosure, entries)
    pages = {}
    for sheet in sheets:
        sheet.data["proofs"] = proofs.of_page(sheet.path)
        pages[sheet.path] = shell.frame(sheet).encode()
    pages[f"assets/{search.INDEX_FILE}"] = search.index_file(disclosure, found, pen).encode()
    return pages | _files(disclosure) | {f"data/{name}": data for name, data in package.items()}


def _drawn(
    disclosure: Disclosure, pen: SitePen, grids: Grids, found: list[Promise]
) -> Iterator[Sheet]:
    """Tables and forms first, so that the words can link to them; the overview last."""
    words = Words(disclosure.statements, pen)
    drawer = Forms(disclosure, words, pen)
    if disclosure.tables:
        yield from tables.table_pages(disclosure, pen, grids)
        yield tables.table_list(disclosure)
    if disclosure.overall_goal is not None:
        yield drawer.goal(disclosure.overall_goal)
    if disclosure.projects:
        yield from drawer.pages()
        yield forms.project_list(disclosure)
    if disclosure.glossary:
        yield reading.glossary_page(disclosure.glossary, words, pen)
    if disclosure.narrative:
        yield reading.narrative_page(disclosure, words, pen)
    if disclosure.catalogue:
        yield reading.catalogue_page(disclosure.catalogue, pen)
    if found:
        yield board.board_page(disclosure, found, pen)
    yield Overview(disclosure, found, pen).page()


def _navigation(disclosure: Disclosure, found: list[Promise]) -> list[Entry]:
    wanted = (
        (True, INDEX, "概览", "layout-dashboard"),
        (disclosure.tables, tables.LIST, "报表", "table"),
        (disclosure.projects, forms.LIST, "项目", "briefcase"),
        (found, board.BOARD, "绩效指标", "target-arrow"),
        (disclosure.narrative, reading.NARRATIVE, "情况说明", "file-text"),
        (disclosure.catalogue, reading.CATALOGUE, "购买服务目录", "shopping-cart"),
        (disclosure.glossary, reading.GLOSSARY, "名词解释", "book"),
        (True, document.DOCUMENT, "全文", "notes"),
        (True, downloads.PAGE, "数据与口径", "database"),
    )
    return [Entry(path, label, icon) for there, path, label, icon in wanted if there]


def _origins(pen: SitePen, origin: Origin) -> dict[str, str]:
    """Id of a number in running text → the expression it was computed from."""
    return {
        number.identity: f"说明文字模板的算式：{expression}"
        for numbers in pen.numbers.values()
        for number in numbers
        if (expression := origin.of_statement(number.figure))
    }


def _files(disclosure: Disclosure) -> dict[str, bytes]:
    """CSV and JSON of each table, beside its page."""
    objects = as_object(disclosure)["tables"]
    files = {}
    for number, table in enumerate(disclosure.tables, 1):
        files[f"tables/{number:02}.csv"] = table_csv(table)
        files[f"tables/{number:02}.json"] = table_json(objects[number - 1])
    return files
