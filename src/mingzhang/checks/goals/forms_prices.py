"""Unit prices in a project goal form (单价 × 数量；通用资产配置标准)."""

from collections.abc import Iterator

from mingzhang.checks.engine import BUDGET, rule
from mingzhang.checks.facts import Facts
from mingzhang.checks.goals.forms import Form, each_form, failed, passed, wan
from mingzhang.checks.goals.products import Product, products
from mingzhang.model import Severity, Term, Trial

_TEXTS = ("overview", "plan")


@rule(
    "D18",
    "单价乘以数量",
    "写明单价和数量的，单价 × 数量等于写明的金额。",
    severity=Severity.WARNING,
    kinds=(BUDGET,),
    remedy="核对单价、数量和金额。",
)
def prices(facts: Facts) -> Iterator[Trial]:
    """单价 × 数量（× 月数）= 金额；数量写“不少于”的，金额不少于乘积"""
    yield from each_form(facts, _prices)


def _prices(form: Form) -> Iterator[Trial]:
    for key in _TEXTS:
        for product in products(form.read(key)):
            yield _price(form, product)


def _price(form: Form, product: Product) -> Trial:
    result = product.result
    term = Term(f"“{form.name}”", result.figure, 1, result.figure.at)
    if _holds(product):
        return passed(term)
    word = "不应少于" if product.at_least else "应为"
    note = (
        f"“{form.name}”写{product.formula}，{word}{wan(product.value)}，"
        f"文中写{result.figure.text}{result.figure.unit}。"
    )
    return failed(note, terms=(term,))


def _holds(product: Product) -> bool:
    figure = product.result.figure
    rounded = (2 * product.value + figure.quantum) // (2 * figure.quantum) * figure.quantum
    difference = figure.value - rounded
    if product.at_least:
        return difference >= 0
    if product.about:
        return 10 * abs(difference) <= abs(product.value)
    return difference == 0
