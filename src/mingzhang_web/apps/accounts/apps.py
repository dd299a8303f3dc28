"""Django's name of this app."""

from django.apps import AppConfig


class Accounts(AppConfig):
    """账号."""

    name = "mingzhang_web.apps.accounts"
    label = "accounts"
    verbose_name = "账号"

    def ready(self) -> None:
        """Listen to sign-in and sign-out."""
        from mingzhang_web.apps.accounts import signals  # noqa: F401
