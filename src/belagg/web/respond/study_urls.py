"""Addresses of the coordinator's pages on answers."""

from django.urls import path

from belagg.web.respond import entering, holding

urlpatterns = [
    path("", holding.answers, name="answers"),
    path("enter/", entering.enter, name="answers-enter"),
    path("held/<int:pk>/", holding.hold, name="answers-hold"),
    path("held/<int:pk>/file/", holding.held_file, name="answers-hold-file"),
    path("named/<int:pk>/", holding.settle_suggestion, name="answers-named"),
]
