"""The app `people`."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Accounts, roles, permissions and the audit log."""

    name = "belagg.web.people"
    label = "people"
