"""Django's name of this app."""

from django.apps import AppConfig


class Workspace(AppConfig):
    """工作台."""

    name = "mingzhang_web.apps.workspace"
    label = "workspace"
    verbose_name = "工作台"
