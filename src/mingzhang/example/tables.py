"""The thirteen tables of the example, captions missing where the original lost them."""

from mingzhang.example.facts import EconomicRow, Facts, FunctionRow
from mingzhang.example.numbers import ORDINALS, Rows, joined, padded, total

EMPTY = "注：本表无数据"
FUNDS = ["一般公共预算", "政府性基金预算", "国有资本经营预算"]
LABELS = {1: "预算公开表1", 2: "预算公开表2", 6: "预算公开表6", 7: "预算公开表7"}
LABELS |= {9: "部门公开表9", 10: "预算公开表10"}


def tables(facts: Facts) -> list[str]:
    """Each table with its caption, department and unit lines."""
    year = facts.department.year
    left_out = "（不含上年结转）"
    made = (
        ("预算收支总表", _summary(facts), ""),
        ("预算收入总表", _income(facts), ""),
        ("预算支出总表", _expenditure(facts), ""),
        ("财政拨款收支总表", _fiscal(facts), ""),
        (f"一般公共预算支出预算表{left_out}", _expenditure(facts), ""),
        (f"一般公共预算安排基本支出分经济科目表{left_out}", _economic(facts), ""),
        (f"政府性基金预算收入表{left_out}", _fund_income(), EMPTY),
        (f"政府性基金预算支出表{left_out}", _fund_expenditure(), EMPTY),
        (f"国有资本经营预算收支预算表{left_out}", _state_capital(), EMPTY),
        ("财政拨款安排“三公”经费支出预算表", _three_public(facts), ""),
        ("财政拨款安排机关运行经费预算表", _running(facts), ""),
        ("项目支出预算表（本年预算）", _projects(facts), ""),
        ("项目支出预算表（上年结转）", _carried(facts), EMPTY),
    )
    return [
        _framed(facts, LABELS.get(number, ""), f"{year}年{title}", body, note)
        for number, (title, body, note) in enumerate(made, start=1)
    ]


def _framed(facts: Facts, label: str, title: str, body: Rows, note: str) -> str:
    name = f"部门名称：{facts.department.name}"
    parts = [label, title, name, "单位：万元", joined(body), note]
    return "\n\n".join(part for part in parts if part)


def _beside(left: Rows, right: Rows) -> Rows:
    blank = [[""] * len(left[0])] * (len(right) - len(left))
    return [one + two for one, two in zip(left + blank, right, strict=True)]


def _chapters(facts: Facts) -> list[tuple[str, FunctionRow]]:
    return [
        (f"{ordinal}、{name}", facts.function(code))
        for ordinal, (code, name) in zip(ORDINALS, facts.department.chapters, strict=True)
    ]


def _sources(names: list[str], amount: str) -> Rows:
    amounts = [amount, *[""] * (len(names) - 1)]
    return [
        [f"{ordinal}、{name}", printed]
        for ordinal, name, printed in zip(ORDINALS, names, amounts, strict=False)
    ]


def _summary(facts: Facts) -> Rows:
    whole = facts.function("").total
    left = _sources([*FUNDS, "财政专户管理资金", "单位资金"], whole)
    right = [[label, row.total, row.total, ""] for label, row in _chapters(facts)]
    return [
        ["收入", "", "支出", "", "", ""],
        ["项目", "2025年", "项目", "2025年合计", "当年预算安排", "上年结转安排"],
        *_beside(left, right),
        ["本年收入合计", whole, "本年支出合计", whole, whole, ""],
        ["上年结转", "", "年终结转", "", "", ""],
        ["收入总计", whole, "支出总计", whole, whole, ""],
    ]


def _class(row: FunctionRow) -> list[str]:
    return [row.code, row.name] if row.code else [row.name, ""]


def _income(facts: Facts) -> Rows:
    heads = [
        "合计",
        "一般公共预算",
        "政府性基金",
        "国有资本经营预算",
        "财政专户管理资金",
        "单位资金",
    ]
    return [
        ["项目", "", "本年收入", "", "", "", "", "", "上年结转"],
        ["科目编码", "科目名称", *heads, ""],
        *(padded([*_class(row), row.total, row.total], 9) for row in facts.functions),
    ]


def _expenditure(facts: Facts) -> Rows:
    return [
        ["项目", "", f"{facts.department.year}年预算数", "", ""],
        ["科目编码", "科目名称", "合计", "基本支出", "项目支出"],
        *([*_class(row), row.total, row.basic, row.project] for row in facts.functions),
    ]


def _fiscal(facts: Facts) -> Rows:
    whole = facts.function("").total
    right = [[label, row.total, row.total, "", ""] for label, row in _chapters(facts)]
    return [
        ["收入", "", "支出", "", "", "", ""],
        ["项目", "金额", "项目", "金额", "", "", ""],
        ["", "", "", "小计", *FUNDS],
        *_beside(_sources(FUNDS, whole), right),
        ["本年收入合计", whole, "本年支出合计", whole, whole, "", ""],
        ["上年财政拨款结转", "", "年终结转", "", "", "", ""],
        *(padded(cells, 7) for cells in _sources(FUNDS, "")),
        ["收入总计", whole, "支出总计", whole, whole, "", ""],
    ]


def _pair(row: EconomicRow) -> list[str]:
    return [row.department_class, row.government_class, row.total, row.staff, row.public]


def _economic(facts: Facts) -> Rows:
    heads = [
        "部门预算支出经济科目名称",
        "政府预算支出经济科目名称",
        f"{facts.department.year}年预算数",
    ]
    return [
        [*heads, "", ""],
        ["", "", "合计", "人员经费", "公用经费"],
        *(_pair(row) for row in facts.economic),
    ]


def _fund_income() -> Rows:
    return [
        ["项目", "", "政府性基金收入预算"],
        ["收入科目编码", "科目名称", ""],
        ["合计", "", ""],
    ]


def _fund_expenditure() -> Rows:
    return [["科目编码", "科目名称", "合计", "基本支出", "项目支出"], padded(["合计"], 5)]


def _state_capital() -> Rows:
    spent = ["科目编码", "科目名称", "合计", "基本支出", "项目支出"]
    return [
        ["国有资本经营预算收入", "", "", "国有资本经营预算支出", "", "", "", ""],
        ["项目", "", "国有资本经营收入预算", *spent],
        padded(["收入科目编码", "科目名称"], 8),
        padded(["合计"], 8),
    ]


def _funded(name: str, amount: str) -> list[str]:
    return [name, amount, amount, "", ""]


def _three_public(facts: Facts) -> Rows:
    spent = facts.department.three_public
    cars = spent.car_running
    body = (
        ("因公出国（境）费", ""),
        ("公务接待费", spent.reception),
        ("公务用车购置及运行费", cars),
        ("①公务用车购置费", ""),
        ("②公务用车运行维护费", cars),
        ("合计", total([spent.reception, cars])),
    )
    return [
        ["项目", f"{facts.department.year}年预算数", "", "", ""],
        ["", "合计", *FUNDS],
        *(_funded(name, amount) for name, amount in body),
    ]


def _running(facts: Facts) -> Rows:
    amounts = facts.department.running
    return [
        ["单位名称", f"{facts.department.year}预算数", "", "", ""],
        ["", "合计", *FUNDS],
        _funded("部门合计", total(amounts.values())),
        *(_funded(facts.department.units[unit], amount) for unit, amount in amounts.items()),
    ]


def _projects(facts: Facts) -> Rows:
    year = facts.department.year
    body = [_funded(facts.department.name, total(project.amount for project in facts.projects))]
    for unit, name in facts.department.units.items():
        mine = [project for project in facts.projects if project.unit == unit]
        body.append(_funded(name, total(project.amount for project in mine)))
        body += [_funded(project.name, project.amount) for project in mine]
    return [
        ["项目名称", "合计", f"{year}年财政拨款", "", "", "财政专户管理资金", "单位资金"],
        ["", "", *FUNDS, "", ""],
        [str(number) for number in range(1, 8)],
        *(padded(cells, 7) for cells in body),
    ]


def _carried(facts: Facts) -> Rows:
    return [
        ["项目名称", "合计", f"{facts.department.year}年财政拨款", "", ""],
        ["", "", *FUNDS],
        [str(number) for number in range(1, 6)],
    ]
