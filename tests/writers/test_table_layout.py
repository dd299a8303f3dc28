"""A table is laid out as it was printed: merged headers, both sides, places of blanks."""

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from mingzhang.disclosure import Column, Role, Row, Table
from mingzhang.model import Place
from mingzhang.writers.table_layout import CellKind, lay_out
from writers import samples


def _header(*paths: tuple[str, ...]) -> list[tuple[int, int, int, int, str]]:
    columns = tuple(Column(f"column_{n}", path) for n, path in enumerate(paths))
    row = Row("合计", "", Role.TOTAL, {}, Place(line=2))
    table = Table("T1", None, "表", "万元", columns, (row,), Place(line=1))
    layout = lay_out(table)
    return [(c.row, c.column, c.down, c.across, c.label) for c in layout.header]


def test_equal_labels_beside_each_other_are_one_cell():
    assert _header(("2025年", "合计"), ("2025年", "项目支出")) == [
        (0, 0, 2, 1, "项目"),
        (0, 1, 1, 2, "2025年"),
        (1, 1, 1, 1, "合计"),
        (1, 2, 1, 1, "项目支出"),
    ]


def test_a_short_label_reaches_down_to_the_figures():
    cells = _header(("三公", "车", "购置"), ("三公", "车", "运行"), ("机关运行",))
    assert (0, 3, 3, 1, "机关运行") in cells
    assert (1, 1, 1, 2, "车") in cells


@given(
    st.lists(st.lists(st.sampled_from("甲乙丙"), min_size=1, max_size=4), min_size=1, max_size=8)
)
def test_header_cells_cover_the_header_exactly_once(paths: list[list[str]]):
    covered = [
        (row + down, column + across)
        for row, column, height, width, _ in _header(*map(tuple, paths))
        for down in range(height)
        for across in range(width)
    ]
    depth = max(map(len, paths))
    assert sorted(covered) == [(r, c) for r in range(depth) for c in range(len(paths) + 1)]


def test_both_sides_of_a_printed_row_stand_beside_each_other():
    layout = lay_out(samples.disclosure().tables[0])
    words = [[cell.words for cell in line.cells] for line in layout.lines]
    assert words[0] == ["一、一般公共预算", "120.50", "一、一般公共服务支出", "100.25", "100.25"]
    assert layout.lines[3].total


def test_a_blank_knows_its_place_from_the_column_above():
    layout = lay_out(samples.disclosure().tables[1])
    blank = layout.lines[3].cells[-1]
    assert blank.kind is CellKind.VALUE
    assert blank.figure is None
    assert blank.at == samples.cell(3, 46, 6, 5)


def test_a_row_without_an_other_side_leaves_a_gap():
    table = samples.disclosure().tables[0]
    table = msgspec.structs.replace(table, rows=table.rows[:-1])
    gaps = [cell.kind for cell in lay_out(table).lines[-1].cells]
    assert gaps == [CellKind.NAME, CellKind.VALUE] + [CellKind.GAP] * 3
