"""The whole disclosure (公开文本)."""

import msgspec

from mingzhang.disclosure.forms import OverallGoal, ProjectForm
from mingzhang.disclosure.narrative import (
    CatalogueEntry,
    GlossaryEntry,
    NarrativeParagraph,
    Organisation,
    Statement,
)
from mingzhang.disclosure.tables import Table
from mingzhang.model import Problem, Source


class Department(msgspec.Struct, frozen=True):
    """Who publishes (部门): the code where one is printed, and the name."""

    code: str | None
    name: str


class Disclosure(msgspec.Struct, frozen=True):
    """One published document (公开文本).

    `kind`: budget (预算) or final_accounts (决算). `level`: department (部门) or unit (单位).
    `contents`: the titles that the table of contents lists, in its order. `expected_subjects`:
    the subjects of tables that the profile, or else the table of contents, promises.
    """

    source: Source
    kind: str
    level: str
    year: int | None
    profile: str | None
    department: Department
    tables: tuple[Table, ...] = ()
    narrative: tuple[NarrativeParagraph, ...] = ()
    statements: tuple[Statement, ...] = ()
    organisation: Organisation = Organisation()
    overall_goal: OverallGoal | None = None
    projects: tuple[ProjectForm, ...] = ()
    catalogue: tuple[CatalogueEntry, ...] = ()
    glossary: tuple[GlossaryEntry, ...] = ()
    problems: tuple[Problem, ...] = ()
    contents: tuple[str, ...] = ()
    expected_subjects: tuple[str, ...] = ()
