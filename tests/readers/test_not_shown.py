"""Signs that nobody sees, but that part words and figures, are read in no format (零宽字符)."""

import pytest

import documents
from mingzhang.readers import read
from mingzhang.readers.blocks import NOT_SHOWN, Paragraph, TableBlock

MAKERS = {"txt": str.encode, "docx": documents.as_docx, "xlsx": documents.as_xlsx}
MAKERS |= {"html": documents.as_html}


@pytest.mark.parametrize("sign", NOT_SHOWN)
@pytest.mark.parametrize("kind", MAKERS)
def test_it_is_left_out_of_paragraphs_and_cells(kind: str, sign: str) -> None:
    text = f"{sign}支出{sign}情况：本年支{sign}出12{sign}.50万元。\n科{sign}目\t金额\n办公费\t1{sign}2.50\n"
    content = read(MAKERS[kind](text), f"零宽.{kind}")
    paragraphs = [block.text for block in content.blocks if isinstance(block, Paragraph)]
    cells = [
        cell
        for block in content.blocks
        if isinstance(block, TableBlock)
        for row in block.rows
        for cell in row
    ]

    assert "支出情况：本年支出12.50万元。" in paragraphs + cells
    assert {"科目", "金额", "办公费", "12.50"} <= set(cells)
