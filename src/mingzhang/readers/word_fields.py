"""Fields of a Word document (域): their results are printed, their instructions are not."""

from collections import deque
from dataclasses import dataclass, field

from mingzhang.readers.markup import attribute

MAX_OPEN = 32


@dataclass(slots=True)
class _Field:
    start: int
    instruction: list[str] = field(default_factory=list)
    in_code: bool = True


class Fields:
    """The fields that are open, innermost last. `in_code` is true where nothing is printed.

    Of more than MAX_OPEN fields, as only a damaged document has them, the outer are forgotten.
    """

    def __init__(self) -> None:
        self.in_code = False
        self._open: deque[_Field] = deque(maxlen=MAX_OPEN)

    @property
    def instruction(self) -> list[str] | None:
        """Where the instruction of the innermost field is collected."""
        return self._open[-1].instruction if self._open else None

    def mark(self, tag: str, blocks: int) -> int | None:
        """A w:fldChar; `blocks` counts the blocks before the open paragraph.

        Returns the number of blocks before a table of contents (目录) when it ends here.
        """
        kind = attribute(tag, "fldCharType")
        ended: _Field | None = None
        if kind == "begin":
            self._open.append(_Field(blocks))
        elif kind == "separate" and self._open:
            self._open[-1].in_code = False
        elif kind == "end" and self._open:
            ended = self._open.pop()
        self.in_code = any(field.in_code for field in self._open)
        return ended.start if ended is not None and _lists_contents(ended) else None

    def paragraph_ends(self) -> None:
        """Instructions end with their paragraph, so that a damaged field hides no more."""
        for open_field in self._open:
            open_field.in_code = False
        self.in_code = False


def _lists_contents(ended: _Field) -> bool:
    return "".join(ended.instruction).split(None, 1)[:1] == ["TOC"]


class CheckBox:
    """A check box of an old-fashioned form (复选框型窗体域): "☑" or "□", or None outside one."""

    def __init__(self) -> None:
        self.shown: str | None = None

    def open(self, _: str) -> None:
        """A w:checkBox begins."""
        self.shown = "□"

    def set(self, tag: str) -> None:
        """A w:default or w:checked: the later one holds."""
        if self.shown is not None:
            self.shown = "□" if attribute(tag, "val") in ("0", "false", "off") else "☑"

    def close(self) -> str:
        """A w:checkBox ends; returns what is printed for it."""
        shown, self.shown = self.shown or "", None
        return shown


_BOXES = {
    "wingdings": {
        0x6F: "□", 0x71: "□", 0x72: "□", 0xA8: "□",
        0xFC: "✓", 0xFB: "✗", 0xFD: "☒", 0xFE: "☑",
    },
    "wingdings 2": {
        0x2A: "□", 0xA3: "□", 0x50: "✓", 0x4F: "✗",
        0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒",
    },
}  # fmt: skip


def symbol(tag: str) -> str:
    """The character of a w:sym: boxes and ticks of symbol fonts as Unicode has them."""
    digits = attribute(tag, "char") or ""
    if not 0 < len(digits) <= 6 or not all(digit in "0123456789abcdefABCDEF" for digit in digits):
        return ""
    code = int(digits, 16)
    font = (attribute(tag, "font") or "").lower()
    known = _BOXES.get(font, {}).get(code & 0xFF) if code >= 0xF000 or code < 0x100 else None
    if known:
        return known
    return chr(code) if 0x20 <= code < 0x110000 and not 0xD800 <= code < 0xE000 else ""
