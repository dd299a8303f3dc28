"""Expressions in templates (模板里的算式): a small safe language with Chinese names.

Allowed are names, calls of given functions, constants, + - * /, comparisons, and/or/not and
`a if c else b`. Nothing else of Python is reachable.
"""

import ast
import operator
from collections.abc import Callable, Mapping
from functools import lru_cache

from mingzhang.model import MingzhangError

Value = object
Names = Mapping[str, Value]

_BINARY: dict[type[ast.operator], Callable[..., object]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}
_COMPARE: dict[type[ast.cmpop], Callable[..., object]] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
}


class CannotCompute(MingzhangError):
    """Expressions have no value; `causes` say why, a Chinese sentence each."""

    def __init__(self, *causes: str) -> None:
        super().__init__("\n".join(causes))
        self.causes = causes


def evaluate(text: str, names: Names) -> Value:
    """The value of one expression.

    Raises:
        CannotCompute: no expression, an unknown name, or a function without an answer.
    """
    try:
        return _value(_parsed(text), names)
    except SyntaxError:
        raise CannotCompute(f"“{text}”不是算式，请核对括号和引号。") from None
    except (TypeError, ZeroDivisionError) as error:
        raise CannotCompute(f"“{text}”算不出来（{error}），请核对其中的名称和参数。") from None


@lru_cache(maxsize=4096)
def _parsed(text: str) -> ast.expr:
    return ast.parse(text.strip(), mode="eval").body


def _value(node: ast.expr, names: Names) -> Value:
    match node:
        case ast.Constant(value=value):
            return value
        case ast.Name(id=name):
            return _named(name, names)
        case ast.Call(func=ast.Name(id=name), args=arguments, keywords=keywords):
            return _called(name, arguments, keywords, names)
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _BINARY:
            return _BINARY[type(op)](_value(left, names), _value(right, names))
        case ast.Compare(left=left, ops=[op], comparators=[right]) if type(op) in _COMPARE:
            return _COMPARE[type(op)](_value(left, names), _value(right, names))
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            return not _value(operand, names)
        case ast.BoolOp(op=ast.And(), values=values):
            return all(_value(value, names) for value in values)
        case ast.BoolOp(op=ast.Or(), values=values):
            return any(_value(value, names) for value in values)
        case ast.IfExp(test=test, body=body, orelse=orelse):
            return _value(body if _value(test, names) else orelse, names)
    raise CannotCompute(f"“{ast.unparse(node)}”这种写法不能用在算式里。")


def _named(name: str, names: Names) -> Value:
    if name not in names:
        raise CannotCompute(f"没有名为“{name}”的数或函数，请对照模板说明改正。")
    found = names[name]
    if callable(found):
        raise CannotCompute(f"“{name}”是函数，请写成 {name}(…)。")
    return found


def _called(
    name: str, arguments: list[ast.expr], keywords: list[ast.keyword], names: Names
) -> Value:
    function = names.get(name)
    if not callable(function):
        raise CannotCompute(f"没有名为“{name}”的函数，请对照模板说明改正。")
    if any(keyword.arg is None for keyword in keywords):
        raise CannotCompute(f"“{name}”的参数写法不能用在算式里。")
    given = {keyword.arg or "": _value(keyword.value, names) for keyword in keywords}
    value: Value = function(*(_value(argument, names) for argument in arguments), **given)
    return value
