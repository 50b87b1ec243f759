"""The app `exchange`."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    """Files of other programs come in and go out."""

    name = "belagg.web.exchange"
    label = "exchange"
