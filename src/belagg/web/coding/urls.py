"""Addresses of coding, a list a part of the work."""

from django.urls import include, path

from belagg.web.coding import start
from belagg.web.coding.claims import desk, new, queue, results
from belagg.web.coding.documents import addresses, listing, requests, viewer

_DOCUMENTS = [
    path("documents/", listing.documents, name="documents"),
    path("documents/upload/", listing.upload, name="document-upload"),
    path("documents/read/", listing.read_again, name="documents-read"),
    path("documents/fetch/", addresses.fetch_new, name="document-fetch"),
    path("documents/requests/", requests.requests, name="document-requests"),
    path("documents/requests/<int:pk>/", requests.document_request, name="document-request"),
    path("documents/requests/<int:pk>.txt", requests.as_text, name="document-request-text"),
    path("documents/<str:document_id>/address/", addresses.change, name="document-address"),
    path("documents/<str:document_id>/", viewer.document, name="document"),
    path("documents/<str:document_id>/<str:sha256>/file/", viewer.download, name="document-file"),
    path("documents/<str:document_id>/<str:sha256>/<int:page>.webp", viewer.picture,
         name="document-picture"),
]  # fmt: skip

_CLAIMS = [
    path("keys/", desk.switch_keys, name="coding-keys"),
    path("claims/", queue.claims, name="claims"),
    path("claims/answers/", new.item, name="claims-item"),
    path("claims/answers/<str:response_id>/", new.new, name="claim-new"),
    path("claims/results/", results.results, name="claims-results"),
    path("claims/undo/", desk.undo_last, name="claim-undo"),
    path("claims/of/<str:claim_id>/", desk.claim, name="claim"),
]

urlpatterns = [
    path("", start.start, name="coding"),
    *_DOCUMENTS,
    *_CLAIMS,
    path("recode/", include("belagg.web.coding.recoding.urls")),
    path("double/", include("belagg.web.coding.doubling.urls")),
    path("themes/", include("belagg.web.coding.themes.urls")),
]
