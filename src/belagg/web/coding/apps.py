"""The app `coding`."""

from django.apps import AppConfig


class CodingConfig(AppConfig):
    """What a coder does: reads documents, grades claims, recodes, and marks themes."""

    name = "belagg.web.coding"
    label = "coding"
