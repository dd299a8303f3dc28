"""Words as Typst string literals: nothing in them is ever read as markup or code."""

import re
from collections import Counter
from dataclasses import dataclass, field

from mingzhang.fonts import characters

STAND_IN = "\u3013"
"""〓, the printers' sign for a letter that they do not have (缺字符)."""
# The width of a Latin letter, in Chinese ones.
_LATIN = 0.6
_UNPRINTED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\ufe00-\ufe0f\ufeff\ufff9-\uffff\ud800-\udfff\U000e0000-\U000e0fff]"
)
_ESCAPED = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": " "})


@dataclass(slots=True)
class Literals:
    """Writes literals and counts the letters that no font of the project has."""

    missing: Counter[str] = field(default_factory=Counter)
    _known: dict[str, str] = field(default_factory=dict)

    def __call__(self, words: str) -> str:
        """The literal with its quotation marks.

        Signs that print nothing are left out, those that turn the direction of writing among
        them; a letter without a glyph is printed as the stand-in.
        """
        found = self._known.get(words)
        if found is None:
            found = self._known[words] = f'"{self.printed(words).translate(_ESCAPED)}"'
        return found

    def loose(self, words: str, most: float) -> str:
        """Words in which Latin and digits longer than `most` letters may be broken anywhere."""
        length = max(int(most / _LATIN), 1)
        long = f"([!-~]{{{length},}})"
        if len(words) < length or not re.search(long, words):
            return self(words)
        parts = re.split(long, self.printed(words))
        pieces = [piece for n, part in enumerate(parts) for piece in (part if n % 2 else [part])]
        return f"loose({','.join(self(piece) for piece in pieces if piece)})"

    def printed(self, words: str) -> str:
        """The words as they can be printed."""
        if words.isascii() and words.isprintable():
            return words
        plain = _UNPRINTED.sub("", words)
        lacking = {letter for letter in plain if ord(letter) not in characters()} - {"\n", "\t"}
        if lacking:
            self.missing.update(letter for letter in plain if letter in lacking)
            plain = "".join(STAND_IN if letter in lacking else letter for letter in plain)
        return plain
