"""PDFs made by hand for the tests: text, lines and pictures at known places.

Points count from the lower left corner of an A4 page. The font is not embedded: Chinese
characters are one em wide, ASCII half an em.
"""

import hashlib
import struct
import zlib
from collections.abc import Iterable

A4 = (595.0, 842.0)
_PAD = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")


def width(text: str, size: float = 10) -> float:
    """How wide a text is printed."""
    return sum(0.5 if character < "\x7f" else 1.0 for character in text) * size


class Page:
    """The content of one page, drawn piece by piece."""

    def __init__(self, size: tuple[float, float] = A4, rotate: int = 0) -> None:
        self.size = size
        self.rotate = rotate
        self.operators: list[str] = []
        self.pictures = False
        self.forms: dict[str, Page] = {}
        self.matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)

    def draw(self, operators: str) -> "Page":
        """Raw operators."""
        self.operators.append(operators)
        return self

    def text(
        self,
        x: float,
        y: float,
        text: str,
        size: float = 10,
        font: str = "F",
        matrix: str = "1 0 0 1",
        before: str = "",
    ) -> "Page":
        """A text whose base line begins at a place; `matrix` turns it, `before` sets its state."""
        code = text.encode("utf-16-be").hex()
        return self.draw(f"q BT {before} /{font} {size} Tf {matrix} {x} {y} Tm <{code}> Tj ET Q")

    def right(self, x: float, y: float, text: str, size: float = 10) -> "Page":
        """A text that ends at a place."""
        return self.text(x - width(text, size), y, text, size)

    def centred(self, x: float, y: float, text: str, size: float = 10) -> "Page":
        """A text with its middle at a place."""
        return self.text(x - width(text, size) / 2, y, text, size)

    def line(self, x0: float, y0: float, x1: float, y1: float, state: str = "0.5 w") -> "Page":
        """A stroke."""
        return self.draw(f"q {state} {x0} {y0} m {x1} {y1} l S Q")

    def bar(self, x: float, y: float, wide: float, high: float, grey: float = 0) -> "Page":
        """A filled rectangle."""
        return self.draw(f"q {grey} g {x} {y} {wide} {high} re f Q")

    def picture(self, x: float, y: float, wide: float, high: float) -> "Page":
        """An image."""
        self.pictures = True
        return self.draw(f"q {wide} 0 0 {high} {x} {y} cm /I Do Q")

    def form(self, inner: "Page", matrix: str = "1 0 0 1 0 0") -> "Page":
        """A form that holds its own content."""
        name = f"X{len(self.forms)}"
        self.forms[name] = inner
        return self.draw(f"q {matrix} cm /{name} Do Q")

    def table(self, xs: list[float], ys: list[float], rows: list[list[str]]) -> "Page":
        """A fully ruled table: borders of columns from the left, of rows from the top."""
        for y in ys:
            self.line(xs[0], y, xs[-1], y)
        for x in xs:
            self.line(x, ys[0], x, ys[-1])
        return self.cells(xs, ys, rows)

    def cells(self, xs: list[float], ys: list[float], rows: list[list[str]]) -> "Page":
        """The texts of a table: numbers to the right, all else to the left."""
        for top, bottom, row in zip(ys, ys[1:], rows, strict=False):
            y = (top + bottom) / 2 - 3.5
            for left, right, text in zip(xs, xs[1:], row, strict=False):
                if text.replace(",", "").replace(".", "").isdigit():
                    self.right(right - 3, y, text)
                elif text:
                    self.text(left + 3, y, text)
        return self


def steps(start: float, *widths: float) -> list[float]:
    """Borders from a start and the widths (or, negative, the heights) that follow."""
    places = [start]
    for step in widths:
        places.append(places[-1] + step)
    return places


class _Writer:
    def __init__(self) -> None:
        self.objects: list[bytes] = []

    def add(self, body: str | bytes) -> int:
        self.objects.append(body.encode("latin-1") if isinstance(body, str) else body)
        return len(self.objects)

    def stream(self, dictionary: str, data: bytes) -> int:
        head = f"<<{dictionary}/Length {len(data)}>>\nstream\n".encode("latin-1")
        return self.add(head + data + b"\nendstream")

    def result(self, root: int, trailer: str = "") -> bytes:
        out = bytearray(b"%PDF-1.7\n")
        offsets = []
        for number, body in enumerate(self.objects, 1):
            offsets.append(len(out))
            out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
        start = len(out)
        out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(offsets) + 1)
        out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
        head = f"trailer\n<</Size {len(offsets) + 1}/Root {root} 0 R{trailer}>>\n"
        return bytes(out) + head.encode("latin-1") + b"startxref\n%d\n%%%%EOF\n" % start


def document(*pages: Page, unmapped: bool = False) -> bytes:
    """The pages as a PDF. `unmapped`: the font U of the pages names no characters."""
    writer = _Writer()
    resources = _resources(writer)
    root = len(writer.objects) + 1
    writer.add("")
    writer.add("")
    kids = [_page(writer, page, resources, root + 1) for page in pages]
    writer.objects[root - 1] = b"<</Type/Catalog/Pages %d 0 R>>" % (root + 1)
    listed = " ".join(f"{kid} 0 R" for kid in kids)
    writer.objects[root] = f"<</Type/Pages/Count {len(kids)}/Kids[{listed}]>>".encode()
    return writer.result(root)


def _resources(writer: _Writer) -> str:
    system = "/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>"
    descriptor = writer.add(
        "<</Type/FontDescriptor/FontName/STSong-Light/Flags 4/FontBBox[0 -141 1000 859]"
        "/ItalicAngle 0/Ascent 859/Descent -141/CapHeight 700/StemV 80>>"
    )
    cid = writer.add(
        f"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light{system}"
        f"/FontDescriptor {descriptor} 0 R/DW 1000/W[1 95 500 814 939 500]>>"
    )
    song = writer.add(
        "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H"
        f"/DescendantFonts[{cid} 0 R]>>"
    )
    identity = "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
    bare = writer.add(
        f"<</Type/Font/Subtype/CIDFontType2/BaseFont/ABCDEF+Bare{identity}"
        f"/FontDescriptor {descriptor} 0 R/DW 1000>>"
    )
    unnamed = writer.add(
        "<</Type/Font/Subtype/Type0/BaseFont/ABCDEF+Bare/Encoding/Identity-H"
        f"/DescendantFonts[{bare} 0 R]>>"
    )
    image = writer.stream(
        "/Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray",
        b"\x80",
    )
    return f"/Font<</F {song} 0 R/U {unnamed} 0 R>>/XObject<</I {image} 0 R"


def _page(writer: _Writer, page: Page, resources: str, parent: int) -> int:
    own = resources + _forms(writer, page, resources) + ">>"
    content = writer.stream("", "\n".join(page.operators).encode("latin-1"))
    wide, high = page.size
    return writer.add(
        f"<</Type/Page/Parent {parent} 0 R/MediaBox[0 0 {wide} {high}]/Rotate {page.rotate}"
        f"/Contents {content} 0 R/Resources<<{own}>>>>"
    )


def _forms(writer: _Writer, page: Page, resources: str) -> str:
    listed = ""
    for name, inner in page.forms.items():
        own = resources + _forms(writer, inner, resources) + ">>"
        matrix = " ".join(map(str, inner.matrix))
        number = writer.stream(
            f"/Type/XObject/Subtype/Form/BBox[-2000 -2000 2000 2000]/Matrix[{matrix}]"
            f"/Resources<<{own}>>",
            "\n".join(inner.operators).encode("latin-1"),
        )
        listed += f"/{name} {number} 0 R"
    return listed


def deflated(data: bytes) -> bytes:
    """The same PDF with its page content compressed without effect, so that it stays large."""
    writer = _Writer()
    parts = _objects(data)
    for body in parts:
        head, word, rest = body.partition(b"\nstream\n")
        if word and b"/Subtype" not in head:
            packed = zlib.compress(rest[: -len(b"\nendstream")], 0)
            head = b"<</Filter/FlateDecode/Length %d>>" % len(packed)
            body = head + word + packed + b"\nendstream"
        writer.add(body)
    return writer.result(_root(parts))


def _root(parts: list[bytes]) -> int:
    return next(k for k, body in enumerate(parts, 1) if b"/Type/Catalog" in body)


def encrypted(data: bytes, user: bytes = b"", owner: bytes = b"owner") -> bytes:
    """The same PDF locked with 40-bit RC4, as old programs still do; `user` opens it."""
    marker = b"0123456789abcdef"
    permissions = struct.pack("<i", -4)
    secret = _rc4(hashlib.md5((owner + _PAD)[:32]).digest()[:5], (user + _PAD)[:32])
    key = hashlib.md5((user + _PAD)[:32] + secret + permissions + marker).digest()[:5]
    check = _rc4(key, _PAD)
    parts = _objects(data)
    writer = _Writer()
    for number, body in enumerate(parts, 1):
        head, word, rest = body.partition(b"\nstream\n")
        if word:
            stream = rest[: -len(b"\nendstream")]
            salted = hashlib.md5(key + struct.pack("<I", number)[:3] + b"\0\0").digest()[:10]
            body = head + word + _rc4(salted, stream) + b"\nendstream"
        writer.add(body)
    return writer.result(
        _root(parts),
        f"/ID[<{marker.hex()}><{marker.hex()}>]/Encrypt<</Filter/Standard/V 1/R 2/P -4"
        f"/O<{secret.hex()}>/U<{check.hex()}>>>",
    )


def _objects(data: bytes) -> list[bytes]:
    found = []
    for piece in data.split(b" 0 obj\n")[1:]:
        found.append(piece[: piece.rindex(b"\nendobj")])
    return found


def _rc4(key: bytes, data: bytes) -> bytes:
    state = list(range(256))
    j = 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    out = bytearray()
    i = j = 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(out)


def lines(page: Page, x: float, y: float, texts: Iterable[str], step: float = 18) -> Page:
    """Printed lines below each other."""
    for index, text in enumerate(texts):
        page.text(x, y - step * index, text)
    return page
