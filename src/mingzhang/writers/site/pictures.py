"""Pictures of money (图): where it comes from and goes, what it is spent on; a table says the same.

Scripts draw them (`charts.js` and the chart library) from data that stands in the page.
"""

from collections import Counter
from collections.abc import Sequence

from mingzhang.checks.facts import Facts
from mingzhang.disclosure import Disclosure
from mingzhang.model import Unit, format_money
from mingzhang.model.figures import MILLIONTHS
from mingzhang.writers.site.flows import STAGES, Branch, flows, spending_tree
from mingzhang.writers.site.markup import text


class Pictures:
    """The pictures of one disclosure; `data` is what they are drawn from, by their name."""

    def __init__(self, facts: Facts, disclosure: Disclosure) -> None:
        self._facts = facts
        self._unit = _common_unit(disclosure)
        self.data: dict[str, object] = {}

    def flow(self) -> str:
        """From the funds to the projects; "" where the tables do not determine it."""
        found = flows(self._facts)
        if not found.links:
            return ""
        nodes = found.nodes
        numbers = {node: number for number, node in enumerate(nodes)}
        stages = sorted({stage for stage, _ in nodes})
        self.data["flow"] = {
            "unit": self._unit.value,
            "nodes": [[name, stages.index(stage)] for stage, name in nodes],
            "links": [
                [numbers[link.source], numbers[link.target], self._amount(link.value)]
                for link in found.links
            ],
            "stages": [STAGES[stage] for stage in stages],
        }
        rows = "".join(
            f'<tr><td>{STAGES[link.source[0]]}</td><th scope="row">{text(link.source[1])}</th>'
            f'<td>{text(link.target[1])}</td><td class="m">{self._amount(link.value)}</td></tr>'
            for link in found.links
        )
        heads = ("环节", "从", "到", f"金额（{self._unit.value}）")
        return self._figure(
            "flow",
            "钱从哪里来，用到哪里去",
            "线的粗细是金额；只画报表能够确定的去向。",
            heads,
            rows,
        )

    def tree(self) -> str:
        """Spending by function; "" where no table divides it."""
        branches = spending_tree(self._facts)
        if not branches:
            return ""
        self.data["tree"] = {
            "unit": self._unit.value,
            "items": [self._branch(branch) for branch in branches],
        }
        rows = "".join(self._tree_rows(branches, 1))
        heads = ("编码", "功能分类", f"金额（{self._unit.value}）")
        return self._figure(
            "tree", "支出构成（按功能分类）", "面积是金额，由类到款、项。", heads, rows
        )

    def _branch(self, branch: Branch) -> object:
        inner = [self._branch(one) for one in branch.inner]
        return [branch.name, self._amount(branch.value), inner]

    def _tree_rows(self, branches: Sequence[Branch], level: int) -> Sequence[str]:
        rows: list[str] = []
        for branch in branches:
            rows.append(
                f'<tr><td class="code">{text(branch.code)}</td>'
                f'<th scope="row" class="l{level}">{text(branch.name)}</th>'
                f'<td class="m">{self._amount(branch.value)}</td></tr>'
            )
            rows += self._tree_rows(branch.inner, level + 1)
        return rows

    def _figure(self, name: str, title: str, note: str, heads: Sequence[str], rows: str) -> str:
        """A chart that scripts draw, and the table that says the same."""
        head = "".join(f'<th scope="col">{text(label)}</th>' for label in heads)
        return (
            f'<section class="chart-block" aria-labelledby="t-{name}"><h2 id="t-{name}">{title}</h2>'
            + (f'<p class="quiet">{note}</p>' if note else "")
            + f'<p class="quiet swipe live">左右滑动看全图</p>'
            f'<div class="chart-scroll live" role="region" tabindex="0" aria-label="{title}（图）">'
            f'<div class="chart" id="chart-{name}"></div></div>'
            f'<details class="chart-table" open><summary>数据表</summary>'
            f'<div class="scroll" role="region" tabindex="0" aria-label="{title}（数据表）">'
            f'<table class="sheet narrow"><caption class="vh">{title}</caption>'
            f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div></details></section>"
        )

    def _amount(self, value: int) -> str:
        decimals = MILLIONTHS // 100 if self._unit is Unit.YUAN else self._unit.scale // 100
        return format_money(value, self._unit.scale, decimals)


def _common_unit(disclosure: Disclosure) -> Unit:
    """The unit that most tables print."""
    known = {unit.value: unit for unit in Unit}
    units = Counter(table.unit for table in disclosure.tables if table.unit in known)
    return known[units.most_common(1)[0][0] or ""] if units else Unit.TEN_THOUSAND
