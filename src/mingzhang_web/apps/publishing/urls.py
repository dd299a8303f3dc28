"""Addresses of the public portal."""

from django.urls import path

from mingzhang_web.apps.publishing import views

app_name = "publishing"
urlpatterns = [path("", views.portal, name="portal")]
