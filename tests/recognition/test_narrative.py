"""说明文字：目录、页眉页码、段落还原、章节、封面、机构人员，各举一例。"""

from pathlib import Path

import pytest

from mingzhang.model import Place
from mingzhang.readers.blocks import Paragraph, TableBlock
from mingzhang.recognition import read_disclosure
from mingzhang.recognition.narrative import contents_of_table, read_narrative

SAMPLES = Path(__file__).resolve().parents[2] / "../shared/samples"


def lines(*texts: str, gap: int = 1, continues: bool | None = None) -> list[Paragraph]:
    """Printed lines with their line numbers; `gap` 2 means a blank line between them."""
    return [
        Paragraph(text, Place(line=1 + number * gap), continues)
        for number, text in enumerate(texts)
    ]


def texts_of(*printed: str, gap: int = 1) -> list[str]:
    return [paragraph.text for paragraph in read_narrative(lines(*printed, gap=gap)).paragraphs]


def test_contents_with_dot_leaders_are_titles_and_no_text():
    narrative = read_narrative(
        lines(
            "海滨市园林局2024年度部门预算",
            "目 录",
            "第一部分 部门概况 ……………… 1",
            "一、主要职责......2",
            "第二部分 情况说明\t5",
            "第一部分 部门概况",
            "一、主要职责",
            "负责全市公园绿地的建设和管理。",
        )
    )
    assert narrative.contents == ("第一部分 部门概况", "一、主要职责", "第二部分 情况说明")
    assert narrative.paragraphs[0].text == "第一部分 部门概况"
    assert [paragraph.section for paragraph in narrative.paragraphs] == [
        "第一部分 部门概况",
        "一、主要职责",
        "一、主要职责",
    ]


@pytest.mark.parametrize(
    "entry",
    [
        "{} PAGEREF _Toc25831 h {}",
        "{} PAGEREF _Toc25831 \\h {}",
        'HYPERLINK \\l "_Toc25831" {} {}',
        'TOC \\o "1-3" \\h \\z \\u HYPERLINK \\l "_Toc25831" {}...{}',
        "{}（{}）",
        "{} -------- {}",
        "{}——————{}",
        "{}\t{}",
        "{}\t......{}",
        "{}\t PAGEREF _Toc25831 \\h {}",
        "{}\t- {} -",
    ],
)
def test_contents_as_conversions_leave_them_are_titles_and_no_text(entry):
    titles = ("第一部分 部门概况", "一、主要职责", "第二部分 情况说明", "一、收支说明")
    printed = "\n".join(entry.format(title, page) for page, title in enumerate(titles, 2))
    text = (
        f"海滨市园林局2024年度部门预算\n目 录\n{printed}\n\n第一部分 部门概况\n一、主要职责\n"
        "负责全市公园绿地的建设和管理。\n第二部分 情况说明\n一、收支说明\n"
        "2024年收入预算10.00万元，支出预算10.00万元，比上年增加1.00万元。\n"
    )
    disclosure = read_disclosure(text.encode(), "目录.txt")

    assert disclosure.contents == titles
    assert [paragraph.text for paragraph in disclosure.narrative][:2] == [
        "第一部分 部门概况",
        "一、主要职责",
    ]


def test_contents_without_page_numbers_end_where_the_first_title_comes_again():
    narrative = read_narrative(
        lines(
            "目录",
            "一、部门职能",
            "二、收支说明",
            "（一）收入",
            "一、部门职能",
            "承担河道养护。",
            "二、收支说明",
            "（一）收入",
            "收入预算10.00万元。",
        )
    )
    assert narrative.contents == ("一、部门职能", "二、收支说明", "（一）收入")
    assert len(narrative.paragraphs) == 5


def test_contents_read_as_a_table_are_given_back_as_lines():
    block = TableBlock(
        [["第一部分 概况", "1"], ["表一收支总表", "2"], ["一、收入说明.....", "17"]],
        [Place(line=3), Place(line=4), Place(line=5)],
    )
    assert [line.text for line in contents_of_table(block)] == [
        "第一部分 概况\t1",
        "表一收支总表\t2",
        "一、收入说明.....\t17",
    ]


def test_a_table_of_amounts_is_no_contents():
    block = TableBlock([["办公费", "12"], ["印刷费", "3"], ["水费", "4"]], [Place(line=1)] * 3)
    assert contents_of_table(block) == []


def test_numbered_classes_with_amounts_in_yuan_are_no_contents():
    rows = [["一、工资福利支出", "980"], ["二、商品和服务支出", "120"], ["三、资本性支出", "15"]]
    assert contents_of_table(TableBlock(rows, [Place(line=1)] * 3)) == []


def test_page_numbers_and_running_heads_are_left_out():
    assert texts_of(
        "海滨市园林局部门预算", "收入预算10.00万元。", "- 3 -",
        "海滨市园林局部门预算", "支出预算10.00万元。", "第 4 页 共 9 页",
        "海滨市园林局部门预算", "其中：基本支出6.00万元。", "5",
    ) == ["收入预算10.00万元。", "支出预算10.00万元。", "其中：基本支出6.00万元。"]  # fmt: skip


def test_wrapped_lines_become_paragraphs_and_units_stay_with_their_numbers():
    assert texts_of(
        "一、收入支出决算总体情况说明",
        "海滨市园林局本级及所属单位 2024 年度收入支出总计 9859.38",
        "万元。与 2023 年度相比，收入支出总计各增加 1062.85 万元，增",
        "长 12.08%。主要原因是新建滨河公园一处，配套的管护人员和养",
        "护车辆相应增加。",
        "二、收入决算情况说明",
        "本年收入合计 9746.50 万元，其中：财政拨款收入 9746.50 万元，",
        "占 100.00%。",
    ) == [
        "一、收入支出决算总体情况说明",
        "海滨市园林局本级及所属单位2024年度收入支出总计9859.38万元。与2023年度相比，收入支出"
        "总计各增加1062.85万元，增长12.08%。主要原因是新建滨河公园一处，配套的管护人员和养护"
        "车辆相应增加。",
        "二、收入决算情况说明",
        "本年收入合计9746.50万元，其中：财政拨款收入9746.50万元，占100.00%。",
    ]


def test_whole_paragraphs_are_joined_only_over_a_page_break():
    assert texts_of(
        "八、机关运行经费说明",
        "本部门2025年机关运行经费财政拨款预算193.59万元，比2024年减少7.78万元，下降3.86%，原因",
        "是人员减少。",
        "九、政府采购情况",
        "名单：",
        "海滨市园林管理处",
        "海滨市公园管理中心",
        gap=2,
    ) == [
        "八、机关运行经费说明",
        "本部门2025年机关运行经费财政拨款预算193.59万元，比2024年减少7.78万元，下降3.86%，原因"
        "是人员减少。",
        "九、政府采购情况",
        "名单：",
        "海滨市园林管理处",
        "海滨市公园管理中心",
    ]


def test_a_layout_that_is_known_decides():
    narrative = read_narrative(
        [
            Paragraph("三公经费预算为", Place(page=3), True),
            Paragraph("4.95万元。", Place(page=4), False),
            Paragraph("没有增减", Place(page=4), False),
            Paragraph("说明完毕", Place(page=4), False),
        ]
    )
    assert [p.text for p in narrative.paragraphs] == [
        "三公经费预算为4.95万元。",
        "没有增减",
        "说明完毕",
    ]
    assert narrative.paragraphs[0].at == Place(page=3)


def test_sections_are_named_by_the_nearest_heading():
    narrative = read_narrative(
        lines(
            "第三部分 情况说明",
            "总体平稳。",
            "三、支出预算情况说明",
            "支出预算10.00万元。",
            "（一）结构",
            "基本支出6.00万元。",
            "第四部分 名词解释",
            "一、基本支出：指人员和公用支出。",
        )
    )
    assert [(p.section, p.heading) for p in narrative.paragraphs] == [
        ("第三部分 情况说明", 1),
        ("第三部分 情况说明", 0),
        ("三、支出预算情况说明", 2),
        ("三、支出预算情况说明", 0),
        ("三、支出预算情况说明", 3),
        ("三、支出预算情况说明", 0),
        ("第四部分 名词解释", 1),
        ("第四部分 名词解释", 0),
    ]
    assert [p.text for p in narrative.glossary_paragraphs] == ["一、基本支出：指人员和公用支出。"]


@pytest.mark.parametrize(
    ("printed", "department", "year", "kind", "level"),
    [
        (("海滨市园林局", "2025年度部门预算公开"), "海滨市园林局", 2025, "budget", "department"),
        (("海滨市规划和自然", "资源局", "2024 年度部门决算"), "海滨市规划和自然资源局", 2024,
         "final_accounts", "department"),
        (("江东区2025年区级单位预算", "预算单位：江东区商务委员会"), "江东区商务委员会", 2025,
         "budget", "unit"),
        (("2023年海滨市园林局部门决算公开报告",), "", 2023, "final_accounts", "department"),
    ],
)  # fmt: skip
def test_the_cover_names_department_year_and_kind(printed, department, year, kind, level):
    cover = read_narrative(lines(*printed, "目录", "一、职能", "二、说明", "一、职能")).cover
    assert (cover.year, cover.kind, cover.level) == (year, kind, level)
    assert cover.department in (department, "海滨市园林局")


def test_bodies_and_head_counts():
    organisation = read_narrative(
        lines(
            "二、机构设置情况",
            "下属机构：海滨市公园管理中心、海滨市苗圃。内设机构：办公室、财务科（审计科）、绿化科。"
            "共核定编制数57名，实有在编人员45名。退休人员6名。编外人员5名。"
            "其中：海滨市园林局（本级）核定编制20名，实有人员18名，退休人员2名。"
            "下属海滨市公园管理中心为副处级事业单位，核定编制37名，实有人员27名，退休人员4名。",
        )
    ).organisation
    assert {label: figure.text for label, figure in organisation.headcount.items()} == {
        "编制": "57", "实有": "45", "退休": "6", "编外": "5",
    }  # fmt: skip
    assert organisation.offices == ("办公室", "财务科（审计科）", "绿化科")
    found = {
        body.name: (body.quota and body.quota.text, body.staff and body.staff.text, body.kind)
        for body in organisation.bodies
    }
    assert found["海滨市公园管理中心"] == ("37", "27", "副处级事业单位")
    assert found["海滨市园林局（本级）"] == ("20", "18", "")


def test_bodies_in_a_numbered_list():
    organisation = read_narrative(
        lines(
            "海滨市园林局机构设置",
            "本部门中，行政单位1家，事业单位1家，具体包括：",
            "1. 海滨市园林局（本部）。",
            "2. 海滨市公园管理中心。",
        )
    ).organisation
    assert [body.name for body in organisation.bodies] == [
        "海滨市园林局（本部）",
        "海滨市公园管理中心",
    ]


def test_an_empty_document_says_nothing():
    narrative = read_narrative([])
    assert narrative.paragraphs == ()
    assert narrative.statements == ()


@pytest.mark.skipif(not SAMPLES.exists(), reason="样本文件不在 ../shared/samples")
def test_the_wrapped_sample_is_reflowed():
    from mingzhang.readers.txt import read

    name = "final_2024_shpt_guizihju_dept.tabs.txt"
    blocks = read((SAMPLES / name).read_bytes(), name).blocks
    narrative = read_narrative([block for block in blocks if isinstance(block, Paragraph)])
    assert narrative.cover.department == "上海市普陀区规划和自然资源局"
    assert len(narrative.contents) == 27
    unfinished = [
        p.text for p in narrative.paragraphs if len(p.text) > 60 and p.text[-1] not in "。：；"
    ]
    assert unfinished == []


def test_a_pdf_line_that_stops_short_in_a_sentence_goes_on():
    """The justified lines of a page end a little before the margin where a long number follows."""
    page = [
        Paragraph("2025年，海滨市商务局收入预算37,151.47万元，其中：财政拨款收入37,151.47万元，", Place(page=1), True),
        Paragraph("全部为一般公共预算拨款，没有政府性基金预算拨款，比2024年预算执行数增加", Place(page=1), False),
        Paragraph("24,558.18万元；事业收入0万元，主要原因是新增了产业扶持政策资金的安排，", Place(page=1), True),
        Paragraph("另外还有往年合同的尾款需要在今年支付完毕，各项安排都已经过审核并批准", Place(page=1), False),
        Paragraph("二、支出情况说明", Place(page=1), False),
    ]  # fmt: skip
    texts = [paragraph.text for paragraph in read_narrative(page).paragraphs]
    assert len(texts) == 2
    assert "增加24,558.18万元" in texts[0]


def test_a_department_is_named_by_the_title_of_its_explanation():
    found = read_disclosure(
        "青石县柳林镇人民政府2018年部门预算情况的说明\n"
        "一、预算情况\n柳林镇人民政府2018年部门预算收入总数8105563.00元，支出总数8105563.00元，"
        "其中基本支出7031563.00元。".encode(),
        "说明.txt",
    )
    assert found.department.name == "青石县柳林镇人民政府"
    subjects = [s.subject for s in found.statements if s.kind == "amount"]
    assert subjects == ["部门预算收入总数", "支出总数", "基本支出"]


def test_the_name_of_a_sheet_is_no_part_of_the_department() -> None:
    lines = [
        Paragraph("封面和目录", Place(sheet="封面和目录"), kind="sheet"),
        Paragraph("海滨市园林局", Place(sheet="封面和目录")),
        Paragraph("2025年度部门预算公开", Place(sheet="封面和目录")),
    ]
    assert read_narrative(lines).cover.department == "海滨市园林局"
