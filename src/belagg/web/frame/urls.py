"""Addresses of the frame."""

from django.urls import include, path

from belagg.web.frame import views

urlpatterns = [
    path("", views.home, name="home"),
    path("favicon.ico", views.icon, name="icon"),
    path("tokens.css", views.tokens, name="tokens"),
    path("language/", include("django.conf.urls.i18n")),
]
