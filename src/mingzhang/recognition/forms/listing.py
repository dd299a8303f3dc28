"""Many projects in one table (项目绩效目标一览表): one indicator a row, projects by their name.

Some provinces print no sheet for each project but one list with the columns 单位名称, 项目名称,
预算数, 年度目标, 一级指标 … 指标值; merged cells of a project stand in its first row.
"""

from mingzhang.disclosure import ProjectForm
from mingzhang.model import Problem
from mingzhang.readers.blocks import TableBlock
from mingzhang.recognition.forms.cells import Cell, cells
from mingzhang.recognition.forms.goals import HORIZONS
from mingzhang.recognition.forms.header import Header, read_header_of
from mingzhang.recognition.forms.money import Amount
from mingzhang.recognition.forms.project import ProjectReader, finish
from mingzhang.recognition.forms.vocabulary import LONGEST_LABEL, Label, printed_unit, project_label

_HEADER_ROWS = 6
_MARKS = ("三级", "指标名称")


def list_header(block: TableBlock) -> int | None:
    """The row of a list's header, None where the table is no list of projects."""
    for index, row in enumerate(block.rows[:_HEADER_ROWS]):
        line = "\t".join(row)
        if any(mark in line for mark in _MARKS) and _columns(cells(row)):
            return index
    return None


def _columns(found: list[Cell]) -> dict[int, Label] | None:
    """The columns of the list that describe its projects, if the row is a list's header."""
    labels = {
        column: label
        for column, text in found
        if len(text) <= LONGEST_LABEL and (label := project_label(text)) is not None
    }
    named = any(label.key == "name" for label in labels.values())
    results = any(label.group == "result" for label in labels.values())
    return labels if named and not results and read_header_of(found, set(labels)) else None


def read_list(
    blocks: list[TableBlock], title: str, form_year: int | None
) -> tuple[list[ProjectForm], list[Problem]]:
    """One form for each project of a list, in printed order."""
    reader = _ListReader(title)
    for block in blocks:
        for index, row in enumerate(block.rows):
            found = cells(row)
            if found:
                reader.row(block, index, found)
    forms: list[ProjectForm] = []
    problems: list[Problem] = []
    for project, first in reader.projects:
        form, doubts = finish(project, first, form_year)
        forms.append(form)
        problems += doubts
    return forms, problems


class _ListReader:
    """Walks the rows: a name starts a project, other rows belong to the one above."""

    def __init__(self, title: str) -> None:
        self.unit = printed_unit(title)
        self.columns: dict[int, Label] = {}
        self.header: Header | None = None
        self.unit_name = ""
        self.projects: list[tuple[ProjectReader, TableBlock]] = []

    def row(self, block: TableBlock, index: int, found: list[Cell]) -> None:
        columns = _columns(found)
        if columns:
            self.columns, self.header = columns, read_header_of(found, set(columns))
        if self.unit is None:
            units = (printed_unit(text) for _, text in found if len(text) <= LONGEST_LABEL)
            self.unit = next((unit for unit in units if unit), None)
        if not columns and self.header is not None:
            self._project_row(block, index, found)

    def _project_row(self, block: TableBlock, index: int, found: list[Cell]) -> None:
        facts = [(self.columns[c], c, text) for c, text in found if c in self.columns]
        said = {label.key for label, _, _ in facts}
        for label, _, text in facts:
            if label.key == "unit":
                self.unit_name = text
        if "name" in said:
            self._start(block)
        if not self.projects:
            return
        project = self.projects[-1][0]
        if "name" in said:
            for label, column, text in facts:
                self._fact(project, label, text, block, index, column)
        indicator = [cell for cell in found if cell[0] not in self.columns]
        if indicator and not ("unit" in said and "name" not in said):
            project.block.add(block, index, indicator)

    def _start(self, block: TableBlock) -> None:
        project = ProjectReader()
        project.money.unit = self.unit
        if self.header is not None:
            project.block.start(self.header)
        if self.unit_name:
            project.texts["unit"] = self.unit_name, block.places[0]
        self.projects.append((project, block))

    @staticmethod
    def _fact(
        project: ProjectReader, label: Label, text: str, block: TableBlock, row: int, column: int
    ) -> None:
        at = block.at(row, column)
        if label.group == "fund":
            (side, key) = project.money.keys([label.key], [column])[0]
            project.money.amounts.append(Amount(side, key, text, at))
        elif label.group == "goal":
            project.texts[HORIZONS.get(label.key, "annual_goal")] = text, at
        else:
            project.texts[label.key] = text, at
