"""Paragraphs and runs of a Word document as XML text."""

import re

_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_ESCAPED = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_QUOTED = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\n": " "})


def text(words: str) -> str:
    """Words as XML text, without what XML cannot hold."""
    return _NOT_IN_XML.sub("", words).translate(_ESCAPED)


def quoted(words: str) -> str:
    """Words as the value of an attribute, in its quotation marks."""
    return f'"{_NOT_IN_XML.sub("", words).translate(_QUOTED)}"'


def run(words: str, properties: str = "") -> str:
    """A run of text; tabs and line breaks become their elements."""
    if not words:
        return ""
    marks = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    inner = text(words)
    if "\n" in inner or "\t" in inner:
        inner = inner.replace("\t", '</w:t><w:tab/><w:t xml:space="preserve">')
        inner = inner.replace("\n", '</w:t><w:br/><w:t xml:space="preserve">')
    return f'<w:r>{marks}<w:t xml:space="preserve">{inner}</w:t></w:r>'


def paragraph(style: str, content: str, properties: str = "") -> str:
    """A paragraph of runs in a style, with further properties in the order of the schema."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{content}</w:p>'


def bookmarked(name: str, number: int, content: str) -> str:
    """Runs that a table of contents can point at."""
    return (
        f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{content}'
        f'<w:bookmarkEnd w:id="{number}"/>'
    )


def field(instruction: str, result: str) -> str:
    """A field with the result that is shown until it is updated."""
    return (
        f'{OPEN_FIELD}<w:r><w:instrText xml:space="preserve"> {text(instruction)} </w:instrText>'
        f"</w:r>{SHOW_FIELD}{run(result)}{CLOSE_FIELD}"
    )


OPEN_FIELD = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
SHOW_FIELD = '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
CLOSE_FIELD = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
