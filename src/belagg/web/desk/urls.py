"""Addresses of the desk."""

from django.urls import path

from belagg.web.desk import body, follow_ups, overview, reconcile

urlpatterns = [
    path("", overview.desk, name="desk"),
    path("bodies/", overview.bodies, name="bodies"),
    path("bodies.csv", overview.bodies_csv, name="bodies-csv"),
    path("bodies/<str:unit_id>/", body.body, name="body"),
    path("bodies/<str:unit_id>/contact/", body.log_contact, name="body-contact"),
    path("bodies/<str:unit_id>/ask/", body.ask, name="body-ask"),
    path("bodies/<str:unit_id>/unlock/<int:pk>/", body.unlock_sheet, name="body-unlock"),
    path("bodies/<str:unit_id>/language/", body.language, name="body-language"),
    path("follow-ups.csv", follow_ups.follow_ups_csv, name="follow-ups-csv"),
    path("follow-ups/", follow_ups.follow_ups, name="follow-ups"),
    path("reconcile/", reconcile.reconcile, name="reconcile"),
]
