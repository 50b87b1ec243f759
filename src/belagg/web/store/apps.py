"""The app `store`."""

from django.apps import AppConfig


class StoreConfig(AppConfig):
    """The tables of studies in the database, and the only way between them and Study."""

    name = "belagg.web.store"
    label = "store"
