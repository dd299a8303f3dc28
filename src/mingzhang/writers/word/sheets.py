"""The sections of a Word document (节): the page of each and its headers."""

from mingzhang.writers.published.pages import LONG, SHORT, Page


def section(page: Page, *, numbers: str = "", bare: bool = False) -> str:
    """The properties of a section; numbers: raw w:pgNumType; bare: no header and footer."""
    setup = page.value
    width, height = (LONG, SHORT) if setup.wide else (SHORT, LONG)
    orient = ' w:orient="landscape"' if setup.wide else ""
    around = (
        ""
        if bare
        else '<w:headerReference w:type="default" r:id="header"/>'
        '<w:footerReference w:type="default" r:id="footer"/>'
    )
    return (
        f'<w:sectPr>{around}<w:type w:val="nextPage"/>'
        f'<w:pgSz w:w="{width}" w:h="{height}"{orient}/>'
        f'<w:pgMar w:top="{setup.top}" w:right="{setup.right}" w:bottom="{setup.bottom}"'
        f' w:left="{setup.left}" w:header="851" w:footer="737" w:gutter="0"/>'
        f"{numbers}</w:sectPr>"
    )
