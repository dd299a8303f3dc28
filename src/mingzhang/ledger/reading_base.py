"""What the readers of all sheets share (读账)."""

from dataclasses import dataclass, field

from mingzhang.ledger.cells import Book
from mingzhang.ledger.model import Unit
from mingzhang.ledger.records import Problems, Record, records
from mingzhang.ledger.sheets import SheetForm


@dataclass(slots=True)
class Sheets:
    """The workbook being read, what is wrong in it, and the units and projects found so far.

    `units_known` is False where the name of a unit cannot be read, which is told once.
    """

    book: Book
    problems: Problems
    year: int | None = None
    units_known: bool = True
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
