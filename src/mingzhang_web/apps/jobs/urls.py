"""Addresses of jobs: progress and cancelling."""

from django.urls import path

from mingzhang_web.apps.jobs import views

app_name = "jobs"
urlpatterns = [
    path("<uuid:job>/", views.progress, name="progress"),
    path("<uuid:job>/cancel/", views.cancel, name="cancel"),
]
