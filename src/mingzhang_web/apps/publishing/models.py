"""What was published, for ever (已公开的版本)."""

from django.db import models
from django.urls import reverse

from mingzhang_web.apps.accounts.models import User
from mingzhang_web.apps.workspace.models import BudgetYear


class Edition(models.Model):
    """One published state of a budget year (版本), frozen; a correction is the next edition.

    `manifest` is the library's; `disclosure` the packed object the pages are drawn from;
    `reason` says why a correction was made; `request` names the publication that made it, so
    that doing it twice makes one edition.
    """

    budget_year = models.ForeignKey(BudgetYear, models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField("版次")
    request = models.UUIDField(unique=True, editable=False)
    disclosure = models.BinaryField()
    manifest = models.JSONField()
    figures = models.JSONField(default=dict)
    reason = models.TextField("更正原因", blank=True)
    published_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    published_at = models.DateTimeField()

    class Meta:
        """Newest first; each number once."""

        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["budget_year", "number"], name="edition_once")
        ]

    def __str__(self) -> str:
        return f"{self.budget_year}第 {self.number} 版"

    def get_absolute_url(self) -> str:
        """Its permanent address on the portal."""
        year = self.budget_year
        place = (year.department.slug, year.year, year.kind, self.number)
        return reverse("publishing:edition", args=place)


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


class SearchEntry(models.Model):
    """One thing that the portal finds (搜索条目): of the newest edition of a budget year only.

    `grams` holds the signs and pairs of signs of title and text, which the database's own
    full-text index searches; `address` lies within the edition's site.
    """

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="entries")
    kind = models.PositiveSmallIntegerField()
    title = models.TextField()
    text = models.TextField()
    address = models.CharField(max_length=300)
    grams = models.TextField()

    class Meta:
        """In the order of the edition."""

        ordering = ["pk"]
