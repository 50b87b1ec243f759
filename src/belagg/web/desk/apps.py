"""The app `desk`."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """What the coordinator sees: who has answered, what to do today."""

    name = "belagg.web.desk"
    label = "desk"
