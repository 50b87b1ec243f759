"""Addresses of the fieldwork."""

from django.urls import path

from belagg.web.fieldwork import calls, planning

urlpatterns = [
    path("", planning.plan_page, name="plan"),
    path("approve/", planning.plan_approve, name="plan-approve"),
    path("outbox.csv", planning.outbox_csv, name="outbox-csv"),
    path("outbox/", planning.outbox_page, name="outbox"),
    path("outbox/<int:pk>/retry/", planning.mail_retry, name="mail-retry"),
    path("calls/", calls.call_list, name="calls"),
    path("calls.csv", calls.calls_csv, name="calls-csv"),
    path("calls/<str:recipient_id>/", calls.call, name="call"),
    path("steps/<slug:key>/", planning.step_page, name="step"),
    path("steps/<slug:key>/preview/", planning.step_preview, name="step-preview"),
    path("steps/<slug:key>/send/", planning.step_send, name="step-send"),
    path("steps/<slug:key>/letters/", planning.step_letters, name="step-letters"),
    path("steps/<slug:key>/posted/", planning.step_posted, name="step-posted"),
    path("steps/<slug:key>/withdraw/", planning.step_withdraw, name="step-withdraw"),
]
