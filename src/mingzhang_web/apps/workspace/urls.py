"""Addresses of the workspace."""

from django.urls import path

from mingzhang_web.apps.workspace import views

app_name = "workspace"
urlpatterns = [path("", views.home, name="home")]
