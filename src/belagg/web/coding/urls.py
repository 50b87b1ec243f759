"""Addresses of coding, a list a part of the work."""

from django.urls import path

from belagg.web.coding import start

urlpatterns = [path("", start.start, name="coding")]
