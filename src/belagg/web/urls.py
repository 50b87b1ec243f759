"""Every address of the web application, app by app."""

from django.urls import include, path

urlpatterns = [
    path("", include("belagg.web.frame.urls")),
    path("health/", include("belagg.web.operate.urls")),
    path("server/", include("belagg.web.operate.server_urls")),
    path("accounts/", include("allauth.urls")),
    path("people/", include("belagg.web.people.urls")),
    path("studies/", include("belagg.web.design.urls")),
    path("studies/<slug:slug>/people/", include("belagg.web.people.study_urls")),
    path("studies/<slug:slug>/field/", include("belagg.web.fieldwork.urls")),
    path("studies/<slug:slug>/desk/", include("belagg.web.desk.urls")),
    path("studies/<slug:slug>/coding/", include("belagg.web.coding.urls")),
    path("studies/<slug:slug>/answers/", include("belagg.web.respond.study_urls")),
    path("studies/<slug:slug>/fact-check/", include("belagg.web.factcheck.urls")),
    path("studies/<slug:slug>/progress/", include("belagg.web.progress.urls")),
    path("studies/<slug:slug>/exchange/", include("belagg.web.exchange.urls")),
    path("studies/<slug:slug>/publish/", include("belagg.web.publish.urls")),
    path("studies/<slug:slug>/personal/", include("belagg.web.operate.study_urls")),
    path("preview/", include("belagg.web.publish.preview_urls")),
    path("studies/<slug:slug>/voices/", include("belagg.web.voices.urls")),
    path("withdraw/", include("belagg.web.voices.public_urls")),
    path("a/", include("belagg.web.respond.urls")),
    path("answer/", include("belagg.web.respond.answer_urls")),
    path("answer/<int:sheet>/progress/", include("belagg.web.progress.answer_urls")),
    path("answer/<int:sheet>/facts/", include("belagg.web.factcheck.answer_urls")),
]
handler400 = "belagg.web.frame.views.bad_request"
handler403 = "belagg.web.frame.views.forbidden"
handler404 = "belagg.web.frame.views.not_found"
handler500 = "belagg.web.frame.views.server_error"
