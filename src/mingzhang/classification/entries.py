"""What a code list says of one class (科目), and how sure that is."""

from enum import Enum
from functools import lru_cache

import msgspec


class Kind(Enum):
    """Which classification a code belongs to (分类)."""

    FUNCTION = "function"
    ECONOMIC = "economic"
    GOVERNMENT = "government"

    @property
    def title(self) -> str:
        """The official Chinese name."""
        return _TITLES[self.value]

    @property
    def first_digit(self) -> str:
        """The digit that every code of this classification starts with."""
        return _FIRST_DIGITS[self.value]


_TITLES = {
    "function": "支出功能分类",
    "economic": "部门预算支出经济分类",
    "government": "政府预算支出经济分类",
}
_FIRST_DIGITS = {"function": "2", "economic": "3", "government": "5"}


class Certainty(Enum):
    """How sure an entry of a list is (可靠程度).

    OFFICIAL: from a yearly list that the user loaded; OBSERVED: printed in published
    disclosures; KNOWN: in use by general knowledge; UNCERTAIN: believed so; OLD: only in a
    list tagged 2017, perhaps abolished or meaning something else today.
    """

    OFFICIAL = "official"
    OBSERVED = "observed"
    KNOWN = "known"
    UNCERTAIN = "uncertain"
    OLD = "2017"


class ClassEntry(msgspec.Struct, frozen=True):
    """One class of a classification (科目).

    `years`: where it was seen ("2023-2026"), blank where nobody noted; `spellings`: other
    ways to print the same name; `former`: the name of this code in an older list.
    """

    kind: Kind
    code: str
    name: str
    certainty: Certainty
    years: str = ""
    spellings: tuple[str, ...] = ()
    former: str = ""

    @property
    def level(self) -> int:
        """1 类, 2 款, 3 项."""
        return (len(self.code) - 1) // 2

    @property
    def parent(self) -> str | None:
        """The code one level up; None for a 类."""
        return self.code[:-2] if len(self.code) > 3 else None

    def is_named(self, printed: str) -> bool:
        """Whether a printed name is this class's, whatever its brackets and blanks.

        A remark in brackets behind the name ("行政运行（财政事务）") does not matter.
        """
        names = {plain_name(name) for name in (self.name, *self.spellings)}
        plain = plain_name(printed)
        return plain in names or (plain.endswith(")") and plain.rpartition("(")[0] in names)


_BRACKETS = str.maketrans("（）［］【】，", "()[][],")


@lru_cache(maxsize=8192)
def plain_name(name: str) -> str:
    """A name for comparing: half-width brackets and commas, no blanks."""
    return "".join(name.translate(_BRACKETS).split())
