"""The parts of a document put together into one disclosure (汇总)."""

import re
from collections import Counter

import msgspec

from mingzhang.disclosure import (
    CatalogueEntry,
    Department,
    Disclosure,
    OverallGoal,
    ProjectForm,
    Role,
    Row,
    Table,
)
from mingzhang.model import Problem, Source, UnreadableFile
from mingzhang.profiles import Profile, best
from mingzhang.readers.blocks import Content
from mingzhang.recognition.catalogue import read_catalogue
from mingzhang.recognition.forms import merge_variants, read_overall_goal, read_project_forms
from mingzhang.recognition.glossary import read_glossary
from mingzhang.recognition.narrative import Narrative, read_narrative
from mingzhang.recognition.segments import Kind, Segments, cut
from mingzhang.recognition.tables import read_table
from mingzhang.recognition.vocabulary import (
    caption_title,
    is_nothing,
    subject_of,
    words_of_public_money,
)

_YEAR = re.compile(r"(?<![比较与同至])(20\d\d)\s*年")
"""A year that is not the one compared with (较2022年度减少)."""
_OPENING_BUDGET = "年初预算"
"""What both budgets and final accounts compare with."""
_OUTTURN = re.compile(r"决算(?:数|总额)?为|完成(?:预算|年初预算|全年预算)")
_LEVEL_UNIT = re.compile(r"单位(?:预算|决算)|(?:预算|决算)单位[:：]")
_LEVEL_DEPARTMENT = re.compile(r"部门(?:预算|决算)|(?:部门)")
_DEPARTMENT_CODE = re.compile(r"^(\d{3,6})[-－—](.+)$")


def recognise(content: Content, source: Source) -> Disclosure:
    """Blocks → the disclosure object.

    Raises:
        UnreadableFile: nothing in the document is a table or statement of a budget.
    """
    segments = cut(content.blocks)
    year, kind = _year_and_kind(segments)
    department = _department(segments)
    narrative = read_narrative(segments.paragraphs, kind, year)
    forms, goal, form_problems = _forms(segments)
    bodies = {department.name, *(form.unit for form in forms)}
    bodies |= {body.name for body in narrative.organisation.bodies}
    tables, table_problems = _tables(segments, frozenset(bodies - {""}))
    if not _is_budget(tables, narrative):
        raise UnreadableFile(
            f"“{source.name}”里没有找到预算或决算公开的报表和说明，请确认提交的是部门预算（决算）公开文本。"
        )
    catalogue, catalogue_problems = _catalogue(segments)
    profile, tables = _profiled(kind, year, tables)
    return Disclosure(
        source=source,
        kind=kind,
        level=_level(segments),
        year=year,
        profile=profile.id if profile else None,
        department=department if department.name else Department(None, narrative.cover.department),
        tables=tables,
        narrative=narrative.paragraphs,
        statements=narrative.statements,
        organisation=narrative.organisation,
        overall_goal=goal,
        projects=tuple(forms),
        catalogue=tuple(catalogue),
        glossary=tuple(read_glossary(list(narrative.glossary_paragraphs))),
        problems=(
            *content.problems,
            *table_problems,
            *narrative.problems,
            *form_problems,
            *catalogue_problems,
        ),
        contents=narrative.contents,
        expected_subjects=_expected(profile, narrative.contents),
    )


def _year_and_kind(segments: Segments) -> tuple[int | None, str]:
    captions = [s.caption.title for s in segments.tables if s.caption.title]
    opening = [p.text for p in segments.paragraphs[:12]]
    kind = _kind(opening, captions)
    for texts in (opening, captions, [p.text[:60] for p in segments.paragraphs]):
        years = Counter(match[1] for match in map(_YEAR.search, texts) if match)
        if years:
            return int(years.most_common(1)[0][0]), kind
    return None, kind


def _kind(opening: list[str], captions: list[str]) -> str:
    """What the title lines say, else the captions, else the first line that says just one.

    A passage without a title tells by how it words an outturn.
    """
    titles = [text.replace(_OPENING_BUDGET, "") for text in opening if len(text) < 40]
    for texts in (titles, captions):
        final = sum("决算" in text for text in texts)
        budget = sum("预算" in text and "决算" not in text for text in texts)
        if final != budget:
            return "final_accounts" if final > budget else "budget"
    first = next((text for text in titles if "决算" in text or "预算" in text), "")
    final = "决算" in first or (not first and any(map(_OUTTURN.search, opening)))
    return "final_accounts" if final else "budget"


def _department(segments: Segments) -> Department:
    names = Counter(s.caption.department for s in segments.tables if s.caption.department)
    if not names:
        return Department(None, "")
    name = names.most_common(1)[0][0] or ""
    match = _DEPARTMENT_CODE.match(name)
    return Department(match[1], match[2]) if match else Department(None, name)


def _level(segments: Segments) -> str:
    for paragraph in segments.paragraphs[:12]:
        if _LEVEL_UNIT.search(paragraph.text):
            return "unit"
        if _LEVEL_DEPARTMENT.search(paragraph.text):
            return "department"
    return "department"


def _is_budget(tables: tuple[Table, ...], narrative: Narrative) -> bool:
    """A table with a subject, or three amounts, in the words of public money."""
    texts = [*narrative.cover.lines, *(paragraph.text for paragraph in narrative.paragraphs)]
    if any(table.subject for table in tables):
        titles = [table.title for table in tables]
        names = [row.name for table in tables for row in table.rows]
        labels = [label for table in tables for column in table.columns for label in column.header]
        return any(words_of_public_money(some) for some in (titles, names, labels, texts))
    amounts = sum(statement.kind == "amount" for statement in narrative.statements)
    return amounts > 2 and words_of_public_money(texts) > 1


def _tables(
    segments: Segments, organisations: frozenset[str]
) -> tuple[tuple[Table, ...], list[Problem]]:
    tables: list[Table] = []
    problems: list[Problem] = []
    unit = next((s.caption.unit for s in segments.tables if s.caption.unit), None)
    for segment in segments.tables:
        if segment.kind is not Kind.TABLE:
            continue
        unit = segment.caption.unit or unit
        table, found = read_table(
            segment.grid, segment.caption, len(tables) + 1, unit or "万元", organisations
        )
        if not table.rows and not table.subject:
            continue
        unit = table.unit or unit
        organisations |= _bodies(table)
        tables.append(table)
        problems += found
        problems += _doubts(table)
    return tuple(tables), problems


def _bodies(table: Table) -> frozenset[str]:
    if table.subject != "agency_operating_expenses":
        return frozenset()
    return frozenset(row.name for row in table.rows if row.role is Role.DETAIL)


def _doubts(table: Table) -> list[Problem]:
    if table.grid:
        return []
    if table.subject is None and any(row.values for row in table.rows):
        title = f"“{table.title}”" if table.title else "一张没有标题的表"
        return [Problem(f"{title}的主题不能识别，其中的数字没有参加核对。", table.at)]
    return [problem for row in table.rows for problem in _odd_texts(table, row)]


def _odd_texts(table: Table, row: Row) -> list[Problem]:
    """One problem for a row that prints words where its amounts should stand."""
    texts = [text for text in (row.texts or {}).values() if not is_nothing(text)]
    if not texts:
        return []
    cells = "一格" if len(texts) == 1 else f"{len(texts)}格"
    shown = "”“".join(texts)
    return [Problem(f"{table.title}“{row.name}”一行有{cells}印的是“{shown}”，不是数字。", row.at)]


def _forms(segments: Segments) -> tuple[list[ProjectForm], OverallGoal | None, list[Problem]]:
    forms: list[ProjectForm] = []
    goal: OverallGoal | None = None
    problems: list[Problem] = []
    for segment in segments.tables:
        if segment.kind is Kind.PROJECT_FORM:
            printed, found = read_project_forms(
                segment.blocks, segment.caption.title, segment.caption.year
            )
            forms += printed
        elif segment.kind is Kind.OVERALL_GOAL and goal is None:
            goal, found = read_overall_goal(segment.blocks, segment.caption.title)
        else:
            continue
        problems += found
    return merge_variants(forms), goal, problems


def _catalogue(segments: Segments) -> tuple[list[CatalogueEntry], list[Problem]]:
    blocks = [b for s in segments.tables if s.kind is Kind.CATALOGUE for b in s.blocks]
    return read_catalogue(blocks) if blocks else ([], [])


def _profiled(
    kind: str, year: int | None, tables: tuple[Table, ...]
) -> tuple[Profile | None, tuple[Table, ...]]:
    """The profile that fits, and the tables under its numbers."""
    subjects = [table.subject for table in tables if table.subject]
    titles = [table.title for table in tables if table.subject]
    profile = best(kind, year, subjects, titles, any(table.number_label for table in tables))
    if profile is None:
        return None, tables
    numbers = {table.subject: table.number for table in profile.tables}
    return profile, tuple(_numbered(table, numbers, index) for index, table in enumerate(tables, 1))


def _numbered(table: Table, numbers: dict[str, str], index: int) -> Table:
    number = numbers.get(table.subject or "")
    return msgspec.structs.replace(table, id=number or f"X{index:02d}")


def _expected(profile: Profile | None, contents: tuple[str, ...]) -> tuple[str, ...]:
    """The subjects that the profile demands, or else that the table of contents lists."""
    if profile:
        return profile.subjects
    titles = [caption_title(line) for line in contents]
    found = [subject_of(title) for title in titles if title]
    return tuple(dict.fromkeys(subject for subject in found if subject))
