"""Office files: damaged, locked, swollen, nested, and with entities."""

import io
import struct
import zipfile
import zlib
from random import Random

from cli.hostile import hostile
from readers import workbooks
from readers.word import Table, Xml, docx, paragraph

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LAUGHS = "".join(
    f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' if n else '<!ENTITY l0 "哈">' for n in range(10)
)
BODY = ["2025年部门预算", Table([["项目", "金额"], ["合计", "12.00"]])]


def zipped(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in members.items():
            file.writestr(name, content)
    return buffer.getvalue()


def _with_document(xml: str | bytes) -> bytes:
    return docx([], parts={"word/document.xml": xml})


def _inside(inner: str) -> bytes:
    return docx([Xml(inner)])


@hostile("docx", "空文件")
def empty_word() -> bytes:
    return b""


@hostile("docx")
def random_word() -> bytes:
    return b"PK\3\4" + Random(2).randbytes(100_000)


@hostile("docx", "损坏")
def truncated_word() -> bytes:
    data = docx([f"第{n}段" for n in range(2000)])
    return data[: len(data) * 2 // 3]


@hostile("docx", "加密")
def locked_word() -> bytes:
    return OLE + bytes(504) + "EncryptedPackage".encode("utf-16-le") + bytes(4096)


@hostile("xlsx", "加密")
def locked_workbook() -> bytes:
    return OLE + bytes(504) + "EncryptedPackage".encode("utf-16-le") + bytes(4096)


@hostile("docx", "旧格式")
def old_word() -> bytes:
    return OLE + bytes(504) + "WordDocument".encode("utf-16-le") + bytes(4096)


@hostile("docx")
def word_without_a_document() -> bytes:
    return zipped({"readme.txt": b"hello"})


@hostile("docx")
def workbook_named_as_word() -> bytes:
    return workbooks.from_xml(workbooks.sheet_xml('<row r="1"><c r="A1"><v>1</v></c></row>'))


@hostile("xlsx")
def word_named_as_workbook() -> bytes:
    return docx(BODY)


@hostile("docx", "过大")
def zip_bomb() -> bytes:
    return zipped({"word/document.xml": b"<w:p/>" * 20_000_000})


@hostile("docx")
def zip_bomb_that_lies_about_its_size() -> bytes:
    data = bytearray(zipped({"word/document.xml": bytes(100_000_000)}))
    directory = data.index(b"PK\1\2")
    data[directory + 24 : directory + 28] = struct.pack("<I", 1000)
    return bytes(data)


@hostile("docx")
def zip_bomb_of_overlapping_members() -> bytes:
    """Ten thousand names for one and the same compressed megabyte."""
    inner = zlib.compressobj(9, zlib.DEFLATED, -15)
    raw = bytes(5_000_000)
    packed = inner.compress(raw) + inner.flush()
    crc = zlib.crc32(raw)
    names = [b"word/document.xml", *(b"word/a%05d.xml" % n for n in range(9_000))]
    local = struct.pack(
        "<4s5H3L2H", b"PK\3\4", 20, 0, 8, 0, 0, crc, len(packed), len(raw), len(names[0]), 0
    )
    body = local + names[0] + packed
    entry = "<4s6H3L5H2L"
    directory = b"".join(
        struct.pack(
            entry, b"PK\1\2", 20, 20, 0, 8, 0, 0, crc, len(packed), len(raw), len(name), *[0] * 6
        )
        + name
        for name in names
    )
    end = struct.pack(
        "<4s4H2LH", b"PK\5\6", 0, 0, len(names), len(names), len(directory), len(body), 0
    )
    return body + directory + end


@hostile("docx")
def nested_zips() -> bytes:
    data = docx(BODY)
    for level in range(10):
        data = zipped({f"level{level}.docx": data})
    return data


@hostile("docx", "实体")
def word_with_external_entity() -> bytes:
    return _with_document(
        '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]><w:document xmlns:w="w">&x;'
        "</w:document>"
    )


@hostile("docx", "实体")
def word_with_a_billion_laughs() -> bytes:
    return _with_document(f"<!DOCTYPE w [{LAUGHS}]><w>&l9;</w>")


@hostile("xlsx", "实体")
def workbook_with_a_billion_laughs() -> bytes:
    return workbooks.from_xml(
        workbooks.sheet_xml('<row r="1"><c r="A1" t="s"><v>0</v></c></row>'),
        strings=f"<!DOCTYPE sst [{LAUGHS}]><sst><si><t>&l9;</t></si></sst>",
    )


@hostile("docx")
def deep_xml() -> bytes:
    return _inside("<w:sdt><w:sdtContent>" * 200_000)


@hostile("docx")
def deep_tables() -> bytes:
    return _inside("<w:tbl><w:tr><w:tc>" * 5_000 + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * 5_000)


@hostile("docx")
def a_million_blank_cells_in_word() -> bytes:
    return _inside("<w:tbl>" + "<w:tr>" + "<w:tc><w:p/></w:tc>" * 1_000_000 + "</w:tr></w:tbl>")


@hostile("docx")
def a_million_blank_rows_in_word() -> bytes:
    return _inside("<w:tbl>" + "<w:tr><w:tc><w:p/></w:tc></w:tr>" * 500_000 + "</w:tbl>")


@hostile("docx")
def gigantic_grid_span() -> bytes:
    cell = '<w:tc><w:tcPr><w:gridSpan w:val="2000000000"/></w:tcPr><w:p/></w:tc>'
    return _inside(f"<w:tbl><w:tr>{cell * 3}</w:tr></w:tbl>")


@hostile("docx")
def too_many_words() -> bytes:
    return docx([paragraph("预算")] * 400_000)


@hostile("docx")
def an_endless_paragraph() -> bytes:
    return docx(["增加1.5万元，" * 100_000])


@hostile("xlsx")
def random_workbook() -> bytes:
    return b"PK\3\4" + Random(3).randbytes(100_000)


@hostile("xlsx", "损坏")
def truncated_workbook() -> bytes:
    row = "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(1, 5000))
    data = workbooks.from_xml(workbooks.sheet_xml(row))
    return data[: len(data) // 2]


@hostile("xlsx")
def a_million_blank_cells() -> bytes:
    rows = (
        f'<row r="{r}">' + "".join(f'<c r="{chr(65 + c)}{r}"/>' for c in range(20)) + "</row>"
        for r in range(1, 50_001)
    )
    return workbooks.from_xml(workbooks.sheet_xml("".join(rows)))


@hostile("xlsx")
def a_million_cells_of_blanks() -> bytes:
    row = "".join(f'<c r="{chr(65 + c)}%d" t="str"><v> </v></c>' for c in range(20))
    rows = (f'<row r="{r}">' + row.replace("%d", str(r)) + "</row>" for r in range(1, 48_001))
    return workbooks.from_xml(workbooks.sheet_xml("".join(rows)))


@hostile("xlsx")
def a_million_numbers() -> bytes:
    row = "".join(f'<c r="{chr(65 + c)}%d"><v>{c}.5</v></c>' for c in range(20))
    rows = (f'<row r="{r}">' + row.replace("%d", str(r)) + "</row>" for r in range(1, 48_001))
    return workbooks.from_xml(workbooks.sheet_xml("".join(rows)))


@hostile("xlsx")
def gigantic_merges() -> bytes:
    merges = '<mergeCells><mergeCell ref="A1:XFD1048576"/><mergeCell ref="B2:XFD1048575"/>'
    return workbooks.from_xml(
        workbooks.sheet_xml('<row r="1"><c r="A1"><v>1</v></c></row>', merges + "</mergeCells>")
    )


@hostile("xlsx")
def a_hundred_thousand_merges() -> bytes:
    merges = "".join(f'<mergeCell ref="A{n}:XFD{n + 9}"/>' for n in range(1, 1_000_000, 10))
    cells = '<row r="1"><c r="A1"><v>1</v></c></row><row r="9000"><c r="ZZ9000"><v>1</v></c></row>'
    return workbooks.from_xml(workbooks.sheet_xml(cells, f"<mergeCells>{merges}</mergeCells>"))


@hostile("xlsx")
def cell_in_the_far_corner() -> bytes:
    rows = '<row r="1"><c r="A1"><v>1</v></c></row>'
    rows += '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    return workbooks.from_xml(workbooks.sheet_xml(rows))


@hostile("xlsx")
def cells_on_a_diagonal() -> bytes:
    rows = "".join(
        f'<row r="{n}"><c r="{workbooks_column(n)}{n}"><v>1</v></c></row>' for n in range(1, 2200)
    )
    return workbooks.from_xml(workbooks.sheet_xml(rows))


def workbooks_column(number: int) -> str:
    name = ""
    while number:
        number, letter = divmod(number - 1, 26)
        name = chr(65 + letter) + name
    return name


@hostile("xlsx")
def gigantic_numbers() -> bytes:
    values = ("1e308", "-1e308", "1e-308", "9" * 5000, "NaN", "INF", "1e999999999", "0x10")
    rows = "".join(
        f'<row r="{n}"><c r="A{n}" s="1"><v>{v}</v></c></row>' for n, v in enumerate(values, 1)
    )
    return workbooks.from_xml(workbooks.sheet_xml(rows))
