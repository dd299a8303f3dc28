"""Django's name of this app."""

from django.apps import AppConfig


class Publishing(AppConfig):
    """公开."""

    name = "mingzhang_web.apps.publishing"
    label = "publishing"
    verbose_name = "公开"
