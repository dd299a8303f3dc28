"""The sheet 预算明细: budget lines, each checked by itself and against the others (读账)."""

from mingzhang.classification import crosswalk_allows
from mingzhang.ledger.model import BudgetLine, Fund, LineKind
from mingzhang.ledger.reading_base import Sheets
from mingzhang.ledger.records import Record
from mingzhang.ledger.sheets import LINES, TAGS
from mingzhang.model import Place

_DIMENSIONS = (
    "单位",
    "类别",
    "功能科目",
    "部门经济科目",
    "政府经济科目",
    "项目",
    "资金",
    "收入科目编码",
    "标签",
)


class LinesReader:
    """Reads the budget lines."""

    def __init__(self, sheets: Sheets) -> None:
        self._sheets = sheets

    def read(self) -> list[BudgetLine]:
        """All lines; what is wrong in them is told to the sheets."""
        seen: dict[tuple[object, ...], Record] = {}
        found = []
        for record in self._sheets.records(LINES):
            self._check_line(record)
            key = tuple(record.text(h) for h in _DIMENSIONS)
            if key in seen:
                first = seen[key].at("单位")
                self._sheets.doubt(record, "单位", f"与{first}的明细完全相同，请合并成一行。")
            seen.setdefault(key, record)
            if record.text("类别") and record.text("资金"):
                found.append(_line(record))
        if not found:
            self._sheets.problems.add(Place(sheet=LINES.name), "没有一行预算明细，请补上。")
        return found

    def _check_line(self, record: Record) -> None:
        self._sheets.known_unit(record)
        amounts = ("本年金额", "上年结转")
        if not any(record.number(h) for h in amounts) and not record.broken(*amounts):
            self._sheets.doubt(
                record, "本年金额", "本年金额和上年结转都没有填，请补上或删去这一行。"
            )
        for tag in _tags(record):
            if tag not in TAGS:
                self._sheets.doubt(
                    record, "标签", f"没有“{tag}”这个标签，可用：{'、'.join(TAGS)}。"
                )
        if record.text("类别") == LineKind.PROJECT.value:
            if not record.text("项目"):
                self._sheets.doubt(record, "项目", "项目支出没有填项目名称，请补上。")
            return
        self._check_basic(record)

    def _check_basic(self, record: Record) -> None:
        economic, government = record.text("部门经济科目"), record.text("政府经济科目")
        for header, code in (("部门经济科目", economic), ("政府经济科目", government)):
            if not code and record.columns.get(header) is None:
                self._sheets.doubt(record, "", f"缺少“{header}”一列，基本支出必须填写。")
            elif record.blank(header):
                self._sheets.doubt(record, header, f"基本支出的“{header}”没有填，请补上。")
        if economic and government and crosswalk_allows(economic, government) is False:
            self._sheets.doubt(
                record,
                "政府经济科目",
                f"政府经济科目 {government} 与部门经济科目 {economic} 不对应，请核对。",
            )
        if record.number("上年结转"):
            self._sheets.doubt(record, "上年结转", "基本支出不能有上年结转，请改列为项目支出。")
        if record.text("项目"):
            self._sheets.doubt(record, "项目", "基本支出不应填项目，请清空，或把类别改为“项目”。")


def _tags(record: Record) -> tuple[str, ...]:
    return tuple(tag.strip() for tag in record.text("标签").split("、") if tag.strip())


def _line(record: Record) -> BudgetLine:
    return BudgetLine(
        unit=record.text("单位"),
        function=record.text("功能科目"),
        economic=record.text("部门经济科目"),
        government=record.text("政府经济科目"),
        kind=LineKind(record.text("类别")),
        project=record.text("项目"),
        fund=Fund(record.text("资金")),
        current=record.number("本年金额"),
        carried=record.number("上年结转"),
        revenue=(record.text("收入科目编码"), record.text("收入科目名称")),
        tags=_tags(record),
        at=record.at("项目"),
    )
