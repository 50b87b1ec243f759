"""The app `design`."""

from django.apps import AppConfig


class DesignConfig(AppConfig):
    """A study before the field: settings, bodies, questionnaire and its versions."""

    name = "belagg.web.design"
    label = "design"
