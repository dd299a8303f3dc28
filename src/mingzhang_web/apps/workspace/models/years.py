"""One department's budget year and the way it goes (预算年度及其流程)."""

from django.db import models

from mingzhang_web.apps.accounts.models import User
from mingzhang_web.apps.organisations.models import Department, Office


class Kind(models.TextChoices):
    """What is prepared (类别)."""

    BUDGET = "budget", "预算"
    FINAL_ACCOUNTS = "final_accounts", "决算"


class Stage(models.TextChoices):
    """Where a budget year stands (环节)."""

    DRAFT = "draft", "编制中"
    SUBMITTED = "submitted", "科室已提交"
    COMPILED = "compiled", "已汇总"
    CHECKED = "checked", "已核对"
    APPROVED = "approved", "已批准"
    PUBLISHED = "published", "已公开"
    CORRECTED = "corrected", "更正中"


class BudgetYear(models.Model):
    """One department, one year, budget or final accounts (预算年度).

    `revision` grows with every change of the ledger; a check knows which revision it saw.
    `approved_on`: the day the finance bureau's reply (批复) came, from which the 20 days of
    publication run (预算法 第十四条). `current_check`: the newest check of what would be published.
    """

    department = models.ForeignKey(Department, models.PROTECT, related_name="years")
    year = models.PositiveIntegerField("年度")
    kind = models.CharField("类别", max_length=20, choices=Kind.choices, default=Kind.BUDGET)
    profile = models.CharField("公开样式", max_length=40, blank=True)
    stage = models.CharField("环节", max_length=12, choices=Stage.choices, default=Stage.DRAFT)
    revision = models.PositiveIntegerField(default=0)
    approved_on = models.DateField("财政批复日期", null=True, blank=True)
    created_at = models.DateTimeField()
    current_check = models.ForeignKey(
        "workspace.Check", models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        """A department has each year once."""

        ordering = ["-year", "department__code"]
        constraints = [
            models.UniqueConstraint(fields=["department", "year", "kind"], name="year_once")
        ]

    def __str__(self) -> str:
        return f"{self.department}{self.year}年{self.get_kind_display()}"


class OfficeSubmission(models.Model):
    """That an office has handed in its projects (科室提交); `returned_at` where it was sent back."""

    budget_year = models.ForeignKey(BudgetYear, models.CASCADE, related_name="submissions")
    office = models.ForeignKey(Office, models.PROTECT)
    submitted_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField()
    returned_at = models.DateTimeField(null=True)
    reason = models.TextField("退回原因", blank=True)

    class Meta:
        """Newest last."""

        ordering = ["submitted_at"]


class Transition(models.Model):
    """One step from stage to stage (流转): who, when, why."""

    budget_year = models.ForeignKey(BudgetYear, models.CASCADE, related_name="transitions")
    before = models.CharField(max_length=12, choices=Stage.choices)
    after = models.CharField(max_length=12, choices=Stage.choices)
    user = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    reason = models.TextField(blank=True)

    class Meta:
        """Newest last."""

        ordering = ["at", "pk"]
