"""The structured facts of the example disclosure, read from the data files beside this module.

Every amount is a string as printed: the example keeps the rounding and the contradictions of
the published original, so nothing here is computed that the original printed.
"""

import csv
from collections.abc import Iterator
from importlib.resources import files
from typing import TypeVar

import msgspec

from mingzhang.classification import PurchaseCatalogue, load_catalogue

Kind = TypeVar("Kind")


class Body(msgspec.Struct, frozen=True):
    """One body of the department (机构) with its head counts; 0 retired is not printed."""

    name: str
    kind: str
    quota: int
    staff: int
    retired: int = 0
    note: str = ""


class Offices(msgspec.Struct, frozen=True):
    """The internal offices (内设机构)."""

    names: tuple[str, ...]


class Change(msgspec.Struct, frozen=True):
    """What fell against last year: amount in 万元 and percent."""

    total: tuple[str, str]
    running: tuple[str, str]


class Spoken(msgspec.Struct, frozen=True):
    """Numbers of the narrative that disagree with the tables, kept as printed."""

    overall_basic: str
    project_count: int
    other_operating: tuple[int, str]
    specific: tuple[int, str]
    running_units: str


class ThreePublic(msgspec.Struct, frozen=True):
    """三公经费 in 万元."""

    reception: str
    car_running: str


class Assets(msgspec.Struct, frozen=True):
    """国有资产占有使用情况: cut-off date, cars, office area in 平方米."""

    date: str
    cars: int
    area: int


class Purchasing(msgspec.Struct, frozen=True):
    """The purchase catalogue by its id, the sections printed, and the codes declared from one."""

    id: str
    printed: tuple[str, ...]
    document: str
    declared: tuple[str, ...]
    section: str


class Contents(msgspec.Struct, frozen=True):
    """The table of contents: title and page."""

    lines: tuple[tuple[str, int], ...]


class Department(msgspec.Struct, frozen=True):
    """Who publishes, and everything that is neither a table nor a form."""

    year: int
    name: str
    code: str
    city: str
    founded: str
    second_name: str
    chapters: tuple[tuple[str, str], ...]
    units: dict[str, str]
    staff: dict[str, int]
    bodies: tuple[Body, ...]
    offices: Offices
    change: Change
    narrative: Spoken
    three_public: ThreePublic
    running: dict[str, str]
    purchases: dict[str, str]
    assets: Assets
    catalogue: Purchasing
    contents: Contents


class FunctionRow(msgspec.Struct, frozen=True):
    """One row by function class; the first one is 合计 without a code."""

    code: str
    name: str
    total: str
    basic: str
    project: str


class EconomicRow(msgspec.Struct, frozen=True):
    """One row of the basic expenditure by pairs of economic classes."""

    department_class: str
    government_class: str
    total: str
    staff: str
    public: str


class Project(msgspec.Struct, frozen=True):
    """One row of the project table: `unit` is a key of `Department.units`, amount in 万元."""

    id: str
    unit: str
    name: str
    amount: str


class Indicator(msgspec.Struct, frozen=True):
    """One indicator; `annual` says what the year's half lacks: "", "name" only, or "blank"."""

    form: str
    level2: str
    name: str
    target: str
    annual: str


class Sheet(msgspec.Struct, frozen=True):
    """What differs on the second sheet of a form that was printed again."""

    overview: str = ""


class Form(msgspec.Struct, frozen=True):
    """One project goal form; money in 元, all of it 市县（区）财政资金."""

    id: str
    name: str
    attribute: str
    period: str
    total: int
    annual: int
    overview: str
    filled_at: str = ""
    basis: str = ""
    necessity: str = ""
    measures: str = ""
    plan: str = ""
    total_goal: str = ""
    annual_goal: str = ""
    again: Sheet | None = None
    cut: bool = False


class Task(msgspec.Struct, frozen=True):
    """核心职能 and its 重点任务."""

    duty: str
    work: str


class Overall(msgspec.Struct, frozen=True):
    """The texts of the whole department's goal form."""

    duties: tuple[str, ...]
    strategy: str
    annual_goal: str
    task: tuple[Task, ...]


class Term(msgspec.Struct, frozen=True):
    """One explained term."""

    name: str
    text: str


class Facts(msgspec.Struct, frozen=True):
    """Everything that the example prints."""

    department: Department
    functions: tuple[FunctionRow, ...]
    economic: tuple[EconomicRow, ...]
    projects: tuple[Project, ...]
    forms: tuple[Form, ...]
    indicators: tuple[Indicator, ...]
    overall: Overall
    glossary: tuple[Term, ...]
    catalogue: PurchaseCatalogue

    def function(self, code: str) -> FunctionRow:
        """The row of one function class, blank where the original has none."""
        return next((row for row in self.functions if row.code == code), _BLANK)

    def unit_of(self, form: Form) -> str:
        """The unit that carries out a form's project."""
        key = next(project.unit for project in self.projects if project.id == form.id)
        return self.department.units[key]


_BLANK = FunctionRow("", "", "", "", "")


class _Forms(msgspec.Struct, frozen=True):
    form: tuple[Form, ...]


class _Glossary(msgspec.Struct, frozen=True):
    term: tuple[Term, ...]


def load() -> Facts:
    """Read all data files."""
    department = _toml("department", Department)
    return Facts(
        department=department,
        functions=_csv("functions", tuple[FunctionRow, ...]),
        economic=_csv("economic", tuple[EconomicRow, ...]),
        projects=_csv("projects", tuple[Project, ...]),
        forms=_toml("forms", _Forms).form,
        indicators=_csv("indicators", tuple[Indicator, ...]),
        overall=_toml("overall", Overall),
        glossary=_toml("glossary", _Glossary).term,
        catalogue=load_catalogue(department.catalogue.id),
    )


def _text(name: str) -> str:
    return files("mingzhang.example").joinpath(name).read_text("utf-8")


def _toml(name: str, kind: type[Kind]) -> Kind:
    return msgspec.toml.decode(_text(f"{name}.toml"), type=kind)


def rows(name: str) -> Iterator[dict[str, str]]:
    """The rows of a data file of the example, by their header."""
    yield from csv.DictReader(_text(f"{name}.csv").splitlines())


def _csv(name: str, kind: type[Kind]) -> Kind:
    return msgspec.convert(list(rows(name)), type=kind)
