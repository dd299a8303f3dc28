"""The smallest pieces of the site: escaped text, icons, links between pages."""

from html import escape

_PICTURED = '<svg class="icon" aria-hidden="true"><use href="#i-{}"/></svg>'


def text(value: object) -> str:
    """Text safe inside an element or a quoted attribute."""
    return escape(str(value))


def lines(value: str) -> str:
    """Text whose line breaks are kept."""
    return text(value).replace("\n", "<br>")


def icon(name: str) -> str:
    """A picture beside words that say the same; its symbol must stand in the page."""
    return _PICTURED.format(name)


def href(source: str, target: str, anchor: str = "") -> str:
    """The address of one page of the site as another one names it."""
    ending = f"#{anchor}" if anchor else ""
    if source == target:
        return ending or "#main"
    return ("../" if "/" in source else "") + target + ending


def tag(name: str, content: str, **attributes: object) -> str:
    """One element; `class_` is its class, attributes that are None are left out."""
    given = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{text(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    return f"<{name}{given}>{content}</{name}>"


def chip(words: str, kind: str = "") -> str:
    """A short word in a rounded field."""
    return f'<span class="chip{f" {kind}" if kind else ""}">{text(words)}</span>'
