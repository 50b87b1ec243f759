"""Addresses of bringing in and taking out."""

from django.urls import path

from belagg.web.exchange import bringing_in, overview, taking_out, voices

urlpatterns = [
    path("", overview.exchange, name="exchange"),
    path("in/<slug:name>/", bringing_in.bring_in, name="bring-in"),
    path("out/<slug:name>/", taking_out.take_out, name="take-out"),
    path("voices/", voices.voices, name="exchange-voices"),
]
