"""Addresses that personal links have."""

from django.urls import path

from belagg.web.respond import entrance

urlpatterns = [path("<str:secret>/", entrance.link, name="official-link")]
