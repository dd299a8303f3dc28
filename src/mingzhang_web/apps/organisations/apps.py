"""Django's name of this app."""

from django.apps import AppConfig


class Organisations(AppConfig):
    """机构."""

    name = "mingzhang_web.apps.organisations"
    label = "organisations"
    verbose_name = "机构"
