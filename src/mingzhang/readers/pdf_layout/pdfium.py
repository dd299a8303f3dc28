"""The page as pdfium sees it, fetched in bulk: one C call a fact, no Python object a glyph.

pdfium is not safe with threads; a process reads one document at a time.
"""

import ctypes
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from ctypes import c_int, c_void_p
from typing import Any

import msgspec
import pypdfium2_raw.bindings as raw

STAND_IN = os.path.join(os.path.dirname(__file__), "stand_in")
"""The folder of the font that stands in where a PDF leaves its own out (tools/stand_in_font.py)."""

MAX_GLYPHS = 200_000
MAX_OBJECTS = 300_000
MAX_FORM_DEPTH = 3

_TEXT, _PATH, _IMAGE, _FORM = 1, 2, 3, 5
_UPRIGHT = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)

Box = tuple[float, float, float, float]
Matrix = tuple[float, float, float, float, float, float]


class Glyphs(msgspec.Struct):
    """All glyphs of a page in the order of its content.

    `text` has one character a glyph. `cut` tells that the page has more glyphs than are read.
    """

    textpage: int
    text: str
    cut: bool = False

    def boxes(self, indexes: Sequence[int]) -> list[Box]:
        """Left, top, right, bottom of these glyphs, with y upwards as pdfium has it.

        Each is as wide as the advance and as high as the font size. They are asked for where
        a text begins and ends, which is far less than every glyph.
        """
        pages = [self.textpage] * len(indexes)
        return _written(len(indexes), lambda starts: map(_loose_box, pages, indexes, starts))

    def box(self, index: int) -> Box:
        """Left, top, right, bottom of one glyph."""
        return self.boxes((index,))[0]


class Drawing(msgspec.Struct):
    """One painted object that is no text: a path (路径) or an image (图像), y upwards.

    `handle` is pdfium's; it dies with its page. `matrix` leads from the form that holds the
    object to the page.
    """

    handle: int
    box: Box
    image: bool
    matrix: Matrix


class Drawings(msgspec.Struct):
    """What is painted on a page beside text; `cut` tells that more was there than is read."""

    items: list[Drawing]
    texts: int = 0
    cut: bool = False


def _begin() -> None:
    """Start pdfium with a font of the project's own for texts whose font is not in the file.

    With the system's, the same file would read otherwise on a machine that has others, or none:
    pdfium leaves out glyphs that it finds no font for. Somebody in the process may have started
    it already.
    """
    raw.FPDF_DestroyLibrary()
    paths = (ctypes.POINTER(ctypes.c_char) * 2)()
    paths[0] = ctypes.cast(ctypes.c_char_p(os.fsencode(STAND_IN)), ctypes.POINTER(ctypes.c_char))
    raw.FPDF_InitLibraryWithConfig(raw.FPDF_LIBRARY_CONFIG(version=2, m_pUserFontPaths=paths))


_begin()


def _bind(name: str, result: Any, *arguments: Any) -> Callable[..., Any]:
    """A C function with integer handles: half the price of a call with typed pointers.

    The interpreter lock stays held, as it may be for calls this short.
    """
    address = ctypes.cast(getattr(raw, name), c_void_p).value or 0
    return ctypes.PYFUNCTYPE(result, *arguments)(address)


open_document = _bind(
    "FPDF_LoadMemDocument64", c_void_p, ctypes.c_char_p, ctypes.c_size_t, c_void_p
)
close_document = _bind("FPDF_CloseDocument", None, c_void_p)
last_error = _bind("FPDF_GetLastError", ctypes.c_ulong)
count_pages = _bind("FPDF_GetPageCount", c_int, c_void_p)
open_page = _bind("FPDF_LoadPage", c_void_p, c_void_p, c_int)
close_page = _bind("FPDF_ClosePage", None, c_void_p)
open_text = _bind("FPDFText_LoadPage", c_void_p, c_void_p)
close_text = _bind("FPDFText_ClosePage", None, c_void_p)
_bounding_box = _bind("FPDF_GetPageBoundingBox", c_int, c_void_p, c_void_p)
count_glyphs = _bind("FPDFText_CountChars", c_int, c_void_p)
_get_text = _bind("FPDFText_GetText", c_int, c_void_p, c_int, c_int, c_void_p)
_count_objects = _bind("FPDFPage_CountObjects", c_int, c_void_p)
_count_form_objects = _bind("FPDFFormObj_CountObjects", c_int, c_void_p)
_transform = _bind("FPDFPageObj_Transform", None, c_void_p, *[ctypes.c_double] * 6)

_get_object = _bind("FPDFPage_GetObject", c_void_p, c_void_p, c_int)
_get_form_object = _bind("FPDFFormObj_GetObject", c_void_p, c_void_p, ctypes.c_ulong)
_object_type = _bind("FPDFPageObj_GetType", c_int, c_void_p)
_bounds = _bind("FPDFPageObj_GetBounds", c_int, *[c_void_p] * 5)
_loose_box = _bind("FPDFText_GetLooseCharBox", c_int, c_void_p, c_int, c_void_p)
_unicode = _bind("FPDFText_GetUnicode", ctypes.c_uint, c_void_p, c_int)
_unmapped = _bind("FPDFText_HasUnicodeMapError", c_int, c_void_p, c_int)
_angle = _bind("FPDFText_GetCharAngle", ctypes.c_float, c_void_p, c_int)
_text_object = _bind("FPDFText_GetTextObject", c_void_p, c_void_p, c_int)
_colour = _bind("FPDFText_GetFillColor", c_int, c_void_p, c_int, *[c_void_p] * 4)
_matrix = _bind("FPDFPageObj_GetMatrix", c_int, c_void_p, c_void_p)
_count_segments = _bind("FPDFPath_CountSegments", c_int, c_void_p)
_get_segment = _bind("FPDFPath_GetPathSegment", c_void_p, c_void_p, c_int)
_segment_type = _bind("FPDFPathSegment_GetType", c_int, c_void_p)
_segment_point = _bind("FPDFPathSegment_GetPoint", c_int, c_void_p, c_void_p, c_void_p)
_segment_close = _bind("FPDFPathSegment_GetClose", c_int, c_void_p)
_draw_mode = _bind("FPDFPath_GetDrawMode", c_int, c_void_p, c_void_p, c_void_p)

_four_floats = (ctypes.c_float * 4)()
_four_words = (ctypes.c_uint * 4)()
_two_floats = (ctypes.c_float * 2)()
_six_floats = (ctypes.c_float * 6)()


def page_box(page: int) -> Box:
    """Left, bottom, right and top of a page before it is turned."""
    if not _bounding_box(page, ctypes.addressof(_four_floats)):
        return (0.0, 0.0, 0.0, 0.0)
    left, top, right, bottom = _four_floats
    return (left, bottom, right, top)


def glyphs(textpage: int) -> Glyphs:
    """Every glyph of the page, at most MAX_GLYPHS."""
    total = count_glyphs(textpage)
    count = min(max(total, 0), MAX_GLYPHS)
    return Glyphs(textpage, _characters(textpage, count) if count else "", total > MAX_GLYPHS)


def turn(page: int, quarters: int) -> None:
    """Turn everything on a page clockwise by quarters of a circle, so that its text is upright."""
    a, b = ((1.0, 0.0), (0.0, -1.0), (-1.0, 0.0), (0.0, 1.0))[quarters % 4]
    for index in range(min(_count_objects(page), MAX_OBJECTS)):
        _transform(_get_object(page, index), a, b, -b, a, 0, 0)


def _characters(textpage: int, count: int) -> str:
    """One character a glyph, also where pdfium's text leaves glyphs out."""
    buffer = (ctypes.c_ushort * (count + 1))()
    _get_text(textpage, 0, count, ctypes.addressof(buffer))
    text = bytes(buffer)[: 2 * count].decode("utf-16-le", "replace")
    if len(text) == count and "\0" not in text:
        return text
    codes = map(_unicode, [textpage] * count, range(count))
    return "".join(
        [chr(c) if 0 < c < 0x110000 and not 0xD800 <= c < 0xE000 else "�" for c in codes]
    )


def unmapped(textpage: int, indexes: Iterable[int]) -> list[int]:
    """Those of the glyphs whose font does not say which character they are."""
    return [index for index in indexes if _unmapped(textpage, index) == 1]


def is_blank(textpage: int, index: int) -> bool:
    """Whether a glyph is a space or a line end; those stand upright on every page."""
    return chr(min(_unicode(textpage, index), 0x10FFFF)).isspace()


def angle(textpage: int, index: int) -> float:
    """The direction of a glyph in radians, counter-clockwise."""
    return -float(_angle(textpage, index))


def text_object(textpage: int, index: int) -> int:
    """A number that is the same for glyphs that were shown by one instruction."""
    return _text_object(textpage, index) or 0


def lightness(textpage: int, index: int) -> float:
    """How light a glyph is on white paper: 0 black … 1 white or wholly transparent."""
    start = ctypes.addressof(_four_words)
    if not _colour(textpage, index, start, start + 4, start + 8, start + 12):
        return 0.0
    red, green, blue, alpha = _four_words
    grey = (0.3 * red + 0.59 * green + 0.11 * blue) / 255
    return 1 - (1 - grey) * alpha / 255


def drawings(page: int) -> Drawings:
    """Paths and images of a page, also inside forms, at most MAX_OBJECTS objects."""
    found = Drawings([])
    count = max(_count_objects(page), 0)
    _collect(found, page, _get_object, count, _UPRIGHT, 0)
    return found


def _collect(
    found: Drawings,
    holder: int,
    getter: Callable[..., Any],
    count: int,
    matrix: Matrix,
    depth: int,
) -> None:
    """Add the objects of a page or form; `found.items` and `found.texts` share one limit."""
    room = MAX_OBJECTS - len(found.items) - found.texts
    if count > room:
        found.cut, count = True, room
    handles = list(map(getter, [holder] * count, range(count)))
    kinds = list(map(_object_type, handles))
    texts = kinds.count(_TEXT)
    found.texts += texts
    if texts == count:
        return
    others = [index for index, kind in enumerate(kinds) if kind != _TEXT]
    drawn = [index for index in others if kinds[index] in (_PATH, _IMAGE)]
    for index, box in zip(drawn, _boxes([handles[index] for index in drawn]), strict=True):
        if matrix is not _UPRIGHT:
            box = transformed(box, matrix)
        found.items.append(Drawing(handles[index], box, kinds[index] == _IMAGE, matrix))
    if _FORM not in kinds or depth == MAX_FORM_DEPTH:
        return
    for handle in [handles[index] for index in others if kinds[index] == _FORM]:
        if not found.cut:
            inner = max(_count_form_objects(handle), 0)
            whole = product(matrix_of(handle), matrix)
            _collect(found, handle, _get_form_object, inner, whole, depth + 1)


def _boxes(handles: list[int]) -> list[Box]:
    """Left, bottom, right, top of objects in the space of their holder."""

    def calls(starts: range) -> Iterable[object]:
        corners = [range(starts.start + k, starts.stop + k, 16) for k in (0, 4, 8, 12)]
        return map(_bounds, handles, *corners)

    return _written(len(handles), calls)


def _written(count: int, calls: Callable[[range], Iterable[object]]) -> list[Box]:
    """The boxes that C calls write, each as four floats from the next address on."""
    if not count:
        return []
    buffer = (ctypes.c_float * (4 * count))()
    start = ctypes.addressof(buffer)
    for _ in calls(range(start, start + 16 * count, 16)):
        pass
    values = memoryview(buffer).cast("B").cast("f").tolist()
    return list(zip(values[0::4], values[1::4], values[2::4], values[3::4], strict=True))


def matrix_of(handle: int) -> Matrix:
    """The matrix of an object: (a, b, c, d, e, f)."""
    if not _matrix(handle, ctypes.addressof(_six_floats)):
        return _UPRIGHT
    a, b, c, d, e, f = _six_floats
    return (a, b, c, d, e, f)


def product(first: Matrix, then: Matrix) -> Matrix:
    """One matrix that does `first`, then `then`."""
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return (
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + m,
    )


def transformed(box: Box, matrix: Matrix) -> Box:
    """The smallest upright box around a transformed box."""
    a, b, c, d, e, f = matrix
    left, bottom, right, top = box
    xs = [a * x + c * y + e for x in (left, right) for y in (bottom, top)]
    ys = [b * x + d * y + f for x in (left, right) for y in (bottom, top)]
    return (min(xs), min(ys), max(xs), max(ys))


def painted(handles: Sequence[int]) -> Iterator[tuple[int, bool, bool]]:
    """How many points each path has (five for a rectangle), whether it is filled, and stroked."""
    modes = (c_int * (2 * len(handles)))()
    start = ctypes.addressof(modes)
    stop = start + ctypes.sizeof(modes)
    for _ in map(_draw_mode, handles, range(start, stop, 8), range(start + 4, stop + 4, 8)):
        pass
    counts = map(_count_segments, handles)
    return zip(counts, map(bool, modes[0::2]), map(bool, modes[1::2]), strict=True)


def outlines(handle: int, points: int) -> list[list[tuple[float, float]]]:
    """The straight parts of a path as open polylines in the space of its form; curves cut them.

    points: how many of the path's points are read.
    """
    matrix = matrix_of(handle)
    a, b, c, d, e, f = matrix
    lines: list[list[tuple[float, float]]] = []
    start = ctypes.addressof(_two_floats)
    for index in range(points):
        segment = _get_segment(handle, index)
        kind = _segment_type(segment)
        _segment_point(segment, start, start + 4)
        x, y = _two_floats
        point = (a * x + c * y + e, b * x + d * y + f)
        if kind == raw.FPDF_SEGMENT_LINETO and lines:
            lines[-1].append(point)
        else:
            lines.append([point])
        if _segment_close(segment) and lines[-1]:
            lines[-1].append(lines[-1][0])
    return lines
