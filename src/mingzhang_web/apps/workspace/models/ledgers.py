"""The ledger as rows that people edit (账簿)."""

from django.db import models

from mingzhang_web.apps.organisations.models import Office
from mingzhang_web.apps.workspace.models.years import BudgetYear


class LedgerRow(models.Model):
    """One row of one sheet (账簿的一行), as it was typed: column header → text.

    `sheet` and the headers are those of `mingzhang.ledger.sheets`. `office` answers for a row
    of the project and indicator sheets. `version` grows with every change: whoever saves must
    have seen the newest.
    """

    budget_year = models.ForeignKey(BudgetYear, models.CASCADE, related_name="rows")
    sheet = models.CharField(max_length=20)
    position = models.PositiveIntegerField()
    values = models.JSONField()
    office = models.ForeignKey(Office, models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        """As they stand in the sheet."""

        ordering = ["sheet", "position", "pk"]
        indexes = [models.Index(fields=["budget_year", "sheet", "position"])]


class LedgerChange(models.Model):
    """One change of one row (账簿改动), enough to undo it.

    `old` is None for a new row, `new` for a deleted one; both hold the whole row (sheet,
    position, values, office). `group`: what one act changed together; `version`: the row's
    version after it. `undoes`: the group that this change took back.
    """

    budget_year = models.ForeignKey(BudgetYear, models.CASCADE, related_name="changes")
    group = models.UUIDField()
    row_id = models.BigIntegerField()
    version = models.PositiveIntegerField()
    user_id = models.BigIntegerField()
    at = models.DateTimeField()
    old = models.JSONField(null=True)
    new = models.JSONField(null=True)
    undoes = models.UUIDField(null=True)
    undone = models.BooleanField(default=False)

    class Meta:
        """Newest last."""

        ordering = ["pk"]
        indexes = [models.Index(fields=["budget_year", "user_id", "undone"])]
