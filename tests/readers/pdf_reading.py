"""Short ways to read a PDF made by hand."""

from mingzhang.readers import pdf
from mingzhang.readers.blocks import Content, Paragraph, TableBlock
from readers.pdf_files import Page, document


def read(*pages: Page) -> Content:
    return pdf.read(document(*pages), "预算公开.pdf")


def tables(*pages: Page) -> list[TableBlock]:
    return [block for block in read(*pages).blocks if isinstance(block, TableBlock)]


def rows(*pages: Page) -> list[list[str]]:
    """The rows of the only table."""
    (table,) = tables(*pages)
    return table.rows


def paragraphs(*pages: Page) -> list[Paragraph]:
    return [block for block in read(*pages).blocks if isinstance(block, Paragraph)]


def texts(*pages: Page) -> list[str]:
    return [paragraph.text for paragraph in paragraphs(*pages)]
