"""Addresses of the public portal, which stand for ever, and of the page that publishes."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from mingzhang_web.apps.publishing.views import across, desk, feed, files, portal, verify
from mingzhang_web.apps.workspace.models.years import Kind


class KindConverter(StringConverter):
    """预算 or 决算 in an address."""

    regex = "|".join(Kind.values)


class EndingConverter(StringConverter):
    """The kind of a file in an address."""

    regex = "|".join(across.Ending)


register_converter(KindConverter, "kind")
register_converter(EndingConverter, "ending")
_YEAR = "d/<slug:slug>/<int:year>/<kind:kind>/"

app_name = "publishing"
urlpatterns = [
    path("", portal.portal, name="portal"),
    path("search/", portal.find, name="search"),
    path("verify/", verify.verify, name="verify"),
    path("feed/", feed.publications, name="feed"),
    path("assets/<str:digest>/<str:name>", files.asset, name="asset"),
    path("figures.<ending:ending>", across.all_departments, name="key-figures"),
    path("d/<slug:slug>/figures.<ending:ending>", across.department, name="figures"),
    path("d/<slug:slug>/", portal.department, name="department"),
    path(_YEAR, portal.edition, name="newest"),
    path(f"{_YEAR}<int:number>/", portal.edition, name="edition"),
    path(f"{_YEAR}<int:number>/changes/", portal.changes, name="changes"),
    path(f"{_YEAR}<int:number>/manifest.json", files.manifest, name="manifest"),
    path(f"{_YEAR}<int:number>/<path:path>", files.file, name="file"),
    path("work/<int:year>/publish/", desk.publish, name="publish"),
]
