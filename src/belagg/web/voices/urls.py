"""Addresses of reference groups; nobody but who runs them sees any of it."""

from django.urls import path

from belagg.web.voices import meeting, running

urlpatterns = [
    path("", running.voices, name="voices"),
    path("groups/<str:group_id>/", running.group, name="voices-group"),
    path("groups/<str:group_id>/safeguards/", running.safeguards, name="voices-gate"),
    path("groups/<str:group_id>/participants/", running.add_participant, name="voices-add"),
    path("groups/<str:group_id>/erase/", running.erase_group, name="voices-erase"),
    path("participants/<int:pk>/", running.participant, name="voices-participant"),
    path("participants/<int:pk>/code/", running.new_code, name="voices-code"),
    path("participants/<int:pk>/withdraw/", running.withdraw_for, name="voices-withdraw"),
    path("groups/<str:group_id>/meetings/", meeting.open_meeting, name="voices-open"),
    path("meetings/<str:meeting_id>/", meeting.meeting, name="voices-meeting"),
    path("meetings/<str:meeting_id>/agenda/", meeting.agenda, name="voices-agenda"),
    path("meetings/<str:meeting_id>/quotes/", meeting.add_quote, name="voices-quote"),
    path("quotes/<int:pk>/", meeting.settle_quote, name="voices-settle"),
]
