"""The sheets 分年资金 and 合同, checked against projects and budget lines (读账)."""

import re
from collections.abc import Iterator
from dataclasses import replace

from mingzhang.ledger.commitments import Contract, YearFunds
from mingzhang.ledger.model import BudgetLine, Project
from mingzhang.ledger.reading_base import Sheets
from mingzhang.ledger.records import Record
from mingzhang.ledger.rows import yuan
from mingzhang.ledger.sheets import CONTRACTS, YEARS

Key = tuple[str, str]
_PERIOD = re.compile(r"(\d{1,3})\s*年")


class CommitmentsReader:
    """Reads what outlives the year; `projects` and `lines` are those of the same ledger."""

    def __init__(
        self, sheets: Sheets, projects: tuple[Project, ...], lines: list[BudgetLine]
    ) -> None:
        self._sheets = sheets
        self._projects = {(project.unit, project.name): project for project in projects}
        self._spent: dict[Key, int] = {}
        for line in lines:
            if line.project:
                key = (line.unit, line.project)
                self._spent[key] = self._spent.get(key, 0) + line.current + line.carried

    def projects(self) -> tuple[Project, ...]:
        """The projects with their years."""
        found: dict[Key, dict[int, Record]] = {}
        for record in self._sheets.records(YEARS):
            key = (record.text("单位"), record.text("项目名称"))
            if key not in self._projects:
                self._sheets.unknown_project(record, key)
            years = found.setdefault(key, {})
            year = record.number("年度")
            if year in years:
                self._sheets.doubt(record, "年度", f"项目“{key[1]}”{year}年填了两次，请合并。")
            years[year] = record
        return tuple(
            self._with_years(project, found[key]) if key in found else project
            for key, project in self._projects.items()
        )

    def _with_years(self, project: Project, records: dict[int, Record]) -> Project:
        years = tuple(YearFunds(y, one.number("金额")) for y, one in sorted(records.items()))
        first = next(iter(records.values()))
        for header, message in self._faults_of_years(project, years):
            self._sheets.doubt(first, header, f"项目“{project.name}”{message}")
        return replace(project, years=years)

    def _faults_of_years(
        self, project: Project, years: tuple[YearFunds, ...]
    ) -> Iterator[tuple[str, str]]:
        whole, total = project.total_funds.total, sum(one.amount for one in years)
        if total != whole:
            yield (
                "金额",
                f"各年资金合计 {yuan(total)} 元，实施期资金是 {yuan(whole)} 元，请核对。",
            )
        year = self._sheets.year
        now = sum(one.amount for one in years if one.year == year)
        annual = project.annual_funds.total
        if year is not None and now != annual:
            yield "金额", f"{year}年资金是 {yuan(now)} 元，年度资金是 {yuan(annual)} 元，请核对。"
        period = _PERIOD.fullmatch(project.period)
        span = years[-1].year - years[0].year + 1
        if period and span > int(period[1]):
            yield "年度", f"从{years[0].year}年到{years[-1].year}年，长于项目期{project.period}。"

    def contracts(self) -> tuple[Contract, ...]:
        """All contracts; what a project pays for them stays within its money."""
        seen: dict[tuple[str, ...], Record] = {}
        found: list[tuple[Contract, Record]] = []
        for record in self._sheets.records(CONTRACTS):
            self._sheets.known_unit(record)
            contract = _contract(record)
            key = (contract.unit, contract.project)
            if key not in self._projects and key not in self._spent:
                self._sheets.unknown_project(record, key)
            named = (*key, contract.number or contract.name)
            if named in seen:
                where = seen[named].at("合同名称")
                self._sheets.doubt(record, "合同名称", f"与{where}是同一份合同，请只留一行。")
            seen.setdefault(named, record)
            broken = record.broken(*_AMOUNTS, "质保到期日", "签订日期")
            for header, message in () if broken else self._faults(contract):
                self._sheets.doubt(record, header, message)
            found.append((contract, record))
        self._within_projects(found)
        return tuple(contract for contract, _ in found)

    def _faults(self, contract: Contract) -> Iterator[tuple[str, str]]:
        worth, scheduled = contract.worth, contract.scheduled
        if contract.amended is not None and not contract.amendment:
            yield "变更说明", "有变更后金额，没有填变更说明，请补上。"
        told = f"已付和应付合计 {yuan(scheduled)} 元，"
        if contract.measured and scheduled > worth:
            yield "本年应付", f"{told}超过合同金额 {yuan(worth)} 元，请核对。"
        elif not contract.measured and scheduled != worth:
            yield "本年应付", f"{told}合同金额是 {yuan(worth)} 元，请核对；据实结算的请选“是”。"
        if contract.tail > contract.payable:
            yield "本年尾款", "本年尾款大于本年应付，请核对。"
        yield from self._faults_of_warranty(contract)

    def _faults_of_warranty(self, contract: Contract) -> Iterator[tuple[str, str]]:
        end, open_ = contract.warranty_end, contract.worth - contract.paid
        if contract.retention and not end:
            yield "质保到期日", "有质保金，没有填质保到期日，请补上。"
        if end and contract.signed and end < contract.signed:
            yield "质保到期日", f"质保到期日 {end} 早于签订日期 {contract.signed}，请核对。"
        if contract.retention > open_:
            yield "质保金", f"质保金大于尚未支付的 {yuan(max(open_, 0))} 元，请核对。"
        elif (
            self._sheets.year
            and end > f"{self._sheets.year}-12-31"
            and contract.payable > open_ - contract.retention
        ):
            yield "本年应付", f"质保期到 {end} 才满，质保金本年不能付，请列入以后年度。"

    def _within_projects(self, found: list[tuple[Contract, Record]]) -> None:
        payable: dict[Key, int] = {}
        following: dict[Key, int] = {}
        last: dict[Key, Record] = {}
        for contract, record in found:
            key = (contract.unit, contract.project)
            payable[key] = payable.get(key, 0) + contract.payable
            following[key] = following.get(key, 0) + contract.following
            last[key] = record
        for key, record in last.items():
            self._within(record, "本年应付", key, payable[key], self._spent.get(key))
            if planned := self._planned(key):
                self._within(record, "下年应付", key, following[key], planned)

    def _within(self, record: Record, header: str, key: Key, due: int, money: int | None) -> None:
        if money is not None and due > money:
            told = f"项目“{key[1]}”的合同{header}合计 {yuan(due)} 元，安排的只有 {yuan(money)} 元"
            self._sheets.doubt(record, header, f"{told}，请核对。")

    def _planned(self, key: Key) -> int:
        """What the project's plan sets aside for the year after, 0 without one."""
        project, year = self._projects.get(key), self._sheets.year or 0
        return sum(one.amount for one in project.years if one.year == year + 1) if project else 0


_AMOUNTS = (
    "合同金额",
    "变更后金额",
    "以前年度已付",
    "本年应付",
    "下年应付",
    "以后年度应付",
    "本年尾款",
    "质保金",
)


def _contract(record: Record) -> Contract:
    return Contract(
        unit=record.text("单位"),
        project=record.text("项目名称"),
        name=record.text("合同名称"),
        supplier=record.text("对方单位"),
        amount=record.number("合同金额"),
        number=record.text("合同编号"),
        signed=record.text("签订日期"),
        amended=record.numbers.get("变更后金额"),
        amendment=record.text("变更说明"),
        measured=record.text("据实结算") == "是",
        paid=record.number("以前年度已付"),
        payable=record.number("本年应付"),
        following=record.number("下年应付"),
        later=record.number("以后年度应付"),
        tail=record.number("本年尾款"),
        retention=record.number("质保金"),
        warranty_end=record.text("质保到期日"),
        at=record.at(),
    )
