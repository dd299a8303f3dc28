"""The open fonts that ship with the project (随附字体), cut by tools/fonts.py; licence in OFL.txt."""

from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent
SONG = "Mingzhang Song"
"""宋体, regular: running text and tables."""
HEI = "Mingzhang Hei"
"""黑体, bold: headings and totals."""


@cache
def characters() -> frozenset[int]:
    """The code points that every font of the project can print."""
    lines = (FOLDER / "characters.txt").read_text("ascii").split()
    ends = (line.partition("-") for line in lines)
    runs = (range(int(first, 16), int(last, 16) + 1) for first, _, last in ends)
    return frozenset(point for run in runs for point in run)
