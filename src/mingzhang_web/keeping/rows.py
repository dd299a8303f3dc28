"""Rows of every table as JSON and back (数据行): the same on every database."""

import base64
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import connections, models
from django.db.migrations.recorder import MigrationRecorder

AT_ONCE = 500
LEFT_OUT = frozenset({"sessions.session", "contenttypes.contenttype", "auth.permission"})
"""Sessions end with a restore; the others are made anew by every installation."""


def tables() -> list[type[models.Model]]:
    """Every table that is kept, with those that join two."""
    found = [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy
    ]
    return [model for model in found if name_of(model) not in LEFT_OUT]


def name_of(model: type[models.Model]) -> str:
    """The name of a table in an archive."""
    return model._meta.label_lower


def state_of(alias: str) -> list[str]:
    """The migrations that made the tables what they are."""
    applied = MigrationRecorder(connections[alias]).applied_migrations()
    return sorted(f"{app}.{name}" for app, name in applied)


def rows_of(model: type[models.Model], alias: str) -> Iterator[dict[str, Any]]:
    """Every row in the order of its key, without holding them all."""
    fields = model._meta.concrete_fields
    found = model._base_manager.using(alias).order_by("pk").iterator(chunk_size=AT_ONCE)
    for row in found:
        yield {field.attname: _told(getattr(row, field.attname)) for field in fields}


def row_from(model: type[models.Model], told: dict[str, Any]) -> models.Model:
    """A row as it was. Raises KeyError or ValueError where it does not fit the table."""
    fields = {field.attname: field for field in model._meta.concrete_fields}
    if set(told) != set(fields):
        raise ValueError(f"{name_of(model)}: {sorted(set(told) ^ set(fields))}")
    return model(**{name: _read(fields[name], value) for name, value in told.items()})


def _told(value: Any) -> Any:
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(bytes(value)).decode()
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal | UUID) else value


def _read(field: "models.Field[Any, Any]", value: Any) -> Any:
    if value is None or isinstance(field, models.JSONField):
        return value
    if isinstance(field, models.BinaryField):
        return base64.b64decode(value)
    target = field.target_field if isinstance(field, models.ForeignKey) else field
    return target.to_python(value)
