"""Addresses of the fact check for a body, once its link has been opened."""

from django.urls import path

from belagg.web.factcheck import reading

urlpatterns = [
    path("", reading.facts, name="answer-facts"),
    path("<int:pk>/", reading.objecting, name="answer-fact"),
]
