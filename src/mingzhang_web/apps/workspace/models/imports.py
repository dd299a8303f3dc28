"""Files that were handed in (导入)."""

from django.db import models

from mingzhang_web.apps.accounts.models import User
from mingzhang_web.apps.jobs.models import Job
from mingzhang_web.apps.workspace.models.years import BudgetYear


class Import(models.Model):
    """One file handed in for a budget year (导入的文件); nothing is changed until it is taken over.

    The file lies in the store under `sha256`. `kind`: disclosure or ledger. `check_made`: what was
    read and found; `rows`: of a ledger; `problems`: what is wrong with a ledger, by place.
    `for_review`: handed in by the finance bureau, for its own eyes.
    """

    class Kind(models.TextChoices):
        """What the file is."""

        DISCLOSURE = "disclosure", "公开文本"
        LEDGER = "ledger", "账簿"

    budget_year = models.ForeignKey(BudgetYear, models.CASCADE, related_name="imports")
    name = models.CharField("文件名", max_length=200)
    sha256 = models.CharField(max_length=64, db_index=True)
    bytes = models.PositiveBigIntegerField("大小")
    kind = models.CharField("类别", max_length=12, choices=Kind.choices)
    job = models.OneToOneField(Job, models.PROTECT)
    check_made = models.ForeignKey(
        "workspace.Check", models.SET_NULL, null=True, related_name="imports"
    )
    rows = models.JSONField("账簿的行", null=True)
    problems = models.JSONField("问题", default=list)
    for_review = models.BooleanField("财政审核用", default=False)
    imported_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    imported_at = models.DateTimeField()
    taken_over_at = models.DateTimeField(null=True)

    class Meta:
        """Newest first."""

        ordering = ["-imported_at"]

    def __str__(self) -> str:
        return self.name
