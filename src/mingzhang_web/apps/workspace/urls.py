"""Addresses of the workspace."""

from django.urls import path

from mingzhang_web.apps.workspace.views import home

app_name = "workspace"
urlpatterns = [path("", home.home, name="home")]
