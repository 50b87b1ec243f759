"""Addresses of coding twice."""

from django.urls import path

from belagg.web.coding.doubling import agreement, plan, settle

urlpatterns = [
    path("plan/", plan.plan, name="coding-plan"),
    path("agreement/", agreement.agreement, name="agreement"),
    path("disagreements/", settle.disagreements, name="disagreements"),
]
