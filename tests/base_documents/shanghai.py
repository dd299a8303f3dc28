"""A district department's budget in the layout of nine tables in 元, codes split 类/款/项."""

from base_documents.classes import DEPARTMENT_CLASSES, FUNCTIONS, ORDINALS
from base_documents.ledger import (
    FISCAL,
    FUND,
    GENERAL,
    Ledger,
    Lines,
    rows,
    wan,
    yuan,
    yuan_or_blank,
)
from base_documents.shanghai_facts import BUSINESS, LEDGER, OTHER, TRADING
from base_documents.shanghai_words import closing, opening, three_public

INCOME = (BUSINESS, TRADING, OTHER)


def build(ledger: Ledger = LEDGER) -> str:
    """The whole document as tab-separated text."""
    return "\n\n".join([opening(ledger), *_tables(ledger), closing(ledger)]) + "\n"


def _tables(ledger: Ledger) -> list[str]:
    year = f"{ledger.year}年部门"
    made = (
        (f"{year}财务收支预算总表", "元", _summary(ledger)),
        (f"{year}收入预算总表", "元", _income(ledger)),
        (f"{year}支出预算总表", "元", _expenditure("支出预算", ledger.all)),
        (f"{year}财政拨款收支预算总表", "元", _fiscal(ledger)),
        (
            f"{year}一般公共预算支出功能分类预算表",
            "元",
            _expenditure("一般公共预算支出", ledger.all.fund(GENERAL)),
        ),
        (
            f"{year}政府性基金预算支出功能分类预算表",
            "元",
            _expenditure("政府性基金预算支出", ledger.all.fund(FUND)),
        ),
        (f"{year}国有资本经营预算支出功能分类预算表", "元", _state_capital(ledger)),
        (f"{year}一般公共预算基本支出部门预算经济分类预算表", "元", _economic(ledger)),
        (f"{year}“三公”经费和机关运行经费预算表", "万元", _three_public(ledger)),
    )
    return [
        f"{title}\n编制部门：{ledger.department} 单位：{unit}\n{body}" for title, unit, body in made
    ]


def _chapter_rows(lines: Lines) -> list[tuple[str, Lines]]:
    codes = [code for code in lines.function_codes() if len(code) == 3]
    return [
        (f"{ordinal}、{FUNCTIONS[code]}", lines.function(code))
        for ordinal, code in zip(ORDINALS, codes, strict=False)
    ]


def _side_by_side(left: list[list[str]], right: list[list[str]]) -> list[list[str]]:
    height = max(len(left), len(right))
    left = left + [[""] * len(left[0])] * (height - len(left))
    right = right + [[""] * len(right[0])] * (height - len(right))
    return [one + two for one, two in zip(left, right, strict=True)]


def _summary(ledger: Ledger) -> str:
    lines = ledger.all
    names = ("一般公共预算资金", "政府性基金", "国有资本经营预算")
    left = [["一、财政拨款收入", yuan(lines.fund(*FISCAL).total)]]
    left += [
        [f"{number}. {name}", yuan_or_blank(lines.fund(fund).total)]
        for number, (name, fund) in enumerate(zip(names, FISCAL, strict=True), start=1)
    ]
    left += [
        [f"{ordinal}、{name}", yuan_or_blank(lines.fund(name).total)]
        for ordinal, name in zip("二三四", INCOME, strict=True)
    ]
    right = [[label, yuan(found.total)] for label, found in _chapter_rows(lines)]
    return rows(
        [
            ["本年收入", "", "本年支出", ""],
            ["项目", "预算数", "项目", "预算数"],
            *_side_by_side(left, right),
            ["收入总计", yuan(lines.total), "支出总计", yuan(lines.total)],
        ]
    )


def _split(code: str) -> list[str]:
    return [code[:3], code[3:5], code[5:7]]


def _function_rows(lines: Lines) -> list[tuple[list[str], Lines]]:
    found = [
        ([*_split(code), FUNCTIONS[code]], lines.function(code)) for code in lines.function_codes()
    ]
    return [*found, (["合计", "", "", ""], lines)]


def _income(ledger: Ledger) -> str:
    body = []
    for label, lines in _function_rows(ledger.all):
        amounts = [lines.total, lines.fund(*FISCAL).total]
        amounts += [lines.fund(name).total for name in INCOME]
        body.append(label + [yuan(amount) for amount in amounts])
    return rows(
        [
            ["项目", "", "", "", "收入预算", "", "", "", ""],
            ["功能分类科目编码", "", "", "功能分类科目名称", "合计", "财政拨款收入", *INCOME],
            ["类", "款", "项", *[""] * 6],
            *body,
        ]
    )


def _expenditure(title: str, lines: Lines) -> str:
    body = [
        label + [yuan(part.total) for part in (found, found.basic, found.projects)]
        for label, found in _function_rows(lines)
    ]
    return rows(
        [
            ["项目", "", "", "", title, "", ""],
            ["功能分类科目编码", "", "", "功能分类科目名称", "合计", "基本支出", "项目支出"],
            ["类", "款", "项", "", "", "", ""],
            *body,
        ]
    )


def _fiscal(ledger: Ledger) -> str:
    lines = ledger.all.fund(*FISCAL)
    names = ("一般公共预算资金", "政府性基金", "国有资本经营预算")
    left = [
        [f"{ordinal}、{name}", yuan_or_blank(lines.fund(fund).total)]
        for ordinal, name, fund in zip(ORDINALS, names, FISCAL, strict=False)
    ]

    def four(found: Lines) -> list[str]:
        return [yuan_or_blank(part.total) for part in (found, *(found.fund(f) for f in FISCAL))]

    right = [[label, *four(found)] for label, found in _chapter_rows(lines)]
    heads = ["合计", "一般公共预算", "政府性基金预算", "国有资本经营预算"]
    return rows(
        [
            ["财政拨款收入", "", "财政拨款支出", "", "", "", ""],
            ["项目", "预算数", "项目", *heads],
            *_side_by_side(left, right),
            ["收入总计", yuan(lines.total), "支出总计", *four(lines)],
        ]
    )


def _state_capital(ledger: Ledger) -> str:
    head = [
        ["项目", "", "", "", "国有资本经营预算支出", "", ""],
        ["功能分类科目编码", "", "", "功能分类科目名称", "合计", "基本支出", "项目支出"],
        ["类", "款", "项", "", "", "", ""],
        ["合计", "", "", "", "", "", ""],
    ]
    note = f"注：本部门{ledger.year}年没有国有资本经营预算安排的支出，故本表为空表。"
    return f"{rows(head)}\n{note}"


def _economic(ledger: Ledger) -> str:
    basic = ledger.all.fund(GENERAL).basic
    body = []
    for code in sorted({line.department_class[:n] for line in basic.items for n in (3, 5)}):
        found = basic.economic(code)
        amounts = [yuan(part.total) for part in (found, found.staff, found.public)]
        body.append([code[:3], code[3:], DEPARTMENT_CLASSES[code], *amounts])
    whole = [yuan(part.total) for part in (basic, basic.staff, basic.public)]
    return rows(
        [
            ["项目", "", "", "一般公共预算基本支出", "", ""],
            ["部门预算经济分类科目编码", "", "经济分类科目名称", "合计", "人员经费", "公用经费"],
            ["类", "款", "", "", "", ""],
            *body,
            ["合计", "", "", *whole],
        ]
    )


def _three_public(ledger: Ledger) -> str:
    found = three_public(ledger)
    meals, cars, running = (found[key] for key in ("接待", "用车", "运行"))
    values = [wan(meals + cars), "0.00", wan(meals), wan(cars), "0.00", wan(cars), wan(running)]
    year = ledger.year
    return rows(
        [
            [f"{year}年“三公”经费预算数", *[""] * 5, f"{year}年机关运行经费预算数"],
            ["合计", "因公出国（境）费", "公务接待费", "公务用车购置及运行费", "", "", ""],
            ["", "", "", "小计", "购置费", "运行费", ""],
            values,
        ]
    )
