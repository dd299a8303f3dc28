"""One correct document, written in all the ways in which officers and programs write it.

Nothing in it changes its meaning: no rule may find anything, and no figure may get lost.
"""

import re
from collections.abc import Callable

import pytest

from mingzhang.checks.cases import FOLDER
from mingzhang.checks.report import check
from mingzhang.recognition import read_disclosure

Change = Callable[[str], str]
NUMBER = r"(?<![\d.])\d+(?:\.\d+)?"
FULL_WIDTH = str.maketrans("0123456789.%", "０１２３４５６７８９．％")
HALF_WIDTH_MARKS = str.maketrans("，；：（）", ",;:()")
TEXTS = {
    name: (FOLDER / "base" / f"{name}.txt").read_text("utf-8")
    for name in ("final_accounts", "shanxi", "shanghai")
}


def in_text(change: Change) -> Change:
    """The change in every line that is no row of a table."""
    return lambda text: "\n".join(
        line if "\t" in line else change(line) for line in text.split("\n")
    )


def in_cells(change: Change) -> Change:
    """The change in every cell of every table."""
    return lambda text: "\n".join(
        "\t".join(map(change, line.split("\t"))) if "\t" in line else line
        for line in text.split("\n")
    )


def replaced(pattern: str, by: str | Callable[[re.Match[str]], str]) -> Change:
    return lambda text: re.sub(pattern, by, text)


def grouped(amount: str) -> str:
    return f"{float(amount):,.2f}" if re.fullmatch(r"\d+\.\d\d", amount) else amount


def _part(found: re.Match[str]) -> str:
    return f"第{'一二三四'.index(found[1]) + 1}部分"


def _paged(text: str, lines: int) -> str:
    return "\n".join(
        f"{line}\n- {number // lines} -" if number % lines == 0 else line
        for number, line in enumerate(text.split("\n"))
    )


WRITTEN: dict[str, Change] = {
    "digits of full width in the text": in_text(lambda line: line.translate(FULL_WIDTH)),
    "digits of full width in tables": in_cells(
        lambda cell: cell.translate(FULL_WIDTH) if re.fullmatch(r"\d+\.\d+", cell) else cell
    ),
    "groups of thousands in tables": in_cells(grouped),
    "groups of thousands in the text": in_text(
        lambda line: re.sub(rf"{NUMBER}(?=万元)", lambda found: grouped(found[0]), line)
    ),
    "spaces around figures": in_text(replaced(rf"({NUMBER})(万元|%)", r" \1 \2")),
    "spaces between figures and words": in_text(
        replaced(r"(?<=[一-鿿])(?=\d)|(?<=\d)(?=[一-鿿])", " ")
    ),
    "spaces that do not break": in_text(
        replaced(r"(?<=[一-鿿])(?=\d)|(?<=\d)(?=[一-鿿])", "\u00a0")
    ),
    "marks of half width": in_text(lambda line: line.translate(HALF_WIDTH_MARKS)),
    "percent signs of full width": lambda text: text.replace("%", "％"),
    "straight quotation marks": replaced("[“”]", '"'),
    "single quotation marks": lambda text: text.replace("“", "‘").replace("”", "’"),
    "corner quotation marks": lambda text: text.replace("“", "「").replace("”", "」"),
    "no quotation marks": replaced("[“”]", ""),
    "signs that nobody sees": in_text(lambda line: "\u200b".join(line) if line else line),
    "amounts in 人民币": in_text(replaced(rf"({NUMBER}万元)", r"人民币\1")),
    "dashes for zero": in_cells(replaced(r"^0(?:\.00)?$", "-")),
    "blanks for zero": in_cells(replaced(r"^0(?:\.00)?$", "")),
    "zero without decimals": in_cells(replaced(r"^0\.00$", "0")),
    "no zeros at the end": in_cells(replaced(r"^(\d+)(?:\.00|(\.\d)0)$", r"\1\2")),
    "no zeros at the end in the text": in_text(replaced(r"(\d+)(?:\.00|(\.\d)0)(?=万元)", r"\1\2")),
    "合　计": in_cells(replaced("^合计$", "合　计")),
    "blanks in cells": in_cells(lambda cell: f" {cell} "),
    "empty cells at the end": lambda text: re.sub(r"(?m)^(.*\t.*)$", "\\1\t\t", text),
    "indented paragraphs": in_text(replaced("^(?=.)", "　　")),
    "lines of 31 characters": in_text(replaced("(.{31})", "\\1\n")),
    "empty lines": in_text(lambda line: line + "\n"),
    "line ends of Windows": lambda text: text.replace("\n", "\r\n"),
    "a space before 年": in_text(replaced(r"(20\d\d)年", r"\1 年")),
    "a space in 万 元": in_text(replaced("万元", "万 元")),
    "1． for 1.": in_text(replaced(r"^(\d{1,2})[.．、]", r"\1．")),
    "1、 for 1.": in_text(replaced(r"^(\d{1,2})[.．、]", r"\1、")),
    "（一）、 for （一）": in_text(replaced(r"^（([一二三四五六七八九十]+)）", r"（\1）、")),
    "一． for 一、": in_text(replaced(r"^([一二三四五六七八九十]+)、", r"\1．")),
    "较上年": in_text(replaced("比上年|与上年相比", "较上年")),
    "比上一年": in_text(replaced("比上年", "比上一年")),
    "比去年": in_text(replaced("比上年", "比去年")),
    "同比": in_text(replaced("比上年|与上年相比", "同比")),
    "上升、降低": in_text(lambda line: line.replace("增长", "上升").replace("下降", "降低")),
    "增加了": in_text(replaced(r"(增加|减少|增长|下降)(?=\d)", r"\1了")),
    "增幅、降幅": in_text(
        lambda line: re.sub(r"，增长(?=\d)", "，增幅", re.sub(r"，下降(?=\d)", "，降幅", line))
    ),
    "其中，": in_text(replaced("其中[：:]", "其中，")),
    "a colon before amounts": in_text(replaced(rf"(?<=[出入费款])({NUMBER}万元)", r"：\1")),
    "¥ before amounts": in_text(replaced(rf"({NUMBER}万元)", r"¥\1")),
    "为 before amounts": in_text(replaced(rf"(?<=[出入费款])({NUMBER}万元)", r"为\1")),
    "占比": in_text(replaced(r"占(?=\d)", "占比")),
    "所占比例为": in_text(replaced(r"占(?=\d)", "所占比例为")),
    "1) for 1.": in_text(replaced(r"^(\d{1,2})[.．、]", r"\1)")),
    "（1） for 1.": in_text(replaced(r"^(\d{1,2})[.．、]", r"（\1）")),
    "第1部分": in_text(replaced("第([一二三四])部分", _part)),
    "第一部分：": in_text(replaced("^(第[一二三四]部分)[ 　]*", r"\1：")),
    "spaces in 单位": replaced("单位：万元", "单 位：万 元"),
    "金额单位": replaced("单位：万元", "金额单位：万元"),
    "（单位：万元）": replaced("单位：万元", "（单位：万元）"),
    "codes with dots": in_cells(replaced(r"^(\d{3})(\d\d)(\d\d)$", r"\1.\2.\3")),
    "codes with dashes": in_cells(replaced(r"^(\d{3})(\d\d)(\d\d)$", r"\1-\2-\3")),
    "codes in brackets": in_cells(replaced(r"^(\d{5}|\d{7})$", r"[\1]")),
    "codes as texts of Excel": in_cells(replaced(r"^(\d{5}|\d{7})$", r"'\1")),
    "codes as decimals": in_cells(replaced(r"^(\d{5}|\d{7})$", r"\1.0")),
    "bold in Markdown": in_text(replaced("^((?:[一二三四五六七八九十]+、|第).*)$", r"**\1**")),
    "headings in Markdown": in_text(replaced("^([一二三四五六七八九十]+、|第)", r"## \1")),
    "page numbers every 7 lines": lambda text: _paged(text, 7),
    "page numbers every 19 lines": lambda text: _paged(text, 19),
}


CASES = [
    (name, written)
    for name, text in TEXTS.items()
    for written, change in WRITTEN.items()
    if change(text) != text
]


@pytest.mark.parametrize(("name", "written"), CASES)
def test_a_correct_document_stays_correct(name: str, written: str) -> None:
    text = TEXTS[name]
    otherwise = WRITTEN[written](text)
    first, second = (
        check(read_disclosure(one.encode(), f"{name}.txt")) for one in (text, otherwise)
    )

    assert [(finding.rule, finding.message) for finding in second.findings] == []
    assert second.summary == first.summary
    assert second.coverage.claimed_by_rules >= first.coverage.claimed_by_rules
