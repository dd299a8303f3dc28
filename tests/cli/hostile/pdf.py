"""PDF files: damaged, locked, only pictures, and built to loop or to swell."""

import zlib
from collections.abc import Sequence
from random import Random

from cli.hostile import hostile
from document_layout import blocks
from pdf_pages import pages

CATALOGUE = b"<</Type/Catalog/Pages 2 0 R>>"
ONE_PAGE = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"


def file_of(objects: Sequence[bytes], trailer: bytes = b"") -> bytes:
    """A PDF of numbered objects, the first of which is the catalogue."""
    out = bytearray(b"%PDF-1.7\n")
    starts = []
    for number, body in enumerate(objects, 1):
        starts.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(starts) + 1)
    out += b"".join(b"%010d 00000 n \n" % start for start in starts)
    out += b"trailer\n<</Size %d/Root 1 0 R%s>>\n" % (len(starts) + 1, trailer)
    return bytes(out) + b"startxref\n%d\n%%%%EOF\n" % table


def stream(data: bytes, entries: bytes = b"", packed: bool = True) -> bytes:
    if packed:
        data, entries = zlib.compress(data), entries + b"/Filter/FlateDecode"
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (entries, len(data), data)


def page_of(content: bytes, resources: bytes = b"", more: Sequence[bytes] = ()) -> bytes:
    """A PDF of one page with this content; `more` are objects from number 6 on."""
    page = (
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
        b"/Resources<</Font<</F1 5 0 R>>%s>>>>" % resources
    )
    return file_of([CATALOGUE, ONE_PAGE, page, stream(content), FONT, *more])


@hostile("pdf", "空文件")
def empty_pdf() -> bytes:
    return b""


@hostile("pdf", "不是 PDF")
def random_pdf() -> bytes:
    return Random(5).randbytes(100_000)


@hostile("pdf")
def random_after_the_header() -> bytes:
    return b"%PDF-1.7\n" + Random(6).randbytes(100_000)


@hostile("pdf")
def truncated_pdf() -> bytes:
    return pages(blocks("2025年部门预算\n收入总表\n项目\t金额\n合计\t12.00\n"))[:400]


@hostile("pdf", "不是 PDF")
def text_named_as_pdf() -> bytes:
    return "2025年部门预算".encode()


@hostile("pdf", "加密")
def locked_pdf() -> bytes:
    """Its keys fit no password, so that none opens it."""
    lock = (
        b"/ID[<00112233445566778899aabbccddeeff><00112233445566778899aabbccddeeff>]"
        b"/Encrypt<</Filter/Standard/V 1/R 2/P -44/O<%s>/U<%s>>>" % (b"5a" * 32, b"a5" * 32)
    )
    return file_of([CATALOGUE, ONE_PAGE, b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>"], lock)


@hostile("pdf", "扫描")
def scan() -> bytes:
    image = stream(
        bytes(595 * 842),
        b"/Type/XObject/Subtype/Image/Width 595/Height 842"
        b"/ColorSpace/DeviceGray/BitsPerComponent 8",
    )
    return page_of(b"q 595 0 0 842 0 0 cm /I1 Do Q", b"/XObject<</I1 6 0 R>>", [image])


@hostile("pdf")
def no_pages() -> bytes:
    return file_of([CATALOGUE, b"<</Type/Pages/Kids[]/Count 0>>"])


@hostile("pdf")
def no_text() -> bytes:
    return page_of(b"")


@hostile("pdf")
def page_tree_that_bites_its_tail() -> bytes:
    return file_of([CATALOGUE, b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 1000000>>"])


@hostile("pdf")
def deep_page_tree() -> bytes:
    depth = 20_000
    nodes = [b"<</Type/Pages/Kids[%d 0 R]/Count 1>>" % (n + 3) for n in range(depth)]
    return file_of([CATALOGUE, *nodes, b"<</Type/Page/MediaBox[0 0 9 9]>>"])


@hostile("pdf")
def promised_pages() -> bytes:
    return file_of(
        [
            CATALOGUE,
            b"<</Type/Pages/Kids[3 0 R]/Count 2000000000>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>",
        ]
    )


@hostile("pdf")
def a_hundred_thousand_pages() -> bytes:
    kids = b"3 0 R " * 100_000
    return file_of(
        [
            CATALOGUE,
            b"<</Type/Pages/Kids[%s]/Count 100000>>" % kids,
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>",
        ]
    )


@hostile("pdf")
def deep_arrays() -> bytes:
    return file_of([CATALOGUE, b"[" * 1_000_000])


@hostile("pdf")
def deep_arrays_in_the_content() -> bytes:
    return page_of(b"[" * 3_000_000)


@hostile("pdf")
def deep_dictionaries() -> bytes:
    return page_of(b"", b"/X " + b"<</A" * 500_000)


@hostile("pdf")
def form_that_draws_itself() -> bytes:
    form = stream(
        b"/X1 Do /X1 Do",
        b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X1 6 0 R>>>>",
    )
    return page_of(b"/X1 Do", b"/XObject<</X1 6 0 R>>", [form])


@hostile("pdf")
def forms_that_multiply() -> bytes:
    """Each form draws the next one ten times: ten to the twelfth letters."""
    head = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<<"
    forms = [
        stream(b"/X1 Do " * 10, head + b"/XObject<</X1 %d 0 R>>>>" % (n + 7)) for n in range(12)
    ]
    last = stream(b"BT /F1 9 Tf (x) Tj ET", head + b"/Font<</F1 5 0 R>>>>")
    return page_of(b"/X1 Do", b"/XObject<</X1 6 0 R>>", [*forms, last])


@hostile("pdf")
def swelling_content() -> bytes:
    return page_with(_packed(900, b" "), b"/Filter/FlateDecode")


@hostile("pdf")
def swelling_twice() -> bytes:
    return page_with(zlib.compress(_packed(1000)), b"/Filter[/FlateDecode/FlateDecode]")


def _packed(megabytes: int, byte: bytes = b"\0") -> bytes:
    """So many megabytes of one byte, compressed block by block without their checksum."""
    packer = zlib.compressobj(9)
    head = packer.compress(b"") + packer.flush(zlib.Z_FULL_FLUSH)
    block = packer.compress(byte * 1024 * 1024) + packer.flush(zlib.Z_FULL_FLUSH)
    return head + block * megabytes


def page_with(packed: bytes, filters: bytes) -> bytes:
    """A PDF of one page with content that is compressed already."""
    body = b"<</Length %d%s>>stream\n%s\nendstream" % (len(packed), filters, packed)
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>"
    return file_of([CATALOGUE, ONE_PAGE, page, body])


@hostile("pdf")
def letters_without_end() -> bytes:
    line = b"BT /F1 4 Tf 9 %d Td (" + b"x" * 1000 + b") Tj ET\n"
    return page_of(b"".join(line % (n % 800) for n in range(1000)))


@hostile("pdf")
def letters_in_one_place() -> bytes:
    return page_of(b"BT /F1 4 Tf " + b"1 0 0 1 9 9 Tm (x) Tj " * 300_000 + b"ET")


@hostile("pdf")
def lines_without_end() -> bytes:
    chance = Random(7)
    lines = (
        b"%d %d m %d %d l S" % (x, y, x + 20, y)
        for x, y in ((chance.randrange(595), chance.randrange(842)) for _ in range(200_000))
    )
    return page_of(b"BT /F1 9 Tf 9 9 Td (x) Tj ET\n" + b"\n".join(lines))


@hostile("pdf")
def a_grid_of_a_million_cells() -> bytes:
    across = b"".join(b"0 %.2f m 595 %.2f l S " % (n * 0.84, n * 0.84) for n in range(1000))
    down = b"".join(b"%.2f 0 m %.2f 842 l S " % (n * 0.59, n * 0.59) for n in range(1000))
    return page_of(b"BT /F1 9 Tf 9 9 Td (x) Tj ET 0.1 w " + across + down)


@hostile("pdf")
def page_without_measure() -> bytes:
    content = b"BT /F1 1e30 Tf 1e38 0 0 1e38 1e38 -1e38 Tm (x) Tj ET 1e38 1e38 m 1e38 -1e38 l S"
    return page_of(content).replace(b"[0 0 595 842]", b"[0 0 1e38 1]")


@hostile("pdf", "没有找到预算")
def a_letter() -> bytes:
    return pages(blocks("给朋友的信\n\n" + "见字如面。这里的秋天很长，院里的柿子红了。\n" * 30))
