"""Where an official reports, once her link has been opened."""

from django.urls import path

from belagg.web.progress import official

urlpatterns = [path("", official.reporting, name="answer-progress")]
