"""Performance goal forms (绩效目标表) out of tables: projects and the whole department."""

import itertools

from mingzhang.disclosure import OverallGoal, ProjectForm
from mingzhang.model import Problem
from mingzhang.readers.blocks import TableBlock
from mingzhang.recognition.forms.cells import cells, part
from mingzhang.recognition.forms.listing import list_header, read_list
from mingzhang.recognition.forms.overall import read_overall
from mingzhang.recognition.forms.project import read_project
from mingzhang.recognition.forms.variants import merge_variants
from mingzhang.recognition.forms.vocabulary import (
    LONGEST_LABEL,
    Label,
    overall_label,
    plain,
    project_label,
)

__all__ = [
    "form_starts",
    "is_overall_goal",
    "is_project_form",
    "merge_variants",
    "read_overall_goal",
    "read_project_form",
    "read_project_forms",
    "split_forms",
]

_FIRST_ROWS = 8
_FORM_FIELDS = frozenset(
    {"department", "unit", "attribute", "period", "overview", "basis", "funds"}
)
_OVERALL_SIGNS = frozenset({"duties", "strategy", "tasks", "facts"})


def is_project_form(block: TableBlock) -> bool:
    """Whether a project goal form, or a list of projects' goals, starts in a table."""
    return bool(form_starts(block, _FIRST_ROWS)) or list_header(block) is not None


def form_starts(
    block: TableBlock, stop: int | None = None, following: TableBlock | None = None
) -> list[int]:
    """Rows of a table in which a project goal form starts; forms may follow each other.

    A form starts at its 项目名称 with a name beside it and another field in the rows below,
    which may stand in the `following` table of a run; a column header of that name, or a
    self-evaluation form, is no start.
    """
    rows = block.rows if stop is None else block.rows[:stop]
    starts = [i for i, row in enumerate(rows) if "名称" in "".join(row[:2]) and _starts(row)]
    return [index for index in starts if _goes_on(_below(block, index, following))]


def _below(block: TableBlock, index: int, following: TableBlock | None) -> list[list[str]]:
    rows = block.rows[index + 1 : index + _FIRST_ROWS]
    if following is not None and len(rows) < _FIRST_ROWS - 1:
        rows += following.rows[: _FIRST_ROWS - 1 - len(rows)]
    return rows


def _starts(row: list[str]) -> bool:
    """The label of the name stands in the first or the second cell of the row."""
    for text in row[:2]:
        if "名称" in text and len(text) <= LONGEST_LABEL:
            label = project_label(text)
            if label is not None and label.key == "name":
                return _is_named(row, text)
    return False


def _is_named(row: list[str], printed: str) -> bool:
    """A name stands beside its label, neither another label nor a column heading."""
    found = [text for _, text in cells(row)]
    beside = found[found.index(printed.strip()) + 1 :]
    return bool(beside) and _label(beside[0]) is None and plain(beside[0]) not in _HEADINGS


_HEADINGS = frozenset({"合计", "金额", "预算数", "年初预算", "项目内容"})


def _label(text: str) -> Label | None:
    return project_label(text) if len(text) <= LONGEST_LABEL else None


def _goes_on(rows: list[list[str]]) -> bool:
    """Another field of a goal form stands in its own row; nothing tells of results."""
    other_field = False
    for row in rows:
        for text in row:
            label = project_label(text) if text and len(text) <= LONGEST_LABEL else None
            if label is None:
                continue
            if label.group == "result":
                return False
            if label.group == "goal" or label.key in _FORM_FIELDS:
                other_field = True
    return other_field


def is_overall_goal(block: TableBlock) -> bool:
    """Whether a table is the whole department's goal form."""
    found = set[str]()
    for row in block.rows[:_FIRST_ROWS]:
        for text in row[:4]:
            if not text or len(text) > LONGEST_LABEL:
                continue
            overall = overall_label(text)
            if overall:
                found.add(overall)
                continue
            label = project_label(text)
            if label and (label.group == "result" or label.key == "name"):
                return False
    return len(found) >= 2 and not found.isdisjoint(_OVERALL_SIGNS)


def split_forms(blocks: list[TableBlock]) -> list[list[TableBlock]]:
    """Cut a run of tables at its form starts: one list of tables for each form, in order.

    Rows above the first start of the first table are the form's title; later ones go on with
    the form before, as do those below its name where that comes again on the next page. A list
    of projects stays whole.
    """
    runs: list[list[TableBlock]] = []
    for block, following in zip(blocks, [*blocks[1:], None], strict=True):
        if runs and _comes_again(runs[-1][0].rows, block.rows):
            block = part(block, 1, len(block.rows))
        starts = form_starts(block, None, following)
        if not runs and starts and starts[0] < _FIRST_ROWS:
            starts[0] = 0
        bounds = sorted({0, *starts, len(block.rows)})
        for start, stop in itertools.pairwise(bounds):
            piece = part(block, start, stop)
            if start in starts or not runs:
                runs.append([piece])
            else:
                runs[-1].append(piece)
    return runs


def _comes_again(form: list[list[str]], rows: list[list[str]]) -> bool:
    """Whether a page begins with the row of a form's name and goes on further down the form."""
    if len(rows) < 2 or not _starts(rows[0]):
        return False
    name = _words(rows[0])
    at = next((number for number, row in enumerate(form) if _words(row) == name), None)
    return at is not None and _first(form[at + 1 : at + 2]) != _first(rows[1:2])


def _first(rows: list[list[str]]) -> list[str]:
    return [words for row in rows for words in _words(row)[:1]]


def _words(row: list[str]) -> list[str]:
    return [plain(text) for _, text in cells(row)]


def read_project_form(
    blocks: list[TableBlock], title: str, form_year: int | None
) -> tuple[ProjectForm, list[Problem]]:
    """One project goal form from its run of tables; `form_year` stands below its title."""
    return read_project(blocks, title, form_year)


def read_project_forms(
    blocks: list[TableBlock], title: str, form_year: int | None
) -> tuple[list[ProjectForm], list[Problem]]:
    """All project goal forms of a run of tables, as printed: variants are not merged yet.

    The run may hold one form over several pages, forms that follow each other without a title,
    or a list of projects.
    """
    if blocks and list_header(blocks[0]) is not None:
        return read_list(blocks, title, form_year)
    forms: list[ProjectForm] = []
    problems: list[Problem] = []
    for run in split_forms(blocks):
        form, found = read_project(run, title, form_year)
        forms.append(form)
        problems += found
    return forms, problems


def read_overall_goal(blocks: list[TableBlock], title: str) -> tuple[OverallGoal, list[Problem]]:
    """The whole department's goal form from its run of tables."""
    return read_overall(blocks, title)
