"""Django's name of this app."""

from django.apps import AppConfig


class Jobs(AppConfig):
    """任务."""

    name = "mingzhang_web.apps.jobs"
    label = "jobs"
    verbose_name = "任务"
