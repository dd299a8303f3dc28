"""What the cover says (封面): who publishes, for which year, budget or final accounts."""

import re
from functools import lru_cache

import msgspec

from mingzhang.model import Place
from mingzhang.readers.blocks import Paragraph
from mingzhang.recognition.narrative.labels import heading_level, match_label
from mingzhang.recognition.narrative.vocabulary import any_of, vocabulary

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)\s*年")
_TITLE = re.compile(r"(?:预算|决算)(?:公开|编制|报告|情况|的|说明|信息|文本)*$")
_NAMED_TITLE = re.compile(
    r"(?P<name>(?!关于|附件|第)[一-鿿（）()·]{4,40}?)(?:19|20)\d\d年度?(?:部门|单位)(?:预算|决算)"
)
_SPACE = re.compile(r"\s+")
_MAX_LINES = 12
_MAX_LINE = 44


class Cover(msgspec.Struct, frozen=True):
    """The title page; what it does not name is "" or None.

    `kind`: budget or final_accounts. `level`: department (部门) or unit (单位).
    """

    lines: tuple[str, ...] = ()
    department: str = ""
    year: int | None = None
    kind: str = ""
    level: str = ""
    at: Place | None = None


def read_cover(
    before: list[Paragraph], after: list[Paragraph], kind: str, year: int | None
) -> tuple[Cover, list[Paragraph]]:
    """(the cover, the lines that are text).

    `before` are the lines before the table of contents; without one the cover is the first
    short lines of `after` that come before the first heading.
    """
    if before:
        title = [p for p in before[:_MAX_LINES] if len(p.text) <= _MAX_LINE]
        rest = [p for p in before if p not in title] + after
    else:
        count = _leading_titles(after)
        title, rest = after[:count], after[count:]
    cover = _named([_SPACE.sub("", p.text) for p in title if p.kind != "sheet"])
    return msgspec.structs.replace(
        cover,
        year=year or cover.year,
        kind=kind or cover.kind,
        at=title[0].at if title else None,
    ), rest


def _leading_titles(paragraphs: list[Paragraph]) -> int:
    """How many first lines are a title page: short, unfinished, with a budget title among them."""
    titled = 0
    for index, paragraph in enumerate(paragraphs[:_MAX_LINES]):
        text = _SPACE.sub("", paragraph.text)
        if len(text) > _MAX_LINE or text[-1] in "。；：，" or match_label(text) is not None:
            break
        if _TITLE.search(text) or _labelled().match(text):
            titled = index + 1
        elif titled and heading_level(text, paragraph.kind):
            break
    return titled


def _named(lines: list[str]) -> Cover:
    whole = "".join(lines)
    year = _YEAR.search(whole)
    return Cover(
        lines=tuple(lines),
        department=_department(lines),
        year=int(year[1]) if year else None,
        kind="final_accounts" if "决算" in whole else "budget" if "预算" in whole else "",
        level="unit" if re.search(r"单位(?:预|决)算", whole) else "department" if whole else "",
    )


def _department(lines: list[str]) -> str:
    """The name after a label, in the title, else the line or lines before the one with the year."""
    for line in lines:
        found = _labelled().match(line)
        if found is not None:
            return found["name"]
    for line in lines:
        if (titled := _NAMED_TITLE.match(line)) is not None:
            return titled["name"].removesuffix("关于")
    name = ""
    for line in lines:
        year = _YEAR.search(line)
        if year is not None:
            name += line[: year.start()]
            break
        if _TITLE.search(line):
            name += _TITLE.sub("", line).removesuffix("部门").removesuffix("单位")
            break
        name = line if name and _ends_body(name) else name + line
    return name.strip("：:（）() ") if _ends_body(name) else ""


def _ends_body(name: str) -> bool:
    return _body().search(name) is not None


@lru_cache(maxsize=1)
def _body() -> re.Pattern[str]:
    words = vocabulary()
    return re.compile(
        rf"(?:{any_of(words.body_endings)})(?:[（(]?(?:{any_of(words.headquarters)}|部门|单位)[）)]?)?$"
    )


@lru_cache(maxsize=1)
def _labelled() -> re.Pattern[str]:
    labels = any_of(vocabulary().publisher_labels)
    return re.compile(rf"(?:{labels})(?:名称)?[（(]?(?:公章|盖章)?[）)]?[：:](?P<name>[^：:]+)$")
