"""Change a digit of every table figure, one at a time, and count what surfaces.

python tools/mutations.py [TEXT…]      (default: the base documents of the cases)
"""

import sys
from pathlib import Path

from mingzhang.checks.cases import FOLDER

TESTS = Path(__file__).resolve().parents[1] / "tests"
sys.path.insert(0, str(TESTS))

from test_correct_documents import (  # noqa: E402
    new_severities,
    table_figures,
    with_digit_changed,
)


def measure(file: Path) -> None:
    """Print the shares of changes that raise an error, or anything at all, and the misses."""
    text = file.read_text(encoding="utf-8")
    figures = table_figures(text)
    for last in (False, True):
        found = [new_severities(text, with_digit_changed(text, one, last)) for one in figures]
        errors = sum("error" in one for one in found)
        seen = sum(bool(one) for one in found)
        place = "last" if last else "first"
        print(
            f"{file.name}: {place} digit of {len(figures)} figures: "
            f"{errors / len(figures):.2%} raise an error, {seen / len(figures):.2%} surface"
        )
        for figure, severities in zip(figures, found, strict=True):
            if not severities:
                print(f"  missed: {figure.text} at {figure.at}")


if __name__ == "__main__":
    files = [Path(name) for name in sys.argv[1:]]
    for one in files or sorted((FOLDER / "base").glob("*.txt")):
        measure(one)
