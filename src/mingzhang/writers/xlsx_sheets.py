"""What the sheets of a workbook share: cell styles, safe strings, widths, print set-up."""

import re
from collections.abc import Sequence

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from mingzhang.model.figures import parse_number
from mingzhang.writers.guard import risky

_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_LONGEST = 32_000
_DIGITS = 15
_FILLS = {
    "error": ("#FDEBE9", "#A51D1D"),
    "warning": ("#FFF2D6", "#754600"),
    "info": ("#E6F1F9", "#17557F"),
    "undetermined": ("#F1EBFA", "#5B388F"),
    "rounding": ("#E9F0F2", "#3D5A66"),
    "pass": ("#E7F4EC", "#1A663B"),
    "involved": ("#FFFFFF", "#B0504A"),
}
FIRST_PAPER = 9  # A4


class Styles:
    """Formats of one workbook, each made once."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._made: dict[tuple[str, ...], Format] = {}

    def __call__(self, *names: str) -> Format:
        """The format for these words: a verdict, "head", "title", "number", "bold", "quote"."""
        if names not in self._made:
            properties: dict[str, object] = {
                "font_name": "宋体",
                "font_size": 10.5,
                "valign": "top",
                "text_wrap": True,
            }
            for name in names:
                properties |= _properties(name)
            self._made[names] = self._workbook.add_format(properties)
        return self._made[names]


def _properties(name: str) -> dict[str, object]:
    if name in _FILLS:
        ground, ink = _FILLS[name]
        return {"bg_color": ground, "font_color": ink, "border": 1, "border_color": "#D3DAE2"}
    if name.startswith("indent"):
        return {"indent": int(name[6:])}
    if name.startswith("decimals"):
        places = int(name[8:])
        return {"num_format": "#,##0" + ("." + "0" * places if places else ""), "align": "right"}
    return _PLAIN[name]


_PLAIN: dict[str, dict[str, object]] = {
    "cell": {"border": 1, "border_color": "#D3DAE2"},
    "head": {
        "bold": True,
        "bg_color": "#EEF2F6",
        "border": 1,
        "border_color": "#AAB6C3",
        "align": "center",
        "valign": "vcenter",
    },
    "title": {"bold": True, "font_size": 14, "text_wrap": False},
    "note": {"font_color": "#4A5867", "text_wrap": False},
    "bold": {"bold": True},
    "quote": {"quote_prefix": True, "num_format": "@"},
}


class _Page(Worksheet):  # type: ignore[misc]
    """A worksheet whose formulas are written as they are given."""

    def _prepare_formula(self, formula: str, _: bool = False) -> str:
        """Without the search for functions that came after the file format: there are none."""
        return formula.removeprefix("=")


class Sheet:
    """One sheet; every string goes through `words`, so that none can run."""

    def __init__(self, workbook: Workbook, styles: Styles, name: str) -> None:
        self.page: Worksheet = workbook.add_worksheet(self._free_name(workbook, name), _Page)
        self.styles = styles

    @staticmethod
    def _free_name(workbook: Workbook, name: str) -> str:
        """A sheet name as workbooks allow it: 31 characters, unique, without brackets."""
        plain = _FORBIDDEN.sub("", name).strip("' ")[:31] or "表"
        taken = {sheet.get_name().lower() for sheet in workbook.worksheets()}
        number = 1
        free = plain
        while free.lower() in taken:
            number += 1
            free = f"{plain[:27]}（{number}）"
        return free

    def words(self, row: int, column: int, text: str, *style: str) -> None:
        """A string that stays a string, whatever it begins with."""
        if risky(text):
            style = (*style, "quote")
        self.text(row, column, text, self.styles(*style))

    def text(self, row: int, column: int, text: str, look: Format) -> None:
        """A string in a format of the caller's, written as a string and never as a formula."""
        shown = _CONTROL.sub("", text)[:_LONGEST]
        if shown:
            self.page.write_string(row, column, shown, look)
        else:
            self.page.write_blank(row, column, None, look)

    def number(self, row: int, column: int, text: str | None, *style: str) -> None:
        """A printed number as a number with its printed decimals, anything else as a string."""
        parsed = parse_number(text) if text else None
        if parsed is None or len(parsed[0]) > _DIGITS:
            self.words(row, column, text or "", *style)
            return
        shown, _, decimals = parsed
        self.page.write_number(
            row, column, float(shown), self.styles(*style, f"decimals{decimals}")
        )

    def heads(self, row: int, heads: Sequence[tuple[str, int]]) -> None:
        """A header row with its widths, frozen and printed on every page."""
        for column, (label, width) in enumerate(heads):
            self.page.set_column(column, column, width)
            self.words(row, column, label, "head")
        self.page.freeze_panes(row + 1, 0)
        self.page.repeat_rows(row)

    def set_up(self, *, landscape: bool = True) -> None:
        """A4, all columns on one page, page numbers."""
        self.page.set_paper(FIRST_PAPER)
        if landscape:
            self.page.set_landscape()
        self.page.fit_to_pages(1, 0)
        self.page.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
        self.page.set_footer("&C第 &P 页，共 &N 页")
