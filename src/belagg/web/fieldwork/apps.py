"""The app `fieldwork`."""

from django.apps import AppConfig


class FieldworkConfig(AppConfig):
    """Whom to ask, and every attempt to reach them: plan, mail, calls, follow-up questions."""

    name = "belagg.web.fieldwork"
    label = "fieldwork"

    def ready(self) -> None:
        """Listen to what officials do."""
        from belagg.web.fieldwork import dispositions, leaving  # noqa: F401  # receivers register
