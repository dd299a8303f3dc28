"""Django's name of this app."""

from django.apps import AppConfig


class Workspace(AppConfig):
    """工作台."""

    name = "mingzhang_web.apps.workspace"
    label = "workspace"
    verbose_name = "工作台"

    def ready(self) -> None:
        """Say what belongs to a budget year."""
        from mingzhang_web.apps.journal.parts import belong
        from mingzhang_web.apps.workspace.selectors.parts import of_year

        belong("workspace.budgetyear", of_year)
