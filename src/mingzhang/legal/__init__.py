"""Laws and notices that rules rest on (法律依据): number, issuer, dates, and what they say.

Nothing is copied from their texts; a gist is in own words, and each tells its certainty.
"""

from functools import lru_cache

import msgspec

from mingzhang.model.shipped import shipped


class Article(msgspec.Struct, frozen=True):
    """What one article says, in own words (条文要点)."""

    gist: str
    certainty: str


class Law(msgspec.Struct, frozen=True):
    """One law, regulation or notice (法律法规或文件).

    `number` is its document number (文号), blank for laws that are cited by title; `issued`,
    `amended`, `in_force_from`, `in_force_to` are ISO dates, cut to month or year where no more
    is sure and blank where there is none; `in_force_from` speaks of the edition in force. `articles` by number ("14").
    `certainty`: confirmed (the text was read), known (to practitioners), uncertain.
    """

    id: str
    title: str
    issuer: str
    issued: str
    in_force_from: str
    certainty: str
    gist: str
    number: str = ""
    amended: str = ""
    in_force_to: str = ""
    articles: dict[str, Article] = {}

    def in_force(self, date: str) -> bool:
        """Whether this edition is in force on an ISO date."""
        return self.in_force_from <= date and (not self.in_force_to or date <= self.in_force_to)


class _Laws(msgspec.Struct):
    laws: list[Law]


@lru_cache(maxsize=1)
def all_laws() -> dict[str, Law]:
    """Every law on file by its id."""
    data = shipped(__file__, "laws.json")
    return {law.id: law for law in msgspec.json.decode(data, type=_Laws).laws}


def law(id_: str) -> Law:
    """The law of an id. Raises KeyError where there is none."""
    return all_laws()[id_]


def cite(id_: str, article: str = "") -> str:
    """How a document cites a law: 《中华人民共和国预算法》第十四条.

    `article` is a number, with the paragraph after a point ("14.2": 第十四条第二款). A notice
    is cited with its document number. Raises KeyError for a law that is not on file.
    """
    found = law(id_)
    number = f"（{found.number}）" if found.number and "令第" not in found.number else ""
    number_of_article, _, paragraph = article.partition(".")
    where = f"第{_chinese(int(number_of_article))}条" if number_of_article else ""
    where += f"第{_chinese(int(paragraph))}款" if paragraph else ""
    return f"《{found.title}》{number}{where}"


def basis(references: tuple[str, ...]) -> str:
    """The legal basis of a rule in words.

    Each reference is a law's id, with an article after a colon ("budget-law:14"), or words
    that stand for themselves ("勾稽关系").
    """
    return "、".join(
        cite(id_, article) if id_ in all_laws() else reference
        for reference in references
        for id_, _, article in [reference.partition(":")]
    )


_DIGITS = "零一二三四五六七八九"


def _chinese(number: int) -> str:
    """14 → 十四, 105 → 一百零五; for numbers below a thousand."""
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    shown = f"{_DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        shown += "十" if tens == 1 and not hundreds else f"{_DIGITS[tens]}十"
    elif hundreds and ones:
        shown += "零"
    return shown + (_DIGITS[ones] if ones else "")
