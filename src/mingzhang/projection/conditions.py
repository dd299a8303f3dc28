"""Conditions that choose budget lines in an expression (条件): 范围, 类型, 资金, 功能, 单位."""

from collections.abc import Callable, Mapping

from mingzhang.ledger import FISCAL, OWN, Fund, Lines
from mingzhang.projection.expressions import CannotCompute

_SCOPES: dict[str, Callable[[Lines], Lines]] = {
    "全部": lambda lines: lines,
    "本年": lambda lines: lines.current,
    "结转": lambda lines: lines.carried,
}
_KINDS: dict[str, Callable[[Lines], Lines]] = {
    "基本": lambda lines: lines.basic,
    "项目": lambda lines: lines.projects,
    "人员": lambda lines: lines.staff,
    "公用": lambda lines: lines.public,
}


def _one_of(choices: dict[str, Callable[[Lines], Lines]], lines: Lines, value: str) -> Lines:
    if value not in choices:
        raise CannotCompute(f"没有“{value}”这种选择，可用：{'、'.join(choices)}。")
    return choices[value](lines)


_FUNDS = {fund.value: (fund,) for fund in Fund} | {
    "财政拨款": FISCAL,
    "全部单位资金": OWN,
}


def _of_fund(lines: Lines, names: str) -> Lines:
    """Lines of one fund, or of several between 、."""
    unknown = [name for name in names.split("、") if name not in _FUNDS]
    if unknown:
        raise CannotCompute(f"没有名为“{unknown[0]}”的资金，可用：{'、'.join(_FUNDS)}。")
    return lines.fund(*(fund for name in names.split("、") for fund in _FUNDS[name]))


_ARGUMENTS: dict[str, Callable[[Lines, str], Lines]] = {
    "范围": lambda lines, value: _one_of(_SCOPES, lines, value),
    "类型": lambda lines, value: _one_of(_KINDS, lines, value),
    "资金": _of_fund,
    "功能": lambda lines, value: lines.function(value),
    "单位": lambda lines, value: lines.unit(value),
}


def chosen(lines: Lines, wanted: Mapping[str, str]) -> Lines:
    """The lines that meet every condition.

    Raises:
        CannotCompute: no such condition, or no such choice.
    """
    unknown = [name for name in wanted if name not in _ARGUMENTS]
    if unknown:
        raise CannotCompute(f"没有“{unknown[0]}”这个条件，可用：{'、'.join(_ARGUMENTS)}。")
    for name, value in wanted.items():
        lines = _ARGUMENTS[name](lines, value)
    return lines
