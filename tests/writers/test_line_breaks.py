"""Lines are broken as offices break Chinese text, so that pages can be counted beforehand."""

import pytest

from mingzhang.writers.published.line_breaks import lines_of


@pytest.mark.parametrize(
    ("words", "lines"),
    [
        ("", 1),
        ("十个字正好写满这一行", 1),
        ("十个字正好写满这一行。", 1),
        ("十个字正好写满这一行又", 2),
        ("九个字之后是一个数12345", 2),
        ("九个字以后来一个左（括号", 2),
        ("第一段\n第二段", 2),
        ("1234567890" * 3, 2),
    ],
)
def test_a_paragraph_takes_the_lines_that_an_office_gives_it(words: str, lines: int) -> None:
    assert lines_of(words, 10, 1) == lines
