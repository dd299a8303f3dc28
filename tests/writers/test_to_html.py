"""The static site: read again it is the same document, strict HTML, safe, deterministic."""

import csv
import io
import json
import re
from functools import cache
from html.parser import HTMLParser
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

import html5lib
import pytest

from mingzhang.disclosure import Disclosure
from mingzhang.example.ledger import example_ledger
from mingzhang.model import Source
from mingzhang.projection import Compiled, compile_ledger
from mingzhang.recognition import read_disclosure
from mingzhang.writers import to_html
from mingzhang.writers.site.table_files import column_labels
from mingzhang.writers.table_layout import lay_out
from writers import published

SOURCE = Source("账簿.xlsx", "ledger", "ab" * 32)


@cache
def compiled() -> Compiled:
    return compile_ledger(example_ledger(), SOURCE)


@cache
def site(name: str) -> dict[str, bytes]:
    if name == "ledger":
        return to_html.contents(compiled().disclosure, compiled())
    return to_html.contents(published.source(name))


def disclosure(name: str) -> Disclosure:
    return compiled().disclosure if name == "ledger" else published.source(name)


ALL = (*published.SOURCES, "ledger")
PARTS = (published.figures, published.indicators, published.money, published.catalogue)


@pytest.mark.parametrize("name", ALL)
def test_the_whole_text_page_read_again_is_the_same_document(name: str) -> None:
    wanted = disclosure(name)
    found = read_disclosure(site(name)["document.html"], "document.html")
    for part in PARTS:
        assert part(found) == part(wanted)
    assert sorted(published.texts(found)) == sorted(published.texts(wanted))
    assert [(e.term, e.text) for e in found.glossary] == [(e.term, e.text) for e in wanted.glossary]
    assert (found.kind, found.year, found.department.name) == (
        wanted.kind,
        wanted.year,
        wanted.department.name,
    )


@pytest.mark.parametrize("family", ["A", "B", "C"])
def test_the_rules_say_of_the_page_what_they_say_of_the_document(family: str) -> None:
    wanted = disclosure("example")
    found = read_disclosure(site("example")["document.html"], "document.html")
    assert published.failures(found, family) == published.failures(wanted, family)


@pytest.mark.parametrize("name", ALL)
def test_every_table_page_prints_what_the_table_prints(name: str) -> None:
    for number, table in enumerate(disclosure(name).tables, 1):
        page = html5lib.parse(site(name)[f"tables/{number:02}.html"], namespaceHTMLElements=False)
        printed = [
            figure.text
            for line in lay_out(table).lines
            for cell in line.cells
            if (figure := cell.figure) is not None
        ]
        numbers = page.findall(".//span[@class='num']")
        assert [one.text.replace(",", "").rstrip("%") for one in numbers] == printed


@pytest.mark.parametrize("name", ALL)
def test_the_csv_beside_a_table_holds_the_same_cells(name: str) -> None:
    for number, table in enumerate(disclosure(name).tables, 1):
        data = site(name)[f"tables/{number:02}.csv"]
        assert data.startswith(b"\xef\xbb\xbf")
        rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
        layout = lay_out(table)
        if not layout.lines:
            continue
        assert rows[0] == column_labels(layout)
        assert len(rows) == len(layout.lines) + 1
        for row, line in zip(rows[1:], layout.lines, strict=True):
            figures = [c.figure.text if c.figure else None for c in line.cells]
            assert [got for got, want in zip(row, figures, strict=True) if want] == [
                want for want in figures if want
            ]


@pytest.mark.parametrize("name", ALL)
def test_every_page_is_strict_html(name: str) -> None:
    parser = html5lib.HTMLParser(strict=True)
    for path, data in site(name).items():
        if path.endswith(".html"):
            parser.parse(data.decode())


class _Page(HTMLParser):
    """Ids, addresses, and everything that could act."""

    def __init__(self, data: bytes) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.addresses: list[str] = []
        self.active: list[str] = []
        self.feed(data.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if given.get("id"):
            self.ids.append(given["id"] or "")
        for name in ("href", "src", "action"):
            if name in given:
                self.addresses.append(given[name] or "")
        self.active += [n for n, _ in attrs if n.startswith("on") or n == "style"]
        inline = tag == "script" and "src" not in given
        if tag == "style" or (inline and given.get("type") != "application/json"):
            self.active.append(tag)


@pytest.mark.parametrize("name", ALL)
def test_every_address_leads_to_a_file_and_an_id_of_the_site(name: str) -> None:
    files = site(name)
    pages = {path: _Page(data) for path, data in files.items() if path.endswith(".html")}
    for path, page in pages.items():
        assert len(page.ids) == len(set(page.ids)), path
        for address in page.addresses:
            target, _, anchor = address.partition("#")
            folder = PurePosixPath(path).parent
            whole = (folder / unquote(target)).as_posix() if target else path
            whole = str(PurePosixPath(*_resolved(whole)))
            assert whole in files, (path, address)
            if anchor and whole in pages and not anchor.startswith("i-"):
                assert anchor in pages[whole].ids, (path, address)


def _resolved(path: str) -> list[str]:
    found: list[str] = []
    for part in PurePosixPath(path).parts:
        if part == "..":
            found.pop()
        else:
            found.append(part)
    return found


@pytest.mark.parametrize("name", ALL)
def test_addresses_in_derivations_and_in_the_search_index_lead_somewhere(name: str) -> None:
    files = site(name)
    ids = {path: set(_Page(data).ids) for path, data in files.items() if path.endswith(".html")}
    for path, proofs in _proofs(files):
        for trial in proofs["trials"]:
            for _, _, _, address in (*trial[3], *trial[4]):
                if address:
                    target, _, anchor = address.partition("#")
                    whole = "/".join(_resolved(f"{PurePosixPath(path).parent}/{target}"))
                    assert anchor in ids[whole if target else path]
    index = json.loads(files["assets/search-index.js"].decode().partition(" = ")[2].rstrip(";\n"))
    for _, title, _, address in index["entries"]:
        target, _, anchor = address.partition("#")
        assert title
        assert not anchor or anchor in ids[target]


def _proofs(files: dict[str, bytes]):
    for path, data in files.items():
        found = re.search(rb'id="proofs">(.*?)</script>', data, re.DOTALL)
        if found:
            yield path, json.loads(found[1])


@pytest.mark.parametrize("name", ALL)
def test_nothing_on_a_page_acts_but_the_files_of_the_site(name: str) -> None:
    for path, data in site(name).items():
        if path.endswith(".html"):
            assert _Page(data).active == [], path
            assert b"Content-Security-Policy" in data


def test_the_same_document_gives_the_same_bytes() -> None:
    again = to_html.contents(published.source("shanxi"))
    assert again == site("shanxi")


def test_a_figure_of_a_compiled_table_names_its_budget_lines() -> None:
    proofs = dict(_proofs(site("ledger")))
    table = next(
        number
        for number, one in enumerate(compiled().disclosure.tables, 1)
        if one.subject == "expenditure_summary"
    )
    origins = [number[4] for number in proofs[f"tables/{table:02}.html"]["numbers"].values()]
    assert all("预算明细" in origin for origin in origins)


def test_a_number_of_a_compiled_narrative_names_its_expression() -> None:
    proofs = dict(_proofs(site("ledger")))
    numbers = proofs["narrative.html"]["numbers"].values()
    said = [number[4] for number in numbers if number[1] == "2568.94万元"]
    assert said
    assert all(origin.startswith("说明文字模板的算式：") for origin in said)


def test_a_figure_that_was_read_says_where_and_what_holds_it() -> None:
    proofs = dict(_proofs(site("example")))
    _, printed, yuan, place, origin, trials = next(
        number
        for number in proofs["tables/03.html"]["numbers"].values()
        if number[0].startswith("2010306 ") and "基本支出" in number[0]
    )
    assert (printed, yuan, origin) == ("1049.35万元", "10493500", "")
    assert "第" in place
    assert trials


HOSTILE = "<img src=x onerror=alert(1)>\"'&</script><script>alert(1)</script>=cmd|x!A1"


@cache
def _hostile() -> dict[str, bytes]:
    text = published.base_text("shanxi").replace("群众文化惠民演出", HOSTILE)
    return to_html.contents(read_disclosure(text.encode(), f"{HOSTILE}.txt"))


def test_hostile_names_stay_text() -> None:
    files = _hostile()
    shown = 0
    for path, data in files.items():
        if path.endswith(".html"):
            page = html5lib.HTMLParser(strict=True).parse(data.decode())
            assert _Page(data).active == [], path
            assert not [e for e in page.iter() if str(e.tag).endswith("}img")]
            shown += data.count(b"&lt;img src=x onerror")
        elif path == "assets/search-index.js":
            assert b"<" not in data
    assert shown


def test_a_name_like_a_formula_is_guarded_in_csv() -> None:
    text = published.base_text("shanxi").replace("群众文化惠民演出", "=1+1")
    files = to_html.contents(read_disclosure(text.encode(), "x.txt"))
    cells = [
        cell
        for path, data in files.items()
        if path.endswith(".csv") and path.startswith("tables/")
        for row in csv.reader(io.StringIO(data.decode("utf-8-sig")))
        for cell in row
    ]
    assert "'=1+1" in cells
    assert "=1+1" not in cells


def test_a_document_of_which_little_was_read_still_makes_a_site(tmp_path: Path) -> None:
    bare = Disclosure(
        source=Source("空.txt", "txt", "00" * 32),
        kind="budget",
        level="department",
        year=None,
        profile=None,
        department=disclosure("shanxi").department,
    )
    files = to_html.write(bare, tmp_path)
    assert files[0] == tmp_path / "index.html"
    assert (tmp_path / "assets" / "licences" / "echarts-LICENSE.txt").exists()
    assert "项目" not in re.findall(r">([^<>]+)</a></li>", (tmp_path / "index.html").read_text())


def test_convert_writes_the_folder(tmp_path: Path) -> None:
    from mingzhang.cli import main

    source = tmp_path / "公开.txt"
    source.write_text(published.base_text("central"), "utf-8")
    assert main(["convert", str(source), "--to", "html", "--output", str(tmp_path / "site")]) == 0
    assert (tmp_path / "site" / "index.html").exists()
    assert (tmp_path / "site" / "tables" / "01.csv").exists()
