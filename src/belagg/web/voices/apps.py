"""The app `voices`."""

from django.apps import AppConfig


class VoicesConfig(AppConfig):
    """Reference groups."""

    name = "belagg.web.voices"
    label = "voices"
