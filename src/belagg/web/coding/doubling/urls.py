"""Addresses of coding twice."""

from django.urls import path

from belagg.web.coding.doubling import plan

urlpatterns = [
    path("plan/", plan.plan, name="coding-plan"),
]
