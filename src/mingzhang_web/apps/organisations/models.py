"""Finance bureaus, departments, budget units and offices (财政部门、部门、预算单位、科室)."""

from django.db import models
from django.utils import timezone


class Place(models.Model):
    """What every part of the organisation has in common (机构).

    `closed_on`: its last day (停用), None while it stands. One that is closed stays readable and
    takes no new work.
    """

    closed_on = models.DateField("最后一天", null=True, blank=True)

    class Meta:
        """Each kind has a table of its own."""

        abstract = True

    @property
    def is_closed(self) -> bool:
        """Whether its last day has passed."""
        return self.closed_on is not None and self.closed_on < timezone.localdate()

    @property
    def standing(self) -> str:
        """Whether it takes new work, in words (状态)."""
        if self.closed_on is None:
            return "在用"
        return f"{'已停用，最后一天' if self.is_closed else '在用到'} {self.closed_on}"


class Bureau(Place):
    """A finance bureau that reviews the departments of its region (财政部门)."""

    name = models.CharField("名称", max_length=100, unique=True)
    region = models.CharField("地区", max_length=50)

    def __str__(self) -> str:
        return self.name


class Department(Place):
    """A department that publishes (部门). `slug` is its permanent address on the portal."""

    bureau = models.ForeignKey(
        Bureau, models.PROTECT, related_name="departments", verbose_name="财政部门"
    )
    code = models.CharField("预算代码", max_length=20)
    name = models.CharField("名称", max_length=100)
    level = models.CharField("级次", max_length=20, default="市级")
    slug = models.SlugField("网址中的名字", max_length=60, unique=True)

    class Meta:
        """A code is unique within its bureau."""

        ordering = ["code", "name"]
        constraints = [
            models.UniqueConstraint(fields=["bureau", "code"], name="department_code_once")
        ]

    def __str__(self) -> str:
        return self.name


class Unit(Place):
    """A budget unit of a department (预算单位).

    `former_names`: what it was called before; ledgers of earlier years have it under these.
    """

    department = models.ForeignKey(Department, models.PROTECT, related_name="units")
    code = models.CharField("预算代码", max_length=20, blank=True)
    name = models.CharField("名称", max_length=100)
    former_names = models.JSONField("曾用名", default=list)

    class Meta:
        """A name is unique within its department."""

        ordering = ["code", "name"]
        constraints = [
            models.UniqueConstraint(fields=["department", "name"], name="unit_name_once")
        ]

    def __str__(self) -> str:
        return self.name


class Office(Place):
    """An office of a department that answers for projects (业务科室)."""

    department = models.ForeignKey(Department, models.PROTECT, related_name="offices")
    name = models.CharField("名称", max_length=100)

    class Meta:
        """A name is unique within its department."""

        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["department", "name"], name="office_name_once")
        ]

    def __str__(self) -> str:
        return self.name
