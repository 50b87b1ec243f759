"""The app `operate`."""

from django.apps import AppConfig


class OperateConfig(AppConfig):
    """Health, self-check, backup and restore."""

    name = "belagg.web.operate"
    label = "operate"
