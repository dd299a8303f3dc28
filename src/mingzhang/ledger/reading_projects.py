"""The sheets 项目 and 绩效指标, checked against the budget lines (读账)."""

from mingzhang.ledger.model import BudgetLine, Indicator, LineKind, Project, Sources
from mingzhang.ledger.reading_base import Sheets
from mingzhang.ledger.records import Record
from mingzhang.ledger.rows import yuan
from mingzhang.ledger.sheets import INDICATORS, PROJECTS, QUARTERS, SOURCES


class ProjectsReader:
    """Reads the projects."""

    def __init__(self, sheets: Sheets) -> None:
        self._sheets = sheets

    def read(self, lines: list[BudgetLine]) -> tuple[Project, ...]:
        """All projects with their indicators; their money must be that of the lines."""
        for record in self._sheets.records(PROJECTS):
            self._sheets.known_unit(record)
            key = (record.text("单位"), record.text("项目名称"))
            if not all(key):
                self._sheets.projects_known = False
                continue
            if key in self._sheets.projects:
                self._sheets.doubt(
                    record, "项目名称", f"项目“{key[1]}”填了两次，请只留一行或改名。"
                )
            self._sheets.projects.setdefault(key, record)
        indicators = self._indicators()
        spent: dict[tuple[str, str], int] = {}
        for line in lines:
            if line.kind is LineKind.PROJECT:
                key = (line.unit, line.project)
                spent[key] = spent.get(key, 0) + line.current
                unknown = key not in self._sheets.projects and self._sheets.projects_known
                if line.current and all(key) and unknown:
                    message = f"“项目”表里没有{line.unit}的项目“{line.project}”，请补上或核对名称。"
                    self._sheets.problems.add(line.at, message)
        return tuple(
            self._project(key, record, spent.get(key, 0), indicators.get(key, []))
            for key, record in self._sheets.projects.items()
        )

    def _project(
        self, key: tuple[str, str], record: Record, spent: int, indicators: list[Indicator]
    ) -> Project:
        annual, whole = _sources(record, "年度"), _sources(record, "实施期")
        if annual.total != spent:
            message = (
                f"项目“{key[1]}”年度资金合计 {yuan(annual.total)} 元，"
                f"预算明细里是 {yuan(spent)} 元，请核对。"
            )
            self._sheets.doubt(record, "年度市县", message)
        if whole.total < annual.total:
            self._sheets.doubt(
                record, "实施期市县", f"项目“{key[1]}”实施期资金小于年度资金，请核对。"
            )
        if not indicators:
            message = f"项目“{key[1]}”没有绩效指标，请在“绩效指标”表补上。"
            self._sheets.problems.blank(record.at("项目名称"), message)
        return Project(
            unit=key[0],
            name=key[1],
            category=record.text("类别"),
            attribute=record.text("项目属性"),
            period=record.text("项目期"),
            total_funds=whole,
            annual_funds=annual,
            overview=record.text("项目概况"),
            basis=record.text("立项依据"),
            necessity=record.text("必要性"),
            measures=record.text("制度措施"),
            plan=record.text("实施计划"),
            total_goal=record.text("实施期目标"),
            annual_goal=record.text("年度目标"),
            filled_at=record.text("填报日期"),
            indicators=tuple(indicators),
            performer=record.text("实施主体"),
            quarters=self._quarters(key[1], record, annual.total),
            at=record.at(),
        )

    def _quarters(self, name: str, record: Record, annual: int) -> tuple[int, ...]:
        """The payments by quarter, which come to the year's money; none without a plan."""
        if all(record.blank(header) for header in QUARTERS):
            return ()
        found = tuple(record.number(header) for header in QUARTERS)
        if sum(found) != annual and not record.broken(*QUARTERS):
            told = f"各季度用款合计 {yuan(sum(found))} 元，年度资金是 {yuan(annual)} 元"
            self._sheets.doubt(record, QUARTERS[0], f"项目“{name}”{told}，请核对。")
        return found

    def _indicators(self) -> dict[tuple[str, str], list[Indicator]]:
        found: dict[tuple[str, str], list[Indicator]] = {}
        for record in self._sheets.records(INDICATORS):
            key = (record.text("单位"), record.text("项目名称"))
            if key not in self._sheets.projects:
                self._sheets.unknown_project(record, key)
            if record.text("二级指标"):
                found.setdefault(key, []).append(
                    Indicator(
                        record.text("二级指标"),
                        record.text("指标名称"),
                        record.text("指标值"),
                        record.text("年度指标值"),
                    )
                )
        return found


def _sources(record: Record, horizon: str) -> Sources:
    return Sources(*(record.number(f"{horizon}{source}") for source in SOURCES))
