"""From the workbook to the ledger (读账): everything wrong is told at once, by sheet and cell."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from mingzhang.ledger.cells import book_of_rows, read_book
from mingzhang.ledger.model import Body, Ledger, Unit, UnitKind
from mingzhang.ledger.reading_base import Sheets
from mingzhang.ledger.reading_commitments import CommitmentsReader
from mingzhang.ledger.reading_lines import LinesReader
from mingzhang.ledger.reading_other import OtherReader
from mingzhang.ledger.reading_projects import ProjectsReader
from mingzhang.ledger.records import Problems, Record
from mingzhang.ledger.sheets import DEPARTMENT, IGNORED, SHEETS, UNIT_KINDS
from mingzhang.model import Place, Problem
from mingzhang.profiles import budget_profiles


@dataclass(frozen=True, slots=True)
class Reading:
    """The ledger, or None with everything that must be put right.

    `blanks`: texts that are missing; they are printed blank, and the rules judge them.
    """

    ledger: Ledger | None
    problems: tuple[Problem, ...]
    blanks: tuple[Problem, ...] = ()


def read_ledger(path: Path) -> Reading:
    """Read a workbook or a folder of CSV.

    Raises:
        UnreadableFile: there is no such ledger, or it is damaged.
    """
    book = read_book(path)
    return _Reader(Sheets(book, Problems(book.problems))).read()


def read_rows(rows: Mapping[str, Sequence[Mapping[str, str]]]) -> Reading:
    """Read rows that stand in no file: sheet name → rows, each the typed-in cells by header.

    Sheets, headers and what each cell must hold stand in `ledger.sheets.SHEETS`; a sheet or a
    cell that is not given is blank. Every problem names its spot: `at.sheet`, `at.row` (1 is
    the first row of that sheet) and `at.header`, each None where it is about more than that.
    """
    blank: dict[str, Sequence[Mapping[str, str]]] = {form.name: () for form in SHEETS}
    book = book_of_rows({**blank, **rows})
    return _Reader(Sheets(book, Problems())).read()


class _Reader:
    """Reads the department, then every other sheet."""

    def __init__(self, sheets: Sheets) -> None:
        self._sheets = sheets

    def read(self) -> Reading:
        """The whole ledger."""
        self._unknown_sheets()
        head, bodies = self._department()
        lines = LinesReader(self._sheets).read()
        projects = ProjectsReader(self._sheets).read(lines)
        projects = CommitmentsReader(self._sheets, projects, lines).projects()
        contracts = CommitmentsReader(self._sheets, projects, lines).contracts()
        other = OtherReader(self._sheets)
        procurement, declared = other.procurement()
        ledger = Ledger(
            code=head.text("代码") if head else "",
            name=head.text("名称") if head else "",
            year=self._sheets.year or 0,
            region=head.text("地区") if head else "",
            level=head.text("级次") if head else "",
            profile=head.text("公开样式") if head else "",
            units=tuple(self._sheets.units.values()),
            lines=tuple(lines),
            bodies=tuple(bodies),
            projects=projects,
            contracts=contracts,
            overall=other.overall(),
            last_year=other.last_year(),
            procurement=procurement,
            declared=declared,
            assets=other.assets(),
            prose=other.prose(),
        )
        problems = self._sheets.problems
        found, blanks = (tuple(sorted(one, key=_spot)) for one in (problems.found, problems.blanks))
        return Reading(None if found else ledger, found, blanks)

    def _unknown_sheets(self) -> None:
        known = {form.name for form in SHEETS}.union(IGNORED)
        for name, grid in self._sheets.book.grids.items():
            if name not in known and grid.cells:
                message = f"工作表“{name}”不是账簿的表，没有读取，请改名或删除。"
                self._sheets.problems.add(Place(sheet=name), message)

    def _department(self) -> tuple[Record | None, list[Body]]:
        head: Record | None = None
        bodies: list[Body] = []
        for record in self._sheets.records(DEPARTMENT):
            level = record.text("层级")
            if level == "部门":
                if head is not None:
                    self._sheets.doubt(record, "层级", "已经有一行“部门”，请只留一行。")
                head = head or record
            elif level == "单位":
                self._unit(record, head)
            elif level == "机构":
                bodies.append(Body(record.text("名称"), record.text("性质"), *_people(record)))
        if head is None:
            self._sheets.problems.add(
                Place(sheet=DEPARTMENT.name), "没有层级为“部门”的一行，请补上部门名称和年度。"
            )
        else:
            self._head(head)
        if not self._sheets.units:
            self._sheets.problems.add(
                Place(sheet=DEPARTMENT.name), "没有层级为“单位”的行，请列出预算单位。"
            )
        return head, bodies

    def _head(self, head: Record) -> None:
        self._sheets.year = head.numbers.get("年度")
        if self._sheets.year is None or not 2000 <= self._sheets.year <= 2100:
            self._sheets.year = None
            self._sheets.doubt(head, "年度", "部门一行的“年度”没有填或不对，请填四位年份。")
        chosen, known = head.text("公开样式"), budget_profiles()
        if chosen and chosen not in known:
            message = f"没有公开样式“{chosen}”，可用：{'、'.join(known)}。"
            self._sheets.doubt(head, "公开样式", message)
        for header in ("地区", "级次", "公开样式"):
            if not head.text(header):
                self._sheets.doubt(head, header, f"部门一行的“{header}”没有填，请补上。")

    def _unit(self, record: Record, head: Record | None) -> None:
        name, kind = record.text("名称"), record.text("性质")
        self._sheets.units_known &= bool(name)
        if kind not in UNIT_KINDS:
            self._sheets.doubt(record, "性质", f"单位的“性质”应是：{'、'.join(UNIT_KINDS)}。")
            kind = UNIT_KINDS[0]
        if name in self._sheets.units:
            self._sheets.doubt(record, "名称", f"单位“{name}”填了两次，请只留一行。")
            return
        quota, staff, retired, temporary, note = _people(record)
        of_head = head is not None and name == head.text("名称")
        self._sheets.units[name] = Unit(
            name,
            UnitKind(kind),
            record.text("代码"),
            quota,
            staff,
            retired,
            temporary,
            note,
            of_head,
        )


def _spot(problem: Problem) -> tuple[int, int]:
    """The order of the workbook: sheet by sheet, row by row; what has no place comes first."""
    names = [form.name for form in SHEETS]
    at = problem.at
    sheet = names.index(at.sheet) if at.sheet in names else len(names) if at.sheet else -1
    row = at.row or int("".join(filter(str.isdecimal, at.cell or "")) or 0)
    return sheet, row


def _people(record: Record) -> tuple[int, int, int, int, str]:
    quota, staff, retired, temporary = (
        record.number(header) for header in ("编制", "在职", "退休", "编外")
    )
    return quota, staff, retired, temporary, record.text("人员说明")
