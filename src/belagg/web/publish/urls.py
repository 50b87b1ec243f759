"""Addresses of writing, checking, building and taking out."""

from django.urls import path

from belagg.web.publish import builds, packages, writing

urlpatterns = [
    path("", builds.builds, name="builds"),
    path("build/", builds.build_now, name="build-now"),
    path("<int:pk>/", builds.build, name="build"),
    path("<int:pk>.zip", builds.build_zip, name="build-zip"),
    path("<int:pk>/files/<path:path>", builds.build_file, name="build-file"),
    path("checks/", builds.checks, name="checks"),
    path("texts/", writing.texts, name="texts"),
    path("texts/preview/<path:path>", writing.text_preview, name="text-preview"),
    path("texts/<path:path>", writing.text, name="text"),
    path("concepts/", writing.concepts, name="concepts"),
    path("package/", packages.package, name="package"),
    path("package/public/", packages.package_public, name="package-public"),
    path("package/whole/", packages.package_whole, name="package-whole"),
]
