"""Addresses of coding, a list a part of the work."""

from django.urls import path

from belagg.web.coding import start
from belagg.web.coding.documents import listing, viewer

_DOCUMENTS = [
    path("documents/", listing.documents, name="documents"),
    path("documents/upload/", listing.upload, name="document-upload"),
    path("documents/read/", listing.read_again, name="documents-read"),
    path("documents/<str:document_id>/", viewer.document, name="document"),
    path("documents/<str:document_id>/<str:sha256>/file/", viewer.download, name="document-file"),
    path("documents/<str:document_id>/<str:sha256>/<int:page>.webp", viewer.picture,
         name="document-picture"),
]  # fmt: skip

urlpatterns = [path("", start.start, name="coding"), *_DOCUMENTS]
