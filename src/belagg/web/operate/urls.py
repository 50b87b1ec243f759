"""Addresses for whoever watches over the server."""

from django.urls import path

from belagg.web.operate import health, metrics

urlpatterns = [
    path("alive", health.alive, name="alive"),
    path("ready", health.ready, name="ready"),
    path("metrics", metrics.metrics, name="metrics"),
]
