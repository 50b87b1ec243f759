"""Addresses of the follow-up of recommendations, for the team."""

from django.urls import path

from belagg.web.progress import team

urlpatterns = [
    path("", team.progress, name="progress"),
    path("ask/", team.open_reports, name="progress-ask"),
    path("<str:wanted>/", team.recommendation, name="progress-recommendation"),
]
