"""Addresses of the personal data of one study."""

from django.urls import path

from belagg.web.operate import personal_views

urlpatterns = [
    path("", personal_views.personal_data, name="personal-data"),
    path("person/", personal_views.person_data, name="person-data"),
    path("erasures/<int:pk>.<str:form>", personal_views.erasure, name="erasure"),
]
