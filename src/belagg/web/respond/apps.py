"""The app `respond`."""

from django.apps import AppConfig


class RespondConfig(AppConfig):
    """What an official sees: a personal link, the questionnaire, sending it."""

    name = "belagg.web.respond"
    label = "respond"
