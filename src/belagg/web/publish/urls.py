"""Addresses of writing, checking, building and taking out."""

from django.urls import path

from belagg.web.publish import (
    approval_views,
    arguing,
    builds,
    guide_queue,
    packages,
    previews,
    release_views,
    writing,
)

urlpatterns = [
    path("", builds.builds, name="builds"),
    path("build/", builds.build_now, name="build-now"),
    path("<int:pk>/", builds.build, name="build"),
    path("<int:pk>.zip", builds.build_zip, name="build-zip"),
    path("<int:pk>/files/<path:path>", builds.build_file, name="build-file"),
    path("<int:pk>/preview/", previews.give, name="preview-give"),
    path("<int:pk>/preview/end/", previews.take_back, name="preview-end"),
    path("<int:pk>/release/", release_views.release_new, name="release-new"),
    path("releases/", release_views.releases, name="releases"),
    path("releases/all.zip", release_views.everything_zip, name="releases-zip"),
    path("releases/<str:number>.zip", release_views.release_zip, name="release-zip"),
    path("guide/", guide_queue.guide, name="guide"),
    path("guide-approval/", approval_views.guide_approve, name="guide-approve"),
    path("guide-approval/take-back/", approval_views.guide_take_back, name="guide-take-back"),
    path("guide-draft/", approval_views.guide_draft, name="guide-draft"),
    path("guide/<str:service_id>/", guide_queue.confirm, name="guide-confirm"),
    path("checks/", builds.checks, name="checks"),
    path("texts/", writing.texts, name="texts"),
    path("texts/preview/<path:path>", writing.text_preview, name="text-preview"),
    path("texts/<path:path>", writing.text, name="text"),
    path("argument/", arguing.argument, name="argument"),
    path("argument/<str:table>/", arguing.argued, name="argue"),
    path("argument/<str:table>/<str:key>/", arguing.argued, name="argued"),
    path("argument/<str:table>/<str:key>/remove/", arguing.unargue, name="unargue"),
    path("concepts/", writing.concepts, name="concepts"),
    path("package/", packages.package, name="package"),
    path("package/public/", packages.package_public, name="package-public"),
    path("package/whole/", packages.package_whole, name="package-whole"),
]
