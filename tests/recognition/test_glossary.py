"""名词解释：每个名词一条，正文可续到下一段。"""

import pytest

from mingzhang.disclosure import NarrativeParagraph
from mingzhang.model import Place
from mingzhang.recognition.glossary import read_glossary


def terms(*texts: str) -> list[tuple[str, str]]:
    paragraphs = [
        NarrativeParagraph("名词解释", text, Place(line=number), number)
        for number, text in enumerate(texts, 1)
    ]
    return [(entry.term, entry.text) for entry in read_glossary(paragraphs)]


@pytest.mark.parametrize(
    ("paragraph", "term", "text"),
    [
        ("一、基本支出：指为保障机构运转的支出。", "基本支出", "指为保障机构运转的支出。"),
        ("（一）财政拨款收入：是本级财政拨付的资金。", "财政拨款收入", "是本级财政拨付的资金。"),
        ("1.基本支出。是指人员和公用支出。", "基本支出", "是指人员和公用支出。"),
        ("2、项目支出，是指完成特定任务的支出。", "项目支出", "是指完成特定任务的支出。"),
        ("十二、财政拨款：包含三本预算。", "财政拨款", "包含三本预算。"),
        (
            "三、“三公”经费：指三项经费。其中：出国费指……",
            "“三公”经费",
            "指三项经费。其中：出国费指……",
        ),
        ("上年结转：指以前年度结转的资金。", "上年结转", "指以前年度结转的资金。"),
        ("4.单位资金是指财政以外的资金。", "单位资金", "是指财政以外的资金。"),
    ],
)
def test_a_term_and_its_text(paragraph, term, text):
    assert terms(paragraph) == [(term, text)]


def test_a_text_goes_on_in_the_next_paragraph():
    assert terms(
        "第四部分 名词解释", "六、财政专户管理资金：", "专指教育收费。", "七、单位资金：指其他。"
    ) == [
        ("财政专户管理资金", "专指教育收费。"),
        ("单位资金", "指其他。"),
    ]


def test_a_sentence_with_a_colon_starts_no_term():
    assert terms("一、机关运行经费：指下列支出。", "包括以下几项内容：办公费、印刷费。") == [
        ("机关运行经费", "指下列支出。包括以下几项内容：办公费、印刷费。")
    ]


def test_no_paragraphs_no_terms():
    assert terms() == []
    assert terms("第五部分 名词解释", "无") == []
