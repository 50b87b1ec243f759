"""Addresses of bringing in and taking out."""

from django.urls import path

from belagg.web.exchange import bringing_in, overview, taking_out, voices
from belagg.web.exchange.needs import NEEDS
from belagg.web.people.access import in_study

urlpatterns = [
    path("", overview.exchange, name="exchange"),
    # Each format changes other things, and so has an address with permissions of its own.
    *(
        path(
            f"in/{name}/", in_study(*needed)(bringing_in.bring_in), {"name": name}, name="bring-in"
        )
        for name, needed in NEEDS.items()
    ),
    path("out/<slug:name>/", taking_out.take_out, name="take-out"),
    path("voices/", voices.voices, name="exchange-voices"),
]
