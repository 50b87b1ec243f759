"""Addresses of the fact check for those who run it."""

from django.urls import path

from belagg.web.factcheck import running

urlpatterns = [
    path("", running.fact_checks, name="fact-checks"),
    path("begin/", running.begin_check, name="fact-check-begin"),
    path("elsewhere/", running.elsewhere, name="fact-check-elsewhere"),
    path("<int:number>/day/", running.another_day, name="fact-check-day"),
    path("<int:number>/remind/", running.remind_silent, name="fact-check-remind"),
    path("<int:number>/end/", running.end_check, name="fact-check-end"),
    path("<int:number>/bodies/<str:unit_id>/", running.of_body, name="fact-check-body"),
    path("points/<int:pk>/", running.point, name="fact-check-point"),
    path("points/<int:pk>/evidence/<int:objection>/", running.evidence, name="fact-check-file"),
]
