"""Django's name of this app."""

from django.apps import AppConfig

from mingzhang_web.ui.tables.order import teach_sqlite


class Ui(AppConfig):
    """界面."""

    name = "mingzhang_web.ui"
    label = "ui"
    verbose_name = "界面"

    def ready(self) -> None:
        """Before the first question to the database."""
        teach_sqlite()
