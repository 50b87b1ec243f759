"""Addresses of a response once its link has been opened; no secret stands in them."""

from django.urls import path

from belagg.web.respond import entrance, filling, finishing, following_up

urlpatterns = [
    path("<int:sheet>/", entrance.overview, name="answer"),
    path("<int:sheet>/page/<int:number>/", filling.page, name="answer-page"),
    path("<int:sheet>/save/<str:question_id>/", filling.save_field, name="answer-save"),
    path("<int:sheet>/review/", finishing.review, name="answer-review"),
    path("<int:sheet>/receipt/", finishing.receipt, name="answer-receipt"),
    path("<int:sheet>/follow-ups/", following_up.follow_ups, name="answer-follow-ups"),
    path("privacy/<str:study>/", entrance.privacy, name="privacy"),
]
