"""The sheets 整体绩效, 说明, 上年, 采购 and 资产 (读账)."""

from mingzhang.ledger.model import (
    Assets,
    DeclaredPurchase,
    Indicator,
    OverallGoal,
    Procurement,
)
from mingzhang.ledger.reading_base import Sheets
from mingzhang.ledger.records import Record
from mingzhang.ledger.sheets import (
    ASSETS,
    DATE_KEY,
    LAST_YEAR,
    LAST_YEAR_KEYS,
    OVERALL,
    PROCUREMENT,
    PROSE,
    PROSE_KEYS,
    SheetForm,
)
from mingzhang.model import Place

_PURCHASE_KEYS = {
    "货物": "goods",
    "工程": "works",
    "服务": "services",
    "预留中小企业": "reserved",
    "预留小微企业": "reserved_small",
}


class OtherReader:
    """Reads the small sheets."""

    def __init__(self, sheets: Sheets) -> None:
        self._sheets = sheets

    def overall(self) -> OverallGoal:
        """整体绩效."""
        texts: dict[str, str] = {}
        tasks: list[tuple[str, str]] = []
        indicators: list[Indicator] = []
        for record in self._sheets.records(OVERALL):
            kind, name, content = (record.text(h) for h in ("类别", "名称", "内容"))
            if kind == "重点任务":
                tasks.append((name, content))
            elif kind == "指标":
                if record.text("二级指标"):
                    indicators.append(Indicator(record.text("二级指标"), name, content))
                else:
                    self._sheets.doubt(record, "二级指标", "指标没有填二级指标，请补上。")
            else:
                texts[kind] = content
        return OverallGoal(
            texts.get("战略目标", ""),
            texts.get("年度目标", ""),
            tuple(tasks),
            tuple(indicators),
        )

    def last_year(self) -> dict[str, int]:
        """上年: label or function code → 分."""
        rows = self._keyed(LAST_YEAR, LAST_YEAR_KEYS, ("",))
        return {key: record.number("金额") for key, record in rows}

    def prose(self) -> dict[str, str]:
        """说明: key → text."""
        rows = self._keyed(PROSE, PROSE_KEYS, ("用途", "原因"))
        return {key: record.text("内容") for key, record in rows}

    def procurement(self) -> tuple[Procurement, tuple[DeclaredPurchase, ...]]:
        """采购."""
        amounts: dict[str, int] = {}
        declared = []
        for record in self._sheets.records(PROCUREMENT):
            kind = record.text("类别")
            if kind in _PURCHASE_KEYS:
                name = _PURCHASE_KEYS[kind]
                amounts[name] = amounts.get(name, 0) + record.number("金额")
            elif kind:
                declared.append(DeclaredPurchase(record.text("目录编码"), record.text("名称")))
        return Procurement(**amounts), tuple(declared)

    def assets(self) -> Assets:
        """资产."""
        counts: dict[str, str] = {}
        date = ""
        for record in self._sheets.records(ASSETS):
            key, value = record.text("项目"), record.text("数量")
            if key == DATE_KEY:
                date = value
            elif key in counts:
                self._sheets.doubt(record, "项目", f"“{key}”填了两次，请只留一行。")
            elif value and not value.replace(".", "", 1).isdecimal():
                self._sheets.doubt(record, "数量", f"“{key}”写的是“{value}”，应是不小于 0 的数。")
            else:
                counts[key] = value
        if not date:
            self._sheets.problems.add(Place(sheet=ASSETS.name), "没有“截止日期”一行，请补上日期。")
        return Assets(date, counts)

    def _keyed(
        self, form: SheetForm, allowed: tuple[str, ...], endings: tuple[str, ...]
    ) -> list[tuple[str, Record]]:
        """The rows of a sheet by their key, each key once and known."""
        found: dict[str, Record] = {}
        for record in self._sheets.records(form):
            key = record.text("项目")
            by_code = key[:7].isdecimal() and key[7:] in endings and len(key) >= 7
            if key and key not in allowed and not by_code:
                self._sheets.doubt(
                    record, "项目", f"没有“{key}”这一项，可用：{'、'.join(allowed)}。"
                )
            elif key in found:
                self._sheets.doubt(record, "项目", f"“{key}”填了两次，请只留一行。")
            elif key:
                found[key] = record
        return list(found.items())
