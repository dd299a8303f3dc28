"""Narrative templates (说明文字模板): blocks of Chinese text with expressions in braces.

A template is a data file that officers may copy and edit. A number typed by hand is reported,
because only numbers bound to the ledger stay right.
"""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import msgspec

from mingzhang.model import Place, Problem, WrongUsage

EXPRESSION = re.compile(r"\{([^{}]*)\}")
_LIST_NUMBER = re.compile(r"^\s*(?:\d{1,2}[、.．]|（\d{1,2}）)")
_DIGITS = re.compile(r"[0-9０-９]+(?:[.．,，][0-9]+)*\s*(?:%|％|[一-鿿]{0,3})")


class Block(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One paragraph, heading or insertion.

    `level`: 0 for running text, else the depth of the heading. `insert`: tables, overall_goal,
    projects, catalogue or glossary. `each`: an expression that gives items; the block comes
    once for each. `when`: the block is left out where this is false. `contents`: how a heading
    stands in the table of contents, its own text where blank. `part`: blocks that follow it,
    once for each item.
    """

    text: str = ""
    level: int = 0
    insert: str = ""
    each: str = ""
    when: str = ""
    contents: str = ""
    part: "tuple[Block, ...]" = ()


class Listing(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Items that a text joins: `of` gives them, `item` prints one, `joint` stands between."""

    of: str
    item: str
    joint: str = "、"


class Term(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One explained term (名词解释)."""

    name: str
    text: str


class Template(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One profile's narrative.

    `fixed`: phrases whose numbers belong to the wording. `contents_depth`: the deepest heading
    in the table of contents; `table_mark` numbers the tables there ({序号} 一, {数字} 1).
    """

    profile: str
    block: tuple[Block, ...]
    file: str = ""
    unit: str = "万元"
    decimals: int = 2
    fixed: tuple[str, ...] = ()
    term_mark: str = "{序号}、"
    table_mark: str = "表{序号}"
    contents_depth: int = 2
    names: dict[str, str] = {}
    lists: dict[str, Listing] = {}
    term: tuple[Term, ...] = ()


@cache
def load_template(profile: str, directory: Path | None = None) -> Template:
    """The template of a profile, from the package or from a folder of edited ones.

    Raises:
        WrongUsage: there is none, or it is no valid template.
    """
    path = (directory or Path(__file__).parent / "templates") / f"{profile}.toml"
    if not path.is_file():
        raise WrongUsage(f"没有公开样式“{profile}”的说明文字模板（{path.name}），请核对样式名。")
    try:
        found = msgspec.toml.decode(path.read_bytes(), type=Template)
    except msgspec.DecodeError as error:
        raise WrongUsage(f"模板“{path.name}”写法不对：{error}。") from None
    return msgspec.structs.replace(found, file=path.name)


def typed_numbers(template: Template) -> Iterator[Problem]:
    """Every number that stands in the template's text instead of an expression."""
    texts = [
        (f"第{number}段", one.text)
        for number, block in enumerate(template.block, 1)
        for one in (block, *block.part)
    ]
    texts += [(f"列表“{name}”", listing.item) for name, listing in template.lists.items()]
    texts += [(f"名词“{term.name}”", term.text) for term in template.term]
    for where, text in texts:
        plain = _LIST_NUMBER.sub("", EXPRESSION.sub("※", text))
        for phrase in template.fixed:
            plain = plain.replace(phrase, "")
        for match in _DIGITS.finditer(plain):
            yield Problem(
                f"模板“{template.file}”{where}里手写了“{match[0].strip()}”，"
                "请改为算式，或列入 fixed。",
                Place(sheet=template.file, text=text),
            )
