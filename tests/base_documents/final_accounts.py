"""A department's final accounts (部门决算) in the layout of nine tables."""

from base_documents.classes import CHAPTERS, DEPARTMENT_CLASSES, FUNCTIONS, ORDINALS
from base_documents.final_facts import (
    BUSINESS,
    LEDGER,
    LEFT,
    OTHER,
    SUBORDINATE,
    SUPERIOR,
    THREE_PUBLIC_BUDGET,
    TRADING,
)
from base_documents.final_words import explanation, opening
from base_documents.ledger import (
    FISCAL,
    FUND,
    GENERAL,
    STATE_CAPITAL,
    Ledger,
    Lines,
    rows,
    wan,
    wan_or_blank,
)

SOURCES = (SUPERIOR, BUSINESS, TRADING, SUBORDINATE, OTHER)
PRINTED = [code for code in CHAPTERS if code not in ("209", "227", "230", "231", "232", "233")]


def received() -> Lines:
    """This year's income: what was spent of it, and what was left."""
    return Lines((*LEDGER.current.items, *LEFT))


def build() -> str:
    """The whole document as tab-separated text."""
    return "\n\n".join([opening(LEDGER), *_tables(LEDGER), explanation(LEDGER, received())]) + "\n"


def _tables(ledger: Ledger) -> list[str]:
    fiscal = "预算财政拨款收入支出决算表"
    made = (
        ("收入支出决算总表", _summary(ledger), "本年度的总收支和年末结转结余"),
        ("收入决算表", _income(), "本年度取得的各项收入"),
        ("支出决算表", _expenditure(ledger), "本年度各项支出"),
        ("财政拨款收入支出决算总表", _fiscal(ledger), "本年度财政拨款总收支和结转结余"),
        ("一般公共预算财政拨款支出决算表", _general(ledger), "本年度一般公共预算财政拨款支出"),
        (
            "一般公共预算财政拨款基本支出决算表",
            _economic(ledger),
            "本年度一般公共预算财政拨款基本支出明细",
        ),
        ("财政拨款“三公”经费支出决算表", _three_public(ledger), "本年度“三公”经费预决算"),
        (f"政府性基金{fiscal}", _fund(ledger), "本年度政府性基金预算财政拨款收支和结转结余"),
        (f"国有资本经营{fiscal}", _state_capital(), "本年度国有资本经营预算财政拨款收支"),
    )
    printed = [
        f"{title}\n单位：万元\n{body}\n注：本表反映部门{what}情况。" for title, body, what in made
    ]
    printed[-1] += "\n说明：本部门本年度没有国有资本经营预算财政拨款收入和支出，故本表无数据。"
    return printed


def _chapters(lines: Lines) -> list[tuple[str, Lines]]:
    return [
        (f"{ordinal}、{FUNCTIONS[code]}", lines.function(code))
        for ordinal, code in zip(ORDINALS, PRINTED, strict=False)
    ]


def _beside(left: list[list[str]], right: list[list[str]]) -> list[list[str]]:
    blank = [["", ""]] * (len(right) - len(left))
    return [one + two for one, two in zip(left + blank, right, strict=True)]


def _summary(ledger: Ledger) -> str:
    income = received()
    names = [
        "一般公共预算财政拨款收入",
        "政府性基金预算财政拨款收入",
        "国有资本经营预算财政拨款收入",
        *SOURCES,
    ]
    left = [
        [f"{ordinal}、{name}", wan_or_blank(income.fund(fund).total)]
        for ordinal, name, fund in zip(ORDINALS, names, (*FISCAL, *SOURCES), strict=False)
    ]
    right = [[label, wan_or_blank(found.total)] for label, found in _chapters(ledger.all)]
    total = wan(income.total + ledger.carried.total)
    return rows(
        [
            ["收入", "", "支出", ""],
            ["项目", "决算数", "项目", "决算数"],
            *_beside(left, right),
            ["本年收入合计", wan(income.total), "本年支出合计", wan(ledger.all.total)],
            ["使用非财政拨款结余", "", "结余分配", ""],
            ["年初结转和结余", wan(ledger.carried.total), "年末结转和结余", wan(Lines(LEFT).total)],
            ["总计", total, "总计", total],
        ]
    )


def _labels(lines: Lines) -> list[tuple[list[str], Lines]]:
    return [([code, FUNCTIONS[code]], lines.function(code)) for code in lines.function_codes()]


def _income() -> str:
    income = received()
    body = []
    for label, lines in [(["合计", ""], income), *_labels(income)]:
        parts = [lines, lines.fund(*FISCAL), *(lines.fund(source) for source in SOURCES)]
        body.append(label + [wan_or_blank(part.total) for part in parts])
    return rows(
        [
            ["项目", "", "本年收入合计", "财政拨款收入", *SOURCES],
            ["功能分类科目编码", "科目名称", *[""] * 7],
            *body,
        ]
    )


def _three(lines: Lines) -> list[str]:
    return [wan(part.total) for part in (lines, lines.basic, lines.projects)]


def _expenditure(ledger: Ledger) -> str:
    lines = ledger.all
    body = [label + _three(found) for label, found in [(["合计", ""], lines), *_labels(lines)]]
    heads = [
        "本年支出合计",
        "基本支出",
        "项目支出",
        "上缴上级支出",
        "经营支出",
        "对附属单位补助支出",
    ]
    return rows(
        [
            ["项目", "", *heads],
            ["功能分类科目编码", "科目名称", *[""] * 6],
            *([*cells, "", "", ""] for cells in body),
        ]
    )


def _fiscal(ledger: Ledger) -> str:
    income, spent = received().fund(*FISCAL), ledger.all.fund(*FISCAL)
    names = ("一般公共预算财政拨款", "政府性基金预算财政拨款", "国有资本经营预算财政拨款")

    def sources(lines: Lines) -> list[list[str]]:
        return [
            [f"{ordinal}、{name}", wan_or_blank(lines.fund(fund).total)]
            for ordinal, name, fund in zip(ORDINALS, names, FISCAL, strict=False)
        ]

    def four(lines: Lines) -> list[str]:
        return [wan_or_blank(part.total) for part in (lines, *(lines.fund(f) for f in FISCAL))]

    right = [[label, *four(found)] for label, found in _chapters(spent)]
    opening_, left = ledger.carried.fund(*FISCAL), Lines(LEFT).fund(*FISCAL)
    whole = Lines((*spent.items, *left.items))
    return rows(
        [
            ["收入", "", "支出", "", "", "", ""],
            ["项目", "决算数", "项目", "合计", *names],
            *_beside(sources(income), right),
            ["本年收入合计", wan(income.total), "本年支出合计", *four(spent)],
            ["年初财政拨款结转和结余", wan(opening_.total), "年末财政拨款结转和结余", *four(left)],
            *([*cells, *[""] * 5] for cells in sources(opening_)),
            ["总计", wan(income.total + opening_.total), "总计", *four(whole)],
        ]
    )


def _general(ledger: Ledger) -> str:
    lines = ledger.all.fund(GENERAL)
    return rows(
        [
            ["项目", "", "合计", "基本支出", "项目支出"],
            ["功能分类科目编码", "科目名称", "", "", ""],
            *(label + _three(found) for label, found in [*_labels(lines), (["合计", ""], lines)]),
        ]
    )


def _economic(ledger: Ledger) -> str:
    basic = ledger.all.fund(GENERAL).basic

    def side(*groups: str) -> list[list[str]]:
        codes = [code for code in DEPARTMENT_CLASSES if code.startswith(groups)]
        return [[code, DEPARTMENT_CLASSES[code], wan(basic.economic(code).total)] for code in codes]

    left, right = side("301", "303"), side("302", "310")
    left += [["", "", ""]] * (len(right) - len(left))
    return rows(
        [
            ["经济分类科目编码", "科目名称", "决算数"] * 2,
            *(one + two for one, two in zip(left, right, strict=True)),
            [
                "人员经费合计",
                "",
                wan(basic.staff.total),
                "公用经费合计",
                "",
                wan(basic.public.total),
            ],
        ]
    )


def _three_public(ledger: Ledger) -> str:
    basic = ledger.all.fund(GENERAL).basic
    meals = (THREE_PUBLIC_BUDGET["接待"], basic.economic("30217").total)
    cars = (THREE_PUBLIC_BUDGET["用车"], basic.economic("30231").total)
    whole = (meals[0] + cars[0], meals[1] + cars[1])
    values = [wan(amount) for pair in (whole, (0, 0), cars, (0, 0), cars, meals) for amount in pair]
    return rows(
        [
            ["财政拨款“三公”经费", *[""] * 11],
            [
                *("合计", "", "因公出国（境）费", "", "公务用车购置及运行维护费", *[""] * 5),
                *("公务接待费", ""),
            ],
            [*[""] * 4, "小计", "", "公务用车购置费", "", "公务用车运行维护费", "", "", ""],
            ["预算数", "决算数"] * 6,
            values,
        ]
    )


def _fund_head() -> list[list[str]]:
    return [
        ["项目", "", "年初结转和结余", "本年收入", "本年支出", "", "", "年末结转和结余"],
        ["功能分类科目编码", "科目名称", "", "", "合计", "基本支出", "项目支出", ""],
    ]


def _fund(ledger: Ledger) -> str:
    spent, income, left = ledger.all.fund(FUND), received().fund(FUND), Lines(LEFT).fund(FUND)
    opening_ = ledger.carried.fund(FUND)
    body = []
    for label in [["合计", ""], *(label for label, _ in _labels(spent))]:
        code = label[0] if label[1] else ""
        parts = [opening_, income, spent, spent.basic, spent.projects, left]
        body.append(label + [wan_or_blank(part.function(code).total) for part in parts])
    return rows([*_fund_head(), *body])


def _state_capital() -> str:
    assert not received().fund(STATE_CAPITAL).items
    return rows([*_fund_head(), ["合计", *[""] * 7]])
