"""The app `factcheck`."""

from django.apps import AppConfig


class FactCheckConfig(AppConfig):
    """Each body reads what will be said of it before anything is published."""

    name = "belagg.web.factcheck"
    label = "factcheck"
