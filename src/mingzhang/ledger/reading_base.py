"""What the readers of all sheets share (读账)."""

from dataclasses import dataclass, field

from mingzhang.ledger.cells import Book
from mingzhang.ledger.model import Unit
from mingzhang.ledger.records import Problems, Record, records
from mingzhang.ledger.sheets import SheetForm


@dataclass(slots=True)
class Sheets:
    """The workbook being read, what is wrong in it, and the units and projects found so far.

    `units_known`, `projects_known`: False where the name of one cannot be read, which is told
    once and not again wherever that name is used.
    """

    book: Book
    problems: Problems
    year: int | None = None
    units_known: bool = True
    projects_known: bool = True
    units: dict[str, Unit] = field(default_factory=dict)
    projects: dict[tuple[str, str], Record] = field(default_factory=dict)

    def records(self, form: SheetForm) -> list[Record]:
        """The filled rows of one sheet."""
        return records(self.book, form, self.year, self.problems)

    def doubt(self, record: Record, header: str, message: str) -> None:
        """Something wrong in one cell, or in the whole row without a header."""
        self.problems.add(record.at(header), message)

    def known_unit(self, record: Record) -> None:
        """The unit of a row must stand in the sheet 部门."""
        name = record.text("单位")
        if name and name not in self.units and self.units_known:
            self.doubt(record, "单位", f"“部门”表里没有单位“{name}”，请核对全称。")

    def unknown_project(self, record: Record, key: tuple[str, str]) -> None:
        """A row that names a unit and a project which the sheet 项目 does not have."""
        if all(key) and self.projects_known:
            message = f"“项目”表里没有{key[0]}的项目“{key[1]}”，请补上或核对名称。"
            self.doubt(record, "项目名称", message)
