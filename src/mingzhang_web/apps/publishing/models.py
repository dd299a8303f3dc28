"""What was published, for ever (已公开的版本)."""

from django.db import models

from mingzhang_web.apps.accounts.models import User
from mingzhang_web.apps.workspace.models import BudgetYear


class Edition(models.Model):
    """One published state of a budget year (版本), frozen; a correction is the next edition.

    `manifest` is the library's; `disclosure` the packed object the pages are drawn from;
    `reason` says why a correction was made.
    """

    budget_year = models.ForeignKey(BudgetYear, models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField("版次")
    disclosure = models.BinaryField()
    manifest = models.JSONField()
    reason = models.TextField("更正原因", blank=True)
    published_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    published_at = models.DateTimeField()

    class Meta:
        """Newest first; each number once."""

        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["budget_year", "number"], name="edition_once")
        ]


class EditionFile(models.Model):
    """One file of an edition (文件): its path within the edition, where it lies in the store."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="files")
    format = models.CharField(max_length=10)
    path = models.CharField(max_length=300)
    sha256 = models.CharField(max_length=64, db_index=True)
    bytes = models.PositiveBigIntegerField()

    class Meta:
        """In the manifest's order; each path once."""

        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["edition", "path"], name="path_once")]
