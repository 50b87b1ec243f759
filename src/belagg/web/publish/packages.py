"""The study as a package: for everybody, or whole for keeping."""

from pathlib import Path
from tempfile import TemporaryDirectory

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from belagg.exchange.formats import exportable, format_named
from belagg.exchange.prepared import prepared
from belagg.study.problems import StudyError
from belagg.study.study import Study
from belagg.web.factcheck.release import released
from belagg.web.people.access import acting, in_study
from belagg.web.people.audit import record
from belagg.web.people.permissions import Permission
from belagg.web.store.bridge import load_study
from belagg.web.store.models import Project


@in_study(Permission.EXPORT)
def package(request: HttpRequest, project: Project) -> HttpResponse:
    """Offer the package, with what each kind of it holds."""
    return render(request, "publish/package.html")


@require_POST
@in_study(Permission.EXPORT)
def package_public(request: HttpRequest, project: Project) -> HttpResponse:
    """Give the package without the private part and without the reference groups' words."""
    study = released(project, load_study(project))
    try:
        kept, _left = prepared(study, format_named("package", exportable()))
    except StudyError as error:
        return render(request, "publish/package.html", {"problems": error.problems})
    return _given(request, project, kept, "public")


@require_POST
@in_study(Permission.EXPORT_PRIVATE)
def package_whole(request: HttpRequest, project: Project) -> HttpResponse:
    """Give everything, personal data included: a copy to keep, not to publish."""
    return _given(request, project, load_study(project), "whole")


def _given(request: HttpRequest, project: Project, study: Study, what: str) -> HttpResponse:
    with transaction.atomic():
        record("package taken out", project=project, actor=acting(request), kind="package",
               key=what, revision=study.short_revision)  # fmt: skip
    with TemporaryDirectory() as folder:
        path = Path(folder) / "study.zip"
        study.save(path)
        response = HttpResponse(path.read_bytes(), content_type="application/zip")
    name = f"{project.slug}-{study.short_revision}.zip"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
