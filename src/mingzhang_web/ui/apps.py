"""Django's name of this app."""

from django.apps import AppConfig


class Ui(AppConfig):
    """界面."""

    name = "mingzhang_web.ui"
    label = "ui"
    verbose_name = "界面"
