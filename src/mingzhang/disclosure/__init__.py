"""One published document as an object (公开文本), and its JSON form.

The shapes here are the contract of `mingzhang read --format json`: fields may be added, a
field that stands keeps its name and meaning.
"""

from mingzhang.disclosure.forms import (
    FUND_SOURCES,
    Funds,
    Indicator,
    OverallGoal,
    ProjectForm,
    Target,
)
from mingzhang.disclosure.narrative import (
    CatalogueEntry,
    GlossaryEntry,
    NarrativeParagraph,
    Organisation,
    OrganisationBody,
    Statement,
)
from mingzhang.disclosure.tables import Column, Role, Row, Side, Table
from mingzhang.disclosure.whole import Department, Disclosure

__all__ = [
    "FUND_SOURCES",
    "CatalogueEntry",
    "Column",
    "Department",
    "Disclosure",
    "Funds",
    "GlossaryEntry",
    "Indicator",
    "NarrativeParagraph",
    "Organisation",
    "OrganisationBody",
    "OverallGoal",
    "ProjectForm",
    "Role",
    "Row",
    "Side",
    "Statement",
    "Table",
    "Target",
]
