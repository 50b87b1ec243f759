"""The app `frame`."""

from django.apps import AppConfig


class FrameConfig(AppConfig):
    """What every page shares: layout, styles, security headers, errors."""

    name = "belagg.web.frame"
    label = "frame"
