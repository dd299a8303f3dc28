"""Django's name of this app."""

from django.apps import AppConfig


class Publishing(AppConfig):
    """公开."""

    name = "mingzhang_web.apps.publishing"
    label = "publishing"
    verbose_name = "公开"

    def ready(self) -> None:
        """Editions belong to their budget year."""
        from mingzhang_web.apps.journal.parts import belong
        from mingzhang_web.apps.publishing.selectors.editions import of_year

        belong("workspace.budgetyear", of_year)
