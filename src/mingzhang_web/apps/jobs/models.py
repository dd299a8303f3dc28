"""One piece of long work (任务)."""

import uuid

from django.db import models


class State(models.TextChoices):
    """Where a job stands (任务状态)."""

    QUEUED = "queued", "排队"
    RUNNING = "running", "进行"
    DONE = "done", "完成"
    FAILED = "failed", "失败"
    CANCELLED = "cancelled", "已取消"


class Job(models.Model):
    """One piece of work that a worker does; whoever asked for it is its actor.

    A worker holds a running job by a lease that it renews; a job whose lease ran out is taken
    up again, by a worker that lives. `step` of `steps` are done; `message` says what is being
    done, or in one sentence why it failed.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=40)
    arguments = models.JSONField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    step = models.PositiveIntegerField(default=0)
    steps = models.PositiveIntegerField(default=1)
    message = models.TextField(blank=True)
    user_id = models.BigIntegerField(null=True)
    user_name = models.CharField(max_length=150)
    address = models.CharField(max_length=45, blank=True)
    department_id = models.BigIntegerField(null=True)
    attempts = models.PositiveIntegerField(default=0)
    cancel_requested = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    lease_until = models.DateTimeField(null=True)

    class Meta:
        """Oldest first."""

        ordering = ["created_at"]
        indexes = [models.Index(fields=["state", "created_at"])]

    def __str__(self) -> str:
        return f"{self.kind} {self.get_state_display()}"

    @property
    def is_open(self) -> bool:
        """Whether there is still something to come."""
        return self.state in (State.QUEUED, State.RUNNING)
