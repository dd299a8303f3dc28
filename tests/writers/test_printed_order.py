"""Parts are shown in the order they were printed, whatever a format knows of their places."""

import msgspec

from mingzhang.disclosure import NarrativeParagraph
from mingzhang.model import Place
from mingzhang.writers.printed_order import PrintedOrder
from writers import samples


def _word_document():
    """Paragraphs and tables counted apart, as Word has them: captions are paragraphs."""
    document = samples.disclosure()
    tables = []
    for number, table in enumerate(document.tables[:2], 1):
        rows = tuple(
            msgspec.structs.replace(row, at=Place(table=number, row=index))
            for index, row in enumerate(table.rows, 1)
        )
        at = Place(paragraph=10 * number)
        tables.append(msgspec.structs.replace(table, rows=rows, at=at))
    narrative = tuple(
        NarrativeParagraph(section, section, Place(paragraph=number), index)
        for index, (section, number) in enumerate(
            (("一、部门职责", 5), ("十、绩效管理情况", 30), ("十一、其他", 40))
        )
    )
    form = msgspec.structs.replace(document.projects[0], at=Place(table=3, row=1))
    return msgspec.structs.replace(
        document, tables=tuple(tables), narrative=narrative, projects=(form,), overall_goal=None
    )


def test_tables_of_a_word_document_stand_where_their_captions_are():
    document = _word_document()
    order = PrintedOrder(document)
    first, second = document.tables
    duties, goals, _ = document.narrative
    places = [duties.at, first.at, first.rows[0].at, second.at, second.rows[-1].at, goals.at]
    assert sorted(places, key=order) == places


def test_goal_forms_without_a_caption_follow_the_section_on_performance():
    document = _word_document()
    order = PrintedOrder(document)
    form = document.projects[0]
    assert order(document.narrative[1].at) < order(form.at) < order(document.narrative[2].at)


def test_cells_of_a_workbook_are_ordered_by_sheet_then_row():
    tables = [
        msgspec.structs.replace(table, at=Place(sheet=sheet, cell="A1"))
        for table, sheet in zip(samples.disclosure().tables[:2], ("收支", "支出"), strict=True)
    ]
    document = msgspec.structs.replace(samples.disclosure(), tables=tuple(tables))
    order = PrintedOrder(document)
    nine, ten = Place(sheet="收支", cell="B9"), Place(sheet="收支", cell="A10")
    next_sheet = Place(sheet="支出", cell="A2")
    assert sorted([next_sheet, ten, nine], key=order) == [nine, ten, next_sheet]


def test_pages_come_before_everything_else_of_a_pdf():
    order = PrintedOrder(samples.disclosure())
    assert order(Place(page=2, table=9, row=1)) < order(Place(page=3, paragraph=1))
