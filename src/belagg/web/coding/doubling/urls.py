"""Addresses of coding twice."""

from django.urls import path

from belagg.web.coding.doubling import plan, settle

urlpatterns = [
    path("plan/", plan.plan, name="coding-plan"),
    path("disagreements/", settle.disagreements, name="disagreements"),
]
