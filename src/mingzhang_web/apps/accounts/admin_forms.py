"""Forms of those who manage users and grants (管理的表单)."""

from typing import Any

from django import forms
from django.contrib.auth.validators import UnicodeUsernameValidator

from mingzhang_web.apps.accounts.models import User
from mingzhang_web.apps.accounts.roles import Role
from mingzhang_web.apps.accounts.services.grants import Period
from mingzhang_web.apps.organisations.models import Bureau, Department, Office, Unit
from mingzhang_web.apps.organisations.selectors import standing


class NewUserForm(forms.Form):
    """A new user (建立用户)."""

    username = forms.CharField(
        label="用户名",
        max_length=150,
        validators=[UnicodeUsernameValidator()],
        help_text="登录时用，建立后不能改。",
    )
    full_name = forms.CharField(label="姓名", max_length=60)
    email = forms.EmailField(label="电子邮件", required=False, help_text="提醒发到这里。")

    def clean_username(self) -> str:
        """Nobody else has it, in whatever case."""
        name: str = self.cleaned_data["username"]
        if User.objects.filter(username__iexact=name).exists():
            raise forms.ValidationError("这个用户名已经有人用了，请换一个。")
        return name


class EditUserForm(forms.Form):
    """What is known about a user (用户资料)."""

    full_name = forms.CharField(label="姓名", max_length=60)
    email = forms.EmailField(label="电子邮件", required=False)
    sign_on_subject = forms.CharField(
        label="单点登录标识",
        max_length=255,
        required=False,
        help_text="用单点登录时由身份提供方给出。",
    )

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        known = {name: getattr(user, name) for name in self.base_fields}
        super().__init__(*args, **{"initial": known, **kwargs})
        self.user = user

    def clean_sign_on_subject(self) -> str:
        """One identity belongs to one user."""
        subject: str = self.cleaned_data["sign_on_subject"].strip()
        others = User.objects.exclude(pk=self.user.pk)
        if subject and others.filter(sign_on_subject=subject).exists():
            raise forms.ValidationError("这个标识已经属于另一位用户。")
        return subject


class _UserField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """People by name, with the name they sign in with."""

    def label_from_instance(self, obj: Any) -> str:
        """Two people may have the same name."""
        return f"{obj}（{obj.username}）"


def day_field(label: str, help_text: str = "", *, required: bool = False) -> forms.DateField:
    """A day, chosen from a calendar or typed."""
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(
        label=label,
        required=required,
        widget=widget,
        input_formats=["%Y-%m-%d"],
        help_text=help_text,
        error_messages={"invalid": "日期要写成 2026-01-20 的样子。"},
    )


class PeriodForm(forms.Form):
    """From when until when a grant holds (期限)."""

    valid_from = day_field("开始日期", "不写就是马上开始。")
    valid_until = day_field("结束日期", "这一天仍有效；不写就是长期。休假代理写假期的起止日期。")

    def period(self) -> Period:
        """What was given, once it is clean."""
        return Period(self.cleaned_data["valid_from"], self.cleaned_data["valid_until"])


class GrantForm(PeriodForm):
    """A role at a place (授权). `place` is one letter for the kind and a number."""

    user = _UserField(User.objects.none(), label="用户")
    role = forms.ChoiceField(choices=Role.choices, label="角色")
    place = forms.ChoiceField(
        label="范围",
        required=False,
        help_text="管理员不限定范围；财政审核选财政部门；项目科室选科室；其他选部门或预算单位。",
    )
    year = forms.IntegerField(
        label="年度", required=False, min_value=2000, max_value=2100, help_text="不写就是所有年度。"
    )

    field_order = ("user", "role", "place", "year", "valid_from", "valid_until")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        users, place = self.fields["user"], self.fields["place"]
        assert isinstance(users, forms.ModelChoiceField)
        assert isinstance(place, forms.ChoiceField)
        users.queryset = User.objects.filter(is_active=True).order_by("full_name", "username")
        place.choices = [("", "整个系统"), *_places()]

    def wanted(self) -> dict[str, Any]:
        """What `services.grant` takes."""
        given = self.cleaned_data
        found = {
            "user": given["user"],
            "role": Role(given["role"]),
            "year": given["year"],
            "period": self.period(),
        }
        kind, number = given["place"][:1], given["place"][1:]
        if not kind:
            return found
        chosen = _KINDS[kind].objects.get(pk=number)
        if kind == "b":
            return found | {"bureau": chosen}
        if kind == "d":
            return found | {"department": chosen}
        return found | {
            "department": chosen.department,
            "unit" if kind == "u" else "office": chosen,
        }


_KINDS: dict[str, Any] = {"b": Bureau, "d": Department, "u": Unit, "o": Office}


def _places() -> list[tuple[str, list[tuple[str, str]]]]:
    """Every place that takes new work, by bureau and department; four queries."""
    bureaus = standing(Bureau.objects.order_by("name"))
    departments = standing(Department.objects.prefetch_related("units", "offices"))
    found = [("财政部门", [(f"b{one.pk}", one.name) for one in bureaus])]
    for one in departments:
        own = [(f"d{one.pk}", f"{one.name}（整个部门）")]
        own += [
            (f"o{office.pk}", f"{office.name}（科室）") for office in standing(one.offices.all())
        ]
        own += [(f"u{unit.pk}", f"{unit.name}（预算单位）") for unit in standing(one.units.all())]
        found.append((one.name, own))
    return found
