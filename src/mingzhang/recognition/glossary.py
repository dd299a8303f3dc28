"""The glossary (名词解释): terms and what is said of them."""

import re

from mingzhang.disclosure import GlossaryEntry, NarrativeParagraph

_NUMBER = re.compile(
    r"\s*(?:[（(][一二三四五六七八九十0-9]{1,3}[)）]|[一二三四五六七八九十]{1,3}[、.．,，]"
    r"|[0-9]{1,2}[、.．)）]|第[一二三四五六七八九十]{1,3}[、，]|[①-⑳])\s*"
)
_SAYS = re.compile(r"\s*(?:[:：]|[，,。]\s*(?=是?指)|——?\s*|(?=(?:是指|指的是)))\s*")
_TITLE = re.compile(r"(?:第.{1,3}部分)?\s*(?:专业性?)?名词解释|.*名词解释$")
_LONGEST_TERM = 40
_STOPS = frozenset("。；;!！?？")


def read_glossary(paragraphs: list[NarrativeParagraph]) -> list[GlossaryEntry]:
    """Terms in printed order; a paragraph that starts no term goes on with the one above."""
    entries: list[GlossaryEntry] = []
    for paragraph in paragraphs:
        text = paragraph.text.strip()
        if not text or _TITLE.fullmatch(text):
            continue
        found = _entry(text)
        if found:
            entries.append(GlossaryEntry(*found, paragraph.at))
        elif entries:
            last = entries[-1]
            entries[-1] = GlossaryEntry(last.term, last.text + text, last.at)
    return [entry for entry in entries if entry.text]


def _entry(text: str) -> tuple[str, str] | None:
    """The term and its text, where the paragraph starts one; the text may still be to come."""
    number = _NUMBER.match(text)
    body = text[number.end() :] if number else text
    says = _SAYS.search(body, 1, _LONGEST_TERM + 4)
    if says is None:
        heading = number is not None and len(body) <= _LONGEST_TERM and body[-1:] not in _STOPS
        return (body, "") if heading else None
    term, said = body[: says.start()].strip(), body[says.end() :].strip()
    if not _is_term(term):
        return None
    if number is None and not said.startswith(("指", "是", "反映", "包括", "包含", "主要", "专指")):
        return None
    return term, said


def _is_term(text: str) -> bool:
    """A name, not the first words of a sentence."""
    return 0 < len(text) <= _LONGEST_TERM and _STOPS.isdisjoint(text) and text not in _LEADS


_LEADS = frozenset({"其中", "注", "说明", "备注", "例如", "如"})
