"""The words by which tables and columns are recognised (识别词汇), from `vocabulary.toml`."""

import re
from functools import cache, cached_property, lru_cache
from typing import TypeAlias

from mingzhang.model.figures import parse_number
from mingzhang.model.shipped import shipped_toml

_Patterns: TypeAlias = list[tuple[str, re.Pattern[str]]]

# Chinese characters for patterns. Said as a range, re would go through all of its 20,000 signs.
HAN = r"[^\W\d_A-Za-z]"
_DROPPED = str.maketrans("", "", " \t\r\n\u3000\u00a0“”\"＂'‘’「」『』《》")
_LEADING_NUMBER = re.compile(
    r"^(?:附件|附表|表|公开|预算公开表|续表)?[（(]?[0-9一二三四五六七八九十]{1,3}[)）]?[、.．:：\s]+"
    r"|^(?:附表|表|公开表)[0-9一二三四五六七八九十]+|^[、.．:：]"
)
_TRAILING_BRACKET = re.compile(r"(?:[（(][^（()）]{0,24}[)）]|续表|续)$")


_UNIT_BRACKET = re.compile(r"[（(](?:金额)?单位[:：][^（()）]*[)）]$")


def tidy(text: str) -> str:
    """Printed text without line breaks and padding; spaces stay between Latin words only."""
    parts = text.split()
    if len(parts) == 1 and len(parts[0]) == len(text):
        return text
    if text.isascii():
        return " ".join(parts)
    return text.translate(_DROPPED_SPACES) if " " not in text else _squeeze(text)


_LONGEST_LINE = 400
_DROPPED_SPACES = str.maketrans("", "", "\t\r\n\u3000\u00a0")
_SPACE_BESIDE_CJK = re.compile(r"(?<![ -~])\s+|(?<!\s)\s++(?![ -~])")


def _squeeze(text: str) -> str:
    return _SPACE_BESIDE_CJK.sub("", text.translate(_DROPPED_SPACES)).strip()


@lru_cache(maxsize=8192)
def bare(text: str) -> str:
    """Text for matching: no white space, no quotation marks."""
    return text.translate(_DROPPED)


class _Vocabulary:
    def __init__(self) -> None:
        self._raw = raw = shipped_toml(__file__, "vocabulary.toml")
        self.qualifiers = frozenset(raw["qualifiers"])
        self.funds = frozenset(raw["funds"])
        self.parts_of_funds = frozenset(raw["parts_of_funds"])
        self.continued = re.compile(raw["continued"])
        self.page_line = re.compile(raw["page_line"])
        self.unit_in_cell = re.compile(raw["unit_in_cell"])
        self.nothing = re.compile(raw["nothing"])
        self.totals = frozenset(raw["totals"].split("|"))
        self.unit_line = re.compile(raw["unit_line"])
        self.unit_in_label = re.compile(raw["unit_in_label"])
        self.department_line = re.compile(raw["department_line"])
        self.number_label = re.compile(raw["number_label"])
        self.note = re.compile(raw["note"])
        self.empty_note = re.compile(raw["empty_note"])
        self.organisation = re.compile(raw["organisation_suffix"])
        self.public_money = [re.compile(pattern) for pattern in raw["public_money"]]

    @cached_property
    def captions(self) -> _Patterns:
        """Words of a caption → what its table is about."""
        return _patterns(self._raw["captions"])

    @cached_property
    def row_names(self) -> list[tuple[str, list[re.Pattern[str]]]]:
        """What a table without a title is about → words that its rows must all name."""
        return [(key, [re.compile(w) for w in words]) for key, *words in self._raw["row_names"]]

    @cached_property
    def labels(self) -> _Patterns:
        """Words of a header → what a column without figures holds."""
        return _patterns(self._raw["labels"])

    @cached_property
    def columns(self) -> _Patterns:
        """Words of a header → the meaning of a column of figures."""
        return _patterns(self._raw["columns"])

    @cached_property
    def phases(self) -> _Patterns:
        """Words of a header → the set of figures it names."""
        return _patterns(self._raw["phases"])


def _patterns(pairs: list[list[str]]) -> _Patterns:
    return [(word, re.compile(pattern)) for word, pattern in pairs]


@cache
def vocabulary() -> _Vocabulary:
    """The vocabulary, read once."""
    return _Vocabulary()


def _first(patterns: _Patterns, text: str) -> str | None:
    return next((word for word, pattern in patterns if pattern.search(text)), None)


@lru_cache(maxsize=4096)
def caption_title(text: str) -> str | None:
    """The title in a line that looks like a table's caption, else None.

    A caption is short, is no sentence, and says 表 at its end, brackets aside.
    """
    if len(text) > _LONGEST_LINE:
        return None
    title = tidy(text)
    if vocabulary().number_label.match(title):
        return None
    if not 4 <= len(title) <= 70 or "表" not in title:
        return None
    core = core_title(title)
    if vocabulary().number_label.match(core):
        return None
    if not core.endswith("表") or any(mark in core for mark in "。；，,：:"):
        return None
    return _UNIT_BRACKET.sub("", title)


@lru_cache(maxsize=4096)
def subject_of(title: str) -> str | None:
    """What a table with this title is about, None where no caption word fits."""
    text = bare(_LEADING_NUMBER.sub("", title))
    text = re.sub(r"[（(]不?含[^）)]*[）)]", "", text)
    return _first(vocabulary().captions, text)


def subject_of_rows(names: list[str]) -> str | None:
    """What a table without a title is about by the names of its rows, None where they do not say."""
    for subject, words in vocabulary().row_names:
        if all(any(word.search(name) for name in names) for word in words):
            return subject
    return None


@lru_cache(maxsize=4096)
def label_kind(label: str) -> str | None:
    """What a column without figures holds: code, name, mixed, unit, unit_code, project, type,
    project_code, government_code, government_class, line_number, remark; None for figures.
    """
    return _first(vocabulary().labels, bare(label))


@lru_cache(maxsize=4096)
def column_word(label: str) -> str | None:
    """The meaning of a label over figures, None for plain totals and unknown words."""
    return _first(vocabulary().columns, bare(label))


@lru_cache(maxsize=4096)
def phase_of(label: str) -> str | None:
    """opening, adjusted, final, prior or budget where a label names a set of figures."""
    return _first(vocabulary().phases, bare(label))


@lru_cache(maxsize=4096)
def is_total(name: str) -> bool:
    """Whether a row or column name is a word for a total."""
    return bare(name).rstrip("：:") in vocabulary().totals


@lru_cache(maxsize=4096)
def is_nothing(text: str) -> bool:
    """Whether a cell prints a mark for "nothing" (—, /, 无) instead of an amount."""
    return vocabulary().nothing.match(bare(text)) is not None


def amount_and_unit(cell: str) -> tuple[str, str | None]:
    """A cell's number and the unit printed behind it: "12.30万元" → ("12.30", "万元")."""
    plain = "".join(cell.split())
    if not plain.endswith("元"):
        return plain, None
    match = vocabulary().unit_in_cell.match(plain)
    return (match[1], match[2]) if match else (plain, None)


def is_number(cell: str) -> bool:
    """Whether a cell prints a number, with or without a unit behind it."""
    if parse_number(cell) is not None:
        return True
    plain, _ = amount_and_unit(cell)
    return plain != cell and parse_number(plain) is not None


def core_title(title: str) -> str:
    """A caption without 续表 and what else stands in brackets behind it."""
    while (shorter := _TRAILING_BRACKET.sub("", title)) != title:
        title = shorter
    return title


@lru_cache(maxsize=4096)
def unit_in(text: str) -> str | None:
    """The unit that a line such as 单位：万元 names."""
    if "位" not in text:
        return None
    match = vocabulary().unit_line.search(bare(text))
    return match[1] if match else None


_PERIOD = re.compile(r"\s+\S*20\d\d\s*年.*$|\s*20\d\d\s*年度?\s*$|\s{2,}.*$")


def department_in(text: str) -> str | None:
    """The department that a line such as 编制部门：某局 单位：元 names."""
    match = vocabulary().department_line.match(text.strip())
    name = _PERIOD.sub("", match[1]).strip() if match else ""
    return name if name and unit_in(f"单位：{name}") is None else None


def is_organisation(name: str) -> bool:
    """Whether a name ends like the name of a body (局, 中心, 学校, …)."""
    return vocabulary().organisation.search(name) is not None


def words_of_public_money(texts: list[str]) -> int:
    """How many kinds of words of a public budget stand in these texts."""
    whole = "\n".join(texts).translate(_DROPPED)
    return sum(pattern.search(whole) is not None for pattern in vocabulary().public_money)
