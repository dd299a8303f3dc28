"""Forms of the workspace (表单): drawn from the definitions of the ledger's sheets."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from mingzhang.classification import class_list
from mingzhang.ledger.sheets import PROSE_KEYS, Field, Holds, SheetForm
from mingzhang.model import WrongUsage
from mingzhang_web.apps.accounts.access import Access
from mingzhang_web.apps.accounts.roles import Action
from mingzhang_web.apps.organisations.models import Department
from mingzhang_web.apps.workspace.models import BudgetYear, LedgerRow
from mingzhang_web.apps.workspace.models.years import Kind
from mingzhang_web.apps.workspace.selectors.verdicts import Note
from mingzhang_web.apps.workspace.selectors.years import years
from mingzhang_web.apps.workspace.services.rows import LONGEST, Conflict
from mingzhang_web.apps.workspace.services.years import budget_profiles, demand_taking

LONG = 40


def codes_of(field: Field, year: int) -> list[tuple[str, str]]:
    """The codes that a cell may hold, with their names; [] where it holds none."""
    if field.codes is None:
        return []
    entries = class_list(field.codes, year)
    return sorted((e.code, e.name) for e in entries if len(e.code) == field.length)


class OpenYearForm(forms.Form):
    """What a new budget year needs to be told."""

    department = forms.ModelChoiceField(Department.objects.none(), label="部门")
    year = forms.IntegerField(label="年度", min_value=2000, max_value=2100)
    kind = forms.ChoiceField(label="类别", choices=Kind.choices)
    profile = forms.ChoiceField(
        label="公开样式", help_text="按哪个地方的报表样式公开。", choices=()
    )
    carry_on = forms.ModelChoiceField(
        BudgetYear.objects.none(),
        label="沿用账簿",
        required=False,
        empty_label="（从空账簿开始）",
        help_text="把以前年度的账簿抄过来改，科室分派也一并沿用。",
    )

    def __init__(self, access: Access, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        chosen = {
            grant.department_id
            for grant in access.granting(Action.COMPILE)
            if grant.department_id is not None
        }
        fields: dict[str, Any] = self.fields
        fields["department"].queryset = Department.objects.filter(pk__in=chosen)
        fields["profile"].choices = [(one.id, one.name) for one in budget_profiles()]
        fields["carry_on"].queryset = years(access, Action.COMPILE)

    def clean(self) -> None:
        """The department takes new work in that year."""
        given = self.cleaned_data
        if {"department", "year", "kind"} <= given.keys():
            try:
                demand_taking(given["department"], given["year"], given["kind"])
            except WrongUsage as error:
                self.add_error("department", str(error))


class RowForm(forms.Form):
    """One row of a sheet: a field for each column, as it is typed; what is wrong is told beside.

    Nothing is refused for its content here: a ledger may be wrong while it is being written.
    """

    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1)

    def __init__(
        self,
        sheet: SheetForm,
        year: BudgetYear,
        data: Mapping[str, Any] | None = None,
        row: LedgerRow | None = None,
    ) -> None:
        values = row.values if row else {}
        super().__init__(data, initial={**values, "version": row.version if row else None})
        self._sheet = sheet
        for field in sheet.fields:
            self.fields[field.header] = _field(field, year.year, values.get(field.header, ""))

    def texts(self) -> dict[str, str]:
        """What was typed, by column header."""
        return {field.header: self.cleaned_data[field.header] for field in self._sheet.fields}

    def show_theirs(self, conflict: Conflict, seen: Mapping[str, str]) -> None:
        """Keep what was typed, and tell beside each field what somebody else wrote there.

        Where nothing was typed over what was `seen`, what they wrote takes its place, so that
        saving once more overwrites only what this user means to.
        """
        self.add_error(None, str(conflict))
        if conflict.row is None:
            return
        shown: dict[str, Any] = {"version": conflict.row.version}
        for header, typed in self.texts().items():
            theirs = conflict.row.values.get(header, "")
            if seen and _lines(typed) == _lines(seen.get(header, "")):
                shown[header] = theirs
            elif _lines(theirs) != _lines(typed):
                self.add_error(header, f"现在是：{theirs or '（空）'}")
        self.data = {**self.data.dict(), **shown}  # type: ignore[attr-defined]

    def show_notes(self, notes: Sequence[Note]) -> None:
        """What the rules say, beside the fields."""
        for note in notes:
            if note.header in self.fields:
                self.fields[note.header].notes = [  # type: ignore[attr-defined]
                    *getattr(self.fields[note.header], "notes", []),
                    note,
                ]


def _lines(text: str) -> list[str]:
    """A text by lines, however a browser ends them."""
    return text.strip().splitlines()


def _field(field: Field, year: int, value: str) -> forms.Field:
    help_text = field.note
    if field.holds is Holds.CHOICE:
        known = [("", "（未填）"), *((choice, choice) for choice in field.choices)]
        if value and value not in field.choices:
            known.append((value, value))
        return forms.ChoiceField(
            label=field.header, choices=known, required=False, help_text=help_text
        )
    widget: forms.Widget = forms.TextInput(attrs={"inputmode": _keyboard(field)})
    if field.width >= LONG:
        widget = forms.Textarea(attrs={"rows": 4})
    codes = codes_of(field, year)
    if codes:
        widget = CodeInput(codes)
    if field.header == "项目" and not field.codes:
        widget = CodeInput([(key, "") for key in PROSE_KEYS]) if field.width == 28 else widget
    return forms.CharField(
        label=field.header,
        required=False,
        max_length=LONGEST,
        strip=False,
        widget=widget,
        help_text=help_text,
    )


def _keyboard(field: Field) -> str:
    return {Holds.AMOUNT: "decimal", Holds.COUNT: "numeric", Holds.CODE: "numeric"}.get(
        field.holds, "text"
    )


class CodeInput(forms.TextInput):
    """A text with a list of known codes to choose from."""

    template_name = "workspace/code_input.html"

    def __init__(self, codes: list[tuple[str, str]]) -> None:
        super().__init__(attrs={"autocomplete": "off"})
        self.codes = codes

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """The list's id stands beside the input's."""
        context = super().get_context(name, value, attrs)
        context["codes"] = self.codes
        return context
