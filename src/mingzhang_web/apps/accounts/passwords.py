"""The password policy (密码规则) beyond length and common words."""

import string

from django.contrib.auth.hashers import check_password
from django.core.exceptions import ValidationError

from mingzhang_web.apps.accounts.models import User

KINDS = 3
REMEMBERED = 5


class KindsOfCharacters:
    """Letters of both cases, digits, signs: at least three of the four kinds."""

    def validate(self, password: str, user: User | None = None) -> None:
        """Raises ValidationError for too few kinds."""
        kinds = (str.islower, str.isupper, str.isdigit, string.punctuation.__contains__)
        if sum(any(map(kind, password)) for kind in kinds) < KINDS:
            raise ValidationError("密码应含大写字母、小写字母、数字、符号中的至少三种。")

    def get_help_text(self) -> str:
        """For the form."""
        return "密码应含大写字母、小写字母、数字、符号中的至少三种。"


class NotUsedBefore:
    """None of the last passwords."""

    def validate(self, password: str, user: User | None = None) -> None:
        """Raises ValidationError for one of the last ones."""
        if user is None or user.pk is None:
            return
        used = user.passwords_used.order_by("-at").values_list("password", flat=True)
        if any(check_password(password, old) for old in used[:REMEMBERED]):
            raise ValidationError(f"不能与最近 {REMEMBERED} 次用过的密码相同。")

    def get_help_text(self) -> str:
        """For the form."""
        return f"不能与最近 {REMEMBERED} 次用过的密码相同。"
