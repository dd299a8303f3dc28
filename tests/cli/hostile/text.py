"""Texts: empty, binary, endless, and documents that are no budget."""

from random import Random

from cli.hostile import hostile
from readers.word import docx

MEGABYTE = 1024 * 1024


def _noise(size: int, seed: int = 1) -> bytes:
    return Random(seed).randbytes(size)


@hostile("txt", "空文件")
def empty() -> bytes:
    return b""


@hostile("txt", "空文件")
def blank() -> bytes:
    return b" \r\n\t" * 1000


@hostile("txt")
def random_bytes() -> bytes:
    return _noise(200_000)


@hostile("txt")
def nul_bytes() -> bytes:
    return "2025年部门预算\0收入总表\n收入\t100.00\n".encode() * 1000


@hostile("txt")
def only_nul() -> bytes:
    return bytes(MEGABYTE)


@hostile("txt", "后缀名")
def word_named_as_text() -> bytes:
    return docx(["2025年部门预算"])


@hostile("txt", "后缀名")
def pdf_named_as_text() -> bytes:
    return b"%PDF-1.7\n" + _noise(1000)


@hostile("txt")
def picture_named_as_text() -> bytes:
    return b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + _noise(50_000)


@hostile("txt", "上限")
def fifty_megabytes() -> bytes:
    line = "一般公共预算财政拨款支出100.00万元，比上年增加1.00万元，主要原因是人员增加。\n"
    return line.encode() * (50 * MEGABYTE // len(line.encode()) + 1)


@hostile("txt")
def thirty_megabytes_of_cells() -> bytes:
    return "工资福利支出\t100.00\t20.00\t80.00\n".encode() * 700_000


@hostile("txt")
def one_line_of_five_megabytes() -> bytes:
    return "收支预算情况说明".encode() * (5 * MEGABYTE // 24)


@hostile("txt")
def one_line_of_digits() -> bytes:
    return b"7" * (5 * MEGABYTE)


@hostile("txt")
def one_line_of_punctuation() -> bytes:
    return "（，。；、".encode() * (MEGABYTE // 3)


@hostile("txt")
def one_line_of_spaces_and_a_word() -> bytes:
    return b"a" + b" " * (5 * MEGABYTE) + b"b"


@hostile("txt")
def a_hundred_thousand_columns() -> bytes:
    return "\t".join(["项目"] * 100_000).encode() + b"\n"


@hostile("txt")
def a_million_tab_lines_of_nothing() -> bytes:
    return b"\t\t\n" * 1_000_000


@hostile("txt")
def a_million_blank_columns() -> bytes:
    return b"\t" * 1_000_000 + b"x"


@hostile("txt")
def paragraphs_without_end() -> bytes:
    return "第一章\n他走了。\n".encode() * 150_000


ARTICLE = (
    "昨夜下了一场小雨，清晨的河面浮着薄雾。老人坐在桥头，把渔线抛进水里，等了很久也没有动静。"
    "孩子们背着书包从桥上跑过，笑声惊起一群白鹭。\n"
)


@hostile("txt", "没有找到预算")
def an_article() -> bytes:
    return ("桥头的早晨\n" + ARTICLE * 6).encode()


@hostile("txt", "没有找到预算")
def a_novel() -> bytes:
    chapters = [f"第{number}回\n" + ARTICLE * 300 for number in range(1, 41)]
    return "".join(chapters).encode()


@hostile("txt", "没有找到预算")
def a_shopping_list() -> bytes:
    goods = ("苹果", "牛奶", "大米", "酱油", "毛巾")
    rows = [f"{name}\t{count}\t{count * 3}.50" for count, name in enumerate(goods, 1)]
    return "\n".join(["购物清单", "名称\t数量\t金额", *rows, "合计\t15\t45.00"]).encode()


@hostile("txt", "没有找到预算")
def news_of_a_company() -> bytes:
    return (
        "某公司去年营业收入12.5亿元，同比增长8.3%，净利润1.2亿元。公司称今年研发预算为3000万元，"
        "其中设备采购1200万元、人员费用1500万元，其余300万元用于差旅。分析师认为，这一预算偏紧。\n"
    ).encode()


@hostile("txt", "没有找到预算")
def a_family_budget() -> bytes:
    rows = ["房租\t3000.00", "伙食\t2500.00", "交通\t400.00", "合计\t5900.00"]
    return "\n".join(["我家的月度预算", "单位：元", "项目\t金额", *rows]).encode()


@hostile("txt")
def text_in_utf16_cut_in_two() -> bytes:
    return "2025年部门预算".encode("utf-16")[:-1]


@hostile("txt")
def surrogates() -> bytes:
    return "预算".encode() + b"\xed\xa0\x80\xed\xbf\xbf" * 100


@hostile("doc", "旧格式")
def old_word_by_its_name() -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4096)


@hostile("xls", "旧格式")
def old_workbook_by_its_name() -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4096)


@hostile("png", "不能识别")
def unknown_type() -> bytes:
    return b"\x89PNG"
