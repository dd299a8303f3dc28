"""Forms of bureaus, departments, units and offices (机构的表单): to found and to edit them.

Each takes the place that is edited as `but`; without one a new place is founded.
"""

from typing import Any

from django import forms
from django.utils import timezone

from mingzhang_web.apps.accounts.admin_forms import day_field
from mingzhang_web.apps.organisations.models import Bureau, Department, Office, Place, Unit
from mingzhang_web.apps.organisations.services.changing import LABELS


class _PlaceForm(forms.Form):
    """What is known about a place; that of `but` to begin with."""

    def __init__(self, *args: Any, but: Place | None = None, **kwargs: Any) -> None:
        known = {name: getattr(but, name) for name in self.base_fields if name in LABELS and but}
        super().__init__(*args, **{"initial": known or None, **kwargs})
        self.but = but


class BureauForm(_PlaceForm):
    """A finance bureau (财政部门)."""

    name = forms.CharField(label="名称", max_length=100)
    region = forms.CharField(label="地区", max_length=50)

    def clean_name(self) -> str:
        """Not known yet."""
        name: str = self.cleaned_data["name"]
        if _others(Bureau, self.but).filter(name=name).exists():
            raise forms.ValidationError("已经有这个财政部门。")
        return name


class DepartmentForm(_PlaceForm):
    """A department (部门). Its address stands for ever and is not edited."""

    bureau = forms.ModelChoiceField(Bureau.objects.order_by("name"), label="财政部门")
    code = forms.CharField(label="预算代码", max_length=20)
    name = forms.CharField(label="名称", max_length=100)
    level = forms.CharField(label="级次", max_length=20, initial="市级")
    slug = forms.SlugField(
        label="网址中的名字",
        max_length=60,
        help_text="公开地址的一部分，建立后不变；用字母、数字和连字符。",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.but is not None:
            del self.fields["slug"]

    def clean_slug(self) -> str:
        """An address belongs to one department."""
        slug: str = self.cleaned_data["slug"]
        if Department.objects.filter(slug=slug).exists():
            raise forms.ValidationError("这个网址已经属于另一个部门。")
        return slug

    def clean(self) -> None:
        """A code is unique within its bureau."""
        bureau, code = self.cleaned_data.get("bureau"), self.cleaned_data.get("code")
        others = _others(Department, self.but).filter(bureau=bureau, code=code)
        if bureau and code and others.exists():
            self.add_error("code", "这个财政部门下已经有这个代码。")


class _NamedForm(_PlaceForm):
    """Something with a name of its own within a department; one that is edited may move."""

    department = forms.ModelChoiceField(
        Department.objects.select_related("bureau"), label="所属部门"
    )
    name = forms.CharField(label="名称", max_length=100)
    kind: type[Unit] | type[Office]

    def __init__(self, department: Department, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.above = department
        if self.but is None:
            del self.fields["department"]

    def clean_name(self) -> str:
        """Not there yet, not even as what another was called before."""
        name: str = self.cleaned_data["name"]
        department = self.cleaned_data.get("department", self.above)
        taken = _others(self.kind, self.but).filter(department=department)
        if any(name in (one.name, *getattr(one, "former_names", ())) for one in taken):
            raise forms.ValidationError(f"{department}已经有“{name}”。")
        return name


class UnitForm(_NamedForm):
    """A budget unit (预算单位)."""

    code = forms.CharField(label="预算代码", max_length=20, required=False)
    kind = Unit


class OfficeForm(_NamedForm):
    """An office (科室)."""

    kind = Office


class ClosingForm(forms.Form):
    """The last day of a place (停用)."""

    last_day = day_field("最后一天", "这一天还照常；从第二天起不再接新的工作。", required=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"last_day": timezone.localdate()}, **kwargs})


FORMS: dict[type[Place], Any] = {
    Bureau: BureauForm,
    Department: DepartmentForm,
    Unit: UnitForm,
    Office: OfficeForm,
}


def form_of(place: Place, *args: Any, **kwargs: Any) -> forms.Form:
    """The form that edits a place."""
    above = (place.department,) if isinstance(place, Unit | Office) else ()
    made: forms.Form = FORMS[type(place)](*above, *args, but=place, **kwargs)
    return made


def _others(kind: Any, but: Place | None) -> Any:
    return kind.objects.exclude(pk=but.pk if but else None)
