"""Addresses for who runs the installation."""

from django.urls import path

from belagg.web.operate import failed

urlpatterns = [
    path("tasks/", failed.failed, name="failed-tasks"),
    path("tasks/<str:key>/", failed.settle, name="failed-task"),
]
