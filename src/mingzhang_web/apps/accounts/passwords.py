"""The password policy (密码规则) beyond length and common words."""

import secrets
import string
from datetime import timedelta

from django.conf import settings
from django.contrib.auth.hashers import check_password
from django.core.exceptions import ValidationError
from django.utils import timezone

from mingzhang_web.apps.accounts.models import PasswordUsed, User

KINDS = 3
REMEMBERED = 5
LETTERS = "abcdefghjkmnpqrstuvwxyz"
CAPITALS = "ABCDEFGHJKMNPQRSTUVWXYZ"
DIGITS = "23456789"


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


def set_password(user: User, password: str, *, must_change: bool) -> None:
    """Give a user a password, and remember it among the ones used."""
    now = timezone.now()
    user.set_password(password)
    user.must_change_password, user.password_changed_at = must_change, now
    user.save()
    PasswordUsed.objects.create(user=user, password=user.password, at=now)
    kept = user.passwords_used.order_by("-at", "-pk").values_list("pk", flat=True)[:REMEMBERED]
    user.passwords_used.exclude(pk__in=list(kept)).delete()


def must_change(user: User) -> bool:
    """Whether the password is only for the first sign-in, or too old (密码到期)."""
    days = settings.SIGN_IN.password_days
    if user.must_change_password or not days or user.password_changed_at is None:
        return user.must_change_password
    return timezone.now() - user.password_changed_at > timedelta(days=days)


def random_password() -> str:
    """A password for the first sign-in, of signs that nobody mistakes for others when read out."""
    groups = (CAPITALS, LETTERS, DIGITS)
    parts = ["".join(secrets.choice(group) for _ in range(4)) for group in groups]
    return "-".join(parts)
