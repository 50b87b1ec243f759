"""The app `publish`."""

from django.apps import AppConfig


class PublishConfig(AppConfig):
    """Builds and releases from the web application."""

    name = "belagg.web.publish"
    label = "publish"
