"""Finance bureaus, departments, budget units and offices (财政部门、部门、预算单位、科室)."""

from django.db import models


class Bureau(models.Model):
    """A finance bureau that reviews the departments of its region (财政部门)."""

    name = models.CharField("名称", max_length=100, unique=True)
    region = models.CharField("地区", max_length=50)

    def __str__(self) -> str:
        return self.name


class Department(models.Model):
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


class Unit(models.Model):
    """A budget unit of a department (预算单位)."""

    department = models.ForeignKey(Department, models.PROTECT, related_name="units")
    code = models.CharField("预算代码", max_length=20, blank=True)
    name = models.CharField("名称", max_length=100)

    class Meta:
        """A name is unique within its department."""

        ordering = ["code", "name"]
        constraints = [
            models.UniqueConstraint(fields=["department", "name"], name="unit_name_once")
        ]

    def __str__(self) -> str:
        return self.name


class Office(models.Model):
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
