"""A department budget in the layout of thirteen tables (平川市文化旅游体育局 2025)."""

from base_documents.classes import (
    CHAPTERS,
    DEPARTMENT_CLASSES,
    FUNCTIONS,
    GOVERNMENT_CLASSES,
    ORDINALS,
)
from base_documents.goals import Goal, form
from base_documents.ledger import (
    ALL_FUNDS,
    FISCAL,
    FUND,
    GENERAL,
    Ledger,
    Lines,
    rows,
    wan_or_blank,
)
from base_documents.shanxi_facts import GOALS, LEDGER
from base_documents.shanxi_goals import closing
from base_documents.shanxi_units import carried, projects, running, three_public
from base_documents.shanxi_words import narrative, opening

SOURCES = ("一般公共预算", "政府性基金预算", "国有资本经营预算", "财政专户管理资金", "单位资金")


def build(ledger: Ledger = LEDGER) -> str:
    """The whole document as tab-separated text."""
    forms = "\n\n".join(_form(ledger, goal) for goal in GOALS)
    parts = [opening(ledger), *_tables(ledger), narrative(ledger, forms), closing(ledger)]
    return "\n\n".join(parts) + "\n"


def _form(ledger: Ledger, goal: Goal) -> str:
    title = "平川市市级预算部门（单位）项目支出绩效目标表"
    body = rows(form(goal, f"{ledger.code}-{ledger.department}"))
    return f"{title}\n\n（{ledger.year}年度）\n\n{body}"


def _tables(ledger: Ledger) -> list[str]:
    year = ledger.year
    made = (
        ("预算收支总表", _summary(ledger)),
        ("预算收入总表", _income(ledger)),
        ("预算支出总表", _expenditure(ledger, ledger.all)),
        ("财政拨款收支总表", _fiscal(ledger)),
        (
            "一般公共预算支出预算表（不含上年结转）",
            _expenditure(ledger, ledger.current.fund(GENERAL)),
        ),
        ("一般公共预算安排基本支出分经济科目表（不含上年结转）", _economic(ledger)),
        ("政府性基金预算收入表（不含上年结转）", _fund_income(ledger)),
        ("政府性基金预算支出表（不含上年结转）", _fund_expenditure(ledger)),
        ("国有资本经营预算收支预算表（不含上年结转）", _state_capital()),
        ("财政拨款安排“三公”经费支出预算表", three_public(ledger)),
        ("财政拨款安排机关运行经费预算表", running(ledger)),
        ("项目支出预算表（本年预算）", projects(ledger)),
        ("项目支出预算表（上年结转）", carried(ledger)),
    )
    return [
        f"预算公开表{number}\n\n{year}年{title}\n\n部门名称：{ledger.department}\n\n单位：万元\n\n{body}"
        for number, (title, body) in enumerate(made, start=1)
    ]


def _chapter_rows() -> list[tuple[str, str]]:
    return [
        (f"{ordinal}、{FUNCTIONS[code]}", code)
        for ordinal, code in zip(ORDINALS, CHAPTERS, strict=True)
    ]


def _summary(ledger: Ledger) -> str:
    def three(lines: Lines) -> list[str]:
        now = lines.where(lambda line: not line.carried).total
        old = lines.where(lambda line: line.carried).total
        return [wan_or_blank(now + old), wan_or_blank(now), wan_or_blank(old)]

    left = [
        [f"{ordinal}、{name}", wan_or_blank(ledger.current.fund(fund).total)]
        for ordinal, name, fund in zip(ORDINALS, SOURCES, ALL_FUNDS, strict=False)
    ]
    right = [[label, *three(ledger.all.function(code))] for label, code in _chapter_rows()]
    body = [
        (left[index] if index < len(left) else ["", ""]) + cells
        for index, cells in enumerate(right)
    ]
    now, old = wan_or_blank(ledger.current.total), wan_or_blank(ledger.carried.total)
    whole = three(ledger.all)
    return rows(
        [
            ["收入", "", "支出", "", "", ""],
            ["项目", "2025年", "项目", "2025年合计", "当年预算安排", "上年结转安排"],
            *body,
            ["本年收入合计", now, "本年支出合计", *whole],
            ["上年结转", old, "年终结转", "", "", ""],
            ["收入总计", whole[0], "支出总计", *whole],
        ]
    )


def _function_rows(lines: Lines) -> list[tuple[list[str], Lines]]:
    return [
        (["合计", ""], lines),
        *(([code, FUNCTIONS[code]], lines.function(code)) for code in lines.function_codes()),
    ]


def _income(ledger: Ledger) -> str:
    body = []
    for label, lines in _function_rows(ledger.all):
        now = lines.where(lambda line: not line.carried)
        amounts = [now.total, *(now.fund(fund).total for fund in ALL_FUNDS)]
        amounts.append(lines.where(lambda line: line.carried).total)
        body.append(label + [wan_or_blank(amount) for amount in amounts])
    heads = [
        "合计",
        "一般公共预算",
        "政府性基金",
        "国有资本经营预算",
        "财政专户管理资金",
        "单位资金",
    ]
    return rows(
        [
            ["项目", "", "本年收入", "", "", "", "", "", "上年结转"],
            ["科目编码", "科目名称", *heads, ""],
            *body,
        ]
    )


def _three_columns(lines: Lines) -> list[str]:
    return [wan_or_blank(part.total) for part in (lines, lines.basic, lines.projects)]


def _expenditure(ledger: Ledger, lines: Lines) -> str:
    return rows(
        [
            ["项目", "", f"{ledger.year}年预算数", "", ""],
            ["科目编码", "科目名称", "合计", "基本支出", "项目支出"],
            *(label + _three_columns(found) for label, found in _function_rows(lines)),
        ]
    )


def _fiscal(ledger: Ledger) -> str:
    def four(lines: Lines) -> list[str]:
        parts = [lines.fund(fund).total for fund in FISCAL]
        return [wan_or_blank(amount) for amount in (sum(parts), *parts)]

    names = ("一般公共预算", "政府性基金预算", "国有资本经营预算")
    fiscal = ledger.all.fund(*FISCAL)

    def sources(lines: Lines) -> list[list[str]]:
        return [
            [f"{ordinal}、{name}", wan_or_blank(lines.fund(fund).total)]
            for ordinal, name, fund in zip(ORDINALS, names, FISCAL, strict=False)
        ]

    left = sources(ledger.current)
    right = [[label, *four(fiscal.function(code))] for label, code in _chapter_rows()]
    body = [
        (left[index] if index < len(left) else ["", ""]) + cells
        for index, cells in enumerate(right)
    ]
    now = wan_or_blank(ledger.current.fund(*FISCAL).total)
    old = wan_or_blank(ledger.carried.fund(*FISCAL).total)
    return rows(
        [
            ["收入", "", "支出", "", "", "", ""],
            ["项目", "金额", "项目", "金额", "", "", ""],
            ["", "", "", "小计", *names],
            *body,
            ["本年收入合计", now, "本年支出合计", *four(fiscal)],
            ["上年财政拨款结转", old, "年终结转", "", "", "", ""],
            *([*cells, "", "", "", "", ""] for cells in sources(ledger.carried)),
            ["收入总计", four(fiscal)[0], "支出总计", *four(fiscal)],
        ]
    )


def _economic(ledger: Ledger) -> str:
    basic = ledger.current.fund(GENERAL).basic

    def cells(lines: Lines) -> list[str]:
        return [wan_or_blank(part.total) for part in (lines, lines.staff, lines.public)]

    body = [["合计", "", *cells(basic)]]
    for group in ("301", "302", "303"):
        lines = basic.economic(group)
        body.append([DEPARTMENT_CLASSES[group], "", *cells(lines)])
        pairs = sorted({(line.department_class, line.government_class) for line in lines.items})
        for department, government in pairs:
            mine = lines.where(
                lambda line, d=department, g=government: (
                    line.department_class == d and line.government_class == g
                )
            )
            names = [DEPARTMENT_CLASSES[department], GOVERNMENT_CLASSES[government]]
            body.append(names + cells(mine))
    return rows(
        [
            [
                "部门预算支出经济科目名称",
                "政府预算支出经济科目名称",
                f"{ledger.year}年预算数",
                "",
                "",
            ],
            ["", "", "合计", "人员经费", "公用经费"],
            *body,
        ]
    )


def _fund_income(ledger: Ledger) -> str:
    amount = wan_or_blank(ledger.current.fund(FUND).total)
    return rows(
        [
            ["项目", "", "政府性基金收入预算"],
            ["收入科目编码", "科目名称", ""],
            ["合计", "", amount],
            ["1030155", "彩票公益金收入", amount],
        ]
    )


def _fund_expenditure(ledger: Ledger) -> str:
    lines = ledger.current.fund(FUND)
    return rows(
        [
            ["科目编码", "科目名称", "合计", "基本支出", "项目支出"],
            *(label + _three_columns(found) for label, found in _function_rows(lines)),
        ]
    )


def _state_capital() -> str:
    table = rows(
        [
            ["国有资本经营预算收入", "", "", "国有资本经营预算支出", "", "", "", ""],
            [
                *("项目", "", "国有资本经营收入预算"),
                *("科目编码", "科目名称", "合计", "基本支出", "项目支出"),
            ],
            ["收入科目编码", "科目名称", "", "", "", "", "", ""],
            ["合计", "", "", "", "", "", "", ""],
        ]
    )
    return f"{table}\n\n注：本表无数据"
