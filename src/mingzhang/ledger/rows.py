"""A ledger as the rows of its sheets (账簿的行), as they are typed in: the way back of reading.

One form for the workbook, a folder of CSV and a workspace that keeps the rows itself: by sheet
name, the filled cells of each row by header.
"""

from collections.abc import Iterable, Mapping

from mingzhang.ledger.commitments import Contract
from mingzhang.ledger.model import Body, Ledger, Sources, Unit
from mingzhang.ledger.sheets import (
    ASSETS,
    CONTRACTS,
    DATE_KEY,
    DEPARTMENT,
    INDICATORS,
    LAST_YEAR,
    LINES,
    OVERALL,
    PROCUREMENT,
    PROJECTS,
    PROSE,
    QUARTERS,
    SOURCES,
    YEARS,
)

Row = dict[str, str]
"""The filled cells of one row by header: words, codes, counts, amounts in 元."""

LedgerRows = dict[str, list[Row]]
"""The rows below the header of every sheet, by sheet name."""


def rows_of(ledger: Ledger) -> LedgerRows:
    """The rows of every sheet; `read_rows` gives the same ledger back."""
    assets = ledger.assets
    return {
        DEPARTMENT.name: _department(ledger),
        LINES.name: _lines(ledger),
        PROJECTS.name: _projects(ledger),
        YEARS.name: _years(ledger),
        CONTRACTS.name: [contract_row(contract) for contract in ledger.contracts],
        INDICATORS.name: _indicators(ledger),
        OVERALL.name: _overall(ledger),
        PROSE.name: _pairs("内容", ledger.prose.items()),
        LAST_YEAR.name: _pairs("金额", ((k, yuan(a)) for k, a in ledger.last_year.items())),
        PROCUREMENT.name: _procurement(ledger),
        ASSETS.name: _pairs("数量", ((DATE_KEY, assets.date), *assets.counts.items())),
    }


def filled(cells: Mapping[str, str | int]) -> Row:
    """A row without its blank cells."""
    return {header: str(value) for header, value in cells.items() if value != ""}


def yuan(cents: int) -> str:
    """An amount of 分 in 元 without needless decimals."""
    whole, rest = divmod(cents, 100)
    return f"{whole}.{rest:02d}" if rest else str(whole)


def amount(cents: int) -> str:
    """An amount of 分 in 元, "" for none."""
    return yuan(cents) if cents else ""


def _pairs(header: str, pairs: Iterable[tuple[str, str]]) -> list[Row]:
    return [filled({"项目": key, header: value}) for key, value in pairs]


def _department(ledger: Ledger) -> list[Row]:
    head: dict[str, str | int] = {
        "层级": "部门",
        "代码": ledger.code,
        "名称": ledger.name,
        "年度": ledger.year,
        "地区": ledger.region,
        "级次": ledger.level,
        "公开样式": ledger.profile,
    }
    rows = [filled(head)]
    rows += [_people("单位", unit.code, unit, unit.kind.value) for unit in ledger.units]
    rows += [_people("机构", "", body, body.kind) for body in ledger.bodies]
    return rows


def _people(level: str, code: str, of: Unit | Body, kind: str) -> Row:
    return filled(
        {
            "层级": level,
            "代码": code,
            "名称": of.name,
            "性质": kind,
            "编制": of.quota,
            "在职": of.staff,
            "退休": of.retired,
            "编外": of.temporary,
            "人员说明": of.note,
        }
    )


def _lines(ledger: Ledger) -> list[Row]:
    return [
        filled(
            {
                "单位": line.unit,
                "类别": line.kind.value,
                "功能科目": line.function,
                "部门经济科目": line.economic,
                "政府经济科目": line.government,
                "项目": line.project,
                "资金": line.fund.value,
                "本年金额": amount(line.current),
                "上年结转": amount(line.carried),
                "收入科目编码": line.revenue[0],
                "收入科目名称": line.revenue[1],
                "标签": "、".join(line.tags),
            }
        )
        for line in ledger.lines
    ]


def sources_row(horizon: str, sources: Sources) -> Row:
    """The money of a project by source; `horizon` is 实施期 or 年度."""
    parts = (sources.central, sources.provincial, sources.municipal)
    amounts = (*parts, sources.self_raised, sources.other)
    return {f"{horizon}{name}": amount(cents) for name, cents in zip(SOURCES, amounts, strict=True)}


def _projects(ledger: Ledger) -> list[Row]:
    return [
        filled(
            {
                "单位": project.unit,
                "项目名称": project.name,
                "类别": project.category,
                "项目属性": project.attribute,
                "项目期": project.period,
                **sources_row("实施期", project.total_funds),
                **sources_row("年度", project.annual_funds),
                "项目概况": project.overview,
                "立项依据": project.basis,
                "必要性": project.necessity,
                "制度措施": project.measures,
                "实施计划": project.plan,
                "实施期目标": project.total_goal,
                "年度目标": project.annual_goal,
                "填报日期": project.filled_at,
                "实施主体": project.performer,
                **dict(zip(QUARTERS, map(amount, project.quarters), strict=False)),
            }
        )
        for project in ledger.projects
    ]


def _years(ledger: Ledger) -> list[Row]:
    return [
        filled(
            {
                "单位": project.unit,
                "项目名称": project.name,
                "年度": one.year,
                "金额": yuan(one.amount),
            }
        )
        for project in ledger.projects
        for one in project.years
    ]


def contract_row(contract: Contract) -> Row:
    """One contract as its row."""
    return filled(
        {
            "单位": contract.unit,
            "项目名称": contract.project,
            "合同编号": contract.number,
            "合同名称": contract.name,
            "对方单位": contract.supplier,
            "签订日期": contract.signed,
            "合同金额": yuan(contract.amount),
            "变更后金额": "" if contract.amended is None else yuan(contract.amended),
            "变更说明": contract.amendment,
            "据实结算": "是" if contract.measured else "",
            "以前年度已付": amount(contract.paid),
            "本年应付": amount(contract.payable),
            "下年应付": amount(contract.following),
            "以后年度应付": amount(contract.later),
            "本年尾款": amount(contract.tail),
            "质保金": amount(contract.retention),
            "质保到期日": contract.warranty_end,
        }
    )


def _indicators(ledger: Ledger) -> list[Row]:
    return [
        filled(
            {
                "单位": project.unit,
                "项目名称": project.name,
                "二级指标": one.level2,
                "指标名称": one.name,
                "指标值": one.target,
                "年度指标值": one.annual_target,
            }
        )
        for project in ledger.projects
        for one in project.indicators
    ]


def _overall(ledger: Ledger) -> list[Row]:
    goal = ledger.overall
    texts = (("战略目标", goal.strategy), ("年度目标", goal.annual_goal))
    rows: list[Row] = [{"类别": kind, "内容": text} for kind, text in texts if text]
    rows += [filled({"类别": "重点任务", "名称": duty, "内容": work}) for duty, work in goal.tasks]
    rows += [
        filled({"类别": "指标", "二级指标": one.level2, "名称": one.name, "内容": one.target})
        for one in goal.indicators
    ]
    return rows


def _procurement(ledger: Ledger) -> list[Row]:
    bought = ledger.procurement
    amounts = (
        ("货物", bought.goods),
        ("工程", bought.works),
        ("服务", bought.services),
        ("预留中小企业", bought.reserved),
        ("预留小微企业", bought.reserved_small),
    )
    rows: list[Row] = [{"类别": kind, "金额": yuan(cents)} for kind, cents in amounts]
    rows += [
        filled({"类别": "购买服务", "目录编码": one.code, "名称": one.name})
        for one in ledger.declared
    ]
    return rows
