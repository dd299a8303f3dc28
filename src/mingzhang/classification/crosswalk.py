"""Which government class a department class may stand under (经济分类对应关系)."""

from functools import lru_cache

from mingzhang.classification.entries import Kind
from mingzhang.classification.lists import codes_of_name
from mingzhang.classification.storage import package_rows


class Crosswalk:
    """Pairs of department and government classes.

    `pairs`: department code → government code → unit kind (administrative, institution,
    both); `closed`: department codes for which a pair that is not listed is wrong.
    """

    def __init__(self, lines: list[str]) -> None:
        self.pairs: dict[str, dict[str, str]] = {}
        self.closed: set[str] = set()
        unsure = set()
        for line in lines:
            department, government, kind, certainty = line.split(",")
            self.pairs.setdefault(department, {})[government] = kind
            if certainty != "known":
                unsure.add(department)
        self.closed = set(self.pairs) - unsure


@lru_cache(maxsize=1)
def crosswalk() -> Crosswalk:
    """The correspondence that the program brings along."""
    return Crosswalk(package_rows("crosswalk.csv"))


def crosswalk_allows(department: str, government: str) -> bool | None:
    """Whether a department class may stand beside a government class.

    Each side is a code, or a name with all codes that carry it. None where the list does not
    know enough: an unknown class, or a class whose pairs are uncertain.
    """
    departments = _codes(Kind.ECONOMIC, department)
    governments = _codes(Kind.GOVERNMENT, government)
    known = crosswalk()
    if any(to in known.pairs.get(code, ()) for code in departments for to in governments):
        return True
    decided = departments and governments and all(code in known.closed for code in departments)
    return False if decided else None


def allowed_governments(department: str) -> tuple[str, ...]:
    """The government codes that a department code may stand beside, ascending."""
    return tuple(sorted(crosswalk().pairs.get(department, ())))


def _codes(kind: Kind, code_or_name: str) -> tuple[str, ...]:
    if code_or_name.isdecimal():
        return (code_or_name,)
    return codes_of_name(kind, code_or_name)
