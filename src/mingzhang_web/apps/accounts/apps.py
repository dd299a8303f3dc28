"""Django's name of this app."""

from django.apps import AppConfig


class Accounts(AppConfig):
    """账号."""

    name = "mingzhang_web.apps.accounts"
    label = "accounts"
    verbose_name = "账号"
