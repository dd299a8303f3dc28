"""A ledger workbook: what is wrong in it is told all at once, by sheet and cell."""

import csv
import zipfile
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from mingzhang.ledger.reading import Reading, read_ledger
from mingzhang.ledger.worked import FOLDER, worked_example
from mingzhang.model import Source, UnreadableFile
from mingzhang.projection import compile_ledger
from mingzhang.writers.ledger_workbook import empty_workbook, ledger_workbook
from mingzhang.writers.to_xlsx import workbook

Change = Callable[[openpyxl.Workbook], None]


def changed(tmp_path: Path, change: Change) -> Reading:
    """The worked example as a workbook with something changed in it."""
    book = openpyxl.load_workbook(BytesIO(ledger_workbook(worked_example())))
    change(book)
    file = tmp_path / "账簿.xlsx"
    book.save(file)
    return read_ledger(file)


def told(reading: Reading) -> list[str]:
    return [f"{problem.at}：{problem.message}" for problem in reading.problems]


def test_a_workbook_and_its_csv_folder_are_the_same_ledger(tmp_path: Path) -> None:
    reading = changed(tmp_path, lambda book: None)

    assert reading.problems == ()
    assert reading.ledger is not None
    ours, theirs = reading.ledger, worked_example()
    assert ours.lines[0].current == theirs.lines[0].current
    assert [project.name for project in ours.projects] == [p.name for p in theirs.projects]
    assert (ours.last_year, ours.prose, ours.units) == (
        theirs.last_year,
        theirs.prose,
        theirs.units,
    )


@pytest.mark.parametrize(
    ("sheet", "cell", "typed", "message"),
    [
        ("预算明细", "H2", "约9万", "“本年金额”写的是“约9万”，不是数"),
        ("预算明细", "H3", -5, "“本年金额”是负数"),
        ("预算明细", "H4", 12.345, "超过两位小数"),
        ("预算明细", "H2", date(2025, 3, 1), "写的是“2025-03-01”，不是数"),
        ("预算明细", "H2", "1e5", "写的是“1e5”，不是数"),
        ("预算明细", "H2", "12,34", "写的是“12,34”，不是数"),
        ("预算明细", "H2", "(500)", "写的是“(500)”，不是数"),
        ("预算明细", "L1", "标记", "没有“标记”一列，请按模板改名，或改为“备注”"),
        ("预算明细", "I1", "本年金额", "表头“本年金额”出现了 2 次"),
        ("预算明细", "N5", "待核", "这一列没有表头"),
        ("预算明细", "A61", "合计", "这一行是合计，账簿只填明细"),
        ("部门", "H2", "月球样式", "没有公开样式“月球样式”，可用：shanghai-budget-2024、"),
        ("预算明细", "C2", "2079999999", "不是 7 位"),
        ("预算明细", "C2", "2079998", "不在支出功能分类科目里"),
        ("预算明细", "C2", "2070101 群众文化", "是“行政运行”，不是“群众文化”"),
        ("预算明细", "D2", "基本工资", "不是编码"),
        ("预算明细", "E2", "50502", "不对应"),
        ("预算明细", "A2", "平川市体育局", "“部门”表里没有单位“平川市体育局”"),
        ("预算明细", "G2", "税收", "应是：一般公共预算、"),
        ("预算明细", "B2", "经费", "应是：人员、公用、项目"),
        ("预算明细", "I2", 100, "基本支出不能有上年结转"),
        ("预算明细", "L2", "三公", "没有“三公”这个标签"),
        ("项目", "B2", "另一个项目", "“项目”表里没有"),
        ("项目", "M2", 1, "年度资金合计"),
        ("绩效指标", "C2", "效果指标", "应是：数量指标"),
        ("上年", "A2", "收入总计", "没有“收入总计”这一项"),
        ("说明", "A2", "单位职责", "没有“单位职责”这一项"),
        ("部门", "D3", "企业", "应是：行政、参公、事业"),
        ("部门", "E2", "二〇二五", "应是不小于 0 的整数"),
        ("资产", "B3", "若干", "应是不小于 0 的数"),
    ],
)
def test_a_wrong_cell_is_told_with_its_place(
    tmp_path: Path, sheet: str, cell: str, typed: object, message: str
) -> None:
    def change(book: openpyxl.Workbook) -> None:
        book[sheet][cell] = typed

    reading = changed(tmp_path, change)

    assert reading.ledger is None
    found = next((one for one in reading.problems if message in str(one.message)), None)
    assert found is not None, told(reading)
    assert found.at.sheet
    assert found.at.cell or found.at.row
    assert any(word in found.message for word in ("请", "应是", "可用："))


def test_faults_stand_in_the_order_of_the_workbook(tmp_path: Path) -> None:
    def change(book: openpyxl.Workbook) -> None:
        book["上年"]["B2"] = 1.005
        book["预算明细"]["A9"] = "另一个单位"
        book["预算明细"]["H3"] = -1
        book["部门"]["E2"] = None

    places = [(p.at.sheet, p.at.cell) for p in changed(tmp_path, change).problems]

    assert places == [("部门", "E2"), ("预算明细", "H3"), ("预算明细", "A9"), ("上年", "B2")]


def test_a_project_whose_name_cannot_be_read_is_told_once(tmp_path: Path) -> None:
    def change(book: openpyxl.Workbook) -> None:
        book["项目"]["B2"] = "=A1&B1"

    found = told(changed(tmp_path, change))

    assert found == ["工作表“项目” B2单元格：这一格公式没有算出结果，请用 Excel 打开并保存后再试。"]


def test_a_published_workbook_is_no_ledger(tmp_path: Path) -> None:
    file = tmp_path / "公开文本.xlsx"
    compiled = compile_ledger(worked_example(), Source("账簿", "ledger", "0" * 64))
    file.write_bytes(workbook(compiled.disclosure))

    with pytest.raises(UnreadableFile, match=r"不是账簿.*请用 mingzhang compile --from"):
        read_ledger(file)


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    def change(book: openpyxl.Workbook) -> None:
        book["预算明细"]["H2"] = "无"
        book["预算明细"]["H3"] = -1
        book["上年"]["B2"] = 1.005

    places = [(p.at.sheet, p.at.cell) for p in changed(tmp_path, change).problems]

    assert ("预算明细", "H2") in places
    assert ("预算明细", "H3") in places
    assert ("上年", "B2") in places


def test_a_line_filled_in_twice_is_told(tmp_path: Path) -> None:
    def change(book: openpyxl.Workbook) -> None:
        sheet = book["预算明细"]
        sheet.append([cell.value for cell in sheet[2]])

    assert any("完全相同" in line for line in told(changed(tmp_path, change)))


def test_merged_and_hidden_cells_are_told(tmp_path: Path) -> None:
    def change(book: openpyxl.Workbook) -> None:
        sheet = book["预算明细"]
        sheet.merge_cells("H2:H3")
        sheet.row_dimensions[5].hidden = sheet.row_dimensions[6].hidden = True
        sheet.column_dimensions["I"].hidden = True

    found = told(changed(tmp_path, change))

    assert any("H2单元格：这里是合并的单元格" in line for line in found)
    assert any("第5、6行是隐藏的或被筛选掉了" in line for line in found)
    assert any("“上年结转”一列是隐藏的" in line for line in found)


def test_amounts_may_be_typed_with_separators_and_wide_digits(tmp_path: Path) -> None:
    def change(book: openpyxl.Workbook) -> None:
        book["预算明细"]["H2"], book["预算明细"]["H3"] = "1,234,567.80", "１２３４．５"

    reading = changed(tmp_path, change)

    assert reading.ledger is not None
    assert [line.current for line in reading.ledger.lines[:2]] == [123456780, 123450]


@pytest.mark.parametrize(
    ("sheet", "cell"), [("项目", "P2"), ("项目", "U2"), ("绩效指标", "D2"), ("绩效指标", "E2")]
)
def test_a_missing_text_is_told_and_does_not_keep_from_compiling(
    tmp_path: Path, sheet: str, cell: str
) -> None:
    def change(book: openpyxl.Workbook) -> None:
        book[sheet][cell] = None

    reading = changed(tmp_path, change)

    assert reading.ledger is not None, reading.problems
    assert [(one.at.sheet, one.at.cell) for one in reading.blanks] == [(sheet, cell)]
    assert "没有填，公开文本里将是空白" in reading.blanks[0].message


@pytest.mark.parametrize(
    ("sheet", "cell"),
    [("项目", "A2"), ("项目", "C2"), ("绩效指标", "C2"), ("预算明细", "C2"), ("上年", "B2")],
)
def test_missing_structure_or_money_is_never_left_blank(
    tmp_path: Path, sheet: str, cell: str
) -> None:
    def change(book: openpyxl.Workbook) -> None:
        book[sheet][cell] = None

    reading = changed(tmp_path, change)

    assert reading.ledger is None
    assert (sheet, cell) in [(one.at.sheet, one.at.cell) for one in reading.problems]


def test_a_name_that_is_a_formula_is_told_once(tmp_path: Path) -> None:
    def change(book: openpyxl.Workbook) -> None:
        book["部门"]["C3"] = "=cmd|'/c calc'!A1"

    assert len(told(changed(tmp_path, change))) == 1


def test_a_missing_sheet_and_an_unknown_one_are_told(tmp_path: Path) -> None:
    def change(book: openpyxl.Workbook) -> None:
        book["上年"].title = "去年"

    found = told(changed(tmp_path, change))

    assert any("缺少工作表“上年”" in line for line in found)
    assert any("“去年”不是账簿的表" in line for line in found)


def test_a_hidden_sheet_is_told(tmp_path: Path) -> None:
    def change(book: openpyxl.Workbook) -> None:
        book["上年"].sheet_state = "hidden"

    assert any("“上年”是隐藏的" in line for line in told(changed(tmp_path, change)))


def test_a_workbook_with_macros_is_told(tmp_path: Path) -> None:
    file = tmp_path / "账簿.xlsx"
    file.write_bytes(ledger_workbook(worked_example()))
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"macros")

    assert any("工作簿含有宏" in line for line in told(read_ledger(file)))


def test_a_formula_without_a_result_is_told(tmp_path: Path) -> None:
    def change(book: openpyxl.Workbook) -> None:
        book["预算明细"]["H2"] = "=1+1"

    assert any("公式没有算出结果" in line for line in told(changed(tmp_path, change)))


def test_sums_of_binary_fractions_are_amounts(tmp_path: Path) -> None:
    def change(book: openpyxl.Workbook) -> None:
        sheet = book["预算明细"]
        sheet["H2"] = 0.1 + 0.2  # 0.30000000000000004

    reading = changed(tmp_path, change)

    assert reading.ledger is not None
    assert reading.ledger.lines[0].current == 30


def test_csv_of_other_encodings_reads(tmp_path: Path) -> None:
    for file in FOLDER.glob("*.csv"):
        text = file.read_text("utf-8")
        (tmp_path / file.name).write_bytes(text.encode("gb18030"))

    assert read_ledger(tmp_path).problems == ()


def test_an_empty_template_says_what_is_missing(tmp_path: Path) -> None:
    file = tmp_path / "空账簿.xlsx"
    file.write_bytes(empty_workbook(worked_example(), 2025))
    reading = read_ledger(file)

    assert reading.ledger is None
    assert {problem.at.sheet for problem in reading.problems} >= {"部门", "预算明细"}


def test_the_template_checks_while_typing() -> None:
    book = openpyxl.load_workbook(BytesIO(empty_workbook(worked_example(), 2025)))
    lines = book["预算明细"]
    rules = lines.data_validations.dataValidation

    assert {rule.type for rule in rules} >= {"list", "decimal"}
    assert book["代码表"]["A2"].value.startswith("201")
    assert book.sheetnames[0] == "填写说明"
    assert "示例" in book.sheetnames


def test_units_and_projects_are_picked_from_their_sheets() -> None:
    book = openpyxl.load_workbook(BytesIO(empty_workbook(worked_example(), 2025)))
    rules = {
        sheet: {str(one.sqref): one.formula1 for one in book[sheet].data_validations.dataValidation}
        for sheet in ("预算明细", "绩效指标")
    }

    assert rules["预算明细"]["A2:A2001"] == "部门!$C$2:$C$2001"
    assert rules["预算明细"]["F2:F2001"] == "项目!$B$2:$B$2001"
    assert rules["绩效指标"]["B2:B2001"] == "项目!$B$2:$B$2001"


def test_assets_are_picked_from_what_the_templates_print() -> None:
    book = openpyxl.load_workbook(BytesIO(empty_workbook(worked_example())))
    rule = book["资产"].data_validations.dataValidation[0]
    named = [cell.value for cell in book["代码表"]["F"] if cell.value]

    assert rule.formula1 == f"代码表!$F$2:$F${len(named)}"
    assert {"截止日期", "车辆编制", "50万元以上通用设备", "离退休干部用车"} <= set(named)


def test_names_are_never_formulas(tmp_path: Path) -> None:
    def change(book: openpyxl.Workbook) -> None:
        book["说明"]["B2"] = "'=HYPERLINK(1)"

    reading = changed(tmp_path, change)
    assert reading.ledger is not None
    written = openpyxl.load_workbook(BytesIO(ledger_workbook(reading.ledger)))

    assert written["说明"]["B2"].data_type == "s"


def test_no_ledger_is_said(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="没有找到账簿"):
        read_ledger(tmp_path / "没有.xlsx")
    with pytest.raises(UnreadableFile, match=r"没有 \.csv 文件"):
        read_ledger(tmp_path)


def test_headers_may_stand_in_any_order(tmp_path: Path) -> None:
    for file in FOLDER.glob("*.csv"):
        rows = list(csv.reader(file.read_text("utf-8").splitlines()))
        with (tmp_path / file.name).open("w", encoding="utf-8", newline="") as target:
            csv.writer(target).writerows([row[::-1] for row in rows])

    assert read_ledger(tmp_path).ledger is not None
