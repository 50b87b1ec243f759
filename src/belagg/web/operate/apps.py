"""The app `operate`."""

from django.apps import AppConfig


class OperateConfig(AppConfig):
    """Health, self-check, backup and restore."""

    name = "belagg.web.operate"
    label = "operate"

    def ready(self) -> None:
        """Let what is stored of a failed task be without words."""
        from belagg.web.operate import failed  # noqa: F401  # its receiver
