"""Level 1 and level 2 of indicators, found again by vocabulary (一级指标、二级指标).

Text extraction prints the label of a merged cell on any of its rows, or shifts it. A label is
believed unless it is missing, or what the indicator promises cannot stand under it.
"""

from mingzhang.disclosure import Target
from mingzhang.recognition.forms.vocabulary import CONTENT, LEVEL1, LEVELS, Level, level2, plain

_OUTPUT, _BENEFIT, _SATISFACTION = "产出指标", "效益指标", "满意度指标"
_TIME, _COST, _QUALITY = LEVELS["时效指标"], LEVELS["成本指标"], LEVELS["质量指标"]
_SATISFIED = LEVELS["服务对象满意度指标"]
_LAST = 1_000
_SURE = {
    **dict.fromkeys(("deadline", "month", "coverage", "promptness"), _TIME),
    **dict.fromkeys(("money", "unit_price"), _COST),
}
# Level 1, level 2, and the printed label that was replaced: "" for none, None for no change.
Anchor = tuple[str, str, str | None]


class Anchors:
    """Walks the rows of one indicator block from the top, carrying merged labels down.

    `exact`: the source told which cells are merged, so that labels stand where they belong.
    `levelled`: the block has a column of level 2; without one nothing is filled in.
    `following`: for each row, the order of the next printed level-2 label below it.
    """

    def __init__(self, labels: list[str], *, exact: bool, levelled: bool = True) -> None:
        self.exact = exact or not levelled
        self.following = _following(labels)
        self.row = -1
        self.level1 = ""
        self.label = ""
        self.level2: Level | None = None
        self.explicit = False

    def next_row(self, level1: str, label: str) -> None:
        """Step to the next row with its printed labels."""
        self.row += 1
        self.explicit = label != ""
        if level1:
            level1 = LEVEL1.get(plain(level1), plain(level1))
            if not label and level1 != self.level1:
                self.label, self.level2 = "", None
            self.level1 = level1
        if label:
            self.label, self.level2 = label, level2(label)

    def anchor(self, own_label: str, name: str, target: Target) -> Anchor:
        """The levels of an indicator of this row; `own_label` stands on its side of the row."""
        label, printed = self.label, self.level2
        if own_label and own_label != label:
            label, printed = own_label, level2(own_label)
        if label and printed is None:
            return self.level1, plain(label), None
        right = self._repaired(printed, name, target)
        if right is None:
            return self.level1, "", None
        level1 = self.level1 if self.exact and self.level1 else right.parent
        return level1, right.name, None if right is printed else plain(label)

    def _repaired(self, printed: Level | None, name: str, target: Target) -> Level | None:
        if self.exact:
            return printed or (_SATISFIED if self.level1 == _SATISFACTION else None)
        sure = _SURE.get(target.type)
        if sure is None and target.type == "frequency" and target.value is None:
            sure = _TIME
        if printed is None:
            return self._missing(sure, name)
        if sure is not None:
            misplaced = printed.parent == _OUTPUT and self._misplaced(printed, sure)
            return sure if misplaced else printed
        if self.explicit:
            return printed
        if printed.parent == _BENEFIT and name.endswith("满意度"):
            return _SATISFIED
        slow = target.type == "duration" and printed is _QUALITY and self._fits(_TIME)
        return _TIME if slow else printed

    def _missing(self, sure: Level | None, name: str) -> Level | None:
        if self.level1 == _SATISFACTION:
            return _SATISFIED
        if sure or self.level1 == _BENEFIT:
            return sure
        return _by_content(name)

    def _misplaced(self, printed: Level, sure: Level) -> bool:
        """A date among costs, money among times; or a block whose label was not printed."""
        if sure is printed or not self._fits(sure):
            return False
        impossible = {printed.name, sure.name} == {_COST.name, _TIME.name}
        return impossible or (not self.explicit and printed.order < sure.order)

    def _fits(self, level: Level) -> bool:
        """The usual order of levels is kept if this row belongs to the level."""
        return level.order <= self.following[self.row]


def _following(labels: list[str]) -> list[int]:
    orders, upcoming = [], _LAST
    for label in reversed(labels):
        orders.append(upcoming)
        level = level2(label) if label else None
        if level:
            upcoming = level.order
    return orders[::-1]


def _by_content(name: str) -> Level | None:
    for level, known in CONTENT.items():
        if any(word in name for word in known):
            return LEVELS.get(level, _SATISFIED)
    return None
