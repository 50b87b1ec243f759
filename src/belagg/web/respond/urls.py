"""Addresses that personal links have."""

from django.urls import path

from belagg.web.respond import entrance, leaving

urlpatterns = [
    path("<str:secret>/", entrance.link, name="official-link"),
    path("<str:secret>/other/", leaving.leave, name="official-leave"),
]
