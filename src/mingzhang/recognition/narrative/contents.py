"""What is printed around the text: page headers and numbers (页眉页码), the contents (目录)."""

import re
from collections import Counter

from mingzhang.readers.blocks import Paragraph, TableBlock
from mingzhang.recognition.narrative.labels import MAX_HEADING, heading_level, match_label

_PAGE_NUMBER = re.compile(
    r"[-—–―~·\s]*\d{1,4}[-—–―~·\s]*$"
    r"|第\s*[\d一二三四五六七八九十百]+\s*页(?:\s*[,，/]?\s*共\s*[\d一二三四五六七八九十百]+\s*页)?$"
    r"|\d{1,4}\s*/\s*\d{1,4}$|[Pp]age\s*\d+(?:\s*of\s*\d+)?$"
)
_HEADING = re.compile(r"(?:目\s*录|目\s*次|公开目录|CONTENTS|Contents)[：:]?$")
_ENTRY = re.compile(
    r"(?P<title>.*?)(?:[\s.…·．。‥⋯_\-—]*[.…·．‥⋯_\t]{1,}[\s.…·．‥⋯_\-—]*|\s+)"
    r"[（(]?[-—]? ?(?P<page>\d{1,4})? ?[-—]?[）)]?\s*$"
)
_FIELD = re.compile(
    r'\s*(?:TOC(?:\s*\\?[a-z](?:\s*"[^"]*")?)+\s*)?HYPERLINK\s*(?:\\?l\s*)?"?_Toc\w+"?\s*'
    r"|\s*TOC\s*\\[a-z][^一-鿿]*"
)
"""What a conversion leaves of the field codes before an entry (域代码)."""
_PAGE_FIELD = re.compile(r"\s*PAGEREF\s*_\w+(?:\s*\\?h\b)?|[-—–―]{3,}|(?=[（(]\d{1,3}[)）]$)")
"""What stands for the leaders of an entry: a field code, dashes, a number in brackets."""
_AROUND_PAGE = " -—.…·．‥⋯_（()）"
_DOTS = re.compile(r"[\s.…·．。‥⋯_\-—]{12,}")
_LEADER = re.compile(r"[.…·．‥⋯_]{3,}|\t")
_SPACE = re.compile(r"\s+")
_REPEATED = 3
_MAX_ENTRY = 70
_LONGEST = 200
CONTENTS = "contents"
_FURNITURE = ("header", "footer")


def without_furniture(paragraphs: list[Paragraph]) -> list[Paragraph]:
    """Drop page headers, footers, page numbers and short lines that are on every page."""
    kept = [
        paragraph
        for paragraph in paragraphs
        if paragraph.kind not in _FURNITURE and not _is_page_number(paragraph.text)
    ]
    repeated = _running_heads(kept)
    if not repeated:
        return kept
    return [paragraph for paragraph in kept if paragraph.text not in repeated]


def _is_page_number(text: str) -> bool:
    return len(text) <= 16 and _PAGE_NUMBER.match(text) is not None


def _running_heads(paragraphs: list[Paragraph]) -> set[str]:
    """Short unfinished lines that come three times or more; numbered ones are kept."""
    counted = Counter(p.text for p in paragraphs if 4 <= len(p.text) <= MAX_HEADING)
    return {
        text
        for text, times in counted.items()
        if times >= _REPEATED and text[-1] not in "。；：，:;" and match_label(text) is None
    }


def contents_of_table(block: TableBlock, *, going_on: bool = False) -> list[Paragraph]:
    """The lines of a table that is a printed table of contents, [] where it is none.

    Plain text and PDF print "第一部分 概况<tab>1", which their readers take for a table. `going_on`:
    the contents began above, so that few lines are enough.
    """
    rows = [[cell for cell in row if cell.strip()] for row in block.rows]
    filled = [row for row in rows if row]
    if len(filled) < (1 if going_on else 3) or any(len(row) > 2 for row in filled):
        return []
    printed = (
        _PAGE_FIELD.sub("", row[-1]).strip(_AROUND_PAGE)
        for row in filled
        if len(row[-1]) < _LONGEST
    )
    pages = [int(page) for page in printed if page.isdigit() and len(page) < 4]
    labelled = sum(1 for row in filled if heading_level(row[0].strip(" .…")) or "表" in row[0])
    if len(pages) * 5 < len(filled) * 4 or labelled * 2 < len(filled) or pages != sorted(pages):
        return []
    return [
        Paragraph("\t".join(row), place, False, CONTENTS)
        for row, place in zip(rows, block.places, strict=True)
        if row
    ]


def is_contents_heading(paragraph: Paragraph) -> bool:
    """Whether a line is the heading 目录."""
    return len(paragraph.text) <= 12 and _HEADING.search(paragraph.text) is not None


def split_contents(
    paragraphs: list[Paragraph],
) -> tuple[tuple[str, ...], list[Paragraph], list[Paragraph]]:
    """The titles that the table of contents lists, the lines before it, and the lines after it.

    Without a line "目录" there are no titles, and all lines come after.
    """
    for index, paragraph in enumerate(paragraphs):
        if is_contents_heading(paragraph):
            end, titles = _read_entries(paragraphs, index + 1)
            if titles:
                return tuple(titles), paragraphs[:index], paragraphs[end:]
    return (), [], paragraphs


def _read_entries(paragraphs: list[Paragraph], start: int) -> tuple[int, list[str]]:
    """(index of the first line after the contents, titles)."""
    titles: list[str] = []
    seen: set[str] = set()
    first = ""
    leaders = False
    widest = 0
    index = start
    while index < len(paragraphs):
        text = paragraphs[index].text
        title, paged = _entry(text)
        paged = paged or paragraphs[index].kind == CONTENTS
        key = _key(title)
        if not key or len(title) > _MAX_ENTRY or (title[-1] in "。；，" and not paged):
            break
        if titles and not paged and key == first:
            break
        numbered = match_label(title) is not None or title.startswith(("表", "附"))
        if not (paged or numbered):
            if not titles or leaders or len(paragraphs[index - 1].text) < widest:
                break
            if _far(paragraphs, index):
                break
            titles[-1] += title
        else:
            if leaders and not paged and key in seen:
                break
            titles.append(title)
            seen.add(key)
        first = first or key
        leaders = leaders or paged
        widest = max(widest, len(text))
        index += 1
    return index, titles


def _key(title: str) -> str:
    """The same for 第一部分 概况, 第1部分：概况 and 第一部分概况."""
    label = match_label(title)
    if label is None:
        return _SPACE.sub("", title)
    level, number, end = label
    return f"{level}.{number}.{_SPACE.sub('', title[end:]).lstrip('：:')}"


def _entry(text: str) -> tuple[str, bool]:
    """(title, whether leaders or a page number follow it)."""
    short = _DOTS.sub(_shortened, text)
    if len(short) > _LONGEST:
        return text.strip(), False
    short = _with_dots(short)
    found = _ENTRY.match(short)
    if found is None:
        return short.strip(), False
    leader = _LEADER.search(short) is not None
    title = found["title"].strip(" .…·．‥⋯_\t")
    if found["page"] is not None and not leader and not _closes(short, found):
        return short.strip(), False
    return title, found["page"] is not None or leader


def _with_dots(text: str) -> str:
    """The entry without field codes, its page after a row of dots."""
    text = _FIELD.sub("", text)
    title = _PAGE_FIELD.split(text, maxsplit=1)[0].strip()
    return _PAGE_FIELD.sub("....", text) if match_label(title) else text


def _shortened(dots: re.Match[str]) -> str:
    """A few of a long row of dots, with the first of them and the last blanks."""
    row = dots[0]
    return row[:4] + "".join(_LEADER.findall(row)[:1])[:3] + row[-4:]


def _closes(text: str, found: re.Match[str]) -> bool:
    """A page number after a blank: "一、概况 3", but not "表 2"."""
    return len(found["title"]) >= 4 and text[found.start("page") - 1] in " \u3000\xa0("


def _far(paragraphs: list[Paragraph], index: int) -> bool:
    one, other = paragraphs[index - 1].at, paragraphs[index].at
    if one.line is not None and other.line is not None:
        return other.line - one.line > 1
    return one.page != other.page
