"""Web pages: no page at all, nested without end, and with spans beyond reason."""

from random import Random

from cli.hostile import hostile


def _page(body: str) -> bytes:
    return f"<html><head><meta charset=utf-8></head><body>{body}</body></html>".encode()


@hostile("html", "空文件")
def empty_page() -> bytes:
    return b""


@hostile("html")
def random_page() -> bytes:
    return Random(4).randbytes(100_000)


@hostile("html")
def text_without_tags() -> bytes:
    return "2025年部门预算 收入总表".encode()


@hostile("html")
def page_with_nul() -> bytes:
    return b"<html><body><p>a\0b</p></body></html>"


@hostile("html")
def gigantic_spans() -> bytes:
    cell = '<td colspan="1000000000" rowspan="1000000000">1</td>'
    return _page("<table>" + f"<tr>{cell * 100}</tr>" * 100 + "</table>")


@hostile("html")
def spans_that_multiply() -> bytes:
    return _page("<table>" + "<tr><td colspan=1000 rowspan=65000>1</td></tr>" * 3000 + "</table>")


@hostile("html")
def one_row_of_spans() -> bytes:
    return _page("<table><tr>" + "<td colspan=1000>1</td>" * 10_000 + "</tr></table>")


@hostile("html")
def deep_divisions() -> bytes:
    return _page("<div>" * 500_000 + "x")


@hostile("html")
def deep_tables_of_a_page() -> bytes:
    return _page("<table><tr><td>" * 100_000 + "x")


@hostile("html")
def a_million_blank_cells_of_a_page() -> bytes:
    return _page("<table>" + ("<tr>" + "<td></td>" * 20 + "</tr>") * 24_000 + "</table>")


@hostile("html")
def too_many_tags() -> bytes:
    return _page("<b>" * 2_000_000)


@hostile("html")
def fifty_megabyte_page() -> bytes:
    return _page("<p>一般公共预算</p>" * 2_200_000)


@hostile("html")
def attributes_without_end() -> bytes:
    return b"<html><body><p " + b"a=1 " * 2_000_000


@hostile("html")
def comments_without_end() -> bytes:
    return b"<html><body>" + b"<!--" * 200_000


@hostile("html")
def angle_brackets() -> bytes:
    return b"<html><body>" + b"<" * 900_000


@hostile("html")
def entities() -> bytes:
    return _page("<p>" + "&#x110000;&#99999999999;&notanentity" * 100_000 + "</p>")


@hostile("html")
def page_with_a_document_type_of_entities() -> bytes:
    laughs = '<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">'
    return f"<!DOCTYPE html [{laughs}]><html><body><p>&b;&b;</p></body></html>".encode()


@hostile("html")
def script_without_end() -> bytes:
    return b"<html><body><script>" + b"</scrip" * 500_000


@hostile("html")
def one_paragraph_of_a_page() -> bytes:
    return _page("<p>" + "增加1.5万元，占20%；" * 100_000 + "</p>")


@hostile("html", "没有找到预算")
def a_menu() -> bytes:
    rows = "".join(f"<tr><td>菜{n}</td><td>{n}.00</td></tr>" for n in range(50))
    return _page(f"<h1>菜单</h1><table>{rows}</table>")
