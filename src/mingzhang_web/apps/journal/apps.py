"""Django's name of this app."""

from django.apps import AppConfig


class Journal(AppConfig):
    """日志."""

    name = "mingzhang_web.apps.journal"
    label = "journal"
    verbose_name = "日志"
