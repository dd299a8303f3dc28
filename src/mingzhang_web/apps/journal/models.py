"""The journal's one table. The database itself refuses to change or delete an entry."""

from django.db import models


class Entry(models.Model):
    """One write (日志条目), chained to the one before by its hash.

    `number` counts from 1 without gaps. `old` and `new` hold only the values that changed.
    `digest` is the SHA-256 of the entry before and of this one's content: see `chain.py`.
    """

    number = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    user_id = models.BigIntegerField(null=True)
    user_name = models.CharField(max_length=150)
    address = models.CharField(max_length=45, blank=True)
    action = models.CharField(max_length=60)
    sentence = models.TextField()
    subject_type = models.CharField(max_length=40, blank=True)
    subject_id = models.CharField(max_length=40, blank=True)
    department_id = models.BigIntegerField(null=True)
    old = models.JSONField(null=True)
    new = models.JSONField(null=True)
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64, unique=True)

    class Meta:
        """Newest last. Each index ends in the number: it alone answers which entries come next."""

        ordering = ["number"]
        indexes = [
            models.Index(fields=["subject_type", "subject_id", "number"]),
            models.Index(fields=["department_id", "number"]),
            models.Index(fields=["user_id", "number"]),
            models.Index(fields=["user_name", "number"]),
            models.Index(fields=["action", "number"]),
            models.Index(fields=["at", "number"]),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.sentence}"
