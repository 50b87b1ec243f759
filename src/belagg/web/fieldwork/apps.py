"""The app `fieldwork`."""

from django.apps import AppConfig


class FieldworkConfig(AppConfig):
    """Whom to ask, and every attempt to reach them: plan, mail, calls, follow-up questions."""

    name = "belagg.web.fieldwork"
    label = "fieldwork"
