"""Django's name of this app."""

from django.apps import AppConfig
from django.db.models import Q

from mingzhang_web.apps.journal.parts import belong


class Organisations(AppConfig):
    """机构."""

    name = "mingzhang_web.apps.organisations"
    label = "organisations"
    verbose_name = "机构"

    def ready(self) -> None:
        """Every entry names the department it is about."""
        belong("organisations.department", lambda pk: Q(department_id=pk))
