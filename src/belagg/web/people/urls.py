"""Addresses of accounts and invitations."""

from django.urls import path

from belagg.web.people import account

urlpatterns = [
    path("me/", account.me, name="me"),
    path("invitation/<str:secret>/", account.invitation, name="invitation"),
]
