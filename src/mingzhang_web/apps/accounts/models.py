"""Users, grants, sessions, tokens (用户、授权、会话、令牌)."""

from datetime import date

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils import timezone

from mingzhang_web.apps.accounts.roles import Role
from mingzhang_web.apps.organisations.models import Bureau, Department, Office, Unit


class User(AbstractUser):
    """A person who signs in (用户). Rights come from grants alone; is_superuser has no meaning."""

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    full_name = models.CharField("姓名", max_length=60)
    must_change_password = models.BooleanField("下次登录须改密码", default=False)
    password_changed_at = models.DateTimeField("密码更改时间", null=True, blank=True)
    sign_on_subject = models.CharField("单点登录标识", max_length=255, blank=True, db_index=True)
    reminded_on = models.DateField("最近一次提醒邮件的日期", null=True, blank=True)

    REQUIRED_FIELDS = ["full_name"]

    class Meta(AbstractUser.Meta):
        """One identity at the sign-on provider belongs to one user."""

        constraints = [
            models.UniqueConstraint(
                fields=["sign_on_subject"],
                condition=~models.Q(sign_on_subject=""),
                name="sign_on_subject_once",
            )
        ]

    def __str__(self) -> str:
        return self.full_name or self.username

    def get_full_name(self) -> str:
        """The name as written in Chinese."""
        return self.full_name

    def standing_grants(self) -> "list[Grant]":
        """The grants that hold now or will: those not over, as they were prefetched."""
        return [grant for grant in self.grants.all() if not grant.is_over]

    def past_grants(self) -> "list[Grant]":
        """The grants that are over, kept as history, as they were prefetched."""
        return [grant for grant in self.grants.all() if grant.is_over]


class Grants(models.QuerySet["Grant"]):
    """Grants by when they hold."""

    def not_over(self, day: date) -> "Grants":
        """Those that hold on a day or later."""
        return self.filter(models.Q(valid_until=None) | models.Q(valid_until__gte=day))

    def in_force(self, day: date) -> "Grants":
        """Those that hold on a day: the only ones that give any right."""
        begun = models.Q(valid_from=None) | models.Q(valid_from__lte=day)
        return self.not_over(day).filter(begun)


class Grant(models.Model):
    """One role of one user (授权), everywhere it names.

    A reviewer is granted a bureau; members a department, narrowed by unit, office or year where
    given; administrators nothing of these. It holds from `valid_from` to `valid_until`, both days
    included (代理期); None is without end. One that is over stays as history.
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="grants", verbose_name="用户")
    role = models.CharField("角色", max_length=20, choices=Role.choices)
    bureau = models.ForeignKey(Bureau, models.CASCADE, null=True, blank=True)
    department = models.ForeignKey(Department, models.CASCADE, null=True, blank=True)
    unit = models.ForeignKey(Unit, models.CASCADE, null=True, blank=True)
    office = models.ForeignKey(Office, models.CASCADE, null=True, blank=True)
    year = models.PositiveIntegerField("年度", null=True, blank=True)
    valid_from = models.DateField("开始日期", null=True, blank=True)
    valid_until = models.DateField("结束日期", null=True, blank=True)

    objects = Grants.as_manager()

    class Meta:
        """As they were given; none ends before it begins."""

        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(valid_from=None)
                | models.Q(valid_until=None)
                | models.Q(valid_from__lte=models.F("valid_until")),
                name="grant_begins_before_it_ends",
            )
        ]

    def __str__(self) -> str:
        places = (self.bureau, self.department, self.unit, self.office, self.year)
        told = "·".join([Role(self.role).label, *(str(place) for place in places if place)])
        return f"{told}（{self.period}）" if self.period else told

    @property
    def period(self) -> str:
        """The days that it holds, in words; "" where it has no limit."""
        first, last = self.valid_from, self.valid_until
        if first is None:
            return f"到 {last} 止" if last else ""
        return f"{first} 至 {last}" if last else f"{first} 起"

    @property
    def is_over(self) -> bool:
        """Whether its last day has passed."""
        return self.valid_until is not None and self.valid_until < timezone.localdate()

    @property
    def is_ahead(self) -> bool:
        """Whether its first day is still to come."""
        return self.valid_from is not None and self.valid_from > timezone.localdate()


class PasswordUsed(models.Model):
    """A password that must not come back (用过的密码), as its hash."""

    user = models.ForeignKey(User, models.CASCADE, related_name="passwords_used")
    password = models.CharField(max_length=128)
    at = models.DateTimeField()


class FailedSignIn(models.Model):
    """One attempt that did not succeed (登录失败), by the name typed, known or not."""

    name = models.CharField(max_length=150, db_index=True)
    address = models.CharField(max_length=45, db_index=True)
    at = models.DateTimeField(db_index=True)


class RecoveryCode(models.Model):
    """A code that stands in for a lost second factor once (恢复码); only its hash is kept."""

    user = models.ForeignKey(User, models.CASCADE, related_name="recovery_codes")
    digest = models.CharField(max_length=64)


class SignedIn(models.Model):
    """One open session (会话): where and since when."""

    user = models.ForeignKey(User, models.CASCADE, related_name="sessions")
    session_key = models.CharField(max_length=40, unique=True)
    address = models.CharField(max_length=45, blank=True)
    agent = models.CharField(max_length=200, blank=True)
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField()


class Token(models.Model):
    """A key for programs (接口令牌). Only its hash is kept; `scopes` narrow what its owner may."""

    user = models.ForeignKey(User, models.CASCADE, related_name="tokens")
    name = models.CharField("用途", max_length=60)
    prefix = models.CharField(max_length=8)
    digest = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField("范围")
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField("到期")
    last_used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        """Newest first."""

        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return self.name
