"""A template filled from the ledger (说明文字生成): paragraphs, and what each number is."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from mingzhang.projection.expressions import CannotCompute, Names, evaluate
from mingzhang.projection.money import Money
from mingzhang.projection.quantities import Quantities
from mingzhang.projection.template import EXPRESSION, Block, Listing, Template

_SHOWN = 24


@dataclass(frozen=True, slots=True)
class Binding:
    """What a piece of a paragraph was computed from: the expression, and where it stands."""

    expression: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Filled:
    """One block with its expressions computed; `insert` names what stands here instead."""

    text: str
    level: int
    insert: str
    contents: str
    bindings: tuple[Binding, ...] = ()


class Filler:
    """Fills blocks of one template; names and lists are computed once, when first used."""

    def __init__(self, template: Template, quantities: Quantities) -> None:
        self._template = template
        self._names: dict[str, object] = {**quantities.names()}
        self._pending: dict[str, str | Listing] = {**template.names, **template.lists}
        self._failed: dict[str, CannotCompute] = {}

    def blocks(self) -> Iterator[Filled]:
        """Every block in its order, repeated for each item where it says so.

        Raises:
            CannotCompute: after the last block, where expressions have no value; each cause is
                told once, with the place where it is met first.
        """
        met: dict[str, str] = {}
        for number, block in enumerate(self._template.block, start=1):
            try:
                yield from self._block(block)
            except CannotCompute as error:
                where = f"模板“{self._template.file}”第{number}段（{_opening(block)}）"
                for cause in error.causes:
                    met.setdefault(cause, where)
        if met:
            raise CannotCompute(*(f"{where}：{cause}" for cause, where in met.items()))

    def text(self, text: str, names: Names | None = None) -> str:
        """One line of the template or of the ledger, filled; `names` come before all others."""
        if "{" not in text:
            return text
        return self._fill(text, {**self._names, **(names or {})})[0]

    def _block(self, block: Block) -> Iterator[Filled]:
        if block.when and not self._value(block.when, self._names):
            return
        items: Iterable[object] = [{}]
        if block.each:
            items = self._items(block.each, self._names)
        for item in items:
            assert isinstance(item, dict)
            names = {**self._names, **item}
            for one in (block, *block.part) if block.text or block.insert else block.part:
                text, bindings = self._fill(one.text, names)
                contents = self._fill(one.contents, names)[0]
                yield Filled(text, one.level, one.insert, contents, bindings)

    def _fill(self, text: str, names: Names) -> tuple[str, tuple[Binding, ...]]:
        parts: list[str] = []
        bindings: list[Binding] = []
        causes: list[str] = []
        length = end = 0
        for match in EXPRESSION.finditer(text):
            parts.append(text[end : match.start()])
            try:
                value = _printed(self._value(match[1], names), match[1])
            except CannotCompute as error:
                causes += error.causes
                continue
            start = length + match.start() - end
            length = start + len(value)
            bindings.append(Binding(match[1], start, length))
            parts.append(value)
            end = match.end()
        if causes:
            raise CannotCompute(*dict.fromkeys(causes))
        parts.append(text[end:])
        return "".join(parts), tuple(bindings)

    def _value(self, expression: str, names: Names) -> object:
        """The expression's value, after the names of the template that it uses."""
        for name in [name for name in self._pending if name in expression]:
            self._compute(name)
        for name in [name for name in self._failed if name in expression]:
            raise self._failed[name]
        return evaluate(expression, {**self._names, **names})

    def _compute(self, name: str) -> None:
        """A name of the template; one without a value fails wherever it is used."""
        wanted = self._pending.pop(name, None)
        try:
            if isinstance(wanted, str):
                self._names[name] = self._value(wanted, self._names)
            elif wanted is not None:
                self._names[name] = self._joined(wanted)
        except CannotCompute as error:
            self._failed[name] = error

    def _joined(self, listing: Listing) -> str:
        found = []
        for item in self._items(listing.of, self._names):
            assert isinstance(item, dict)
            found.append(self._fill(listing.item, {**self._names, **item})[0])
        return listing.joint.join(found)

    def _items(self, expression: str, names: Names) -> Iterable[object]:
        found = self._value(expression, names)
        if not isinstance(found, Iterable) or isinstance(found, str):
            raise CannotCompute(f"“{expression}”不是一组项目，不能逐项列出。")
        return list(found)


def _opening(block: Block) -> str:
    """How a block begins, so that an officer finds it in the file."""
    text = block.text or block.each or block.insert
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def _printed(value: object, expression: str) -> str:
    if isinstance(value, Money | str | int) and not isinstance(value, bool):
        return str(value)
    raise CannotCompute(f"“{expression}”的结果不能印成文字，请核对。")
