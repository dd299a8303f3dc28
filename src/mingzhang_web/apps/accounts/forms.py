"""Forms of accounts (账号的表单)."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth import password_validation

from mingzhang_web.apps.accounts.access import Access
from mingzhang_web.apps.accounts.models import User
from mingzhang_web.apps.accounts.roles import Action

CURRENT = {"autocomplete": "current-password"}
NEW = {"autocomplete": "new-password"}


class SignInForm(forms.Form):
    """Name and password (登录)."""

    username = forms.CharField(
        label="用户名",
        max_length=150,
        widget=forms.TextInput({"autocomplete": "username", "autofocus": True}),
    )
    password = forms.CharField(
        label="密码", strip=False, max_length=4096, widget=forms.PasswordInput(CURRENT)
    )


class CodeForm(forms.Form):
    """A code of the second factor (动态码)."""

    code = forms.CharField(
        label="动态码",
        max_length=40,
        widget=forms.TextInput({"autocomplete": "one-time-code", "autofocus": True}),
    )


class PasswordForm(forms.Form):
    """One's own new password (修改密码)."""

    current = forms.CharField(
        label="现在的密码", strip=False, max_length=4096, widget=forms.PasswordInput(CURRENT)
    )
    new = forms.CharField(
        label="新密码", strip=False, max_length=4096, widget=forms.PasswordInput(NEW)
    )
    again = forms.CharField(
        label="再输入一次新密码", strip=False, max_length=4096, widget=forms.PasswordInput(NEW)
    )

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["new"].help_text = "".join(password_validation.password_validators_help_texts())

    def clean_new(self) -> str:
        """By the password policy."""
        new: str = self.cleaned_data["new"]
        password_validation.validate_password(new, self.user)
        return new

    def clean(self) -> None:
        """Both typings are the same."""
        new, again = self.cleaned_data.get("new"), self.cleaned_data.get("again")
        if new and again and new != again:
            self.add_error("again", "两次输入的新密码不一样。")


class TokenForm(forms.Form):
    """A token for a program (接口令牌)."""

    name = forms.CharField(label="用途", max_length=60, help_text="例如：财务系统取数。")
    days = forms.IntegerField(label="有效天数", min_value=1, initial=90)
    scopes = forms.MultipleChoiceField(
        label="范围",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="只能选您自己有的权限；一项都不选的令牌只能查询账号本身。",
    )

    def __init__(self, access: Access, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        scopes, days = self.fields["scopes"], self.fields["days"]
        assert isinstance(scopes, forms.MultipleChoiceField)
        scopes.choices = [(a.name, a.value) for a in Action if access.may(a)]
        limit = settings.SIGN_IN.token_days
        days.help_text = f"最多 {limit} 天。" if limit else ""
