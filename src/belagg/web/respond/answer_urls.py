"""Addresses of a response once its link has been opened; no secret stands in them."""

from django.urls import path

from belagg.web.respond import attaching, entrance, filling, finishing, following_up, sharing

urlpatterns = [
    path("<int:sheet>/", entrance.overview, name="answer"),
    path("<int:sheet>/page/<int:number>/", filling.page, name="answer-page"),
    path("<int:sheet>/save/<str:question_id>/", filling.save_field, name="answer-save"),
    path("<int:sheet>/review/", finishing.review, name="answer-review"),
    path("<int:sheet>/receipt/", finishing.receipt, name="answer-receipt"),
    path("<int:sheet>/follow-ups/", following_up.follow_ups, name="answer-follow-ups"),
    path("<int:sheet>/documents/", attaching.documents, name="answer-documents"),
    path("<int:sheet>/documents/<int:pk>/", attaching.document, name="answer-document"),
    path("<int:sheet>/documents/<int:pk>/remove/", attaching.remove, name="answer-remove"),
    path("<int:sheet>/colleagues/", sharing.colleagues_page, name="answer-colleagues"),
    path("<int:sheet>/colleagues/<int:pk>/", sharing.withdraw, name="answer-withdraw"),
    path("<int:sheet>/history/", sharing.history, name="answer-history"),
    path("<int:sheet>/copy/<int:number>.pdf", finishing.copy, name="answer-copy"),
    path("<int:sheet>/questions.pdf", finishing.blank, name="answer-blank"),
    path("questions/", entrance.questions, name="official-questions"),
    path("privacy/", entrance.privacy, name="privacy"),
]
