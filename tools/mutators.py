"""Ways to damage a document: its bytes, its XML, its words and numbers (for fuzz.py)."""

import io
import re
import zipfile
import zlib
from collections.abc import Callable
from random import Random

ODD = (
    "\u200b", "\ufeff", "\u3000", "\u00a0", "\u202e", "\u0301", "\ud7ff", "\uffff", "𠀀", "😀", "①",
    "〇", "２０２５", "－", "—", "△", "％", "‰", "㎡", "…", "\x85", "\u2028", "\x1f", "\x7f", "&#0;",
    "<", ">", "&", "]]>", "“", "”", "'", '"', "\\", "%s", "{0}", "=1+1", "@SUM(1)", "\t", "\n", "\r",
    "\v", "\f", "（", "）", "((((", "。。", "万元", "元", "%", "-", "--", ".", ",", "1.", ".5", "0x1F",
)  # fmt: skip
NUMBERS = (
    "0", "-0", "00", "-1", "1e308", "1e-308", "NaN", "inf", "9" * 40, "9" * 5000, "0." + "0" * 50 + "1",
    "1,2,3", "1,234,56", "12.345.678", "２５６８．９４", "（3.20）", "-3.20", "4294967296", "2147483648",
    "1048577", "16385", "65536", "99999999999", "1.0000001", "+5", "1 000", "100%", "20.250.1",
)  # fmt: skip
_NUMBER = re.compile(r"\d[\d,.]*")
_NUMBER_BYTES = re.compile(rb"-?\d+(?:\.\d+)?")
_TAG = re.compile(rb"<[^<>]{0,300}>")
_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)

Change = Callable[[Random, bytes], bytes]


def damaged_text(chance: Random, text: str) -> str:
    """A text whose lines, cells, words and numbers are changed in a few places."""
    lines = text.split("\n")
    for _ in range(chance.choice((1, 1, 2, 3, 8, 40))):
        at = chance.randrange(len(lines))
        chance.choice(_LINE_CHANGES)(chance, lines, at)
        if not lines:
            lines = [""]
    return "\n".join(lines)


def _odd(chance: Random, lines: list[str], at: int) -> None:
    line = lines[at]
    spot = chance.randint(0, len(line))
    lines[at] = line[:spot] + chance.choice(ODD) * chance.choice((1, 1, 2, 300)) + line[spot:]


def _number(chance: Random, lines: list[str], at: int) -> None:
    found = list(_NUMBER.finditer(lines[at]))
    if found:
        match = chance.choice(found)
        line = lines[at]
        lines[at] = line[: match.start()] + chance.choice(NUMBERS) + line[match.end() :]


def _delete(chance: Random, lines: list[str], at: int) -> None:
    del lines[at : at + chance.choice((1, 1, 2, 5, 50))]


def _repeat(chance: Random, lines: list[str], at: int) -> None:
    size = chance.choice((1, 1, 3, 20))
    lines[at:at] = lines[at : at + size] * chance.choice((1, 1, 2, 30))


def _move(chance: Random, lines: list[str], at: int) -> None:
    size = chance.choice((1, 3, 20))
    piece = lines[at : at + size]
    del lines[at : at + size]
    to = chance.randint(0, len(lines))
    lines[to:to] = piece


def _cells(chance: Random, lines: list[str], at: int) -> None:
    cells = lines[at].split("\t")
    act = chance.randrange(5)
    spot = chance.randrange(len(cells))
    if act == 0:
        del cells[spot]
    elif act == 1:
        cells.insert(spot, "")
    elif act == 2:
        chance.shuffle(cells)
    elif act == 3:
        cells[spot] = ""
    else:
        cells[spot] = chance.choice(lines)
    lines[at] = "\t".join(cells)


def _cut(chance: Random, lines: list[str], at: int) -> None:
    spot = chance.randint(0, len(lines[at]))
    lines[at : at + 1] = [lines[at][:spot], lines[at][spot:]]


def _join(chance: Random, lines: list[str], at: int) -> None:
    lines[at : at + 2] = ["".join(lines[at : at + 2])]


def _stretch(chance: Random, lines: list[str], at: int) -> None:
    """One word or mark repeated without end."""
    line = lines[at]
    spot = chance.randint(0, len(line))
    piece = line[spot : spot + chance.choice((1, 1, 2, 4, 12))] or " "
    times = chance.choice((10, 1000, 20_000)) // len(piece) + 1
    lines[at] = line[:spot] + piece * times + line[spot:]


_LINE_CHANGES = (_odd, _odd, _number, _number, _delete, _repeat, _move, _cells, _cells, _cut, _join,
                 _stretch)  # fmt: skip


def damaged_bytes(chance: Random, data: bytes) -> bytes:
    """Bytes flipped, cut out, put in, repeated, or cut off."""
    out = bytearray(data)
    for _ in range(chance.choice((1, 2, 5, 30))):
        if not out:
            break
        at = chance.randrange(len(out))
        size = chance.choice((1, 2, 4, 16, 300))
        act = chance.randrange(7)
        if act < 2:
            out[at] ^= 1 << chance.randrange(8)
        elif act == 2:
            out[at : at + size] = chance.randbytes(size)
        elif act == 3:
            del out[at : at + size]
        elif act == 4:
            out[at:at] = out[at : at + size] * chance.choice((1, 2, 100))
        elif act == 5:
            out[at : at + 4] = chance.choice((b"\xff" * 4, bytes(4), b"\x7f\xff\xff\xff"))
        elif chance.random() < 0.2:
            del out[at:]
    return bytes(out)


def damaged_markup(chance: Random, data: bytes) -> bytes:
    """Tags dropped, doubled, nested without end, moved; numbers in them made absurd."""
    for _ in range(chance.choice((1, 2, 5, 20))):
        tags = list(_TAG.finditer(data, chance.randrange(len(data) + 1))) or list(
            _TAG.finditer(data)
        )
        if not tags:
            return damaged_bytes(chance, data)
        first = tags[0]
        other = tags[min(len(tags) - 1, chance.randrange(12))]
        act = chance.randrange(6)
        if act == 0:
            data = data[: first.start()] + data[first.end() :]
        elif act == 1:
            piece = data[first.start() : other.end()]
            data = (
                data[: first.start()] + piece * chance.choice((1, 2, 200)) + data[first.start() :]
            )
        elif act == 2:
            data = data[: first.start()] + data[other.end() :]
        elif act == 3:
            data = (
                data[: first.start()]
                + first[0] * chance.choice((3, 300, 3000))
                + data[first.end() :]
            )
        elif act == 4:
            data = _absurd(chance, data, first.start(), first.start() + 2000)
        else:
            word = chance.choice(ODD + NUMBERS).encode("utf-8", "surrogatepass")
            data = data[: first.end()] + word + data[first.end() :]
    return data


def _absurd(chance: Random, data: bytes, start: int, end: int) -> bytes:
    found = list(_NUMBER_BYTES.finditer(data, start, end))
    if not found:
        return data
    match = chance.choice(found)
    return data[: match.start()] + chance.choice(NUMBERS).encode() + data[match.end() :]


def damaged_office(chance: Random, data: bytes) -> bytes:
    """A container whose parts are damaged inside, and which is whole outside."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    big = sorted(parts, key=lambda name: len(parts[name]))[-6:]
    for _ in range(chance.choice((1, 1, 2, 4))):
        name = chance.choice(big if chance.random() < 0.8 else list(parts))
        act = chance.random()
        if act < 0.75:
            parts[name] = damaged_markup(chance, parts[name])
        elif act < 0.9:
            parts[name] = damaged_bytes(chance, parts[name])
        elif act < 0.95 and len(parts) > 1:
            parts[name] = parts[chance.choice(list(parts))]
        elif len(parts) > 2:
            del parts[name]
            big = list(parts)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def damaged_pdf(chance: Random, data: bytes) -> bytes:
    """A PDF whose content operators, their numbers, or its objects are changed."""
    streams = list(_STREAM.finditer(data))
    for match in sorted(
        chance.sample(streams, min(len(streams), chance.choice((1, 2, 5)))),
        key=lambda match: -match.start(),
    ):
        try:
            content = zlib.decompress(match[1])
        except zlib.error:
            continue
        packed = zlib.compress(_damaged_content(chance, content), 1)
        data = data[: match.start(1)] + packed + data[match.end(1) :]
    if chance.random() < 0.4:
        spot = chance.randrange(len(data))
        data = _absurd(chance, data, spot, spot + 4000)
    return data


def _damaged_content(chance: Random, content: bytes) -> bytes:
    lines = content.split(b"\n")
    for _ in range(chance.choice((1, 3, 10, 60))):
        at = chance.randrange(len(lines))
        act = chance.randrange(5)
        if act == 0:
            lines[at] = _absurd(chance, lines[at], 0, len(lines[at]))
        elif act == 1:
            lines[at:at] = lines[at : at + 5] * chance.choice((1, 5, 200))
        elif act == 2:
            del lines[at : at + chance.choice((1, 5, 50))]
        elif act == 3:
            lines[at] = damaged_bytes(chance, lines[at])
        else:
            other = chance.randrange(len(lines))
            lines[at], lines[other] = lines[other], lines[at]
        lines = lines or [b""]
    return b"\n".join(lines)


BY_FORMAT: dict[str, tuple[Change, ...]] = {
    "txt": (damaged_bytes,),
    "html": (damaged_markup, damaged_markup, damaged_bytes),
    "docx": (damaged_office, damaged_office, damaged_office, damaged_bytes),
    "xlsx": (damaged_office, damaged_office, damaged_office, damaged_bytes),
    "pdf": (damaged_pdf, damaged_pdf, damaged_bytes),
}
