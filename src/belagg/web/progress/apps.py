"""The app `progress`."""

from django.apps import AppConfig


class ProgressConfig(AppConfig):
    """How far the bodies have come with the recommendations."""

    name = "belagg.web.progress"
    label = "progress"
