"""自评表: weights and scores of a published self-evaluation form."""

from collections.abc import Iterator

from mingzhang.checks.engine import rule
from mingzhang.checks.facts import Facts, NotApplicable
from mingzhang.checks.trials import adds_up, at_most, undetermined
from mingzhang.disclosure import Table
from mingzhang.model import Place, Term, Trial, parse_figure
from mingzhang.model.figures import MILLIONTHS

_SUBJECT = "performance_self_evaluation"
_WEIGHT, _SCORE = "分值", "得分"
_WHOLE = ("总分", "合计", "总计")


@rule(
    "E17",
    "自评表的分值",
    "自评表各项分值之和等于总分值，得分不超过分值，得分之和等于总得分。",
    law=("performance-evaluation-measures",),
    certainty="known",
    remedy="按绩效评价办法核对各级指标的分值和得分。",
)
def weights(facts: Facts) -> Iterator[Trial]:
    """Σ 分值 = 总分；得分 ≤ 分值；Σ 得分 = 总得分"""
    tables = [table for table in facts.disclosure.tables if table.subject == _SUBJECT]
    tables = [table for table in tables if any(_WEIGHT in row for row in table.grid)]
    if not tables:
        raise NotApplicable("没有列分值的自评表。")
    for table in tables:
        yield from _one(table)


def _one(table: Table) -> Iterator[Trial]:
    lines, total = _scored(table)
    name = table.title or "自评表"
    for weight, score in lines:
        if score is not None:
            yield at_most(score, weight)
    if total is None or not lines:
        yield undetermined(f"{name}没有读到总分一行，分值无法合计。", table.at)
        return
    yield adds_up(total[0], [weight for weight, _ in lines])
    scores = [score for _, score in lines if score is not None]
    if total[1] is not None and scores:
        yield adds_up(total[1], scores)


Line = tuple[Term, Term | None]


def _scored(table: Table) -> tuple[list[Line], Line | None]:
    """The lines with a weight, under whichever header stands above them, and the total."""
    lines: list[Line] = []
    total: Line | None = None
    columns: dict[str, int] = {}
    for number, row in enumerate(table.grid):
        cells = ["".join(cell.split()) for cell in row]
        if _WEIGHT in cells:
            columns = {word: cells.index(word) for word in (_WEIGHT, _SCORE) if word in cells}
            continue
        line = _line(table, number, cells, columns)
        if line is None:
            continue
        if any(cell in _WHOLE for cell in cells):
            total = line
        else:
            lines.append(line)
    return lines, total


def _line(table: Table, number: int, cells: list[str], columns: dict[str, int]) -> Line | None:
    weight = _term(table, number, cells, columns.get(_WEIGHT))
    return (weight, _term(table, number, cells, columns.get(_SCORE))) if weight else None


def _term(table: Table, number: int, cells: list[str], column: int | None) -> Term | None:
    if column is None or column >= len(cells) or not cells[column]:
        return None
    place = Place(
        line=table.at.line,
        page=table.at.page,
        table=table.at.table,
        row=number + 1,
        column=column + 1,
    )
    figure = parse_figure(cells[column], MILLIONTHS, "分", place)
    label = next((cell for cell in reversed(cells[:column]) if cell), "")
    unread = "" if figure or cells[column] in ("-", "—", "/") else cells[column]
    if figure is None and not unread:
        return None
    return Term(f"{table.title}“{label}”", figure, 1, place, unread)
