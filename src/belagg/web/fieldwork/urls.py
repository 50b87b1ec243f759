"""Addresses of the fieldwork."""

from django.urls import path

from belagg.web.fieldwork import planning

urlpatterns = [
    path("", planning.plan_page, name="plan"),
    path("outbox/", planning.outbox_page, name="outbox"),
    path("outbox/<int:pk>/retry/", planning.mail_retry, name="mail-retry"),
    path("steps/<slug:key>/", planning.step_page, name="step"),
    path("steps/<slug:key>/preview/", planning.step_preview, name="step-preview"),
    path("steps/<slug:key>/send/", planning.step_send, name="step-send"),
]
