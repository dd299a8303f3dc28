"""The whole disclosure of one ledger (由账生成公开文本).

Places are those of a Word document: paragraphs and tables count apart, a table's caption is a
paragraph.
"""

from dataclasses import dataclass, field, replace
from pathlib import Path

import msgspec

from mingzhang.classification import load_catalogue
from mingzhang.disclosure import (
    CatalogueEntry,
    Department,
    Disclosure,
    GlossaryEntry,
    NarrativeParagraph,
    OverallGoal,
    ProjectForm,
    Statement,
    Table,
)
from mingzhang.ledger import CENT, Ledger, Lines, Precision, Project, rounded
from mingzhang.ledger.numerals import ordinal
from mingzhang.ledger.sheets import PROJECT_TEXTS as TEXTS
from mingzhang.model import Place, Problem, Source, Unit, WrongUsage
from mingzhang.profiles import Profile, budget_profiles, profiles
from mingzhang.projection.commitments import Commitments
from mingzhang.projection.expressions import CannotCompute
from mingzhang.projection.forms import overall_goal, project_form
from mingzhang.projection.narrative import Binding, Filled, Filler
from mingzhang.projection.quantities import Quantities
from mingzhang.projection.template import Template, load_template, typed_numbers
from mingzhang.projection.unprinted import unprinted_assets, unprinted_projects
from mingzhang.recognition.narrative.organisation import read_organisation
from mingzhang.recognition.narrative.statements import statements_of
from mingzhang.tables import printed_quantum, tables_of


@dataclass(frozen=True, slots=True)
class Compiled:
    """What a ledger gives: the disclosure, and which expression each number came from.

    `bindings`: index of the paragraph → its computed pieces. `problems`: numbers typed
    by hand, and what the ledger gives but the template never prints.
    """

    disclosure: Disclosure
    bindings: dict[int, tuple[Binding, ...]]
    problems: tuple[Problem, ...]
    ledger: Ledger


def profile_named(name: str) -> Profile:
    """A profile by its id. Raises WrongUsage for an unknown one."""
    found = next((profile for profile in profiles() if profile.id == name), None)
    if found is None:
        raise WrongUsage(f"没有公开样式“{name}”，可用：{'、'.join(budget_profiles())}。")
    return found


def compile_ledger(
    ledger: Ledger, source: Source, *, once: bool = True, templates: Path | None = None
) -> Compiled:
    """The disclosure in the ledger's profile.

    `once`: round the facts once, by largest remainder; else every printed figure is rounded
    by itself. `templates`: a folder with edited templates.

    Raises:
        CannotCompute: an expression of the template has no value.
        WrongUsage: no such profile or template.
    """
    profile = profile_named(ledger.profile)
    template = load_template(profile.id, templates)
    base = printed_quantum(profile)
    facts = rounded(ledger, base) if once else ledger
    lost = unprinted_projects(ledger, facts)
    left = (project for project in facts.projects if (project.unit, project.name) not in lost)
    facts = replace(facts, projects=tuple(left))
    unit = Unit(template.unit)
    precision = Precision(unit.scale // CENT // 10**template.decimals, base, once)
    quantities = Quantities(facts, Lines.of(facts), unit, precision)
    assembly = _Assembly(profile, template, quantities)
    return Compiled(
        assembly.disclosure(source),
        assembly.bindings,
        (*typed_numbers(template), *unprinted_assets(ledger, template), *lost.values()),
        facts,
    )


@dataclass(slots=True)
class _Assembly:
    """Walks the template's blocks and puts the parts in their order."""

    profile: Profile
    template: Template
    quantities: Quantities
    paragraphs: list[NarrativeParagraph] = field(default_factory=list)
    bindings: dict[int, tuple[Binding, ...]] = field(default_factory=dict)
    contents: list[str] = field(default_factory=list)
    glossary: list[GlossaryEntry] = field(default_factory=list)
    catalogue: list[CatalogueEntry] = field(default_factory=list)
    tables: tuple[Table, ...] = ()
    goal: OverallGoal | None = None
    forms: tuple[ProjectForm, ...] = ()
    printed: int = 0
    next_table: int = 1
    part: str = ""
    section: str = ""

    def disclosure(self, source: Source) -> Disclosure:
        """Every part, from the ledger and the template."""
        ledger = self.quantities.ledger
        filler = Filler(self.template, self.quantities)
        self._place_all(filler)
        statements = self._statements(ledger.name)
        return Disclosure(
            source=source,
            kind=self.profile.kind,
            level="department",
            year=ledger.year,
            profile=self.profile.id,
            department=Department(ledger.code or None, ledger.name),
            tables=self.tables,
            narrative=tuple(self.paragraphs),
            statements=tuple(statements),
            organisation=read_organisation(self.paragraphs, statements),
            overall_goal=self.goal,
            projects=self.forms,
            catalogue=tuple(self.catalogue),
            glossary=tuple(self.glossary),
            contents=tuple(self.contents),
            expected_subjects=self.profile.subjects,
        )

    def _place_all(self, filler: Filler) -> None:
        """Every block where it belongs; what cannot be computed is told all at once."""
        causes: list[str] = []
        try:
            for block in filler.blocks():
                try:
                    self._place(block, filler)
                except CannotCompute as error:
                    causes += error.causes
        except CannotCompute as error:
            causes += error.causes
        if causes:
            raise CannotCompute(*causes)

    def _statements(self, name: str) -> list[Statement]:
        return list(statements_of(self.paragraphs, name))

    def _place(self, block: Filled, filler: Filler) -> None:
        match block.insert:
            case "":
                self._paragraph(block)
            case "tables":
                self._tables()
            case "overall_goal":
                self._goal(filler)
            case "projects":
                self._forms(filler)
            case "catalogue":
                self._catalogue()
            case "glossary":
                self._glossary(filler)
            case other:
                raise WrongUsage(f"模板“{self.template.file}”要插入的“{other}”没有定义，请改正。")

    def _paragraph(self, block: Filled) -> NarrativeParagraph:
        if block.level == 1:
            self.part, self.section = block.text, ""
        elif block.level == 2:
            self.section = block.text
        if 0 < block.level <= self.template.contents_depth:
            self.contents.append(block.contents or block.text)
        self.printed += 1
        found = NarrativeParagraph(
            self.section or self.part,
            block.text,
            Place(paragraph=self.printed),
            len(self.paragraphs),
            block.level,
        )
        self.paragraphs.append(found)
        if block.bindings:
            self.bindings[found.index] = block.bindings
        return found

    def _tables(self) -> None:
        found = []
        quantities = self.quantities
        tables = tables_of(quantities.ledger, self.profile, once=quantities.precision.once)
        for number, table in enumerate(tables, start=1):
            self.printed += 1
            found.append(msgspec.structs.replace(table, at=Place(paragraph=self.printed)))
            mark = self.template.table_mark.format(序号=ordinal(number), 数字=number)
            self.contents.append(f"{mark}{table.title}")
        self.tables = tuple(found)
        self.next_table = len(found) + 1

    def _goal(self, filler: Filler) -> None:
        quantities = self.quantities
        self.goal = overall_goal(
            quantities.ledger,
            quantities.lines,
            self.next_table,
            quantities.unit,
            quantities.precision,
            lambda text: self._filled(text, filler),
        )
        self.next_table += 1

    def _filled(self, text: str, filler: Filler) -> str:
        try:
            return filler.text(text)
        except CannotCompute as error:
            where = f"“整体绩效”表里的“{text}”"
            raise CannotCompute(*(f"{where}：{cause}" for cause in error.causes)) from None

    def _forms(self, filler: Filler) -> None:
        ledger = self.quantities.ledger
        self.forms = tuple(
            project_form(ledger, self._with_texts(project, filler), self.next_table + index)
            for index, project in enumerate(ledger.projects)
        )
        self.next_table += len(self.forms)

    def _with_texts(self, project: Project, filler: Filler) -> Project:
        """The project with the expressions in its texts computed over its own contracts."""
        found = {key: getattr(project, key) for key in TEXTS}
        if not any("{" in text for text in found.values()):
            return project
        quantities = self.quantities
        names = Commitments.of_project(quantities.ledger, project, quantities.unit).names()
        for key, text in found.items():
            try:
                found[key] = filler.text(text, names)
            except CannotCompute as error:
                where = f"“项目”表里“{project.name}”的“{TEXTS[key]}”"
                raise CannotCompute(*(f"{where}：{cause}" for cause in error.causes)) from None
        return replace(project, **found)

    def _catalogue(self) -> None:
        prose = self.quantities.ledger.prose
        wanted = prose.get("购买服务目录部门", "")
        if not (prose.get("购买服务目录") and wanted):
            return
        catalogue = load_catalogue(prose["购买服务目录"])
        self._paragraph(Filled(catalogue.title, 0, "", ""))
        entries = [e for name in wanted.split("、") for e in catalogue.sections.get(name, ())]
        self.catalogue = [
            CatalogueEntry(
                entry.section,
                entry.code,
                entry.name,
                entry.level,
                Place(table=self.next_table, row=row),
                entry.remark,
            )
            for row, entry in enumerate(entries, start=2)
        ]
        self.next_table += 1

    def _glossary(self, filler: Filler) -> None:
        for number, term in enumerate(self.template.term, start=1):
            text = f"指{filler.text(term.text)}"
            mark = self.template.term_mark.format(序号=ordinal(number))
            placed = self._paragraph(Filled(f"{mark}{term.name}：{text}", 0, "", ""))
            self.glossary.append(GlossaryEntry(term.name, text, placed.at))
