"""The one address for those who have spoken in a group; no account, no link of their own."""

from django.urls import path

from belagg.web.voices import withdrawing

urlpatterns = [path("", withdrawing.withdraw, name="withdraw")]
