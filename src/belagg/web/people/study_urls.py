"""Addresses of the people of one study."""

from django.urls import path

from belagg.web.people import audit_views, members

urlpatterns = [
    path("", members.members, name="members"),
    path("<int:pk>/", members.member, name="member"),
    path("<int:pk>/remove/", members.remove_member, name="member-remove"),
    path("log/", audit_views.audit_log, name="audit-log"),
    path("log.csv", audit_views.audit_csv, name="audit-csv"),
]
