"""Addresses of the site (网址): the portal in front, the workspace behind sign-in."""

from django.urls import URLPattern, URLResolver, include, path

from mingzhang_web.config.api import api, document
from mingzhang_web.ui import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("mingzhang_web.apps.publishing.urls")),
    path("work/", include("mingzhang_web.apps.workspace.urls")),
    path("accounts/", include("mingzhang_web.apps.accounts.urls")),
    path("jobs/", include("mingzhang_web.apps.jobs.urls")),
    path("api/v1/openapi.json", document, name="openapi"),
    path("api/v1/", api.urls),
    path("healthz", views.health, name="health"),
]
handler400 = "mingzhang_web.ui.views.bad_request"
handler403 = "mingzhang_web.ui.views.forbidden"
handler404 = "mingzhang_web.ui.views.not_found"
handler500 = "mingzhang_web.ui.views.server_error"
