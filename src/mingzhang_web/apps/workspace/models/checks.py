"""What the rules found, and what people did about it (核对与发现)."""

from django.db import models

from mingzhang_web.apps.accounts.models import User
from mingzhang_web.apps.workspace.models.years import BudgetYear

FORMS = "绩效目标表"
"""The name under which `Check.figures` counts the goal forms; all others are money."""
_ORDER = (
    "收入总计",
    "支出总计",
    "基本支出",
    "项目支出",
    "“三公”经费",
    "机关运行经费",
    "政府采购",
    FORMS,
)


def in_order(figures: dict[str, str]) -> list[tuple[str, str]]:
    """Key figures in their usual order, which databases do not keep."""
    known = [(name, figures[name]) for name in _ORDER if name in figures]
    return known + [pair for pair in figures.items() if pair[0] not in _ORDER]


class Check(models.Model):
    """One check of one disclosure (一次核对): read from a file, or compiled from the ledger.

    `disclosure` and `report` are the library's objects, packed (see `packing.py`); `revision`
    is the ledger's, 0 for a file. The counts are the report's summary. `current_at`: when it
    became the check of what would be published; `open_errors` and `open_warnings`: what was
    neither put right nor explained then. Others are kept, for what was only handed in.
    `figures`: the key figures of the document in 元, and how many projects it has, by name.
    """

    budget_year = models.ForeignKey(BudgetYear, models.CASCADE, related_name="checks")
    source_name = models.CharField(max_length=200)
    from_ledger = models.BooleanField()
    revision = models.PositiveIntegerField(default=0)
    disclosure = models.BinaryField()
    report = models.BinaryField()
    errors = models.PositiveIntegerField()
    warnings = models.PositiveIntegerField()
    infos = models.PositiveIntegerField()
    undetermined = models.PositiveIntegerField()
    made_at = models.DateTimeField()
    current_at = models.DateTimeField(null=True)
    figures = models.JSONField("主要数据", default=dict)
    open_errors = models.PositiveIntegerField(default=0)
    open_warnings = models.PositiveIntegerField(default=0)

    class Meta:
        """Newest last."""

        ordering = ["made_at", "pk"]
        indexes = [models.Index(fields=["budget_year", "current_at"])]


class Finding(models.Model):
    """One thing that does not agree (发现), followed from check to check by its fingerprint.

    The fingerprint is made of the rule and its sentence with both values: the same
    contradiction is the same finding wherever its lines moved to, other values are another.
    `places` are the library's places, `where` the same in the words of the document. `order` is
    its number in the report, from 0. `gone_at`: when a check no longer found it.
    `explained_until`: the last day that its explanation holds.
    """

    class State(models.TextChoices):
        """What people did about it."""

        OPEN = "open", "待处理"
        EXPLAINED = "explained", "已说明"
        REJECTED = "rejected", "不成立"
        FIXED = "fixed", "已改正"

    budget_year = models.ForeignKey(BudgetYear, models.CASCADE, related_name="findings")
    fingerprint = models.CharField(max_length=64)
    rule = models.CharField(max_length=8)
    severity = models.CharField(max_length=8)
    verdict = models.CharField(max_length=16)
    message = models.TextField()
    places = models.JSONField()
    where = models.JSONField(default=list)
    order = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    first_seen_at = models.DateTimeField()
    gone_at = models.DateTimeField(null=True)
    explained_until = models.DateField("说明有效期", null=True)
    assigned_to = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    due_on = models.DateField("处理期限", null=True)

    class Meta:
        """In the order of the report."""

        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["budget_year", "fingerprint"], name="finding_once")
        ]
        indexes = [models.Index(fields=["budget_year", "state", "severity"])]


class Explanation(models.Model):
    """Why a finding stands (说明) or is none (不成立): who, why, until when; the newest holds."""

    finding = models.ForeignKey(Finding, models.CASCADE, related_name="explanations")
    state = models.CharField(max_length=10, choices=Finding.State.choices)
    reason = models.TextField("理由")
    valid_until = models.DateField("有效期", null=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        """Newest last."""

        ordering = ["at", "pk"]


class Comment(models.Model):
    """One message in the thread of a finding (评论)."""

    finding = models.ForeignKey(Finding, models.CASCADE, related_name="comments")
    text = models.TextField("内容")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        """Newest last."""

        ordering = ["at", "pk"]
