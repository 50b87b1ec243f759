"""Addresses by which those without an account read a build."""

from django.urls import path

from belagg.web.publish import previews

urlpatterns = [
    path("<str:secret>/", previews.preview, name="preview"),
    path("<str:secret>/<path:path>", previews.preview_file, name="preview-file"),
]
